"""Names of persons, places of birth and e-mail addresses: chapters 4.4.8 to 4.4.10 of the norm."""

from __future__ import annotations

from neodes.controls.coded.catalogue.editorial.shapes import (
    CONTACT,
    contact_email,
    email,
    family_name,
    first_names,
    identity,
)
from neodes.controls.coded.forms import form
from neodes.controls.coded.rule import rule

RULES = (
    rule(
        "02.002/CSL-11",
        then=form("contact", "02.002"),
        why=CONTACT,
        passes=("02.002=MME_MARTIN-DUPONT", "02.002='T_HOOFT"),
        fails=("02.002=-MARTIN", "02.002=MARTIN_-_PAIE", "02.002=MARTIN--DUPONT", "02.002=MARTIN'"),
    ),
    contact_email("02.004/CSL-11"),
    identity("07.001/CSL-11"),
    contact_email("07.003/CSL-11"),
    family_name("30.002/CSL-11"),
    identity("30.003/CSL-11"),
    first_names("30.004/CSL-11", "30.002"),
    rule(
        "30.007/CSL-11",
        then=form("place", "30.007"),
        why="Le lieu de naissance sert à retrouver la personne dans l'état civil : il s'écrit comme une adresse.",
        do="Écrivez le nom de la commune sans signe au début ni à la fin, ni signes côte à côte.",
        passes=("30.007=SAINT-DENIS", "30.007=ST._DENIS", "30.007=L'HAY-LES-ROSES", ""),
        fails=("30.007=-DENIS", "30.007=ST.", "30.007=LYON_-_3E", "30.007=SAINT__DENIS", "30.007=ST.-DENIS"),
    ),
    email("30.018/CSL-11"),
    family_name("31.009/CSL-11"),
    first_names("31.010/CSL-11", "31.009"),
    family_name("32.002/CSL-11"),
    identity("32.003/CSL-11"),
    family_name("91.002/CSL-11"),
    identity("91.003/CSL-11"),
    first_names("91.004/CSL-11", "91.002"),
    email("91.015/CSL-11"),
)
