"""Reading what a form of the amorçage sends: a day, a file."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from guichet.amorcage.documents import Attachment
from guichet.amorcage.errors import BadAnswer
from guichet.web.access import MemberRequest

FIELD = "fichier"


def read_day(text: str, what: str) -> date:
    """A day as a browser sends it, or as one writes it here: 30/11/2027. Raises `BadAnswer`."""
    text = text.strip()
    try:
        if "/" in text:
            day, month, year = text.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadAnswer(f"Donnez {what} : jour, mois et année, par exemple 30/11/2027.") from error


def read_attachment(request: MemberRequest) -> Attachment | None:
    """The file that was joined, kept in memory; None without one. Raises `BadAnswer`."""
    given = request.FILES.get(FIELD)
    if given is None:
        # Above this size nothing takes the file: better say so than send the text without it.
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise BadAnswer("Le fichier joint dépasse 2 Mo. Réduisez-le, puis réessayez.")
        return None
    return Attachment(given.name or "", given.read())
