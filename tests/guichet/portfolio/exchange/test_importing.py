"""Importing: what a file would do, what it does, within what the actor may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.errors import NoPortfolio, RightMissing
from guichet.portfolio.exchange import importing, staging
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio, Tag
from neodes.generate.identifiers import nic, siren
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.portfolio.exchange.importer import (
    ALL,
    GOOD,
    carry_out,
    column,
    counts,
    imported,
    preview,
    report,
    results,
    table,
)
from tests.guichet.storage import storage_folder

__all__ = ["storage_folder"]
pytestmark = pytest.mark.usefixtures("storage_folder")

NEW, OTHER_NEW = ("99000100000019", "99000101800011")
WHOLE = ("SIRET", "Dénomination", "Échéance", "Partenaire", "Groupe", "Étiquettes", "Code postal", "Localité")


@pytest.fixture
def partner() -> str:
    return Partner.objects.filter(active=True).order_by("name").first().name  # type: ignore[union-attr]


def test_a_preview_changes_nothing(cast: Cast, partner: str) -> None:
    content = table(
        WHOLE,
        (NEW, "Atelier Neuf", "15", partner, "Lyon", "bâtiment, gros", "01000", "Bourg"),
        (SIRET_ONE, "Boulangerie Une et Fils", "5", "", "", "", "", ""),
        (SIRET_TWO, "Menuiserie Deux", "", "", "", "", "", ""),
    )
    before = list(Etablissement.objects.values())
    found = preview(cast, cast.admin_a, content)
    assert counts(found) == {"ajouts": 1, "modifications": 1, "inchanges": 1}
    assert list(Etablissement.objects.values()) == before
    assert not SubPortfolio.objects.exists()
    assert column(report(found), "Explication") == [
        "",
        "Dénomination : Boulangerie Une → Boulangerie Une et Fils; Échéance : (vide) → 5",
        "",
    ]
    entry = JournalEntry.objects.get(verb="portefeuille.import_simule")
    assert (entry.subject, entry.details["ajouts"]) == (f"operation:{found.pk}", 1)


def test_an_import_adds_and_changes(cast: Cast, partner: str) -> None:
    content = table(
        WHOLE,
        (NEW, "Atelier Neuf", "15", partner, "Lyon", "bâtiment, gros", "01000", "Bourg"),
        (OTHER_NEW, "", "", "", "", "", "", ""),
        (SIRET_ONE, "Boulangerie Une et Fils", "5", "Aucun", "lyon", "", "", ""),
    )
    done = imported(cast, cast.admin_a, content)
    assert (done.state, counts(done)) == (Operation.State.DONE, {"ajouts": 2, "modifications": 1})
    new = Etablissement.objects.get(siret=NEW)
    assert (new.raison_sociale, new.echeance, new.partner.name, new.state) == ("Atelier Neuf", 15, partner, "actif")  # type: ignore[union-attr]
    assert (new.origin, new.sub_portfolio.name, new.tags) == (Origin.IMPORT, "Lyon", ["bâtiment", "gros"])  # type: ignore[union-attr]
    assert (new.code_postal, new.corrected, new.siren) == ("01000", ["code_postal", "localite"], NEW[:9])
    assert new.completed_at is not None
    bare = Etablissement.objects.get(siret=OTHER_NEW)
    assert (bare.state, bare.raison_sociale, bare.completed_at) == (EtablissementState.A_COMPLETER, "", None)
    one = Etablissement.objects.get(siret=SIRET_ONE)
    assert (one.raison_sociale, one.echeance, one.without_partner) == ("Boulangerie Une et Fils", 5, True)
    assert one.sub_portfolio == new.sub_portfolio  # found whatever the case
    assert set(Tag.objects.values_list("name", flat=True)) == {"bâtiment", "gros"}


def test_one_line_of_journal_for_the_import_and_a_short_one_for_each(cast: Cast) -> None:
    imported(cast, cast.admin_a, table(("SIRET", "Dénomination"), (NEW, "Neuf"), (SIRET_ONE, "Autre nom")))
    entry = JournalEntry.objects.get(verb="portefeuille.importe")
    assert entry.details == {
        "lignes": 2, "ajouts": 1, "modifications": 1, "inchanges": 0, "refus": 0, "mode": ALL,
    }  # fmt: skip
    assert entry.member == cast.admin_a
    told = JournalEntry.objects.filter(subject=NEW).values_list("verb", "details__origine")
    assert list(told) == [("etablissement.ajoute", "import")]
    told = JournalEntry.objects.filter(subject=SIRET_ONE).values_list("verb", "details__champs")
    assert list(told) == [("etablissement.modifie", ["raison_sociale"])]


def test_an_amorcage_is_proposed_for_what_is_complete(cast: Cast, partner: str) -> None:
    from guichet.amorcage.models import DemandeAmorcage

    imported(cast, cast.admin_a, table(WHOLE[:4], (NEW, "Neuf", "5", partner), (OTHER_NEW, "Autre", "5", "Aucun")))
    assert list(DemandeAmorcage.objects.values_list("etablissement__siret", flat=True)) == [NEW]


def test_all_or_nothing_does_nothing_when_a_line_is_refused(cast: Cast) -> None:
    content = table(("SIRET", "Échéance"), (NEW, "15"), (SIRET_ONE, "12"))
    found = preview(cast, cast.admin_a, content)
    assert results(found) == [(NEW, "Ajout"), (SIRET_ONE, "Refusée")]
    failed = carry_out(cast, cast.admin_a, found, ALL)
    assert failed.state == Operation.State.FAILED
    assert "1 ligne est refusée" in failed.reason
    assert not Etablissement.objects.filter(siret=NEW).exists()
    done = carry_out(cast, cast.admin_a, found, GOOD)
    assert counts(done) == {"ajouts": 1, "refus": 1}
    assert Etablissement.objects.filter(siret=NEW).exists()
    assert Etablissement.objects.get(siret=SIRET_ONE).echeance is None


def test_asked_for_twice_it_is_done_once(cast: Cast) -> None:
    found = preview(cast, cast.admin_a, table(("SIRET",), (NEW,)))
    actor = cast.actor(cast.admin_a)
    first, second = (importing.start_import(actor=actor, preview=found, mode=ALL) for _ in range(2))
    assert first.pk == second.pk
    done = carry_out(cast, cast.admin_a, found)
    assert done.pk == first.pk
    assert carry_out(cast, cast.admin_a, found).summary == done.summary
    assert JournalEntry.objects.filter(verb="portefeuille.importe").count() == 1


def test_imported_again_nothing_changes(cast: Cast, partner: str) -> None:
    content = table(WHOLE, (NEW, "Atelier  Neuf ", "le 15", partner.upper(), "Lyon", "b, a", "1000", "Bourg"))
    imported(cast, cast.admin_a, content)
    assert counts(preview(cast, cast.admin_a, content)) == {"inchanges": 1}


def test_an_empty_cell_leaves_what_is_there(cast: Cast) -> None:
    Etablissement.objects.filter(siret=SIRET_ONE).update(localite="Lyon", tags=["a"])
    found = preview(cast, cast.admin_a, table(WHOLE, (SIRET_ONE, "", "", "", "", " ", "", "\u00a0")))
    assert counts(found) == {"inchanges": 1}


def test_the_lines_of_one_file_that_repeat_a_siret(cast: Cast) -> None:
    content = table(("SIRET", "Dénomination"), (NEW, "Un"), ("", "Trou"), (NEW, "Deux"))
    found = preview(cast, cast.admin_a, content)
    assert column(report(found), "Résultat") == ["Ajout", "Refusée", "Refusée"]
    assert "déjà à la ligne 2" in report(found)[2]["Explication"]


class TestScope:
    """Rows out of reach are refused in the same words, whether they exist or not."""

    def test_another_part_of_the_firm(self, cast: Cast) -> None:
        content = table(("SIRET", "Dénomination"), (SIRET_ONE, "À moi"), (SIRET_TWO, "Pas à moi"))
        found = preview(cast, cast.collaborator_a, content)
        assert results(found) == [(SIRET_ONE, "Modification"), (SIRET_TWO, "Refusée")]
        assert "Menuiserie" not in str(report(found))
        imported(cast, cast.collaborator_a, content, GOOD)
        assert Etablissement.objects.get(siret=SIRET_TWO).raison_sociale == "Menuiserie Deux"

    def test_without_the_right_to_add_nothing_tells_what_exists(self, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.MODIFIER], [cast.etablissement_one], name="Corriger")
        lines = report(preview(cast, cast.powerless_a, table(("SIRET",), (SIRET_TWO,), (NEW,), (SIRET_ELSEWHERE,))))
        assert {(line["Résultat"], line["Explication"]) for line in lines} == {("Refusée", staging.NOT_YOURS)}

    def test_the_same_siret_in_another_firm_is_new_here(self, cast: Cast) -> None:
        done = imported(cast, cast.admin_a, table(("SIRET", "Dénomination"), (SIRET_ELSEWHERE, "Chez nous")))
        assert counts(done) == {"ajouts": 1}
        cast.actor(cast.admin_b)
        assert Etablissement.objects.get(siret=SIRET_ELSEWHERE).raison_sociale == "Ailleurs SA"

    def test_what_one_may_not_see_is_not_compared(self, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.RETIRER], [cast.etablissement_one], name="Retirer")
        delegate(cast.powerless_a, [Right.AJOUTER], [cast.etablissement_two], name="Ajouter")
        content = table(("SIRET", "Dénomination"), (SIRET_ONE, "Boulangerie Une"), (SIRET_TWO, "Autre"))
        lines = report(preview(cast, cast.powerless_a, content))
        assert {(line["Résultat"], line["Explication"]) for line in lines} == {("Refusée", staging.NOT_YOURS)}

    def test_one_sees_and_may_not_change(self, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE, Right.AJOUTER], name="Lire")
        content = table(("SIRET", "Dénomination"), (SIRET_ONE, "Boulangerie Une"), (SIRET_TWO, "Autre"))
        assert column(report(preview(cast, cast.powerless_a, content)), "Résultat") == ["Inchangée", "Refusée"]

    def test_a_collaborator_follows_what_he_added(self, cast: Cast) -> None:
        imported(cast, cast.collaborator_a, table(("SIRET",), (NEW,), (OTHER_NEW,)))
        from guichet.portfolio.queries import etablissements_visible_to

        seen = etablissements_visible_to(cast.actor(cast.collaborator_a)).values_list("siret", flat=True)
        assert set(seen) == {SIRET_ONE, NEW, OTHER_NEW}

    def test_the_rights_are_those_of_the_moment_it_works(self, cast: Cast) -> None:
        found = preview(cast, cast.collaborator_a, table(("SIRET",), (NEW,)))
        importing.start_import(actor=cast.actor(cast.collaborator_a), preview=found, mode=ALL)
        cast.collaborator_a.delegations.all().delete()
        from guichet.core import operations

        started = importing.import_of(Operation.objects.get(pk=found.pk))
        assert started is not None
        operations.run(started.firm_id, started.pk, importing.carry_out_import)
        started.refresh_from_db()
        assert (started.state, started.reason) == (Operation.State.FAILED, staging.NOT_YOURS)
        assert not Etablissement.objects.filter(siret=NEW).exists()

    def test_without_any_right_nothing_is_read(self, cast: Cast) -> None:
        with pytest.raises(RightMissing):
            preview(cast, cast.powerless_a, table(("SIRET",), (NEW,)))
        with pytest.raises(NoPortfolio):
            preview(cast, cast.admin_entreprise, table(("SIRET",), (NEW,)))


def test_what_was_removed_is_not_put_back(cast: Cast) -> None:
    Etablissement.objects.filter(siret=SIRET_ONE).update(state=EtablissementState.RETIRE)
    (line,) = report(preview(cast, cast.admin_a, table(("SIRET", "Dénomination"), (SIRET_ONE, "X"))))
    assert (line["Résultat"], line["Explication"]) == ("Refusée", staging.RETIRED)


def test_a_partner_that_is_not_offered_any_more(cast: Cast) -> None:
    closed = Partner.objects.create(code="ferme", name="Fermé", active=False)
    Etablissement.objects.filter(siret=SIRET_ONE).update(partner=closed)
    content = table(("SIRET", "Partenaire"), (SIRET_ONE, "Fermé"), (SIRET_TWO, "Fermé"), (NEW, "Fermé"))
    found = preview(cast, cast.admin_a, content)
    assert column(report(found), "Résultat") == ["Inchangée", "Refusée", "Refusée"]
    assert report(found)[1]["Explication"] == staging.PARTNER_CLOSED


def test_someone_else_added_it_meanwhile(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = preview(cast, cast.admin_a, table(("SIRET",), (NEW,)))
    compare = staging.compare

    def overtaken(actor: object) -> dict[str, int]:
        told = compare(actor)  # type: ignore[arg-type]
        Etablissement.objects.create(firm=cast.firm_a, siret=NEW, state="actif", origin="manuel", raison_sociale="X")
        return told

    monkeypatch.setattr(staging, "compare", overtaken)
    failed = carry_out(cast, cast.admin_a, found)
    assert failed.reason == importing.BUSY


def test_a_page_of_lines_with_everything_wrong(cast: Cast) -> None:
    rows = [
        ("990001000000", "x" * 201, "7", "Personne", "g" * 81, ",".join(map(str, range(25))), "ABC", "y" * 101),
        ("1,23457E+13", "", "", "", "", "", "", ""),
    ]
    found = preview(cast, cast.admin_a, table(WHOLE, *rows))
    told = report(found)[0]["Explication"]
    for words in ("12 chiffres", "201 caractères", "écrivez 5 ou 15", "partenaire connu", "Groupe :", "25 étiquettes"):
        assert words in told
    assert "nombre arrondi" in report(found)[1]["Explication"]
    assert counts(found) == {"refus": 2}


@pytest.mark.slow
def test_five_thousand_lines_take_a_fixed_number_of_statements(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for first, total in ((5_000, 10), (5_100, 2_500)):
        sirens = [siren(number) for number in range(first, first + total)]
        rows = [(f"{number}{nic(number, 1)}", f"Client {number}", "5", "Aucun") for number in sirens]
        found = preview(cast, cast.admin_a, table(WHOLE[:4], *rows))
        with CaptureQueriesContext(connection) as queries:
            done = carry_out(cast, cast.admin_a, found)
        assert counts(done) == {"ajouts": total}
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_a_file_taken_away_cannot_be_imported(cast: Cast, storage_folder: Path) -> None:
    found = preview(cast, cast.admin_a, table(("SIRET",), (NEW,)))
    for path in storage_folder.rglob("*/*"):
        path.unlink()
    assert carry_out(cast, cast.admin_a, found).reason == importing.GONE
