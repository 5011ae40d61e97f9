"""What goes with time of demandes that are over, on both sides, bytes included."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from guichet.accounts.models import Firm
from guichet.amorcage import answering, following
from guichet.amorcage.documents import Attachment
from guichet.amorcage.forgetting import remove_old
from guichet.amorcage.models import DemandeAmorcage, Document, InboxRequest
from guichet.core.models import StoredFile
from guichet.core.tenancy import enter_firm
from tests.guichet.amorcage.boxes import END, NOW, as_partner, sent
from tests.guichet.cast import Cast

PDF = Attachment("mandat.pdf", b"%PDF-1.7 essai")


def exchanged(cast: Cast) -> None:
    """A question with a file, in both boxes."""
    sent(cast)
    actor, request = as_partner(cast)
    answering.ask_complement(actor=actor, request=request, text="Signez ceci.", attachment=PDF, now=NOW)


def kept(firm: Firm) -> tuple[int, int]:
    enter_firm(firm.pk)
    return Document.objects.count(), StoredFile.objects.count()


def removed(firm: Firm, before: datetime) -> int:
    enter_firm(firm.pk)
    return remove_old(firm.pk, before, 10)


def test_what_is_under_way_stays_however_old(cast: Cast) -> None:
    exchanged(cast)
    far = NOW + timedelta(days=4000)
    assert [removed(firm, far) for firm in (cast.firm_a, cast.partner_account)] == [0, 0]
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=NOW)
    assert [removed(firm, far) for firm in (cast.firm_a, cast.partner_account)] == [0, 0]


def test_what_is_over_goes_after_its_time(cast: Cast, django_capture_on_commit_callbacks) -> None:
    exchanged(cast)
    done = cast.etablissement_one
    following.withdraw_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=NOW)
    assert [removed(firm, NOW) for firm in (cast.firm_a, cast.partner_account)] == [0, 0]
    after = NOW + timedelta(seconds=1)
    locations = []
    for firm in (cast.firm_a, cast.partner_account):
        assert kept(firm) == (1, 1)
        locations.append(StoredFile.objects.get().location)
    with django_capture_on_commit_callbacks(execute=True):
        assert [removed(firm, after) for firm in (cast.firm_a, cast.partner_account)] == [1, 2]
    assert not any(default_storage.exists(location) for location in locations)
    for firm in (cast.firm_a, cast.partner_account):
        assert kept(firm) == (0, 0)
    assert not InboxRequest.objects.exists()
    enter_firm(cast.firm_a.pk)
    assert DemandeAmorcage.objects.get().state == "retiree"
