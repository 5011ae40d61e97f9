"""S89: fees, shares, pensions."""

from tests.neodes.generate.reading import cents
from tests.neodes.generate.rules.base import declaration_of, main_month, of, rule


@rule("S89.G00.67, 87, 88, 89: CCH-13 and CCH-14 on the person, 87.004 to 87.006, 88.005 to 88.007")
def _shares(found):
    numbers = {"S89.G00.67": ("001", "002"), "S89.G00.87": ("007", "008"), "S89.G00.88": ("008", "009")}
    numbers["S89.G00.89"] = ("007", "008")
    for declaration in found.declarations:
        people = {(node.get("001"), node.get("020")) for node in declaration.all("S21.G00.30")}
        for bloc, (nir, ntt) in numbers.items():
            for node in declaration.all(bloc):
                if (node.get(nir), node.get(ntt)) not in people:
                    yield node.line
                dated = {"S89.G00.87": ("004", "005", "006"), "S89.G00.88": ("005", "006", "007")}.get(bloc, ())
                if not all(node.get(number) for number in dated):
                    yield node.line


@rule("S89.G00.32.001/CCH-12, 32.003/CCH-12, 32.006/CCH-11, 32.017/CCH-11")
def _fees(found):
    for node in of(found, "S89.G00.32"):
        paid = node.all("S89.G00.33") + node.all("S89.G00.35") + node.all("S89.G00.43")
        if not any(cents(child.get("002")) > 0 for child in paid):
            yield node.line
        if not all(node.get(number) for number in ("004", "005", "006")) or node.get("002") or node.get("003"):
            yield node.line


@rule("S89.G00.92.001/CCH-14, CCH-15, 92.006 to 92.018, S89.G00.93")
def _pensions(found):
    needed = {"006", "007", "008", "010", "013", "016", "017"}
    for node in of(found, "S89.G00.92"):
        if node.get("001") != "08" or node.get("002") != "50" or not needed <= set(node.values):
            yield node.line
        if abs(cents(node.get("010")) - cents(node.get("013")) * cents(node.get("007")) // 10_000) > 100:
            yield node.line
        month = main_month(declaration_of(node))
        for wrong in node.all("S89.G00.93"):
            if int(wrong.values["001"][2:]) != (month.year - 1 if month.number == 1 else month.year):
                yield wrong.line
