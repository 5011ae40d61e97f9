"""The switch « Afficher en clair »: for who may, for a while, told to the journal; and nothing leaks to the others."""

from __future__ import annotations

import csv
import io
import json
import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import neodes
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.deposits.masking import amounts, mask
from guichet.deposits.models import Deposit
from tests.consistency.routes import NO_OBJECT, OBJECTS, Route, routes
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.samples import SIRET_ONE, SIRET_TWO, archive, controlled, dsn

NIR, AMOUNT = "185137591512A", "S21.G00.50.009"
CONTENT = dsn(SIRET_ONE, SIRET_TWO, faults=("bad_nir", "bad_amount", "wrong_pas"))


@pytest.fixture
def done(cast: Cast) -> Deposit:
    return controlled(cast.admin_a, CONTENT)


def report(client: Client, done: Deposit) -> str:
    return client.get(reverse("deposits:report", args=[done.pk])).content.decode()


def switch(client: Client, done: Deposit, **asked: str) -> HttpResponse:
    return client.post(reverse("deposits:in_clear", args=[done.pk]), asked)


def personal_values(content: bytes) -> set[str]:
    """What the file says of persons and of their pay, as it could stand on a page; short values say nothing."""
    found = set()
    for line in content.decode("iso-8859-1").splitlines():
        rubrique, _, value = line.partition(",")
        value = value.strip("'")
        if len(value) >= 6 and rubrique.startswith(("S21", "S89")) and mask(rubrique, value) != value:
            found.add(value)
            if rubrique in amounts():
                found.add(value.replace(".", ","))
    return found - {"0000100", "0000101"}


SECRETS = personal_values(CONTENT)


def leaks(text: str) -> set[str]:
    return {secret for secret in SECRETS if secret in text}


def test_there_is_something_to_hide(cast: Cast, done: Deposit) -> None:
    assert NIR in SECRETS
    assert len(SECRETS) > 30
    assert leaks(CONTENT.decode("iso-8859-1")) >= {secret for secret in SECRETS if "," not in secret}


# The switch


