"""Secrets sealed before they reach the database: AES-256-GCM, a key drawn from the master for each purpose."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"guichet second factor"
NONCE = 12


def seal(text: str, purpose: bytes = PURPOSE) -> str:
    """`version:base64`, with the last of the master keys."""
    version = list(settings.GUICHET_MASTER_KEYS)[-1]
    nonce = os.urandom(NONCE)
    return f"{version}:{b64encode(nonce + _cipher(version, purpose).encrypt(nonce, text.encode(), purpose)).decode()}"


def unseal(sealed: str, purpose: bytes = PURPOSE) -> str:
    """The secret; raises when it was sealed with a key that the settings do not hold, or was changed."""
    version, _, encoded = sealed.partition(":")
    content = b64decode(encoded)
    return _cipher(int(version), purpose).decrypt(content[:NONCE], content[NONCE:], purpose).decode()


def _cipher(version: int, purpose: bytes) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return AESGCM(derive.derive(settings.GUICHET_MASTER_KEYS[version]))
