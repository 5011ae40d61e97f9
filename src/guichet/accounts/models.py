"""Who exists: people, firms, and the membership that joins them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from guichet.accounts.enums import FirmKind, MemberRole
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
    """The tenant: a tiers déclarant, or an entreprise that declares for itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    siret = models.CharField("SIRET", max_length=14)
    name = models.CharField("raison sociale", max_length=200)
    kind = models.CharField("type de compte", max_length=20, choices=FirmKind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(siret__regex=r"^[0-9]{14}$"), name="firm_siret_14_digits"),
            models.UniqueConstraint(fields=("siret",), name="firm_siret_unique"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_portfolio(self) -> bool:
        """True for a tiers déclarant."""
        return self.kind == FirmKind.TIERS_DECLARANT


class Member(FirmModel):
    """A person in a firm."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=MemberRole.choices)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "user"), name="member_firm_user_unique"),)

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.firm_id}"

    @property
    def is_administrator(self) -> bool:
        """True for an administrator of the firm."""
        return self.role == MemberRole.ADMINISTRATOR
