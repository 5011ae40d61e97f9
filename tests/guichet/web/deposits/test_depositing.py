"""Files through the form: encrypted on the way, checked against forgery, never in clear on a disk."""

from __future__ import annotations

import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.core import files
from guichet.core.models import StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.deposits.models import Deposit
from guichet.web.deposits import depositing
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.samples import dsn

SECRET = b"S21.G00.30.001,'1840675120001'"
LARGE = SECRET + b"\r\n" + b"S21.G00.30.002,'DUPONT'\r\n" * 200_000
"""Five megabytes: more than Django keeps in memory."""


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def send(client: Client, *sent: SimpleUploadedFile, **options: Any) -> Any:
    return client.post(reverse("deposits:new"), {"fichiers": list(sent)}, **options)


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


def test_the_page(admin: Client) -> None:
    page = admin.get(reverse("deposits:new")).content.decode()
    assert "il ne les transmet pas" in page
    assert "net-entreprises.fr" in page
    assert 'enctype="multipart/form-data"' in page
    assert "200 Mo" in page


def test_one_file_leads_to_its_report(admin: Client, cast: Cast) -> None:
    answer = send(admin, upload("novembre.dsn", dsn()))
    deposit = Deposit.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("deposits:report", args=[deposit.pk]))
    assert (deposit.file_name, deposit.firm, deposit.author) == ("novembre.dsn", cast.firm_a, cast.admin_a)
    assert files.read_file(deposit.stored_file) == dsn()


def test_several_files_lead_to_the_list(admin: Client) -> None:
    answer = send(admin, upload("a.dsn", dsn()), upload("b.dsn", dsn(month="2026-10")), upload("vide.dsn", b""))
    assert answer["Location"] == reverse("deposits:list")
    assert sorted(Deposit.objects.values_list("file_name", flat=True)) == ["a.dsn", "b.dsn", "vide.dsn"]


def test_the_script_is_answered_in_json(admin: Client) -> None:
    answer = send(admin, upload("a.dsn", dsn()), headers={"accept": "application/json"})
    (told,) = json.loads(answer.content)["files"]
    assert told == {
        "name": "a.dsn", "state": "recu", "message": "Reçu",
        "url": reverse("deposits:report", args=[Deposit.objects.get().pk]),
    }  # fmt: skip
    (again,) = json.loads(send(admin, upload("a.dsn", dsn()), headers={"accept": "application/json"}).content)["files"]
    assert again["state"] == "deja"


def test_a_copy_is_told(admin: Client) -> None:
    send(admin, upload("a.dsn", dsn()))
    page = send(admin, upload("copie.dsn", dsn()), follow=True).content.decode()
    assert "déjà déposé" in page
    first = Deposit.objects.get(file_name="a.dsn")
    assert reverse("deposits:report", args=[first.pk]) in page


def test_nothing_chosen(admin: Client) -> None:
    answer = admin.post(reverse("deposits:new"), {})
    assert answer.status_code == 200
    assert "Choisissez au moins un fichier" in answer.content.decode()
    assert not Deposit.objects.exists()


def test_a_file_too_large_is_refused_alone(admin: Client, settings: Any, storage_folder: Path) -> None:
    settings.GUICHET_MAX_UPLOAD = 1024 * 1024
    page = send(admin, upload("gros.dsn", LARGE), upload("bon.dsn", dsn()), follow=True).content.decode()
    assert "gros.dsn : Ce fichier dépasse 1 Mo" in page
    assert Deposit.objects.get().file_name == "bon.dsn"
    assert len(everything_in(storage_folder)) == 1


def test_a_file_of_the_exact_size_is_taken(admin: Client, settings: Any) -> None:
    settings.GUICHET_MAX_UPLOAD = len(LARGE)
    send(admin, upload("juste.dsn", LARGE))
    assert Deposit.objects.get().size == len(LARGE)


def test_files_under_another_name_are_dropped(admin: Client, storage_folder: Path) -> None:
    answer = admin.post(reverse("deposits:new"), {"autre": upload("a.dsn", dsn())})
    assert "Choisissez au moins un fichier" in answer.content.decode()
    assert everything_in(storage_folder) == []


