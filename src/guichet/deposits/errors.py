"""Why a deposit is refused; each message is a French sentence for the person who asked."""

from __future__ import annotations


class DepositError(Exception):
    """The request is refused; the message says why and what to do."""


class DepositNotAllowed(DepositError):
    """The actor holds no right to deposit."""

    def __init__(self) -> None:
        super().__init__(
            "Vos droits ne permettent pas de déposer des fichiers. Demandez à un administrateur de votre compte de "
            "compléter votre profil de délégation."
        )


class FileNotKept(DepositError):
    """The content was not kept: it was refused, or it is that of an earlier deposit."""

    def __init__(self) -> None:
        super().__init__("Le contenu de ce fichier n'est pas conservé. Déposez-le de nouveau pour le contrôler.")


class FileCut(DepositError):
    """Of the file only a part is stored: what was refused of it was not kept."""

    def __init__(self) -> None:
        super().__init__(
            "Une partie de ce fichier n'a pas été retenue : rien n'en est conservé, et le reste ne peut pas être "
            "contrôlé seul. Déposez le fichier de nouveau pour le contrôler."
        )


NOT_YOURS = (
    "Vos droits ne couvrent pas cet établissement : la déclaration n'a pas été retenue et rien n'en est conservé. "
    "Demandez à un administrateur de votre compte de vous le confier, ou de déposer ce fichier lui-même."
)
"""One sentence, whether the SIRET is unknown to the firm or only out of sight: nobody learns which."""

NOTHING_YOURS = (
    "Vos droits ne couvrent aucun établissement de ce fichier : rien n'a été retenu et le fichier n'est pas conservé. "
    "Demandez à un administrateur de votre compte de vous les confier, ou de déposer ce fichier lui-même."
)
RETIRED = (
    "Cet établissement a été retiré de votre portefeuille : la déclaration est contrôlée, mais elle n'y est pas "
    "rattachée tant qu'il n'est pas remis."
)
AUTHOR_GONE = (
    "La personne qui a déposé ce fichier ne fait plus partie de votre compte : rien n'a été retenu. Déposez-le de "
    "nouveau pour le contrôler."
)
REEL_NOT_ALLOWED = (
    "Ce fichier est une déclaration réelle, et vos droits permettent seulement le dépôt de fichiers de test. Demandez "
    "le droit « Déposer en réel », ou déposez un fichier de test."
)
REEL_UNSAID = (
    "Ce fichier ne dit pas s'il est de test ou réel (S10.G00.00.005) : il est traité comme réel, et vos droits "
    "permettent seulement le dépôt de fichiers de test. Corrigez-le, ou demandez le droit « Déposer en réel »."
)
TEST_NOT_ALLOWED = (
    "Ce fichier est un fichier de test, et vos droits permettent seulement le dépôt de fichiers réels. Demandez le "
    "droit « Déposer en test »."
)
DAMAGED = (
    "Le fichier conservé est abîmé : il ne peut plus être relu. Nous ne vous en montrons rien de faux. Déposez-le de "
    "nouveau."
)
MISSING = "Le fichier conservé est introuvable. Déposez-le de nouveau."
KEY_UNKNOWN = (
    "La clé qui protège ce fichier n'est pas disponible. Prévenez la personne qui exploite Guichet, puis réessayez."
)
GAVE_UP = (
    "Le contrôle de ce fichier n'a pas abouti, malgré plusieurs essais : la faute est de notre côté. Réessayez ; si "
    "cela se répète, prévenez-nous avec le nom du fichier."
)
"""The fault is logged without any content of the file."""
