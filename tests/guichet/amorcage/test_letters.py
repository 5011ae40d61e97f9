"""The letter to a partner: tagged, the same each time, and its values never read as a program."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from django.test import Client

from guichet.amorcage import letters, mandates
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.services import propose_amorcage, request_amorcage
from guichet.core.tenancy import enter_firm
from guichet.portfolio.models import Partner
from tests.guichet.cast import Cast

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
NASTY = 'A " \\ #import "x" $1 [b] *c* <d>'


def proposed(cast: Cast) -> DemandeAmorcage:
    actor = cast.actor(cast.admin_a)
    etablissement = cast.etablissement_one
    etablissement.partner = Partner.objects.get(code="lourmel")
    etablissement.save()
    demande = propose_amorcage(actor=actor, etablissement=etablissement, now=NOW)
    assert demande is not None
    return demande


def sent(cast: Cast) -> DemandeAmorcage:
    proposed(cast)
    return request_amorcage(
        actor=cast.actor(cast.admin_a),
        etablissement=cast.etablissement_one,
        partner="lourmel",
        mandate=mandates.CURRENT,
        now=NOW,
    )


def test_what_the_letter_says(cast: Cast) -> None:
    letter = letters.letter_of(sent(cast))
    assert (letter.partner, letter.firm, letter.etablissement) == ("LOURMEL", "Cabinet Arnaud", "Boulangerie Une")
    assert letter.siret == "990\u00a0000\u00a0119\u00a000018"
    assert (letter.date, letter.accepted_on, letter.signatory) == ("12 novembre 2026",) * 2 + ("Admin A",)
    assert letter.mandate_version == mandates.CURRENT
    assert len(letter.mandate) > 2
    assert "LOURMEL" in letter.mandate[0]


def test_there_is_none_before_the_mandate_is_accepted(cast: Cast) -> None:
    with pytest.raises(AmorcageError, match="demandez d'abord"):
        letters.letter_of(proposed(cast))


def test_it_is_tagged_titled_and_the_same_each_time(cast: Cast) -> None:
    letter = letters.letter_of(sent(cast))
    content = letters.letter_pdf(letter, NOW)
    assert content == letters.letter_pdf(letter, NOW)
    assert content.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"<dc:language><rdf:Bag><rdf:li>fr-FR<", b"<pdfuaid:part>1<", b"Boulangerie Une"):
        assert mark in content


def test_values_are_never_read_as_a_program(cast: Cast) -> None:
    demande = sent(cast)
    demande.etablissement.raison_sociale = NASTY
    letter = letters.letter_of(demande)
    assert letter.etablissement == NASTY
    content = letters.letter_pdf(letter, NOW)
    assert re.search(rb"<rdf:li[^>]*>[^<]*#import", content)


def test_a_wrong_template_is_an_error_that_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    wrong = tmp_path / "letter.typ"
    wrong.write_text("= Sans titre de document", encoding="utf-8")
    monkeypatch.setattr(letters, "TEMPLATE", wrong)
    with pytest.raises(typst.TypstError):
        letters.letter_pdf(letters.letter_of(sent(cast)), NOW)


def test_the_page_gives_it(client: Client, cast: Cast) -> None:
    sent(cast)
    client.force_login(cast.admin_a.user)
    answer = client.get(f"/amorcage/{cast.etablissement_one.siret}/courrier/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="amorcage-99000011900018-2026-11-12.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_the_page_says_why_there_is_none(client: Client, cast: Cast) -> None:
    proposed(cast)
    client.force_login(cast.admin_a.user)
    answer = client.get(f"/amorcage/{cast.etablissement_one.siret}/courrier/", follow=True)
    assert "demandez d&#x27;abord l&#x27;amorçage" in answer.content.decode()
    enter_firm(cast.firm_a.pk)