@pytest.mark.parametrize("content", [dsn(), LARGE], ids=["small", "large"])
def test_nothing_in_clear_touches_the_disk(
    admin: Client, storage_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """Every file that is opened to be written during the request, wherever it is, is looked at afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = watch_writes(monkeypatch)
    send(admin, upload("paie.dsn", content))
    stored = storage_folder / StoredFile.objects.get().location
    assert opened == [stored]
    assert everything_in(tmp_path) == [stored]
    assert content[:40] not in stored.read_bytes()
    assert SECRET not in stored.read_bytes()


def watch_writes(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    opened: list[Path] = []
    os_open, io_open = os.open, io.open

    def watched_os_open(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            opened.append(Path(path))
        return os_open(path, flags, *args, **kwargs)

    def watched_open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if set(mode) & set("wax+") and not isinstance(file, int):
            opened.append(Path(file))
        return io_open(file, mode, *args, **kwargs)

    monkeypatch.setattr(os, "open", watched_os_open)
    monkeypatch.setattr(io, "open", watched_open)
    monkeypatch.setattr("builtins.open", watched_open)
    return opened


def test_elsewhere_a_file_never_reaches_the_disk_either(
    admin: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = watch_writes(monkeypatch)
    admin.post(reverse("display"), {"theme": "clair", "fichier": upload("a.dsn", LARGE)})
    assert opened == []


# Forgery and rights


def test_without_token_nothing_is_taken_and_nothing_is_left(cast: Cast, storage_folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin_a.user)
    assert send(client, upload("a.dsn", dsn())).status_code == 403
    client.get(reverse("deposits:new"))
    assert send(client, upload("a.dsn", dsn())).status_code == 403
    enter_firm(cast.firm_a.pk)
    assert not Deposit.objects.exists()
    assert everything_in(storage_folder) == []


@pytest.mark.parametrize("way", ["field", "header"])
def test_with_its_token_it_is_taken(cast: Cast, way: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin_a.user)
    client.get(reverse("deposits:new"))
    token = client.cookies["csrftoken"].value
    data: dict[str, Any] = {"fichiers": upload("a.dsn", dsn())}
    headers = {}
    if way == "field":
        data = {"csrfmiddlewaretoken": token, **data}
    else:
        headers = {"x-csrftoken": token}
    assert client.post(reverse("deposits:new"), data, headers=headers).status_code == 302
    assert Deposit.objects.count() == 1


def test_the_token_may_come_after_the_files(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin_a.user)
    client.get(reverse("deposits:new"))
    data = {"fichiers": upload("a.dsn", dsn()), "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(reverse("deposits:new"), data).status_code == 302


def test_a_visitor_sends_nothing(client: Client, cast: Cast, storage_folder: Path) -> None:
    answer = send(client, upload("a.dsn", dsn()))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert not storage_folder.exists()


def test_who_may_not_deposit_is_told_and_refused(client: Client, cast: Cast, storage_folder: Path) -> None:
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], None, name="Voir")
    client.force_login(cast.powerless_a.user)
    page = client.get(reverse("deposits:new"))
    assert (page.status_code, 'type="file"' in page.content.decode()) == (200, False)
    assert "Vos droits ne permettent pas de déposer" in page.content.decode()
    assert send(client, upload("a.dsn", dsn())).status_code == 403
    assert not storage_folder.exists()


@pytest.mark.parametrize("right", [Right.DEPOSER_TEST, Right.DEPOSER_REEL])
def test_either_right_is_enough(client: Client, cast: Cast, right: Right) -> None:
    delegate(cast.powerless_a, [right], None, name="Dépôt")
    client.force_login(cast.powerless_a.user)
    assert send(client, upload("a.dsn", dsn()))["Location"] == reverse("deposits:new")
    assert Deposit.objects.get().author == cast.powerless_a


class FaultOfOurs(Exception):
    pass


def test_a_fault_of_ours_leaves_nothing(
    admin: Client, cast: Cast, storage_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise FaultOfOurs

    monkeypatch.setattr(depositing, "receive_deposit", broken)
    with pytest.raises(FaultOfOurs):
        send(admin, upload("a.dsn", dsn()), upload("b.dsn", dsn(month="2026-10")))
    assert everything_in(storage_folder) == []


def test_a_browser_that_goes_away_leaves_nothing(admin: Client, storage_folder: Path) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="fichiers"; filename="a.dsn"\r\n\r\n' + LARGE[:600_000]
    admin.post(reverse("deposits:new"), body, content_type="multipart/form-data; boundary=x")
    assert not Deposit.objects.exists()
    assert everything_in(storage_folder) == []


def everything_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
