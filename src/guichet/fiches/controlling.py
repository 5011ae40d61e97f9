"""What fiches bring to the control of a deposit, once its declarations are in the portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import neodes
from guichet.core.files import read_chunks
from guichet.core.tenancy import firm_transaction
from guichet.deposits.enums import DeclarationState
from guichet.deposits.models import Declaration, Deposit
from guichet.deposits.steps import Run
from guichet.fiches.models import FicheParametrage
from guichet.fiches.queries import covering, read_version


def beside(run: Run, report: neodes.FileReport) -> Sequence[neodes.FindingGroup]:
    """The findings of the fiches that cover its establishments."""
    with firm_transaction(run.firm_id):
        deposit = Deposit.objects.select_related("stored_file").filter(pk=run.deposit_id).first()
        kept = Declaration.objects.filter(deposit=run.deposit_id, state=DeclarationState.KEPT)
        sirets = kept.exclude(etablissement=None).values_list("etablissement__siret", flat=True)
        fiches = covering(run.firm_id, set(sirets))
    given = list(_given(fiches))
    if not given or deposit is None or deposit.stored_file is None:
        return ()
    return neodes.check_fiches(read_chunks(deposit.stored_file), given)


def _given(fiches: dict[FicheParametrage, frozenset[str]]) -> Iterator[neodes.FicheOf]:
    for row, sirets in fiches.items():
        for fiche in read_version(row).fiches:
            yield neodes.FicheOf(fiche, sirets)
