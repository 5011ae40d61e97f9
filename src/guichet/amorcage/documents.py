"""The questions of a partner and their answers, in both boxes; a file is encrypted once for each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from guichet.amorcage.enums import DocumentKind
from guichet.amorcage.errors import BadAnswer
from guichet.amorcage.models import DemandeAmorcage, Document, InboxRequest
from guichet.core import files
from guichet.core.actor import Actor
from guichet.core.models import StoredFile
from guichet.core.tenancy import as_firm, partner_firm

TEXT_MAX = 2000
FILE_MAX = 2 * 1024 * 1024
NAME_MAX = 120
_SIGNATURES = {".pdf": (b"%PDF-",), ".png": (b"\x89PNG\r\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",)}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a text."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        """A PDF or an image, small. Raises `BadAnswer`."""
        kept = PurePosixPath(self.name.replace("\\", "/").replace("\x00", "")).name[-NAME_MAX:]
        object.__setattr__(self, "name", kept)
        signs = _SIGNATURES.get(PurePosixPath(kept).suffix.lower(), ())
        if not self.content.startswith(signs or (b"\x00no",)):
            raise BadAnswer(
                "Le fichier joint doit être un PDF ou une image (PNG, JPEG). Convertissez-le, puis réessayez."
            )
        if len(self.content) > FILE_MAX:
            raise BadAnswer(f"Le fichier joint dépasse {FILE_MAX // 1024**2} Mo. Réduisez-le, puis réessayez.")


def cleaned(text: str, *, longest: int = TEXT_MAX) -> str:
    """What was written, without blanks around. Raises `BadAnswer` when there is nothing, or too much."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise BadAnswer("Écrivez ce que l'autre doit savoir : le texte est vide.")
    if len(text) > longest:
        raise BadAnswer(f"Ce texte compte {len(text)} caractères, pour {longest} au plus. Raccourcissez-le.")
    return text


def write_document(
    demande: DemandeAmorcage,
    *,
    kind: DocumentKind,
    text: str,
    attachment: Attachment | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Write it in the box of the firm and in that of its partner, from the context of the firm."""
    values = {"kind": kind, "text": text, "at": now, "file_name": attachment.name if attachment else ""}
    own = actor.member_id if kind == DocumentKind.ANSWER else None
    _create(demande.firm_id, attachment, demande=demande, author_id=own, **values)
    account = partner_firm(demande.partner_id) if demande.partner_id else None
    if account is None:
        return
    with as_firm(account):
        request = InboxRequest.objects.get(declarant_id=demande.firm_id, demande_id=demande.pk)
        theirs = actor.member_id if kind == DocumentKind.QUESTION else None
        _create(account, attachment, request=request, author_id=theirs, **values)


def _create(firm_id: UUID, attachment: Attachment | None, **values: object) -> None:
    Document.objects.create(firm_id=firm_id, file=_stored(firm_id, attachment), **values)


def _stored(firm_id: UUID, attachment: Attachment | None) -> StoredFile | None:
    """The bytes are durable before the row; those of a transaction that comes to nothing are swept."""
    if attachment is None:
        return None
    return files.register_file(files.write_file(firm_id, [attachment.content]))
