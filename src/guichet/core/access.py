"""The access that every view declares: `PUBLIC`, `ANY_MEMBER`, `ADMINISTRATOR`, or one `Right`."""

from __future__ import annotations

from enum import Enum

from guichet.core.rights import Right


class Access(Enum):
    """Access of views that ask for no particular right."""

    PUBLIC = "public"
    ANY_MEMBER = "any_member"
    ADMINISTRATOR = "administrator"


PUBLIC = Access.PUBLIC
ANY_MEMBER = Access.ANY_MEMBER
ADMINISTRATOR = Access.ADMINISTRATOR

AccessRule = Access | Right
