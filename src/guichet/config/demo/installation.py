"""The folder of the demonstration: its lock, its secrets, its database."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guichet.config import embedded
from guichet.config.refusal import Refused, check_writable, folder_refusal

DATABASE = "guichet"
SECRETS = ("SECRET_KEY", "MASTER_KEY", "OWNER_PASSWORD", "APP_PASSWORD")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep the folder for this process; raises `Refused` when another demonstration uses it or it is not writable."""
    check_writable(folder)
    with (folder / ".verrou").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"Une démonstration utilise déjà le dossier « {folder} ».\n"
                "Arrêtez-la (Ctrl-C dans sa fenêtre), ou donnez un autre dossier : --data AUTRE-DOSSIER."
            ) from None
        yield


@contextmanager
def running_database(folder: Path) -> Iterator[embedded.Cluster]:
    """The embedded server, started, and stopped at the end; raises `Refused` with the end of its log."""
    try:
        cluster = embedded.start(folder / "postgres")
    except embedded.EmbeddedPostgresFailed as error:
        raise Refused(_database_refusal(folder, str(error))) from error
    except OSError as error:
        raise Refused(folder_refusal(folder / "postgres", error)) from error
    try:
        yield cluster
    finally:
        embedded.stop(cluster)


def describe_environment(folder: Path, cluster: embedded.Cluster, *, port: int) -> dict[str, str]:
    """The settings of the demonstration, for this process and its children; secrets are made once and kept."""
    kept = _secrets(folder)
    return {
        "GUICHET_MODE": "demo",
        "GUICHET_DATA": str(folder),
        "GUICHET_BASE_URL": f"http://127.0.0.1:{port}",
        "GUICHET_MASTER_KEYS": f"1:{kept['MASTER_KEY']}",
        "SECRET_KEY": kept["SECRET_KEY"],
        "EMAIL_URL": f"file:{folder / 'courriels'}",
        "DATABASE_URL": cluster.url(DATABASE, "guichet_app", kept["APP_PASSWORD"]),
        "DATABASE_OWNER_URL": cluster.url(DATABASE, "guichet_owner", kept["OWNER_PASSWORD"]),
        "DJANGO_SETTINGS_MODULE": "guichet.config.settings",
    }


def prepare_database(folder: Path, cluster: embedded.Cluster) -> bool:
    """Create roles and database, then migrate what is pending; True when the schema changed. Django is loaded."""
    from guichet.config import database
    from guichet.config.startup import pending_migrations

    kept = _secrets(folder)
    database.create_database(
        cluster.url(),
        database=DATABASE,
        owner_password=kept["OWNER_PASSWORD"],
        app_password=kept["APP_PASSWORD"],
    )
    if not pending_migrations("owner"):
        return False
    database.migrate()
    return True


def _secrets(folder: Path) -> dict[str, str]:
    path = folder / "secrets.json"
    if not path.exists():
        made = {name: secrets.token_urlsafe(48) for name in SECRETS}
        made["MASTER_KEY"] = base64.b64encode(secrets.token_bytes(32)).decode()
        _write_private(path, json.dumps(made))
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _write_private(path: Path, text: str) -> None:
    """All or nothing: a file that was half written would lock its owner out of the encrypted files."""
    draft = path.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _database_refusal(folder: Path, detail: str) -> str:
    if "No space left" in detail:
        return f"Le disque qui porte « {folder} » est plein : la base de données n'a pas pu démarrer."
    advice = "Vérifiez l'espace disque et les droits sur ce dossier, ou essayez un dossier neuf : --data AUTRE-DOSSIER."
    if "Permission denied" in detail or "must be owned" in detail:
        advice = (
            "Ce dossier a sans doute été créé par un autre utilisateur de la machine.\n"
            "Relancez avec le même utilisateur, ou donnez un dossier neuf : --data AUTRE-DOSSIER."
        )
    return f"La base de données de « {folder} » n'a pas pu démarrer :\n\n{detail.strip()}\n\n{advice}"
