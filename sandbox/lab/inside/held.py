"""Connections that are opened and then wait, so that something can happen before they go on."""

import asyncio
from collections.abc import Sequence

from sandbox.lab.inside.client import carry_out
from sandbox.lab.inside.messages import Attempt, Outcome


class Held:
    """Connections that wait between their handshake and their request, all for the same word."""

    def __init__(self, attempts: Sequence[Attempt]) -> None:
        self._word = asyncio.Event()
        self._opened = [asyncio.Event() for _ in attempts]
        self._tasks = [
            asyncio.create_task(self._carry_out(*each)) for each in zip(attempts, self._opened, strict=True)
        ]

    async def opened(self) -> None:
        """Wait until each is open, or has come to its end."""
        for each in self._opened:
            await each.wait()

    async def go_on(self) -> tuple[Outcome, ...]:
        """Give the word, and wait for what comes of them."""
        self._word.set()
        return tuple(await asyncio.gather(*self._tasks))

    async def _carry_out(self, attempt: Attempt, opened: asyncio.Event) -> Outcome:
        async def wait() -> None:
            opened.set()
            await self._word.wait()

        try:
            return await carry_out(attempt, wait)
        finally:
            opened.set()
