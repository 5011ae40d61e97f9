"""The journal: who did what, when. Written by services in the same transaction, never changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from guichet.core.provenance import JournalOrigin, current_agent, current_ip, current_origin

DEPOSIT_SUBJECT = r"^depot:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""How the journal names a deposit."""


class FirmModel(models.Model):
    """A row of a firm: row-level security is forced on every table that comes from it."""

    firm = models.ForeignKey("accounts.Firm", on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class JournalEntry(FirmModel):
    """One line of the journal. `verb` is a stable code, `subject` what it was done to (a SIRET, a deposit …).

    `details` holds codes and counts, never a NIR, a name of an employee or an amount. `origin` is the door, `ip` the
    shortened network (/24 or /48) and `agent` the family of the program: they come from `guichet.core.provenance`.
    """

    at = models.DateTimeField(default=timezone.now)
    member = models.ForeignKey("accounts.Member", null=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=200, help_text="Name kept even when the member leaves.")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)
    # So that a line is joined with its deposit by an index: row-level security lets no cast through to one.
    deposit_key = models.GeneratedField(
        expression=models.Case(
            models.When(
                subject__regex=DEPOSIT_SUBJECT,
                then=Cast(Substr("subject", 7), output_field=models.UUIDField()),
            ),
            output_field=models.UUIDField(),
        ),
        output_field=models.UUIDField(null=True),
        db_persist=True,
    )
    origin = models.CharField(max_length=8, choices=JournalOrigin.choices, default=current_origin)
    ip = models.CharField(max_length=43, blank=True, default=current_ip)
    agent = models.CharField(max_length=20, blank=True, default=current_agent)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("firm", "-at", "-id"), name="journal_firm_at"),
            models.Index(fields=("firm", "member", "-at", "-id"), name="journal_firm_member"),
            models.Index(fields=("firm", "verb", "-at", "-id"), name="journal_firm_verb"),
            models.Index(fields=("firm", "subject", "-at"), name="journal_firm_subject"),
            models.Index(
                fields=("firm", "-at", "-id"),
                name="journal_firm_deposits",
                condition=models.Q(deposit_key__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


class StoredFile(FirmModel):
    """A file kept encrypted: where it lies, and its own key wrapped by a versioned master key.

    `size` and `sha256` are those of the clear content. The row is written after the file is safe on disk: a file
    without a row can be swept, a row without a file cannot exist.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    location = models.CharField(max_length=200, unique=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    key_version = models.PositiveSmallIntegerField()
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.location} ({self.size} octets)"


class Operation(FirmModel):
    """Work on many rows that one follows from a page: a bulk action, an import, an export, an erasure.

    `kind` is a stable code, `title` what the person reads. `done` of `total` grows while a job runs it; `summary` holds
    counts and codes, never personal data; `result` is a file to download. `asked` is what the job was asked to do.
    """

    class State(models.TextChoices):
        """From the line to the end."""

        WAITING = "waiting", "En attente"
        RUNNING = "running", "En cours"
        DONE = "done", "Terminée"
        FAILED = "failed", "Interrompue"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    author = models.ForeignKey("accounts.Member", null=True, on_delete=models.SET_NULL, related_name="operations")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    asked = models.JSONField(default=dict, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    result = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (models.Index(fields=("firm", "author", "-created_at"), name="operation_author"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.done}/{self.total}"

    @property
    def is_final(self) -> bool:
        """True when nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED)
