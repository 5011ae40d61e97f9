"""The access that every view declares: `PUBLIC`, `ANY_MEMBER`, `ADMINISTRATOR`, or one `Right`.

An address of the API declares `TOKEN`: each of its operations declares its own access.
"""

from __future__ import annotations

from enum import Enum

from guichet.core.actor import Actor
from guichet.core.rights import Right


class Access(Enum):
    """Access of views that ask for no particular right."""

    PUBLIC = "public"
    ANY_MEMBER = "any_member"
    ADMINISTRATOR = "administrator"
    TOKEN = "token"  # noqa: S105  # no password: an address of the API


PUBLIC = Access.PUBLIC
ANY_MEMBER = Access.ANY_MEMBER
ADMINISTRATOR = Access.ADMINISTRATOR
TOKEN = Access.TOKEN

AccessRule = Access | Right


def admits(rule: AccessRule, actor: Actor) -> bool:
    """Whether that member may enter what declared this access."""
    if rule is ADMINISTRATOR:
        return actor.is_administrator
    return not isinstance(rule, Right) or actor.can(rule)
