"""Shapes of the controls that the introduction of the norm sets for many rubriques: one line a rubrique."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, either, matches, never
from neodes.controls.coded.forms import form
from neodes.controls.coded.measures import date, key, month_end
from neodes.controls.coded.rule import Rule, rule

FUTURE = "Un fait qui n'est pas encore arrivé n'a pas sa place dans la déclaration : il se déclare quand il survient."
NAMES = "Un nom écrit autrement que dans les fichiers de l'état civil empêche de reconnaître la personne."
CONTACT = "Cette personne est celle que l'on appelle en cas de difficulté : son nom doit rester lisible par tous."
EMAIL = "Un message envoyé à une adresse mal formée n'arrive pas."
WRITE_NAME = (
    "Corrigez la fiche : pas de civilité, pas de trait d'union aux bouts du nom, et jamais deux signes (trait d'union, "
    "apostrophe, espace) côte à côte. Un M suivi d'un espace est lu comme une civilité : M BAYE s'écrit M'BAYE ou "
    "MBAYE. De même D' ALMEIDA s'écrit D'ALMEIDA, et VAN 'T HOOFT, VAN T HOOFT."
)


def by_month_end(control: str, *, versions: str = "") -> Rule:
    """A date of something that has happened: at most the last day of the main month (4.4.12)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=date(rubrique, "<=", month_end()),
        why=FUTURE,
        do="Vérifiez cette date ; si le fait survient après le mois, retirez-le de la déclaration de ce mois.",
        versions=versions,
        passes=(
            f"{rubrique}=31012026",
            f"{rubrique}=01122020",
            f"05.005=01022026 {rubrique}=28022026",
            f"05.005=01122025 {rubrique}=31122025",
            "",
        ),
        fails=(
            f"{rubrique}=01022026",
            f"{rubrique}=01012027",
            f"05.005=01022026 {rubrique}=01032026",
            f"05.005=01122025 {rubrique}=01012026",
        ),
    )


EVENTS = among("05.001", "04 05 07")
"""Arrêt de travail, reprise, fin de contrat: the declarations of events of 4.4.13."""


def by_file_date(control: str, nature: str, *, monthly: bool = False) -> Rule:
    """In a declaration of event, a date of something that has happened: at most the day when the file was made.

    `monthly`: the table of applicability also names the monthly declaration, which 4.4.13 leaves out.
    """
    rubrique = control.partition("/")[0]
    events_only = (
        "le chapitre 4.4.13 ne vise que les déclarations d'événement : le contrôle n'est pas fait dans la DSN "
        "mensuelle, bien que le tableau d'applicabilité la cite."
    )
    return rule(
        control,
        when=EVENTS,
        then=date(rubrique, "<=", "05.007"),
        why=FUTURE,
        do="Vérifiez cette date, ou attendez que le fait soit survenu pour le signaler.",
        reading=events_only if monthly else "",
        passes=(
            f"nature={nature} 05.007=05022026 {rubrique}=05022026",
            f"nature={nature} 05.007=05022026 {rubrique}=31012026",
            f"nature=01 05.007=05022026 {rubrique}=06022026",
            f"nature={nature} 05.007=05022026",
        ),
        fails=(
            f"nature={nature} 05.007=05022026 {rubrique}=06022026",
            f"nature={nature} 05.007=31122025 {rubrique}=01012026",
        ),
    )


def identity(control: str) -> Rule:
    """A name or first names, hyphens and apostrophes standing alone (4.4.8)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=form("identity", rubrique),
        why=NAMES,
        do=WRITE_NAME,
        passes=(f"{rubrique}='T_HOOFT-D'YS", f"{rubrique}=MADAMET", f"{rubrique}=M'BAYE", f"{rubrique}=AÏD-ÑUÑO", ""),
        fails=(
            f"{rubrique}=VAN_'T_HOOFT",
            f"{rubrique}=D'_ALMEIDA",
            f"{rubrique}=-MARTIN",
            f"{rubrique}=MARTIN'",
            f"{rubrique}=MARTIN_-DUPONT",
            f"{rubrique}=MARTIN--DUPONT",
            f"{rubrique}=MME_MARTIN",
            f"{rubrique}=m_martin",
        ),
    )


def family_name(control: str) -> Rule:
    """A family name, which may be double (4.4.8)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=form("family name", rubrique),
        why=NAMES,
        do=WRITE_NAME,
        passes=(f"{rubrique}=DUBOIS_DE_LACIME--SAINT_HAON", f"{rubrique}='T_HOOFT", f"{rubrique}=SN", ""),
        fails=(
            f"{rubrique}=MARTIN-",
            f"{rubrique}=A--B--C",
            f"{rubrique}=MARTIN_--DUPONT",
            f"{rubrique}=MARTIN--_DUPONT",
            f"{rubrique}=MARTIN---DUPONT",
            f"{rubrique}=MR_MARTIN",
        ),
    )


