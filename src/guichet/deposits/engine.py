"""The controls, one file at a time in each process.

The engine keeps what it learns of lines from one file to the next: one thread at a time may use it. Nothing is lost,
for it never waits for anything; several processes share the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

import neodes

_engine = Lock()


def check(chunks: Iterable[bytes]) -> neodes.FileReport:
    """Read and control a file given in pieces."""
    with _engine:
        return neodes.check_chunks(chunks)
