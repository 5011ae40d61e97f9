"""Who exists: people, firms, and the membership that joins them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from guichet.accounts.enums import EmailChangeState, FirmKind, InvitationState, MemberRole, PromotionState
from guichet.core.models import FirmModel


class UserManager(BaseUserManager["User"]):
    """Creates people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new person; the address is kept in lower case."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with that address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person, known by an e-mail address; may belong to several firms."""

    email = models.EmailField("adresse électronique", max_length=254, unique=True)
    name = models.CharField("nom", max_length=150)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),)

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The name shown to others."""
        return self.name or self.email


class Firm(models.Model):
    """The tenant: a tiers déclarant, an entreprise that declares for itself, or a groupe de protection sociale.

    From the day `second_factor_from` on, a member without a second factor is led to set one before anything else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    siret = models.CharField("SIRET", max_length=14)
    name = models.CharField("raison sociale", max_length=200)
    kind = models.CharField("type de compte", max_length=20, choices=FirmKind.choices)
    partner = models.ForeignKey(
        "portfolio.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    second_factor_from = models.DateField("second facteur exigé à partir du", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=FirmKind.PARTENAIRE, partner__isnull=False)
                | (~models.Q(kind=FirmKind.PARTENAIRE) & models.Q(partner=None)),
                name="firm_partner_iff_partenaire",
            ),
            models.UniqueConstraint(fields=("partner",), name="firm_partner_unique"),
            models.CheckConstraint(condition=models.Q(siret__regex=r"^[0-9]{14}$"), name="firm_siret_14_digits"),
            models.UniqueConstraint(fields=("siret",), name="firm_siret_unique"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_portfolio(self) -> bool:
        """True for a tiers déclarant."""
        return self.kind == FirmKind.TIERS_DECLARANT

    @property
    def declares(self) -> bool:
        """True for those who file: a tiers déclarant, an entreprise."""
        return self.kind != FirmKind.PARTENAIRE


class Member(FirmModel):
    """A person in a firm. A firm never loses its last active administrator: a trigger refuses it too."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=MemberRole.choices)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField("vu pour la dernière fois", null=True, blank=True)
    closed_at = models.DateTimeField("accès fermé le", null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "user"), name="member_firm_user_unique"),)

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.firm_id}"

    @property
    def is_administrator(self) -> bool:
        """True for an administrator of the firm."""
        return self.role == MemberRole.ADMINISTRATOR


class Invitation(FirmModel):
    """An address asked to join a firm. Of the link that was sent, only the digest of its secret is kept.

    `profile_ids` are the profils de délégation to give at the entry: they live above this app, which only carries them.
    Without `invited_by`, the operator of the portal invites the first administrator of an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresse électronique", max_length=254)
    role = models.CharField("rôle", max_length=20, choices=MemberRole.choices, default=MemberRole.COLLABORATOR)
    profile_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=8, choices=InvitationState.choices, default=InvitationState.PENDING)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("envoyée le", default=timezone.now)
    expires_at = models.DateTimeField("valable jusqu'au")
    accepted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-sent_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("firm", "email"),
                condition=models.Q(state=InvitationState.PENDING),
                name="invitation_one_pending",
            ),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="invitation_email_lower"),
        )

    def __str__(self) -> str:
        return f"{self.email}: {self.state}"


class Promotion(FirmModel):
    """The proposal that a collaborator become an administrator: made by one, decided by another."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="promotions")
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=PromotionState.choices, default=PromotionState.PENDING)
    decided_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-proposed_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("member",), condition=models.Q(state=PromotionState.PENDING), name="promotion_one_pending"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id}: {self.state}"


class EmailChange(FirmModel):
    """A person goes from an address to another: done once both have confirmed; the old one may refuse until the end.

    Kept in the firm it was asked from, whose journal tells of it. The two digests are those of the links sent.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    old_digest = models.CharField(max_length=64, unique=True)
    new_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    old_confirmed_at = models.DateTimeField(null=True, blank=True)
    new_confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=EmailChangeState.choices, default=EmailChangeState.PENDING)

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(old_email=Lower("old_email"), new_email=Lower("new_email")),
                name="email_change_lower",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.state}"
