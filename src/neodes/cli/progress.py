"""A progress bar on the error output, for people only: nothing is written to a file or a pipe."""

from __future__ import annotations

import sys

WIDTH = 24
FILES_WORTH_A_BAR = 20


class Progress:
    """`advance()` after each file; the bar is erased by `close()`. Silent for short work."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = -1
        self._alive = total >= FILES_WORTH_A_BAR and sys.stderr.isatty()

    def advance(self) -> None:
        """One more file is done; the bar is drawn again when it gets longer."""
        self._done += 1
        filled = self._done * WIDTH // self._total
        if self._alive and filled != self._shown:
            self._shown = filled
            bar = "█" * filled + "░" * (WIDTH - filled)
            print(f"\r{bar} {self._done}/{self._total} fichiers", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Erase the bar."""
        if self._shown >= 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
