"""The firm asks, the partner answers: each reads its own box, written in one transaction."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from guichet.accounts.models import Firm
from guichet.amorcage import answering, following, inbox, mandates, ruling
from guichet.amorcage.connecting import connect_partner
from guichet.amorcage.documents import Attachment
from guichet.amorcage.enums import RuleKind
from guichet.amorcage.errors import AmorcageError, BadAnswer, NothingSent, PartnerAnswersItself
from guichet.amorcage.models import DemandeAmorcage, Document, InboxEvent, InboxRequest
from guichet.core.files import read_file
from guichet.core.models import JournalEntry
from guichet.core.tenancy import as_firm, enter_firm, partner_firm
from guichet.portfolio import services as portfolio
from guichet.portfolio.models import Partner
from tests.guichet.amorcage.boxes import (
    END,
    NOW,
    another_partner,
    as_partner,
    completed,
    demande_in_a,
    irp_auto,
    sent,
    steps_in_a,
)
from tests.guichet.cast import SIRET_FIRM_A, SIRET_ONE, Cast

LATER = NOW + timedelta(days=2)
TABLES = ("inboxrequest", "inboxevent", "partnerrule", "document")


def seen(table: str) -> int:
    """How many rows of that table the context shows, by raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM amorcage_{table}")
        (count,) = cursor.fetchone()
    return int(count)


def verbs(firm: Firm) -> list[tuple[str, str]]:
    enter_firm(firm.pk)
    lines = JournalEntry.objects.filter(subject=SIRET_ONE).order_by("id")
    return [
        (verb, author)
        for verb, author in lines.values_list("verb", "author")
        if verb.startswith(("amorcage.", "partenaire."))
    ]


def test_what_is_asked_comes_into_the_box_of_the_partner(cast: Cast) -> None:
    sent(cast)
    assert seen("inboxrequest") == 0
    actor, request = as_partner(cast)
    assert list(inbox.requests_visible_to(actor)) == [request]
    assert (request.siret, request.raison_sociale, request.state) == (SIRET_ONE, "Garage Une", "demandee")
    assert (request.declarant_siret, request.declarant_name) == (SIRET_FIRM_A, "Cabinet Arnaud")
    assert (request.mandate_version, request.mandate_accepted_at) == (mandates.CURRENT, NOW)


def test_a_grant_is_told_to_both_with_its_author(cast: Cast) -> None:
    sent(cast)
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER)
    request.refresh_from_db()
    assert (request.state, request.ends_on, request.answered_at) == ("accordee", END, LATER)
    assert InboxEvent.objects.order_by("pk").last().author_id == cast.admin_partner.pk
    demande = demande_in_a(cast)
    assert (demande.state, demande.ends_on) == ("accordee", END)
    assert steps_in_a(cast)[-1] == ("accordee", "partenaire")
    assert verbs(cast.firm_a)[-1] == ("amorcage.accorde", "IRP AUTO")
    assert verbs(cast.partner_account) == [
        ("partenaire.recue", "Cabinet Arnaud"),
        ("partenaire.accordee", cast.admin_partner.user.name),
    ]


def test_a_refusal_says_why_and_the_firm_may_ask_again(cast: Cast) -> None:
    sent(cast)
    actor, request = as_partner(cast)
    with pytest.raises(BadAnswer, match="vide"):
        answering.refuse_request(actor=actor, request=request, reason="  ", now=LATER)
    answering.refuse_request(actor=actor, request=request, reason="Contrat inconnu.", now=LATER)
    demande = demande_in_a(cast)
    assert demande.state == "refusee"
    assert demande.events.last().reason == "Contrat inconnu."
    sent(cast, now=LATER)
    _, again = as_partner(cast)
    assert (again.pk, again.state, again.answered_at) == (request.pk, "demandee", None)


def test_a_question_and_its_answer_are_in_both_boxes_each_with_its_own_file(cast: Cast) -> None:
    done = sent(cast)
    actor, request = as_partner(cast)
    answering.ask_complement(actor=actor, request=request, text="Le mandat signé, s'il vous plaît.", now=LATER)
    assert demande_in_a(cast).state == "complement"
    pdf = Attachment("mandat.pdf", b"%PDF-1.7 essai")
    following.answer_complement(
        actor=cast.actor(cast.admin_a), etablissement=done, text="Le voici.", attachment=pdf, now=LATER
    )
    own = Document.objects.get(kind="reponse")
    assert read_file(own.file) == pdf.content
    assert own.file.firm_id == cast.firm_a.pk
    actor, request = as_partner(cast)
    assert request.state == "demandee"
    question, answer = inbox.documents_visible_to(actor)
    assert (question.text, answer.text, answer.file_name) == (
        "Le mandat signé, s'il vous plaît.",
        "Le voici.",
        "mandat.pdf",
    )
    assert answer.file.firm_id == cast.partner_account.pk
    assert read_file(answer.file) == pdf.content


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"MZ"), ("a", b"%PDF-"), ("a.pdf", b"")])
def test_an_attachment_is_a_pdf_or_an_image(name: str, content: bytes) -> None:
    with pytest.raises(BadAnswer, match="PDF"):
        Attachment(name, content)


