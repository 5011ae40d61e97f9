"""The pages of the controls of the trades: what each looks at, how sure we are of it, and its sentence.

`neodes.sector` judges. A mark says where a rule comes from: `S` published, `I` inferred, `K` known and not found in
writing. No rule blocks: the DSN is accepted without it, and it is the organisme of the trade that would ask.
"""

from __future__ import annotations

from typing import NamedTuple

from neodes.controls.base import Explanation, Severity

COMMON, FAULT = "commun", "metier"
MARKS = {
    "S": "Cette règle vient d'une source publiée.",
    "I": "Cette règle est déduite des textes : à vérifier avec l'organisme.",
    "K": "Cette règle est connue de la profession, sans source écrite retrouvée : à vérifier avec l'organisme.",
}
FAMILIES = {
    COMMON: "tous les métiers",
    "btp": "bâtiment et travaux publics",
    "agrica": "agriculture",
    "audiens": "spectacle, audiovisuel et presse",
    "auto": "services de l'automobile",
    "lourmel": "industries graphiques",
    "b2v": "assurance et courtage",
    "carcept": "transport",
}
WARNS, INFORMS = Severity.AVERTISSEMENT, Severity.INFORMATION


class SectorPage(NamedTuple):
    """A rule of a trade. `sentence` may use `{here}` and `{precision}`; `reason_not_run` says why a file does not "
    "tell."""

    id: str
    family: str
    title: str
    mark: str
    severity: Severity
    source: str
    verifie: str
    pourquoi: str
    que_faire: str
    sentence: str = ""
    reason_not_run: str | None = None

    def explain(self) -> Explanation:
        """The page, with the trade it is of and how sure we are."""
        when = (
            "Ce contrôle est fait pour tous les établissements."
            if self.family == COMMON
            else f"Ce contrôle est fait dans les métiers : {FAMILIES[self.family]}. Le métier est celui du partenaire "
            "de l'établissement ; sans partenaire, celui que montre le fichier, et le contrôle informe seulement."
        )
        return Explanation(f"{self.verifie} {when}", self.pourquoi, self.que_faire, (self.source, MARKS[self.mark]))


UNKNOWN_PARTNER = "Vérifiez la convention collective et le groupe de protection sociale de l'établissement."
REFUND = "La caisse de congés ne peut ni rembourser ni servir les droits du salarié."
ASK_CAISSE = "Complétez le contrat dans le logiciel de paie ; en cas de doute, demandez à la caisse."

