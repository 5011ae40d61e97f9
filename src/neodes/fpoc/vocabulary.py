"""The names of the XML of fiches, and the rubriques of the norm that must carry what they hold."""

from __future__ import annotations

import re

COMPONENTS = {
    "BrutPrev": "10",
    "TAPrev": "11",
    "T2Prev": "12",
    "TBPrev": "13",
    "TCPrev": "14",
    "TDPrev": "15",
    "TD1Prev": "16",
    "T2UPrev": "24",
}
"""Element of calculation → S21.G00.79.001. `BaseMontantSpecifique` names its code itself."""

SPECIFIC, SPECIFIC_CODES = "BaseMontantSpecifique", ("17", "18", "19", "20", "21")

CRITERIA = {
    "NICAffectation": "S21.G00.40.019",
    "NatureContrat": "S21.G00.40.007",
    "ModaliteExercice": "S21.G00.40.014",
    "MotifDeRecours": "S21.G00.40.021",
    "StatutConventionnel": "S21.G00.40.002",
    "StatutCategoriel": "S21.G00.40.003",
    "RegimeMaladie": "S21.G00.40.018",
    "RegimeVieillesse": "S21.G00.40.020",
    "ComplementRegimeBase": "S21.G00.40.016",
    "CodePCSESE": "S21.G00.40.004",
    "ComplementPCSESE": "S21.G00.40.005",
    "ConventionCollective": "S21.G00.40.017",
    "StatutEmploiSalarie": "S21.G00.40.026",
    "DetacheExpatrieFrontalier": "S21.G00.40.024",
}
"""Criterion on employees → rubrique of the contract. Names match; the correspondence itself is inferred."""

PERIODICITIES = ("Annuel", "Semestriel", "Trimestriel", "Mensuel")
CHANGES = ("01", "02", "03", "04", "05", "99")

OC = re.compile(r"P\d{4}|A[0-9A-Z]{5}|\d{9}", re.ASCII)
DELEGATE = re.compile(r"[GD][0-9A-Z]{5}", re.ASCII)

LABELS = {
    "10": "Salaire brut",
    "11": "Tranche A",
    "12": "Tranche 2",
    "13": "Tranche B",
    "14": "Tranche C",
    "15": "Tranche D",
    "16": "Tranche D1",
    "17": "Base spécifique",
    "18": "Base forfaitaire",
    "19": "Base fictive",
    "20": "Montant forfaitaire",
    "21": "Montant libre ou exceptionnel",
    "24": "Tranche 2 unifiée",
}
"""What people call a component, by its code."""
