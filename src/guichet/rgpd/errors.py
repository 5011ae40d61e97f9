"""Why a request about kept data is refused; each message is a French sentence."""

from __future__ import annotations


class RgpdError(Exception):
    """The request is refused; the message says why and what to do."""


class NotAdministrator(RgpdError):
    """Only an administrator decides that."""

    def __init__(self) -> None:
        super().__init__("Seul un administrateur du compte peut faire cela.")


class OutOfBounds(RgpdError):
    """A length of time that the bounds do not allow."""

    def __init__(self, label: str, shortest: int, longest: int) -> None:
        super().__init__(f"{label} : choisissez une durée de {shortest} à {longest} mois.")


class FilesOutliveReports(RgpdError):
    """A file would be kept without the report that leads to it."""

    def __init__(self) -> None:
        super().__init__(
            "Les fichiers déposés ne peuvent pas être gardés plus longtemps que les comptes rendus, qui seuls y "
            "mènent. Raccourcissez la durée des fichiers, ou allongez celle des comptes rendus."
        )


class StillActive(RgpdError):
    """Someone who may still come in."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne est encore membre du compte. Fermez d'abord son accès, puis effacez ses données."
        )


class NotNir(RgpdError):
    """What was typed is no NIR; it is not repeated."""

    def __init__(self) -> None:
        super().__init__(
            "Ce numéro n'est pas un NIR : il compte 13 chiffres (2A ou 2B pour la Corse), ou 15 avec sa clé. "
            "Vérifiez votre saisie."
        )


class RightToSeeMissing(RgpdError):
    """No right to see personal data."""

    def __init__(self) -> None:
        super().__init__(
            "Vos droits ne permettent pas de voir les données personnelles. Demandez-les à un administrateur."
        )