def test_the_name_of_an_attachment_is_that_of_a_file() -> None:
    assert Attachment("C:\\dossier\\../mandat.pdf", b"%PDF-1").name == "mandat.pdf"


def test_withdrawn_by_the_firm_it_cannot_be_answered(cast: Cast) -> None:
    done = sent(cast)
    following.withdraw_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=LATER)
    actor, request = as_partner(cast)
    assert request.state == "retiree"
    for answer in (
        lambda: answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER),
        lambda: answering.refuse_request(actor=actor, request=request, reason="Non.", now=LATER),
        lambda: answering.ask_complement(actor=actor, request=request, text="Quoi ?", now=LATER),
    ):
        with pytest.raises(NothingSent):
            answer()
        assert InboxRequest.objects.count() == 1  # still in the context of the partner


def test_removal_from_the_portfolio_ends_it_on_both_sides(cast: Cast) -> None:
    done = sent(cast)
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER)
    portfolio.retire_etablissement(actor=cast.actor(cast.admin_a), etablissement=done, now=LATER)
    assert DemandeAmorcage.objects.get().state == "close"
    assert as_partner(cast)[1].state == "close"


def test_a_renewal_keeps_what_was_granted_until_its_answer(cast: Cast) -> None:
    done = sent(cast)
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER)
    following.renew_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, mandate=mandates.CURRENT, now=LATER)
    actor, request = as_partner(cast)
    assert (request.state, request.to_answer) == ("accordee", True)
    longer = date(2028, 11, 30)
    answering.accept_request(actor=actor, request=request, ends_on=longer, now=LATER)
    demande = demande_in_a(cast)
    assert (demande.state, demande.ends_on, demande.renewal_asked_at) == ("accordee", longer, None)


def test_a_refused_renewal_leaves_what_was_granted(cast: Cast) -> None:
    done = sent(cast)
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER)
    following.renew_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, mandate=mandates.CURRENT, now=LATER)
    actor, request = as_partner(cast)
    answering.refuse_request(actor=actor, request=request, reason="Contrat résilié.", now=LATER)
    demande = demande_in_a(cast)
    assert (demande.state, demande.ends_on) == ("accordee", END)
    assert demande.events.last().reason == "Renouvellement refusé : Contrat résilié."


@pytest.mark.parametrize(("kind", "value"), [(RuleKind.CABINET, SIRET_FIRM_A), (RuleKind.SIREN, SIRET_ONE[:9])])
def test_a_rule_grants_as_it_comes(cast: Cast, kind: RuleKind, value: str) -> None:
    ruling.add_rule(actor=cast.actor(cast.admin_partner), kind=kind, value=value, label="Confiance", months=6)
    sent(cast)
    demande = demande_in_a(cast)
    assert (demande.state, demande.ends_on) == ("accordee", date(2027, 5, 24))
    assert steps_in_a(cast) == [("proposee", "guichet"), ("demandee", "declarant"), ("accordee", "partenaire")]
    assert verbs(cast.partner_account) == [("partenaire.recue", "Cabinet Arnaud"), ("partenaire.accordee", "Guichet")]


def test_a_rule_is_about_what_it_names_only(cast: Cast) -> None:
    actor = cast.actor(cast.admin_partner)
    ruling.add_rule(actor=actor, kind=RuleKind.SIREN, value="990000218", label="", months=6)
    sent(cast)
    assert demande_in_a(cast).state == "demandee"


@pytest.mark.parametrize(
    ("kind", "value", "months"), [("siren", "123", 6), ("cabinet", SIRET_ONE[:9], 6), ("siren", "990000218", 61)]
)
def test_a_rule_with_a_wrong_number_or_length_is_refused(cast: Cast, kind: str, value: str, months: int) -> None:
    with pytest.raises(BadAnswer):
        ruling.add_rule(actor=cast.actor(cast.admin_partner), kind=RuleKind(kind), value=value, label="", months=months)


def test_a_partner_that_is_not_connected_is_answered_for_by_the_firm(cast: Cast) -> None:
    done = sent(cast, Partner.objects.get(code="agrica"))
    actor = cast.actor(cast.admin_a)
    asked = {"actor": actor, "etablissement": done, "now": LATER}
    following.record_answer(**asked, answered_on=LATER.date(), ends_on=END)
    demande = demande_in_a(cast)
    assert (demande.state, demande.ends_on) == ("accordee", END)
    assert demande.events.last().reason == "Réponse du 26/11/2026, saisie par le cabinet."


