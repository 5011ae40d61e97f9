"""Why the delegations refuse; each message is a French sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable

from guichet.core.rights import Right


class DelegationError(Exception):
    """The change is refused; the message says why and what to do."""


class NotManager(DelegationError):
    """The actor does not manage delegations at all."""

    def __init__(self) -> None:
        super().__init__(
            "Vous n'avez pas le droit de gérer les délégations. Demandez-le à un administrateur de votre compte."
        )


class NoRights(DelegationError):
    """A profile without a right gives nothing."""

    def __init__(self) -> None:
        super().__init__("Ce profil ne donne aucun droit. Cochez-en au moins un.")


class EmptyScope(DelegationError):
    """A rule without criterion, or groupes without a groupe."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Ce profil ne couvre rien : {what}.")


class BeyondOwn(DelegationError):
    """Nobody gives more than he holds: some of what the profile covers is out of reach for these rights."""

    def __init__(self, rights: Iterable[Right]) -> None:
        self.rights = tuple(rights)
        super().__init__(
            f"Vous ne pouvez pas confier {_named(self.rights)} au-delà de ce que vous détenez vous-même. Réduisez la "
            "portée ou les droits de ce profil, ou demandez à un administrateur de votre compte de le confier."
        )


class OpenBeyondOwn(DelegationError):
    """All that it covers today is within reach, but not all that may come to meet it."""

    def __init__(self, rights: Iterable[Right]) -> None:
        self.rights = tuple(rights)
        super().__init__(
            f"Cette portée suit les fiches : elle pourrait couvrir demain des établissements pour lesquels vous ne "
            f"détenez pas {_named(self.rights)}. Ajoutez-y les critères de vos propres profils, ou choisissez les "
            "établissements un à un."
        )


class NameTaken(DelegationError):
    """Another live profile has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Un profil porte déjà le nom « {name} ». Choisissez-en un autre.")


class ProfileArchived(DelegationError):
    """Nothing is changed in it any more."""

    def __init__(self) -> None:
        super().__init__("Ce profil est archivé : il ne donne plus rien et ne change plus. Dupliquez-le pour repartir.")


class DatesReversed(DelegationError):
    """The end comes before the start."""

    def __init__(self) -> None:
        super().__init__("La délégation finirait avant d'avoir commencé. Vérifiez les deux dates.")


class MemberGone(DelegationError):
    """Only an active collaborator holds a profile."""

    def __init__(self) -> None:
        super().__init__("Cette personne n'a plus accès à votre compte. Choisissez un collaborateur actif.")


class EverythingAlready(DelegationError):
    """Choosing establishments into a profile of the whole portfolio changes nothing."""

    def __init__(self) -> None:
        super().__init__("Ce profil couvre déjà tout le portefeuille : il n'y a rien à y ajouter.")


def _named(rights: Iterable[Right]) -> str:
    return ", ".join(f"« {right.label} »" for right in rights)