def first_names(control: str, name: str) -> Rule:
    """First names; a person is not both without name and without first name (4.4.8)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=both(form("identity", rubrique), either(never(name, "SN sn"), never(rubrique, "SP sp"))),
        why=NAMES,
        do=WRITE_NAME,
        passes=(
            f"{name}=SN {rubrique}=JEAN-PAUL_MARIE",
            f"{name}=MARTIN {rubrique}=SP",
            f"{name}=MARTIN {rubrique}=sp",
            f"{rubrique}=SP",
            f"{name}=SN",
        ),
        fails=(
            f"{name}=SN {rubrique}=SP",
            f"{name}=sn {rubrique}=sp",
            f"{rubrique}=JEAN-",
            f"{rubrique}=JEAN--PAUL",
            f"{rubrique}=MONSIEUR_JEAN",
        ),
    )


def contract_number(control: str, *, versions: str = "") -> Rule:
    """The number of a contract: the characters that may be in it (4.4.11)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=form("contract number", rubrique),
        why="Le numéro rattache au contrat tout ce que les déclarations en disent : il est lu par bien des systèmes.",
        do="Remplacez le signe refusé dans le numéro, puis déclarez ce changement de numéro si le contrat est connu.",
        versions=versions,
        passes=(f"{rubrique}=A1-b2.c@3/é_ç", f"{rubrique}=00001", ""),
        fails=(f"{rubrique}=0000+1", f"{rubrique}=0000É", f"{rubrique}=_00001", f"{rubrique}=00001_"),
    )


NTT = "Ce numéro, fait du sexe, du SIREN et d'un matricule, tient lieu de NIR tant que celui-ci n'est pas connu."
WRITE_NTT = "Corrigez le numéro technique temporaire : 1 ou 2, le SIREN de l'employeur, puis un matricule sans espace."


def ntt_starts_with_sex(rubrique: str) -> Rule:
    """A NTT starts with 1 or 2."""
    return rule(
        f"{rubrique}/CSL-11",
        then=matches(rubrique, "[12].*", "commence par 1 ou 2"),
        why=NTT,
        do=WRITE_NTT,
        passes=(f"{rubrique}=1000000018A1", f"{rubrique}=2000000018A1", ""),
        fails=(f"{rubrique}=0000000018A1", f"{rubrique}=3000000018A1", f"{rubrique}=A000000018A1"),
    )


def ntt_without_blank(rubrique: str, number: int = 12) -> Rule:
    """A NTT holds no blank."""
    return rule(
        f"{rubrique}/CSL-{number}",
        then=matches(rubrique, "[^ ]*", "ne contient aucun espace"),
        why=NTT,
        do=WRITE_NTT,
        passes=(f"{rubrique}=1000000018A1", ""),
        fails=(f"{rubrique}=1000000018A_1", f"{rubrique}=1_000000018A1"),
    )


SIREN = "La clé trahit les fautes de frappe : un SIREN dont la clé est fausse ne désigne aucune entreprise."
SIRET = "La clé trahit les fautes de frappe : un SIRET dont la clé est fausse ne désigne aucun établissement."
COPY_SIRET = "Recopiez le numéro depuis l'avis de situation Sirene de l'établissement."


