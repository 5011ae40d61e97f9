"""The identity of people and their seniority."""

from tests.neodes.generate.rules.base import declarations, individus, rule


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
