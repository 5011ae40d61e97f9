"""Several files over several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from neodes.controls.paths import check_path
from neodes.controls.results import FileReport

FILES_A_TASK = 25


def check_in_processes(paths: Sequence[str | Path], *, norm: str | None, jobs: int) -> Iterator[FileReport]:
    """Reports in the order of the files; each process keeps what it learnt of the norm for the next file."""
    chunk = max(1, min(FILES_A_TASK, len(paths) // jobs))
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        for reports in pool.map(partial(_reports, norm=norm), paths, chunksize=chunk):
            yield from reports


def _reports(path: str | Path, norm: str | None) -> list[FileReport]:
    return list(check_path(path, norm=norm))
