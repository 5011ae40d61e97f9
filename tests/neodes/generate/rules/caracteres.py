"""Identities, addresses, e-mails, numbers of contracts and keys (chapters 4.4.8 to 4.4.11 of the norm)."""

import re
import string

from neodes.values.siren import is_siren, is_siret
from tests.neodes.generate.rules.base import declarations, of, rule

IDENTITIES = {
    "S10.G00.02": ("002",),
    "S20.G00.07": ("001",),
    "S21.G00.30": ("002", "003", "004"),
    "S21.G00.31": ("010",),
    "S89.G00.91": ("002", "004"),
}
ADDRESSES = {
    "S10.G00.01": ("004", "006"),
    "S21.G00.06": ("004", "006"),
    "S21.G00.11": ("003", "005"),
    "S21.G00.30": ("007", "008", "010"),
    "S21.G00.85": ("003", "005"),
    "S89.G00.32": ("008", "012"),
    "S89.G00.91": ("008", "010"),
}
EMAILS = {"S10.G00.02": ("004",), "S20.G00.07": ("003",), "S21.G00.30": ("018",)}
CONTRACTS = {"S21.G00.40": ("009",), "S21.G00.51": ("010",), "S21.G00.52": ("006",), "S21.G00.86": ("005",)}


def values(found, rubriques):
    for bloc, numbers in rubriques.items():
        for node in of(found, bloc):
            yield from ((node.line, node.values[number]) for number in numbers if number in node.values)


@rule("identities: 4.4.8")
def _identities(found):
    for line, value in values(found, IDENTITIES):
        single = value.replace("--", "-", 1)
        if value[0] in "- " or value[-1] in "-' " or re.search(r"[ '-]{2}", single):
            yield line
        if re.search(r"\b(MONSIEUR|M|MADAME|MME) ", value, re.IGNORECASE):
            yield line


@rule("addresses: 4.4.9")
def _addresses(found):
    for line, value in values(found, ADDRESSES):
        if value[0] in "' -." or value[-1] in "' -." or re.search(r"[' .-]{2}", value.replace(". ", "")):
            yield line


@rule("e-mails: 4.4.10")
def _emails(found):
    for line, value in values(found, EMAILS):
        local, _, domain = value.partition("@")
        if not set(value) <= set(string.ascii_letters + string.digits + ".-_@") or value.count("@") != 1:
            yield line
        if any(piece[0] in ".-_" or piece[-1] in ".-_" for piece in (local, domain)) or "_" in domain:
            yield line
        if re.search(r"[.\-_]{2}", value) or not re.search(r"[a-z0-9]\.[a-z0-9]", domain):
            yield line


@rule("numbers of contracts: 4.4.11")
def _contracts(found):
    for line, value in values(found, CONTRACTS):
        if not re.fullmatch(r"[A-Za-z0-9.@/_àéèêëïôç-][A-Za-z0-9.@/_àéèêëïôç -]*", value):
            yield line


@rule("S21.G00.06.001/CSL-11, S21.G00.11.001/CSL-12, S10.G00.01.002/CCH-11, S89.G00.32.005/CCH-11")
def _keys(found):
    for node, entreprise, here in declarations(found):
        if not is_siren(entreprise.values["001"]) or not is_siret(entreprise.values["001"] + here.values["001"]):
            yield node.line
        if not is_siret(entreprise.values["001"] + entreprise.values["002"]):
            yield node.line
    for issuer in of(found, "S10.G00.01"):
        if not is_siret(issuer.values["001"] + issuer.values["002"]):
            yield issuer.line
    for paid in of(found, "S89.G00.32"):
        if not is_siret(paid.values["004"] + paid.values["005"]):
            yield paid.line


@rule("S21.G00.20.004/CSL-11, CSL-13 (keys of the account)")
def _accounts(found):
    for bloc, number in (("S21.G00.20", "004"), ("S21.G00.12", "003"), ("S21.G00.60", "007")):
        for node in of(found, bloc):
            iban = node.get(number)
            if not iban:
                continue
            bank, branch, account, key = iban[4:9], iban[9:14], iban[14:25], iban[25:]
            if int(iban[4:] + "1527" + iban[2:4]) % 97 != 1:
                yield node.line
            if (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97:
                yield node.line
