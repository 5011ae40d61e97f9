"""A progress bar on the error output, for people only: nothing is written to a file or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

WIDTH = 24
FILES_WORTH_A_BAR = 20
BYTES_WORTH_A_BAR = 8_000_000


class Progress:
    """`advance()` as work goes on; the bar is erased by `close()`. Silent when the work is `short`."""

    def __init__(self, total: int, *, short: bool, unit: str = "fichiers", scale: int = 1) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._shown = -1
        self._unit = unit
        self._scale = scale
        self._alive = not short and sys.stderr.isatty()

    def advance(self, amount: int = 1) -> None:
        """So much more is done; the bar is drawn again when it gets longer."""
        self._done = min(self._done + amount, self._total)
        filled = self._done * WIDTH // self._total
        if self._alive and filled != self._shown:
            self._shown = filled
            bar = "█" * filled + "░" * (WIDTH - filled)
            told = f"{self._done // self._scale}/{self._total // self._scale} {self._unit}"
            print(f"\r{bar} {told}", end="", file=sys.stderr, flush=True)

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks, counted as they go by."""
        for chunk in chunks:
            yield chunk
            self.advance(len(chunk))

    def close(self) -> None:
        """Erase the bar."""
        if self._shown >= 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = -1


def of_files(count: int) -> Progress:
    """A bar for many files."""
    return Progress(count, short=count < FILES_WORTH_A_BAR)


def of_bytes(count: int) -> Progress:
    """A bar for one big file, in megabytes."""
    return Progress(count, short=count < BYTES_WORTH_A_BAR, unit="Mo", scale=1_000_000)
