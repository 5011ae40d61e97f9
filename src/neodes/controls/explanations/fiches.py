"""Explanations of the comparison of a declaration with fiches de paramétrage, each with how sure we are of it."""

from __future__ import annotations

from typing import NamedTuple

from neodes.controls import fiches
from neodes.controls.base import Explanation, Severity

WHERE = (
    "La comparaison est faite par « neodes check --fpoc FICHE.xml », pour les déclarations mensuelles, avec les "
    "contrats valables au moins un jour du mois."
)
CRM = "codes que les organismes complémentaires renvoient dans leur compte rendu métier"
XSD = "schéma des fiches de paramétrage, version 1.3.3"
PRACTICE = "usage des organismes complémentaires"
INFERRED = "déduit de la norme et des fiches : à vérifier avec l'organisme"

MARKS = {
    "S": "Cette règle vient d'une source publiée.",
    "I": "Cette règle est déduite : elle avertit, et ne bloque jamais.",
}


class FichePage(NamedTuple):
    """A control: what is checked, why, what to do, and how sure we are (`S`: sourced, `I`: inferred).

    `code` is what the organisme would send back; `reason_not_run` says why a file does not tell.
    """

    id: str
    title: str
    mark: str
    verifie: str
    pourquoi: str
    que_faire: str
    source: str
    code: str = ""
    severity: Severity = Severity.AVERTISSEMENT
    reason_not_run: str | None = None

    def explain(self) -> Explanation:
        """The page, with its certainty and the code of the organisme."""
        returned = f" L'organisme renverrait le code {self.code}." if self.code else ""
        return Explanation(
            verifie=f"{self.verifie} {WHERE}",
            pourquoi=f"{self.pourquoi}{returned}",
            que_faire=self.que_faire,
            references=(self.source, MARKS[self.mark]),
        )


SOFTWARE = "Corrigez le contrat dans le logiciel de paie d'après la fiche, puis produisez à nouveau le fichier."
ASK = "Si la fiche est dépassée, demandez à l'organisme d'en publier une nouvelle."
LOST = "Une cotisation que l'organisme ne sait pas rattacher laisse le salarié sans droits à jour."

