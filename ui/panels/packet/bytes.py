"""The packet's headers as bytes: folded away until someone asks; bytes that changed say so."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.net import Packet
from sandbox.net.wire import wire_bytes, wire_fields
from ui.language import tr, tr_n
from ui.panels.boxes import TextBox, colored, rich, text_label
from ui.panels.packet.fold import FoldButton
from ui.theme import fonts, theme

ROW = 8
"""Bytes in a row: what fits the narrowest panel."""


class HeaderBytes(QWidget):
    """A toggle, the bytes below it, and in words which fields changed; written only while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packets: tuple[Packet, Packet] | None = None
        self.toggle = FoldButton()
        self.toggle.setAccessibleName(tr("Header bytes"))
        self.toggle.toggled.connect(self._write)
        self.box = TextBox(tr("Headers of the packet as bytes"))
        self.told = rich(text_label(fonts.words(fonts.SMALL)))
        self.told.setAccessibleName(tr("Bytes that changed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.toggle, self.box, self.told):
            layout.addWidget(part)
        self._write()

    def show_packets(self, before: Packet, after: Packet) -> None:
        """Offer the bytes of a packet, against those that it had before."""
        self._packets = before, after
        self.toggle.setText(tr_n("{count} header byte", "{count} header bytes", len(wire_bytes(after))))
        self._write()

    def _write(self) -> None:
        opened = self.toggle.isChecked() and self._packets is not None
        self.box.setVisible(opened)
        self.told.setVisible(opened)
        if opened and self._packets is not None:
            self.box.label.setText(bytes_html(*self._packets))
            self.told.setText(changes_html(*self._packets))


def bytes_html(before: Packet, after: Packet) -> str:
    """Rows of bytes with their offset; those that changed are amber, bold and underlined."""
    old, new = wire_bytes(before), wire_bytes(after)
    changed = [at >= len(old) or old[at] != byte for at, byte in enumerate(new)]
    return "<br>".join(_row(new, changed, start) for start in range(0, len(new), ROW))


def _row(data: bytes, changed: Sequence[bool], start: int) -> str:
    offset = colored(f"{start:04x}", "muted")
    cells = (_byte(data[at], changed[at]) for at in range(start, min(start + ROW, len(data))))
    return f"{offset}&nbsp; {'&nbsp;'.join(cells)}"


def _byte(value: int, changed: bool) -> str:
    if not changed:
        return colored(f"{value:02x}", "text")
    fill = theme.color("changed_fill").name()
    return f'<u style="background:{fill}">{colored(f"{value:02x}", "changed", bold=True)}</u>'


def changed_names(before: Packet, after: Packet) -> tuple[str, ...]:
    """Names of the header fields whose bytes differ, in their order on the wire."""
    return tuple(_changed_names(before, after))


def _changed_names(before: Packet, after: Packet) -> Iterator[str]:
    old = {each.name: each.data for each in wire_fields(before)}
    return (each.name for each in wire_fields(after) if old.get(each.name) != each.data)


def changes_html(before: Packet, after: Packet) -> str:
    """Which fields the changed bytes are, in words."""
    names = changed_names(before, after)
    if not names:
        words = tr("No byte changed. The mark is the kernel's own: it is not in the packet.")
        return colored(words, "muted")
    return colored(tr("⇄ rewritten: {fields}", fields=", ".join(names)), "changed", bold=True)
