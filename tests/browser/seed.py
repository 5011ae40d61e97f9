"""`python -m tests.browser.seed`: puts the fixed cast into the database of a running portal, able to log in."""

from __future__ import annotations

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  # after django.setup()
from django.db import transaction  # noqa: E402

from guichet.accounts.models import User  # noqa: E402
from tests.guichet.cast import make_cast  # noqa: E402


def main() -> None:
    """The cast, each with a verified address."""
    with transaction.atomic():
        make_cast()
        for user in User.objects.exclude(pk__in=EmailAddress.objects.values("user_id")):
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


if __name__ == "__main__":
    main()
