"""`ShortcutsSheet`: every action with its keys, made of the table; the keys can be changed here."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ui.app.key_bindings import NATIVE, KeyBindings
from ui.app.spec import plain
from ui.language import mark, tr
from ui.theme import fonts, theme
from ui.theme.controls import Switch, styled_label

if TYPE_CHECKING:
    from ui.app.window import Window

NAME_ROLE = Qt.ItemDataRole.UserRole
CHOOSE = mark("Choose an action, then press its new keys here.")


class ShortcutsSheet(QDialog):
    """A list that can be searched, and below it the keys of the chosen action."""

    def __init__(self, window: "Window", bindings: KeyBindings) -> None:
        super().__init__(window)
        self._window, self._bindings = window, bindings
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.search, self.tree = QLineEdit(), QTreeWidget()
        self.keys, self.told = QKeySequenceEdit(), styled_label(tr(CHOOSE), "muted", fonts.words())
        self.set_button, self.reset_button = QPushButton(tr("Set")), QPushButton(tr("Reset"))
        self.reset_all, self.single = QPushButton(tr("Reset all")), Switch(tr("Single-letter keys"))
        self._set_up_list()
        self._set_up_keys()
        self._lay_out()
        self.fill()
        self._show_chosen()
        self.resize(QSize(620, 640).boundedTo(window.size()))

    def fill(self) -> None:
        """List every action under its menu, with its keys as they are now."""
        chosen = self.chosen
        self.tree.clear()
        menus: dict[str, QTreeWidgetItem] = {}
        for name, (spec, action) in self._window.actions_by_name.items():
            menu = spec.place
            if menu not in menus:
                menus[menu] = self._menu_row(menu)
            row = QTreeWidgetItem(menus[menu], [plain(spec.label), _written(action)])
            row.setData(0, NAME_ROLE, name)
            row.setFont(1, fonts.code(bold=self._bindings.is_chosen(name)))
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{plain(spec.label)}, {_written(action)}")
            if name == chosen:
                self.tree.setCurrentItem(row)
        self.tree.expandAll()
        self._filter(self.search.text())

    @property
    def chosen(self) -> str:
        """The name of the chosen action; empty if there is none."""
        item = self.tree.currentItem()
        return "" if item is None else str(item.data(0, NAME_ROLE) or "")

    def choose(self, name: str) -> None:
        """Choose an action."""
        for _, rows in self.menus():
            for row in rows:
                if row.data(0, NAME_ROLE) == name:
                    self.tree.setCurrentItem(row)

    def menus(self) -> Iterator[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]]:
        """The rows of the menus, each with those of its actions."""
        for number in range(self.tree.topLevelItemCount()):
            menu = self.tree.topLevelItem(number)
            if menu is not None:
                rows = (menu.child(each) for each in range(menu.childCount()))
                yield menu, [row for row in rows if row is not None]

    def _menu_row(self, menu: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem(self.tree, [menu])
        row.setFlags(Qt.ItemFlag.ItemIsEnabled)
        row.setFont(0, fonts.words(fonts.SMALL, bold=True))
        row.setForeground(0, theme.color("muted"))
        row.setFirstColumnSpanned(True)
        return row

    def _set_up_list(self) -> None:
        self.search.setPlaceholderText(tr("Search actions and keys"))
        self.search.setAccessibleName(tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree.setHeaderLabels([tr("Action"), tr("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.setIndentation(12)
        self.tree.setItemDelegate(_Rows(self.tree))
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setAccessibleName(tr("Actions and their keys"))
        self.tree.currentItemChanged.connect(self._show_chosen)
        self.tree.itemActivated.connect(lambda *_: self.keys.setFocus(Qt.FocusReason.OtherFocusReason))

    def _set_up_keys(self) -> None:
        self.keys.setAccessibleName(tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.keySequenceChanged.connect(self._check)
        for line in self.keys.findChildren(QLineEdit):
            line.setAccessibleName(tr("New keys"))
            line.setFont(fonts.code())
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.set_button.clicked.connect(self._set)
        self.reset_button.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        for button in (self.set_button, self.reset_button, self.reset_all):
            button.setAutoDefault(False)
        self.single.setAccessibleName(tr("Single-letter keys"))
        self.single.setToolTip(tr("Letters alone, such as N for a Node: switch them off for speech input"))
        self.single.setChecked(self._window.preferences.single_keys)
        self.single.clicked.connect(self._allow_single)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.keys, self.set_button, self.reset_button):
            row.addWidget(widget, widget is self.keys)
        last = QHBoxLayout()
        last.addWidget(self.single)
        last.addStretch(1)
        last.addWidget(self.reset_all)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        box.addWidget(self.search)
        box.addWidget(self.tree, 1)
        box.addWidget(self.told)
        box.addLayout(row)
        box.addLayout(last)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for menu, rows in self.menus():
            for row in rows:
                row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".casefold())
            menu.setHidden(all(row.isHidden() for row in rows))

    def _show_chosen(self) -> None:
        name = self.chosen
        for widget in (self.keys, self.set_button, self.reset_button):
            widget.setEnabled(bool(name))
        self.reset_button.setEnabled(bool(name) and self._bindings.is_chosen(name))
        if not name:
            self.told.setText(tr(CHOOSE))
            return
        spec, action = self._window.actions_by_name[name]
        shortcuts = action.shortcuts()
        self.keys.setKeySequence(shortcuts[0] if shortcuts else QKeySequence())
        self.told.setText(tr("Press the new keys for {action}, or clear them.", action=plain(spec.label)))

    def _check(self, sequence: QKeySequence) -> None:
        """Say whose keys they are, if another action has them."""
        name = self.chosen
        owner = self._bindings.owner(name, sequence) if name else None
        if owner is None:
            self.told.setText(_free(sequence) if name else tr(CHOOSE))
            self.set_button.setText(tr("Set"))
        else:
            words = tr(
                "{action} has {keys}; it would lose it.",
                action=plain(owner.text()),
                keys=sequence.toString(NATIVE),
            )
            self.told.setText(words)
            self.set_button.setText(tr("Take it"))
        self.told.setAccessibleDescription(self.told.text())

    def _set(self) -> None:
        if self.chosen:
            self._bindings.choose(self.chosen, self.keys.keySequence())
            self.fill()

    def _reset(self) -> None:
        if self.chosen:
            self._bindings.reset(self.chosen)
            self.fill()

    def _reset_all(self) -> None:
        self._bindings.reset_all()
        self.fill()

    def _allow_single(self, allowed: bool) -> None:
        self._bindings.allow_single(allowed)
        self.fill()


class _Rows(QStyledItemDelegate):
    HEIGHT = 28

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self.HEIGHT)


def _free(sequence: QKeySequence) -> str:
    """That nothing else has these keys."""
    if sequence.isEmpty():
        return tr("It will have no keys.")
    return tr("{keys} is free.", keys=sequence.toString(NATIVE))


def _written(action: QAction) -> str:
    return "   ".join(each.toString(NATIVE) for each in action.shortcuts())
