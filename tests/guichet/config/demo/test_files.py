"""What the demonstration deposits: real files, of fictitious firms, the same on the same day."""

from __future__ import annotations

from datetime import date

import pytest

import neodes
from guichet.config.demo.files import demo_files

TODAY = date(2026, 12, 3)


def declared(name_start: str) -> list[str]:
    (file,) = [file for file in demo_files(TODAY) if file.name.startswith(name_start) and "copie" not in file.name]
    return [declaration.siret for declaration in neodes.check_bytes(file.content).declarations]


def test_the_same_day_gives_the_same_bytes() -> None:
    assert demo_files(TODAY) == demo_files(TODAY)


def test_sectors_do_not_share_their_establishments() -> None:
    sirets = declared("commerce") + declared("batiment") + declared("garage")
    assert len(sirets) == len(set(sirets)) == 6


def test_one_file_has_faults_and_the_others_have_none() -> None:
    blocking = {}
    for file in demo_files(TODAY):
        if file.name.endswith(".dsn"):
            groups = neodes.check_bytes(file.content).groups
            blocking[file.name] = sum(group.count for group in groups if group.severity is neodes.Severity.BLOQUANT)
    assert {name for name, count in blocking.items() if count} == {"garage-2026-11-a-corriger.dsn"}
    assert blocking["garage-2026-11-a-corriger.dsn"] >= 4


def test_one_is_the_copy_of_another() -> None:
    contents = [file.content for file in demo_files(TODAY)]
    assert len(contents) == len(set(contents)) + 1


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2026, 12, 3), "2026-11"), (date(2027, 1, 31), "2026-12"), (date(2027, 2, 1), "2027-01")],
)
def test_they_declare_the_month_before(day: date, month: str) -> None:
    assert demo_files(day)[0].name == f"commerce-{month}.dsn"


def test_they_are_in_test_mode() -> None:
    for file in demo_files(TODAY):
        if file.name.endswith(".dsn"):
            assert b"S10.G00.00.005,'01'" in file.content
