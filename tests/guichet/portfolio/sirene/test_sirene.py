"""What the register proposes; that it is never over what a person wrote, nor in the way."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guichet.config.environment import Environment
from guichet.core import tenancy
from guichet.core.models import JournalEntry
from guichet.portfolio import tasks
from guichet.portfolio.models import Etablissement
from guichet.portfolio.services import add_from_declaration
from guichet.portfolio.sirene import api, filling, sources
from guichet.portfolio.sirene.api import Api, Breaker
from guichet.portfolio.sirene.records import Unavailable
from guichet.portfolio.sirene.stock import Stock
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast
from tests.guichet.declarations import declaration
from tests.guichet.portfolio.sirene.register import Register, etablissement, running_register

NOW = timezone.now()


@pytest.fixture
def register() -> Iterator[Register]:
    with running_register() as running:
        yield running


@pytest.fixture
def source(register: Register) -> Api:
    return Api(register.url, "un-jeton", Breaker())


@pytest.fixture(autouse=True)
def firms_of_the_test(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The firms of this test alone, whatever others left in the database."""
    monkeypatch.setattr(filling, "every_firm", lambda: [cast.firm_a.pk, cast.firm_b.pk])


def row(cast: Cast, siret: str) -> Etablissement:
    cast.actor(cast.admin_a)
    return Etablissement.objects.get(siret=siret)


def test_it_fills_what_is_empty_and_proposes_the_name(cast: Cast, register: Register, source: Api) -> None:
    cast.actor(cast.admin_a)
    Etablissement.objects.filter(siret=SIRET_ONE).update(raison_sociale="", state="a_completer")
    register.rows = {siret: etablissement(siret) for siret in (SIRET_ONE, SIRET_ELSEWHERE)}
    assert filling.fill_from(source, now=NOW) == 2
    one = row(cast, SIRET_ONE)
    assert (one.raison_sociale, one.denomination_proposee) == ("", "BOULANGERIE MARTIN")
    assert (one.voie, one.code_postal, one.localite, one.apet) == ("12 RUE DES LILAS", "69003", "LYON", "1071C")
    assert (one.from_sirene, one.corrected) == (["apet", "code_postal", "localite", "voie"], [])
    assert row(cast, SIRET_TWO).sirene_at is not None  # not in the register: not asked for ever
    told = JournalEntry.objects.filter(verb="etablissement.sirene").values_list("subject", "member")
    assert list(told) == [(SIRET_ONE, None)]
    assert register.tokens == ["un-jeton"]


def test_each_is_asked_once(cast: Cast, register: Register, source: Api) -> None:
    filling.fill_from(source, now=NOW)
    assert filling.fill_from(source, now=NOW) == 0
    assert [sorted(sirets) for sirets in register.asked] == [sorted([SIRET_ONE, SIRET_TWO, SIRET_ELSEWHERE])]


def test_what_a_person_wrote_stays(cast: Cast, register: Register, source: Api) -> None:
    cast.actor(cast.admin_a)
    Etablissement.objects.filter(siret=SIRET_ONE).update(voie="3 quai Neuf", corrected=["voie", "apet"])
    register.rows = {SIRET_ONE: etablissement(SIRET_ONE)}
    filling.fill_from(source, now=NOW)
    one = row(cast, SIRET_ONE)
    assert (one.raison_sociale, one.denomination_proposee) == ("Boulangerie Une", "")
    # Neither half an address beside hers, nor a code that she emptied on purpose.
    assert (one.voie, one.code_postal, one.localite, one.apet) == ("3 quai Neuf", "", "", "")


def test_a_declaration_says_more_than_the_register(cast: Cast, register: Register, source: Api) -> None:
    register.rows = {SIRET_ONE: etablissement(SIRET_ONE, libelleVoieEtablissement="ANCIENNE")}
    filling.fill_from(source, now=NOW)
    actor = cast.actor(cast.admin_a)
    add_from_declaration(actor=actor, declaration=declaration(siret=SIRET_ONE), now=NOW)
    one = row(cast, SIRET_ONE)
    assert one.voie == "12 RUE DES LILAS"
    assert "voie" not in one.from_sirene


def test_the_fiche_chooses_the_proposed_name_beforehand(
    client: Client, cast: Cast, register: Register, source: Api
) -> None:
    cast.actor(cast.admin_a)
    Etablissement.objects.filter(siret=SIRET_ONE).update(raison_sociale="", state="a_completer")
    register.rows = {SIRET_ONE: etablissement(SIRET_ONE, denomination="<b>MARTIN</b>")}
    filling.fill_from(source, now=NOW)
    client.force_login(cast.admin_a.user)
    page = client.get(reverse("portfolio:complete", args=[SIRET_ONE])).content.decode()
    assert 'value="&lt;b&gt;MARTIN&lt;/b&gt;"' in page
    assert "répertoire Sirene" in page
    assert "<b>MARTIN" not in page


