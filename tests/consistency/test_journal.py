"""The journal speaks French: every verb that the code writes has its sentence, and every sentence its verb."""

from __future__ import annotations

import pytest

from guichet.rgpd.verbs import AREAS, SENTENCES
from tests.consistency.verbs import unreadable, verbs_by_place


def test_the_walk_finds_verbs_everywhere() -> None:
    found = set(verbs_by_place())
    assert {"depot.recu", "depot.synthese", "amorcage.demande", "profil.cree", "inscription"} <= found


def test_every_verb_can_be_read_in_the_code() -> None:
    assert unreadable() == [], "write the verb as a text, or name it in MADE of tests/consistency/verbs.py"


@pytest.mark.parametrize("verb", sorted(verbs_by_place()))
def test_every_verb_has_its_sentence(verb: str) -> None:
    assert verb in SENTENCES, f"written by {sorted(verbs_by_place()[verb])}: add it to src/guichet/rgpd/verbs.py"


def test_every_sentence_has_its_verb() -> None:
    assert sorted(set(SENTENCES) - set(verbs_by_place())) == []


def test_a_verb_is_in_one_area_and_a_sentence_says_one_thing() -> None:
    assert sum(map(len, AREAS.values())) == len(SENTENCES)
    assert len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize("sentence", sorted(SENTENCES.values()))
def test_sentences_are_short_and_french(sentence: str) -> None:
    assert sentence[0].isupper()
    assert not sentence.endswith(".")
    assert len(sentence) <= 90
