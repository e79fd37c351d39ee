from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fixtures.desk import Desk
from ui.jobs import JobRunner
from ui.theme import theme


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The tutorial, its last flow walked."""
    theme.install(qapp)
    runner = JobRunner()
    desk = Desk(runner)
    desk.open("using-source-ip", -1)
    yield desk
    runner.close()
