"""Everything the operator says through the environment, read once, checked before anything starts."""

from __future__ import annotations

import base64
import binascii
from functools import cache
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal

from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_KEY_MIN = 50
MASTER_KEY_BYTES = 32

_TEST_DEFAULTS = {
    "SECRET_KEY": "clé-de-test-sans-valeur-" * 3,
    "GUICHET_MASTER_KEYS": "1:" + base64.b64encode(bytes(MASTER_KEY_BYTES)).decode(),
    "DATABASE_URL": "postgresql://guichet_app@localhost/guichet",
    "DATABASE_OWNER_URL": "postgresql://guichet_owner@localhost/guichet",
    "EMAIL_URL": "file:.data/mails",
    "GUICHET_BASE_URL": "http://localhost",
}


class EnvironmentRefused(Exception):
    """The settings are missing or too weak; the message names each of them, in French."""


class Environment(BaseSettings):
    """The settings of one installation.

    `GUICHET_MASTER_KEYS` is `version:base64(32 bytes)`, several separated by commas, the last one is used to
    encrypt. `GUICHET_WEBHOOK_NETWORKS` are private networks that webhooks may reach, « 10.20.0.0/16,10.30.0.0/16 »;
    without it, public addresses alone. `EMAIL_URL` is `smtp[s]://user:password@host:port`, `smtp+tls://…` or
    `file:FOLDER`. `GUICHET_SIRENE` is `off`, `api`, or the path of the files of the register.
    """

    model_config = SettingsConfigDict(extra="ignore")

    GUICHET_MODE: Literal["production", "demo", "test"] = "production"
    SECRET_KEY: str = ""
    GUICHET_MASTER_KEYS: str = ""
    DATABASE_URL: str = ""
    DATABASE_OWNER_URL: str = ""
    EMAIL_URL: str = ""
    EMAIL_FROM: str = "Guichet <ne-pas-repondre@guichet.example>"
    GUICHET_BASE_URL: str = ""
    GUICHET_CONTACT: str = ""
    GUICHET_DATA: Path = Path(".data")
    GUICHET_MAX_UPLOAD_MB: int = 200
    GUICHET_WEBHOOK_NETWORKS: str = ""
    GUICHET_SIRENE: str = "off"
    GUICHET_SIRENE_URL: str = "https://api.insee.fr/api-sirene/3.11"
    GUICHET_SIRENE_TOKEN: str = ""

    @model_validator(mode="before")
    @classmethod
    def _fill_for_tests(cls, values: dict[str, object]) -> dict[str, object]:
        if values.get("GUICHET_MODE") != "test":
            return values
        return {**_TEST_DEFAULTS, **values}

    @property
    def is_production(self) -> bool:
        """True when served to real people: HTTPS only, no demonstration data."""
        return self.GUICHET_MODE == "production"

    def master_keys(self) -> dict[int, bytes]:
        """Version → key of 32 bytes, in the order given; raises ValueError when one is malformed."""
        keys: dict[int, bytes] = {}
        for part in filter(None, (piece.strip() for piece in self.GUICHET_MASTER_KEYS.split(","))):
            version, _, encoded = part.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error as error:
                raise ValueError(version) from error
            if len(key) != MASTER_KEY_BYTES or not version.isdigit():
                raise ValueError(version)
            keys[int(version)] = key
        return keys

    def webhook_networks(self) -> list[IPv4Network | IPv6Network]:
        """The private networks that webhooks may reach; raises ValueError when one is malformed."""
        return [ip_network(part.strip()) for part in self.GUICHET_WEBHOOK_NETWORKS.split(",") if part.strip()]

    def problems(self) -> list[str]:
        """What is missing or weak, one French sentence each; empty when the portal may start."""
        found = [
            f"{name} manque : {why}."
            for name, why in (
                ("SECRET_KEY", "une chaîne aléatoire d'au moins 50 caractères"),
                (
                    "GUICHET_MASTER_KEYS",
                    "la clé qui chiffre les fichiers déposés, « 1:<32 octets en base64> »",
                ),
                ("DATABASE_URL", "l'adresse de PostgreSQL pour le rôle de l'application"),
                ("EMAIL_URL", "le serveur d'envoi des courriels, par exemple « smtp+tls://… »"),
                ("GUICHET_BASE_URL", "l'adresse publique du portail, par exemple « https://… »"),
            )
            if not getattr(self, name)
        ]
        return found + self._weaknesses() + self._network_problems() + self._sirene_problems()

    def _network_problems(self) -> list[str]:
        try:
            self.webhook_networks()
        except ValueError:
            return ["GUICHET_WEBHOOK_NETWORKS : donnez des réseaux séparés par des virgules, « 10.20.0.0/16 »."]
        return []

    def _sirene_problems(self) -> list[str]:
        if self.GUICHET_SIRENE == "off":
            return []
        if self.GUICHET_SIRENE == "api":
            missing = [] if self.GUICHET_SIRENE_TOKEN else ["GUICHET_SIRENE_TOKEN manque : la clé de l'API Sirene."]
            safe = self.GUICHET_SIRENE_URL.startswith("https://" if self.is_production else "http")
            return missing + ([] if safe else ["GUICHET_SIRENE_URL doit commencer par « https:// »."])
        if not Path(self.GUICHET_SIRENE).exists():
            return ["GUICHET_SIRENE doit valoir « off », « api », ou le chemin des fichiers du stock Sirene."]
        if self.GUICHET_SIRENE.endswith(".parquet") and find_spec("duckdb") is None:
            return [
                "GUICHET_SIRENE désigne un fichier Parquet, et DuckDB, qui le lit, n'est pas installé : "
                "« pip install --require-hashes -r requirements/parquet.txt », ou donnez le fichier CSV."
            ]
        return []

    def _weaknesses(self) -> list[str]:
        found = []
        if self.SECRET_KEY and (len(self.SECRET_KEY) < SECRET_KEY_MIN or len(set(self.SECRET_KEY)) < 12):
            found.append("SECRET_KEY est trop faible : au moins 50 caractères, tirés au hasard.")
        try:
            keys = self.master_keys()
        except ValueError as error:
            found.append(
                f"GUICHET_MASTER_KEYS : la clé « {error} » doit faire 32 octets en base64, précédés de sa version."
            )
        else:
            if self.is_production and any(len(set(key)) < 12 for key in keys.values()):
                found.append("GUICHET_MASTER_KEYS est trop faible : 32 octets tirés au hasard.")
        if self.is_production and self.EMAIL_URL.startswith("file:"):
            found.append("EMAIL_URL désigne un dossier : en production, les courriels doivent partir.")
        if self.is_production and self.GUICHET_BASE_URL and not self.GUICHET_BASE_URL.startswith("https://"):
            found.append("GUICHET_BASE_URL doit commencer par « https:// ».")
        return found


@cache
def environment() -> Environment:
    """The settings of this process; raises `EnvironmentRefused` naming every setting that is missing or weak."""
    try:
        env = Environment()
    except ValidationError as error:
        names = ", ".join(str(part["loc"][0]) for part in error.errors() if part["loc"])
        raise EnvironmentRefused(f"Ces réglages ne sont pas lisibles : {names}.") from error
    problems = env.problems()
    if problems:
        raise EnvironmentRefused("Guichet ne peut pas démarrer :\n- " + "\n- ".join(problems))
    return env
