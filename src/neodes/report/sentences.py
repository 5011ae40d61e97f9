"""The sentence of every (family of control, reason), in French, with the values of the finding as fields.

`{here}` is « S21.G00.40.007 = 99 » or, without value, « S21.G00.40.007 « Nature du contrat » »; `{bloc}` is
« Contrat » (S21.G00.40). The other fields are made by `neodes.report.messages`.
"""

from __future__ import annotations

from neodes.controls.explanations.sectors import FAULT, PAGES
from neodes.report.fiche_sentences import SENTENCES as OF_FICHES

SENTENCES: dict[tuple[str, str], str] = {
    ("LIGNE", "guillemet_ouvrant"): (
        "{here} : la valeur doit commencer par une apostrophe droite juste après la virgule : S21.G00.30.001,'valeur'."
    ),
    ("LIGNE", "guillemet_fermant"): "{here} : la valeur doit finir par une apostrophe droite, sans rien derrière.",
    ("LIGNE", "identifiant"): (
        "La ligne doit commencer par un identifiant de rubrique suivi d'une virgule (S21.G00.30.001, par exemple)."
    ),
    ("LIGNE", "vide"): "{here} : la valeur est vide. Une donnée absente ne s'écrit pas : la ligne est à retirer.",
    ("LIGNE", "ligne_vide"): "La ligne est vide : elle est à retirer.",
    ("LIGNE", "blanc"): "{here} : la valeur commence ou finit par un espace, ce que la norme n'admet pas.",
    ("LIGNE", "caractere"): "{here} : la valeur contient un caractère interdit{position}.",
    ("LIGNE", "trop_longue"): "La ligne compte {found} caractères ; la norme en admet {max} au plus.",
    ("LIGNE", "illisible"): "La ligne ne suit pas la forme S21.G00.30.001,'valeur' : elle n'a pas pu être lue.",
    ("FICHIER/VIDE", "vide"): "Le fichier est vide : il ne contient aucune déclaration.",
    ("FICHIER/BINAIRE", "binaire"): "Le fichier n'est pas un fichier texte : il ne peut pas contenir de DSN.",
    ("FICHIER/BINAIRE", "signature"): (
        "Le fichier n'est pas un fichier texte{format_found} : il ne peut pas contenir de DSN."
    ),
    ("FICHIER/BINAIRE", "content"): (
        "Le fichier contient trop de signes illisibles pour être du texte : il ne peut pas contenir de DSN."
    ),
    ("FICHIER/BINAIRE", "sans_dsn"): "Aucune ligne du fichier n'a la forme d'une rubrique de DSN.",
    ("FICHIER/TRONQUE", "tronque"): (
        "Le fichier s'arrête avant son bloc final « Total de l'envoi » (S90.G00.90) : il est sans doute incomplet."
    ),
    ("FICHIER/TRONQUE", "derniere_ligne"): "La dernière ligne est coupée : le fichier est sans doute incomplet.",
    ("FICHIER/TRONQUE", "s90_absent"): (
        "Le bloc final « Total de l'envoi » (S90.G00.90) manque : le fichier est sans doute incomplet."
    ),
    ("FICHIER/ENCODAGE", "encodage"): "Le fichier est codé en {found} ; la norme demande ISO-8859-1.",
    ("FICHIER/ENCODAGE", "utf-8"): "Le fichier est codé en UTF-8 ; la norme demande ISO-8859-1.",
    ("FICHIER/ENCODAGE", "utf-8-sig"): (
        "Le fichier est codé en UTF-8 avec une marque en tête ; la norme demande ISO-8859-1, sans marque."
    ),
    ("FICHIER/ENCODAGE", "windows-1252"): (
        "{here} : il y a ici un signe propre à Windows (Windows-1252){position} ; la norme demande ISO-8859-1."
    ),
    ("FICHIER/ARCHIVE", "illisible"): "L'archive est abîmée : elle n'a pas pu être ouverte.",
    ("FICHIER/ARCHIVE", "chiffree"): "L'archive est protégée par un mot de passe : elle n'a pas pu être ouverte.",
    ("FICHIER/ARCHIVE", "trop_de_fichiers"): "L'archive contient trop de fichiers ({found}, pour {max} au plus).",
    ("FICHIER/ARCHIVE", "trop_grande"): "L'archive est trop grande une fois ouverte : elle n'a pas été lue.",
    ("FICHIER/ARCHIVE", "compression"): "L'archive grossit beaucoup trop une fois ouverte : elle n'a pas été lue.",
    ("FICHIER/ARCHIVE", "imbriquee"): "L'archive en contient une autre : déposez les fichiers directement.",
    ("FICHIER/ARCHIVE", "vide"): "L'archive ne contient aucun fichier.",
    ("NORME", "inconnue"): (
        "{here} : cette version de la norme n'est pas connue. Le fichier a été contrôlé avec {version}."
    ),
    ("NORME", "ancienne"): (
        "{here} : cette version de la norme est trop ancienne. Le fichier a été contrôlé avec {version}."
    ),
    ("NORME", "recente"): (
        "{here} : cette version de la norme est plus récente que celles connues ici. "
        "Le fichier a été contrôlé avec {version}."
    ),
    ("NORME", "absente"): (
        "Le fichier ne dit pas quelle version de la norme il suit (S10.G00.00.006). Il a été contrôlé avec {version}."
    ),
    ("INCONNU", "bloc"): "Le bloc {bloc_id} n'existe pas dans la norme {version}.",
    ("INCONNU", "rubrique"): "La rubrique {rubrique} n'existe pas dans la norme {version}.",
    ("CSL-00", "longueur"): "{here} : la valeur compte {found} caractères ; il en faut {lengths}.",
    ("CSL-00", "motif"): "{here} : cette valeur n'a pas la forme attendue pour « {label} » : {format}.",
    ("CSL-00", "type_numerique"): "{here} : cette valeur n'est pas un nombre. « {label} » attend {format}.",
    ("CSL-00", "date"): "{here} : cette date n'existe pas dans le calendrier. « {label} » attend {format}.",
    ("CSL-00", "code"): "{here} : ce code n'existe pas dans la liste « {label} ».",
    ("TABLE", "code_absent"): "{here} : ce code n'est pas dans la table « {table} »{table_limits}.",
    ("USAGE", "absente"): "La rubrique {rubrique} « {label} » est obligatoire dans {bloc}{in_nature} : elle manque.",
    ("USAGE", "interdite"): "La rubrique {rubrique} « {label} » est interdite{in_nature} : elle est à retirer.",
    ("USAGE", "hors_nature"): "La rubrique {rubrique} « {label} » n'existe pas{in_nature} : elle est à retirer.",
    ("CARD", "manquant"): "Le bloc {bloc} manque sous {parent}{in_nature} : il est attendu {times}.",
    ("CARD", "trop"): "Le bloc {bloc} apparaît {found} fois sous {parent}{in_nature} : il est admis {times}.",
    ("CARD", "interdit"): "Le bloc {bloc} est interdit{in_nature}.",
    ("PARENT", "orphelin"): "Le bloc {bloc} ne suit aucun bloc {parent}, dont il dépend.",
    ("ORDRE", "avant"): "{subject} vient trop tard : sa place est avant {expected}.",
    (
        "ORDRE",
        "repetee",
    ): "La rubrique {rubrique} « {label} » est déjà donnée dans ce bloc : elle ne peut l'être qu'une fois.",
    ("MOIS/INDIVIDU-DISPARU", "individu"): (
        "{here} : cette personne{number_aside} était déclarée {month_before}{line_before} ; elle ne l'est plus "
        "{month}, et aucune fin de contrat (S21.G00.62) n'a été déclarée."
    ),
    ("MOIS/INDIVIDU-DISPARU", "contrat"): (
        "{here} : le contrat{number} déclaré {month_before}{line_before} ne l'est plus {month}, et aucune fin de "
        "contrat (S21.G00.62) n'a été déclarée."
    ),
    ("MOIS/CONTRAT-NUMERO", "numero"): (
        "{here} : ce contrat portait un autre numéro{number_before} {month_before}, et aucun changement de numéro "
        "(S21.G00.41.014) n'est déclaré."
    ),
    ("MOIS/CONTRAT-DEBUT", "debut"): (
        "{here} : le contrat{number} avait une autre date de début{start_before} {month_before}, et aucun changement "
        "de date (S21.G00.41.021) n'est déclaré."
    ),
    ("MOIS/EFFECTIF", "ecart"): "L'effectif déclaré change beaucoup d'un mois à l'autre{headcounts}.",
    ("MOIS/BRUT", "ecart"): (
        "Le total des rémunérations brutes non plafonnées (S21.G00.51, type 001) change beaucoup d'un mois à "
        "l'autre{totals}."
    ),
    ("MOIS/ORDRE", "ordre"): (
        "{here} : ce numéro d'ordre devrait dépasser celui d'une déclaration déjà faite pour le même établissement et "
        "le même mois{order_before}."
    ),
    ("MOIS/SAUTE", "saute"): (
        "{here} : entre la dernière déclaration connue de cet établissement et celle-ci, un mois au moins "
        "manque{missing_months}."
    ),
    ("CID-11", "mois"): (
        "{here} : cette déclaration en remplace une autre, mais aucune déclaration acceptée de cet établissement "
        "n'est connue pour ce mois et cette fraction."
    ),
    ("CID-11", "identifiant"): (
        "{here} : aucune déclaration acceptée de cet établissement et de cette nature n'est connue sous ce numéro "
        "d'ordre."
    ),
    ("CST-11", "total"): "{here} : « {label} » annonce {value}, mais le fichier en compte {expected}.",
    **OF_FICHES,
    **{(page.id, FAULT): page.sentence for page in PAGES if page.sentence},
}
"""One sentence each; a test walks every pair that the engine can make."""

FALLBACK = "{here} : le contrôle {control} n'est pas respecté."
"""For a pair without a sentence of its own: true, if not very helpful."""
