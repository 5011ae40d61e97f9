"""Secrets of the second factors, sealed before they reach the database: AES-256-GCM, a key drawn from the master."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"guichet second factor"
NONCE = 12


def seal(text: str) -> str:
    """`version:base64`, with the last of the master keys."""
    version = list(settings.GUICHET_MASTER_KEYS)[-1]
    nonce = os.urandom(NONCE)
    return f"{version}:{b64encode(nonce + _cipher(version).encrypt(nonce, text.encode(), PURPOSE)).decode()}"


def unseal(sealed: str) -> str:
    """The secret; raises when it was sealed with a key that the settings do not hold, or was changed."""
    version, _, encoded = sealed.partition(":")
    content = b64decode(encoded)
    return _cipher(int(version)).decrypt(content[:NONCE], content[NONCE:], PURPOSE).decode()


def _cipher(version: int) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return AESGCM(derive.derive(settings.GUICHET_MASTER_KEYS[version]))
