"""`python -m sandbox.lab.inside FD...`: one process in a new network namespace for each control socket.

The namespaces have no name: each ends with its process, and each process when the lab closes its socket,
however the lab ends.
"""

import asyncio
import ctypes
import os
import sys

from sandbox.lab.inside.agent import converse

CLONE_NEWNET = 0x40000000


def main(descriptors: list[int]) -> int:
    """Start the processes and wait for them."""
    for descriptor in descriptors:
        if os.fork() == 0:
            for other in descriptors:
                if other != descriptor:
                    os.close(other)
            _enter_new_namespace()
            asyncio.run(converse(descriptor))
    for descriptor in descriptors:
        os.close(descriptor)
    for _ in descriptors:
        os.wait()
    return 0


def _enter_new_namespace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]]))
