import pytest
from PySide6.QtWidgets import QApplication

from ui.models import Document, Selection
from ui.theme import resource

EXAMPLE = resource("scenarios", "using-source-ip.yaml")


@pytest.fixture
def document(qapp: QApplication) -> Document:
    """The shipped example, open."""
    document = Document()
    document.open(EXAMPLE)
    return document


@pytest.fixture
def selection(document: Document) -> Selection:
    return Selection(document)
