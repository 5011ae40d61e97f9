"""The pages of accounts under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def static_root(settings: Any, tmp_path: Path) -> None:
    """A folder that exists, without collectstatic: whitenoise warns of a missing one, and warnings are errors."""
    settings.STATIC_ROOT = tmp_path
