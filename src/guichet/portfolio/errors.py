"""Why the portfolio refuses; each message is a French sentence for the person who asked."""

from __future__ import annotations

from guichet.portfolio.models import Etablissement


class PortfolioError(Exception):
    """The change is refused; the message says why and what to do."""


class InvalidSiret(PortfolioError):
    """The SIRET cannot exist."""

    def __init__(self) -> None:
        super().__init__("Ce numéro n'est pas un SIRET : il compte 14 chiffres, dont une clé. Vérifiez votre saisie.")


class RightMissing(PortfolioError):
    """The right is not held, or not on this establishment; the same sentence whether the SIRET is known or not."""

    def __init__(self) -> None:
        super().__init__(
            "Vos droits ne permettent pas cette action sur cet établissement. Demandez à un administrateur de votre "
            "compte de la faire, ou de compléter votre profil de délégation."
        )


class NoPortfolio(PortfolioError):
    """An account of the kind entreprise declares for its own establishment alone."""

    def __init__(self) -> None:
        super().__init__(
            "Votre compte est celui d'une entreprise : il ne déclare que pour son propre établissement. Pour déclarer "
            "pour d'autres, ouvrez un compte de tiers déclarant."
        )


class AlreadyInPortfolio(PortfolioError):
    """The SIRET is already there, and the actor may know it."""

    def __init__(self, etablissement: Etablissement) -> None:
        self.etablissement = etablissement
        removed = etablissement.is_retired
        super().__init__(
            "Cet établissement a été retiré de votre portefeuille ; son historique est gardé. Remettez-le plutôt que "
            "de l'ajouter de nouveau."
            if removed
            else "Cet établissement est déjà dans votre portefeuille."
        )


class EtablissementRetired(PortfolioError):
    """It was removed, perhaps a moment ago and by someone else."""

    def __init__(self) -> None:
        super().__init__("Cet établissement a été retiré du portefeuille. Remettez-le d'abord pour le modifier.")
