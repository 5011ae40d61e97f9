"""French localities and countries of birth: postal code, locality as the norm writes it, Insee code."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COUNTRIES", "PLACES", "STREETS", "Country", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A commune; its département is the start of its Insee code."""

    code_postal: str
    localite: str
    insee: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of birth, and whether its citizens are of the European Union (02), the EEA or elsewhere (04)."""

    code: str
    libelle: str
    ue: str


PLACES = tuple(
    Place(*row.split(";"))
    for row in """\
75011;PARIS;75111
75015;PARIS;75115
69003;LYON;69383
13008;MARSEILLE;13208
31000;TOULOUSE;31555
44000;NANTES;44109
67000;STRASBOURG;67482
33000;BORDEAUX;33063
59000;LILLE;59350
35000;RENNES;35238
51100;REIMS;51454
76600;LE HAVRE;76351
42000;SAINT ETIENNE;42218
38000;GRENOBLE;38185
21000;DIJON;21231
49000;ANGERS;49007
30000;NIMES;30189
63000;CLERMONT FERRAND;63113
29200;BREST;29019
87000;LIMOGES;87085
37000;TOURS;37261
80000;AMIENS;80021
57000;METZ;57463
25000;BESANCON;25056
45000;ORLEANS;45234
68100;MULHOUSE;68224
14000;CAEN;14118
54000;NANCY;54395
86000;POITIERS;86194
64000;PAU;64445
17000;LA ROCHELLE;17300
72000;LE MANS;72181
94240;L HAY LES ROSES;94038
85000;LA ROCHE SUR YON;85191
81000;ALBI;81004
07200;AUBENAS;07019
01000;BOURG EN BRESSE;01053""".splitlines()
)

COUNTRIES = (
    Country("PT", "PORTUGAL", "02"),
    Country("ES", "ESPAGNE", "02"),
    Country("PL", "POLOGNE", "02"),
    Country("RO", "ROUMANIE", "02"),
    Country("MA", "MAROC", "04"),
    Country("DZ", "ALGERIE", "04"),
    Country("TN", "TUNISIE", "04"),
    Country("SN", "SENEGAL", "04"),
    Country("VN", "VIET NAM", "04"),
)

STREETS = (
    "RUE DE L'ÉGLISE",
    "AVENUE DE LA RÉPUBLIQUE",
    "RUE DU MARÉCHAL FOCH",
    "IMPASSE DES LILAS",
    "CHEMIN DE L'ORÉE DU BOIS",
    "BOULEVARD D'ARAGO",
    "ALLÉE DES CHÊNES",
    "PLACE DU 8 MAI 1945",
    "RUE SAINT-MAUR",
    "QUAI DE L'ÎLE",
    "ROUTE DE CORBEIL",
    "RUE JEAN-JAURÈS",
)
