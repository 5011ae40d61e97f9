"""Sectors of activity as data: conventions, jobs, organisms and what each adds to a declaration."""

from __future__ import annotations

from dataclasses import dataclass

CADRE, TECHNICIEN, EMPLOYE, OUVRIER = "04", "05", "06", "07"

CONDUCTEURS = ("641a", "641b", "643a")
"""PCS-ESE of those who drive for others."""


@dataclass(frozen=True, slots=True)
class Emploi:
    """A job: label, PCS-ESE, status (S21.G00.40.002), full-time monthly pay in euros, complement, own IDCC."""

    libelle: str
    pcs: str
    statut: str
    salaire: int
    complement: str | None = None
    idcc: str | None = None

    @property
    def cadre(self) -> bool:
        """Cadre of article 4 (S21.G00.40.003 = 01)."""
        return self.statut == CADRE

    @property
    def conducteur(self) -> bool:
        """Drives, and is insured against being unfit to."""
        return self.pcs in CONDUCTEURS


@dataclass(frozen=True, slots=True)
class Activity:
    """What an establishment does: APET, its main convention and its jobs, the most frequent first."""

    apet: str
    idcc: str
    emplois: tuple[Emploi, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """Organisms and codes shared by the establishments of a sector.

    `prevoyance` and `sante`: code in S21.G00.15.002; `retraite`: SIRET of the Agirc-Arrco institution;
    `risque` and `taux_at`: S21.G00.40.040 and .043, rate in thousandths of a per cent; `conges`: code of the caisse
    de congés payés; `bases_conges`: bases declared to it; `contrat_usage`: employs under contrat d'usage;
    `inaptitude`: who insures drivers; `apprentis_affilies`: the insurance contract covers apprentices too.
    """

    activities: tuple[Activity, ...]
    prevoyance: str
    retraite: str
    risque: str
    taux_at: int
    sante: str = "P1030"
    conges: str | None = None
    bases_conges: tuple[str, ...] = ()
    agricole: bool = False
    contrat_usage: bool = False
    inaptitude: str | None = None
    apprentis_affilies: bool = False


_COMPTABLE = Emploi("Comptable", "543b", EMPLOYE, 2250)
_DIRECTEUR = Emploi("Directeur administratif", "372a", CADRE, 4650)
_ASSISTANTE = Emploi("Assistante d'agence", "543g", EMPLOYE, 2050)

_CONSEIL = Activity(
    "6202A",
    "1486",
    (
        Emploi("Ingénieur d'études", "388a", CADRE, 3350),
        Emploi("Développeur", "388a", CADRE, 3050),
        Emploi("Technicien d'exploitation", "461d", TECHNICIEN, 2350),
        _COMPTABLE,
        _ASSISTANTE,
    ),
)
_COMMERCE = Activity(
    "4711D",
    "2216",
    (
        Emploi("Employé de libre-service", "551a", EMPLOYE, 1835),
        Emploi("Vendeur en boulangerie", "554a", EMPLOYE, 1850),
        Emploi("Animateur de rayon", "462d", TECHNICIEN, 2150),
        Emploi("Chef de magasin", "374a", CADRE, 3150),
        Emploi("Boucher d'atelier", "636a", OUVRIER, 1950),
    ),
)
_RESTAURANT = Activity(
    "5610A",
    "1979",
    (
        Emploi("Cuisinier", "636d", OUVRIER, 2080),
        Emploi("Commis de cuisine", "561d", EMPLOYE, 1830),
        Emploi("Comptable d'établissement", "543b", EMPLOYE, 2150),
        Emploi("Directeur d'exploitation", "372a", CADRE, 3200),
    ),
)

_BATIMENT_JOBS = (
    Emploi("Maçon coffreur", "632a", OUVRIER, 2120, "BTP101", "1597"),
    Emploi("Charpentier bois", "632c", OUVRIER, 2180, "BTP102", "1597"),
    Emploi("Menuisier d'agencement", "632d", OUVRIER, 2160, "BTP103", "1597"),
    Emploi("Électricien", "633a", OUVRIER, 2140, "BTP104", "1597"),
    Emploi("Conducteur de travaux", "481a", TECHNICIEN, 2780, "BTP201", "2609"),
    Emploi("Secrétaire technique", "543g", EMPLOYE, 2050, "BTP202", "2609"),
    Emploi("Ingénieur travaux", "382a", CADRE, 3900, "BTP301", "2420"),
)

SECTORS: dict[str, Sector] = {
    "general": Sector(
        (_CONSEIL, _COMMERCE, _RESTAURANT),
        prevoyance="P1030",
        retraite="75320126800012",
        risque="741GB",
        taux_at=1_100,
    ),
    "btp": Sector(
        (Activity("4399C", "1597", _BATIMENT_JOBS), Activity("4120A", "1597", _BATIMENT_JOBS)),
        prevoyance="P0914",
        retraite="77567053200404",
        risque="452BE",
        taux_at=6_400,
        sante="P0914",
        conges="01",
        bases_conges=("20", "21", "34"),
    ),
    "auto": Sector(
        (
            Activity(
                "4520A",
                "1090",
                (
                    Emploi("Mécanicien automobile", "634c", OUVRIER, 2050),
                    Emploi("Carrossier peintre", "634a", OUVRIER, 2090),
                    Emploi("Réceptionnaire d'atelier", "543f", EMPLOYE, 2150),
                    _COMPTABLE,
                    _DIRECTEUR,
                ),
            ),
        ),
        prevoyance="P0958",
        retraite="33213903900017",
        risque="501ZA",
        taux_at=2_700,
        sante="P0958",
    ),
    "spectacle": Sector(
        (
            Activity(
                "9001Z",
                "3090",
                (
                    Emploi("Régisseur général", "637c", OUVRIER, 2250, complement="999SPT"),
                    Emploi("Assistant de production", "465b", TECHNICIEN, 2350, complement="999SPT"),
                    Emploi("Chargé de diffusion", "464a", TECHNICIEN, 2300),
                    Emploi("Agent d'accueil", "541d", EMPLOYE, 1840),
                    Emploi("Directeur de production", "353b", CADRE, 3700, complement="999SPT"),
                ),
            ),
        ),
        prevoyance="P0983",
        retraite="44832375800038",
        risque="923AC",
        taux_at=1_400,
        sante="P0983",
        contrat_usage=True,
    ),
    "agricole": Sector(
        (
            Activity(
                "0111Z",
                "7024",
                (
                    Emploi("Ouvrier agricole polyvalent", "691e", OUVRIER, 1860),
                    Emploi("Conducteur d'engins agricoles", "691a", OUVRIER, 2010),
                    Emploi("Chef de culture", "480a", TECHNICIEN, 2480),
                    Emploi("Directeur d'exploitation", "372a", CADRE, 3600),
                    _COMPTABLE,
                ),
            ),
        ),
        prevoyance="P0002",
        retraite="77568291700015",
        risque="RA110",
        taux_at=2_900,
        sante="P0002",
        agricole=True,
    ),
    "transport": Sector(
        (
            Activity(
                "4941A",
                "0016",
                (
                    Emploi("Conducteur routier longue distance", "641a", OUVRIER, 2180),
                    Emploi("Chauffeur-livreur", "643a", OUVRIER, 1920, complement="L643"),
                    Emploi("Agent d'exploitation", "543f", EMPLOYE, 2200),
                    _COMPTABLE,
                    _DIRECTEUR,
                ),
            ),
        ),
        prevoyance="P0971",
        retraite="30558637200321",
        risque="602MG",
        taux_at=4_800,
        sante="P0971",
        inaptitude="P0954",
        apprentis_affilies=True,
    ),
    "graphique": Sector(
        (
            Activity(
                "1812Z",
                "0184",
                (
                    Emploi("Conducteur de presse offset", "637d", OUVRIER, 2260),
                    Emploi("Opérateur de façonnage", "674d", OUVRIER, 1900),
                    Emploi("Infographiste", "464a", TECHNICIEN, 2280),
                    _COMPTABLE,
                    _DIRECTEUR,
                ),
            ),
        ),
        prevoyance="P0978",
        retraite="39911122800017",
        risque="221EE",
        taux_at=2_100,
        sante="P0978",
        apprentis_affilies=True,
    ),
    "assurance": Sector(
        (
            Activity(
                "6512Z",
                "1672",
                (
                    Emploi("Gestionnaire de sinistres", "543b", EMPLOYE, 2280),
                    Emploi("Chargé d'indemnisation", "461d", TECHNICIEN, 2520),
                    Emploi("Conseiller commercial", "467a", TECHNICIEN, 2450),
                    Emploi("Actuaire", "372a", CADRE, 4200),
                    _ASSISTANTE,
                ),
            ),
        ),
        prevoyance="P1330",
        retraite="48053538400055",
        risque="660BB",
        taux_at=900,
        sante="P1330",
    ),
}
"""By the name given to `GenerationSpec.sector`."""
