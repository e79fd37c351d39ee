"""The menu of an object, or of the empty canvas."""

from collections.abc import Callable
from functools import partial
from itertools import islice

from PySide6.QtWidgets import QMenu, QWidget

from sandbox.kube import Node, ObjectKey, Pod
from sandbox.scenario import Client, Scenario
from ui.canvas.flows import SENDERS, reason_against

MOST_SENDERS = 24
"""A longer menu would not be read."""


def object_menu(
    parent: QWidget,
    scenario: Scenario,
    key: ObjectKey,
    pick: Callable[[ObjectKey], None],
    send: Callable[[ObjectKey, ObjectKey], None],
    delete: Callable[[], None],
) -> QMenu:
    """What can be done with one object: send from it, send to it, delete it."""
    menu = QMenu(parent)
    if key.kind in SENDERS:
        menu.addAction("Send a packet from here…", partial(pick, key))
    senders = _senders(scenario, key)
    if senders:
        sub = menu.addMenu("Send a packet to here from")
        for sender in senders:
            sub.addAction(sender.name, partial(send, sender, key))
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction("Delete", delete)
    return menu


def _senders(scenario: Scenario, key: ObjectKey) -> list[ObjectKey]:
    """The objects that could send to `key`, clients first."""
    senders: tuple[Client | Pod | Node, ...] = (*scenario.clients, *scenario.pods, *scenario.nodes)
    found = (each.key for each in senders if not reason_against(scenario, each.key, key))
    return list(islice(found, MOST_SENDERS))
