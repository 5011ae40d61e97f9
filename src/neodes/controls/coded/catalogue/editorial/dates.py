"""Dates of what has happened: chapters 4.4.12 (month declared) and 4.4.13 (declarations of events) of the norm."""

from __future__ import annotations

from neodes.controls.coded.catalogue.editorial.shapes import FUTURE, by_file_date, by_month_end
from neodes.controls.coded.conditions import among
from neodes.controls.coded.measures import date, month_end
from neodes.controls.coded.rule import rule

PAID_IN_THE_MONTH = "001 002 003 010 012 013 016 017 018 019 020 021 022 025"

RULES = (
    by_month_end("16.001/SIG-11"),
    by_month_end("31.001/SIG-11"),
    by_month_end("40.001/SIG-14"),
    by_month_end("40.030/SIG-12"),
    by_file_date("40.031/SIG-13", "07"),
    by_month_end("41.001/SIG-11"),
    by_month_end("41.021/SIG-11"),
    rule(
        "51.002/SIG-14",
        when=among("51.011", PAID_IN_THE_MONTH),
        then=date("51.002", "<=", month_end()),
        why=FUTURE,
        do="Vérifiez la fin de la période de paie : ces éléments se rattachent au mois déclaré ou à un mois passé.",
        passes=(
            "51.002=31012026 51.011=001",
            "51.002=31012026 51.011=025",
            "51.002=01022026 51.011=023",
            "51.002=01022026 51.011=028",
            "51.002=01022026",
        ),
        fails=("51.002=01022026 51.011=001", "51.002=01022026 51.011=010", "51.002=01022026 51.011=025"),
    ),
    by_month_end("52.007/SIG-11"),
    by_file_date("52.007/SIG-12", "07", monthly=True),
    by_month_end("54.004/SIG-12", versions="P24V01"),
    by_month_end("59.005/SIG-12", versions="P27V01"),
    by_file_date("60.002/SIG-14", "04", monthly=True),
    by_file_date("60.005/SIG-12", "04", monthly=True),
    by_month_end("60.010/SIG-12"),
    by_file_date("60.010/SIG-13", "05", monthly=True),
    by_file_date("60.012/SIG-13", "04"),
    by_month_end("62.001/SIG-13"),
    by_month_end("65.002/SIG-12"),
    by_month_end("70.014/SIG-11"),
    by_month_end("70.015/SIG-12"),
    by_month_end("73.004/SIG-11"),
    by_month_end("75.002/SIG-13", versions="P27V01"),
    by_month_end("87.005/SIG-12"),
    by_month_end("87.006/SIG-12"),
    by_month_end("88.006/SIG-12"),
    by_month_end("88.007/SIG-12"),
    by_month_end("89.005/SIG-11"),
    by_month_end("92.005/SIG-12"),
)
