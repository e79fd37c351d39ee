from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, Service
from ui.models import Document, Selection
from ui.panels.inspector import Inspector
from ui.panels.inspector.panel import Form
from ui.theme import resource, theme

NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def document(qapp: QApplication) -> Document:
    """The shipped example, open."""
    theme.install(qapp)
    document = Document()
    document.open(resource("scenarios", "using-source-ip.yaml"))
    return document


@pytest.fixture
def selection(document: Document) -> Selection:
    return Selection(document)


@pytest.fixture
def inspector(document: Document, selection: Selection, qtbot: QtBot) -> Inspector:
    inspector = Inspector(document, selection)
    qtbot.addWidget(inspector)
    inspector.resize(400, 900)
    inspector.show()
    return inspector


@pytest.fixture
def form_of(inspector: Inspector, selection: Selection) -> Callable[[ObjectKey], Form]:
    """Selects an object and gives its form."""

    def form_of(key: ObjectKey) -> Form:
        selection.set([key])
        assert inspector.form is not None
        return inspector.form

    return form_of


@pytest.fixture
def service(document: Document) -> Callable[[], Service]:
    """Gives the Service `nodeport` as it is now."""

    def service() -> Service:
        found = document.scenario.by_key[NODEPORT]
        assert isinstance(found, Service)
        return found

    return service
