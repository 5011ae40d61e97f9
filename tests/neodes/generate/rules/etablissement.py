"""The establishment: insurance, payments, bordereaux, places of work, annual declarations."""

from tests.neodes.generate.reading import cents, day
from tests.neodes.generate.rules.base import declarations, main_month, rule


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
    for declaration, _, here in declarations(found):
        if declaration.get("001") == "09":  # a DSN de substitution pays nobody
            continue
        paid = [node for node in here.all("S21.G00.20") if node.get("001") == "DGFIP"]
        expected = sum(cents(node.get("009")) for node in here.all("S21.G00.50") if node.get("009"))
        expected += sum(cents(node.get("007")) for node in here.all("S21.G00.56"))
        expected += sum(cents(node.get("010")) for node in declaration.all("S89.G00.92"))
        expected += sum(cents(node.get("007")) for node in declaration.all("S89.G00.93"))
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
            pays = node.get("002") in ("01", "03") and node.get("001") == "01"
            if total != cents(due.get("005")) or (pays and paid != [due.get("005")]):
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