def siren(control: str) -> Rule:
    """The key of a SIREN."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=key("siren", rubrique),
        why=SIREN,
        do="Recopiez le numéro depuis l'avis de situation Sirene de l'entreprise.",
        passes=(f"{rubrique}=732829320", f"{rubrique}=356000000"),
        fails=(f"{rubrique}=732829321", f"{rubrique}=723829320"),
    )


def nic(control: str) -> Rule:
    """The key of the SIRET that a NIC makes with the SIREN of the entreprise, where that SIREN is right itself."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        when=key("siren", "06.001"),
        then=key("siret", "06.001", rubrique),
        why=SIRET,
        do=COPY_SIRET,
        passes=(
            f"06.001=732829320 {rubrique}=00074",
            f"06.001=356000000 {rubrique}=09075",
            f"06.001=732829321 {rubrique}=00074",
        ),
        fails=(f"06.001=732829320 {rubrique}=00075", f"06.001=356000000 {rubrique}=00002"),
    )


def siren_of_siret(rubrique: str) -> Rule:
    """The key of the SIREN that a SIRET starts with."""
    return rule(
        f"{rubrique}/CSL-11",
        then=key("siren of siret", rubrique),
        why=SIREN,
        do=COPY_SIRET,
        passes=(f"{rubrique}=73282932000074", f"{rubrique}=73282932000075", ""),
        fails=(f"{rubrique}=73282932100074",),
    )


def siret(rubrique: str) -> Rule:
    """The key of a SIRET, where the key of its SIREN is right (else that one is reported)."""
    return rule(
        f"{rubrique}/CSL-12",
        when=key("siren of siret", rubrique),
        then=key("siret", rubrique),
        why=SIRET,
        do=COPY_SIRET,
        passes=(f"{rubrique}=73282932000074", f"{rubrique}=35600000009075", f"{rubrique}=73282932100074", ""),
        fails=(f"{rubrique}=73282932000075",),
    )


ACCOUNT = "Un ordre sur un compte dont la clé est fausse est rejeté par la banque."
COPY_IBAN = "Recopiez l'IBAN du relevé d'identité bancaire dans les coordonnées du compte."


def iban(control: str) -> Rule:
    """The key of an IBAN."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=key("iban", rubrique),
        why=ACCOUNT,
        do=COPY_IBAN,
        passes=(f"{rubrique}=FR1420041010050500013M02606", f"{rubrique}=BE68539007547034", ""),
        fails=(f"{rubrique}=FR1520041010050500013M02606", f"{rubrique}=BE68539007547035"),
    )


def bban(control: str) -> Rule:
    """The key of the RIB in a French or Monegasque IBAN."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=key("bban", rubrique),
        why=ACCOUNT,
        do=COPY_IBAN,
        passes=(
            f"{rubrique}=FR1420041010050500013M02606",
            f"{rubrique}=FR1520041010050500013M02606",
            f"{rubrique}=MC5811222000010123456789030",
            f"{rubrique}=BE68539007547035",
            "",
        ),
        fails=(f"{rubrique}=FR1420041010050500013M02607", f"{rubrique}=MC5811222000010123456789031"),
    )


def email(control: str) -> Rule:
    """The e-mail address of a person (4.4.10)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=form("email", rubrique),
        why=EMAIL,
        do="Demandez au salarié son adresse et recopiez-la sans accent ni espace, ou retirez-la.",
        passes=(
            f"{rubrique}=jean.martin@exemple.fr",
            f"{rubrique}=jean--martin@exemple.fr",
            f"{rubrique}=jean.-martin@paie.exemple.fr",
            "",
        ),
        fails=(
            f"{rubrique}=jean..martin@exemple.fr",
            f"{rubrique}=jean@martin@exemple.fr",
            f"{rubrique}=jean@exemple",
            f"{rubrique}=jean+paie@exemple.fr",
            f"{rubrique}=jean-@exemple.fr",
        ),
    )


def contact_email(control: str) -> Rule:
    """The e-mail address of somebody to call: two signs never touch (4.4.10)."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=form("contact email", rubrique),
        why=EMAIL,
        do="Corrigez l'adresse mél dans les coordonnées du contact, sans accent ni espace.",
        passes=(f"{rubrique}=service-paie@exemple.fr",),
        fails=(
            f"{rubrique}=service--paie@exemple.fr",
            f"{rubrique}=service.-paie@exemple.fr",
            f"{rubrique}=service_paie@exemple.fr",
            f"{rubrique}=@exemple.fr",
        ),
    )
