"""Controls that need what the file does not tell: tables that are not held, the Sirene register, how it is sent."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, not_run


def no_table(control: str, table: str) -> NotRun:
    """A look-up in a table that is not held."""
    return not_run(control, f"la table {table} n'est pas détenue.")


COMPLEMENTS = "des compléments de PCS-ESE (CCP, NEHMED, NEHNMED, ART, NET, NNE, FESAIEG, CMET)"
CAISSES = "des caisses professionnelles de congés payés (CPCP)"
RISKS = "des risques d'accident du travail (RAT)"
EMPLOIS = "des emplois de la fonction publique d'État (NNE)"
SIRENE = "il demande le répertoire Sirene de l'Insee, qui dit quels numéros sont en activité."

NOT_RUN: tuple[NotRun, ...] = (
    no_table("01.002/CRE-11", "des organismes autorisés à émettre une DSN de substitution (OES)"),
    not_run(
        "05.001/CST-11",
        "rien dans le fichier ne dit s'il est transmis de machine à machine, seul cas où l'envoi est limité à une "
        "déclaration.",
    ),
    no_table("08.001/CRE-11", "des organismes d'une déclaration d'absence de rattachement (ODRT)"),
    not_run("06.001/CME-11", SIRENE),
    not_run("11.001/CME-11", SIRENE),
    not_run("85.001/CME-11", SIRENE),
    not_run("32.005/CME-11", SIRENE),
    no_table("11.023/CRE-11", "des opérateurs de compétences (OPCO)"),
    no_table("13.001/CRE-11", "des accords agréés pour l'emploi de personnes handicapées (AAETH)"),
    no_table("40.005/CRE-11", COMPLEMENTS),
    no_table("41.020/CRE-11", COMPLEMENTS),
    no_table("40.022/CRE-11", CAISSES),
    no_table("41.023/CRE-11", CAISSES),
    no_table("40.040/CRE-11", RISKS),
    no_table("41.024/CRE-11", RISKS),
    no_table("40.052/CRE-11", EMPLOIS),
    no_table("41.029/CRE-11", EMPLOIS),
    no_table("44.004/CRE-11", "des motifs de non-assujettissement à la taxe d'apprentissage (MNATA)"),
    no_table("59.001/CRE-11", "des éléments de revenu associés à des droits spécifiques (ERADS)"),
    no_table("65.004/CRE-11", "des positions de détachement dans la fonction publique (DET)"),
)
