"""The page of the journal: what each person sees, filters, pages by place, and the export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core import files, journal, operations
from guichet.core.models import JournalEntry, Operation
from guichet.core.provenance import JournalOrigin, Provenance, coming_from
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.rgpd.journal_export import export_journal
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.deposits.rows import sample

URL = reverse("journal:list")


def write(cast: Cast, verb: str, subject: str = "", *, by: Member | None = None, **details: object) -> JournalEntry:
    actor = cast.actor(by) if by else None
    enter_firm(cast.firm_a.pk)
    return journal.record(actor=actor, firm_id=cast.firm_a.pk, verb=verb, subject=subject, details=details)


def show(client: Client, member: Member, query: str = "") -> str:
    client.force_login(member.user)
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page: str) -> int:
    return page.count('class="journal-when"')


# What each person sees


def test_an_administrator_sees_everything(client: Client, cast: Cast) -> None:
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.collaborator_a, champs=["echeance"])
    write(cast, "profil.cree", "Paie", by=cast.admin_a)
    page = show(client, cast.admin_a)
    assert "Fiche modifiée : échéance" in page
    assert "Collaborateur A" in page
    assert "Profil de délégation créé" in page
    assert reverse("portfolio:etablissement", args=[SIRET_ONE]) in page
    assert "Boulangerie Une" in page


def test_nothing_of_another_firm(client: Client, cast: Cast) -> None:
    write(cast, "profil.cree", "Profil du premier", by=cast.admin_a)
    assert "Profil du premier" not in show(client, cast.admin_b)


def test_a_collaborator_sees_his_own_and_what_touches_his_scope(client: Client, cast: Cast) -> None:
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.admin_a)
    write(cast, "etablissement.retire", SIRET_TWO, by=cast.admin_a)
    write(cast, "profil.cree", "Profil d'un autre", by=cast.admin_a)
    write(cast, "compte.renomme", by=cast.collaborator_a)
    page = show(client, cast.collaborator_a)
    assert rows(page) == 2
    assert "Fiche modifiée" in page
    assert "Nom changé" in page
    assert "Menuiserie" not in page
    assert SIRET_TWO not in page.replace("\u00a0", "")
    assert "Profil d" not in page.partition("<tbody>")[2].replace("Profil de délégation", "")


def test_a_line_that_is_his_twice_is_shown_once(client: Client, cast: Cast) -> None:
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.collaborator_a)
    assert rows(show(client, cast.collaborator_a)) == 1


def test_deposits_follow_the_right_to_see_declarations(client: Client, cast: Cast) -> None:
    one = sample(cast.admin_a, cast.etablissement_one).deposit
    two = sample(cast.admin_a, cast.etablissement_two).deposit
    for deposit in (one, two):
        write(cast, "depot.recu", f"depot:{deposit.pk}", by=cast.admin_a)
    page = show(client, cast.collaborator_a)
    assert reverse("deposits:report", args=[one.pk]) in page
    assert str(two.pk)[:8] not in page


def test_without_rights_one_sees_ones_own(client: Client, cast: Cast) -> None:
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.admin_a)
    write(cast, "compte.renomme", by=cast.powerless_a)
    page = show(client, cast.powerless_a)
    assert rows(page) == 1
    assert "Exporter en CSV" not in page


def test_an_empty_journal(client: Client, cast: Cast) -> None:
    assert "Le journal est vide" in show(client, cast.powerless_a)


def test_where_it_came_from(client: Client, cast: Cast) -> None:
    with coming_from(Provenance(JournalOrigin.WEB, "203.0.113.0/24", "Firefox")):
        write(cast, "profil.cree", "Paie", by=cast.admin_a)
    page = show(client, cast.admin_a)
    assert "203.0.113.0/24 · Firefox" in page
    assert "Portail" in page


def test_what_a_page_writes_comes_from_the_web(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    client.post(reverse("rgpd:export_own"), REMOTE_ADDR="198.51.100.44", HTTP_USER_AGENT="Firefox/140.0")
    enter_firm(cast.firm_a.pk)
    (entry,) = JournalEntry.objects.filter(verb="membre.donnees_exportees")
    assert (entry.origin, entry.ip, entry.agent) == ("web", "198.51.100.0/24", "Firefox")


# Filters


@pytest.fixture
def written(cast: Cast) -> Cast:
    """Lines of several kinds, persons, doors and days."""
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.admin_a)
    write(cast, "etablissement.retire", SIRET_TWO, by=cast.collaborator_a)
    with coming_from(Provenance(JournalOrigin.JOB)):
        write(cast, "depot.synthese", "depot:x")
    JournalEntry.objects.create(
        firm=cast.firm_a, author="Guichet", verb="inscription", at=timezone.now() - timedelta(days=40)
    )
    return cast


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("?action=etablissement.modifie", 1),
        ("?action=Établissements", 2),
        ("?action=rien", 4),
        (f"?objet={SIRET_ONE[:9]} {SIRET_ONE[9:]}", 1),
        ("?objet=DEPOT", 1),
        ("?objet=%00", 4),
        ("?origine=job", 1),
        ("?origine=x", 4),
        ("?du=1900-01-01&au=2999-12-31", 4),
        ("?du=pas-une-date&au=2026-13-45", 4),
        ("?au=9999-12-31", 4),
        ("?personne=x", 4),
        ("?avant=x&apres=y", 4),
        ("?avant=2026-01-01_1", 4),
    ],
)
def test_filters(client: Client, written: Cast, query: str, count: int) -> None:
    assert rows(show(client, written.admin_a, query)) == count


def test_filter_by_day_and_by_person(client: Client, written: Cast) -> None:
    day = timezone.localdate() - timedelta(days=10)
    assert rows(show(client, written.admin_a, f"?du={day}")) == 3
    assert rows(show(client, written.admin_a, f"?au={day}")) == 1
    page = show(client, written.admin_a, f"?personne={written.collaborator_a.pk}")
    assert rows(page) == 1
    assert "par Collaborateur A" in page


def test_a_collaborator_filters_nobody_else(client: Client, written: Cast) -> None:
    page = show(client, written.collaborator_a, f"?personne={written.admin_a.pk}")
    assert rows(page) == 2
    assert 'id="filtre-personne"' not in page


def test_chips_read_as_a_sentence(client: Client, written: Cast) -> None:
    page = show(
        client, written.admin_a, f"?action=etablissement.modifie&objet={SIRET_ONE}&origine=command&du=2026-01-01"
    )
    for words in ("fiche modifiée", f"« {SIRET_ONE} »", "ligne de commande", "depuis le 1 janvier 2026"):
        assert words in page.replace("1er", "1")


def test_nothing_found_says_so(client: Client, written: Cast) -> None:
    assert "Aucune ligne ne répond" in show(client, written.admin_a, "?objet=introuvable")


# Pages by place


def test_pages_go_on_and_back_without_a_gap(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.web.journal.views.BY_PAGE", 2)
    moment = timezone.now()
    keys = [
        JournalEntry.objects.create(firm=cast.firm_a, author=f"n{rank}.", verb="inscription", at=moment).pk
        for rank in range(5)
    ]
    seen, query = [], ""
    for expected in (2, 2, 1):
        page = show(client, cast.admin_a, query)
        assert rows(page) == expected
        seen += [rank for rank in range(5) if f"n{rank}." in page]
        query = link(page, "Plus ancien")
    assert (sorted(seen), query, len(keys)) == ([0, 1, 2, 3, 4], "", 5)
    back = link(page, "Plus récent")
    middle = show(client, cast.admin_a, back)
    assert [rank for rank in range(5) if f"n{rank}." in middle] == [1, 2]
    first = show(client, cast.admin_a, link(middle, "Plus récent"))
    assert [rank for rank in range(5) if f"n{rank}." in first] == [3, 4]
    assert link(first, "Plus récent") == ""


def link(page: str, words: str) -> str:
    """The address behind those words, empty when they lead nowhere."""
    before = page.partition(words)[0].rpartition("<a href=" if f"{words}" in page else "")[2]
    tag = before.rpartition("<span")[2]
    return "" if tag != before and "href" not in tag else before.split('"')[1].replace("&amp;", "&")


@pytest.mark.parametrize("who", ["admin_a", "collaborator_a"])
def test_as_many_queries_for_one_line_as_for_three(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who).user)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            deposit = sample(cast.admin_a, cast.etablissement_one).deposit
            write(cast, "depot.recu", f"depot:{deposit.pk}", by=cast.admin_a)
            write(cast, "etablissement.modifie", SIRET_ONE, by=cast.collaborator_a)
            write(cast, "membre.ferme", str(cast.powerless_a.pk), by=cast.collaborator_a)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Export


def exported(client: Client, cast: Cast, member: Member, **asked: str) -> list[list[str]]:
    client.force_login(member.user)
    answer = client.post(reverse("journal:export"), asked)
    enter_firm(cast.firm_a.pk)
    operation = Operation.objects.get(kind="journal")
    assert answer["Location"] == reverse("operations:follow", args=[operation.pk])
    operations.run(operation.firm_id, operation.pk, export_journal)
    enter_firm(cast.firm_a.pk)
    operation.refresh_from_db()
    assert operation.result is not None
    text = files.read_file(operation.result).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_the_export_holds_the_lines_asked_for(client: Client, written: Cast, storage_folder: Any) -> None:
    (row,) = exported(client, written, written.admin_a, action="etablissement.modifie")
    assert row[1:5] == ["Admin A", "Fiche modifiée", SIRET_ONE, "Ligne de commande"]
    (entry,) = JournalEntry.objects.filter(verb="journal.exporte")
    assert entry.details == {"lignes_journal": 1}


def test_the_export_goes_by_slices(
    client: Client, written: Cast, storage_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.rgpd.journal_export.SLICE", 2)
    assert len(exported(client, written, written.admin_a)) == 4


def test_the_export_stays_within_its_right(client: Client, cast: Cast, storage_folder: Any) -> None:
    write(cast, "etablissement.modifie", SIRET_ONE, by=cast.admin_a)
    write(cast, "etablissement.retire", SIRET_TWO, by=cast.admin_a)
    write(cast, "compte.renomme", by=cast.powerless_a)
    delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], None, name="Voir")
    delegate(cast.powerless_a, [Right.EXPORTER], [cast.etablissement_one], name="Exporter")
    found = exported(client, cast, cast.powerless_a)
    assert sorted(row[2] for row in found) == ["Fiche modifiée", "Nom changé"]


def test_a_cell_is_never_a_formula(client: Client, cast: Cast, storage_folder: Any) -> None:
    write(cast, "profil.cree", "=1+1", by=cast.admin_a)
    (row,) = exported(client, cast, cast.admin_a, action="profil.cree")
    assert row[3] == "'=1+1"