PAGES = (
    SectorPage(
        "G-01", COMMON, "Convention collective donnée", "S", WARNS, "consignes de PRO BTP aux experts-comptables",
        "L'établissement (S21.G00.11.022) et chaque contrat (S21.G00.40.017) disent leur convention collective.",
        "Les organismes du métier s'en servent pour appliquer leurs taux.", "Ajoutez le code IDCC dans le logiciel "
        "de paie.",
        "La convention collective (IDCC) n'est pas donnée.",
    ),
    SectorPage(
        "G-02", COMMON, "Activité donnée", "S", WARNS, "consignes de PRO BTP aux experts-comptables",
        "L'établissement dit son code APET (S21.G00.11.002). Qu'il aille avec la convention n'est pas jugé ici.",
        "L'activité fixe le métier et ses cotisations.", "Ajoutez le code APET dans le logiciel de paie.",
        "Le code APET (S21.G00.11.002) n'est pas donné.",
    ),
    SectorPage(
        "G-03", COMMON, "NIR ou NTT", "S", WARNS, "consignes de PRO BTP aux experts-comptables",
        "Chaque personne a un NIR juste, ou un NTT.", "Sans lui, ses droits ne lui sont pas rattachés.",
        "Voyez les contrôles de S21.G00.30.001 et de S21.G00.30.020.",
        reason_not_run="les contrôles de S21.G00.30.001 et de S21.G00.30.020 le vérifient déjà.",
    ),
    SectorPage(
        "G-04", COMMON, "Régime de retraite complémentaire", "I", INFORMS, "usage des déclarations",
        "La retraite complémentaire (S21.G00.71.002) est le régime unifié RUAA, sauf pour les statuts 98 et 99 "
        "(S21.G00.40.003).",
        "Un autre code est rare depuis 2019.", "Vérifiez le régime du salarié.",
        "{here} : ce régime de retraite complémentaire est rare ; on attend RUAA.",
    ),
    SectorPage(
        "BTP-01", "btp", "Convention du bâtiment ou des travaux publics", "S", WARNS, "accords nationaux du BTP",
        "La convention de l'établissement est une de celles du BTP.",
        "Un établissement d'un autre métier n'est sans doute pas chez PRO BTP.", UNKNOWN_PARTNER,
        "{here} : cette convention n'est ni du bâtiment ni des travaux publics : le partenaire est peut-être à revoir.",
    ),
    SectorPage(
        "BTP-02", "btp", "Catégorie et convention", "I", WARNS, "consignes de PRO BTP, correspondance déduite",
        "Le statut (S21.G00.40.002) va avec la convention : 07 pour les ouvriers (1596, 1597, 1702), 05 ou 06 pour "
        "les ETAM "
        "(2609, 2614), 03 ou 04 pour les cadres (2420, 3212).",
        "Une mauvaise catégorie donne un mauvais tarif et une couverture interrompue.",
        "Corrigez le statut ou la convention du contrat.",
        "{here} : ce statut ne va pas avec la convention {precision} du contrat.",
    ),
    SectorPage(
        "BTP-03", "btp", "Contrat de prévoyance du BTP", "I", WARNS, "tables des organismes",
        "Un contrat de BTP-Prévoyance (P0914) est déclaré.", "La prévoyance du BTP est obligatoire.",
        "Ajoutez le contrat (bloc S21.G00.15).", "Aucun contrat de l'organisme {precision} n'est déclaré.",
    ),
    SectorPage(
        "BTP-04", "btp", "Caisse de congés de chaque salarié", "S", WARNS, "questions fréquentes CIBTP, Silae et UCF",
        "Chaque contrat donne sa caisse de congés (S21.G00.40.022), même hors du champ des congés du BTP, sauf pour "
        "les "
        "mandataires (nature 80) et les VRP.", REFUND, ASK_CAISSE,
        "Le code de la caisse de congés (S21.G00.40.022) manque à ce contrat.",
    ),
    SectorPage(
        "BTP-05", "btp", "Une seule caisse de congés", "I", WARNS, "usage de la profession",
        "Les contrats d'un établissement ont la même caisse de congés (S21.G00.40.022).",
        "Un établissement est rattaché à une caisse.", ASK_CAISSE,
        "{here} : les contrats de l'établissement ont plusieurs caisses de congés ({precision}).",
    ),
    SectorPage(
        "BTP-06", "btp", "Caisse de congés d'une déclaration sans salarié", "S", WARNS, "guide EBP de la DSN "
        "du bâtiment",
        "Une déclaration sans salarié donne la caisse de congés (S20.G00.08.001). Le même code au bloc S21.G00.82, "
        "que l'EBP demande aussi, n'est pas jugé : il ne sert pas à toutes les entreprises.", REFUND, ASK_CAISSE,
        "La déclaration est sans salarié et ne donne pas la caisse de congés (S20.G00.08.001).",
    ),
    SectorPage(
        "BTP-07", "btp", "Base de congés payés", "S", INFORMS, "questions fréquentes CIBTP, Silae",
        "Une personne qui a une caisse de congés a une base de code 20. Celle qui est hors du champ des congés du BTP "
        "peut ne pas en avoir, ou l'avoir nulle : ce contrôle informe.", REFUND,
        "Ajoutez la base de congés payés dans le logiciel de paie, si la personne est dans le champ.",
        "{here} : cette personne a une caisse de congés, et aucune base de congés payés (S21.G00.78, code 20).",
    ),
    SectorPage(
        "BTP-08", "btp", "Base OPPBTP", "S", INFORMS, "notices des éditeurs sur le bloc 78",
        "La base 21 est le salaire brut, sans la majoration des congés.", "La cotisation OPPBTP en dépend.",
        "Vérifiez le calcul de la base 21.", reason_not_run="la majoration ne se lit pas dans le fichier.",
    ),
    SectorPage(
        "BTP-09", "btp", "Intempéries : gros œuvre ou second œuvre", "I", WARNS, "libellés de la norme",
        "Un établissement a des bases 34 (gros œuvre, travaux publics) ou 35 (second œuvre), et non les deux.",
        "Le taux des intempéries n'est pas le même.", "Vérifiez l'activité de l'établissement auprès de la caisse.",
        "L'établissement a des bases d'intempéries de gros œuvre (34) et de second œuvre (35).",
    ),
    SectorPage(
        "BTP-10", "btp", "Bases dérogatoires", "S", INFORMS, "notices des éditeurs",
        "Les bases 36, 39 et 40 ne servent que si la caisse l'a demandé.", "Elles changent les droits à congés.",
        "Vérifiez que la caisse l'a demandé.", "{here} : cette base ne sert que si la caisse de congés l'a demandé.",
    ),
    SectorPage(
        "BTP-11", "btp", "Heures d'intérim", "S", WARNS, "consignes OPPBTP",
        "Les heures des intérimaires sont déclarées au bloc S21.G00.82.", "La cotisation OPPBTP en dépend.",
        "Demandez à l'entreprise si elle a employé des intérimaires.",
        reason_not_run="le fichier ne dit pas si l'entreprise emploie des intérimaires.",
    ),
    SectorPage(
        "BTP-12", "btp", "Métier et classification", "S", WARNS, "consignes des caisses CIBTP",
        "Un contrat qui a une caisse de congés donne le complément de PCS-ESE (S21.G00.40.005) et la classification "
        "(S21.G00.40.041, rubrique déduite). La table des métiers n'est pas détenue : seule leur présence est vue.",
        "Les droits à congés et la carte BTP en dépendent.", ASK_CAISSE, "Il manque à ce contrat {precision}.",
    ),
    SectorPage(
        "BTP-13", "btp", "Congés payés par la caisse", "S", INFORMS, "questions fréquentes CIBTP, Silae",
        "Une absence pour congés payés a le motif 200, et non 501 (S21.G00.65.001).",
        "Le motif 501 dit un congé sans solde.", "Vérifiez s'il s'agit de congés payés par la caisse.",
        "{here} : si ce sont des congés payés par la caisse, le motif est 200.",
    ),
    SectorPage(
        "BTP-14", "btp", "Pas de versement à la caisse par la DSN", "S", WARNS, "guide EBP de la DSN du bâtiment",
        "Aucun versement (bloc S21.G00.20) n'est fait à la caisse de congés, reconnue à son code de deux chiffres ou à "
        "celui que les contrats donnent.", "Elle prélève par son propre mandat.",
        "Retirez le versement.", "{here} : ce versement est fait à la caisse de congés, qui prélève elle-même.",
    ),
    SectorPage(
        "BTP-15", "btp", "Indemnités de congés", "S", INFORMS, "notices sur les congés payés en DSN",
        "Les indemnités de congés ont les types 020, 034 ou 046 (S21.G00.52.001).", "Elles suivent des règles propres.",
        "Vérifiez le type.", reason_not_run="le fichier ne dit pas laquelle des sommes est une indemnité de congés.",
    ),
    SectorPage(
        "BTP-16", "btp", "Établissements connus de la CNETP", "S", INFORMS, "consignes de la CNETP",
        "Chaque SIRET qui emploie du personnel du BTP est connu de la caisse.", "Le SIRET est sa seule clé.",
        "Vérifiez auprès de la caisse.", reason_not_run="la liste de la caisse n'est pas détenue.",
    ),
    SectorPage(
        "BTP-17", "btp", "Rythme des versements", "S", WARNS, "consignes de BTP-Prévoyance, 2016",
        "À partir de dix salariés dans le fichier, un versement à BTP-Prévoyance (P0914) porte sur un mois "
        "(S21.G00.55.004). En dessous, il porte d'ordinaire sur un trimestre : rien n'est jugé.",
        "Le même rythme vaut pour toutes les cotisations.", "Vérifiez le rythme du contrat.",
        "{here} : ce versement porte sur un trimestre ; à partir de dix salariés, on attend un mois.",
    ),
    SectorPage(
        "BTP-18", "btp", "Heures d'intempéries", "I", INFORMS, "libellés de la norme",
        "Les heures de chômage intempéries ont le type 025 (S21.G00.51.011).", "Elles sont remboursées par la caisse.",
        "Vérifiez le type.", reason_not_run="le fichier ne dit pas quelles heures ont été perdues.",
    ),
    SectorPage(
        "AGR-01", "agrica", "Régime agricole", "I", WARNS, "valeurs de la norme, règle déduite",
        "Avec un contrat d'AGRICA (P0002, P0223, P1035), les régimes maladie, vieillesse et accidents du travail "
        "(S21.G00.40.018, .020, .039) sont 300.", "AGRICA couvre les salariés du régime agricole.", UNKNOWN_PARTNER,
        "{here} : avec un contrat d'AGRICA, on attend le régime agricole (300).",
    ),
    SectorPage(
        "AGR-02", "agrica", "Point de dépôt du régime agricole", "I", WARNS, "valeurs de la norme, règle déduite",
        "Quand des salariés sont du régime agricole, le point de dépôt (S10.G00.00.007) est 02.",
        "La MSA reçoit ces déclarations par son propre point de dépôt.",
        "Déposez auprès de la MSA ; une entreprise mixte fait deux déclarations partielles.",
        "Des salariés sont du régime agricole, et le point de dépôt (S10.G00.00.007) est {precision}.",
    ),
    SectorPage(
        "AGR-03", "agrica", "Retraite recouvrée par la MSA", "S", WARNS, "démarches des entreprises, AGRICA",
        "Quand tous les salariés sont du régime agricole, aucun versement (bloc S21.G00.20) n'est fait à une "
        "institution Agirc-Arrco.", "La MSA recouvre la retraite complémentaire.", "Retirez le versement.",
        "{here} : tous les salariés sont du régime agricole, et ce versement est fait à une institution Agirc-Arrco.",
    ),
    SectorPage(
        "AGR-04", "agrica", "Cotisations propres à l'agriculture", "I", WARNS, "libellés de la norme, règle déduite",
        "Les cotisations 051, 053, 054, 056 à 058, 092 et 903 à 906 sont de salariés du régime agricole "
        "(S21.G00.40.018 = 300).",
        "Elles n'existent que dans ce régime.", "Vérifiez le régime ou la cotisation.",
        "{here} : cette personne a des cotisations agricoles ({precision}) et n'est pas du régime agricole.",
    ),
    SectorPage(
        "AGR-05", "agrica", "Statut APECITA", "I", INFORMS, "rubrique de la norme, règle déduite",
        "Un cadre ou assimilé du régime agricole a un statut catégoriel APECITA (S21.G00.40.042).",
        "La cotisation APECITA en dépend.", "Ajoutez le statut.", "Le statut APECITA (S21.G00.40.042) manque à ce "
        "contrat.",
    ),
    SectorPage(
        "AGR-06", "agrica", "Retraite supplémentaire des non-cadres", "S", WARNS, "questions fréquentes de la retraite "
        "supplémentaire agricole",
        "Depuis juillet 2021, un établissement de production agricole déclare au moins un contrat (bloc S21.G00.15).",
        "La retraite supplémentaire y est obligatoire.", "Ajoutez le contrat, quel que soit l'assureur.",
        "Aucun contrat d'assurance (bloc S21.G00.15) n'est déclaré.",
    ),
    SectorPage(
        "AUD-01", "audiens", "Numéro d'objet", "S", WARNS, "France Travail, numéro demandé pour chaque production",
        "Un contrat d'usage (nature 02, motif 05) donne le numéro d'objet (S21.G00.40.050).",
        "Les droits de l'intermittent en dépendent.", "Demandez le numéro à France Travail et ajoutez-le.",
        "Le numéro d'objet (S21.G00.40.050) manque à ce contrat d'usage.",
    ),
    SectorPage(
        "AUD-02", "audiens", "Licence ou label, et statut d'organisateur", "I", WARNS, "rubriques de la norme",
        "Avec un numéro d'objet, le contrat donne une licence (S21.G00.40.049) ou un label (.048), et le statut de "
        "l'organisateur (.051).", "Ils disent qui emploie.", "Complétez le contrat.",
        "{here} : il manque la licence ou le label, ou le statut de l'organisateur.",
    ),
    SectorPage(
        "AUD-03", "audiens", "Profession du spectacle", "I", WARNS, "tables des professions",
        "Un contrat d'usage donne un complément de PCS-ESE (S21.G00.40.005). La table n'est pas détenue : seule sa "
        "présence est "
        "vue.", "L'annexe 8 ou 10 en dépend.", "Ajoutez la profession.",
        "La profession du spectacle (S21.G00.40.005) manque à ce contrat d'usage.",
    ),
    SectorPage(
        "AUD-04", "audiens", "Congés spectacles", "I", WARNS, "libellés de la norme, règle déduite",
        "Un intermittent a une base 27 et une cotisation 066, et un versement est fait aux Congés spectacles.",
        "La caisse verse ses congés au salarié.", "Ajoutez la base, la cotisation et le versement.",
        "Il manque la base 27, la cotisation 066 ou le versement aux Congés spectacles.",
    ),
    SectorPage(
        "AUD-05", "audiens", "Contrat d'AUDIENS", "I", WARNS, "tables des organismes",
        "Un contrat d'AUDIENS (P0983) est déclaré.", "La prévoyance du métier y est portée.", UNKNOWN_PARTNER,
        "Aucun contrat de l'organisme {precision} n'est déclaré.",
    ),
    SectorPage(
        "AUD-06", "audiens", "Cotisations des contrats d'usage", "I", INFORMS, "libellés de la norme",
        "La contribution 041 et la taxe 908 (S21.G00.81.001) sont de personnes qui ont un contrat d'usage. Qu'elles "
        "soient dues n'est pas jugé.", "Elles sont propres à ces contrats.",
        "Vérifiez la cotisation, ou la nature et le motif du contrat.",
        "{here} : cette personne a une cotisation de contrat d'usage ({precision}), et n'a pas de tel contrat.",
    ),
    SectorPage(
        "AUTO-01", "auto", "Convention des services de l'automobile", "S", WARNS, "règlement général d'IRP AUTO, 2025",
        "Avec un contrat d'IRP AUTO (P0958), la convention est 1090.", "Seules ces entreprises peuvent y adhérer.",
        UNKNOWN_PARTNER, "{here} : avec un contrat d'IRP AUTO, on attend la convention 1090.",
    ),
    SectorPage(
        "AUTO-02", "auto", "Tous les établissements de l'entreprise", "S", WARNS, "règlement général d'IRP AUTO, 2025",
        "L'adhésion couvre tous les établissements de l'entreprise.", "Un établissement oublié n'est pas couvert.",
        "Vérifiez les autres SIRET de l'entreprise.", reason_not_run="il faut les autres établissements du "
        "portefeuille.",
    ),
    SectorPage(
        "AUTO-03", "auto", "Renouvellement au 1er janvier", "S", INFORMS, "règlement général d'IRP AUTO, 2025",
        "L'adhésion commence un 1er du mois et se renouvelle le 1er janvier.", "Les fiches changent à cette date.",
        "Préparez la paie de janvier.", reason_not_run="la fiche le dit : voyez « neodes fpoc ».",
    ),
    SectorPage(
        "AUTO-04", "auto", "Contrat de prévoyance", "I", WARNS, "règle déduite de la convention",
        "Un établissement de convention 1090 déclare un contrat.", "La prévoyance y est obligatoire.",
        "Ajoutez le contrat (bloc S21.G00.15).", "La convention est 1090, et aucun contrat (bloc S21.G00.15) n'est "
        "déclaré.",
    ),
    SectorPage(
        "AUTO-05", "auto", "Déclaration « néant »", "S", INFORMS, "questions fréquentes d'IRP AUTO",
        "Sans salarié, une déclaration « néant » est faite chaque mois.", "L'adhésion dure.", "Faites-la.",
        reason_not_run="un mois absent ne se voit pas dans un fichier : voyez MOIS/SAUTE.",
    ),
    SectorPage(
        "LOU-01", "lourmel", "Convention des industries graphiques", "S", WARNS, "fusion des conventions, 2019",
        "Avec un contrat de CARPILIG (P0978), la convention est 0184 ; 0614 n'est plus utilisée depuis le 23 janvier "
        "2019.",
        "Le régime est celui de cette convention.", UNKNOWN_PARTNER,
        "{here} : avec un contrat de CARPILIG, on attend la convention 0184.",
    ),
    SectorPage(
        "LOU-02", "lourmel", "Activité graphique", "S", INFORMS, "champ de la convention 0184",
        "Le code APET est un de ceux que la convention nomme d'ordinaire.",
        "Un autre peut y entrer aussi.", UNKNOWN_PARTNER,
        "{here} : cette activité est inhabituelle dans les industries graphiques.",
    ),
    SectorPage(
        "LOU-03", "lourmel", "Affiliation de chaque adulte", "S", WARNS, "régime de prévoyance de la convention, "
        "champ à vérifier",
        "Chaque salarié de dix-huit ans ou plus est affilié à un contrat de CARPILIG.", "Le régime est obligatoire "
        "pour tous.",
        "Ajoutez l'affiliation (bloc S21.G00.70).", "{here} : cette personne n'est pas affiliée au contrat de "
        "CARPILIG.",
    ),
    SectorPage(
        "B2V-01", "b2v", "Convention de l'assurance", "K", INFORMS, "usage de la profession",
        "Avec un contrat de B2V (P1330), la convention est 1672 ou 2247.", "Le régime est celui de l'assurance et du "
        "courtage.",
        UNKNOWN_PARTNER, "{here} : avec un contrat de B2V, on attend la convention 1672 ou 2247.",
    ),
    SectorPage(
        "TRA-01", "carcept", "Prévoyance du transport", "S", WARNS, "convention 0016, cotisation obligatoire des "
        "non-cadres",
        "Un établissement de convention 0016 déclare un contrat de CARCEPT Prévoyance (P0971).", "Elle est "
        "obligatoire.",
        "Ajoutez le contrat (bloc S21.G00.15).", "La convention est 0016, et aucun contrat de {precision} n'est "
        "déclaré.",
    ),
    SectorPage(
        "TRA-02", "carcept", "Inaptitude des conducteurs", "I", WARNS, "convention 0016, conducteur reconnu à sa PCS",
        "Quand un conducteur (PCS-ESE 641a, 641b, 643a) est déclaré, un contrat de l'IPRIAC (P0954) l'est aussi.",
        "Le régime d'inaptitude à la conduite est obligatoire pour eux.", "Ajoutez le contrat de l'IPRIAC.",
        "{here} : ce salarié conduit, et aucun contrat de l'organisme {precision} n'est déclaré.",
    ),
    SectorPage(
        "TRA-03", "carcept", "Congé de fin d'activité", "S", WARNS, "CARCEPT, congé de fin d'activité des conducteurs",
        "Le transport de marchandises cotise au FONGECFA, celui de voyageurs à l'AGECFA.", "Le conducteur y a droit.",
        "Vérifiez la cotisation.", reason_not_run="le code de cette cotisation n'est pas connu.",
    ),
    SectorPage(
        "TRA-04", "carcept", "Dialogue social", "S", WARNS, "accord de 2020 sur le dialogue social",
        "Une cotisation de 0,05 % est recouvrée par CARCEPT Prévoyance, sauf pour les apprentis.", "Elle est "
        "obligatoire.",
        "Vérifiez la cotisation.", reason_not_run="le code de cette cotisation n'est pas connu.",
    ),
    SectorPage(
        "TRA-05", "carcept", "Base de congés du transport", "S", INFORMS, "libellés de la norme",
        "Une personne qui a une caisse de congés (S21.G00.40.022) a une base de code 20. Les établissements sans "
        "caisse ne sont pas concernés.", "La caisse de congés du transport calcule ses droits sur cette base.",
        "Ajoutez la base de congés payés dans le logiciel de paie, si la personne est dans le champ.",
        "{here} : cette personne a une caisse de congés, et aucune base de congés payés (S21.G00.78, code 20).",
    ),
)  # fmt: skip


def is_of_the_trade(control: str) -> bool:
    """Whether a control is one of these pages."""
    return control in _MARK_OF


def mark_of(control: str) -> str | None:
    """How sure we are of a control of a trade: `S`, `I` or `K`; None for another one."""
    return _MARK_OF.get(control)


_MARK_OF = {page.id: page.mark for page in PAGES}
