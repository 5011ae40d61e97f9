"""The envoi and the heads of its declarations."""

from tests.neodes.generate.rules.base import declarations, rule


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


@rule("S90.G00.90.001/CST-11, S90.G00.90.002/CST-11")
def _totals(found):
    totals = [node for node in found.nodes if node.id == "S90.G00.90"]
    if [dict(node.values) for node in totals] != [{"001": str(found.lines), "002": str(len(found.declarations))}]:
        yield found.lines
