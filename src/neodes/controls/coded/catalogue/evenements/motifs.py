"""S21.G00.62.002: the motives of an end that each nature of contract admits."""

from __future__ import annotations

from neodes.controls.coded.catalogue.evenements.shapes import MotifOfNature
from neodes.controls.coded.rule import Rule, rule

MOTIFS = {
    "011": "01 07 08 09 82 91",
    "012": "01 07 08 09 82 91",
    "014": "01 07 08 09 50 53 54 91",
    "015": "01 07 08 09 82",
    "020": "01 07 08 09 10 50 53 54 82 91",
    "025": "01 07 08 09 91",
    "026": "01 09 91",
    "031": "02 10 53 54 60 92",
    "033": "02 03 10 53 54 92",
    "034": "01 02 03 07 08 09 10 50 53 54 82 91 92",
    "035": "01 02 03 07 08 09 10 50 53 54 82 91 92",
    "036": "01:61,64,65 02 03 08:64,65 10 53 54 60 91:61,64,65 92",
    "037": "01:61,64,65 02 03 08:64,65 10 53 54 60 91:61,64,65 92",
    "038": "01 07 08 09 50 82 91",
    "039": "01 07 08 09 50 53 54 82 91",
    "043": "01 07 08 09 50 53 54 82 91",
    "058": "01 07 08 09 82 91",
    "059": "01 03 07 08 09 50 53 54 82 91",
    "065": "01 02 08 09 10 82 91 92",
    "081": "01:64,65 02:64,65,81 03:64,65 08:64,65 53 54 91:64,65 92:64,65,81",
    "083": "01 02 03 09 10 53 54 91 92",
    "084": "01:61,64,65 02 03 08:64,65 10 53 54 60 91:61,64,65 92",
    "086": "01 07 08 09 82 91",
    "087": "01 07 08 09 50 82 91",
    "088": "01 07 08 09 50 82 91",
    "089": "01 07 08 09 53 54 82 91",
    "091": "01 07 08 09 50 53 54 82 91",
    "092": "01 07 08 09 50 53 54 82 91",
    "095": "02 03 10 92",
    "096": "02 03 10 92",
    "097": "02 03 10 92",
    "098": "01 02 09 10 91 92",
    "110": "01 07 08 09 50 82 91",
    "111": "01 07 08 09 82 91",
    "112": "01 07 08 09 82 91",
    "113": "01 07 08 09 91",
    "114": "01 07 08 09 91",
    "115": "01 09 91",
    "117": "01 09 91",
    "118": "32",
    "119": "53 54",
    "998": "01 02 03 07 08 09 10 91 92",
    "999": "20 21 29 32 50 51 52 70 80 81 89 90",
}
"""Motive → natures of contract (S21.G00.40.007), some of them for these dispositifs (S21.G00.40.008) alone."""

MOTIFS_OF_2024 = {
    **{motif: natures for motif, natures in MOTIFS.items() if motif != "119"},
    "014": "01 07 08 09 50 91",
    "020": "01 07 08 09 10 50 82 91",
    "031": "02 10 60 92",
    "034": "01 02 03 07 08 09 10 50 82 91 92",
    "035": "01 02 03 07 08 09 10 50 82 91 92",
    "037": "01:61,64,65 02 03 08:64,65 10 60 91:61,64,65 92",
    "039": "01 07 08 09 50 82 91",
    "043": "01 07 08 09 50 82 91",
    "059": "01 03 07 08 09 50 82 91",
    "081": "01:64,65 02:64,65,81 03:64,65 08:64,65 91:64,65 92:64,65,81",
    "089": "01 07 08 09 82 91",
    "091": "01 07 08 09 50 82 91",
    "092": "01 07 08 09 50 82 91",
    "999": "20 21 29 32 50 51 52 53 54 70 80 81 89 90",
}
"""Before the contracts of prisoners (53, 54) had their own motives."""

FREE = "032 066 070 071 082 085 093 094 099 100 116"
"""Motives that the norm leaves to every nature."""

NATURES = "01 02 03 07 08 09 10 20 21 29 32 50 51 52 53 54 60 70 80 81 82 89 90 91 92 93"
DISPOSITIFS = "21 41 61 64 65 81 99"


def _motif_of_nature(table: dict[str, str], versions: str) -> Rule:
    return rule(
        "62.002/CCH-11",
        then=MotifOfNature(table),
        why="Un contrat prend fin d'une façon que sa nature permet : le motif décide des droits du salarié.",
        do="Vérifiez la nature du contrat, le dispositif de politique publique et le motif de la fin.",
        versions=versions,
        passes=(
            *(f"40.007={nature} 40.008=99 62.002={motif}" for motif in FREE.split() for nature in ("01", "93")),
            *(case for motif in table for case in _cases(motif, table[motif], right=True)),
            "62.002=011",
            "40.007=01",
        ),
        fails=tuple(case for motif in table for case in _cases(motif, table[motif], right=False)),
    )


def _cases(motif: str, allowed: str, *, right: bool) -> list[str]:
    """Some of all the natures, with the dispositifs that matter where the motive asks for some."""
    known = dict(word.partition(":")[::2] for word in allowed.split())
    found = [
        f"40.007={nature} 40.008={dispositif} 62.002={motif}"
        for nature in NATURES.split()
        for dispositif in (DISPOSITIFS.split() if known.get(nature) else ["99"])
        if right == (nature in known and (not known[nature] or dispositif in known[nature].split(",")))
    ]
    return [*found[:-1][:: max(1, len(found) // 3)], found[-1]]


RULES = (
    _motif_of_nature(MOTIFS, "P25V01 P26V01 P27V01"),
    _motif_of_nature(MOTIFS_OF_2024, "P24V01"),
)
