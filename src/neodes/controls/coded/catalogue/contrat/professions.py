"""S21.G00.40.004, 005 and 026: the complements that some professions need."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, either, never, present
from neodes.controls.coded.rule import Rule, not_run, rule

BEFORE_P27 = "P24V01 P25V01 P26V01"
DO = "Vérifiez le code de la profession (PCS-ESE) et son complément dans la fiche du salarié."
ARTISTES = "353b 353c 354b 354c 354e 354f 465b 637c"

SPECTACLE = "Les emplois du spectacle se déclarent au détail, avec un complément."
HOSPITALIERS = "L'emploi d'un praticien hospitalier se déclare au détail, avec un complément."
TABLE_DO = "Renseignez le complément de la profession ; sa valeur n'est pas vérifiée, la table n'étant pas détenue."


def complement_of(old: str, new: str, professions: str, complements: str, why: str) -> tuple[Rule, Rule]:
    """These complements go with these professions, and with no other; since P27V01 the complement must be there.

    Before, the control belongs to the complement: it says nothing of one that is absent.
    """
    codes, values = professions.split(), complements.split()
    passes = (
        *(f"40.004={code} 40.005={values[0]}" for code in codes),
        *(f"40.004={codes[0]} 40.005={value}" for value in values),
        "40.004=543f 40.005=37",
        "40.004=543f",
    )
    missing = tuple(f"40.004={code}" for code in codes)
    fails = (
        f"40.004={codes[-1]} 40.005=37",
        *(f"40.004=543f 40.005={value}" for value in (values[0], values[-1])),
    )

    return (
        rule(
            old,
            when=present("40.005"),
            then=either(
                both(among("40.004", professions), among("40.005", complements)),
                both(never("40.004", professions), never("40.005", complements)),
            ),
            why=why,
            do=DO,
            versions=BEFORE_P27,
            passes=(*passes, *missing),
            fails=fails,
        ),
        rule(
            new,
            when=among("40.004", professions),
            then=among("40.005", complements),
            iff=True,
            why=why,
            do=DO,
            versions="P27V01",
            passes=passes,
            fails=(*missing, *fails),
        ),
    )


def artist(control: str, versions: str, reading: str = "") -> Rule:
    """A complement is demanded for the professions of show business; the table of its values is not held."""
    return rule(
        control,
        when=among("40.004", ARTISTES),
        then=present("40.005"),
        why=SPECTACLE,
        do=TABLE_DO,
        reading=reading,
        versions=versions,
        passes=("40.004=353b 40.005=999SPT", "40.004=637c 40.005=50", "40.004=543f", "40.004=353a"),
        fails=("40.004=353b", "40.004=637c"),
    )


RULES = (
    *complement_of(
        "40.005/CCH-11",
        "40.004/CCH-11",
        "389b",
        "T389N T389M C389N C389M",
        "Le taux de cotisation du personnel navigant dépend de sa catégorie, que dit le complément.",
    ),
    *complement_of(
        "40.005/CCH-12",
        "40.004/CCH-12",
        "352a",
        "NP352 P352",
        "Un journaliste a une carte de presse ou non, ce que dit le complément.",
    ),
    *complement_of(
        "40.005/CCH-13",
        "40.004/CCH-13",
        "463a 463b 463c 463d 463e",
        "06 07 08 09",
        "Un représentant est exclusif, multicarte ou d'une autre sorte, ce que dit le complément.",
    ),
    *complement_of(
        "40.005/CCH-14",
        "40.004/CCH-14",
        "643a",
        "C643 L643",
        "Un livreur est coursier ou chauffeur, ce que dit le complément.",
    ),
    artist(
        "40.005/CCH-18",
        BEFORE_P27,
        "l'absence du complément est relevée, ce que la norme n'écrit qu'à partir de P27V01.",
    ),
    artist("40.004/CCH-15", "P27V01"),
    *complement_of(
        "40.005/SIG-20",
        "40.004/SIG-16",
        "546d",
        "546dN 546dM",
        "Le taux de cotisation des hôtesses et stewards est normal ou majoré, ce que dit le complément.",
    ),
    rule(
        "40.026/CCH-11",
        when=among("40.026", "06"),
        then=present("40.005"),
        why=HOSPITALIERS,
        do=TABLE_DO,
        versions="P27V01",
        passes=("40.005=3500 40.026=06", "40.026=99", ""),
        fails=("40.026=06",),
    ),
)

NOT_RUN = (not_run("40.005/CCH-16", "la table NEH des emplois hospitaliers n'est pas détenue."),)
