"""The static files (styles, scripts, icons) gathered once where the server finds them."""

from __future__ import annotations

import fcntl
import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from guichet.config.refusal import check_writable


def collect_static() -> bool:
    """Gather and compress the static files unless those gathered are the same; True when it was done."""
    folder = Path(settings.STATIC_ROOT)
    check_writable(folder.parent)
    with (folder.parent / ".static.verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = folder.parent / ".static.empreinte"
        wanted = _fingerprint()
        if folder.is_dir() and stamp.exists() and stamp.read_text() == wanted:
            return False
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    """Changes with the name, the size or the date of any file, and with what compresses them."""
    digest = hashlib.sha256(f"{version('whitenoise')} {version('Django')}".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