@pytest.mark.parametrize("answered_on", [date(2026, 11, 23), date(2026, 11, 27)])
def test_a_letter_is_not_older_than_the_demande_nor_of_tomorrow(cast: Cast, answered_on: date) -> None:
    done = sent(cast, Partner.objects.get(code="agrica"))
    actor = cast.actor(cast.admin_a)
    with pytest.raises(BadAnswer, match="dater"):
        following.record_answer(actor=actor, etablissement=done, answered_on=answered_on, ends_on=END, now=LATER)


def test_a_connected_partner_answers_itself(cast: Cast) -> None:
    done = sent(cast)
    actor = cast.actor(cast.admin_a)
    with pytest.raises(PartnerAnswersItself, match="IRP AUTO"):
        following.record_answer(actor=actor, etablissement=done, answered_on=NOW.date(), ends_on=END, now=LATER)


@pytest.mark.parametrize("ends_on", [NOW.date(), date(2026, 1, 1), date(2032, 1, 1)])
def test_an_end_is_to_come_and_not_too_far(cast: Cast, ends_on: date) -> None:
    sent(cast)
    actor, request = as_partner(cast)
    with pytest.raises(BadAnswer, match="date de fin"):
        answering.accept_request(actor=actor, request=request, ends_on=ends_on, now=NOW)


def test_data_that_has_come_is_told_once(cast: Cast) -> None:
    sent(cast)
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=END, now=LATER)
    for _ in range(2):
        following.mark_available(demande=demande_in_a(cast), reason="Une fiche est arrivée.", now=LATER)
    assert [state for state, _ in steps_in_a(cast)].count("disponible") == 1
    assert as_partner(cast)[1].state == "disponible"
    assert inbox.declarants_granted(cast.partner_account.pk, SIRET_ONE[:9]) == [cast.firm_a.pk]


def test_a_partner_connected_later_finds_what_was_asked_before(cast: Cast) -> None:
    agrica = Partner.objects.get(code="agrica")
    sent(cast, agrica)
    assert partner_firm(agrica.pk) is None
    account = connect_partner(partner=agrica, siret="99000005100013", email="chef@agrica.example", now=LATER)
    assert InboxRequest.objects.get().siret == SIRET_ONE
    assert partner_firm(agrica.pk) == account.pk


def test_two_partners_do_not_see_each_other(cast: Cast) -> None:
    sent(cast)
    ruling.add_rule(actor=cast.actor(cast.admin_partner), kind=RuleKind.SIREN, value="990000218", label="", months=6)
    actor, request = as_partner(cast)
    answering.ask_complement(actor=actor, request=request, text="Une pièce ?", now=LATER)
    assert [seen(table) for table in TABLES] == [1, 2, 1, 1]
    other = another_partner("agrica", "99000005100013")
    other_actor = cast.actor(other)
    assert [seen(table) for table in TABLES] == [0, 0, 0, 0]
    assert not inbox.requests_visible_to(other_actor).exists()
    with pytest.raises(AmorcageError):
        answering.accept_request(actor=other_actor, request=request, ends_on=END, now=LATER)
    assert demande_in_a(cast).state == "complement"


def test_a_partner_sees_nothing_of_the_firms(cast: Cast) -> None:
    sent(cast)
    cast.actor(cast.admin_partner)
    with connection.cursor() as cursor:
        for table in ("portfolio_etablissement", "amorcage_demandeamorcage", "amorcage_demandeamorcageevent"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_a_declarant_sees_no_box_even_of_its_own_demandes(cast: Cast) -> None:
    sent(cast)
    actor = cast.actor(cast.admin_a)
    assert not inbox.requests_visible_to(actor).exists()
    assert seen("inboxrequest") == 0


def test_the_context_comes_back_whatever_happens(cast: Cast) -> None:
    enter_firm(cast.firm_a.pk)
    with as_firm(cast.firm_b.pk), as_firm(cast.partner_account.pk):
        assert list(Firm.objects.values_list("pk", flat=True)) == [cast.partner_account.pk]
    assert list(Firm.objects.values_list("pk", flat=True)) == [cast.firm_a.pk]
    with pytest.raises(ZeroDivisionError), as_firm(cast.firm_b.pk):
        raise ZeroDivisionError
    assert list(Firm.objects.values_list("pk", flat=True)) == [cast.firm_a.pk]


def test_statistics_count_and_time(cast: Cast) -> None:
    sent(cast)
    sent(cast, two=True)
    actor = cast.actor(cast.admin_partner)
    first = InboxRequest.objects.get(siret=SIRET_ONE)
    answering.accept_request(actor=actor, request=first, ends_on=END, now=LATER)
    found = inbox.statistics_of(actor)
    assert (found.answered, found.median) == (1, timedelta(days=2))
    assert {state.value: count for state, count in found.by_state.items() if count} == {"accordee": 1, "demandee": 1}
    (month,) = found.by_month
    assert (month.received, month.granted, month.refused) == (2, 1, 0)


def test_completed_alone_sends_nothing(cast: Cast) -> None:
    completed(cast, irp_auto())
    cast.actor(cast.admin_partner)
    assert seen("inboxrequest") == 0
