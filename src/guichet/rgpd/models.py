"""How long a firm keeps what it deposits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.models import FirmModel
from guichet.rgpd.enums import BOUNDS, Kept


def _between(kept: Kept) -> models.Q:
    bounds = BOUNDS[kept]
    return models.Q(**{f"{kept.value}_months__range": (bounds.shortest, bounds.longest)})


class RetentionPolicy(FirmModel):
    """The months chosen by an administrator; without a row, those of `BOUNDS`."""

    files_months = models.PositiveSmallIntegerField("fichiers déposés", default=BOUNDS[Kept.FILES].default)
    reports_months = models.PositiveSmallIntegerField("comptes rendus", default=BOUNDS[Kept.REPORTS].default)
    journal_months = models.PositiveSmallIntegerField("journal", default=BOUNDS[Kept.JOURNAL].default)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("firm",), name="retention_one_per_firm"),
            models.CheckConstraint(condition=_between(Kept.FILES), name="retention_files_bounds"),
            models.CheckConstraint(condition=_between(Kept.REPORTS), name="retention_reports_bounds"),
            models.CheckConstraint(condition=_between(Kept.JOURNAL), name="retention_journal_bounds"),
            # A file is reached by its report alone.
            models.CheckConstraint(
                condition=models.Q(files_months__lte=models.F("reports_months")), name="retention_files_before_reports"
            ),
        )

    def __str__(self) -> str:
        return f"{self.firm_id}: {self.files_months}/{self.reports_months}/{self.journal_months}"

    def months(self, kept: Kept) -> int:
        """How long that is kept."""
        return int(getattr(self, f"{kept.value}_months"))


class JournalSeal(FirmModel):
    """A month of the journal, over: how many lines, and the digest of them all, chained to the month before.

    Never changed nor taken off: a trigger refuses it.
    """

    month = models.CharField(max_length=7)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = (models.UniqueConstraint(fields=("firm", "month"), name="journal_seal_one_per_month"),)

    def __str__(self) -> str:
        return f"{self.month}: {self.count}"
