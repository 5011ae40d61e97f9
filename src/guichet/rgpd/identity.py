"""Whom one looks for, without keeping whom: a NIR becomes a digest that only the keys of this installation make."""

from __future__ import annotations

import hmac
import re
from functools import cache
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from stdnum.fr import nir as nir_number

from guichet.rgpd.errors import NotNir

PURPOSE = b"guichet search of a person"
LENGTH = 13
_FORM = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}", re.ASCII)


def read_nir(text: str) -> str:
    """The 13 characters of a NIR typed with or without spaces and key. Raises `NotNir`."""
    typed = re.sub(r"[\s.\-]", "", text).upper()
    wanted, key = typed[:LENGTH], typed[LENGTH:]
    if not _FORM.fullmatch(wanted) or (key and not nir_number.is_valid(typed)):
        raise NotNir
    return wanted


def digest_of(nir: str, firm_id: UUID) -> str:
    """`version:digest`, with the last of the master keys."""
    version = list(settings.GUICHET_MASTER_KEYS)[-1]
    return f"{version}:{_digest(nir.encode(), _key(version, firm_id))}"


class Sought:
    """Recognises the NIR that a digest was made of."""

    def __init__(self, digest: str, firm_id: UUID) -> None:
        version, _, self._wanted = digest.partition(":")
        self._key = _key(int(version), firm_id)
        self._known: dict[bytes, bool] = {}

    def is_it(self, nir: bytes) -> bool:
        """Whether that value is the one; each value is looked at once."""
        known = self._known.get(nir)
        if known is None:
            known = self._known[nir] = hmac.compare_digest(_digest(nir, self._key), self._wanted)
        return known


def _digest(nir: bytes, key: bytes) -> str:
    return hmac.new(key, nir, sha256).hexdigest()


@cache
def _key(version: int, firm_id: UUID) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=firm_id.bytes, info=PURPOSE)
    return derive.derive(settings.GUICHET_MASTER_KEYS[version])
