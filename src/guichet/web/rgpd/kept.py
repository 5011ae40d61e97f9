"""What the portal keeps, how long, why and who may see it, in words: the page « Données conservées »."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from django.conf import settings

from guichet.core.operations import KEPT as OPERATIONS_KEPT
from guichet.programs.delivering import KEPT as MESSAGES_KEPT
from guichet.rgpd.enums import BOUNDS, CEILING, Kept
from guichet.rgpd.models import RetentionPolicy
from guichet.web.templatetags.guichet import NBSP, count

HOUR = 3600

REASONS = {
    Kept.FILES: (
        "Répondre à un contrôle ou corriger une déclaration : les cotisations se prescrivent par trois ans "
        "(article L. 244-3 du code de la sécurité sociale). Le bulletin de paie et la déclaration d'origine restent, "
        "pour leur propre durée, chez l'employeur et dans votre logiciel de paie."
    ),
    Kept.REPORTS: (
        "Savoir ce qui a été déclaré, contrôlé et corrigé, pendant la même prescription de trois ans "
        "(article L. 244-3 du code de la sécurité sociale)."
    ),
    Kept.JOURNAL: (
        "Établir qui a déposé, vu ou exporté quoi (article 5, paragraphe 2, et article 32 du RGPD). La CNIL recommande "
        "de six mois à un an pour un journal seulement technique (délibération n° 2021-122) ; celui-ci prouve aussi ce "
        "qui a été déclaré pour autrui, d'où trois ans. Un an au moins : la base refuse d'en effacer de plus récent."
    ),
}


@dataclass(frozen=True, slots=True)
class KeptThing:
    """One line of the page."""

    what: str
    content: str
    how_long: str
    why: str
    who: str
    beyond: str = ""


def kept_things(policy: RetentionPolicy) -> list[KeptThing]:
    """All that is kept for a firm, the most sensitive first."""
    return [KeptThing(*map(typeset, astuple(thing))) for thing in (*_for_a_time(policy), *_others())]


def typeset(text: str) -> str:
    """With the spaces that French does not break."""
    for plain, bound in (
        (" ;", f"{NBSP};"),
        (" :", f"{NBSP}:"),
        ("« ", f"«{NBSP}"),
        (" »", f"{NBSP}»"),
        ("L. ", f"L.{NBSP}"),
    ):
        text = text.replace(plain, bound)
    return text


def in_words(months: int) -> str:
    """`36` → « 36 mois (3 ans) »."""
    years, rest = divmod(months, 12)
    return (
        f"{count(months, 'mois,mois')} ({count(years, 'an,ans')})" if years and not rest else count(months, "mois,mois")
    )


def usual_in_words(kept: Kept) -> str:
    """What the portal does by itself, and what can be chosen."""
    bounds = BOUNDS[kept]
    return f"De {bounds.shortest} à {bounds.longest} mois ; {bounds.default} mois si rien n'est choisi."


def _for_a_time(policy: RetentionPolicy) -> list[KeptThing]:
    months = {kept: in_words(policy.months(kept)) for kept in Kept}
    useful = (
        "La dernière déclaration acceptée d'un établissement, à laquelle le mois suivant est comparé, et celle qu'il "
        f"reste à corriger sont gardées au-delà, {CEILING // 12} ans au plus."
    )
    return [
        KeptThing(
            "Fichiers déposés",
            "Les déclarations telles que déposées : identité, NIR, adresse, contrats, rémunérations des salariés.",
            f"{months[Kept.FILES]} après le dépôt.",
            REASONS[Kept.FILES],
            "Chiffrés, avec une clé par fichier. Les lignes autour d'une anomalie sont montrées, masquées, à qui peut "
            "« Voir les déclarations » de l'établissement ; en clair, à qui peut aussi « Voir les données "
            "personnelles » et le demande : c'est alors inscrit au journal.",
            useful,
        ),
        KeptThing(
            "Comptes rendus",
            "Les déclarations lues (SIRET, mois, nombre de salariés) et les anomalies, valeurs personnelles et "
            "montants masqués.",
            f"{months[Kept.REPORTS]} après le dépôt.",
            REASONS[Kept.REPORTS],
            "Qui peut « Voir les déclarations » de l'établissement, et l'auteur du dépôt.",
            useful,
        ),
        KeptThing(
            "Demandes d'amorçage",
            "Les demandes faites ou reçues, leurs étapes et leurs dates, le mandat accepté et par qui, les questions, "
            "les réponses et les fichiers joints.",
            f"Tant que l'établissement est au portefeuille ; les échanges d'une demande terminée, et ce qu'un "
            f"partenaire en a reçu, {months[Kept.REPORTS]} après sa fin.",
            "Prouver au nom de qui et sous quel mandat des données ont été demandées et ouvertes, pendant la même "
            "prescription.",
            "Qui peut « Demander l'amorçage » pour l'établissement ; chez le partenaire à qui elle est adressée, les "
            "membres de son compte, et eux seuls.",
        ),
        KeptThing(
            "Fiches de paramétrage",
            "Les contrats de prévoyance, de santé et de retraite d'un établissement : références, taux, critères, et "
            "les personnes à joindre chez l'organisme (nom, téléphone, courriel).",
            f"Tant que l'établissement est suivi ; une version remplacée, {months[Kept.FILES]} après son arrivée.",
            "Régler la paie et contrôler les déclarations de ces contrats, puis en répondre pendant la même "
            "prescription.",
            "Qui peut « Demander l'amorçage » pour l'établissement. Les fichiers sont chiffrés.",
        ),
        KeptThing(
            "Journal",
            "Qui a fait, vu ou exporté quoi, quand, par quelle porte, depuis quel réseau (adresse raccourcie) et avec "
            "quel navigateur ; jamais un NIR, un nom de salarié ni un montant.",
            months[Kept.JOURNAL],
            REASONS[Kept.JOURNAL],
            "Les administrateurs ; les autres, ce qu'ils ont fait et ce qui touche aux établissements qui leur sont "
            "confiés. La base de données refuse toute modification.",
        ),
    ]


def _others() -> list[KeptThing]:
    return [
        KeptThing(
            "Résultats des opérations",
            "Exports, imports et recherches demandés.",
            f"{count(OPERATIONS_KEPT.days, 'jour,jours')} ; leur trace, autant que le journal.",
            "Laisser le temps de les télécharger.",
            "Qui les a demandés, et les administrateurs. Les fichiers sont chiffrés.",
        ),
        KeptThing(
            "Portefeuille",
            "Les établissements suivis : dénomination, adresse, échéance, partenaire, effectif, et la personne à "
            "joindre (nom, courriel, téléphone).",
            "Tant que le compte existe ; un retrait garde l'historique.",
            "Déclarer pour vos clients et pouvoir les joindre (intérêt légitime, article 6, paragraphe 1, f, du RGPD).",
            "Qui peut « Voir le portefeuille », pour les établissements confiés.",
        ),
        KeptThing(
            "Membres du compte",
            "Nom, adresse électronique, rôle, profils de délégation ; le mot de passe n'est gardé que sous une forme "
            "qui ne permet pas de le retrouver.",
            "Tant que la personne est membre, puis jusqu'à ce qu'un administrateur l'efface : le journal garde alors "
            "ses actions au nom de « Ancien membre ».",
            "Ouvrir et protéger les accès (article 32 du RGPD).",
            "La personne elle-même et les administrateurs ; son nom, les membres du compte.",
        ),
        KeptThing(
            "Jetons d'accès et webhooks",
            "Le nom d'un jeton, qui l'a créé et quand il a servi, jamais le jeton lui-même ; l'adresse d'un webhook et "
            "les messages envoyés (numéros, états et SIRET).",
            f"Tant que le compte existe ; les messages, {count(MESSAGES_KEPT.days, 'jour,jours')}.",
            "Laisser vos programmes agir, et vérifier ce qui leur a été envoyé (article 32 du RGPD).",
            "Les administrateurs. Les secrets sont chiffrés, ou gardés sous une forme qui ne les rend pas.",
        ),
        KeptThing(
            "Sessions ouvertes",
            "De quoi reconnaître un navigateur connecté.",
            f"{count(settings.SESSION_COOKIE_AGE // HOUR, 'heure,heures')} au plus",
            "Rester connecté pendant la journée de travail.",
            "La personne elle-même.",
        ),
    ]
