"""Tokens: of what is kept nothing opens anything, and they end with whoever made them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.db import connection
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.members import TeamError, close_member
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.programs import tokens
from guichet.programs.errors import TooMany
from guichet.programs.models import ApiToken
from tests.guichet.cast import Cast

NOW = timezone.now()


def made(cast: Cast, days: int = 30) -> tuple[ApiToken, str]:
    return tokens.create_token(actor=cast.actor(cast.admin_a), name="Paie", days=days, now=NOW)


def leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guichet.firm_id', '', true)")


def test_a_token_opens_the_firm_of_its_member(cast: Cast) -> None:
    token, text = made(cast)
    leave()
    assert not ApiToken.objects.exists()
    opened = tokens.open_token(text, NOW)
    assert opened == (token, cast.admin_a)
    assert ApiToken.objects.get() == token


def test_nothing_that_is_kept_opens_anything(cast: Cast) -> None:
    token, text = made(cast)
    assert text not in " ".join(str(value) for value in vars(token).values())
    for kept in (token.digest, str(token.pk), token.ending, tokens.PREFIX + token.digest):
        assert tokens.open_token(kept, NOW) is None
    assert JournalEntry.objects.filter(verb="jeton.cree", member=cast.admin_a).count() == 1
    assert text[-20:] not in str(JournalEntry.objects.get(verb="jeton.cree").details)


@pytest.mark.parametrize("text", ["", "guichet_", "guichet_é", "guichet_" + "a" * 300, "guichet_abc.def"])
def test_another_text_opens_no_context(cast: Cast, text: str) -> None:
    leave()
    assert tokens.open_token(text, NOW) is None
    assert not ApiToken.objects.exists()


def test_a_text_signed_for_something_else_is_refused(cast: Cast) -> None:
    _, text = made(cast)
    content = text.removeprefix(tokens.PREFIX).rpartition(".")[0]
    forged = tokens.PREFIX + Signer(salt="guichet.link.accounts:invitation", sep=".").sign(content)
    assert tokens.open_token(forged, NOW) is None


def test_it_ends_at_its_end(cast: Cast) -> None:
    _, text = made(cast, days=30)
    assert tokens.open_token(text, NOW + timedelta(days=29)) is not None
    assert tokens.open_token(text, NOW + timedelta(days=30)) is None


def test_it_ends_when_it_is_revoked(cast: Cast) -> None:
    token, text = made(cast)
    tokens.revoke_token(actor=cast.actor(cast.admin_a), token=token, now=NOW)
    tokens.revoke_token(actor=cast.actor(cast.admin_a), token=token, now=NOW)
    assert tokens.open_token(text, NOW) is None
    assert JournalEntry.objects.filter(verb="jeton.revoque").count() == 1


def test_it_ends_with_the_access_of_its_member(cast: Cast) -> None:
    enter_firm(cast.firm_a.pk)
    other = cast.collaborator_a
    other.role = MemberRole.ADMINISTRATOR
    other.save()
    _, text = made(cast)
    close_member(actor=cast.actor(other), member=cast.admin_a, successor=None, now=NOW)
    assert tokens.open_token(text, NOW) is None


def test_only_administrators_make_and_see_them(cast: Cast) -> None:
    made(cast)
    actor = cast.actor(cast.collaborator_a)
    assert not tokens.tokens_visible_to(actor).exists()
    with pytest.raises(TeamError):
        tokens.create_token(actor=actor, name="Paie", days=30, now=NOW)
    assert not tokens.tokens_visible_to(cast.actor(cast.admin_b)).exists()


def test_there_are_not_too_many(cast: Cast) -> None:
    for _ in range(tokens.LIVE_MAX):
        made(cast)
    with pytest.raises(TooMany, match="20 jetons valables"):
        made(cast)


def test_its_use_is_noted_now_and_then(cast: Cast) -> None:
    token, _ = made(cast)
    tokens.note_use(token, NOW)
    tokens.note_use(token, NOW + timedelta(minutes=1))
    token.refresh_from_db()
    assert token.last_used_at == NOW
    tokens.note_use(token, NOW + timedelta(minutes=6))
    token.refresh_from_db()
    assert token.last_used_at == NOW + timedelta(minutes=6)
