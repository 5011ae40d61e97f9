"""S21.G00.56: the tax at source put right."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import needs
from neodes.controls.coded.conditions import absent, among, both, matches, present
from neodes.controls.coded.measures import amount, month, year
from neodes.controls.coded.rule import rule

BASE = "La correction porte sur le montant soumis et la rémunération nette : il faut les deux, avec le taux du mois."
OF_TAX = among("56.002", "01 02")
IN_JANUARY = matches("05.005", "..01....", "est en janvier")
AFTER_JANUARY = matches("05.005", "..(?!01)......", "n'est pas en janvier")
REVIEW = "Vérifiez le type d'erreur, et les montants saisis pour cette régularisation."

RULES = (
    rule(
        "56.001/CCH-11",
        then=month("56.001", "<=", "05.005"),
        why="On ne régularise pas un mois à venir.",
        do="Vérifiez le mois de l'erreur.",
        passes=("56.001=012026", "56.001=122025", "05.005=01122025 56.001=112025", ""),
        fails=("56.001=022026", "05.005=01122025 56.001=012026", "56.001=012027"),
    ),
    needs("56.002", 11, "01", "56.003", "56.006", "56.010", why=BASE),
    needs(
        "56.002",
        12,
        "02",
        "56.005",
        "56.015",
        why="La correction du taux se calcule de l'écart de taux et du montant soumis le mois de l'erreur.",
    ),
    needs("56.002", 13, "03", "56.003", "56.006", "56.010", why=BASE),
    rule(
        "56.002/CCH-14",
        when=among("56.002", "03"),
        then=both(amount("56.003", "<=", "0.00"), amount("56.010", "<=", "0.00")),
        why="Un indu diminue la rémunération et le montant soumis.",
        do=REVIEW,
        passes=(
            "56.002=03 56.003=0.00 56.010=0.00",
            "56.002=03 56.003=-10.00 56.010=-10.00",
            "56.002=01 56.003=0.01 56.010=0.01",
            "56.002=03",
        ),
        fails=("56.002=03 56.003=0.01 56.010=0.00", "56.002=03 56.003=-1.00 56.010=0.01"),
    ),
    rule(
        "56.002/CCH-15",
        when=among("56.002", "01 03 04"),
        then=absent("56.004", "56.005", "56.015"),
        why="Ces données ne servent qu'à la correction d'un taux.",
        do=REVIEW,
        passes=(
            *(f"56.002={kind} 56.003=1.00 56.006=1.00 56.010=1.00" for kind in ("01", "03", "04")),
            "56.002=02 56.004=1.00 56.005=1.00 56.015=1.00",
        ),
        fails=tuple(f"56.002={kind} 56.{name}=1.00" for kind in ("01", "03", "04") for name in ("004", "005", "015")),
    ),
    rule(
        "56.002/CCH-16",
        when=both(OF_TAX, AFTER_JANUARY),
        then=year("56.001", ">=", "05.005"),
        why="Passé janvier, l'impôt de l'année précédente ne se corrige plus par la paie.",
        do="Vérifiez le mois de l'erreur ; une erreur de l'année précédente se règle avec l'administration fiscale.",
        passes=(
            "05.005=01022026 56.001=012026 56.002=01",
            "05.005=01022026 56.001=122025 56.002=03",
            "05.005=01022026 56.001=122025 56.002=04",
            "05.005=01012026 56.001=122025 56.002=02",
            "05.005=01012026 56.001=122024 56.002=01",
        ),
        fails=(
            "05.005=01022026 56.001=122025 56.002=01",
            "05.005=01022026 56.001=122025 56.002=02",
            "05.005=01122026 56.001=122025 56.002=02",
            "05.005=01112026 56.001=122025 56.002=02",
        ),
    ),
    rule(
        "56.002/CCH-17",
        when=both(OF_TAX, IN_JANUARY),
        then=year("56.001", ">=", "05.005", -1),
        why="En janvier, la paie corrige encore l'impôt de l'année qui vient de finir, jamais celui d'une autre avant.",
        do="Vérifiez le mois de l'erreur ; une erreur plus ancienne se règle avec l'administration fiscale.",
        passes=(
            "05.005=01012026 56.001=012025 56.002=01",
            "05.005=01012026 56.001=122025 56.002=02",
            "05.005=01012026 56.001=012026 56.002=02",
            "05.005=01012026 56.001=122024 56.002=03",
            "05.005=01012026 56.001=122024 56.002=04",
            "05.005=01022026 56.001=012026 56.002=01",
        ),
        fails=(
            "05.005=01012026 56.001=122024 56.002=01",
            "05.005=01012026 56.001=122024 56.002=02",
        ),
    ),
    rule(
        "56.002/CCH-18",
        when=among("56.002", "02"),
        then=absent("56.003", "56.006", "56.008", "56.009", "56.010"),
        why="La correction d'un taux ne change ni la rémunération ni les montants soumis.",
        do=REVIEW,
        passes=("56.002=02 56.005=1.00 56.015=1.00", "56.002=01 56.003=1.00 56.006=1.00 56.010=1.00"),
        fails=tuple(f"56.002=02 56.{name}=1.00" for name in ("003", "006", "008", "009", "010")),
    ),
    needs(
        "56.002",
        26,
        "04",
        "56.003",
        "56.010",
        why="La correction, même sans impôt retenu, dit la rémunération nette et le montant soumis.",
    ),
    rule(
        "56.002/CCH-27",
        when=among("56.002", "04"),
        then=amount("56.007", "=", "0.00"),
        why="Cette correction ne rend ni ne retient d'impôt.",
        do=REVIEW,
        passes=("56.002=04 56.007=0.00", "56.002=01 56.007=10.00", "56.002=04"),
        fails=("56.002=04 56.007=0.01", "56.002=04 56.007=-0.01"),
    ),
    rule(
        "56.008/CCH-11",
        when=present("56.008"),
        then=present("56.003", "56.010"),
        why="La part non imposable se corrige avec la rémunération nette et le montant soumis.",
        do=REVIEW,
        passes=("56.003=1.00 56.008=1.00 56.010=1.00", "56.003=1.00", ""),
        fails=("56.008=1.00 56.010=1.00", "56.003=1.00 56.008=1.00", "56.008=0.00"),
    ),
    rule(
        "56.010/CCH-11",
        when=present("56.010"),
        then=present("56.003"),
        why="Le montant soumis se corrige avec la rémunération nette dont il est tiré.",
        do=REVIEW,
        passes=("56.003=1.00 56.010=1.00", "56.003=1.00", ""),
        fails=("56.010=1.00", "56.010=0.00"),
    ),
)
