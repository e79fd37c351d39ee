import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_collection_on_the_worker() -> Iterator[None]:
    """Collect no garbage during a test: a collection on the worker's thread destroys QObjects there.

    The window has a collector of its own for that; the tests of its parts have not.
    """
    gc.disable()
    yield
    gc.enable()
