"""The default storage: a folder on this machine, private, whose files are on the disk once they are closed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage

# Django's own class takes no parameter when it runs, only when types are checked.
if TYPE_CHECKING:
    BinaryFile = File[bytes]
else:
    BinaryFile = File

FILE_MODE = 0o600
FOLDER_MODE = 0o700


class DurableFile(BinaryFile):
    """A new file: closed, it survives a power cut, and so does its name in its folder."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        super().__init__(os.fdopen(descriptor, "wb"), str(path))
        self.path = path

    def close(self) -> None:
        """Write everything down to the disk: the content, then the entries of the folders."""
        if self.file is None or self.file.closed:
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        for folder in (self.path.parent, self.path.parent.parent):
            _sync_folder(folder)


class PrivateFolder(FileSystemStorage):
    """Files of mode 0600 in folders of mode 0700, written with `open(name, "wb")` and never written over."""

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        path = Path(self.path(name))
        if mode != "wb":
            return File(path.open(mode))
        Path(self.location).mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
        return DurableFile(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
