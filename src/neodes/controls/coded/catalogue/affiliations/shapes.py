"""S21.G00.70.012: when several affiliations of a person may share one identifier."""

from __future__ import annotations

from collections.abc import Sequence

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.terms import At, Condition, Verdict, full, listed, named
from neodes.norm import Norm

IDENTIFIER = rubrique_id("70.012")
NATURE, PCS = full(("40.007", "40.004"))
MISSION = "03"

SAME_AFFILIATION = full(("70.013", "70.004", "70.005"))
"""Adhésion, option and population that these affiliations must have in common."""

SAME_CONTRACT = full(("40.002", "40.003", "40.008", "40.017"))
"""What the contracts of these affiliations must have in common."""

PRESSE_ET_SPECTACLE = ("352a", "353b", "353c", "354b", "354c", "354e", "354f", "465b", "637c")
"""Professions paid by the piece or by the engagement, of whom one affiliation may cover several contracts."""


class OwnIdentifier(Condition):
    """No affiliation of the person before this one has its identifier, unless all that have it are alike.

    Alike: contracts of mission only (or of `professions` only), one adhésion, option and population, and contracts with
    the same statuses, dispositif and collective agreement.
    """

    rubriques = (IDENTIFIER,)

    def __init__(self, *professions: str) -> None:
        self.professions = professions

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read = at.reader(IDENTIFIER)
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            identifier = read(occurrence)
            affiliations = occurrence.up("S21.G00.30").below("S21.G00.70")
            group = [found for found in affiliations if found.get(IDENTIFIER) == identifier]
            return group[0] is occurrence or self._shared(group)

        return test

    def _shared(self, group: Sequence[Occurrence]) -> bool:
        contracts = [affiliation.up("S21.G00.40") for affiliation in group]
        return (
            self._many_engagements(contracts)
            and all(_one_value(group, rubrique) for rubrique in SAME_AFFILIATION)
            and all(_one_value(contracts, rubrique) for rubrique in SAME_CONTRACT)
        )

    def _many_engagements(self, contracts: Sequence[Occurrence]) -> bool:
        return all(contract.get(NATURE) == MISSION for contract in contracts) or all(
            contract.get(PCS) in self.professions for contract in contracts
        )

    def words(self, norm: Norm) -> str:
        professions = f" ou ont une profession de la liste {listed(self.professions)}" if self.professions else ""
        common = listed((named(norm, rubrique) for rubrique in (*SAME_AFFILIATION, *SAME_CONTRACT)), "et")
        return (
            f"l'identifiant {named(norm, IDENTIFIER)} n'est pas celui d'une autre affiliation du salarié, à moins que "
            f"tous les contrats concernés soient des missions{professions} et qu'ils aient en commun {common}"
        )


def _one_value(blocs: Sequence[Occurrence], rubrique: str) -> bool:
    return len({bloc.get(rubrique) for bloc in blocs}) == 1
