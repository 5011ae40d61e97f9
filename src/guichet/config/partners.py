"""`guichet partenaire creer`: open the account of a partner and invite who will administer it."""

from __future__ import annotations

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from guichet.config.refusal import Refused
from guichet.config.startup import check_database, load_settings


def run(options: argparse.Namespace) -> int:
    """Open it, send the invitation, and say what was done."""
    load_settings()
    check_database()
    _check_email(options.email)
    name = create(code=options.code, siret=options.siret, email=options.email)
    print(f"L'espace de {name} est ouvert. L'invitation est partie à {options.email}.")
    return 0


def create(*, code: str, siret: str, email: str) -> str:
    """The account of that partner, whose name it gives; all or nothing. Raises `Refused`."""
    from guichet.accounts.members import TeamError
    from guichet.accounts.services import SiretAlreadyRegistered
    from guichet.amorcage.connecting import connect_partner
    from guichet.portfolio.errors import InvalidSiret
    from guichet.portfolio.models import Partner
    from guichet.portfolio.siret import read_siret

    partner = Partner.objects.filter(code=code).first()
    if partner is None:
        known = ", ".join(Partner.objects.order_by("code").values_list("code", flat=True))
        raise Refused(f"Aucun partenaire n'a le code « {code} ». Codes connus : {known}.")
    try:
        with transaction.atomic():
            connect_partner(partner=partner, siret=read_siret(siret), email=email, now=timezone.now())
    except InvalidSiret as error:
        raise Refused(f"« {siret} » n'est pas un SIRET : il compte 14 chiffres, dont une clé.") from error
    except SiretAlreadyRegistered as error:
        raise Refused(f"Ce SIRET, ou le partenaire « {code} », a déjà un compte.") from error
    except TeamError as error:
        raise Refused(str(error)) from error
    return partner.name


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"« {email} » n'est pas une adresse électronique.") from error
