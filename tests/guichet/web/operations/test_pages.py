"""« Mes opérations » and the page of one: who sees it, what it says, what it gives."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.accounts.models import Member
from guichet.core import files
from guichet.core.models import JournalEntry, Operation
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import Cast
from tests.guichet.storage import storage_folder

__all__ = ["storage_folder"]
State = Operation.State


def made(member: Member, title: str = "Export de 3 établissements", **values: Any) -> Operation:
    enter_firm(member.firm_id)
    return Operation.objects.create(firm_id=member.firm_id, author=member, kind="essai", title=title, **values)


def page(client: Client, operation: Operation, **headers: str) -> str:
    answer = client.get(reverse("operations:follow", args=[operation.pk]), headers=headers)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_author_and_an_administrator_see_it_and_nobody_else(client: Client, cast: Cast) -> None:
    operation = made(cast.collaborator_a)
    url = reverse("operations:follow", args=[operation.pk])
    for member, status in (
        (cast.collaborator_a, 200),
        (cast.admin_a, 200),
        (cast.powerless_a, 404),
        (cast.admin_b, 404),
    ):
        client.force_login(member.user)
        assert client.get(url).status_code == status, member
        assert client.post(reverse("operations:download", args=[operation.pk])).status_code == (
            302 if status == 200 else 404
        )


def test_an_administrator_is_told_whose_it_is(client: Client, cast: Cast) -> None:
    operation = made(cast.collaborator_a)
    client.force_login(cast.admin_a.user)
    assert "par Collaborateur A" in page(client, operation)
    client.force_login(cast.collaborator_a.user)
    assert "par Collaborateur A" not in page(client, operation)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": State.WAITING}, ["En attente", "Dans la file d'attente"]),
        ({"state": State.RUNNING}, ["En cours", "Préparation"]),
        ({"state": State.RUNNING, "done": 250, "total": 1000}, ["250 sur 1\u202f000 (25 %)", 'value="25"']),
        ({"state": State.DONE, "summary": {"ajouts": 1200, "etape": "fin"}}, ["Terminée", "1\u202f200", "Ajouts"]),
        ({"state": State.FAILED, "reason": "Fichier <illisible>."}, ["Interrompue", "Fichier <illisible>."]),
    ],
)
def test_each_state_in_words(client: Client, cast: Cast, values: dict[str, Any], said: list[str]) -> None:
    operation = made(cast.admin_a, **values)
    client.force_login(cast.admin_a.user)
    text = page(client, operation)
    assert [words for words in said if words not in text] == []
    assert ("hx-trigger" in text) is not operation.is_final


def test_the_fragment_asks_again_until_the_end(client: Client, cast: Cast) -> None:
    operation = made(cast.admin_a, state=State.RUNNING, done=37, total=100)
    client.force_login(cast.admin_a.user)
    text = page(client, operation, **{"HX-Request": "true"})
    assert "<h1" not in text
    assert 'hx-trigger="every 1s"' in text
    assert "En cours : 30 %." in text  # told aloud by tens
    Operation.objects.filter(pk=operation.pk).update(state=State.DONE)
    assert "hx-trigger" not in page(client, operation, **{"HX-Request": "true"})


def test_the_list_holds_ones_own_at_a_fixed_cost(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    made(cast.collaborator_a, "À quelqu'un d'autre")
    counts = []
    for total in (1, 3):
        while Operation.objects.filter(author=cast.admin_a).count() < total:
            made(cast.admin_a, "Import du fichier clients.csv", state=State.DONE)
        with CaptureQueriesContext(connection) as queries:
            text = client.get(reverse("operations:list")).content.decode()
        counts.append(len(queries))
        assert text.count("Import du fichier clients.csv") == total
    assert counts[0] == counts[1]
    assert "À quelqu'un d'autre" not in text
    assert "hx-trigger" not in text


def test_the_result_is_decrypted_while_it_is_sent_and_told_in_the_journal(
    client: Client, cast: Cast, storage_folder: Path
) -> None:
    operation = made(cast.collaborator_a, state=State.DONE, result_name="Portefeuille été.csv")
    content = b"siret;nom\r\n" * 40_000
    operation.result = files.register_file(files.write_file(cast.firm_a.pk, [content]))
    operation.save()
    assert content[:40] not in next(storage_folder.rglob("*/*")).read_bytes()
    client.force_login(cast.collaborator_a.user)
    answer = client.post(reverse("operations:download", args=[operation.pk]))
    assert answer.streaming
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="portefeuille-ete.csv"'
    entry = JournalEntry.objects.get(verb="operation.telechargee")
    assert (entry.member, entry.subject) == (cast.collaborator_a, f"operation:{operation.pk}")
    assert client.get(reverse("operations:download", args=[operation.pk])).status_code == 405


def test_a_file_that_is_not_kept_any_more_is_told(client: Client, cast: Cast, storage_folder: Path) -> None:
    operation = made(cast.admin_a, state=State.DONE, result_name="export.csv")
    operation.result = files.register_file(files.write_file(cast.firm_a.pk, [b"x"]))
    operation.save()
    default_storage.delete(operation.result.location)
    client.force_login(cast.admin_a.user)
    answer = client.post(reverse("operations:download", args=[operation.pk]), follow=True)
    assert "n'est plus gardé" in unescape(answer.content.decode())
    assert not JournalEntry.objects.filter(verb="operation.telechargee").exists()
