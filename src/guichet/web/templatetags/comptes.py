"""Tags and filters of the pages of accounts: `{% load comptes %}`."""

from __future__ import annotations

import json

from allauth.mfa.models import Authenticator
from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """For an attribute that a script reads; escaped by the template as any text."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def key_name(authenticator: Authenticator) -> str:
    """The name that the person gave to a passkey."""
    return str(authenticator.wrap().name)
