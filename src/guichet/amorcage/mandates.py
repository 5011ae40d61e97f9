"""The mandate that a firm accepts when it asks a partner for its data: our words, by version, never changed once used.

A new text is a new version: what was accepted stays readable as it was.
"""

from __future__ import annotations

CURRENT = "2026-1"
"""The version that is proposed."""

_TEXTS: dict[str, tuple[str, ...]] = {
    "2026-1": (
        "{firm} tient la paie de {etablissement} et demande à {partner} les données des contrats d'assurance de "
        "personnes de cet établissement : organismes, références, options, populations et cotisations attendues en "
        "DSN.",
        "{firm} déclare avoir reçu de l'entreprise le pouvoir de faire cette demande, et en produira la preuve à "
        "{partner} sur demande.",
        "Ces données ne servent qu'à établir et à contrôler les DSN de l'établissement. Elles ne sont montrées qu'aux "
        "personnes à qui {firm} donne le droit « Demander l'amorçage ».",
        "Ce mandat vaut jusqu'à la date que {partner} fixe en accordant la demande. Il prend fin avant si la demande "
        "est annulée ou si l'établissement quitte le portefeuille.",
    ),
}


def mandate_text(version: str, *, partner: str, firm: str, etablissement: str) -> tuple[str, ...]:
    """The paragraphs of that version; none for one that was never proposed."""
    paragraphs = _TEXTS.get(version, ())
    return tuple(each.format(partner=partner, firm=firm, etablissement=etablissement) for each in paragraphs)
