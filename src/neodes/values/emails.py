"""E-mail addresses (chapter 4.4.10 of the norm): letters without accent, digits, point, hyphen, underscore."""

from __future__ import annotations

import re

_RUN = r"[A-Za-z0-9]+"
_LABEL = rf"{_RUN}(?:-{_RUN})*"
_STRICT = re.compile(rf"{_RUN}(?:[._-]{_RUN})*@{_LABEL}(?:\.{_LABEL})+")

_END = r"[A-Za-z0-9]"
_LOOSE = re.compile(
    rf"(?!.*\.\.)(?=[^@]*@.*{_END}\.{_END}){_END}(?:[A-Za-z0-9._-]*{_END})?@{_END}(?:[A-Za-z0-9.-]*{_END})?"
)


def is_contact_email(value: str) -> bool:
    """Address of an office: point, hyphen and underscore never touch one another."""
    return _STRICT.fullmatch(value) is not None


def is_person_email(value: str) -> bool:
    """Address of a person: two points never touch; hyphens and underscores may."""
    return _LOOSE.fullmatch(value) is not None
