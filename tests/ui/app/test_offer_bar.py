"""The bar that offers something above the canvas, in wide and in narrow windows."""

import pytest
from pytestqt.qtbot import QtBot

from tests.fixtures.hosting import hosted
from ui.app.offer_bar import LEAST_WORDS, OfferBar

SENTENCE = "Natwalk ended before using-source-ip was saved. Its work of this morning was kept."


@pytest.mark.parametrize(("width", "is_below"), [(900, False), (400, True)])
def test_the_words_have_room_whatever_the_buttons_take(qtbot: QtBot, width: int, is_below: bool) -> None:
    bar = OfferBar("undo", "Recover the work", "Drop the work")
    hosted(qtbot, bar, width, 120)
    bar.say(SENTENCE, "Recover", "Drop")
    qtbot.waitUntil(lambda: bar.words.width() >= LEAST_WORDS)
    assert (bar.first_button.y() > bar.words.geometry().bottom()) == is_below
    assert bar.minimumSizeHint().width() <= 400
