"""A report made by hand: one file, two declarations, findings of every weight."""

from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.results import Adresse, Crash, DeclarationSummary, EnvoiSummary, FileReport


def finding(control, reason, line=1, severity=Severity.BLOQUANT, **more):
    details = more.pop("details", {})
    return Finding(control, severity, line, reason, details=details, **more)


def group(*places, count=None):
    first = places[0]
    return FindingGroup(
        first.control, first.severity, first.reason, first.declaration, count or len(places), tuple(places)
    )


def declaration(index, siret="73282932000074", nature="01", **more):
    return DeclarationSummary(
        index=index,
        nature=nature,
        type="01",
        fraction="11",
        ordre="1",
        period="2026-01",
        date_fichier=None,
        remplace="",
        siren=siret[:9],
        nic=siret[9:],
        siret=siret,
        apen="6920Z",
        apet="6920Z",
        idcc="0787",
        adresse=Adresse(),
        individus=more.pop("individus", 12),
        organismes=(),
        destinataires=(),
        idcc_contrats=(),
        autres_sirets=(),
        first_line=more.pop("first_line", 10),
        last_line=more.pop("last_line", 900),
    )


def report(*groups, path="paie.dsn", crashes=(), **more):
    return FileReport(
        path=path,
        encoding="ISO-8859-1",
        line_end="CRLF",
        norm=more.pop("norm", "P26V01"),
        readable=more.pop("readable", True),
        lines=2149,
        envoi=EnvoiSummary("P26V01", "test", "PAIE", "ÉDITEUR", "732829320", "00074", "01", "01"),
        declarations=(declaration(0), declaration(1, siret="40483304800022", nature="04", individus=1)),
        groups=groups,
        crashes=crashes,
    )


CODES = group(
    *(
        finding("S21.G00.40.007/CSL-00", "code", line, rubrique="S21.G00.40.007", value=value, declaration=0)
        for line, value in ((120, "99"), (230, "99"), (340, "98"))
    ),
    count=41,
)
NIR = group(
    finding("S21.G00.30.001/CSL-00", "motif", 88, rubrique="S21.G00.30.001", value="285137591512A", declaration=1)
)
TABLE = group(
    finding(
        "S21.G00.15.002/TABLE",
        "code_absent",
        31,
        Severity.AVERTISSEMENT,
        rubrique="S21.G00.15.002",
        value="P9999",
        declaration=0,
    )
)
ENCODING = group(finding("FICHIER/ENCODAGE", "utf-8", 0, Severity.INFORMATION))
FORMULA = group(finding("S21.G00.51.013/CSL-00", "motif", 150, rubrique="S21.G00.51.013", value="=2+3", declaration=0))
WHOLE = report(TABLE, CODES, ENCODING, NIR, crashes=(Crash("S21.G00.40.001/CCH-11", 12, "ZeroDivisionError"),))
