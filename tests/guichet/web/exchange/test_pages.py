"""Import and export as a person does them, with the jobs run in between."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.core import operations
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.portfolio.exchange import exporting, importing
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.portfolio.exchange.importer import table
from tests.guichet.storage import storage_folder

__all__ = ["storage_folder"]
pytestmark = pytest.mark.usefixtures("storage_folder")

NEW = "99000100000019"
WORK = {
    importing.PREVIEW: importing.preview_import,
    importing.IMPORT: importing.carry_out_import,
    exporting.KIND: exporting.export_portfolio,
}


def send(client: Client, content: bytes, name: str = "clients.csv") -> Any:
    return client.post(reverse("exchange:new"), {"fichiers": SimpleUploadedFile(name, content)})


def ended(answer: Any) -> Operation:
    """The operation that an answer leads to, its job done."""
    assert answer.status_code == 302, unescape(answer.content.decode())
    operation = Operation.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])
    operations.run(operation.firm_id, operation.pk, WORK[operation.kind])
    operation.refresh_from_db()
    return operation


def page(client: Client, name: str, operation: Operation, **asked: str) -> str:
    answer = client.get(reverse(name, args=[operation.pk]), asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_file_is_sent_looked_at_and_imported(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    content = table(("SIRET", "Dénomination"), (NEW, "Neuf"), (SIRET_ONE, "Autre nom"), ("12", "Faux"))
    preview = ended(send(client, content))
    assert preview.title == "Aperçu de l'import de clients.csv"
    assert "Voir l'aperçu et décider" in page(client, "operations:follow", preview)
    text = page(client, "exchange:preview", preview)
    for words in ("1\u00a0ligne est refusée", "Tout ou rien", "Seulement les lignes justes", "2 chiffres", "Faux"):
        assert words in text
    assert "Boulangerie Une → Autre nom" in page(client, "exchange:preview", preview, voir="modifications")
    answer = client.post(reverse("exchange:carry_out", args=[preview.pk]), {"mode": "tout"}, follow=True)
    assert "Rien n'a été importé : 1 ligne est refusée" in unescape(answer.content.decode())
    done = ended(client.post(reverse("exchange:carry_out", args=[preview.pk]), {"mode": "justes"}))
    assert done.state == Operation.State.DONE
    assert Etablissement.objects.get(siret=NEW).raison_sociale == "Neuf"
    assert "Voir où il en est" in page(client, "exchange:preview", preview)
    assert "Faux" in page(client, "exchange:preview", done)


def test_the_refused_lines_are_corrected_and_sent_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    preview = ended(send(client, table(("SIRET", "Dénomination"), (NEW[:-1], "=Neuf"), (SIRET_ONE, "X"))))
    answer = client.get(reverse("exchange:refused", args=[preview.pk]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("\n") == 2
    assert "'=Neuf" in text
    again = ended(send(client, text.replace(NEW[:-1] + ";", NEW + ";").encode()))
    assert (again.summary["ajouts"], again.summary["colonnes_ignorees"]) == (1, [])


def test_lost_zeros_are_put_back_when_asked(client: Client, cast: Cast) -> None:
    from neodes.values.siren import make_siren, make_siret

    whole = make_siret(make_siren("01234567"), 1)
    client.force_login(cast.admin_a.user)
    preview = ended(send(client, table(("SIRET",), (whole[1:],))))
    assert "SIRET a sans doute perdu son zéro" in page(client, "exchange:preview", preview)
    again = ended(client.post(reverse("exchange:restore_zeros", args=[preview.pk])))
    assert again.summary["ajouts"] == 1
    assert "avec son zéro du début" in page(client, "exchange:preview", again, voir="remarques")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Ce fichier est vide"), (b"Nom\nx\n", "Aucune colonne de ce fichier"), (b"PK\x03\x04abc", "abîmé")],
)
def test_a_file_that_cannot_be_read_says_why(client: Client, cast: Cast, content: bytes, words: str) -> None:
    client.force_login(cast.admin_a.user)
    operation = ended(send(client, content or b" "))
    assert operation.state == Operation.State.FAILED
    assert words in page(client, "operations:follow", operation)


def test_nothing_or_too_much_is_told_on_the_page(
    client: Client, cast: Cast, storage_folder: Path, settings: Any
) -> None:
    client.force_login(cast.admin_a.user)
    assert "Choisissez un fichier" in unescape(client.post(reverse("exchange:new")).content.decode())
    two = {"fichiers": [SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.csv", b"b")]}
    assert "un seul" in unescape(client.post(reverse("exchange:new"), two).content.decode())
    settings.GUICHET_MAX_UPLOAD = 10
    assert "dépasse" in unescape(send(client, b"x" * 100).content.decode())
    assert list(storage_folder.rglob("*/*")) == []
    assert not Operation.objects.exists()


def test_who_may_not_import_is_told_and_sends_nothing(client: Client, cast: Cast, storage_folder: Path) -> None:
    client.force_login(cast.powerless_a.user)
    assert "ne permettent pas d'importer" in unescape(client.get(reverse("exchange:new")).content.decode())
    assert send(client, b"SIRET\n").status_code == 403
    assert list(storage_folder.rglob("*/*")) == []


def test_without_the_token_of_the_form_nothing_is_kept(cast: Cast, storage_folder: Path) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.admin_a.user)
    assert send(strict, b"SIRET\n").status_code == 403
    assert list(storage_folder.rglob("*/*")) == []


def test_another_member_does_not_see_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.collaborator_a.user)
    preview = ended(send(client, table(("SIRET", "Dénomination"), (SIRET_ONE, "X"))))
    for member, status in ((cast.powerless_a, 404), (cast.admin_b, 404), (cast.admin_a, 200)):
        client.force_login(member.user)
        assert client.get(reverse("exchange:preview", args=[preview.pk])).status_code == status


def test_rights_taken_away_close_the_report(client: Client, cast: Cast) -> None:
    client.force_login(cast.collaborator_a.user)
    preview = ended(send(client, table(("SIRET", "Dénomination"), (SIRET_ONE, "X"))))
    assert "Boulangerie Une → X" in page(client, "exchange:preview", preview)
    cast.collaborator_a.delegations.all().delete()
    assert "Boulangerie" not in page(client, "exchange:preview", preview)
    answer = client.post(reverse("operations:download", args=[preview.pk]), follow=True)
    assert "Vos droits ont changé" in unescape(answer.content.decode())
    answer = client.post(reverse("exchange:carry_out", args=[preview.pk]), follow=True)
    assert "Vos droits ne permettent pas" in unescape(answer.content.decode())


def test_the_pages_of_lines_cost_the_same(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    counts = []
    for total in (1, 120):
        rows = [(f"{number}", "x") for number in range(total)]
        preview = ended(send(client, table(("SIRET", "Dénomination"), *rows)))
        with CaptureQueriesContext(connection) as queries:
            text = page(client, "exchange:preview", preview, voir="refus", page="3")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "Page 3 sur 3" in text


def test_the_templates(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    for form in ("csv", "xlsx"):
        answer = client.get(reverse("exchange:template"), {"format": form})
        assert answer["Content-Disposition"] == f'attachment; filename="modele-import.{form}"'
        assert ended(send(client, answer.content, f"modele.{form}")).summary["refus"] == 0


class TestExport:
    def test_what_the_list_shows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        url = reverse("exchange:export")
        text = unescape(client.get(url, {"q": "boulangerie", "tri": "-etablissement"}).content.decode())
        assert "1\u00a0établissement" in text
        assert 'name="q" value="boulangerie"' in text
        answer = client.post(url, {"q": "boulangerie", "format": "csv", "choix": "toutes"})
        assert SIRET_ONE in answer.content.decode()
        assert SIRET_TWO not in answer.content.decode()
        assert answer["Content-Disposition"] == 'attachment; filename="portefeuille.csv"'
        assert JournalEntry.objects.get(verb="portefeuille.exporte").details["filtres"] == ["q"]

    def test_chosen_columns(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        asked = {"format": "csv", "choix": "choisies", "colonne": ["etat", "localite"]}
        first = client.post(reverse("exchange:export"), asked).content.decode().splitlines()[0]
        assert first.lstrip("\ufeff") == "SIRET;Localité;État"

    def test_a_long_list_is_an_operation(self, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(exporting, "AT_ONCE", 1)
        client.force_login(cast.admin_a.user)
        done = ended(client.post(reverse("exchange:export"), {"format": "xlsx", "choix": "toutes"}))
        answer = client.post(reverse("operations:download", args=[done.pk]))
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        assert io.BytesIO(content).read(2) == b"PK"

    def test_what_may_not_leave_is_told(self, client: Client, cast: Cast) -> None:
        cast.actor(cast.powerless_a)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Voir tout")
        delegate(cast.powerless_a, [Right.EXPORTER], [cast.etablissement_one], name="Exporter")
        client.force_login(cast.powerless_a.user)
        text = unescape(client.get(reverse("exchange:export")).content.decode())
        assert "1\u00a0autre est montré par la liste" in text
