"""Importing: a source's texts to a scenario with its networking fields alone, and a report about the rest."""

import os
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from sandbox.formats import InvalidTextError
from sandbox.formats.collector import collector_off
from sandbox.formats.errors import Place
from sandbox.imports.completing import Completion
from sandbox.imports.gathering import Gathered
from sandbox.imports.report import ImportReport, LeftOut
from sandbox.imports.sources import SourceText, listed, texts_of
from sandbox.kube import ObjectKey
from sandbox.progress import SILENT, Progress
from sandbox.scenario import Scenario, UnreadField


class Imported(msgspec.Struct, frozen=True):
    """What came of an import. `title` is a name for the new document; it has no file yet.

    `passed_over` are the objects of other kinds, without Secrets and ConfigMaps, and `unread` the fields of
    those of the model that it has no place for, for checks to look at.
    `has_mistakes`: something could not be imported that no cluster wrote.
    """

    title: str
    scenario: Scenario
    report: ImportReport
    passed_over: tuple[ObjectKey, ...] = ()
    has_mistakes: bool = False
    unread: tuple[UnreadField, ...] = ()


def import_path(path: str | os.PathLike[str], progress: Progress = SILENT) -> Imported:
    """Import a file or a folder. `progress` counts characters and may raise Cancelled.

    Raises ScenarioError if there is nothing to import, or if an object of Natwalk's own is wrong.
    """
    name = os.fspath(path)
    listing = listed(name)
    gathered = Gathered()
    gathered.problems += listing.problems
    size = _size_of(listing.paths)
    with collector_off():
        gathered.add(texts_of(listing, gathered.problems, progress), size, progress)
    return _finished(name, gathered, progress)


def _size_of(paths: Iterable[str]) -> int:
    """How much there is to read; what cannot be found out is said when it is read."""
    with suppress(OSError, ValueError):
        return sum(map(os.path.getsize, paths))
    return 0


def import_text(text: str, name: str, progress: Progress = SILENT) -> Imported:
    """Import a text, as one that was pasted; `name` is what messages call it. Raises as `import_path`."""
    return import_texts([SourceText(name, text)], name, progress)


def import_texts(texts: Iterable[SourceText], name: str, progress: Progress = SILENT) -> Imported:
    """Import several texts as one cluster, such as the answers of several commands."""
    gathered = Gathered()
    known = list(texts)
    with collector_off():
        gathered.add(known, sum(len(each.text) for each in known), progress)
    return _finished(name, gathered, progress)


def _finished(name: str, gathered: Gathered, progress: Progress) -> Imported:
    _refuse_nothing(name, gathered)
    completion = Completion(gathered, progress)
    scenario = completion.complete()
    report = ImportReport(
        taken=tuple(gathered.taken.items()),
        passed_over=tuple(gathered.others.items()),
        left_out=tuple(LeftOut(*group, count) for group, count in gathered.left_out.items()),
        made=tuple(completion.made),
        problems=tuple(gathered.problems),
    )
    passed_over, unread = tuple(gathered.passed_over), tuple(gathered.unread)
    return Imported(_title(name), scenario, report, passed_over, gathered.has_mistakes, unread)


def _refuse_nothing(name: str, gathered: Gathered) -> None:
    """Raises InvalidTextError if no object of any kind was found."""
    if gathered.taken or gathered.others:
        return
    if gathered.problems:
        raise InvalidTextError(gathered.problems[0])
    raise InvalidTextError(f"{Place(name)}: is empty; give what kubectl prints with -o yaml or -o json")


def _title(name: str) -> str:
    base = os.path.basename(os.path.normpath(name))
    return base if os.path.isdir(name) else os.path.splitext(base)[0] or "Imported"
