"""Contracts, their changes, absences, ends and affiliations."""

from tests.neodes.generate.reading import cents, day
from tests.neodes.generate.rules.base import declaration_of, declarations, end_of, individus, main_month, of, rule


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
        month = main_month(declaration_of(person))
        if month and any(day(c.values["001"]) > month.last for c in person.all("S21.G00.40")):
            yield person.line


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
    reserved = {complement for complements in needed.values() for complement in complements}
    for contract in of(found, "S21.G00.40"):
        complement, allowed = contract.get("005"), needed.get(contract.get("004") or "")
        right = complement not in reserved if allowed is None else complement in allowed
        if contract.get("004") and not right:
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


@rule("S21.G00.60.002/CCH-12 to CCH-18, 60.005 to 60.012")
def _sick_leaves(found):
    for contract in of(found, "S21.G00.40"):
        declaration = declaration_of(contract)
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
            month = main_month(declaration_of(contract))
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


@rule("S21.G00.60.001/SIG-13")
def _therapeutic_part_time(found):
    for node in of(found, "S21.G00.60"):
        if (node.get("001") in ("15", "16", "17", "18")) is not bool(node.all("S21.G00.66")):
            yield node.line


@rule("S21.G00.40.082/CCH-11, 40.008/CCH-17, 40.007/CCH-11 of a DPAE")
def _dpae(found):
    for contract in of(found, "S21.G00.40") if found.nature == "10" else ():
        if contract.get("007") not in ("01", "02") or contract.get("008") in ("66", "92", "93", "99"):
            yield contract.line
        if contract.get("007") == "01" and not contract.get("082"):
            yield contract.line
