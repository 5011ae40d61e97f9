"""The report: one sentence, what the reader may see and nothing else, in order of repair."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import neodes
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.masking import masked_group
from guichet.deposits.models import Deposit
from guichet.deposits.queries import declarations_of
from guichet.portfolio import services as portfolio
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.rows import declaration_row, deposit_row, sample
from tests.guichet.deposits.samples import (
    PDF,
    SIRET_NEW,
    SIRET_ONE,
    SIRET_TWO,
    archive,
    control,
    controlled,
    deposit,
    dsn,
)

NIR = "185137591512A"
HTMX = {"HX-Request": "true"}


def show(client: Client, done: Deposit, query: str = "", **headers: str) -> str:
    answer = client.get(reverse("deposits:report", args=[done.pk]) + query, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


@pytest.fixture
def collaborator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.collaborator_a.user)
    return client


def test_a_report_with_anomalies(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_TWO, SIRET_NEW, faults=("bad_nir", "bad_amount")))
    page = show(admin, done)
    assert "3\u00a0déclarations lues, 2\u00a0anomalies bloquantes à corriger." in page
    assert "Boulangerie Une" in page
    assert "novembre 2026" in page
    assert "DSN mensuelle" in page
    assert reverse("controls:control", args=["S21.G00.30.001/CSL-00"]) in page
    assert "Que faire" in page
    assert "hx-get" not in page.partition('id="depot"')[2]


def test_values_and_lines_are_masked(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    page = show(admin, done)
    assert NIR not in page
    assert "S21.G00.30.001,'1••••••••••2A'" in page
    assert "En cause, ligne" in page


def test_a_valid_file_says_so(admin: Client, cast: Cast) -> None:
    assert "1\u00a0déclaration lue, aucune anomalie trouvée." in show(admin, controlled(cast.admin_a, dsn(SIRET_ONE)))


def test_what_was_added_is_to_be_completed(admin: Client, cast: Cast) -> None:
    page = show(admin, controlled(cast.admin_a, dsn(SIRET_NEW)))
    assert "1\u00a0établissement ajouté à votre portefeuille" in page


@pytest.mark.parametrize("content", [PDF, b""], ids=["pdf", "empty"])
def test_what_is_no_dsn(admin: Client, cast: Cast, content: bytes) -> None:
    done = controlled(cast.admin_a, content, "photo.pdf")
    page = show(admin, done)
    assert "Il n&#x27;est pas conservé." in page
    assert "Contrôler à nouveau" not in page
    assert "Déposer un autre fichier" in page


def test_an_archive_lists_its_files(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, archive(a_dsn=dsn(SIRET_ONE), b_dsn=dsn(SIRET_TWO), c_pdf=PDF), "lot.zip")
    page = show(admin, done)
    assert all(name in page for name in ("a.dsn", "b.dsn", "c.pdf"))
    assert "2\u00a0déclarations lues, aucune anomalie trouvée." not in page  # the PDF is one
    member = done.members.get(file_name="a.dsn")
    assert "lot.zip" in show(admin, member)


def test_while_it_works_the_page_follows(admin: Client, cast: Cast) -> None:
    received = deposit(cast.admin_a, dsn(SIRET_ONE))
    page = show(admin, received)
    assert 'hx-trigger="every 1s"' in page
    assert "Fichier reçu, en attente de lecture." in page
    assert "<html" in page
    fragment = show(admin, received, **HTMX)
    assert "<html" not in fragment
    assert 'hx-swap-oob="true"' in fragment
    control(received)
    done = show(admin, received, **HTMX)
    assert "hx-trigger" not in done
    assert "1\u00a0déclaration lue" in done


def test_a_copy_leads_to_the_first(admin: Client, cast: Cast) -> None:
    first = controlled(cast.admin_a, dsn(SIRET_ONE))
    copy = deposit(cast.admin_a, dsn(SIRET_ONE), "copie.dsn")
    assert reverse("deposits:report", args=[first.pk]) in show(admin, copy)


def test_a_failed_deposit_may_be_tried_again(admin: Client, cast: Cast, storage_folder: Any) -> None:
    received = deposit(cast.admin_a, dsn(SIRET_ONE))
    path = storage_folder / received.stored_file.location
    content = path.read_bytes()
    path.write_bytes(b"")
    failed = control(received)
    page = show(admin, failed)
    assert "Réessayer" in page
    assert "Le fichier conservé est abîmé" in page
    path.write_bytes(content)
    answer = admin.post(reverse("deposits:control_again", args=[failed.pk]))
    assert answer["Location"] == reverse("deposits:report", args=[failed.pk])
    assert control(failed).state == DepositState.DONE


def test_faults_of_ours_are_told(admin: Client, cast: Cast) -> None:
    assert "La faute est de notre côté" in show(admin, deposit_row(cast.admin_a, crashes=1))


# Filters


def test_filter_by_severity_and_by_declaration(admin: Client, cast: Cast) -> None:
    done = deposit_row(cast.admin_a)
    declaration_row(done, cast.etablissement_one)
    declaration_row(done, cast.etablissement_two)
    assert show(admin, done).count('class="cause-item"') == 2
    assert show(admin, done, "?declaration=1").count('class="cause-item"') == 1
    assert show(admin, done, "?gravite=bloquant").count('class="cause-item"') == 2
    assert "Aucune anomalie de cette sorte" in show(admin, done, "?gravite=information")


@pytest.mark.parametrize(
    "query",
    [
        "?gravite=x",
        "?declaration=x",
        "?declaration=99",
        "?declaration=²",
        "?page=x",
        "?page=99",
        "?declarations=-1",
        "?declaration=999999999999",
    ],
)
def test_strange_filters_show_everything(admin: Client, cast: Cast, query: str) -> None:
    row = sample(cast.admin_a, cast.etablissement_one)
    assert 'class="cause-item"' in show(admin, row.deposit, query)


# What the reader may see


def test_a_collaborator_sees_his_part_of_a_deposit(collaborator: Client, cast: Cast) -> None:
    content = dsn(SIRET_TWO, SIRET_ONE, faults=("bad_nir",))  # the fault is in the first declaration
    done = controlled(cast.admin_a, content)
    page = show(collaborator, done)
    assert "Boulangerie Une" in page
    assert "Menuiserie" not in page
    assert SIRET_TWO not in page.replace("\u00a0", "")
    assert "1\u00a0déclaration lue, aucune anomalie trouvée." in page
    assert "S21.G00.30.001/CSL-00" not in page


def test_the_lines_of_others_are_not_in_the_excerpts(collaborator: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_TWO, faults=("wrong_total",)))
    (finding,) = done.findings.filter(control="S90.G00.90.001/CST-11")
    page = collaborator.get(reverse("deposits:places", args=[finding.pk])).content.decode()
    assert "S90.G00.90.001" in page
    assert "<td>S21." not in page.replace(" ", "").replace("\n", "")


def test_a_deposit_of_others_without_a_declaration_in_scope_is_not_found(collaborator: Client, cast: Cast) -> None:
    row = sample(cast.admin_a, cast.etablissement_two)
    for name, key in (("report", row.deposit_id), ("places", row.findings.get().pk)):
        assert collaborator.get(reverse(f"deposits:{name}", args=[key])).status_code == 404
    for name, key in (
        ("control_again", row.deposit_id),
        ("download", row.deposit_id),
        ("restore", row.pk),
        ("places_in_clear", row.findings.get().pk),
    ):
        assert collaborator.post(reverse(f"deposits:{name}", args=[key])).status_code == 404


def test_the_author_who_lost_an_etablissement_sees_it_no_more(collaborator: Client, cast: Cast) -> None:
    done = controlled(cast.collaborator_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    assert "Boulangerie Une" in show(collaborator, done)
    enter_firm(cast.firm_a.pk)
    cast.collaborator_a.delegations.all().delete()
    delegate(cast.collaborator_a, [Right.VOIR_DECLARATIONS], [cast.etablissement_two], name="Autre")
    page = show(collaborator, done)
    assert "Boulangerie Une" not in page
    assert "S21.G00.30.001" not in page


def test_what_was_refused_says_why_to_its_author(collaborator: Client, cast: Cast) -> None:
    done = controlled(cast.collaborator_a, dsn(SIRET_ONE, SIRET_TWO))
    page = show(collaborator, done)
    assert "1\u00a0déclaration non retenue" in page
    assert "Vos droits ne couvrent pas cet établissement" in page
    assert "Menuiserie" not in page


# Places, masked and in clear


def test_all_the_places_of_a_finding(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    finding = done.findings.get(control="S21.G00.30.001/CSL-00")
    page = admin.get(reverse("deposits:places", args=[finding.pk])).content.decode()
    assert NIR not in page
    assert "Voir en clair" in page


def test_in_clear_is_asked_for_and_told_to_the_journal(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    finding = done.findings.get(control="S21.G00.30.001/CSL-00")
    url = reverse("deposits:places_in_clear", args=[finding.pk])
    assert admin.get(url).status_code == 405
    answer = admin.post(url)
    assert NIR in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    enter_firm(cast.firm_a.pk)
    (entry,) = JournalEntry.objects.filter(verb="depot.vu_en_clair")
    assert (entry.subject, entry.member) == (f"depot:{done.pk}", cast.admin_a)
    assert entry.details["siret"] == SIRET_ONE
    assert NIR not in json.dumps(entry.details)


def test_in_clear_needs_its_right(client: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    client.force_login(cast.powerless_a.user)
    finding = done.findings.get(control="S21.G00.30.001/CSL-00")
    assert "Voir en clair" not in client.get(reverse("deposits:places", args=[finding.pk])).content.decode()
    assert client.post(reverse("deposits:places_in_clear", args=[finding.pk])).status_code == 403


def test_in_clear_stays_within_the_scope_of_its_right(client: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_TWO, faults=("wrong_total",)))
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], [cast.etablissement_one], name="Clair")
    client.force_login(cast.powerless_a.user)
    finding = done.findings.get(control="S90.G00.90.001/CST-11")
    masked = client.get(reverse("deposits:places", args=[finding.pk])).content.decode()
    clear = client.post(reverse("deposits:places_in_clear", args=[finding.pk])).content.decode()
    assert "S90.G00.90.001" in clear
    assert others_lines(clear)
    assert others_lines(clear) == others_lines(masked)


def others_lines(page: str) -> list[str]:
    """The lines of declarations shown on a page."""
    return re.findall(r"<td>(S21[^<]*)</td>", page)


# Downloads


def without_amounts(content: bytes) -> neodes.FileReport:
    """The report of the command, amounts hidden."""
    report = neodes.check_bytes(content, path="paie.dsn")
    return replace(report, groups=tuple(map(masked_group, report.groups)))


def test_json_is_the_contract_of_the_command(admin: Client, cast: Cast) -> None:
    content = dsn(SIRET_ONE, SIRET_NEW, faults=("bad_nir", "bad_amount", "missing_obligatory", "wrong_total"))
    done = controlled(cast.admin_a, content)
    answer = admin.post(reverse("deposits:download", args=[done.pk]), {"format": "json"})
    assert answer["Content-Disposition"].startswith("attachment")
    given = json.loads(answer.content)["files"][0]
    expected = json.loads(neodes.render_json([without_amounts(content)]))["files"][0]
    for side in (given, expected):
        side["findings"].sort(key=lambda finding: (finding["control"], finding["reason"], str(finding["declaration"])))
    assert given == expected


def test_csv_has_the_same_rows_as_the_command(admin: Client, cast: Cast) -> None:
    content = dsn(SIRET_ONE, SIRET_NEW, faults=("bad_nir", "bad_amount"))
    done = controlled(cast.admin_a, content)
    text = admin.post(reverse("deposits:download", args=[done.pk]), {"format": "csv"}).content.decode("utf-8-sig")
    expected = neodes.render_csv([without_amounts(content)])
    assert sorted(csv.reader(io.StringIO(text), delimiter=";")) == sorted(
        csv.reader(io.StringIO(expected), delimiter=";")
    )
    assert NIR not in text


def test_a_download_is_told_to_the_journal_and_stays_in_scope(collaborator: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_TWO, SIRET_ONE, faults=("bad_nir",)))
    given = json.loads(collaborator.post(reverse("deposits:download", args=[done.pk])).content)["files"][0]
    assert [row["siret"] for row in given["declarations"]] == [SIRET_ONE]
    assert given["findings"] == []
    enter_firm(cast.firm_a.pk)
    (entry,) = JournalEntry.objects.filter(verb="depot.exporte")
    assert (entry.member, entry.details) == (cast.collaborator_a, {"format": "json", "anomalies": 0})


def test_an_archive_is_downloaded_whole(admin: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, archive(a_dsn=dsn(SIRET_ONE), b_dsn=dsn(SIRET_TWO)), "lot.zip")
    given = json.loads(admin.post(reverse("deposits:download", args=[done.pk])).content)
    assert [file["path"] for file in given["files"]] == ["a.dsn", "b.dsn"]


def test_an_unknown_format_is_not_found(admin: Client, cast: Cast) -> None:
    row = sample(cast.admin_a, cast.etablissement_one)
    assert admin.post(reverse("deposits:download", args=[row.deposit_id]), {"format": "exe"}).status_code == 404


# A retired establishment


def test_a_retired_etablissement_may_be_put_back(admin: Client, cast: Cast) -> None:
    portfolio.retire_etablissement(
        actor=cast.actor(cast.admin_a), etablissement=cast.etablissement_one, now=timezone.now()
    )
    done = controlled(cast.admin_a, dsn(SIRET_ONE))
    assert "Remettre dans le portefeuille" in show(admin, done)
    enter_firm(cast.firm_a.pk)
    (row,) = done.declarations.all()
    assert admin.post(reverse("deposits:restore", args=[row.pk])).status_code == 302
    control(done)
    row.refresh_from_db()
    cast.etablissement_one.refresh_from_db()
    assert (row.state, cast.etablissement_one.is_retired) == (DeclarationState.KEPT, False)
    assert admin.post(reverse("deposits:restore", args=[row.pk])).status_code == 302  # twice


# The list


def test_the_list(admin: Client, cast: Cast) -> None:
    controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)), "essai.dsn")
    controlled(cast.admin_a, dsn(SIRET_ONE, mode="reel"), "vrai.dsn")
    page = admin.get(reverse("deposits:list")).content.decode()
    assert "mode-test" in page
    assert "mode-reel" in page
    assert "1\u00a0bloquant" in page
    assert "hx-trigger" not in page


def test_the_list_follows_what_is_at_work(admin: Client, cast: Cast) -> None:
    received = deposit(cast.admin_a, dsn(SIRET_ONE))
    assert 'hx-trigger="every 2s"' in admin.get(reverse("deposits:list")).content.decode()
    control(received)
    fragment = admin.get(reverse("deposits:list"), headers=HTMX).content.decode()
    assert "hx-trigger" not in fragment
    assert "<html" not in fragment


def test_an_empty_list_says_what_to_do(admin: Client) -> None:
    assert "Aucun dépôt pour l'instant" in admin.get(reverse("deposits:list")).content.decode()


def test_members_of_an_archive_are_on_its_page(admin: Client, cast: Cast) -> None:
    controlled(cast.admin_a, archive(interieur_dsn=dsn(SIRET_ONE)), "lot.zip")
    page = admin.get(reverse("deposits:list")).content.decode()
    assert ("lot.zip" in page, "interieur.dsn" in page) == (True, False)
    assert "interieur.dsn" in admin.get(reverse("deposits:list") + "?q=interieur").content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"a.dsn", "b.dsn", "c.dsn"}),
        ("?q=A.d", {"a.dsn"}),
        (f"?q={SIRET_ONE[:9]} {SIRET_ONE[9:]}", {"a.dsn"}),
        ("?etat=a_corriger", {"a.dsn"}),
        ("?etat=refuse", {"c.dsn"}),
        ("?etat=en_cours", set()),
        ("?mode=reel", {"b.dsn"}),
        ("?mode=x&etat=y&auteur=z", {"a.dsn", "b.dsn", "c.dsn"}),
        ("?q=%00", {"a.dsn", "b.dsn", "c.dsn"}),
    ],
)
def test_filters(admin: Client, cast: Cast, query: str, names: set[str]) -> None:
    declaration_row(deposit_row(cast.admin_a, file_name="a.dsn"), cast.etablissement_one)
    deposit_row(cast.admin_a, file_name="b.dsn", mode="reel")
    deposit_row(cast.admin_a, file_name="c.dsn", state=DepositState.REFUSED, mode="")
    page = admin.get(reverse("deposits:list") + query).content.decode()
    assert {name for name in ("a.dsn", "b.dsn", "c.dsn") if f">{name}<" in page} == names


def test_filter_by_author(admin: Client, cast: Cast) -> None:
    sample(cast.collaborator_a, cast.etablissement_one)
    deposit_row(cast.admin_a, file_name="b.dsn")
    page = admin.get(reverse("deposits:list") + f"?auteur={cast.collaborator_a.pk}").content.decode()
    assert ">paie.dsn<" in page
    assert ">b.dsn<" not in page
    assert "déposés par Collaborateur A" in page


def test_a_collaborator_sees_counts_of_his_part(collaborator: Client, cast: Cast) -> None:
    done = deposit_row(cast.admin_a)
    declaration_row(done, cast.etablissement_one)
    declaration_row(done, cast.etablissement_two)
    page = collaborator.get(reverse("deposits:list")).content.decode()
    assert "1\u00a0bloquant" in page
    assert "2\u00a0bloquants" not in page
    sample(cast.admin_a, cast.etablissement_two)
    assert collaborator.get(reverse("deposits:list")).content.decode().count('class="file-name"') == 1


@pytest.mark.parametrize("who", ["admin_a", "collaborator_a"])
def test_as_many_queries_for_one_row_as_for_three(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who).user)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sample(cast.admin_a, cast.etablissement_one)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("deposits:list"))
        counts.append(len(queries))
        sample(cast.admin_a, cast.etablissement_one)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["admin_a", "collaborator_a"])
def test_a_report_costs_the_same_for_one_declaration_and_for_three(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who).user)
    counts = []
    for content in (
        dsn(SIRET_ONE, faults=("bad_nir",)),
        dsn(SIRET_ONE, SIRET_TWO, SIRET_NEW, faults=("bad_nir", "bad_amount", "unknown_code")),
    ):
        done = controlled(cast.admin_a, content)
        with CaptureQueriesContext(connection) as queries:
            show(client, done)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_declarations_of_an_etablissement(cast: Cast) -> None:
    done = deposit_row(cast.admin_a)
    row = declaration_row(done, cast.etablissement_one)
    declaration_row(done, cast.etablissement_two)
    older = declaration_row(deposit_row(cast.admin_a), cast.etablissement_one, period="2026-10")
    assert list(declarations_of(cast.actor(cast.admin_a), cast.etablissement_one)) == [row, older]
    assert list(declarations_of(cast.actor(cast.collaborator_a), cast.etablissement_two)) == []
    from django.template.loader import render_to_string

    page = render_to_string(
        "web/deposits/_of_etablissement.html",
        {"declarations": declarations_of(cast.actor(cast.admin_a), cast.etablissement_one)},
    )
    assert "octobre 2026" in page


def test_the_page_of_a_control(client: Client, cast: Cast) -> None:
    page = client.get(reverse("controls:control", args=["S21.G00.30.001/CSL-00"]))
    assert page.status_code == 200
    assert "Ce que le contrôle vérifie" in page.content.decode()
    assert client.get(reverse("controls:control", args=["FICHIER/VIDE"]) + "?norme=P24V01").status_code == 200
    assert client.get(reverse("controls:control", args=["S99/RIEN"])).status_code == 404
