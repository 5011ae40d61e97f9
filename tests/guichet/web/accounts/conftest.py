"""The pages of accounts under test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from guichet.config.email import email_settings
from tests.browser.portal import Mailbox, free_port

SENDER = "Guichet à l'essai <ne-pas-repondre@guichet.example>"


@pytest.fixture(autouse=True)
def static_root(settings: Any, tmp_path: Path) -> None:
    """A folder that exists, without collectstatic: whitenoise warns of a missing one, and warnings are errors."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real server, to which the settings point as in production; read what it received."""
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    named: dict[str, object] = {}
    email_settings(named, f"smtp://127.0.0.1:{server.port}", SENDER)
    for name, value in named.items():
        setattr(settings, name, value)
    yield mailbox
    server.stop()
