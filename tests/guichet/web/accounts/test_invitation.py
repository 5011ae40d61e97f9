"""From « Inviter » to the entry, by the pages and a real mail server."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.core.mail import EmailMessage as Sent
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Invitation, Member, User
from guichet.core.tenancy import enter_firm
from guichet.web.access import SESSION_FIRM
from tests.browser.portal import Mailbox
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import link_in, log_in, logged_in, verified

INVITE, TEAM = "/equipe/inviter/", "/equipe/"
EMAIL = "nouvelle@exemple.test"
NEWCOMER = {"name": "Nour L'Hôte", "password1": PASSWORD, "password2": PASSWORD}
CLOSED = "Cette invitation n'est plus valable"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return logged_in(cast.admin_a.user)


def invite(admin: Client, email: str = EMAIL, **values: object) -> object:
    return admin.post(INVITE, {"email": email, "role": "collaborateur", **values})


def link_of(mailoutbox: list[Sent]) -> str:
    return link_in(mailoutbox[-1], "/invitation/")


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_by_a_real_server_from_the_form_to_the_entry(cast: Cast, admin: Client, mailbox: Mailbox) -> None:
    enter_firm(cast.firm_a.pk)
    profile = cast.collaborator_a.delegations.get().profile
    assert invite(admin, profiles=[profile.pk]).url == TEAM  # type: ignore[attr-defined]
    (mail,) = mailbox.received
    assert (mail["To"], mail["Auto-Submitted"]) == (EMAIL, "auto-generated")
    assert mail["Subject"].strip() == "Vous êtes invité à rejoindre Cabinet Arnaud sur Guichet"
    plain, html = part(mail, "plain"), part(mail, "html")
    assert plain.startswith("Bonjour,"), "not the name of who invites"
    assert "Admin A vous invite à travailler pour Cabinet Arnaud" in plain
    assert "valable 7 jours et ne sert qu'une fois" in plain
    (link,) = set(re.findall(r"http://localhost(/invitation/\S+)", plain))
    assert f"http://localhost{link}" in html

    visitor = Client()
    page = visitor.get(link).content.decode()
    for told in ("Cabinet Arnaud", "Admin A", EMAIL, "Créez votre compte"):
        assert told in page
    before = visitor.session.session_key
    assert visitor.post(link, NEWCOMER).url == "/"
    assert visitor.session.session_key != before
    page = visitor.get("/", follow=True).content.decode()
    assert "Boulangerie Une" in page, "his profile is there"
    assert "Menuiserie Deux" not in page
    assert mailbox.received[1]["To"] == cast.admin_a.user.email
    assert "a accepté votre invitation" in part(mailbox.received[1], "plain")
    assert log_in(Client(), EMAIL).url == "/", "the address needs no other confirmation"
    assert CLOSED in Client().get(link).content.decode()


def test_looking_at_it_does_not_use_it(admin: Client, mailoutbox: list[Sent]) -> None:
    invite(admin)
    for _ in range(3):
        assert "Créez votre compte" in Client().get(link_of(mailoutbox)).content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_weak_password_is_refused_with_the_name_kept(admin: Client, mailoutbox: list[Sent]) -> None:
    invite(admin)
    for weak in ("court", "nouvelle@exemple", "MotDePasse123!"):
        answer = Client().post(link_of(mailoutbox), {**NEWCOMER, "password1": weak, "password2": weak})
        page = answer.content.decode()
        assert 'id="id_password1_error"' in page
        assert "Nour L&#x27;Hôte" in page
    unlike = Client().post(link_of(mailoutbox), {**NEWCOMER, "password2": PASSWORD + "x"}).content.decode()
    assert "ne sont pas les mêmes" in unlike
    assert not User.objects.filter(email=EMAIL).exists()


def test_who_has_an_account_logs_in_then_accepts(cast: Cast, admin: Client, mailoutbox: list[Sent]) -> None:
    user = verified(cast.admin_b.user)
    invite(admin, user.email.upper())
    link, guest = link_of(mailoutbox), Client()
    page = guest.get(link).content.decode()
    assert "Cette adresse a déjà un compte" in page
    assert guest.post(link, NEWCOMER).status_code == 200
    (login,) = re.findall(r'href="(/connexion/\?next=/invitation/[^"]+)"', page)
    guest.get(login)
    back = guest.post("/connexion/", {"login": user.email, "password": PASSWORD, "next": link}).url
    assert back == link
    assert "Accepter l'invitation" in guest.get(back).content.decode()
    assert guest.post(link).url == "/"
    assert guest.session[SESSION_FIRM] == str(cast.firm_a.pk)
    assert "Vous travaillez maintenant pour Cabinet Arnaud." in guest.get("/compte/").content.decode()
    assert "Changer de cabinet" in guest.get("/compte/").content.decode()


def test_another_account_does_not_take_it(cast: Cast, admin: Client, mailoutbox: list[Sent]) -> None:
    invite(admin)
    other = logged_in(cast.admin_b.user)
    link = link_of(mailoutbox)
    for answer in (other.get(link), other.post(link)):
        assert "Vous êtes connecté avec une autre adresse" in answer.content.decode()
    enter_firm(cast.firm_a.pk)
    assert not Member.objects.filter(firm=cast.firm_a, user=cast.admin_b.user).exists()
    assert other.post("/deconnexion/", {"next": link}).url == link


def test_one_page_for_every_link_that_is_worth_nothing(admin: Client, mailoutbox: list[Sent]) -> None:
    invite(admin)
    former = link_of(mailoutbox)
    invitation = Invitation.objects.get()
    admin.post(f"/equipe/invitations/{invitation.pk}/renvoyer/")
    new = link_of(mailoutbox)
    pages = [Client().get(former), Client().get("/invitation/inconnue/"), Client().get(f"{new[:-2]}/")]
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        pages.append(Client().get(new))
    admin.post(f"/equipe/invitations/{invitation.pk}/annuler/")
    pages += [Client().get(new), Client().post(new, NEWCOMER)]
    bodies = {answer.content.decode().split("<main", 1)[1].split("</main")[0] for answer in pages}
    assert len(bodies) == 1
    assert CLOSED in bodies.pop()
    assert {answer.status_code for answer in pages} == {200}


def test_guessing_links_is_stopped(db: None) -> None:
    answers = [Client().get(f"/invitation/essai-{number}/").status_code for number in range(21)]
    assert answers == [200] * 20 + [429]


def test_the_answer_to_the_administrator_says_nothing_of_an_account(cast: Cast, admin: Client) -> None:
    answers = []
    for email in (cast.admin_b.user.email, EMAIL):
        invite(admin, email)
        answers.append(
            admin.get(TEAM).content.decode().split('id="messages"')[1].split("</div>")[0].replace(email, "?")
        )
    assert answers[0] == answers[1]
    assert "invitation est partie" in answers[0]


def test_who_is_in_the_team_already_is_said_so(cast: Cast, admin: Client) -> None:
    page = invite(admin, cast.collaborator_a.user.email).content.decode()  # type: ignore[attr-defined]
    assert "fait déjà partie de l&#x27;équipe" in page


def test_an_address_receives_three_invitations_an_hour_at_most(admin: Client, mailoutbox: list[Sent]) -> None:
    invite(admin)
    invitation = Invitation.objects.get()
    answers = [admin.post(f"/equipe/invitations/{invitation.pk}/renvoyer/").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert len(mailoutbox) == 3


def test_a_mail_that_cannot_leave_invites_nobody(admin: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    assert invite(admin).status_code == 503  # type: ignore[attr-defined]
    assert not Invitation.objects.exists()


def test_a_firm_that_asks_for_a_second_factor_asks_it_of_who_comes_in(
    cast: Cast, admin: Client, mailoutbox: list[Sent]
) -> None:
    invite(admin)
    enter_firm(cast.firm_a.pk)
    type(cast.firm_a).objects.filter(pk=cast.firm_a.pk).update(second_factor_from=timezone.localdate())
    guest = Client()
    guest.post(link_of(mailoutbox), NEWCOMER)
    assert guest.get("/portefeuille/").url == "/compte/securite/"
