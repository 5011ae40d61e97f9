"""Keys of the numbers that others give (Insee, banks), and the form of those that employers make."""

from __future__ import annotations

from neodes.controls.coded.catalogue.editorial.shapes import (
    COPY_SIRET,
    SIRET,
    bban,
    contract_number,
    iban,
    nic,
    ntt_starts_with_sex,
    ntt_without_blank,
    siren,
    siren_of_siret,
    siret,
)
from neodes.controls.coded.forms import form
from neodes.controls.coded.measures import key
from neodes.controls.coded.rule import rule

RULES = (
    siren("01.001/CSL-11"),
    rule(
        "05.012/CSL-12",
        then=key("siret", "05.012"),
        why=SIRET,
        do=COPY_SIRET,
        passes=("05.012=73282932000074", "05.012=35600000009075", ""),
        fails=("05.012=73282932000075", "05.012=73282932100074"),
    ),
    siren("06.001/CSL-11"),
    nic("06.002/CSL-11"),
    nic("11.001/CSL-12"),
    iban("12.003/CSL-11"),
    bban("12.003/CSL-12"),
    iban("20.004/CSL-11"),
    bban("20.004/CSL-13"),
    ntt_starts_with_sex("30.020"),
    ntt_without_blank("30.020"),
    siren("32.004/CSL-12"),
    contract_number("34.002/CSL-11"),
    rule(
        "40.006/CSL-11",
        then=form("job title", "40.006"),
        why="Un libellé fait de signes répétés ne dit pas quel est l'emploi.",
        do="Écrivez en clair l'emploi du salarié dans la fiche du contrat.",
        passes=("40.006=CADRE_III", "40.006=1ER_COMMIS_20000", "40.006=Élève__INFIRMIER", ""),
        fails=("40.006=CADRE_IIII", "40.006=COMMMIS", "40.006=-COMMIS", "40.006=XXXX", "40.006=CHEF___DE_RANG"),
    ),
    contract_number("40.009/CSL-11"),
    siren_of_siret("41.012"),
    siret("41.012"),
    siren_of_siret("45.001"),
    siret("45.001"),
    contract_number("51.010/CSL-11"),
    contract_number("52.006/CSL-11"),
    contract_number("54.005/CSL-14"),
    contract_number("59.006/CSL-11", versions="P27V01"),
    contract_number("86.005/CSL-11"),
    ntt_starts_with_sex("67.002"),
    ntt_without_blank("67.002"),
    ntt_starts_with_sex("87.008"),
    ntt_without_blank("87.008"),
    ntt_starts_with_sex("88.009"),
    ntt_without_blank("88.009"),
    ntt_starts_with_sex("89.008"),
    ntt_without_blank("89.008"),
    ntt_starts_with_sex("91.021"),
    ntt_without_blank("91.021", 15),
)
