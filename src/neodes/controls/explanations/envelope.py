"""Explanations of the controls on the file as a whole: its lines, its form, its version, its totals."""

from __future__ import annotations

from neodes.controls.base import Explanation
from neodes.norm import NORM_VERSIONS, Norm

GENERATE_AGAIN = "Produisez à nouveau le fichier depuis votre logiciel de paie, sans l'ouvrir ni l'enregistrer."


def reference(norm: Norm, what: str) -> tuple[str, ...]:
    """The technical specification of that version, and the part that holds the rule."""
    return (f"Cahier technique de la DSN {norm.cahier_technique} (norme {norm.version}), {what}",)


def explain_line(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Chaque ligne doit porter une rubrique et sa valeur, sous la forme S21.G00.30.001,'valeur' : "
            "l'identifiant, une virgule, puis la valeur entre deux apostrophes droites. La valeur ne peut être "
            "ni vide, ni commencer ou finir par un espace, et la ligne compte au plus 256 caractères."
        ),
        pourquoi=(
            "Une ligne qui ne suit pas cette forme ne peut pas être attribuée à une rubrique : "
            "elle est perdue pour les organismes et la déclaration est refusée."
        ),
        que_faire=(
            "Ouvrez le fichier à la ligne indiquée et comparez-la avec ses voisines. Une valeur inconnue ne "
            "s'écrit pas vide : il faut retirer la ligne. " + GENERATE_AGAIN
        ),
        references=reference(norm, "règles générales : forme d'un enregistrement"),
    )


def explain_empty(norm: Norm) -> Explanation:
    return Explanation(
        verifie="Le fichier doit contenir au moins une ligne de déclaration.",
        pourquoi="Un fichier vide ne déclare rien : il signale le plus souvent un export interrompu.",
        que_faire="Vérifiez la taille du fichier sur votre disque. " + GENERATE_AGAIN,
        references=reference(norm, "règles générales : le fichier"),
    )


def explain_binary(norm: Norm) -> Explanation:
    return Explanation(
        verifie="Le fichier doit être un fichier texte, lisible ligne par ligne.",
        pourquoi="Une image, un PDF, un tableur ou un fichier chiffré ne contient pas de lignes DSN.",
        que_faire=(
            "Choisissez le fichier DSN produit par votre logiciel de paie (souvent en .dsn, .edi ou .txt), "
            "et non son compte rendu ni son état imprimé."
        ),
        references=reference(norm, "règles générales : le fichier"),
    )


def explain_truncated(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Le fichier doit aller jusqu'à son bloc final « Total de l'envoi » (S90.G00.90) et sa dernière ligne "
            "doit être entière."
        ),
        pourquoi="Sans ce bloc, rien ne prouve que le fichier est complet : des salariés peuvent manquer.",
        que_faire="Vérifiez que l'export ou le transfert est allé à son terme. " + GENERATE_AGAIN,
        references=reference(norm, "bloc S90.G00.90 « Total de l'envoi »"),
    )


def explain_encoding(norm: Norm) -> Explanation:
    return Explanation(
        verifie="Les caractères du fichier doivent être codés en ISO-8859-1, le seul jeu admis par la norme.",
        pourquoi=(
            "Avec un autre codage (UTF-8, Windows-1252), les lettres accentuées et certains signes sont mal lus "
            "par les organismes : un nom ou une adresse peut être déformé."
        ),
        que_faire=(
            "Demandez à votre logiciel un export en ISO-8859-1. Évitez d'enregistrer le fichier depuis un "
            "éditeur de texte, qui change souvent le codage."
        ),
        references=reference(norm, "règles générales : jeu de caractères"),
    )


def explain_archive(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Une archive (.zip ou .gz) doit s'ouvrir sans mot de passe, être entière, et garder un nombre de "
            "fichiers et une taille raisonnables une fois ouverte."
        ),
        pourquoi="Une archive abîmée, protégée ou démesurée ne peut pas être lue sans risque.",
        que_faire="Refaites l'archive avec les seuls fichiers DSN, ou déposez les fichiers directement.",
        references=("Limites propres à cet outil",),
    )


def explain_version(norm: Norm) -> Explanation:
    known = ", ".join(NORM_VERSIONS)
    return Explanation(
        verifie=(
            "La rubrique S10.G00.00.006 doit nommer une version de la norme connue de cet outil "
            f"({known}). Sinon, le fichier est contrôlé avec la version la plus proche."
        ),
        pourquoi=(
            "Chaque version a ses rubriques, ses listes de codes et ses obligations. Une version trop ancienne "
            "n'est plus acceptée ; une version inconnue rend les autres contrôles moins sûrs."
        ),
        que_faire=(
            "Mettez votre logiciel de paie à jour et produisez à nouveau le fichier. Si la version est plus "
            "récente que celles connues ici, mettez à jour cet outil."
        ),
        references=reference(norm, "rubrique S10.G00.00.006 « Numéro de version de la norme utilisée »"),
    )


def explain_total(norm: Norm, rubrique: str) -> Explanation:
    label = norm.rubriques[rubrique].label
    counted = (
        "le nombre de lignes du fichier, celles du bloc S90 comprises"
        if rubrique.endswith("001")
        else "le nombre de déclarations du fichier (blocs S20.G00.05)"
    )
    return Explanation(
        verifie=f"« {label} » ({rubrique}) doit être égal au total compté : {counted}.",
        pourquoi=(
            "Ce total prouve que rien n'a été perdu ni ajouté entre votre logiciel et le point de dépôt. "
            "S'il est faux, l'envoi entier est rejeté."
        ),
        que_faire=(
            "N'ajoutez ni ne retirez de ligne à la main. " + GENERATE_AGAIN + " Si l'écart demeure, signalez-le à "
            "l'éditeur de votre logiciel."
        ),
        references=reference(norm, f"contrôle {rubrique}/CST-11"),
    )