PAGES = (
    FichePage(
        fiches.ADHESION, "Contrat déclaré tel que la fiche le donne", "S",
        "Chaque adhésion (bloc S21.G00.15) dont l'organisme ou la référence est dans une fiche doit en avoir la "
        "référence (.001), l'organisme (.002) et le délégataire (.003), à la date du mois.",
        LOST, f"{SOFTWARE} {ASK}", CRM, "EADH02, EADH03 ou EADH04",
    ),
    FichePage(
        fiches.REPLACED, "Contrat remplacé", "S",
        "Ce que la fiche donne comme l'ancienne référence d'un contrat, son ancien organisme ou son ancien délégataire "
        "ne doit plus être déclaré.",
        LOST, f"Déclarez ce qui le remplace, et le changement dans le bloc S21.G00.16. {ASK}", XSD,
        "EADH02, EADH03 ou EADH04",
    ),
    FichePage(
        fiches.UNDECLARED, "Contrat de la fiche que la déclaration ne dit pas", "I",
        "Chaque contrat valable dans le mois devrait être déclaré dans un bloc S21.G00.15.",
        "Un contrat oublié ne reçoit ni affiliation ni cotisation.",
        "Ajoutez le contrat, ou retirez cet établissement de ceux que la fiche couvre.", INFERRED,
    ),
    FichePage(
        fiches.CODES, "Forme des codes de la fiche", "S",
        "Le code d'un organisme est P et quatre chiffres, A et cinq caractères, ou neuf chiffres ; celui d'un "
        "délégataire commence par G ou D, et cinq caractères suivent.",
        "Un code mal formé serait refusé dans la DSN, où il doit être recopié.",
        "Signalez-le à l'organisme : la fiche est à corriger par lui.", XSD,
    ),
    FichePage(
        fiches.OPTION, "Option et population de l'affiliation", "S",
        "Les codes option (S21.G00.70.004) et population (S21.G00.70.005) d'une affiliation sont de ceux que la fiche "
        "donne ensemble pour le contrat ; s'il n'en a pas, il n'y en a pas.",
        LOST, f"{SOFTWARE} {ASK}", CRM, "EAFF03 ou EAFF06",
    ),
    FichePage(
        fiches.LINKS, "Liens entre adhésion, affiliation et base", "S",
        "L'affiliation désigne une adhésion (70.013, 15.005), la base une affiliation (78.005, 70.012).",
        "Sans ces liens, rien ne dit à quel contrat une cotisation se rapporte.",
        "Voyez les contrôles S21.G00.70.012/CCH-11, S21.G00.70.013/CCH-11 et S21.G00.78.005/CCH-11.", "norme NEODeS",
        reason_not_run="les contrôles S21.G00.70.012/CCH-11, S21.G00.70.013/CCH-11 et S21.G00.78.005/CCH-11 de la "
        "norme le vérifient déjà, et bloquent.",
    ),
    FichePage(
        fiches.PEOPLE, "Salariés que la fiche désigne", "I",
        "Quand la fiche dit à quels salariés un groupe de contrats s'adresse (niveau 2B), chacun d'eux est affilié à "
        "chaque contrat du groupe, sous la population qu'elle lui donne, et lui seul. Un groupe dont un critère n'est "
        "pas connu n'est pas comparé. Un contrat qui manque à côté d'un autre du même groupe n'est qu'une information.",
        "Un salarié affilié à tort cotise pour rien ; un salarié oublié n'est pas couvert.",
        "Vérifiez le statut du salarié (bloc S21.G00.40) et son affiliation (S21.G00.70). Une dispense d'affiliation "
        "se justifie dans son dossier.", INFERRED,
    ),
    FichePage(
        fiches.COMPONENTS, "Composants que la fiche attend", "S",
        "Une base (S21.G00.78, code 31) porte au moins un des composants (S21.G00.79.001) que la fiche attend à sa "
        "date, et chacun de ceux de code 10, 11 et 20. Si le contrat figure dans plusieurs groupes, un seul suffit.",
        "L'organisme recalcule la cotisation à partir de ces composants.", f"{SOFTWARE} {ASK}", CRM, "ECIN05",
    ),
    FichePage(
        fiches.CEILING, "Base forfaitaire et plafond", "S",
        "Le montant d'un composant de code 18 est un multiple, plus grand que zéro, du plafond mensuel de la sécurité "
        "sociale à la date de la base. Hors des années connues, rien n'est jugé.",
        "La base forfaitaire s'exprime en plafonds entiers.", f"{SOFTWARE}", CRM, "ECIN07",
    ),
    FichePage(
        fiches.RATE, "Cotisation et taux de la fiche", "I",
        "Quand la fiche donne le taux de chaque composant d'une base, la cotisation (S21.G00.81.004, code 059) est "
        "leur somme, à un euro près.",
        "Un taux changé au 1er janvier et pas dans la paie se voit d'abord ici.",
        "Comparez le taux du logiciel à celui de la fiche. Une proratisation peut expliquer l'écart.", INFERRED,
        severity=Severity.INFORMATION,
    ),
    FichePage(
        fiches.PAYMENT_SUM, "Versement et son détail", "S",
        "La somme des parts (S21.G00.55.001) d'un versement à un organisme est son montant (S21.G00.20.005).",
        "L'organisme prélève le montant, et le répartit d'après le détail.",
        "Voyez le contrôle S21.G00.20.005/CCH-12.", "norme NEODeS",
        reason_not_run="le contrôle S21.G00.20.005/CCH-12 de la norme le vérifie déjà, et bloque.",
    ),
    FichePage(
        fiches.CONTRACT_SUM, "Part d'un contrat et cotisations des salariés", "S",
        "Pour un contrat mensuel, ce qui est versé du mois (S21.G00.55.001) est la somme des cotisations que les "
        "bases de ce mois portent (S21.G00.81.004), à un euro près. Une déclaration en plusieurs fractions n'est pas "
        "comparée.",
        "Un écart est une somme que l'organisme ne sait à qui attribuer.",
        "Rapprochez le versement du journal de paie. Une régularisation d'un autre mois a sa propre part.", PRACTICE,
    ),
    FichePage(
        fiches.QUARTER, "Contrat trimestriel", "S",
        "Un contrat que la fiche dit trimestriel ne se verse qu'aux mois de mars, juin, septembre et décembre. La "
        "somme des trois mois ne se voit pas dans un seul fichier.",
        "Un versement hors de son mois est tenu pour une avance.",
        "Vérifiez la périodicité du contrat dans le logiciel de paie.", PRACTICE,
    ),
    FichePage(
        fiches.PAYMENT_REFERENCE, "Référence du détail du versement", "S",
        "La référence d'une part (S21.G00.55.003) est celle d'un contrat déclaré (S21.G00.15.001).",
        "La part d'un contrat inconnu n'est affectée à aucun.",
        "Voyez le contrôle S21.G00.55.003/CCH-11.", "norme NEODeS",
        reason_not_run="le contrôle S21.G00.55.003/CCH-11 de la norme le vérifie déjà, et bloque.",
    ),
    FichePage(
        fiches.SOON, "Contrat qui commence, change ou finit bientôt", "I",
        f"Un contrat qui finit dans le mois déclaré, ou qui commence, change ou finit dans les {fiches.SOON_DAYS} "
        "jours qui le suivent, est annoncé. Le mois de la déclaration décide, et non le jour où l'on regarde.",
        "Le changement se prépare dans la paie du mois où il prend effet, ni avant ni après.",
        "« neodes fpoc FICHE.xml » donne les dates, et ce qui change d'une version à l'autre.", INFERRED,
        severity=Severity.INFORMATION,
    ),
    FichePage(
        fiches.LEVEL, "Fiche incomplète", "S",
        "Une fiche de niveau 1 ne donne que les contrats : ni composants, ni salariés.",
        "Elle ne suffit pas à paramétrer la paie.",
        "Demandez à l'organisme les composants attendus et les salariés concernés.", PRACTICE,
        severity=Severity.INFORMATION,
    ),
    FichePage(
        fiches.OTHER_CLIENT, "Fiche d'un autre", "I",
        "La fiche doit être pour un établissement du fichier : même SIREN, et même NIC si elle en donne un.",
        "Une fiche envoyée au mauvais client donne des contrats qui ne sont pas les siens.",
        "Vérifiez à qui la fiche s'adresse, et dites quels établissements elle couvre.", PRACTICE,
        severity=Severity.INFORMATION,
    ),
)  # fmt: skip
