"""Fiches brought by the firm: versions, what they cover, what is refused, and the deposit that contradicts them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from guichet.core.files import read_file
from guichet.core.models import JournalEntry, StoredFile
from guichet.fiches.errors import CoversOthers, NotRead
from guichet.fiches.models import FicheEtablissement, FicheParametrage
from guichet.fiches.queries import fiches_visible_to, proposed_for
from guichet.fiches.services import Received, cover_etablissements, receive_fiches, remove_fiche
from guichet.portfolio.errors import RightMissing
from guichet.portfolio.models import Etablissement
from neodes.fpoc.model import Component
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast
from tests.guichet.deposits.samples import controlled, dsn
from tests.guichet.fiches.samples import contract, fiche, fiche_of, xml

SIREN, NIC = SIRET_ONE[:9], SIRET_ONE[9:]


def bring(cast: Cast, content: bytes, *, by: str = "admin_a") -> Received:
    actor = cast.actor(getattr(cast, by))
    return receive_fiches(actor=actor, file_name="fiche.xml", content=content, now=timezone.now())


def codes(deposit: object) -> set[str]:
    return set(deposit.findings.filter(control__startswith="FP-").values_list("control", flat=True))  # type: ignore[attr-defined]


def test_a_fiche_of_the_only_etablissement_covers_it_at_once(cast: Cast) -> None:
    content = xml(fiche(SIREN))
    received = bring(cast, content)
    (row,) = received.added
    assert (row.siren, row.level, row.rank, row.is_current, row.is_covered) == (SIREN, "2A", 1, True, True)
    assert [each.reference for each in row.contracts.all()] == [f"PREV-{SIREN}-1"]
    assert [link.etablissement.siret for link in row.covered.all()] == [SIRET_ONE]
    assert read_file(row.file) == content
    with default_storage.open(row.file.location) as stored:
        assert b"PREV" not in stored.read()
    assert JournalEntry.objects.filter(verb="fiche.recue", subject=f"SIREN {SIREN}").count() == 1


def test_the_same_content_changes_nothing(cast: Cast) -> None:
    bring(cast, xml(fiche(SIREN)))
    again = bring(cast, xml(fiche(SIREN)))
    assert (len(again.added), len(again.known), FicheParametrage.objects.count()) == (0, 1, 1)


def test_another_content_is_the_next_version_and_covers_the_same(cast: Cast) -> None:
    bring(cast, xml(fiche(SIREN)))
    dearer = contract(SIREN, components=(Component("BrutPrev", "10", rate=Decimal("1.8")),))
    (row,) = bring(cast, xml(fiche(SIREN, dearer, identifier="FICHE-2"))).added
    assert (row.rank, row.is_covered, row.covered.count()) == (2, True, 1)
    assert list(FicheParametrage.objects.filter(is_current=True)) == [row]
    (other,) = bring(cast, xml(fiche(SIREN, contract(SIREN, reference="AUTRE"), identifier="FICHE-9"))).added
    assert (other.rank, other.series == row.series) == (1, False)


def test_a_fiche_of_several_etablissements_waits_for_a_choice(cast: Cast) -> None:
    actor = cast.actor(cast.admin_a)
    second = Etablissement.objects.create(firm=cast.firm_a, siret=SIREN + "00026", state="actif", origin="manuel")
    (row,) = bring(cast, xml(fiche(SIREN))).added
    assert not row.is_covered
    candidates, ticked = proposed_for(actor, row)
    assert [each.siret for each in candidates] == [SIRET_ONE, second.siret]
    assert ticked == {each.pk for each in candidates}
    cover_etablissements(actor=actor, fiche=row, chosen=[second])
    row.refresh_from_db()
    assert (row.is_covered, [link.etablissement for link in row.covered.all()]) == (True, [second])


def test_each_fiche_of_a_lot_is_kept_apart(cast: Cast) -> None:
    content = xml(fiche(SIREN), fiche(SIRET_TWO[:9], nic=SIRET_TWO[9:]), fiche(SIRET_ELSEWHERE[:9]), lot="LOT")
    received = bring(cast, content)
    assert [row.siren for row in received.added] == [SIREN, SIRET_TWO[:9]]
    assert len(received.refused) == 1
    assert SIRET_TWO[:9].encode() not in read_file(received.added[0].file)
    bring(cast, content, by="collaborator_a")
    visible = fiches_visible_to(cast.actor(cast.collaborator_a))
    assert [row.siren for row in visible] == [SIREN]


@pytest.mark.parametrize("content", [b"", b"pas du XML", b"<!DOCTYPE x [<!ENTITY a 'b'>]><FICHE>&a;</FICHE>"])
def test_what_is_no_fiche_is_refused_in_words(cast: Cast, content: bytes) -> None:
    with pytest.raises(NotRead, match=r"\."):
        bring(cast, content)
    assert not FicheParametrage.objects.exists()
    assert not StoredFile.objects.exists()


def test_without_the_right_nothing_comes_in_nor_is_seen(cast: Cast) -> None:
    with pytest.raises(RightMissing):
        bring(cast, xml(fiche(SIREN)), by="powerless_a")
    bring(cast, xml(fiche(SIREN)))
    assert not fiches_visible_to(cast.actor(cast.powerless_a)).exists()
    assert not fiches_visible_to(cast.actor(cast.admin_b)).exists()


def test_a_removal_takes_all_versions_and_files(cast: Cast) -> None:
    bring(cast, xml(fiche(SIREN)))
    (row,) = bring(cast, xml(fiche(SIREN, message="Encore"))).added
    remove_fiche(actor=cast.actor(cast.admin_a), fiche=row)
    assert not FicheParametrage.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_deposit_is_compared_with_the_fiche_that_covers_it(cast: Cast) -> None:
    assert codes(controlled(cast.admin_a, dsn(SIRET_ONE))) == set()
    bring(cast, xml(fiche(SIREN, contract(SIREN, reference="AUTRE-CONTRAT"))))
    found = controlled(cast.admin_a, dsn(SIRET_ONE, individus=3))
    assert "FP-01" in codes(found)
    assert found.bloquants == 0


def test_a_deposit_that_agrees_with_its_fiche_is_clean(cast: Cast) -> None:
    bring(cast, xml(fiche(SIREN)))
    assert codes(controlled(cast.admin_a, dsn(SIRET_ONE))) <= {"FP-15", "FP-16"}


def test_a_fiche_that_covers_another_one_is_not_compared(cast: Cast) -> None:
    bring(cast, xml(fiche(SIRET_TWO[:9], contract(SIREN, reference="AUTRE-CONTRAT"))))
    assert codes(controlled(cast.admin_a, dsn(SIRET_ONE))) == set()


def test_a_collaborator_does_not_remove_what_covers_others(cast: Cast) -> None:
    row = fiche_of(cast.admin_a, cast.etablissement_one)
    FicheEtablissement.objects.create(firm=cast.firm_a, fiche=row, etablissement=cast.etablissement_two)
    with pytest.raises(CoversOthers):
        remove_fiche(actor=cast.actor(cast.collaborator_a), fiche=row)
    assert FicheParametrage.objects.filter(pk=row.pk).exists()
