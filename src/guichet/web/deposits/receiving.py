"""Files come in encrypted: what the browser sends goes straight to the encrypted storage, never in clear to a disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from guichet.core import files

FIELD = "fichiers"
MEGABYTE = 1024 * 1024


# Django's own class takes no parameter when it runs, only when types are checked.
if TYPE_CHECKING:
    BaseFile = UploadedFile[bytes]
else:
    BaseFile = UploadedFile


class ReceivedFile(BaseFile):
    """A file that is safe in the encrypted storage; there is nothing in clear to read."""

    def __init__(self, written: files.Written, name: str) -> None:
        super().__init__(file=None, name=name, size=written.size)
        self.written = written
        self.given_name = name

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, and why, in French."""

    name: str
    reason: str


class EncryptingFileHandler(FileUploadHandler):
    """Encrypts each file of the form while it is received, for one firm.

    A file above the limit is refused alone: the rest of it is read and dropped, the others go on. What was received is
    removed by `discard` when the request comes to nothing.
    """

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest, firm_id: UUID) -> None:
        super().__init__(request)
        self._firm_id = firm_id
        self._writer: files.EncryptedWriter | None = None
        self.received: list[ReceivedFile] = []
        self.refused: list[RefusedFile] = []

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """A file begins; one under another name is none of ours."""
        super().new_file(field_name, *args, **kwargs)
        if field_name != FIELD:
            raise SkipFile
        self._writer = files.EncryptedWriter(self._firm_id)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Encrypt what has come."""
        if self._writer is None:
            return
        if self._writer.size + len(raw_data) > settings.GUICHET_MAX_UPLOAD:
            self._drop()
            self.refused.append(RefusedFile(str(self.file_name), too_large()))
            raise SkipFile
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile | None:
        """Make the file durable."""
        if self._writer is None:
            return None
        writer, self._writer = self._writer, None
        received = ReceivedFile(writer.close(), str(self.file_name))
        self.received.append(received)
        return received

    def upload_interrupted(self) -> None:
        """The browser went away inside a file."""
        self._drop()

    def discard(self) -> None:
        """The request comes to nothing: leave nothing behind."""
        self._drop()
        for received in self.received:
            files.discard_written(received.written)

    def _drop(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.discard()


def too_large() -> str:
    """Why a file is refused for its size."""
    limit = settings.GUICHET_MAX_UPLOAD // MEGABYTE
    return (
        f"Ce fichier dépasse {limit} Mo : il n'a pas été reçu. Demandez à votre logiciel de paie plusieurs envois plus "
        "petits, et déposez-les l'un après l'autre."
    )
