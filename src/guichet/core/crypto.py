"""Encryption of stored files: a key of its own for each file, wrapped by a versioned master key.

A file is a row of frames. Each frame is one chunk of `CHUNK` clear bytes (the last one may be shorter, down to
nothing) encrypted with AES-256-GCM, followed by its tag of 16 bytes. The data authenticated with a frame name the
firm, the file, the rank of the frame and whether it is the last one: frames cannot be cut off, moved, repeated, or
put into another file or another firm. The key serves for one file alone, so the rank is a sound nonce.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 256 * 1024
"""Clear bytes of a frame."""

TAG = 16
FRAME = CHUNK + TAG
NONCE = 12
KEY_BITS = 256


class StoredFileError(Exception):
    """A stored file cannot be given back."""


class UnknownMasterKey(StoredFileError):
    """The file was written with a version of the master key that the settings do not hold any more."""


class DamagedFile(StoredFileError):
    """The bytes are not those that were written for this file of this firm, or the master key is another one."""


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What a file is bound to: its firm and its own id."""

    firm_id: UUID
    file_id: UUID

    def associated_data(self, suffix: bytes) -> bytes:
        """The data authenticated with a frame or with the key of the file."""
        return self.firm_id.bytes + self.file_id.bytes + suffix


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The key of a file, encrypted by the master key of that version."""

    version: int
    content: bytes


def make_key() -> bytes:
    """A new key of 32 random bytes for one file."""
    return AESGCM.generate_key(bit_length=KEY_BITS)


def wrap_key(key: bytes, identity: FileIdentity, master_keys: Mapping[int, bytes]) -> WrappedKey:
    """Encrypt the key of a file with the last of the master keys."""
    version, master = list(master_keys.items())[-1]
    nonce = os.urandom(NONCE)
    return WrappedKey(version, nonce + AESGCM(master).encrypt(nonce, key, _key_data(identity, version)))


def unwrap_key(wrapped: WrappedKey, identity: FileIdentity, master_keys: Mapping[int, bytes]) -> bytes:
    """The key of a file. Raises `UnknownMasterKey` or `DamagedFile`."""
    master = master_keys.get(wrapped.version)
    if master is None:
        raise UnknownMasterKey(wrapped.version)
    nonce, content = wrapped.content[:NONCE], wrapped.content[NONCE:]
    try:
        return AESGCM(master).decrypt(nonce, content, _key_data(identity, wrapped.version))
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
        raise DamagedFile("key") from error


class FrameEncryptor:
    """Turns clear bytes, in pieces of any size, into frames; a chunk waits until it is known not to be the last."""

    def __init__(self, key: bytes, identity: FileIdentity) -> None:
        self._cipher = AESGCM(key)
        self._identity = identity
        self._waiting = bytearray()
        self._rank = 0

    def feed(self, piece: bytes) -> bytes:
        """The frames that are complete after these bytes."""
        self._waiting += piece
        frames = bytearray()
        while len(self._waiting) > CHUNK:
            frames += self._frame(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return bytes(frames)

    def finish(self) -> bytes:
        """The last frame."""
        return self._frame(bytes(self._waiting), last=True)

    def _frame(self, chunk: bytes, *, last: bool) -> bytes:
        nonce, data = _frame_nonce(self._rank), _frame_data(self._identity, self._rank, last=last)
        self._rank += 1
        return self._cipher.encrypt(nonce, chunk, data)


def decrypt_frames(frames: Iterable[bytes], key: bytes, identity: FileIdentity) -> Iterator[bytes]:
    """The clear chunks of a file given frame by frame. Raises `DamagedFile` before it gives a wrong byte."""
    cipher, rank = AESGCM(key), 0
    waiting: bytes | None = None
    for frame in frames:
        if waiting is not None:
            yield _decrypt(cipher, waiting, identity, rank, last=False)
            rank += 1
        waiting = frame
    if waiting is None:
        raise DamagedFile("no frame")
    yield _decrypt(cipher, waiting, identity, rank, last=True)


def _decrypt(cipher: AESGCM, frame: bytes, identity: FileIdentity, rank: int, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_frame_nonce(rank), frame, _frame_data(identity, rank, last=last))
    except (InvalidTag, ValueError) as error:  # ValueError: shorter than a tag
        raise DamagedFile(f"frame {rank}") from error


def _frame_nonce(rank: int) -> bytes:
    return rank.to_bytes(NONCE, "big")


def _frame_data(identity: FileIdentity, rank: int, *, last: bool) -> bytes:
    return identity.associated_data(b"frame" + rank.to_bytes(8, "big") + bytes([last]))


def _key_data(identity: FileIdentity, version: int) -> bytes:
    return identity.associated_data(b"key" + version.to_bytes(4, "big"))
