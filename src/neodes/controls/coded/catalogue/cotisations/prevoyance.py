"""S21.G00.78 of code 31: what ties a base of prévoyance to the contracts of the person."""

from __future__ import annotations

from functools import lru_cache

from neodes.controls.coded.catalogue.cotisations.bases import PREVOYANCE
from neodes.controls.coded.conditions import both, present
from neodes.controls.coded.measures import MAIN_MONTH, hundredths, month_bound, month_end, sortable
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.relations import check
from neodes.controls.coded.rule import rule
from neodes.controls.coded.terms import outside

ANNULATION, MISSION = "099", "03"
AFFILIATION = "S21.G00.78.005"
TIED = both(PREVOYANCE, present("78.005"))

ACTIVE = (
    "la période de la base (S21.G00.78.002, S21.G00.78.003) est comprise dans la période d'activité du contrat affilié"
)


def _contracts(base: Occurrence) -> list[Occurrence]:
    """The contracts of the person that have the affiliation of a base; worked out once."""
    facts = base.source.facts
    found: list[Occurrence] | None = facts.get((_contracts, id(base)))
    if found is None:
        wanted = base.get(AFFILIATION)
        found = facts[_contracts, id(base)] = [
            contract
            for contract in base.up("S21.G00.30").below("S21.G00.40")
            if any(bloc.get("S21.G00.70.012") == wanted for bloc in contract.below("S21.G00.70"))
        ]
    return found


def _of_same_payment(base: Occurrence) -> bool:
    """Whether one of these contracts is paid by the payment of the base; payments without remuneration do not tell."""
    paid = {found.get("S21.G00.51.010") for found in base.up("S21.G00.50").below("S21.G00.51")} - {None}
    return not paid or any(contract.get("S21.G00.40.009") in paid for contract in _contracts(base))


def _signs(base: Occurrence) -> set[bool]:
    """Signs of the contributions under a base; zero has none."""
    amounts = (hundredths(found.get("S21.G00.81.004")) for found in base.below("S21.G00.81"))
    return {amount > 0 for amount in amounts if amount}


def _key(base: Occurrence) -> list[str | None]:
    return [base.get(f"S21.G00.78.{number}") for number in ("001", "002", "003", "005")]


def _not_repeated(base: Occurrence) -> bool:
    """Whether no base before this one, in the same payment, is its double."""
    wanted, key = base.get(AFFILIATION), _key(base)
    for found in base.up("S21.G00.50").below("S21.G00.78"):
        if found is base:
            return True
        if found.get(AFFILIATION) == wanted and _key(found) == key and _signs(base) & _signs(found):
            return any(contract.get("S21.G00.40.007") == MISSION for contract in _contracts(base))
    return True


def _covers(contract: Occurrence, base: Occurrence) -> bool:
    """Whether the contract was running all along the period of the base."""
    start, end = base.get("S21.G00.78.002"), base.get("S21.G00.78.003")
    hired, month = contract.get("S21.G00.40.001"), outside(base, MAIN_MONTH)
    if start is None or end is None or hired is None or month is None:
        return True
    days = [
        day
        for found in contract.below("S21.G00.62")
        if found.get("S21.G00.62.002") != ANNULATION and (day := found.get("S21.G00.62.001")) is not None
    ]
    left = max(map(sortable, days)) if days else _last_day(month)
    return sortable(hired) <= sortable(start) and sortable(end) <= left


@lru_cache(maxsize=12)
def _last_day(month: str) -> str:
    return month_bound(month, month_end())


def _active(base: Occurrence) -> bool:
    contracts = _contracts(base)
    return not contracts or any(_covers(contract, base) for contract in contracts)


def _active_or_mission(base: Occurrence) -> bool:
    return all(contract.get("S21.G00.40.007") == MISSION for contract in _contracts(base)) or _active(base)


