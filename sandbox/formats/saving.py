"""Text to disk, whole or not at all."""

import os
from contextlib import suppress

from sandbox.formats.errors import Place, UnwritableFileError
from sandbox.net.words import one_line


def save(path: str | os.PathLike[str], text: str) -> None:
    """Put `text` in the file at `path`; see `save_bytes`."""
    try:
        content = text.encode("utf-8")
    except ValueError as error:
        raise _unwritable(path, error) from None
    save_bytes(path, content)


def save_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Put `content` in the file at `path`, whole or not at all; an old file keeps its permissions.

    Raises ScenarioError if the folder or the disk does not allow it, and for a device or a pipe, which a file
    would replace.
    """
    try:
        _replace(os.path.realpath(path), content)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str | os.PathLike[str], error: OSError | ValueError) -> UnwritableFileError:
    reason = (error.strerror if isinstance(error, OSError) else None) or one_line(str(error))
    return UnwritableFileError(f"{Place(os.fspath(path))}: cannot be saved: {reason}")


def _replace(path: str, content: bytes) -> None:
    if os.path.isdir(path):
        raise IsADirectoryError(0, "it is a folder")
    if os.path.exists(path) and not os.path.isfile(path):
        raise OSError(0, "it is a pipe or a device, no file")
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:60]}.{os.getpid()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_permissions(path, temporary)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _keep_permissions(path: str, temporary: str) -> None:
    with suppress(FileNotFoundError):
        os.chmod(temporary, os.stat(path).st_mode & 0o7777)


def _sync_folder(folder: str) -> None:
    """Make the renaming itself last; not every system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
