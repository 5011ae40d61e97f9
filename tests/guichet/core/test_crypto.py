"""A stored file comes back as it was, or not at all."""

from __future__ import annotations

from uuid import uuid4

import pytest

from guichet.core.crypto import (
    CHUNK,
    FRAME,
    TAG,
    DamagedFile,
    FileIdentity,
    FrameEncryptor,
    UnknownMasterKey,
    WrappedKey,
    decrypt_frames,
    make_key,
    unwrap_key,
    wrap_key,
)

KEY = make_key()
HERE = FileIdentity(uuid4(), uuid4())
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]


def content(size: int) -> bytes:
    return (b"S21.G00.30.001,'1840675120001'\r\n" * (size // 32 + 1))[:size]


def encrypted(clear: bytes, identity: FileIdentity = HERE, step: int = 1000) -> list[bytes]:
    encryptor = FrameEncryptor(KEY, identity)
    whole = b"".join(encryptor.feed(clear[place : place + step]) for place in range(0, len(clear), step))
    whole += encryptor.finish()
    return [whole[place : place + FRAME] for place in range(0, len(whole), FRAME)]


def decrypted(frames: list[bytes], identity: FileIdentity = HERE, key: bytes = KEY) -> bytes:
    return b"".join(decrypt_frames(frames, key, identity))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [1000, CHUNK, 10 * CHUNK])
def test_it_comes_back(size: int, step: int) -> None:
    assert decrypted(encrypted(content(size), step=step)) == content(size)


@pytest.mark.parametrize("size", SIZES)
def test_it_costs_a_tag_a_chunk(size: int) -> None:
    chunks = max(1, -(-size // CHUNK))
    assert sum(map(len, encrypted(content(size)))) == size + chunks * TAG


def test_nothing_clear_is_left() -> None:
    assert b"1840675120001" not in b"".join(encrypted(content(2 * CHUNK)))


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_file_cut_between_frames_is_refused(kept: int) -> None:
    with pytest.raises(DamagedFile):
        decrypted(encrypted(content(3 * CHUNK))[:kept])


@pytest.mark.parametrize("lost", [1, 16, 17, CHUNK])
def test_a_file_cut_inside_a_frame_is_refused(lost: int) -> None:
    frames = encrypted(content(2 * CHUNK))
    frames[-1] = frames[-1][:-lost]
    with pytest.raises(DamagedFile):
        decrypted(frames)


@pytest.mark.parametrize("order", [[1, 0, 2], [0, 2, 1], [0, 0, 1, 2], [0, 2], [0, 1, 2, 2], [2, 1, 0]])
def test_frames_cannot_be_moved_repeated_or_left_out(order: list[int]) -> None:
    frames = encrypted(content(3 * CHUNK))
    with pytest.raises(DamagedFile):
        decrypted([frames[rank] for rank in order])


@pytest.mark.parametrize("place", [0, CHUNK // 2, CHUNK - 1, CHUNK, FRAME - 1])
def test_a_flipped_bit_is_refused(place: int) -> None:
    frames = encrypted(content(2 * CHUNK))
    changed = bytearray(frames[0])
    changed[place] ^= 1
    with pytest.raises(DamagedFile):
        decrypted([bytes(changed), *frames[1:]])


def test_the_chunks_before_the_damage_are_right() -> None:
    clear, given = content(3 * CHUNK), []
    frames = encrypted(clear)
    frames[2] = bytes(len(frames[2]))
    with pytest.raises(DamagedFile):
        given.extend(decrypt_frames(frames, KEY, HERE))
    assert b"".join(given) == clear[: 2 * CHUNK] or given == []


@pytest.mark.parametrize(
    "elsewhere", [FileIdentity(uuid4(), HERE.file_id), FileIdentity(HERE.firm_id, uuid4())], ids=["firm", "file"]
)
def test_a_file_cannot_pass_for_another(elsewhere: FileIdentity) -> None:
    with pytest.raises(DamagedFile):
        decrypted(encrypted(content(10)), elsewhere)


def test_another_key_is_refused() -> None:
    with pytest.raises(DamagedFile):
        decrypted(encrypted(content(10)), key=make_key())


def test_the_last_master_key_writes_and_the_others_still_read() -> None:
    first, second = make_key(), make_key()
    before = wrap_key(KEY, HERE, {1: first})
    after = wrap_key(KEY, HERE, {1: first, 2: second})
    assert (before.version, after.version) == (1, 2)
    for wrapped in (before, after):
        assert unwrap_key(wrapped, HERE, {1: first, 2: second}) == KEY
    with pytest.raises(UnknownMasterKey):
        unwrap_key(before, HERE, {2: second})


@pytest.mark.parametrize("content_", [b"", b"short", bytes(60)], ids=["empty", "short", "zeros"])
def test_a_damaged_key_is_refused(content_: bytes) -> None:
    with pytest.raises(DamagedFile):
        unwrap_key(WrappedKey(1, content_), HERE, {1: make_key()})


def test_a_key_belongs_to_its_file_its_firm_and_its_version() -> None:
    master = make_key()
    wrapped = wrap_key(KEY, HERE, {1: master})
    for identity in (FileIdentity(uuid4(), HERE.file_id), FileIdentity(HERE.firm_id, uuid4())):
        with pytest.raises(DamagedFile):
            unwrap_key(wrapped, identity, {1: master})
    with pytest.raises(DamagedFile):
        unwrap_key(WrappedKey(2, wrapped.content), HERE, {2: master})
    with pytest.raises(DamagedFile):
        unwrap_key(wrapped, HERE, {1: make_key()})
