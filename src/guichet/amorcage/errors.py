"""Why the amorçage refuses; each message is a French sentence for the person who asked."""

from __future__ import annotations

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import DemandeAmorcage
from guichet.portfolio.models import Partner


class AmorcageError(Exception):
    """The step is refused; the message says why and what to do."""


class AmorcageRightMissing(AmorcageError):
    """The right is not held, or not on this establishment."""

    def __init__(self) -> None:
        super().__init__(
            "Vos droits ne permettent pas de décider de l'amorçage de cet établissement. Demandez à un administrateur "
            "de votre compte de le faire, ou de compléter votre profil de délégation."
        )


class PartnerMissing(AmorcageError):
    """Nobody to ask: the establishment has no confirmed partner."""

    def __init__(self) -> None:
        super().__init__(
            "L'amorçage se demande au groupe de protection sociale de l'établissement, et aucun n'est renseigné. "
            "Complétez d'abord l'établissement."
        )


class PartnerChanged(AmorcageError):
    """The partner is not the one that the person was shown when deciding."""

    def __init__(self, partner: Partner) -> None:
        super().__init__(
            f"Le partenaire de cet établissement a changé pendant votre choix : c'est maintenant {partner.name}. Rien "
            "n'a été demandé. Vérifiez, puis choisissez de nouveau."
        )


class MandateNotAccepted(AmorcageError):
    """The mandate was not accepted, or its text has changed since it was shown."""

    def __init__(self) -> None:
        super().__init__(
            "L'amorçage se demande avec un mandat, et le texte en vigueur n'a pas été accepté. Relisez-le, cochez la "
            "case, puis recommencez."
        )


class NothingSent(AmorcageError):
    """Nothing is under way that could be answered, completed, withdrawn or prolonged."""

    def __init__(self) -> None:
        super().__init__(
            "Cette demande d'amorçage n'est plus en cours : quelqu'un a répondu, l'a annulée ou l'a close entre-temps. "
            "Relisez son état, puis choisissez."
        )


class PartnerAnswersItself(AmorcageError):
    """The answer of a partner that is connected is not written by the firm."""

    def __init__(self, partner: Partner) -> None:
        super().__init__(
            f"{partner.name} répond lui-même dans Guichet : sa réponse arrivera ici d'elle-même, sans saisie."
        )


class BadAnswer(AmorcageError):
    """What was given with an answer cannot be: the message says what."""


class EtablissementOut(AmorcageError):
    """The establishment was removed from the portfolio, perhaps a moment ago and by someone else."""

    def __init__(self) -> None:
        super().__init__(
            "Cet établissement a été retiré du portefeuille : sa demande d'amorçage est close. Remettez-le d'abord "
            "dans le portefeuille."
        )


class StepRefused(AmorcageError):
    """The demande cannot become that from where it stands, mostly because someone decided meanwhile."""

    def __init__(self, demande: DemandeAmorcage) -> None:
        super().__init__(_REFUSALS.get(DemandeState(demande.state), _CLOSED))


_REFUSALS = {
    DemandeState.DEMANDEE: ("L'amorçage a déjà été demandé. Pour faire un autre choix, annulez d'abord la demande."),
    DemandeState.COMPLEMENT: (
        "Le partenaire attend un complément. Répondez-lui, ou annulez d'abord la demande pour faire un autre choix."
    ),
    DemandeState.ACCORDEE: ("Le partenaire a accordé cette demande. Pour faire un autre choix, annulez-la d'abord."),
    DemandeState.DISPONIBLE: (
        "Les données de cet établissement sont déjà disponibles. Pour faire un autre choix, annulez d'abord la demande."
    ),
    DemandeState.DECLINEE: (
        "Il a déjà été répondu que l'amorçage n'est pas souhaité. Revenez d'abord sur ce choix pour en faire un autre."
    ),
}
_CLOSED = "Cette demande d'amorçage est close. Ouvrez la page de l'établissement pour voir où il en est."
