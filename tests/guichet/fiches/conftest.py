"""Each test of the fiches has a storage of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guichet.storage import storage_folder

__all__ = ["storage_folder"]


@pytest.fixture(autouse=True)
def own_storage(storage_folder: Path) -> Path:
    """Nothing is written elsewhere."""
    return storage_folder
