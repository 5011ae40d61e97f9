"""Values → the XML of fiches, as their producers write it: for samples, and to give back what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from neodes.fpoc.model import Component, Contact, Contract, Fiche, Group
from neodes.fpoc.vocabulary import SPECIFIC

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'


def write_fiches(fiches: Iterable[Fiche], *, lot: str = "") -> bytes:
    """A lot when it has a name, else the fiche alone; in ISO-8859-1, what that cannot hold as references."""
    written = [line for fiche in fiches for line in _fiche(fiche)]
    if lot:
        head = ['<LotFicheParam Version="1.3.3" Norme="DSN">', f"<IdLot>{_text(lot)}</IdLot>"]
        written = [*head, *written, "</LotFicheParam>"]
    return (HEAD + "\n".join(written) + "\n").encode("iso-8859-1", "xmlcharrefreplace")


def _fiche(fiche: Fiche) -> Iterator[str]:
    created = f"{fiche.created_at:%d%m%Y%H%M%S}" if fiche.created_at else ""
    yield _open("FICHE", {"IdentifiantFiche": fiche.identifier, "DateHeureCreation": created, "Version": fiche.version})
    yield _alone("Entreprise", {"SIREN": fiche.siren, "RaisonSociale": fiche.entreprise, "NIC": fiche.nic})
    producer = {
        "CodeProducteur": fiche.producer,
        "RaisonSocialeProducteur": fiche.producer_name,
        "CodePorteurDeRisque": fiche.risk_carrier,
    }
    yield _alone("ProducteurFiche", producer)
    yield _contact("ContactTechniqueFiche", fiche.technical_contact)
    yield _contact("ContactGestionnaireFiche", fiche.manager_contact)
    if fiche.message:
        yield f"<Message>{_text(fiche.message)}</Message>"
    for group in fiche.groups:
        yield from _group(group)
    yield "</FICHE>"


def _group(group: Group) -> Iterator[str]:
    yield _open("GROUPE", {"NumeroGrp": group.number, "LibelleGrp": group.label})
    for contract in group.contracts:
        yield from _contract(contract)
    if group.criteria:
        yield "<CriteresSalaries>"
        for criterion in group.criteria:
            yield f"<{criterion.name}>"
            for name, values in (("ValeursIncluses", criterion.included), ("ValeursExclues", criterion.excluded)):
                yield from (f"<{name}>{_text(value)}</{name}>" for value in sorted(values))
            yield f"</{criterion.name}>"
        yield "</CriteresSalaries>"
    yield "</GROUPE>"


def _contract(contract: Contract) -> Iterator[str]:
    days = (f"{day:%d%m%Y}" if day else "" for day in (contract.starts_on, contract.ends_on))
    validity = dict(zip(("DateDebutValidite", "DateFinValidite"), days, strict=True))
    yield _open("ParametresContrats", {**validity, "Periodicite": contract.periodicity, "Changement": contract.change})
    organism = {
        "CodeOC": contract.oc,
        "CodeDELEG": contract.delegate,
        "AncienCodeOC": contract.former_oc,
        "AncienCodeDELEG": contract.former_delegate,
    }
    yield _alone("Organisme", organism)
    reference = {
        "ReferenceContrat": contract.reference,
        "LibelleContrat": contract.label,
        "AncienneReferenceContrat": contract.former_reference,
    }
    yield _alone("Contrat", reference)
    for name, code, label, former in (
        ("Option", contract.option, contract.option_label, contract.former_option),
        ("Population", contract.population, contract.population_label, contract.former_population),
    ):
        if code:
            yield _alone(name, {f"Code{name}": code, f"Libelle{name}": label, f"AncienCode{name}": former})
    if contract.components:
        yield "<ElementsDeCalculAttendus>"
        yield from map(_component, contract.components)
        yield "</ElementsDeCalculAttendus>"
    yield "</ParametresContrats>"


def _component(component: Component) -> str:
    named = {"ValeurCodeNature": component.code, "LibelleCodeNature": component.label}
    inner = "".join(
        f"<{name}>{value}</{name}>"
        for name, value in (("Taux", component.rate), ("Montant", component.amount))
        if value is not None
    )
    return f"{_open(component.name, named if component.name == SPECIFIC else {})}{inner}</{component.name}>"


def _contact(name: str, contact: Contact) -> str:
    return _alone(name, {"Nom": contact.name, "Tel": contact.phone, "Mail": contact.email})


def _open(name: str, attributes: Mapping[str, str]) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>"


def _alone(name: str, attributes: Mapping[str, str]) -> str:
    return _open(name, attributes)[:-1] + "/>"


def _text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
