"""The XML of fiches → values. Strict about what is known, loud about what is not, and never an exception.

The shape is that of the XSD of version 1.3.3 as its producers write it: a fiche alone, or several in a lot, in
ISO-8859-1 or UTF-8. What the reading did not ask for is told at its end, from the elements themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from neodes.fpoc.elements import Node, parse
from neodes.fpoc.model import Component, Contact, Contract, Criterion, Fiche, FichesRead, Group, Remark
from neodes.fpoc.vocabulary import (
    CHANGES,
    COMPONENTS,
    CRITERIA,
    DELEGATE,
    OC,
    PERIODICITIES,
    SPECIFIC,
    SPECIFIC_CODES,
)
from neodes.values.siren import is_siren

BYTES_MAX = 20 * 1024 * 1024
"""A lot of a thousand fiches weighs five."""

FICHES_MAX = 10_000
SHOWN = 100
"""Signs of a value that a remark keeps."""

LENGTHS = {"reference": 30, "label": 60, "option": 30, "population": 30}
LOT, FICHE = "lotficheparam", "fiche"


def read_fiches(data: bytes) -> FichesRead:
    """Read the fiches of a file held in memory. Never raises: what cannot be read is a remark."""
    if not data.strip():
        return FichesRead(remarks=(Remark("vide"),))
    if len(data) > BYTES_MAX:
        return FichesRead(remarks=(Remark("trop_gros", value=str(len(data))),))
    try:
        root = parse(data)
        return FichesRead(remarks=(root,)) if isinstance(root, Remark) else _Reading().file(root)
    except RecursionError:
        return FichesRead(remarks=(Remark("profondeur"),))


class _Reading:
    """The reading of one file: fiches on one side, remarks on the other."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []

    def file(self, node: Node) -> FichesRead:
        """A lot, or a fiche alone; what is neither is refused."""
        name = node.name.lower()
        if name == FICHE:
            return FichesRead((self.fiche(node),), self._said(node))
        if name != LOT:
            return FichesRead(remarks=(Remark("racine", node.name, line=node.line),))
        for known in ("Version", "Norme", "CodeReponse", "MailsAEnvoyer"):
            node.value(known)
        emitter = node.one("AssureurEmetteur")
        lot, assureur = node.value("IdLot"), emitter.value("SIREN")
        emitter.value("Mail")
        elements = node.all("FICHE")
        if len(elements) > FICHES_MAX:
            self.note("trop_de_fiches", node, "", str(len(elements)))
        fiches = tuple(map(self.fiche, elements[:FICHES_MAX]))
        if not fiches:
            self.note("sans_fiche", node)
        return FichesRead(fiches, self._said(node), lot, assureur)

    def fiche(self, node: Node) -> Fiche:
        """One fiche."""
        entreprise, producer = node.one("Entreprise"), node.one("ProducteurFiche")
        siren, nic = entreprise.get("SIREN"), entreprise.get("NIC")
        if not is_siren(siren):
            self.note("siren", entreprise, "/@SIREN", siren)
        if nic and not (len(nic) == 5 and nic.isascii() and nic.isdigit()):
            self.note("nic", entreprise, "/@NIC", nic)
            nic = ""
        fiche = Fiche(
            identifier=node.get("IdentifiantFiche"),
            siren=siren,
            version=node.get("Version"),
            created_at=self._moment(node, "DateHeureCreation"),
            nic=nic,
            entreprise=entreprise.get("RaisonSociale"),
            producer=producer.get("CodeProducteur"),
            producer_name=producer.get("RaisonSocialeProducteur"),
            risk_carrier=producer.get("CodePorteurDeRisque"),
            technical_contact=self._contact(node.one("ContactTechniqueFiche")),
            manager_contact=self._contact(node.one("ContactGestionnaireFiche")),
            message=node.value("Message"),
            groups=tuple(map(self.group, node.all("GROUPE"))),
        )
        if not fiche.contracts:
            self.note("sans_contrat", node, "", fiche.identifier)
        return fiche

    def group(self, node: Node) -> Group:
        """One group, its contracts and its criteria."""
        contracts = tuple(map(self.contract, node.all("ParametresContrats")))
        criteria = [self.criterion(each) for holder in node.all("CriteresSalaries") for each in holder.everything()]
        return Group(
            number=node.get("NumeroGrp"),
            label=node.get("LibelleGrp"),
            contracts=contracts,
            criteria=tuple(filter(None, criteria)),
            is_partial=None in criteria,
        )

    def contract(self, node: Node) -> Contract:
        """One contract, with its option, its population and the elements it expects."""
        organism, contract = node.one("Organisme"), node.one("Contrat")
        option, population, expected = node.one("Option"), node.one("Population"), node.one("ElementsDeCalculAttendus")
        read = Contract(
            reference=self._short(contract, "ReferenceContrat", "reference"),
            oc=self._code(organism, "CodeOC", OC.fullmatch),
            delegate=self._code(organism, "CodeDELEG", DELEGATE.fullmatch),
            label=self._short(contract, "LibelleContrat", "label"),
            starts_on=self._day(node, "DateDebutValidite", wanted=True),
            ends_on=self._day(node, "DateFinValidite"),
            periodicity=self._among(node, "Periodicite", PERIODICITIES),
            change=self._among(node, "Changement", CHANGES),
            former_reference=contract.get("AncienneReferenceContrat"),
            former_oc=organism.get("AncienCodeOC"),
            former_delegate=organism.get("AncienCodeDELEG"),
            option=self._short(option, "CodeOption", "option"),
            option_label=option.get("LibelleOption"),
            former_option=option.get("AncienCodeOption"),
            population=self._short(population, "CodePopulation", "population"),
            population_label=population.get("LibellePopulation"),
            former_population=population.get("AncienCodePopulation"),
            components=tuple(filter(None, (self.component(each) for each in expected.everything()))),
        )
        for name, value in (("ReferenceContrat", read.reference), ("CodeOC", read.oc)):
            if not value:
                self.note("absent", node, f"/@{name}")
        if read.starts_on and read.ends_on and read.ends_on < read.starts_on:
            self.note("dates", node, "", read.reference)
        return read

    def component(self, node: Node) -> Component | None:
        """One element of calculation; None for one that is not known."""
        known = {name.lower(): (name, code) for name, code in COMPONENTS.items()}
        label = ""
        if node.name.lower() == SPECIFIC.lower():
            name, code, label = SPECIFIC, node.get("ValeurCodeNature"), node.get("LibelleCodeNature")
            if code not in SPECIFIC_CODES:
                self.note("code", node, "/@ValeurCodeNature", code)
                node.put_aside()
                return None
        elif node.name.lower() in known:
            name, code = known[node.name.lower()]
        else:
            self.note("inconnu", node, "", node.in_short())
            node.put_aside()
            return None
        rate, amount = (self._number(node, each) for each in ("Taux", "Montant"))
        if rate is not None and not 0 < rate < 100:
            self.note("taux", node, "/Taux", str(rate))
            rate = None
        return Component(name, code, label, rate, amount)

    def criterion(self, node: Node) -> Criterion | None:
        """One criterion; None for one that no rubrique is known for: it is told, and restricts nobody."""
        known = {name.lower(): (name, rubrique) for name, rubrique in CRITERIA.items()}
        if node.name.lower() not in known:
            self.note("critere", node, "", node.in_short())
            node.put_aside()
            return None
        name, rubrique = known[node.name.lower()]
        included, excluded = (_values(node.all(each)) for each in ("ValeursIncluses", "ValeursExclues"))
        if not included and not excluded:
            self.note("critere_vide", node)
            return None
        return Criterion(name, rubrique, included, excluded)

    def note(self, reason: str, node: Node, inside: str = "", value: str = "") -> None:
        """One more remark, on an element or on something inside it."""
        self.remarks.append(Remark(reason, f"{node.path}{inside}", value[:SHOWN], node.line))

    def _said(self, root: Node) -> tuple[Remark, ...]:
        """What was said on the way and what nobody asked for, in the order of the file."""
        left = [Remark(each.reason, each.where, each.value[:SHOWN], each.line) for each in root.left()]
        return tuple(sorted(dict.fromkeys([*self.remarks, *left]), key=lambda remark: remark.line))

    def _contact(self, node: Node) -> Contact:
        return Contact(node.value("Nom"), node.value("Tel"), node.value("Mail"))

    def _short(self, node: Node, name: str, kind: str) -> str:
        value = node.get(name)
        if len(value) > LENGTHS[kind]:
            self.note("longueur", node, f"/@{name}", value)
        return value

    def _code(self, node: Node, name: str, matches: Callable[[str], object]) -> str:
        value = node.get(name)
        if value and not matches(value):
            self.note("code", node, f"/@{name}", value)
        return value

    def _among(self, node: Node, name: str, known: Iterable[str]) -> str:
        value = node.get(name)
        written = {each.lower(): each for each in known}
        if value and value.lower() not in written:
            self.note("valeur", node, f"/@{name}", value)
        return written.get(value.lower(), "")

    def _day(self, node: Node, name: str, *, wanted: bool = False) -> date | None:
        value = node.get(name)
        day = _date(value)
        if value and day is None:
            self.note("date", node, f"/@{name}", value)
        elif wanted and not value:
            self.note("absent", node, f"/@{name}")
        return day

    def _moment(self, node: Node, name: str) -> datetime | None:
        value = node.get(name)
        for pattern in ("%d%m%Y%H%M%S", "%d%m%Y%H%M", "%Y-%m-%dT%H:%M:%S", "%d%m%Y"):
            try:
                return datetime.strptime(value[:19], pattern)  # noqa: DTZ007 - the fiche gives no time zone
            except ValueError:
                continue
        if value:
            self.note("date", node, f"/@{name}", value)
        return None

    def _number(self, node: Node, name: str) -> Decimal | None:
        value = node.value(name)
        if not value:
            return None
        try:
            number = Decimal(value.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.note("nombre", node, f"/{name}", value)
            return None
        return number


def _date(value: str) -> date | None:
    """`JJMMAAAA` → date; None for what is not a day."""
    if len(value) != 8 or not (value.isascii() and value.isdigit()):
        return None
    try:
        return date(int(value[4:]), int(value[2:4]), int(value[:2]))
    except ValueError:
        return None


def _values(nodes: Iterable[Node]) -> frozenset[str]:
    """The values of a criterion: one an element, or several in one, parted by blanks, commas or semicolons."""
    words = (node.text or node.get("Valeur") for node in nodes)
    return frozenset(word for text in words for word in text.replace(",", " ").replace(";", " ").split())
