"""Names of persons (chapter 4.4.8 of the norm): blanks, hyphens and apostrophes stand alone, no title in front.

An apostrophe may come first (« 'T HOOFT »), whatever follows it. Two hyphens may stand once between the two parts of a
family name. Which characters the norm's table 3.6 forbids besides is not known here: nothing is said of them.
"""

from __future__ import annotations

import re

_NAME = r"(?:[^ '\-]+[ '\-])*[^ '\-]+"
_FIRST = rf"(?:'[ '\-]?)?{_NAME}"
_SINGLE = re.compile(_FIRST)
_DOUBLE = re.compile(rf"{_FIRST}(?:--'?{_NAME})?")
_CIVILITY = re.compile(r"(?:M|MR|MME|MONSIEUR|MADAME) ", re.IGNORECASE)

NO_NAME, NO_FIRST_NAME = ("SN", "sn"), ("SP", "sp")
"""What stands for the name, or the first names, of a person who has none."""


def is_contact_name(value: str) -> bool:
    """The name of somebody to call, whose title may be given."""
    return _SINGLE.fullmatch(value) is not None


def is_identity(value: str) -> bool:
    """A name or first names, without a title in front."""
    return is_contact_name(value) and not has_civility(value)


def is_family_name(value: str) -> bool:
    """A family name, which may be double (`DUBOIS--MARTIN`), without a title in front."""
    return _DOUBLE.fullmatch(value) is not None and not has_civility(value)


def has_civility(value: str) -> bool:
    """Whether a title (M, MR, MME, MONSIEUR, MADAME) and a blank come first."""
    return _CIVILITY.match(value) is not None
