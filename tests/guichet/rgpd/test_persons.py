"""What is kept of a member, and in which deposits somebody appears."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from typing import Any

import pytest
from django.db import connection

from guichet.accounts.models import Member
from guichet.core import files, operations
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.rgpd import person_export, person_search
from guichet.rgpd.errors import NotAdministrator, NotNir, RightToSeeMissing
from guichet.rgpd.identity import Sought, digest_of, read_nir
from guichet.rgpd.person_export import start_person_export
from guichet.rgpd.person_search import Found, read_result, start_search
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.samples import SIRET_ONE, SIRET_TWO, controlled, dsn


def nirs_of(content: bytes) -> list[str]:
    lines = content.decode("iso-8859-1").splitlines()
    return [line.split(",'")[1].rstrip("'") for line in lines if line.startswith("S21.G00.30.001,")]


def done(operation: Operation) -> Operation:
    """The operation after its job, in the context of its firm."""
    work = {person_search.KIND: person_search.search_person, person_export.KIND: person_export.export_person}
    operations.run(operation.firm_id, operation.pk, work[operation.kind])
    enter_firm(operation.firm_id)
    return Operation.objects.select_related("result").get(pk=operation.pk)


def found(operation: Operation) -> list[Found]:
    assert operation.result is not None
    return read_result(operation.result)


# A NIR


@pytest.mark.parametrize(
    "typed", ["2650851910001", "2 65 08 51 910 001", "265085191000178", "2-65.08 51 910 001 78", "\u00a02650851910001"]
)
def test_a_nir_is_read_as_people_write_it(typed: str) -> None:
    assert read_nir(typed) == "2650851910001"


def test_corsica() -> None:
    assert read_nir("1 85 05 2a 123 456") == "185052A123456"


@pytest.mark.parametrize("typed", ["", "123", "265085191000179", "9650851910001", "2651351910001", "26508519100017845"])
def test_what_is_no_nir_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(NotNir) as caught:
        read_nir(typed)
    assert not typed or typed not in str(caught.value)


def test_a_digest_is_of_one_firm_and_one_nir(cast: Cast) -> None:
    digest = digest_of("2650851910001", cast.firm_a.pk)
    assert "2650851910001" not in digest
    assert digest != digest_of("2650851910001", cast.firm_b.pk)
    sought = Sought(digest, cast.firm_a.pk)
    assert [sought.is_it(each) for each in (b"2650851910001", b"2650851910002", b"2650851910001")] == [
        True,
        False,
        True,
    ]


# The search


def test_every_deposit_and_line_where_somebody_is(cast: Cast) -> None:
    content = dsn(SIRET_ONE, SIRET_TWO, individus=3)
    first = controlled(cast.admin_a, content, "novembre.dsn")
    controlled(cast.admin_a, dsn(SIRET_TWO, month="2026-10", seed=99), "octobre.dsn")
    nir = nirs_of(content)[1]
    ended = done(start_search(actor=cast.actor(cast.admin_a), nir=nir))
    lines = content.decode("iso-8859-1").splitlines()
    expected = [number for number, line in enumerate(lines, 1) if line.endswith(f"'{nir}'")]
    assert [each.line for each in found(ended)] == expected
    assert {(each.deposit, each.file_name, each.period) for each in found(ended)} == {
        (str(first.pk), "novembre.dsn", "2026-11")
    }
    assert ended.state == Operation.State.DONE
    assert ended.summary["depots_lus"] == 2
    assert ended.summary["depots_concernes"] == 1


def test_nobody_is_found_where_nobody_is(cast: Cast) -> None:
    controlled(cast.admin_a, dsn(SIRET_ONE))
    ended = done(start_search(actor=cast.actor(cast.admin_a), nir="1 85 05 2A 123 456"))
    assert (found(ended), ended.summary["lignes"]) == ([], 0)


def test_the_nir_is_nowhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    content = dsn(SIRET_ONE)
    controlled(cast.admin_a, content)
    nir = nirs_of(content)[0]
    operation = start_search(actor=cast.actor(cast.admin_a), nir=nir)
    assert nir not in json.dumps(operation.asked)
    ended = done(operation)
    assert "empreinte" not in ended.asked
    assert found(ended)
    assert nir not in str(files.read_file(ended.result))  # type: ignore[arg-type]
    assert nir not in caplog.text
    (entry,) = JournalEntry.objects.filter(verb="personne.recherchee")
    assert nir not in str(vars(entry))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert not any(nir in args for (args,) in cursor.fetchall())


def test_the_digest_goes_even_when_the_search_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = start_search(actor=cast.actor(cast.admin_a), nir="2650851910001")
    monkeypatch.setattr(person_search, "_search", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        done(operation)
    enter_firm(cast.firm_a.pk)
    ended = Operation.objects.get(pk=operation.pk)
    assert (ended.state, "empreinte" in ended.asked) == (Operation.State.FAILED, False)


def test_a_search_stays_within_the_scope_of_its_right(cast: Cast) -> None:
    content = dsn(SIRET_ONE, SIRET_TWO, individus=2)
    controlled(cast.admin_a, content)
    mine, theirs = nirs_of(content)[0], nirs_of(content)[2]
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], [cast.etablissement_one], name="Clair")
    assert found(done(start_search(actor=cast.actor(cast.powerless_a), nir=mine)))
    assert found(done(start_search(actor=cast.actor(cast.powerless_a), nir=theirs))) == []
    assert found(done(start_search(actor=cast.actor(cast.admin_a), nir=theirs)))


def test_a_right_lost_meanwhile_is_lost(cast: Cast) -> None:
    content = dsn(SIRET_ONE)
    controlled(cast.admin_a, content)
    profile = delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], None, name="Clair")
    operation = start_search(actor=cast.actor(cast.powerless_a), nir=nirs_of(content)[0])
    profile.delegations.all().delete()
    assert found(done(operation)) == []


def test_without_the_right_there_is_no_search(cast: Cast) -> None:
    with pytest.raises(RightToSeeMissing):
        start_search(actor=cast.actor(cast.powerless_a), nir="2650851910001")
    assert not Operation.objects.exists()


def test_a_file_that_is_gone_is_counted_apart(cast: Cast, own_storage: Any) -> None:
    content = dsn(SIRET_ONE)
    gone = controlled(cast.admin_a, content)
    (own_storage / gone.stored_file.location).unlink()  # type: ignore[union-attr]
    ended = done(start_search(actor=cast.actor(cast.admin_a), nir=nirs_of(content)[0]))
    assert (ended.summary["depots_lus"], ended.summary["depots_illisibles"]) == (0, 1)


# The data of a member


def members_of(ended: Operation) -> dict[str, str]:
    assert ended.result is not None
    with zipfile.ZipFile(io.BytesIO(files.read_file(ended.result))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def export(cast: Cast, by: Member, of: Member) -> Operation:
    return done(start_person_export(actor=cast.actor(by), member=of))


def test_a_member_takes_his_data_away(cast: Cast) -> None:
    controlled(cast.collaborator_a, dsn(SIRET_ONE), "à moi.dsn")
    controlled(cast.admin_a, dsn(SIRET_TWO), "pas à moi.dsn")
    ended = export(cast, cast.collaborator_a, cast.collaborator_a)
    inside = members_of(ended)
    assert set(inside) == {"donnees.json", "compte.csv", "profils.csv", "depots.csv", "journal.csv"}
    known = json.loads(inside["donnees.json"])
    assert known["compte"]["adresse électronique"] == "collaborateur.a@exemple.test"
    assert [each["fichier"] for each in known["depots"]] == ["à moi.dsn"]
    assert known["profils"][0]["profil"] == "Confiés"
    assert "Fichier déposé" in inside["journal.csv"]
    assert "pas à moi" not in str(inside)
    assert ended.result_name.endswith(".zip")


def test_the_password_is_not_in_it(cast: Cast) -> None:
    assert "argon2" not in str(members_of(export(cast, cast.admin_a, cast.collaborator_a)))


def test_an_administrator_may_do_it_for_a_member_and_the_journal_tells(cast: Cast) -> None:
    export(cast, cast.admin_a, cast.collaborator_a)
    (entry,) = JournalEntry.objects.filter(verb="membre.donnees_exportees")
    assert (entry.member, entry.details) == (cast.admin_a, {"membre": cast.collaborator_a.pk})


def test_a_member_takes_nobody_elses(cast: Cast) -> None:
    with pytest.raises(NotAdministrator):
        start_person_export(actor=cast.actor(cast.collaborator_a), member=cast.admin_a)
    operation = start_person_export(actor=cast.actor(cast.collaborator_a), member=cast.collaborator_a)
    Operation.objects.filter(pk=operation.pk).update(asked={"membre": cast.admin_a.pk})
    assert done(operation).state == Operation.State.FAILED
