"""A long question: progress, cancelling, and room for what is short."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from sandbox.progress import Progress
from ui.jobs import JobRunner, run_inline
from ui.models.question import Question


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def counting(progress: Progress) -> str:
    for number in range(3):
        progress(number, 3)
    return "done"


def endless(progress: Progress) -> str:
    pause = Event()
    while not pause.wait(0.005):
        progress(1, 2)
    return "never"


def test_inline_it_answers_at_once(qtbot: QtBot) -> None:
    answers: list[str] = []
    question = Question(run_inline)
    question.ask(counting, answers.append)
    assert answers == ["done"]
    assert not question.is_running
    assert question.progress == (0, 0)


def test_progress_is_seen_and_cancelling_ends_the_work(runner: JobRunner, qtbot: QtBot) -> None:
    question = Question(runner)
    answers: list[str] = []
    question.ask(endless, answers.append)
    qtbot.waitUntil(lambda: question.is_running and question.progress == (1, 2))
    question.cancel()
    assert not question.is_running
    after: list[int] = []
    runner(lambda: 7, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert answers == []


def test_another_question_drops_the_one_before(runner: JobRunner, qtbot: QtBot) -> None:
    question = Question(runner)
    answers: list[str] = []
    question.ask(endless, answers.append)
    question.ask(counting, answers.append)
    qtbot.waitUntil(lambda: answers == ["done"])


def test_short_jobs_do_not_wait_for_it(runner: JobRunner, qtbot: QtBot) -> None:
    question = Question(runner)
    question.ask(endless, lambda _: None)
    answers: list[int] = []
    runner(lambda: 7, answers.append)
    qtbot.waitUntil(lambda: answers == [7])
    assert question.is_running


def test_closing_the_runner_ends_it(runner: JobRunner, qtbot: QtBot) -> None:
    question = Question(runner)
    question.ask(endless, lambda _: None)
    qtbot.waitUntil(lambda: question.progress == (1, 2))
    runner.close()


def test_an_error_ends_it_and_is_heard(runner: JobRunner, qtbot: QtBot) -> None:
    question = Question(runner)
    answers: list[int] = []
    with qtbot.captureExceptions() as caught:
        question.ask(lambda progress: 1 // len(answers), answers.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert not question.is_running
