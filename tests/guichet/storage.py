"""A storage of its own for each test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def storage_folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of the encrypted files of this test."""
    folder = tmp_path / "fichiers"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "guichet.core.storage.PrivateFolder", "OPTIONS": {"location": folder}},
    }
    return folder
