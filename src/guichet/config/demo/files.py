"""The files that the demonstration deposits: synthetic, in test mode, of several sectors; one has faults."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date

from guichet.config.demo.people import EMETTEUR
from neodes import NORM_VERSIONS
from neodes.generate import GenerationSpec, generate
from neodes.generate.faults import inject
from neodes.generate.identifiers import nic, siren

FAULTS = ("bad_nir", "bad_amount", "missing_obligatory", "wrong_total")


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file as a person would drop it."""

    name: str
    content: bytes


def demo_files(today: date) -> list[DemoFile]:
    """The files of the month that is being declared on that day; the same day gives the same bytes."""
    month = _month_before(today)
    before = _month_before(date.fromisoformat(f"{month}-01"))
    commerce = _generate(month, "general", _sirets(1, 2) + _sirets(2, 1), individus=(12, 5, 8))
    batiment = _generate(month, "btp", _sirets(3, 2), individus=(60, 14))
    garage = _generate(month, "auto", _sirets(4, 1), individus=(9,))
    return [
        DemoFile(f"commerce-{month}.dsn", commerce),
        DemoFile(f"batiment-{month}.dsn", batiment),
        DemoFile(f"garage-{month}-a-corriger.dsn", _with_faults(garage)),
        DemoFile(f"lot-{before}.zip", _archive(before)),
        DemoFile(f"commerce-{month}-copie.dsn", commerce),
    ]


def _sirets(rank: int, count: int) -> tuple[str, ...]:
    """Establishments of the fictitious firm of that rank."""
    firm = siren(rank)
    return tuple(firm + nic(firm, number) for number in range(1, count + 1))


def _archive(month: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for rank, sector in enumerate(("transport", "spectacle"), start=5):
            content = _generate(month, sector, _sirets(rank, 1), individus=(7,))
            # A date of its own, so that the same day gives the same bytes.
            archive.writestr(zipfile.ZipInfo(f"{sector}-{month}.dsn", (2026, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def _generate(month: str, sector: str, sirets: tuple[str, ...], *, individus: tuple[int, ...]) -> bytes:
    return generate(
        GenerationSpec(
            norm=_norm_of(month), month=month, sector=sector, sirets=sirets, individus=individus, emetteur=EMETTEUR
        )
    )


def _with_faults(content: bytes) -> bytes:
    for name in FAULTS:
        content = inject(name, content).content
    return content


def _norm_of(month: str) -> str:
    """The version of the year of that month, or the nearest one that we hold."""
    wanted = f"P{month[2:4]}V01"
    return min(max(wanted, min(NORM_VERSIONS)), max(NORM_VERSIONS))


def _month_before(day: date) -> str:
    year, month = (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)
    return f"{year}-{month:02d}"
