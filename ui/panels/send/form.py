"""The form for requests that are not saved: from, to, protocol, and how many."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QWidget

from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Flow, Scenario, ServiceTarget
from ui.language import mark, tr
from ui.panels.send.options import (
    Destination,
    Sender,
    Target,
    address_text,
    destinations,
    is_meant,
    parse_pinged,
    parse_target,
    pinged,
    senders,
    without_port,
)
from ui.theme import fonts
from ui.theme.choice_box import ChoiceBox

PROTOCOLS = {
    Protocol.TCP: "TCP",
    Protocol.UDP: "UDP",
    Protocol.SCTP: "SCTP",
    Protocol.ICMP: mark("ICMP (ping)"),
}
"""What can be sent, and what it is called."""
HINTS = {False: mark("a Service, or 10.0.0.1:80"), True: mark("a Service, a pod, or 10.0.0.1")}
"""What may be written as the target, by whether it is pinged."""
NAME = "request"
FIRST_PORT = 80
"""The port of an address that had none."""
COUNTS = (1, 2, 3, 4, 6, 8, 12)
"""How many requests can be sent: as many as can be told apart."""


class RequestForm(QWidget):
    """Four rows; the target may be chosen or typed as an address and port."""

    confirmed = Signal()
    """Someone pressed Enter in the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed: Scenario | None = None
        self._wanted = Scenario()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fill)
        self._senders: tuple[Sender, ...] = ()
        self._destinations: tuple[Destination, ...] = ()
        self.origin, self.target, self.protocol = (
            ChoiceBox(tr("From")),
            ChoiceBox(tr("To")),
            ChoiceBox(tr("Protocol")),
        )
        self.protocol.addItems(list(map(tr, PROTOCOLS.values())))
        self.protocol.currentIndexChanged.connect(self._follow_protocol)
        self._pinged = False
        self.requests = ChoiceBox(tr("Number of requests"))
        self.requests.addItems([str(each) for each in COUNTS])
        self.requests.setToolTip(tr("Several are drawn one after another, and walked at once"))
        self._make_target_editable()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        rows: dict[str, QWidget] = {
            mark("From"): self.origin,
            mark("To"): self.target,
            mark("Protocol"): self.protocol,
            mark("Requests"): self.requests,
        }
        for row, (text, box) in enumerate(rows.items()):
            label = QLabel(tr(text))
            label.setFont(fonts.words(fonts.SMALL))
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)

    def _make_target_editable(self) -> None:
        self.target.make_editable(tr(HINTS[False]))
        line = self.target.lineEdit()
        assert line is not None
        line.returnPressed.connect(self.confirmed)
        completer = self.target.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def offer(self, scenario: Scenario) -> None:
        """Offer what a scenario has, a moment later: there may be very much of it."""
        self._wanted = scenario
        self._later.start()

    def fill(self) -> None:
        """List what is offered now; keep what is chosen where it is still there."""
        self._later.stop()
        before, scenario = self._listed, self._wanted
        self._listed = scenario
        if not _are_same(before, scenario, ("clients", "pods", "nodes")):
            self._senders = senders(scenario)
            _list(self.origin, [each.label for each in self._senders])
        if not _are_same(before, scenario, ("services", "nodes", *(("pods",) if self._pinged else ()))):
            self._destinations = (pinged if self._pinged else destinations)(scenario)
            _list(self.target, [each.label for each in self._destinations])

    def choose(self, key: ObjectKey) -> None:
        """Send from an object, or to it if it is a Service."""
        self.fill()
        for index, sender in enumerate(self._senders):
            if sender.key == key:
                self.origin.setCurrentIndex(index)
                return
        for index, destination in enumerate(self._destinations):
            target = destination.target
            if key.kind == "Service" and isinstance(target, ServiceTarget) and target.service == key.path:
                self.target.setCurrentIndex(index)
                return

    def take(self, flow: Flow) -> None:
        """Write a request into the form, as far as the form offers what it asks for."""
        self.fill()
        origins = [each.key for each in self._senders]
        if flow.sender in origins:
            self.origin.setCurrentIndex(origins.index(flow.sender))
        self.protocol.setCurrentIndex(list(PROTOCOLS).index(flow.protocol))
        self._aim(flow.target)
        self.requests.setCurrentText(str(flow.requests))

    def flow(self) -> Flow:
        """The request as a flow. Raises ValueError with a sentence about what is missing."""
        self.fill()
        if self.origin.currentIndex() < 0:
            raise ValueError(tr("There is nothing to send from: add a client or a pod."))
        sender = self._senders[self.origin.currentIndex()].key
        return Flow(
            ObjectMeta(NAME), sender, self._target(), self._chosen(), COUNTS[self.requests.currentIndex()]
        )

    def _chosen(self) -> Protocol:
        return list(PROTOCOLS)[self.protocol.currentIndex()]

    def _target(self) -> Target:
        """What is chosen or written as the target. Raises ValueError."""
        text = self.target.currentText()
        known = (each.target for each in self._destinations if each.label == text)
        return next(known, None) or (parse_pinged if self._pinged else parse_target)(text)

    def _aim(self, target: Target) -> None:
        """Choose a target, or write it where it is not offered."""
        targets = [each.target for each in self._destinations]
        offered = [index for index, each in enumerate(targets) if is_meant(each, target)]
        if offered:
            self.target.setCurrentIndex(offered[0])
        elif isinstance(target, AddressTarget):
            self.target.setEditText(address_text(target))

    def _follow_protocol(self) -> None:
        """A ping has no port: offer targets without one, or with one again, and keep what is chosen."""
        pings = self._chosen() is Protocol.ICMP
        if pings is self._pinged:
            return
        try:
            before = self._target()
        except ValueError:
            before = None
        self._pinged, self._listed = pings, None
        line = self.target.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr(HINTS[pings]))
        self.target.setCurrentIndex(-1)
        self.fill()
        if before is not None:
            self._aim(without_port(self._wanted, before) if pings else _with_port(before))


def _with_port(target: Target) -> Target:
    """What is sent to instead of what was pinged: an address gets a port, a Service its first."""
    return replace(target, port=FIRST_PORT if isinstance(target, AddressTarget) else 0)


def _are_same(before: Scenario | None, after: Scenario, kinds: tuple[str, ...]) -> bool:
    """Whether an edit left the objects of these kinds alone."""
    return before is not None and all(getattr(before, kind) is getattr(after, kind) for kind in kinds)


def _list(box: ChoiceBox, labels: list[str]) -> None:
    chosen = box.currentText()
    box.clear()
    box.addItems(labels)
    if chosen:
        box.setCurrentText(chosen)
