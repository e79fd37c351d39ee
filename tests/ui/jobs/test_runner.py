import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.jobs import JobRunner, run_inline


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def test_inline_work_answers_at_once() -> None:
    answers: list[int] = []
    run_inline(lambda: 7, answers.append)
    assert answers == [7]


def test_work_is_done_elsewhere_and_answered_here(runner: JobRunner, qtbot: QtBot) -> None:
    answers: list[tuple[threading.Thread, threading.Thread]] = []
    runner(threading.current_thread, lambda worker: answers.append((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    worker, here = answers[0]
    assert worker is not threading.main_thread()
    assert here is threading.main_thread()


def test_jobs_run_one_after_another(runner: JobRunner, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(20):
        runner(lambda number=number: number, answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_a_cancelled_job_never_answers(runner: JobRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[str] = []
    running = runner(lambda: gate.wait(10), lambda _: answers.append("running"))
    waiting = runner(lambda: "waiting", answers.append)
    runner(lambda: "last", answers.append)
    running.cancel()
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["last"]


def test_an_error_comes_to_this_thread(runner: JobRunner, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        runner(lambda: 1 // 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_closing_waits_for_what_runs(runner: JobRunner) -> None:
    ran: list[int] = []
    runner(lambda: ran.append(1), lambda _: None)
    runner.close()
    assert not any(thread.name == "jobs" for thread in threading.enumerate())
