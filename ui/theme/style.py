"""The style sheet: what Qt's palette cannot say about plain controls. Names of tokens stand in `@`.

It begins with what keeps every text of a file's from being taken for markup: no label and no tool tip guesses
at what its text is. A label that shows markup says so by its property `rich`.
"""

import re

from ui.theme.tokens import TOKENS, ThemeName

RULES = """
QLabel, QToolTip { qproperty-textFormat: PlainText; }
QLabel[rich="true"] { qproperty-textFormat: RichText; }
QToolTip { background: @surface; color: @text; border: 1px solid @control; padding: 4px 6px; }
QMainWindow { background: @surface; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @border; }

QWidget#top_bar { background: @surface; border-bottom: 1px solid @border; }
QWidget#message_bar { background: @changed_fill; border-bottom: 1px solid @changed_edge; }
QWidget#message_bar QLabel { color: @changed; }
QLabel#hint {
    background: @surface; color: @text; border: 1px solid @control; border-radius: 8px; padding: 6px 12px;
}
QFrame#command_palette { background: @surface; border: 1px solid @control; border-radius: 10px; }
QPushButton#find { background: @window; color: @muted; border-color: @border; text-align: left; }
QPushButton#find:hover, QPushButton#find:focus { border-color: @accent; }
QMenuBar { background: transparent; color: @text; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @accent_fill; color: @accent; }
QToolButton#qt_menubar_ext_button { padding: 0; border: none; background: transparent; }
QMenu { background: @surface; color: @text; border: 1px solid @control; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_fill; color: @accent; }
QMenu::item:disabled { color: @control; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::icon { padding-left: 6px; }

QPushButton, QToolButton {
    background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 5px 12px;
    outline: none;
}
QToolButton { padding: 5px; }
QPushButton:hover, QToolButton:hover { border-color: @accent; }
QPushButton:pressed, QToolButton:pressed { background: @accent_fill; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QToolButton:focus { padding: 4px; }
QPushButton:disabled, QToolButton:disabled { color: @control; border-color: @border; }
QPushButton[primary="true"], QToolButton[primary="true"] {
    background: @accent; color: @on_solid; border-color: @accent; font-weight: 600;
}
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {
    background: @border; color: @muted; border-color: @border;
}
QPushButton[flat="true"], QToolButton[flat="true"] { border-color: transparent; background: transparent; }
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { background: @accent_fill; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[wide="true"] { padding: 5px 8px; }
QToolButton[wide="true"]:focus { padding: 4px 7px; }

QPushButton[segment="true"] { padding: 5px 4px; }
QPushButton[segment="true"]:focus { padding: 4px 3px; }
QPushButton[segment="true"]:checked {
    background: @accent_fill; color: @accent; border-color: @accent; font-weight: 600;
}
QPushButton[segment="true"]:checked:focus { border: 2px solid @accent; }

QLabel[role="heading"], QLabel[role="muted"] { color: @muted; }
QLabel[role="error"] { color: @dropped; }
QFrame[role="rule"] { background: @border; }

QLineEdit, QPlainTextEdit, QSpinBox {
    background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 4px 8px;
    selection-background-color: @accent; selection-color: @on_solid;
}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QLineEdit[invalid="true"] { border: 2px solid @dropped; padding: 3px 7px; }
QLineEdit:read-only { background: transparent; border-color: transparent; padding-left: 0; }
QLineEdit:read-only:focus { border: 2px solid @accent; padding-left: 0; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDialog QPushButton:default {
    background: @accent; color: @on_solid; border-color: @accent;
}
QDialog QPushButton:default:focus { border: 2px solid @text; }

QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab {
    background: transparent; color: @muted; padding: 10px 14px 8px 14px;
    border: none; border-bottom: 2px solid transparent;
}
QTabBar[compact="true"]::tab { padding: 7px 6px 5px 6px; font-size: 12px; }
QTabWidget[compact="true"]::tab-bar { left: 9px; }
QTabBar::tab:selected { color: @accent; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:focus { background: @accent_fill; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }

QTreeView, QListView, QTableView { background: transparent; border: none; outline: none; }
QTreeView:focus, QListView:focus { border: none; }
QTreeView::item, QListView::item { padding: 4px 6px 4px 2px; border: 1px solid transparent; }
QTreeView::item:hover, QListView::item:hover { background: @window; }
QTreeView::item:selected, QListView::item:selected { background: @accent_fill; color: @accent; }
QTreeView::item:focus, QListView::item:focus { border-color: @accent; }
QHeaderView::section {
    background: transparent; color: @muted; border: none; border-bottom: 1px solid @border; padding: 4px 8px;
}

QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
    background: @surface; border: 1px solid @control;
}

QProgressBar { background: @border; border: none; border-radius: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QScrollArea { border: 2px solid transparent; background: transparent; }
QScrollArea:focus { border-color: @accent; }
LanesView, LadderPanel { border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
    background: @border; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px;
}
QScrollBar::handle:hover { background: @control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(name: ThemeName) -> str:
    """The rules in a theme's colours."""
    return re.sub(r"@(\w+)", lambda found: TOKENS[found[1]][name.value], RULES)
