"""The journal: where its lines come from, and what the database itself refuses, to the application and to the owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.config import embedded
from guichet.core import journal
from guichet.core.models import JournalEntry
from guichet.core.provenance import JournalOrigin, Provenance, coming_from, family, shortened
from guichet.core.tenancy import enter_firm, every_firm, firm_transaction
from guichet.web.middleware import ProvenanceMiddleware
from tests.conftest import OWNER_PASSWORD
from tests.guichet.cast import Cast
from tests.guichet.committed import committed_member

__all__ = ["committed_member"]

CHANGES = (
    "UPDATE core_journalentry SET verb = 'autre'",
    "UPDATE core_journalentry SET author = 'Ancien membre', ip = '', agent = ''",
    "DELETE FROM core_journalentry",
    "TRUNCATE core_journalentry",
    "TRUNCATE core_journalentry CASCADE",
)
SETTINGS = ("", "purge", "forget")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


# Where a line comes from


def line(cast: Cast, **values: Any) -> JournalEntry:
    return journal.record(actor=None, firm_id=cast.firm_a.pk, verb="inscription", **values)


def test_a_line_comes_from_a_command_unless_it_is_said(cast: Cast) -> None:
    entry = line(cast)
    assert (entry.origin, entry.ip, entry.agent) == ("command", "", "")


def test_what_is_written_inside_comes_from_there(cast: Cast) -> None:
    with coming_from(Provenance(JournalOrigin.API, "203.0.113.0/24", "curl")):
        inside = line(cast)
    assert (inside.origin, inside.ip, inside.agent) == ("api", "203.0.113.0/24", "curl")
    assert line(cast).origin == "command"


def test_a_request_says_where_it_comes_from(cast: Cast) -> None:
    def view(request: object) -> Any:
        return line(cast)

    asked = RequestFactory().get("/depots/", REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT=FIREFOX)
    entry = ProvenanceMiddleware(view)(asked)
    assert (entry.origin, entry.ip, entry.agent) == ("web", "203.0.113.0/24", "Firefox")  # type: ignore[attr-defined]
    entry = ProvenanceMiddleware(view)(RequestFactory().get("/api/v1/depots", REMOTE_ADDR=""))
    assert (entry.origin, entry.ip, entry.agent) == ("api", "", "")  # type: ignore[attr-defined]


def test_the_address_is_the_one_our_own_proxy_wrote(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    asked = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.9")
    entry = ProvenanceMiddleware(lambda request: line(cast))(asked)  # type: ignore[arg-type,return-value]
    assert entry.ip == "198.51.100.0/24"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
        ("inconnue", ""),
    ],
)
def test_addresses_are_shortened(address: str, kept: str) -> None:
    assert shortened(address) == kept


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari"),
        ("curl/8.5", "curl"),
        ("un programme", "Autre"),
        ("", ""),
    ],
)
def test_browsers_are_known_by_their_family(agent: str, name: str) -> None:
    assert family(agent) == name


# Append-only, by the application


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_application_changes_nothing(cast: Cast, change: str, setting: str) -> None:
    line(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guichet.journal', %s, true)", [setting])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert JournalEntry.objects.filter(verb="inscription").exists()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE core_journalentry DISABLE TRIGGER ALL",
        "DROP TRIGGER core_journalentry_append_only ON core_journalentry",
    ],
)
def test_the_application_does_not_take_the_guard_away(cast: Cast, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


# Append-only, by the owner of the table


@pytest.fixture
def owner(cluster: embedded.Cluster, committed_member: Member) -> Iterator[psycopg.Connection[Any]]:
    """The owner, in the context of a firm that has lines; nothing it does is committed."""
    url = cluster.url(str(connection.settings_dict["NAME"]), "guichet_owner", OWNER_PASSWORD)
    with psycopg.connect(url) as opened:
        opened.execute("SELECT set_config('guichet.firm_id', %s, false)", [str(committed_member.firm_id)])
        assert lines(opened) > 0
        opened.commit()
        yield opened
        opened.rollback()


def lines(owner: psycopg.Connection[Any]) -> int:
    (count,) = owner.execute("SELECT count(*) FROM core_journalentry").fetchone() or (0,)
    return int(count)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_owner_changes_nothing_of_this_year(owner: psycopg.Connection[Any], change: str, setting: str) -> None:
    before = lines(owner)
    owner.execute("SELECT set_config('guichet.journal', %s, false)", [setting])
    owner.commit()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        owner.execute(change)
    owner.rollback()
    assert lines(owner) == before


# What the law asks to forget


def old_line(cast: Cast, months: int, **values: Any) -> JournalEntry:
    return JournalEntry.objects.create(
        firm=cast.firm_a,
        author="Guichet",
        verb="inscription",
        at=timezone.now() - timedelta(days=31 * months),
        **values,
    )


def test_old_lines_go_by_the_function_alone(cast: Cast) -> None:
    old, recent = old_line(cast, 14), old_line(cast, 10)
    assert journal.purge(timezone.now(), 100) == 1
    assert not JournalEntry.objects.filter(pk=old.pk).exists()
    assert JournalEntry.objects.filter(pk=recent.pk).exists()
    assert journal.purge(timezone.now(), 100) == 0


def test_a_purge_takes_so_many_and_what_is_older_than_asked(cast: Cast) -> None:
    for months in (40, 30, 20):
        old_line(cast, months)
    assert journal.purge(timezone.now() - timedelta(days=31 * 25), 1) == 1
    assert journal.purge(timezone.now() - timedelta(days=31 * 25), 100) == 1
    assert (
        JournalEntry.objects.filter(
            verb="inscription", author="Guichet", at__lt=timezone.now() - timedelta(days=600)
        ).count()
        == 1
    )


def test_a_purge_stays_in_its_firm(cast: Cast) -> None:
    old = old_line(cast, 30)
    enter_firm(cast.firm_b.pk)
    assert journal.purge(timezone.now(), 100) == 0
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.filter(pk=old.pk).exists()


def test_an_active_member_keeps_his_name(cast: Cast) -> None:
    entry = journal.record(actor=cast.actor(cast.admin_a), firm_id=cast.firm_a.pk, verb="compte.renomme")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        journal.forget_author(cast.admin_a.pk)
    entry.refresh_from_db()
    assert entry.author == "Admin A"


def test_a_former_member_loses_his_name_and_nothing_else(cast: Cast) -> None:
    with coming_from(Provenance(JournalOrigin.WEB, "203.0.113.0/24", "Firefox")):
        entry = journal.record(
            actor=cast.actor(cast.powerless_a), firm_id=cast.firm_a.pk, verb="compte.renomme", details={"membre": 1}
        )
    cast.powerless_a.is_active = False
    cast.powerless_a.save(update_fields=["is_active"])
    assert journal.forget_author(cast.powerless_a.pk) == 1
    before = {name: getattr(entry, name) for name in ("at", "verb", "subject", "details", "member_id", "origin")}
    entry.refresh_from_db()
    assert (entry.author, entry.ip, entry.agent) == ("Ancien membre", "", "")
    assert {name: getattr(entry, name) for name in before} == before


def test_the_jobs_know_the_firms_by_their_id_alone(committed_member: Member) -> None:
    ids = every_firm()
    assert committed_member.firm_id in ids
    assert all(isinstance(firm_id, UUID) for firm_id in ids)
    with firm_transaction(committed_member.firm_id):
        assert JournalEntry.objects.count() > 0
