"""Relations of the norm that the generator relies on, checked on the tree: each named by its control.

A rule takes what was read and yields the lines that do not meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from neodes.generate.months import Month
from tests.neodes.generate.reading import Node, Read, cents, day

Rule = Callable[[Read], Iterator[int]]
RULES: dict[str, Rule] = {}


def rule(control: str) -> Callable[[Rule], Rule]:
    def keep(function: Rule) -> Rule:
        RULES[control] = function
        return function

    return keep


def declarations(found: Read) -> Iterator[tuple[Node, Node, Node]]:
    """(S20.G00.05, S21.G00.06, S21.G00.11)."""
    for node in found.declarations:
        entreprise = node.all("S21.G00.06")[0]
        yield node, entreprise, entreprise.all("S21.G00.11")[0]


def main_month(declaration: Node) -> Month | None:
    text = declaration.get("005")
    return Month.of(int(text[4:]), int(text[2:4])) if text else None


def individus(found: Read) -> Iterator[Node]:
    return (node for node in found.nodes if node.id == "S21.G00.30")


def of(found: Read, bloc: str) -> Iterator[Node]:
    return (node for node in found.nodes if node.id == bloc)


def end_of(contrat: Node) -> date | None:
    ends = contrat.all("S21.G00.62")
    return day(ends[0].values["001"]) if ends else None


@rule("S10.G00.00.008/CCH-11")
def _neant(found):
    neant = all(node.get("001") == "01" and node.get("002") in ("02", "05") for node in found.declarations)
    if (found.root.get("008") == "02") is not neant:
        yield 1


@rule("S20.G00.05.002/CCH-16")
def _somebody(found):
    for node, _, here in declarations(found):
        if (node.get("002") in ("01", "03")) and not here.all("S21.G00.30"):
            yield node.line
        if (node.get("002") in ("02", "05")) and here.all("S21.G00.30"):
            yield node.line


@rule("S20.G00.05.006/CCH-12")
def _replaced(found):
    for node in found.declarations:
        if node.get("006") and node.get("002") not in ("03", "04"):
            yield node.line
        if node.get("002") in ("03", "04") and node.get("001") != "01" and not node.get("006"):
            yield node.line


@rule("S20.G00.05.002/CCH-11")
def _not_one_cancelling_the_other(found):
    own = {f"{node.get('007')}{node.get('004')}" for node in found.declarations}
    for node in found.declarations:
        if node.get("006") in own:
            yield node.line


@rule("unique order numbers")
def _ordres(found):
    numbers = [node.get("004") for node in found.declarations]
    if found.nature != "01" and len(set(numbers)) != len(numbers):
        yield 1


@rule("S20.G00.05.001/CCH-12, CCH-13")
def _hiring(found):
    for node, _, here in declarations(found):
        if node.get("001") == "08" and here.all("S21.G00.15"):
            refs = {bloc.get("013") for bloc in here.all("S21.G00.70")}
            if not here.all("S21.G00.86") or {bloc.get("005") for bloc in here.all("S21.G00.15")} != refs:
                yield node.line


@rule("S21.G00.15.001/CCH-13, CCH-14")
def _covered(found):
    for node, _, here in declarations(found):
        used = {bloc.get("013") for bloc in here.all("S21.G00.70")}
        for adhesion in here.all("S21.G00.15") if node.get("001") == "01" else ():
            if (adhesion.get("004") == "01") is not (adhesion.get("005") in used):
                yield adhesion.line


@rule("S21.G00.20.001/CCH-12, S21.G00.20.005/CCH-12, S21.G00.55.003/CCH-11")
def _insurers(found):
    for _, _, here in declarations(found):
        contracts = {(node.get("002"), node.get("001")) for node in here.all("S21.G00.15")}
        insurers = {code for code, _ in contracts}
        for paid in here.all("S21.G00.20"):
            parts = paid.all("S21.G00.55")
            if (paid.get("001") in insurers) is not bool(parts):
                yield paid.line
            if parts and sum(cents(part.get("001")) for part in parts) != cents(paid.get("005")):
                yield paid.line
            for part in parts:
                if (paid.get("001"), part.get("003")) not in contracts:
                    yield part.line


@rule("an insurer is paid what the individual contributions say")
def _insurance_due(found):
    for node, _, here in declarations(found):
        due: dict[str | None, int] = {}
        for person in here.all("S21.G00.30") if node.get("001") == "01" else ():
            adhesion = {bloc.get("012"): bloc.get("013") for bloc in person.all("S21.G00.70")}
            for base in person.all("S21.G00.78"):
                if base.get("001") == "31":
                    key = adhesion[base.get("005")]
                    due[key] = due.get(key, 0) + cents(base.all("S21.G00.81")[0].get("004"))
        reference = {bloc.get("005"): bloc.get("001") for bloc in here.all("S21.G00.15")}
        expected = {reference[key]: amount for key, amount in due.items()}
        if {part.get("003"): cents(part.get("001")) for part in here.all("S21.G00.55")} != expected:
            yield node.line


@rule("DGFiP is paid the sum of the withholdings; S21.G00.20.002/CCH-11, 20.010/CCH-14, 20.014/CCH-11")
def _dgfip(found):
    for _, _, here in declarations(found):
        paid = [node for node in here.all("S21.G00.20") if node.get("001") == "DGFIP"]
        expected = sum(cents(node.get("009")) for node in here.all("S21.G00.50") if node.get("009"))
        expected += sum(cents(node.get("007")) for node in here.all("S21.G00.56"))
        pas = [node for node in paid if node.get("002") == "DGFIP_PAS"]
        if here.all("S21.G00.22") and here.all("S21.G00.30") and cents(pas[0].get("005")) != expected:
            yield here.line
        for node in paid:
            if node.get("010") != "05" or (node.get("002") == "DGFIP_SATD") is not bool(node.get("014")):
                yield node.line
        seized = {node.get("001"): node.get("003") for node in here.all("S21.G00.98")}
        if {node.get("014"): node.get("005") for node in paid if node.get("014")} != seized:
            yield here.line


@rule("S21.G00.22 = sum of 23 = payment to the caisse")
def _urssaf(found):
    for node, _, here in declarations(found):
        for due in here.all("S21.G00.22"):
            total = sum(cents(line.get("005")) for line in due.all("S21.G00.23"))
            paid = [p.get("005") for p in here.all("S21.G00.20") if p.get("001") == due.get("001")]
            if total != cents(due.get("005")) or (node.get("002") in ("01", "03") and paid != [due.get("005")]):
                yield due.line
            if total < 0:
                yield due.line


@rule("dates of S21.G00.20, 22, 78 within the main month")
def _periods(found):
    for node in found.declarations:
        month = main_month(node)
        for bloc, first, last in (("20", "006", "007"), ("22", "003", "004"), ("78", "002", "003")):
            for period in node.all(f"S21.G00.{bloc}") if month else ():
                start, end = day(period.values[first]), day(period.values[last])
                if not month.first <= start <= end <= month.last:
                    yield period.line


@rule("S21.G00.30.001/CCH-11, CCH-14, CCH-16, 30.006/CCH-11, 30.014/CCH-11")
def _nir(found):
    for node in found.declarations:
        people = [n for n in node.all("S21.G00.30") if n.get("001")]
        numbers = [person.values["001"] for person in people]
        if len(set(numbers)) != len(numbers):
            yield node.line
        for person in people:
            number, born = person.values["001"], person.values["006"]
            department = person.get("014") or number[5:7]
            if number[1:3] != born[6:8] or number[3:5] != born[2:4] or number[5:7] != department:
                yield person.line
            young = int(born[4:]) >= 1976
            if (department in ("2A", "2B") and not young) or (department == "20" and young):
                yield person.line
            if number.endswith("999999") or not 910 <= int(number[7:10]) < 990:
                yield person.line


@rule("S21.G00.30.020/CCH-12 to CCH-14")
def _ntt(found):
    for node, entreprise, here in declarations(found):
        numbers = [person.get("020") for person in here.all("S21.G00.30") if person.get("020")]
        if len(set(numbers)) != len(numbers):
            yield node.line
        for person in here.all("S21.G00.30"):
            if bool(person.get("001")) is bool(person.get("020")):
                yield person.line
            if person.get("020") and person.values["020"][1:10] != entreprise.get("001"):
                yield person.line


@rule("S21.G00.30.007/CCH-11, 30.025/CCH-11, 30.029/CCH-11")
def _birthplace(found):
    for person in individus(found):
        if not person.get("014"):
            continue
        if person.get("014") != "99" and not person.get("007"):
            yield person.line
        if person.get("014") == "99" and not (person.get("007") or person.get("029")):
            yield person.line
        apprenti = any(c.get("008") in ("64", "65", "81") for c in person.all("S21.G00.40"))
        if apprenti and not person.get("025") and found.nature in ("01", "08", "10"):
            yield person.line


@rule("S21.G00.40.001/CCH-13, CCH-15, S21.G00.40.010/CCH-11, CCH-12")
def _contract_dates(found):
    for person in individus(found):
        for contract in person.all("S21.G00.40"):
            start = day(contract.values["001"])
            if start <= day(person.values["006"]):
                yield contract.line
            end = end_of(contract)
            if end and end < start:
                yield contract.line
            planned = contract.get("010")
            if planned and day(planned) < start:
                yield contract.line
            if contract.get("007") == "02" and not planned:
                yield contract.line
        month = main_month(_declaration(person))
        if month and any(day(c.values["001"]) > month.last for c in person.all("S21.G00.40")):
            yield person.line


def _declaration(node: Node) -> Node:
    while node.id != "S20.G00.05":
        assert node.parent
        node = node.parent
    return node


@rule("S21.G00.40.003/CCH-11, CCH-16, CCH-17")
def _categories(found):
    for contract in of(found, "S21.G00.40"):
        if contract.get("003"):
            regimes = {node.get("002") for node in contract.all("S21.G00.71")}
            if contract.get("003") == "01" and contract.get("002") not in ("03", "04", "08"):
                yield contract.line
            if found.nature in ("01", "07", "09") and regimes != {"RUAA"}:
                yield contract.line


@rule("S21.G00.40.005/CCH-11 to CCH-21 (complement of the PCS-ESE)")
def _complements(found):
    needed = {
        "643a": ("C643", "L643"),
        "352a": ("NP352", "P352"),
        **dict.fromkeys(("353b", "353c", "354b", "354c", "354e", "354f", "465b", "637c"), ("999SPT",)),
    }
    for contract in of(found, "S21.G00.40"):
        allowed = needed.get(contract.get("004") or "", (None,))
        if contract.get("004") and contract.get("005") not in allowed:
            yield contract.line


@rule("S21.G00.40.006/CSL-11")
def _job_label(found):
    for contract in of(found, "S21.G00.40"):
        label = contract.get("006") or "A"
        if not label[0].isalnum() or any(label[i] == label[i + 1] == label[i + 2] for i in range(len(label) - 2)):
            yield contract.line


@rule("S21.G00.40.008/CCH-14, 40.021/SIG-11 and CCH-12")
def _kind_of_contract(found):
    for contract in of(found, "S21.G00.40"):
        if contract.get("008") in ("64", "65") and contract.get("007") not in ("01", "02"):
            yield contract.line
        if contract.get("007") == "02" and contract.get("008") == "99" and not contract.get("021"):
            yield contract.line


@rule("S21.G00.40.009/CCH-12, CCH-13, S21.G00.51.010/CCH-11")
def _contract_numbers(found):
    for person in individus(found):
        numbers = [contract.get("009") for contract in person.all("S21.G00.40")]
        paid = {node.get("010") for node in person.all("S21.G00.51")}
        if len(set(numbers)) != len(numbers):
            yield person.line
        if found.nature in ("01", "07") and paid != set(numbers):
            yield person.line


@rule("S21.G00.40.011/CCH-12, CCH-13, CCH-15, 40.012/CCH-11")
def _working_time(found):
    for person in individus(found):
        for contract in person.all("S21.G00.40"):
            unit, measures = contract.get("011"), (contract.get("012"), contract.get("013"))
            if unit is None or measures[0] is None:
                continue
            limit = 31_00 if unit in ("12", "20") else 250_00
            if not all(0 < cents(measure) <= limit for measure in measures):
                yield contract.line
            if found.nature in ("01", "10") and unit in ("10", "12") and not person.all("S21.G00.53"):
                yield contract.line


@rule("S21.G00.40.018/CCH-14, 40.042/CCH-11, 40.039/CCH-11, 40.040/CCH-15, 40.043/SIG-11")
def _regime(found):
    for contract in of(found, "S21.G00.40"):
        if (contract.get("018") == "300") and found.root.get("007") != "02":
            yield contract.line
        if (
            found.nature != "07"
            and contract.get("018")
            and (contract.get("018") == "300") is not bool(contract.get("042"))
        ):
            yield contract.line
        if contract.get("040"):
            rural = contract.values["040"].startswith("RA")
            if rural is not (contract.get("039") == "300") or not contract.get("043"):
                yield contract.line


@rule("S21.G00.40.019/CCH-11, 85.011/CCH-11")
def _places(found):
    for node, entreprise, here in declarations(found):
        own = f"{entreprise.get('001')}{here.get('001')}"
        named = {c.get("019") for c in here.all("S21.G00.40")} - {own, None}
        known = {bloc.get("001") for bloc in node.all("S21.G00.85")}
        if found.nature in ("01", "07", "08") and named != known:
            yield node.line
        for place in node.all("S21.G00.85"):
            if not place.get("006") and not place.get("011"):
                yield place.line


@rule("S21.G00.41: principles a to d of 4.4.14.2, 41.028/CCH-13 to CCH-15")
def _changes(found):
    for contract in of(found, "S21.G00.40"):
        changes = [node for node in contract.children if node.id == "S21.G00.41"]
        terms = [sorted(set(change.values) - {"001", "028"}) for change in changes]
        if any(len(term) != 1 for term in terms) or len({term[0] for term in terms}) != len(terms):
            yield contract.line
        for change in changes:
            depth, when = day(change.values["028"]), day(change.values["001"])
            if not day(contract.values["001"]) <= depth <= when or depth.day != 1:
                yield change.line


@rule("S21.G00.50.001/CCH-13, CCH-14, 50.003/CCH-12")
def _payments(found):
    for person in individus(found):
        month = main_month(_declaration(person))
        payments = person.all("S21.G00.50")
        if len(payments) > 1 and not all(p.get("003") for p in payments):
            yield person.line
        for payment in payments if month else ():
            if day(payment.values["001"]) > month.shift(1).last:
                yield payment.line
            if not any(net.get("003") == "03" for net in payment.all("S21.G00.58")):
                yield payment.line


@rule("S21.G00.50.008/CCH-11, 50.009/CCH-11")
def _pas(found):
    for payment in of(found, "S21.G00.50"):
        if payment.get("009"):
            expected = cents(payment.get("013")) * cents(payment.get("006")) // 10_000
            if abs(cents(payment.get("009")) - expected) > 100:
                yield payment.line
            if (payment.get("007") == "01") is not bool(payment.get("008")):
                yield payment.line


@rule("S21.G00.51.011/CCH-11, CCH-15, CCH-16, 51.013/SIG-11")
def _remunerations(found):
    needed = {"01": {"001", "002", "003", "010"}, "07": {"001", "002", "010"}}
    for person in individus(found):
        for payment in person.all("S21.G00.50"):
            for contract in person.all("S21.G00.40"):
                kinds = {
                    node.get("011") for node in payment.all("S21.G00.51") if node.get("010") == contract.get("009")
                }
                if not needed[found.nature] <= kinds:
                    yield contract.line
            if not any(base.get("001") == "03" for base in payment.all("S21.G00.78")):
                yield payment.line


@rule("S21.G00.51.001/CCH-11, 51.002/CCH-11, CCH-13, SIG-14")
def _pay_periods(found):
    for person in individus(found):
        contracts = {node.get("009"): node for node in person.all("S21.G00.40")}
        month = main_month(_declaration(person))
        for node in person.all("S21.G00.51"):
            contract = contracts[node.get("010")]
            start, end = day(node.values["001"]), day(node.values["002"])
            finish = end_of(contract)
            if end < start or (month and end > month.last):
                yield node.line
            if start < day(contract.values["001"]) - timedelta(2):
                yield node.line
            if finish and end > finish + timedelta(2):
                yield node.line


@rule("S21.G00.51.012/SIG-11, SIG-13; 53.001/CCH-11, CCH-12")
def _hours(found):
    timed = ("012", "013", "016", "017", "018", "019", "020", "025")
    for node in of(found, "S21.G00.51"):
        if (node.get("011") in timed) is not bool(node.get("012")):
            yield node.line
        for activity in node.all("S21.G00.53"):
            parent = "001" if activity.get("003") == "40" else "002"
            if node.get("011") != parent:
                yield activity.line


@rule("S21.G00.52.001/CCH-11 to CCH-27, 52.003/CCH-12")
def _indemnities(found):
    allowed = {"001": ("043", "110"), "007": ("020", "014"), "011": ("031",)}
    for person in individus(found):
        contracts = {node.get("009"): node for node in person.all("S21.G00.40")}
        kinds = [(node.get("001"), node.get("006")) for node in person.all("S21.G00.52")]
        if len(set(kinds)) != len(kinds):
            yield person.line
        for node in person.all("S21.G00.52"):
            ends = contracts[node.get("006")].all("S21.G00.62")
            motive = ends[0].get("002") if ends else None
            if motive and motive not in allowed.get(node.get("001") or "", (motive,)):
                yield node.line
            if node.get("001") in ("026", "027", "029") and not (node.get("003") and node.get("004")):
                yield node.line


@rule("S21.G00.56.001/CCH-11, 56.002/CCH-11, CCH-15 to CCH-17, 56.008, 56.010")
def _corrections(found):
    for node in of(found, "S21.G00.56"):
        month = main_month(_declaration(node))
        wrong = Month.of(int(node.values["001"][2:]), int(node.values["001"][:2]))
        year = month.year - 1 if month.number == 1 else month.year
        if wrong.index > month.index or wrong.year != year:
            yield node.line
        if node.get("002") != "01" or not {"003", "006", "010"} <= set(node.values) or "005" in node.values:
            yield node.line


@rule("S21.G00.60.002/CCH-12 to CCH-18, 60.005 to 60.012")
def _sick_leaves(found):
    for contract in of(found, "S21.G00.40"):
        declaration = _declaration(contract)
        month, made = main_month(declaration), day(declaration.values["007"])
        latest = month.last if month else made
        for node in contract.all("S21.G00.60"):
            last, end = day(node.values["002"]), day(node.values["003"])
            finish = end_of(contract)
            if not day(contract.values["001"]) <= last <= end or last > latest or (finish and last > finish):
                yield node.line
            subrogated = [node.get(number) for number in ("005", "006", "007", "008")]
            if all(subrogated) is not (node.get("004") == "01") or any(subrogated) is not all(subrogated):
                yield node.line
            if node.get("010") and not last <= day(node.values["010"]) <= latest:
                yield node.line
            accident = node.get("001") in ("04", "05", "06")
            if found.nature in ("04", "05") and accident is not bool(node.get("012")):
                yield node.line


@rule("S21.G00.62.002/CCH-11 to CCH-13, 62.006, 62.017")
def _ends(found):
    cdi, cdd = ("020", "043", "059"), ("031",)
    for contract in of(found, "S21.G00.40"):
        for node in contract.all("S21.G00.62"):
            motives = cdi if contract.get("007") == "01" else cdd
            if contract.get("008") in ("64", "65"):
                motives = ("081",)
            if node.get("002") not in motives:
                yield node.line
            end = day(node.values["001"])
            month = main_month(_declaration(contract))
            if month and end > month.last:
                yield node.line
            if not day(contract.values["001"]) <= day(node.values["006"]) <= end:
                yield node.line
            usage = contract.get("021") == "05"
            if found.nature == "01" and usage is not bool(node.get("017")):
                yield node.line


@rule("S21.G00.62.003 to 62.005 and S21.G00.63 of a FCTU")
def _notices(found):
    for contract in of(found, "S21.G00.40"):
        for node in contract.all("S21.G00.62") if found.nature == "07" else ():
            motive, end = node.get("002"), day(node.values["001"])
            if (motive in ("020", "059")) is not bool(node.get("003")):
                yield node.line
            if (motive == "043") is not bool(node.get("004")) or (motive == "020") is not bool(node.get("005")):
                yield node.line
            if node.get("004") and day(node.values["004"]) >= end:
                yield node.line
            for notice in node.all("S21.G00.63"):
                dates = [day(notice.values[n]) for n in ("002", "003") if notice.get(n)]
                if (notice.get("001") == "90") is bool(dates):
                    yield notice.line
                if dates and not day(node.values["003"]) <= dates[0] <= dates[1]:
                    yield notice.line
                if dates and node.get("005") and dates[0] <= day(node.values["005"]):
                    yield notice.line


@rule("S21.G00.65.001/SIG-11, 65.002/CCH-11, CCH-13, 65.003/CCH-11")
def _suspensions(found):
    for person in individus(found):
        lost = {node.get("011") for node in person.all("S21.G00.51")} & {"019", "025"}
        for contract in person.all("S21.G00.40"):
            for node in contract.all("S21.G00.65"):
                start, end = day(node.values["002"]), day(node.values["003"])
                finish = end_of(contract)
                if not day(contract.values["001"]) <= start <= end or (finish and start > finish):
                    yield node.line
                if node.get("001") in ("507", "602") and not lost:
                    yield node.line


@rule("S21.G00.70.012/CCH-11, 70.013/CCH-11, CCH-12")
def _affiliations(found):
    for _, _, here in declarations(found):
        known = {node.get("005") for node in here.all("S21.G00.15")}
        for person in here.all("S21.G00.30"):
            own = [node.get("012") for node in person.all("S21.G00.70") if node.get("012")]
            if len(set(own)) != len(own):
                yield person.line
            for contract in person.all("S21.G00.40"):
                refs = [node.get("013") for node in contract.all("S21.G00.70")]
                if not set(refs) <= known or len(set(refs)) != len(refs):
                    yield contract.line


@rule("S21.G00.78.001/CCH-11, CCH-13, CCH-24, CCH-25, SIG-19")
def _bases(found):
    leave = ("20", "21", "34", "35", "36", "39", "40")
    for person in individus(found):
        caisses = {contract.get("022") for contract in person.all("S21.G00.40")}
        for payment in person.all("S21.G00.50"):
            bases = payment.all("S21.G00.78")
            if any(base.get("001") in leave for base in bases) and not caisses <= {f"{n:02d}" for n in range(1, 38)}:
                yield payment.line
            periods = [
                sorted(tuple(base.values[n] for n in ("002", "003")) for base in bases if base.get("001") == code)
                for code in ("02", "03")
            ]
            if periods[0] != periods[1]:
                yield payment.line
            insured = {base.get("005") for base in bases if base.get("001") == "31"}
            if found.nature == "01" and insured != {node.get("012") for node in person.all("S21.G00.70")}:
                yield payment.line


@rule("S21.G00.78.003/SIG-17, 78.004/CCH-11, 79.001/CCH-11, CCH-12, 81.001/CCH-13, CCH-15, 81.003/CCH-12")
def _insurance(found):
    for person in individus(found):
        of_contract = {
            node.get("012"): contract for contract in person.all("S21.G00.40") for node in contract.all("S21.G00.70")
        }
        for base in person.all("S21.G00.78"):
            parts, dues = base.all("S21.G00.79"), base.all("S21.G00.81")
            if base.get("001") != "31":
                if base.get("005") or any(due.get("001") == "059" for due in dues):
                    yield base.line
                continue
            if base.get("004") != "0.00" or [due.get("001") for due in dues] != ["059"] or not parts:
                yield base.line
            if set(dues[0].values) != {"001", "004"} or not all(10 <= int(p.values["001"]) <= 24 for p in parts):
                yield base.line
            contract = of_contract[base.get("005")]
            finish = end_of(contract)
            if day(base.values["002"]) < day(contract.values["001"]) or (finish and day(base.values["003"]) > finish):
                yield base.line


@rule("S21.G00.81.001/CCH-16, CCH-17, SIG-18, 79.001/CCH-14, 81.004/CCH-12")
def _reductions(found):
    for payment in of(found, "S21.G00.50"):
        codes = {node.get("001") for node in payment.all("S21.G00.81")}
        if "131" in codes and "142" not in codes and found.norm.version >= "P26V01":
            yield payment.line
        for base in payment.all("S21.G00.78"):
            smic = any(node.get("001") == "01" for node in base.all("S21.G00.79"))
            if smic and base.get("001") != "03":
                yield base.line
            for due in base.all("S21.G00.81"):
                if due.get("001") in ("018", "106") and not (smic and due.get("003") and due.get("004")):
                    yield due.line
                if due.get("001") in ("105", "131", "132") and not due.get("004"):
                    yield due.line


@rule("S21.G00.82.002/CCH-21 to CCH-24, S21.G00.13.003, 13.004, S21.G00.44.001 to 44.003")
def _annual(found):
    for node, _, here in declarations(found):
        oeth = {bloc.get("002"): (bloc.get("003"), bloc.get("004")) for bloc in here.all("S21.G00.82")}
        if oeth and (set(oeth) != {"065", "066", "068"} or len(set(oeth.values())) != 1):
            yield here.line
        month = main_month(node)
        for bloc in node.all("S21.G00.13"):
            if bool(bloc.get("002")) is not bool(bloc.get("003")) or int(bloc.values["004"]) > month.year:
                yield bloc.line
        for bloc in here.all("S21.G00.44"):
            if int(bloc.values["003"]) > month.year or (bloc.get("001") in ("005", "009")) is not bool(bloc.get("002")):
                yield bloc.line


@rule("S21.G00.86.001/CCH-12 to CCH-14, 86.003/CCH-11, CCH-12, 86.005/CCH-11")
def _seniority(found):
    for person in individus(found):
        numbers = {contract.get("009") for contract in person.all("S21.G00.40")}
        kinds = [(node.get("001"), node.get("005")) for node in person.all("S21.G00.86")]
        if found.nature in ("01", "07", "08") and set(kinds) != {("07", number) for number in numbers}:
            yield person.line
        for node in person.all("S21.G00.86"):
            limit = {"01": 36234, "02": 1188, "03": 99}[node.values["002"]]
            if not 0 < int(node.values["003"]) < limit:
                yield node.line


@rule("S21.G00.40.082/CCH-11, 40.008/CCH-17, 40.007/CCH-11 of a DPAE")
def _dpae(found):
    for contract in of(found, "S21.G00.40") if found.nature == "10" else ():
        if contract.get("007") not in ("01", "02") or contract.get("008") in ("66", "92", "93", "99"):
            yield contract.line
        if contract.get("007") == "01" and not contract.get("082"):
            yield contract.line


@rule("S90.G00.90.001/CST-11, S90.G00.90.002/CST-11")
def _totals(found):
    totals = [node for node in found.nodes if node.id == "S90.G00.90"]
    if [dict(node.values) for node in totals] != [{"001": str(found.lines), "002": str(len(found.declarations))}]:
        yield found.lines
