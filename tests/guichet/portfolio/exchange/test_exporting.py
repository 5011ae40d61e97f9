"""Exporting: what leaves, for whom, and that it comes back without changing anything."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guichet.core import files, operations
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.core.spreadsheets import BOM, neutralised, restored
from guichet.portfolio.errors import RightMissing
from guichet.portfolio.exchange import exporting
from guichet.portfolio.exchange.exporting import Export
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from neodes.generate.identifiers import nic, siren
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.portfolio.exchange.importer import counts, preview, report
from tests.guichet.storage import storage_folder

__all__ = ["storage_folder"]
pytestmark = pytest.mark.usefixtures("storage_folder")

NOW = timezone.now()
NASTY = [
    "=1+1", "+33 1 99 00 00 00", "-", "@SOMME(A1)", "'=1+1", "''@x", "'", "' quoté '", "\t=tab", 'a"b;c,d',
    "ligne\ndeux",
    "fin\r\nde ligne", "001", "1E5", "1,23457E+13", "12345678901234567890", "VRAI", "#N/A", "_x0041_", "_x000D_",
    "é à ü œ € 漢字 🥖", "«\u00a0guillemets\u00a0»", "a\u00a0\u202fb", "https://exemple.test/?a=1&b=<c>",
    "<b>&amp;</b>",
    "  blancs  ", "x" * 200, "{0} %s %(a)s", "NULL", "aucun", "=CMD|' /C calc'!A0",
]  # fmt: skip


def rows_of(content: bytes, form: str) -> list[list[str]]:
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode().removeprefix(BOM), newline=""), delimiter=";"))
    return [
        [str(cell) for cell in row]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    ]


@pytest.fixture
def nasty(cast: Cast) -> list[Etablissement]:
    """Establishments that nobody would wish for, each field in turn."""
    partner = Partner.objects.filter(active=True).first()
    groups = [SubPortfolio.objects.create(firm=cast.firm_a, name=name) for name in ("=Lyon", "lyon", "A, B")]
    made = []
    for number, name in enumerate(NASTY):
        made.append(
            Etablissement.objects.create(
                firm=cast.firm_a, siret=siren(7_000 + number) + nic(siren(7_000 + number), 1), raison_sociale=name,
                state="actif", origin="manuel", voie=name[:200], localite=name[:100], contact_name=name[:120],
                echeance=(5, 15, None)[number % 3], partner=partner if number % 3 == 0 else None,
                without_partner=number % 3 == 1, sub_portfolio=(*groups, None)[number % 4],
                tags=[["b, c", 'd"e', "=f"], [], ["a"]][number % 3], apet="6920Z", idcc="0016", code_postal="01000",
            )
        )  # fmt: skip
    return made


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_and_imported_again_changes_nothing(cast: Cast, nasty: list[Etablissement], form: str) -> None:
    content = exporting.export_now(actor=cast.actor(cast.admin_a), export=Export.of({"format": form}), now=NOW)
    found = preview(cast, cast.admin_a, content)
    assert [line for line in report(found) if line["Résultat"] != "Inchangée"] == []
    assert counts(found) == {"inchanges": len(nasty) + 2}
    assert found.summary["colonnes_ignorees"] == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_runs_in_a_spreadsheet(cast: Cast, nasty: list[Etablissement], form: str) -> None:
    content = exporting.export_now(actor=cast.actor(cast.admin_a), export=Export.of({"format": form}), now=NOW)
    cells = [cell for row in rows_of(content, form) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("cell", [*NASTY, "", "''", "'a", "'''=", "-1", "'-"])
def test_neutralised_cells_come_back(cell: str) -> None:
    assert restored(neutralised(cell)) == cell
    assert not neutralised(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_filters_order_and_columns_are_those_asked_for(cast: Cast, nasty: list[Etablissement]) -> None:
    asked = {"echeance": "5", "tri": "-etablissement", "colonnes": ["localite", "effectif", "inconnue"]}
    export = Export.of(asked)
    assert Export.of(export.as_json()) == export
    rows = rows_of(exporting.export_now(actor=cast.actor(cast.admin_a), export=export, now=NOW), "csv")
    assert rows[0] == ["SIRET", "Localité", "Effectif déclaré"]
    wanted = Etablissement.objects.filter(echeance=5).order_by("-search_text")
    assert [row[0] for row in rows[1:]] == list(wanted.values_list("siret", flat=True))


class TestScope:
    def test_only_what_may_be_seen_and_exported(self, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Voir tout")
        delegate(cast.powerless_a, [Right.EXPORTER], [cast.etablissement_two], name="Exporter")
        rows = rows_of(exporting.export_now(actor=cast.actor(cast.powerless_a), export=Export.of({}), now=NOW), "csv")
        assert [row[0] for row in rows[1:]] == [SIRET_TWO]

    def test_the_right_is_needed(self, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Voir tout")
        with pytest.raises(RightMissing):
            exporting.export_now(actor=cast.actor(cast.powerless_a), export=Export.of({}), now=NOW)
        with pytest.raises(RightMissing):
            exporting.start_export(actor=cast.actor(cast.powerless_a), export=Export.of({}), total=1)

    def test_declarations_are_told_where_they_may_be_seen(self, cast: Cast) -> None:
        Etablissement.objects.filter(firm=cast.firm_a).update(latest_period="2026-10", latest_bloquants=3)
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE, Right.EXPORTER], name="Exporter")
        delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], [cast.etablissement_one], name="Déclarations")
        export = Export.of({"colonnes": ["mois", "bloquantes"]})
        rows = rows_of(exporting.export_now(actor=cast.actor(cast.powerless_a), export=export, now=NOW), "csv")
        assert {row[0]: row[1:] for row in rows[1:]} == {SIRET_ONE: ["2026-10", "3"], SIRET_TWO: ["", ""]}


def run(operation: Operation) -> Operation:
    operations.run(operation.firm_id, operation.pk, exporting.export_portfolio)
    operation.refresh_from_db()
    return operation


def test_a_large_export_is_an_operation(
    cast: Cast, nasty: list[Etablissement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "SLICE", 10)
    actor = cast.actor(cast.admin_a)
    export = Export.of({"format": "csv"})
    done = run(exporting.start_export(actor=actor, export=export, total=3))
    assert (done.state, done.done, done.total) == (Operation.State.DONE, len(nasty) + 2, len(nasty) + 2)
    assert done.result is not None
    assert files.read_file(done.result) == exporting.export_now(actor=actor, export=export, now=NOW)
    entries = JournalEntry.objects.filter(verb="portefeuille.exporte").order_by("pk")
    assert [entry.details["lignes"] for entry in entries] == [len(nasty) + 2] * 2
    assert entries[0].subject == f"operation:{done.pk}"


def test_a_right_taken_away_ends_a_running_export(
    cast: Cast, nasty: list[Etablissement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "SLICE", 10)
    cast.actor(cast.powerless_a)
    delegate(cast.powerless_a, list(Right), name="Tout")
    started = exporting.start_export(actor=cast.actor(cast.powerless_a), export=Export.of({}), total=3)
    advance = operations.advance

    def taken_away(operation: Operation, done: int, **options: int) -> None:
        advance(operation, done, **options)
        if done == 20:
            cast.powerless_a.delegations.all().delete()

    monkeypatch.setattr(operations, "advance", taken_away)
    ended = run(started)
    assert (ended.state, ended.reason, ended.result) == (Operation.State.FAILED, exporting.RIGHTS_GONE, None)


def test_a_file_is_not_ones_own_any_more_when_the_profile_is_gone(cast: Cast) -> None:
    cast.actor(cast.powerless_a)
    profile = delegate(cast.powerless_a, list(Right), name="Tout")
    done = run(exporting.start_export(actor=cast.actor(cast.powerless_a), export=Export.of({}), total=2))
    assert exporting.may_take(cast.actor(cast.powerless_a), done)
    assert exporting.may_take(cast.actor(cast.admin_a), done)
    delegate(cast.powerless_a, [Right.EXPORTER, Right.VOIR_PORTEFEUILLE], [cast.etablissement_one], name="Un seul")
    profile.delegations.all().delete()
    assert not exporting.may_take(cast.actor(cast.powerless_a), done)


def test_dates_are_those_of_paris(cast: Cast) -> None:
    added = datetime.fromisoformat("2026-01-31T23:30:00+00:00")
    Etablissement.objects.filter(siret=SIRET_ONE).update(added_at=added)
    export = Export.of({"colonnes": ["ajout"], "q": SIRET_ONE})
    rows = rows_of(exporting.export_now(actor=cast.actor(cast.admin_a), export=export, now=NOW), "csv")
    assert rows[1] == [SIRET_ONE, "2026-02-01"]