def test_masked_until_it_is_asked_for(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    page = report(client, done)
    assert "Afficher en clair" in page
    assert leaks(page) == set()


def test_in_clear_once_asked_for_and_masked_again(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    assert switch(client, done)["Location"] == reverse("deposits:report", args=[done.pk])
    page = report(client, done)
    assert f"S21.G00.30.001 = {NIR}" in page  # the sentence
    assert f"S21.G00.30.001,&#x27;{NIR}&#x27;" in page or f"S21.G00.30.001,'{NIR}'" in page  # the line
    assert "Données personnelles en clair" in page
    switch(client, done, montrer="non")
    assert leaks(report(client, done)) == set()


def test_the_sentence_gives_the_amounts_of_the_file(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    (group,) = [each for each in neodes.check_bytes(CONTENT).groups if each.control == "S21.G00.50.009/CCH-11"]
    base = str(group.places[0].details["S21.G00.50.013"])
    assert base not in report(client, done)
    switch(client, done)
    assert f"S21.G00.50.013 = {base}" in report(client, done)


def test_opening_is_told_to_the_journal(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    switch(client, done)
    report(client, done)
    switch(client, done, montrer="non")
    enter_firm(cast.firm_a.pk)
    (entry,) = JournalEntry.objects.filter(verb="depot.ouvert_en_clair")
    assert (entry.subject, entry.member, entry.origin) == (f"depot:{done.pk}", cast.admin_a, "web")
    assert entry.details == {"etablissements": 2, "sirets": [SIRET_ONE, SIRET_TWO]}


def test_it_lasts_a_quarter_of_an_hour(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    switch(client, done)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert leaks(report(client, done)) == set()


def test_it_is_for_one_deposit(client: Client, cast: Cast, done: Deposit) -> None:
    other = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    client.force_login(cast.admin_a.user)
    switch(client, done)
    assert NIR not in report(client, other)


def test_an_archive_opens_its_files(client: Client, cast: Cast) -> None:
    lot = controlled(cast.admin_a, archive(a_dsn=dsn(SIRET_ONE, faults=("bad_nir",))), "lot.zip")
    client.force_login(cast.admin_a.user)
    switch(client, lot)
    assert NIR in report(client, lot.members.get())


def test_a_right_taken_away_is_gone_at_once(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.powerless_a.user)
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    profile = delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], None, name="Clair")
    switch(client, done)
    assert NIR in report(client, done)
    enter_firm(cast.firm_a.pk)
    profile.delegations.all().delete()
    assert leaks(report(client, done)) == set()


def test_only_the_etablissements_of_that_right_are_in_clear(client: Client, cast: Cast) -> None:
    content = dsn(SIRET_ONE, faults=("bad_nir",))
    both = dsn(SIRET_TWO, SIRET_ONE, faults=("bad_nir",))  # the fault is in the first, which is not his to see
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], [cast.etablissement_one], name="Clair")
    client.force_login(cast.powerless_a.user)
    mine, mixed = controlled(cast.admin_a, content), controlled(cast.admin_a, both)
    switch(client, mine)
    assert NIR in report(client, mine)
    switch(client, mixed)
    assert NIR not in report(client, mixed)


def test_a_deposit_out_of_sight_is_not_found(client: Client, cast: Cast) -> None:
    theirs = controlled(cast.admin_a, dsn(SIRET_TWO))
    client.force_login(cast.collaborator_a.user)
    assert switch(client, theirs).status_code == 404


def test_a_file_too_large_to_read_again_shows_its_lines(
    client: Client, cast: Cast, done: Deposit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.deposits.clear.READ_AGAIN_MAX", 10)
    client.force_login(cast.admin_a.user)
    switch(client, done)
    page = report(client, done)
    assert f"S21.G00.30.001 = {NIR}" not in page
    assert NIR in page


# Downloads


def download(client: Client, done: Deposit, form: str) -> str:
    answer = client.post(reverse("deposits:download", args=[done.pk]), {"format": form})
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_downloads_are_masked_unless_shown_in_clear(client: Client, cast: Cast, done: Deposit, form: str) -> None:
    client.force_login(cast.admin_a.user)
    assert leaks(download(client, done, form)) == set()
    switch(client, done)
    assert NIR in download(client, done, form)
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.filter(verb="depot.exporte").count() == 1
    assert JournalEntry.objects.filter(verb="depot.exporte_en_clair").count() == 1


def test_in_clear_the_download_is_that_of_the_command(client: Client, cast: Cast, done: Deposit) -> None:
    client.force_login(cast.admin_a.user)
    switch(client, done)
    expected = neodes.render_csv([neodes.check_bytes(CONTENT, path="paie.dsn")], masked=False)
    given = download(client, done, "csv")
    assert sorted(csv.reader(io.StringIO(given), delimiter=";")) == sorted(
        csv.reader(io.StringIO(expected), delimiter=";")
    )
    assert json.loads(download(client, done, "json"))["files"][0]["lines"] == CONTENT.count(b"\n")


# Nothing leaks to those without the right

WITHOUT = [right for right in Right if right is not Right.VOIR_DONNEES_PERSONNELLES]
READABLE = [route for route in routes() if not route.name.startswith("account_logout")]


@pytest.fixture
def reader(client: Client, cast: Cast, done: Deposit) -> Client:
    """Every right but the one, on everything."""
    delegate(cast.powerless_a, WITHOUT, None, name="Sans les données personnelles")
    client.force_login(cast.powerless_a.user)
    client.raise_request_exception = False
    return client


def address_of(route: Route, cast: Cast, done: Deposit) -> str:
    """The address of that route about the deposit where it is about one."""
    enter_firm(cast.firm_a.pk)
    finding = done.findings.exclude(declaration=None).first()
    assert finding is not None
    own = {"deposit_id": done.pk, "finding_id": finding.pk, "declaration_id": finding.declaration_id}
    values = {name: own.get(name) or NO_OBJECT.get(name) or OBJECTS[name][0](cast) for name in route.parameters}
    return reverse(route.name, kwargs=values)


@pytest.mark.parametrize("route", READABLE, ids=str)
def test_no_page_nor_log_nor_mail_tells(
    reader: Client, cast: Cast, done: Deposit, route: Route, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="guichet")
    caplog.set_level(logging.WARNING)
    url = address_of(route, cast, done)
    for answer in (reader.get(url), reader.post(url, {"format": "csv", "montrer": "oui"})):
        body = b"".join(answer) if answer.streaming else answer.content
        assert leaks(body.decode("utf-8", "replace")) == set()
        assert leaks(str(answer.headers)) == set()
    assert leaks(url) == set()
    assert leaks(caplog.text) == set()
    assert leaks("".join(f"{each.subject}{each.body}" for each in mail.outbox)) == set()


def test_every_finding_and_every_page_of_the_report(reader: Client, cast: Cast, done: Deposit) -> None:
    enter_firm(cast.firm_a.pk)
    for finding in done.findings.all():
        assert leaks(reader.get(reverse("deposits:places", args=[finding.pk])).content.decode()) == set()
        assert reader.post(reverse("deposits:places_in_clear", args=[finding.pk])).status_code == 403
    for query in ("", "?gravite=bloquant", "?declaration=0", "?page=2"):
        page = reader.get(reverse("deposits:report", args=[done.pk]) + query).content.decode()
        assert leaks(page) == set()
        assert "Afficher en clair" not in page
        assert "ne comprennent pas « Voir les données personnelles »" in page
    assert switch(reader, done).status_code == 403


@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_download_tells(reader: Client, done: Deposit, form: str) -> None:
    assert leaks(download(reader, done, form)) == set()


def test_what_is_stored_tells_nothing(cast: Cast, done: Deposit) -> None:
    enter_firm(cast.firm_a.pk)
    assert leaks(str(list(done.findings.values_list("places", flat=True)))) == set()
    assert leaks(str(list(JournalEntry.objects.values_list("details", flat=True)))) == set()


def test_a_fault_of_ours_tells_nothing(
    reader: Client, done: Deposit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("guichet.web.deposits.views.causes_page", lambda *_, **__: 1 / 0)
    answer = reader.get(reverse("deposits:report", args=[done.pk]))
    assert answer.status_code == 500
    assert leaks(answer.content.decode()) == set()
    assert leaks(caplog.text) == set()


def test_findings_stored_before_amounts_were_masked_show_none(reader: Client, cast: Cast, done: Deposit) -> None:
    enter_firm(cast.firm_a.pk)
    finding = done.findings.get(control="S21.G00.50.009/CCH-11")
    (group,) = [each for each in neodes.check_bytes(CONTENT).groups if each.control == finding.control]
    finding.places = [
        {**place, "value": read.value, "details": dict(read.details)}
        for place, read in zip(finding.places, group.places, strict=True)
    ]
    finding.save()
    assert leaks(report(reader, done)) == set()
    assert leaks(download(reader, done, "csv")) == set()
