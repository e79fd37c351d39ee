"""The texts that an import reads: a file's, or those of the YAML and JSON files in a folder."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from sandbox.formats import ScenarioError, UnreadableFileError
from sandbox.formats.errors import Place
from sandbox.formats.scenario_file import MAX_FILE_BYTES, text_of_file
from sandbox.progress import SILENT, Progress

SUFFIXES = (".yaml", ".yml", ".json")
MAX_FILES = 20_000
"""Files of one folder that are read."""
MAX_DEPTH = 32
"""Folders inside one another that are looked into."""


class SourceText(NamedTuple):
    """A text, and what messages call it: a file's path, or `standard input`."""

    name: str
    text: str


class Listing(NamedTuple):
    """The files of a folder that may hold objects, in order, and a sentence for each that is not read."""

    paths: tuple[str, ...]
    problems: tuple[str, ...] = ()


def listed(path: str) -> Listing:
    """A file itself, or the YAML and JSON files in a folder and the folders in it, by name.

    Links that lead out of the folder are not followed, nor are links to folders. Raises UnreadableFileError
    for a folder that cannot be read or holds too many files.
    """
    if not os.path.isdir(path):
        return Listing((path,))
    problems: list[str] = []
    try:
        found = list(_walked(path, os.path.realpath(path), 0, problems))
    except OSError as error:
        raise UnreadableFileError(f"{Place(path)}: cannot be read: {error.strerror or error}") from None
    if not found:
        raise UnreadableFileError(f"{Place(path)}: holds no file that ends in {', '.join(SUFFIXES)}")
    if sum(map(os.path.getsize, found)) > MAX_FILE_BYTES:
        raise UnreadableFileError(f"{Place(path)}: its files hold more than {MAX_FILE_BYTES >> 20} MiB")
    return Listing(tuple(found), tuple(problems))


def _walked(folder: str, root: str, depth: int, problems: list[str]) -> Iterator[str]:
    count = 0
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.is_dir(follow_symlinks=False):
            if depth == MAX_DEPTH:
                problems.append(
                    f"{Place(entry.path)}: is more than {MAX_DEPTH} folders deep, and was not read"
                )
            else:
                yield from _walked(entry.path, root, depth + 1, problems)
        elif entry.name.endswith(SUFFIXES) and _is_inside(entry, root, problems):
            count += 1
            if count > MAX_FILES:
                raise UnreadableFileError(f"{Place(folder)}: holds more than {MAX_FILES} files")
            yield entry.path


def _is_inside(entry: "os.DirEntry[str]", root: str, problems: list[str]) -> bool:
    """Whether it is a file of the folder; a link that leads out of it is a problem, a pipe is nothing."""
    if entry.is_symlink() and os.path.commonpath([root, os.path.realpath(entry.path)]) != root:
        problems.append(f"{Place(entry.path)}: is a link out of the folder, and was not followed")
        return False
    try:
        return entry.is_file()
    except OSError as error:  # a link that leads to itself
        problems.append(f"{Place(entry.path)}: cannot be read: {error.strerror}")
        return False


def texts_of(listing: Listing, problems: list[str], progress: Progress = SILENT) -> Iterator[SourceText]:
    """The text of each file; of several, those that cannot be read become `problems`.

    Raises UnreadableFileError for the only file.
    """
    for path in listing.paths:
        try:
            yield SourceText(path, text_of_file(path, progress))
        except ScenarioError as error:
            if len(listing.paths) == 1:
                raise
            problems.append(str(error))