def _active_or_exempt(base: Occurrence) -> bool:
    """The table of the professions of the stage is not held: any complement of PCS-ESE may be one of them."""
    artists = all(contract.get("S21.G00.40.005") is not None for contract in _contracts(base))
    return artists or _active_or_mission(base)


def _active_or_shared(base: Occurrence) -> bool:
    """An affiliation that is said to hold for several contracts is not tied to the dates of one."""
    wanted = base.get(AFFILIATION)
    return any(
        found.get("S21.G00.70.012") == wanted and found.get("S21.G00.70.016") is not None
        for found in base.up("S21.G00.30").below("S21.G00.70")
    ) or _active(base)


WHY = "Une cotisation de prévoyance se rattache à un moment où la personne était sous contrat."
DO = "Vérifiez les dates de la base et celles du contrat."
JANUARY = "78.001=31 78.002=01012026 78.003=31012026 78.005=1"
RUNNING = (
    f"40.001=01012026 70.012=1 {JANUARY}",
    f"40.001=01012026 62.001=31012026 62.002=031 70.012=1 {JANUARY}",
    f"40.001=01012026 62.001=15012026 62.002=099 70.012=1 {JANUARY}",
    f"40.001=15012026 70.012=1 40.001=01012026 70.012=1 {JANUARY}",
    f"40.001=15012026 70.012=2 {JANUARY}",
    "40.001=15012026 70.012=1 78.001=02 78.002=01012026 78.003=31012026",
)
NOT_RUNNING = (
    f"40.001=02012026 70.012=1 {JANUARY}",
    f"40.001=01012026 62.001=30012026 62.002=031 70.012=1 {JANUARY}",
    "40.001=01012026 70.012=1 78.001=31 78.002=01012026 78.003=01022026 78.005=1",
    f"40.001=01012026 70.012=2 40.001=15012026 70.012=1 {JANUARY}",
)

