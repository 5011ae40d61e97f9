import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neodes.parser import ArchiveFault, ArchiveLimits, open_members
from neodes.parser.archive import safe_name

DSN = b"S10.G00.00.001,'X'\r\n"


def zipped(entries, **options):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def members(data, name="depot.zip", limits=None):
    return [(member.name, member.data, member.error) for member in open_members(data, name, limits)]


def errors(data, **limits):
    return [error for _, _, error in members(data, limits=ArchiveLimits(**limits))]


def test_a_plain_file_is_its_own_member(tmp_path):
    assert members(DSN, "a.dsn") == [("a.dsn", DSN, None)]
    path = tmp_path / "a.dsn"
    path.write_bytes(DSN)
    assert members(path, "a.dsn") == [("a.dsn", DSN, None)]
    assert members(b"", "vide") == [("vide", b"", None)]


def test_gzip(tmp_path):
    assert members(gzip.compress(DSN), "a.dsn.gz") == [("a.dsn", DSN, None)]
    assert members(gzip.compress(DSN) + gzip.compress(DSN), "a.gz") == [("a", DSN * 2, None)]
    path = tmp_path / "a.gz"
    content = b"".join(b"S21.G00.30.019,'%d'\r\n" % rank for rank in range(100_000))
    path.write_bytes(gzip.compress(content))
    assert members(path, "a.gz") == [("a", content, None)]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: data[:12] + b"\xff" + data[13:], lambda data: data + b"x"]
)
def test_damaged_gzip(damage):
    assert members(damage(gzip.compress(DSN * 50)), "a.gz") == [("a", b"", ArchiveFault.ILLISIBLE)]


def test_zip_without_folders_hidden_files_and_what_macos_adds():
    data = zipped(
        {"a.dsn": DSN, "dossier/": b"", "dossier/b.dsn": DSN, "__MACOSX/a.dsn": b"x", "dossier/.DS_Store": b"x"}
    )
    assert members(data) == [("a.dsn", DSN, None), ("dossier/b.dsn", DSN, None)]


def test_names_stay_inside():
    assert safe_name("../../etc/passwd") == "etc/passwd"
    assert safe_name("C:\\paie\\a.dsn") == "paie/a.dsn"
    assert safe_name("/a//./b\x00.dsn") == "a/b.dsn"
    assert safe_name("..") == "sans-nom"


def test_empty_zip():
    assert members(zipped({})) == [("depot.zip", b"", ArchiveFault.VIDE)]
    assert members(zipped({"dossier/": b""})) == [("depot.zip", b"", ArchiveFault.VIDE)]


def test_limits():
    assert errors(zipped({f"{rank}.dsn": DSN for rank in range(4)}), entries=3) == [ArchiveFault.TROP_DE_FICHIERS]
    two = zipped({"a": b"x" * 900, "b": DSN})
    assert errors(two, member_bytes=500) == [ArchiveFault.TROP_GRANDE, None]
    assert errors(two, total_bytes=910) == [None, ArchiveFault.TROP_GRANDE]
    bomb = zipped({"a": b"\0" * 30_000_000, "b": DSN})
    assert errors(bomb) == [ArchiveFault.COMPRESSION, None]
    assert members(gzip.compress(b"\0" * 30_000_000), "a.gz")[0][2] is ArchiveFault.COMPRESSION


def test_a_limit_gives_its_figures():
    (member,) = open_members(zipped({"a": DSN, "b": DSN}), "x.zip", ArchiveLimits(entries=1))
    assert (member.found, member.limit) == (2, 1)


def test_archives_in_archives_are_refused():
    inner = zipped({"a.dsn": DSN})
    assert errors(zipped({"inner.zip": inner, "b.dsn": DSN})) == [ArchiveFault.IMBRIQUEE, None]
    assert errors(zipped({"a.gz": gzip.compress(DSN)})) == [ArchiveFault.IMBRIQUEE]
    assert members(gzip.compress(inner), "a.zip.gz")[0][2] is ArchiveFault.IMBRIQUEE


def test_encrypted_member_is_named():
    data = bytearray(zipped({"a.dsn": DSN}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    assert errors(bytes(data)) == [ArchiveFault.CHIFFREE]


def test_damaged_member_leaves_the_others():
    data = bytearray(zipped({"a.dsn": DSN * 9, "b.dsn": DSN}))
    data[40] ^= 0xFF
    found = errors(bytes(data))
    assert found[0] is ArchiveFault.ILLISIBLE
    assert found[1] is None


def test_workbook_is_not_a_deposit():
    data = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    assert members(data, "paie.xlsx") == [("paie.xlsx", data, None)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((zipped({"a.dsn": DSN * 3, "b/c.dsn": DSN}), gzip.compress(DSN * 3))), st.data())
def test_damaged_archives_never_raise(archive, data):
    content = bytearray(archive)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    assert members(bytes(content)) is not None
