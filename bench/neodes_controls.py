"""What the controls of the catalogue cost: family by family, and the ten dearest. Prints tables; asserts nothing.

Each check that is left to do on an individu is timed as a closure of its own, on a generated file. Written as one
function for a shape that comes often, they cost less together (see `neodes.controls.coded.writing`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import suppress
from time import perf_counter

import neodes
from neodes.controls.coded import catalogue, scan
from neodes.controls.coded.compiling import Layout
from neodes.controls.coded.occurrence import Unsure
from neodes.generate import GenerationSpec, Profile, generate

FAMILIES = ("affiliations", "contrat", "cotisations", "declaration", "editorial", "evenements", "hors_paie", "individu",
            "organismes", "versement")  # fmt: skip
DEAREST = 10


class Meter:
    """Seconds and calls of each control, over the individus of a file."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.individus = 0

    def judge(self, layout: Layout) -> None:
        """Stands for the judgement of an individu: every check is run and timed, nothing is reported."""
        self.individus += 1
        for occurrence in layout.checked:
            for rule, check in zip(occurrence.shape.rules, occurrence.shape.checks, strict=True):
                start = perf_counter()
                with suppress(Unsure):
                    check(occurrence)
                self.seconds[rule.id] += perf_counter() - start
                self.calls[rule.id] += 1


def measure(individus: int) -> Meter:
    """The controls over a file of that many individus, once everything is compiled."""
    data = generate(GenerationSpec(individus=individus, profile=Profile.COMPLET, seed=1))
    neodes.check_bytes(data)
    meter, judge = Meter(), scan.CodedScan._judge_person
    scan.CodedScan._judge_person = lambda _scan, layout: meter.judge(layout)  # type: ignore[method-assign,misc]
    try:
        neodes.check_bytes(data)
    finally:
        scan.CodedScan._judge_person = judge  # type: ignore[method-assign]
    return meter


def family_of(control: str) -> str:
    """The package that declares a control."""
    for name in FAMILIES:
        if any(rule.id == control for rule in getattr(catalogue, name).RULES):
            return name
    return "?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--individus", type=int, default=3_000)
    meter = measure(parser.parse_args().individus)
    total, one = sum(meter.seconds.values()), meter.individus / 1e6
    print(f"{meter.calls.total() / meter.individus:.0f} checks an individu, {total / one:.0f} µs one by one\n")
    families = Counter[str]()
    for control, seconds in meter.seconds.items():
        families[family_of(control)] += seconds
    print("| family | µs an individu | share |\n| :-- | --: | --: |")
    for family, seconds in families.most_common():
        print(f"| {family} | {seconds / one:.1f} | {seconds / total:.0%} |")
    print("\n| the ten dearest | µs an individu | times | µs each |\n| :-- | --: | --: | --: |")
    for control, seconds in meter.seconds.most_common(DEAREST):
        calls = meter.calls[control]
        print(f"| {control} | {seconds / one:.1f} | {calls / meter.individus:.2f} | {seconds / calls * 1e6:.1f} |")


if __name__ == "__main__":
    main()