@pytest.mark.parametrize(
    ("values", "name", "voie"),
    [
        ({"denomination": "[ND]", "libelleVoieEtablissement": "[ND]", "typeVoieEtablissement": "[ND]"}, "", "12"),
        ({"denomination": None, "unit": {"prenomUsuelUniteLegale": "LOU", "nomUniteLegale": "BUIS"}}, "LOU BUIS", None),
        ({"denomination": "A\x00B\n C" + "x" * 300}, ("A B C" + "x" * 300)[:200], None),
        ({"denomination": {"pas": "un texte"}}, "", None),
    ],
)  # fmt: skip
def test_what_the_register_hides_or_writes_oddly(
    register: Register, source: Api, values: dict[str, Any], name: str, voie: str | None
) -> None:
    register.rows = {SIRET_ONE: etablissement(SIRET_ONE, **values)}
    record = source.fetch([SIRET_ONE])[SIRET_ONE]
    assert record.denomination == name
    assert record.voie == (voie if voie is not None else "12 RUE DES LILAS")


class TestDown:
    """Nothing is written, nobody is told, and the next time is better."""

    @pytest.mark.parametrize(
        "answer",
        [
            {"status": 500},
            {"status": 429},
            {"status": 401},
            {"body": b"<html>maintenance</html>"},
            {"body": b"[1]"},
            {"body": b'{"etablissements": {"a": 1}}'},
            {"status": 302, "location": "http://127.0.0.1:9/ailleurs"},
        ],
    )
    def test_it_answers_badly(self, cast: Cast, register: Register, source: Api, answer: dict[str, Any]) -> None:
        for name, value in answer.items():
            setattr(register, name, value)
        assert filling.fill_from(source, now=NOW) == 0
        assert row(cast, SIRET_ONE).sirene_at is None

    def test_it_does_not_answer(self, cast: Cast, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(api, "TIMEOUT", 0.05)
        register.wait = 0.3
        assert filling.fill_from(Api(register.url, "", Breaker()), now=NOW) == 0
        assert filling.fill_from(Api("http://127.0.0.1:9", "", Breaker()), now=NOW) == 0

    def test_it_is_left_alone_for_a_while(self, register: Register) -> None:
        clock = [0.0]
        breaker = Breaker(clock=lambda: clock[0])
        source = Api(register.url, "", breaker)
        register.status = 503
        for _ in range(5):
            with pytest.raises(Unavailable):
                source.fetch([SIRET_ONE])
        assert len(register.asked) == breaker.failures_max
        clock[0] += breaker.rest + 1
        register.status, register.rows = 200, {SIRET_ONE: etablissement(SIRET_ONE)}
        assert SIRET_ONE in source.fetch([SIRET_ONE])
        assert breaker.failures == 0

    def test_it_answers_of_others_than_asked(self, register: Register, source: Api) -> None:
        register.body = b'{"etablissements": [{"siret": "99000021800018"}, "x", {"siret": 3}]}'
        assert source.fetch([SIRET_ONE]) == {}


def test_by_hundreds(register: Register, source: Api) -> None:
    sirets = [f"{number:014d}" for number in range(230)]
    register.rows = {siret: etablissement(siret) for siret in sirets}
    assert set(source.fetch(sirets)) == set(sirets)
    assert [len(asked) for asked in register.asked] == [100, 100, 30]


def test_off_nothing_is_asked(cast: Cast, register: Register, settings: Any) -> None:
    settings.GUICHET_SIRENE, settings.GUICHET_SIRENE_URL = "off", register.url
    assert sources.source() is None
    tasks.ask_sirene(timestamp=0)
    tasks.read_sirene(timestamp=0)
    assert register.asked == []


def test_the_job_asks_when_it_is_allowed(cast: Cast, register: Register, settings: Any) -> None:
    settings.GUICHET_SIRENE, settings.GUICHET_SIRENE_URL = "api", register.url
    settings.GUICHET_SIRENE_TOKEN = "jeton"
    register.rows = {SIRET_ONE: etablissement(SIRET_ONE)}
    tasks.read_sirene(timestamp=0)
    assert register.asked == []
    tasks.ask_sirene(timestamp=0)
    assert row(cast, SIRET_ONE).localite == "LYON"


def test_the_firms_are_all_gone_through(cast: Cast) -> None:
    assert {cast.firm_a.pk, cast.firm_b.pk} <= set(tenancy.every_firm())


def stock(folder: Path, kind: str = "csv") -> Path:
    """The two files, with a few rows among others, as CSV, zipped or as Parquet."""
    columns = [
        "siren", "nic", "siret", "numeroVoieEtablissement", "indiceRepetitionEtablissement", "typeVoieEtablissement",
        "libelleVoieEtablissement", "codePostalEtablissement", "libelleCommuneEtablissement",
        "activitePrincipaleEtablissement", "enseigne1Etablissement",
    ]  # fmt: skip
    rows = [
        [
            SIRET_TWO[:9],
            SIRET_TWO[9:],
            SIRET_TWO,
            "1",
            "BIS",
            "RUE",
            'DE L"ÉGLISE, BAS',
            "75001",
            "PARIS",
            "16.23Z",
            "ENSEIGNE",
        ],
        ["000000000", "00000", "00000000000000", "", "", "", "", "", "", "", ""],
        [SIRET_ONE[:9], "99999", f"{SIRET_ONE[:9]}99999", "9", "", "", "", "", "", "", ""],
        [SIRET_ONE[:9], SIRET_ONE[9:], SIRET_ONE, "12", "", "RUE", "DES LILAS", "69003", "LYON", "10.71C", ""],
    ]
    path = write(folder / "StockEtablissement_utf8.csv", [columns, *rows])
    units = [["siren", "denominationUniteLegale"], [SIRET_ONE[:9], "MARTIN"]]
    write(folder / "StockUniteLegale_utf8.csv", units)
    if kind == "parquet":
        for csv_path in folder.glob("*.csv"):
            duckdb.sql(f"COPY (FROM read_csv('{csv_path}', all_varchar=true)) TO '{csv_path.with_suffix('.parquet')}'")
            csv_path.unlink()
    if kind == "zip":
        with zipfile.ZipFile(folder / "StockEtablissement_utf8.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
        path.unlink()
    return folder


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("kind", ["csv", "zip", "parquet"])
def test_the_files_of_the_register(tmp_path: Path, kind: str) -> None:
    found = Stock(stock(tmp_path, kind)).fetch([SIRET_ONE, SIRET_TWO])
    assert (found[SIRET_ONE].denomination, found[SIRET_ONE].voie) == ("MARTIN", "12 RUE DES LILAS")
    assert (found[SIRET_TWO].denomination, found[SIRET_TWO].voie) == ("ENSEIGNE", '1 BIS RUE DE L"ÉGLISE, BAS')
    assert len(found) == 2


def test_a_file_that_is_not_the_register(cast: Cast, tmp_path: Path) -> None:
    for name in ("autre.csv", "autre.zip", "autre.parquet", "autre.txt"):
        for content in ("", "a;b\n1;2\n", "\x00\x01"):
            path = tmp_path / name
            path.write_text(content)
            with pytest.raises(Unavailable):
                Stock(path).fetch([SIRET_ONE])
    with pytest.raises(Unavailable):
        Stock(tmp_path / "absent.csv").fetch([SIRET_ONE])
    assert filling.fill_from(Stock(tmp_path / "absent.csv"), now=NOW) == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"GUICHET_SIRENE": "off"}, ""),
        ({"GUICHET_SIRENE": "api"}, "GUICHET_SIRENE_TOKEN"),
        ({"GUICHET_SIRENE": "api", "GUICHET_SIRENE_TOKEN": "x"}, ""),
        ({"GUICHET_SIRENE": "api", "GUICHET_SIRENE_TOKEN": "x", "GUICHET_SIRENE_URL": "ftp://x"}, "GUICHET_SIRENE_URL"),
        ({"GUICHET_SIRENE": "/nulle/part.csv"}, "chemin"),
    ],
)
def test_settings(values: dict[str, str], said: str) -> None:
    problems = Environment(GUICHET_MODE="test", **values).problems()  # type: ignore[arg-type]
    assert said in " ".join(problems)
    assert bool(problems) is bool(said)


def test_parquet_asks_for_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "StockEtablissement_utf8.parquet"
    path.touch()
    settings = Environment(GUICHET_MODE="test", GUICHET_SIRENE=str(path))
    assert settings.problems() == []
    monkeypatch.setattr("guichet.config.environment.find_spec", lambda name: None)
    (said,) = settings.problems()
    assert "requirements/parquet.txt" in said
