"""What a file holds, so that a change that somebody else made to it is noticed."""

import os

import msgspec

from sandbox.formats.regular import opened

MOST_READ = 32 << 20
"""Bytes up to which a file is read to tell its content; a larger one is told by its size and its time."""


class Content(msgspec.Struct, frozen=True):
    """A file's size in bytes, the time of its last change in nanoseconds, and a digest of its bytes.

    The digest of a large file is empty.
    """

    size: int
    written: int
    digest: bytes

    def is_same(self, other: "Content | None") -> bool:
        """Whether the bytes are the same; of a large file, as far as its size and time tell."""
        if other is None or self.size != other.size:
            return False
        return self.digest == other.digest and (bool(self.digest) or self.written == other.written)


def content_of(path: str | os.PathLike[str], known: Content | None = None) -> Content | None:
    """What is in the file now; None if it cannot be read. What is `known` is not read again."""
    import hashlib

    try:
        with opened(path) as stream:
            status = os.fstat(stream.fileno())
            if known is not None and (known.size, known.written) == (status.st_size, status.st_mtime_ns):
                return known
            is_read = status.st_size <= MOST_READ
            digest = hashlib.file_digest(stream, "blake2b").digest() if is_read else b""
    except (OSError, ValueError):
        return None
    return Content(status.st_size, status.st_mtime_ns, digest)
