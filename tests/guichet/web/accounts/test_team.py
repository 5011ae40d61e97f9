"""« Équipe »: who is shown to whom, and each action from its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import Cast
from tests.guichet.web.accounts.signing import log_in, logged_in, with_application

TEAM = "/equipe/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return logged_in(cast.admin_a.user)


def page(client: Client, path: str = TEAM) -> str:
    return client.get(path).content.decode()


def again(cast: Cast, member: Member) -> Member:
    enter_firm(cast.firm_a.pk)
    return Member.objects.get(pk=member.pk)


def test_everybody_of_the_firm_and_nobody_else(cast: Cast, admin: Client) -> None:
    with_application(cast.collaborator_a.user)
    shown = page(admin)
    for told in ("Collaborateur A", "collaborateur.a@exemple.test", "Administrateur", "Confiés", "Tous les droits"):
        assert told in shown
    assert shown.count("En place") == 1
    for hidden in ("Admin B", "Garage"):
        assert hidden not in shown


def test_it_is_for_administrators(cast: Cast) -> None:
    collaborator = logged_in(cast.collaborator_a.user)
    assert collaborator.get(TEAM).status_code == 403
    assert f'href="{TEAM}"' not in page(collaborator, "/aide/")
    assert f'href="{TEAM}"' in page(logged_in(cast.admin_a.user), "/aide/")


@pytest.mark.parametrize(("text", "found"), [("collab", 1), ("EXEMPLE", 3), ("zzz", 0)])
def test_search(admin: Client, text: str, found: int) -> None:
    shown = page(admin, f"{TEAM}?q={text}")
    assert shown.count('<th scope="row">') == found
    assert ("Personne ne répond" in shown) is (found == 0)


def test_more_people_cost_no_more_queries(cast: Cast, admin: Client) -> None:
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            admin.get(TEAM)
        counts.append(len(queries))
        enter_firm(cast.firm_a.pk)
        user = User.objects.create(email=f"plus{number}@exemple.test", name="Plus")
        Member.objects.create(firm=cast.firm_a, user=user, role=MemberRole.COLLABORATOR)
        admin.post("/equipe/inviter/", {"email": f"invite{number}@exemple.test", "role": "collaborateur"})
        admin.get("/aide/")  # takes the messages away
        enter_firm(cast.firm_a.pk)
    assert len(set(counts)) == 1


def test_closing_and_opening_again(cast: Cast, admin: Client) -> None:
    member = cast.collaborator_a
    worker = logged_in(member.user)
    path = f"{TEAM}{member.pk}/fermer/"
    shown = page(admin, path)
    assert "Sans Droit A (sans.droit.a@exemple.test)" in shown
    assert "Collaborateur A (" not in shown
    assert admin.post(path, {"successor": cast.powerless_a.pk}).url == TEAM
    assert worker.get("/compte/").url.startswith("/connexion/")
    assert not again(cast, member).is_active
    assert "Collaborateur A" not in page(admin).split("<tbody>")[1]
    assert "Collaborateur A" in page(admin, f"{TEAM}?etat=ferme").split("<tbody>")[1]
    assert logged_in(cast.powerless_a.user).get("/portefeuille/").status_code == 200
    assert admin.post(f"{TEAM}{member.pk}/rouvrir/").url == TEAM
    assert again(cast, member).is_active
    assert logged_in(member.user).get("/portefeuille/").status_code == 403


def test_a_successor_from_elsewhere_is_no_choice(cast: Cast, admin: Client) -> None:
    answer = admin.post(f"{TEAM}{cast.collaborator_a.pk}/fermer/", {"successor": cast.admin_b.pk})
    assert 'id="id_successor_error"' in answer.content.decode()
    assert again(cast, cast.collaborator_a).is_active


def test_the_last_administrator_is_told_why_he_stays(cast: Cast, admin: Client) -> None:
    me = cast.admin_a
    assert "dernier administrateur" in admin.post(f"{TEAM}{me.pk}/fermer/").content.decode()
    assert admin.post(f"{TEAM}{me.pk}/collaborateur/").url == TEAM
    assert "dernier administrateur" in page(admin)
    assert again(cast, me).is_administrator


def test_alone_one_proposes_and_the_other_accepts(cast: Cast, admin: Client) -> None:
    member = cast.collaborator_a
    assert admin.post(f"{TEAM}{member.pk}/administrateur/").url == TEAM
    enter_firm(cast.firm_a.pk)
    path = f"{TEAM}propositions/{member.promotions.get().pk}/"
    assert path in page(admin)
    assert "la confirmation revient" in page(admin, path)
    assert "confirmer" not in page(admin, path).split("<form method")[1]
    assert admin.post(path, {"reponse": "confirmer"}).url == TEAM
    assert "un autre administrateur que celui" in page(admin)
    chosen = logged_in(member.user)
    assert path in page(chosen, "/compte/")
    assert "Accepter d'être administrateur" in page(chosen, path)
    assert logged_in(cast.powerless_a.user).get(path).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert chosen.post(path, {"reponse": "confirmer"}).url.startswith("/compte/identite/")
        assert not again(cast, member).is_administrator
    assert chosen.post(path, {"reponse": "confirmer"}).url == "/compte/"
    assert again(cast, member).is_administrator
    assert chosen.get(TEAM).status_code == 200
    assert chosen.get(path).status_code == 404, "answered"


def test_stepping_down_closes_the_page(cast: Cast, admin: Client) -> None:
    Member.objects.filter(pk=cast.powerless_a.pk).update(role=MemberRole.ADMINISTRATOR)
    assert admin.post(f"{TEAM}{cast.admin_a.pk}/collaborateur/").url == "/"
    assert admin.get(TEAM).status_code == 403


@pytest.mark.parametrize("action", ["fermer", "administrateur", "second-facteur"])
def test_each_action_asks_again_who_one_is(cast: Cast, admin: Client, action: str) -> None:
    with_application(cast.collaborator_a.user)
    path = f"{TEAM}{cast.collaborator_a.pk}/{action}/"
    assert admin.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        for answer in (admin.get(path), admin.post(path)):
            assert answer.url.startswith("/compte/identite/?next=%2Fequipe%2F")
    member = again(cast, cast.collaborator_a)
    assert (member.is_active, member.promotions.exists()) == (True, False)


def test_the_rule_of_the_second_factor(cast: Cast, admin: Client) -> None:
    path = f"{TEAM}second-facteur/"
    assert "membres n&#x27;en ont pas" in page(admin, path)
    assert "Activez d&#x27;abord votre propre second facteur" in admin.post(path, {"rule": "14"}).content.decode()
    with_application(cast.admin_a.user)
    assert admin.post(path, {"rule": "14"}).url == TEAM
    enter_firm(cast.firm_a.pk)
    assert Firm.objects.get(pk=cast.firm_a.pk).second_factor_from == timezone.localdate() + timedelta(days=14)
    assert "Le second facteur est exigé de tous à partir du" in page(admin)
    assert admin.post(path, {"rule": "8"}).status_code == 200
    assert admin.post(path, {"rule": "facultatif"}).url == TEAM


def test_who_lost_everything_is_given_a_way_back(cast: Cast, admin: Client, mailoutbox: list[EmailMessage]) -> None:
    member = cast.collaborator_a
    with_application(member.user)
    assert admin.post(f"{TEAM}{member.pk}/second-facteur/").url == f"{TEAM}{member.pk}/"
    assert not Authenticator.objects.filter(user=member.user).exists()
    assert log_in(Client(), member.user.email).status_code == 302
    assert mailoutbox[0].to == [member.user.email]
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.filter(verb="second_facteur.reinitialise").count() == 1


def test_a_factor_that_protects_another_firm_stays(cast: Cast, admin: Client) -> None:
    """An administrator here must not open the door of a firm where he is nothing."""
    enter_firm(cast.firm_b.pk)
    Member.objects.create(firm=cast.firm_b, user=cast.collaborator_a.user, role=MemberRole.COLLABORATOR)
    with_application(cast.collaborator_a.user)
    admin.post(f"{TEAM}{cast.collaborator_a.pk}/second-facteur/")
    assert Authenticator.objects.filter(user=cast.collaborator_a.user).exists()
    assert "travaille aussi pour d&#x27;autres comptes" in page(admin, f"{TEAM}{cast.collaborator_a.pk}/")
