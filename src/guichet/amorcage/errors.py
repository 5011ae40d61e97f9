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
    DemandeState.DECLINEE: (
        "Il a déjà été répondu que l'amorçage n'est pas souhaité. Revenez d'abord sur ce choix pour en faire un autre."
    ),
}
_CLOSED = "Cette demande d'amorçage est close. Ouvrez la page de l'établissement pour voir où il en est."