RULES = (
    rule(
        "78.001/SIG-23",
        when=TIED,
        then=check(
            _not_repeated,
            "aucune autre base 31 du même versement n'a la même période, la même affiliation et des cotisations "
            "de même signe (S21.G00.81.004), à moins que l'affiliation soit celle d'un contrat de mission",
            "78.005",
        ),
        why="Deux bases de la même affiliation pour le même mois feraient compter deux fois la même cotisation.",
        do="Réunissez les deux bases en une seule.",
        reading="Une cotisation nulle n'a pas de signe : elle n'est pas comparée.",
        passes=(
            f"70.012=1 {JANUARY} 81.004=10.00 {JANUARY} 81.004=-10.00",
            f"70.012=1 {JANUARY} 81.004=10.00",
            f"70.012=1 {JANUARY} 81.004=0.00 {JANUARY} 81.004=0.00",
            f"40.007=01 40.007=03 70.012=1 {JANUARY} 81.004=10.00 {JANUARY} 81.004=10.00",
            f"70.012=1 {JANUARY} 81.004=10.00 +50 {JANUARY} 81.004=10.00",
            f"70.012=1 {JANUARY} 81.004=10.00 78.001=31 78.002=01122025 78.003=31122025 78.005=1 81.004=10.00",
            f"70.012=1 {JANUARY} 81.004=10.00 78.001=31 78.002=01012026 78.003=31012026 78.005=2 81.004=10.00",
        ),
        fails=(
            f"70.012=1 {JANUARY} 81.004=10.00 {JANUARY} 81.004=5.00",
            f"70.012=1 {JANUARY} 81.004=-10.00 {JANUARY} 81.004=-5.00",
            f"40.007=01 70.012=1 40.007=03 70.012=2 {JANUARY} 81.004=10.00 {JANUARY} 81.004=5.00",
        ),
    ),
    rule(
        "78.003/SIG-17",
        when=TIED,
        then=check(_active_or_exempt, f"{ACTIVE}, à moins que ce soit un contrat de mission ou d'artiste", "78.005"),
        why=WHY,
        do=DO,
        reading=(
            "La table des professions du spectacle n'est pas détenue : tout contrat qui a un complément de PCS-ESE "
            "est tenu pour celui d'un artiste. "
            "Quand plusieurs contrats ont l'affiliation, il suffit que l'un convienne."
        ),
        versions="P25V01 P26V01",
        passes=(
            *RUNNING,
            f"40.001=15012026 40.007=03 70.012=1 {JANUARY}",
            f"40.001=15012026 40.005=S001 70.012=1 {JANUARY}",
        ),
        fails=(
            *NOT_RUNNING,
            f"40.001=15012026 40.007=03 70.012=1 40.001=15012026 40.007=02 70.012=1 {JANUARY}",
            f"40.001=15012026 40.005=S001 70.012=1 40.001=15012026 40.007=02 70.012=1 {JANUARY}",
        ),
    ),
    rule(
        "78.003/SIG-17",
        when=TIED,
        then=check(_active_or_mission, f"{ACTIVE}, à moins que ce soit un contrat de mission", "78.005"),
        why=WHY,
        do=DO,
        reading="Quand plusieurs contrats ont l'affiliation, il suffit que l'un convienne.",
        versions="P24V01",
        passes=(*RUNNING, f"40.001=15012026 40.007=03 70.012=1 {JANUARY}"),
        fails=(
            *NOT_RUNNING,
            f"40.001=15012026 40.005=S001 70.012=1 {JANUARY}",
            f"40.001=15012026 40.007=03 70.012=1 40.001=15012026 40.007=02 70.012=1 {JANUARY}",
        ),
    ),
    rule(
        "78.003/SIG-17",
        when=TIED,
        then=check(
            _active_or_shared,
            f"{ACTIVE}, à moins que l'affiliation soit dite applicable à plusieurs contrats (S21.G00.70.016)",
            "78.005",
        ),
        why=WHY,
        do=DO,
        reading="Quand plusieurs contrats ont l'affiliation, il suffit que l'un convienne.",
        versions="P27V01",
        passes=(*RUNNING, f"40.001=15012026 70.012=1 70.016=01 {JANUARY}"),
        fails=(
            *NOT_RUNNING,
            f"40.001=15012026 40.007=03 70.012=1 {JANUARY}",
            f"40.001=15012026 70.012=1 70.012=2 70.016=01 {JANUARY}",
        ),
    ),
    rule(
        "78.005/CCH-12",
        when=TIED,
        then=check(
            _of_same_payment,
            "l'affiliation (S21.G00.70.012) est celle d'un contrat (S21.G00.40.009) dont une rémunération "
            "(S21.G00.51.010) figure dans le même versement",
            "78.005",
        ),
        why="La cotisation se prélève sur la paie du contrat qui a l'affiliation.",
        do="Placez la base sous le versement qui paie ce contrat, ou corrigez l'identifiant de l'affiliation.",
        passes=(
            "40.009=C1 70.012=1 51.010=C1 78.001=31 78.005=1",
            "40.009=C1 70.012=2 40.009=C2 70.012=1 51.010=C1 51.010=C2 78.001=31 78.005=1",
            "40.009=C1 70.012=1 40.009=C2 70.012=1 51.010=C2 78.001=31 78.005=1",
            "40.009=C1 70.012=1 51.010=C2 78.001=02",
            "40.009=C1 70.012=1 51.010=C2 78.001=31",
        ),
        fails=(
            "40.009=C1 70.012=1 51.010=C2 78.001=31 78.005=1",
            "40.009=C1 70.012=1 40.009=C2 70.012=2 51.010=C2 78.001=31 78.005=1",
            "40.009=C1 70.012=1 51.010=C1 +50 51.010=C2 78.001=31 78.005=1",
            "40.009=C1 70.012=2 51.010=C1 78.001=31 78.005=1",
        ),
    ),
)
