"""The XML of fiches → values. Strict about what is known, loud about what is not, and never an exception.

The shape is that of the XSD of version 1.3.3 as its producers write it: a fiche alone, or several in a lot, in
ISO-8859-1 or UTF-8. Element and attribute names are taken without regard to case. Nothing outside the file is ever
read: a DTD or an entity is refused by `defusedxml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

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
LENGTHS = {"reference": 30, "label": 60, "option": 30, "population": 30}
LOT, FICHE = "lotficheparam", "fiche"


def read_fiches(data: bytes) -> FichesRead:
    """Read the fiches of a file held in memory. Never raises: what cannot be read is a remark."""
    if not data.strip():
        return FichesRead(remarks=(Remark("vide"),))
    if len(data) > BYTES_MAX:
        return FichesRead(remarks=(Remark("trop_gros", value=str(len(data))),))
    root = _parsed(data)
    if isinstance(root, FichesRead):
        return root
    try:
        return _Reading().file(root)
    except RecursionError:
        return FichesRead(remarks=(Remark("profondeur"),))


def _parsed(data: bytes) -> Element | FichesRead:
    # Needed by this command alone, and the only library that neodes asks for: see the decision record.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return FichesRead(remarks=(Remark("interdit"),))
    except ParseError as error:
        return FichesRead(remarks=(Remark("xml", line=error.position[0]),))
    except (LookupError, ValueError, RecursionError, MemoryError):
        return FichesRead(remarks=(Remark("encodage"),))
    return root


class _Node:
    """An element whose names are compared without regard to case, and that knows what was not asked of it."""

    def __init__(self, element: Element, path: str = "") -> None:
        self.name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        self.path = f"{path}/{self.name}" if path else self.name
        self.text = (element.text or "").strip()
        self._attributes = {name.rpartition("}")[2].lower(): value.strip() for name, value in element.attrib.items()}
        self._children = [_Node(child, self.path) for child in element if isinstance(child.tag, str)]
        self._asked: set[str] = set()
        self.repeated: list[str] = []

    def get(self, name: str) -> str:
        """An attribute; empty when it is absent."""
        self._asked.add(name.lower())
        return self._attributes.get(name.lower(), "")

    def all(self, *names: str) -> list[_Node]:
        """The elements of these names, in the order of the file."""
        wanted = {name.lower() for name in names}
        self._asked |= wanted
        return [child for child in self._children if child.name.lower() in wanted]

    def one(self, name: str) -> _Node:
        """The first element of that name, or an empty one."""
        found = self.all(name)
        if len(found) > 1:
            self.repeated.append(name)
        return found[0] if found else _Node(Element(name), self.path)

    def everything(self) -> list[_Node]:
        """All the elements below."""
        return self.all(*{child.name for child in self._children})

    def value(self, name: str) -> str:
        """What is given as an attribute, or as an element of that name."""
        return self.get(name) or self.one(name).text

    def unasked(self) -> Iterator[tuple[str, str]]:
        """The attributes and elements that nobody asked for, with their values."""
        for name, value in self._attributes.items():
            if name not in self._asked and not name.startswith(("xmlns", "xsi", "schemalocation", "nonamespace")):
                yield f"{self.path}/@{name}", value
        for child in self._children:
            if child.name.lower() not in self._asked:
                yield child.path, child.text


class _Reading:
    """The reading of one file: fiches on one side, remarks on the other."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []

    def file(self, root: Element) -> FichesRead:
        """A lot, or a fiche alone; what is neither is refused."""
        node = _Node(root)
        name = node.name.lower()
        if name == FICHE:
            return FichesRead((self.fiche(node),), self._said(), "")
        if name != LOT:
            return FichesRead(remarks=(Remark("racine", node.name),))
        for known in ("Version", "Norme", "CodeReponse", "MailsAEnvoyer"):
            node.value(known)
        emitter = node.one("AssureurEmetteur")
        lot, assureur = node.value("IdLot"), emitter.value("SIREN")
        emitter.value("Mail")
        elements = node.all("FICHE")
        if len(elements) > FICHES_MAX:
            self.note("trop_de_fiches", node.path, str(len(elements)))
        fiches = tuple(map(self.fiche, elements[:FICHES_MAX]))
        if not fiches:
            self.note("sans_fiche", node.path)
        self._unknown(node)
        return FichesRead(fiches, self._said(), lot, assureur)

    def fiche(self, node: _Node) -> Fiche:
        """One fiche."""
        entreprise, producer = node.one("Entreprise"), node.one("ProducteurFiche")
        siren, nic = entreprise.get("SIREN"), entreprise.get("NIC")
        if not is_siren(siren):
            self.note("siren", f"{entreprise.path}/@SIREN", siren)
        if nic and not (len(nic) == 5 and nic.isdigit()):
            self.note("nic", f"{entreprise.path}/@NIC", nic)
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
            self.note("sans_contrat", node.path, fiche.identifier)
        self._unknown(node, entreprise, producer)
        return fiche

    def group(self, node: _Node) -> Group:
        """One group, its contracts and its criteria."""
        contracts = tuple(map(self.contract, node.all("ParametresContrats")))
        criteria = [self.criterion(each) for holder in node.all("CriteresSalaries") for each in holder.everything()]
        group = Group(
            number=node.get("NumeroGrp"),
            label=node.get("LibelleGrp"),
            contracts=contracts,
            criteria=tuple(filter(None, criteria)),
            is_partial=None in criteria,
        )
        self._unknown(node)
        return group

    def contract(self, node: _Node) -> Contract:
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
                self.note("absent", f"{node.path}/@{name}")
        if read.starts_on and read.ends_on and read.ends_on < read.starts_on:
            self.note("dates", node.path, read.reference)
        self._unknown(node, organism, contract, option, population)
        return read

    def component(self, node: _Node) -> Component | None:
        """One element of calculation; None for one that is not known."""
        known = {name.lower(): (name, code) for name, code in COMPONENTS.items()}
        label = ""
        if node.name.lower() == SPECIFIC.lower():
            name, code, label = SPECIFIC, node.get("ValeurCodeNature"), node.get("LibelleCodeNature")
            if code not in SPECIFIC_CODES:
                self.note("code", f"{node.path}/@ValeurCodeNature", code)
                return None
        elif node.name.lower() in known:
            name, code = known[node.name.lower()]
        else:
            self.note("inconnu", node.path, node.text)
            return None
        rate, amount = (self._number(node, each) for each in ("Taux", "Montant"))
        if rate is not None and not 0 < rate < 100:
            self.note("taux", f"{node.path}/Taux", str(rate))
            rate = None
        self._unknown(node)
        return Component(name, code, label, rate, amount)

    def criterion(self, node: _Node) -> Criterion | None:
        """One criterion; None for one that no rubrique is known for: it is told, and restricts nobody."""
        known = {name.lower(): (name, rubrique) for name, rubrique in CRITERIA.items()}
        if node.name.lower() not in known:
            self.note("critere", node.path, node.text)
            return None
        name, rubrique = known[node.name.lower()]
        included, excluded = (_values(node.all(each)) for each in ("ValeursIncluses", "ValeursExclues"))
        self._unknown(node)
        return Criterion(name, rubrique, included, excluded)

    def note(self, reason: str, where: str = "", value: str = "") -> None:
        """One more remark."""
        self.remarks.append(Remark(reason, where, value[:100]))

    def _said(self) -> tuple[Remark, ...]:
        return tuple(dict.fromkeys(self.remarks))

    def _unknown(self, *nodes: _Node) -> None:
        for node in nodes:
            for where, value in node.unasked():
                self.note("inconnu", where, value)
            for name in node.repeated:
                self.note("repete", f"{node.path}/{name}")

    def _contact(self, node: _Node) -> Contact:
        contact = Contact(node.value("Nom"), node.value("Tel"), node.value("Mail"))
        self._unknown(node)
        return contact

    def _short(self, node: _Node, name: str, kind: str) -> str:
        value = node.get(name)
        if len(value) > LENGTHS[kind]:
            self.note("longueur", f"{node.path}/@{name}", value)
        return value

    def _code(self, node: _Node, name: str, matches: Callable[[str], object]) -> str:
        value = node.get(name)
        if value and not matches(value):
            self.note("code", f"{node.path}/@{name}", value)
        return value

    def _among(self, node: _Node, name: str, known: Iterable[str]) -> str:
        value = node.get(name)
        written = {each.lower(): each for each in known}
        if value and value.lower() not in written:
            self.note("valeur", f"{node.path}/@{name}", value)
        return written.get(value.lower(), "")

    def _day(self, node: _Node, name: str, *, wanted: bool = False) -> date | None:
        value = node.get(name)
        day = _date(value)
        if value and day is None:
            self.note("date", f"{node.path}/@{name}", value)
        elif wanted and not value:
            self.note("absent", f"{node.path}/@{name}")
        return day

    def _moment(self, node: _Node, name: str) -> datetime | None:
        value = node.get(name)
        for pattern in ("%d%m%Y%H%M%S", "%d%m%Y%H%M", "%Y-%m-%dT%H:%M:%S", "%d%m%Y"):
            try:
                return datetime.strptime(value[:19], pattern)  # noqa: DTZ007 - the fiche gives no time zone
            except ValueError:
                continue
        if value:
            self.note("date", f"{node.path}/@{name}", value)
        return None

    def _number(self, node: _Node, name: str) -> Decimal | None:
        value = node.value(name)
        if not value:
            return None
        try:
            number = Decimal(value.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.note("nombre", f"{node.path}/{name}", value)
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


def _values(nodes: Iterable[_Node]) -> frozenset[str]:
    """The values of a criterion: one an element, or several in one, parted by blanks, commas or semicolons."""
    words = (node.text or node.get("Valeur") for node in nodes)
    return frozenset(word for text in words for word in text.replace(",", " ").replace(";", " ").split())
