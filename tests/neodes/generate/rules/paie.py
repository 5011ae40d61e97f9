"""Payments, remunerations, bases and contributions."""

from datetime import timedelta

from neodes.generate.months import Month
from tests.neodes.generate.reading import cents, day
from tests.neodes.generate.rules.base import declaration_of, end_of, individus, main_month, of, rule


@rule("S21.G00.50.001/CCH-13, CCH-14, 50.003/CCH-12")
def _payments(found):
    for person in individus(found):
        month = main_month(declaration_of(person))
        payments = person.all("S21.G00.50")
        if len(payments) > 1 and not all(p.get("003") for p in payments):
            yield person.line
        for payment in payments if month else ():
            if day(payment.values["001"]) > month.shift(1).last:
                yield payment.line
            if found.nature == "01" and not any(net.get("003") == "03" for net in payment.all("S21.G00.58")):
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
    monthly = {"001", "002", "003", "010"}
    needed = {"01": monthly, "07": {"001", "002", "010"}, "09": monthly}
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
        month = main_month(declaration_of(person))
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
            parent = "001" if activity.get("003") == "40" and found.norm.version >= "P26V01" else "002"
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
        month = main_month(declaration_of(node))
        wrong = Month.of(int(node.values["001"][2:]), int(node.values["001"][:2]))
        year = month.year - 1 if month.number == 1 else month.year
        if wrong.index > month.index or wrong.year != year:
            yield node.line
        if node.get("002") != "01" or not {"003", "006", "010"} <= set(node.values) or "005" in node.values:
            yield node.line


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


@rule("S21.G00.83.001/CCH-11, 83.002/CCH-12, 84.002 to 84.003, 95.003")
def _wrongly_declared(found):
    for person in individus(found):
        periods = person.all("S21.G00.83")
        if len(periods) != len(person.all("S21.G00.72")):
            yield person.line
        for period in periods:
            limits = day(period.values["001"]), day(period.values["002"])
            if not limits[0] <= limits[1] < main_month(declaration_of(person)).first:
                yield period.line
            for base in period.all("S21.G00.84"):
                if not limits[0] <= day(base.values["002"]) <= day(base.values["003"]) <= limits[1]:
                    yield base.line
