"""Tags and filters of the portal, known to every template without loading."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guichet.core.actor import Actor
from guichet.portfolio.models import Etablissement
from guichet.web.navigation import ACCOUNT, TABS, Link, address, links
from guichet.web.tones import SIGNS, tone_of

register = template.Library()

NARROW_NBSP = "\u202f"
NBSP = "\u00a0"


@register.filter
def siret(value: str) -> str:
    """`12345678900012` → `123 456 789 00012`; a SIREN likewise."""
    if len(value) not in {9, 14}:
        return value
    return NBSP.join(filter(None, (value[:3], value[3:6], value[6:9], value[9:])))


@register.filter
def named(etablissement: Etablissement) -> str:
    """The dénomination of an establishment, else its SIRET as one reads it."""
    return etablissement.raison_sociale or siret(etablissement.siret)


@register.filter
def number(value: int) -> str:
    """`12345` → `12 345`."""
    return f"{value:,}".replace(",", NARROW_NBSP)


@register.filter
def count(value: int, words: str) -> str:
    """`3|count:"fichier,fichiers"` → `3 fichiers`; in French 0 and 1 are singular."""
    singular, _, plural = words.partition(",")
    return f"{number(value)}{NBSP}{plural if value > 1 else singular}"


@register.filter
def tone(state: str) -> str:
    """The tone of a state, a severity or a level of message."""
    return tone_of(state)


@register.simple_tag(takes_context=True)
def go(context: Context, name: str) -> str:
    """`{% go "portfolio:list" as url %}`: the address when it exists and the actor may go there, else nothing."""
    return address(name, _actor(context))


@register.simple_tag(takes_context=True)
def tab_places(context: Context) -> list[Link]:
    """The tabs the actor may use."""
    return links(TABS, _actor(context), _path(context))


@register.simple_tag(takes_context=True)
def account_places(context: Context) -> list[Link]:
    """The entries of the account menu the actor may use."""
    return links(ACCOUNT, _actor(context), _path(context))


@register.simple_tag
def wrong_fields(form: BaseForm) -> list[BoundField]:
    """The visible fields with errors."""
    return [field for field in form.visible_fields() if field.errors]


@register.simple_tag
def badge(state: str, label: str) -> SafeString:
    """`{% badge deposit.state deposit.get_state_display %}`: a state as sign, word and colour."""
    return _drawn_badge(tone_of(state), str(label))


@register.simple_tag
def severity(value: str, how_many: int | None = None) -> SafeString:
    """`{% severity "bloquant" 3 %}` → « 3 bloquants »; without a number, the word alone."""
    label = value.capitalize() if how_many is None else count(how_many, f"{value},{value}s")
    return _drawn_badge("neutral" if how_many == 0 else tone_of(value), label)


@lru_cache(maxsize=1024)
def _drawn_badge(tone: str, label: str) -> SafeString:
    """Drawn once: lists show the same few hundreds of times."""
    return mark_safe(render_to_string("web/components/badge.html", {"label": label, **_tone(tone)}))  # noqa: S308


@register.simple_tag
def show_siret(value: str) -> SafeString:
    """A SIRET (or SIREN) to read, in groups to the eye, copied without spaces by guichet.js."""
    return format_html('<span class="siret" translate="no">{}</span>', siret(value))


@register.simple_block_tag
def banner(content: str, tone: str = "info", title: str = "") -> SafeString:
    """What one must know before going on."""
    return _component("banner", content, title=title, **_tone(tone))


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """A list with nothing in it: why, and what to do next."""
    return _component("empty", content, title=title)


@register.simple_block_tag
def page_header(content: str, title: str, parent_url: str = "", parent: str = "", lead: str = "") -> SafeString:
    """The h1, its actions, and the way back to the list it comes from."""
    return _component("page_header", content, title=title, parent_url=parent_url, parent=parent, lead=lead)


@register.simple_block_tag
def datatable(content: str, caption: str, hidden: bool = False) -> SafeString:
    """A table with its caption; `hidden` leaves the caption to screen readers."""
    return _component("datatable", content, caption=caption, hidden=hidden)


@register.simple_block_tag
def figure(content: str, title: str, description: str, width: int = 640, height: int = 160) -> SafeString:
    """A picture in SVG whose shapes are the content."""
    digest = hashlib.sha256(f"{title}{description}".encode()).hexdigest()[:8]
    names = {"title": title, "description": description, "width": width, "height": height}
    return _component("figure", content, id=f"figure-{digest}", **names)


def _component(name: str, content: str, **values: Any) -> SafeString:
    # Already escaped where it was written: the block of a template, not a value.
    inner = mark_safe(content.strip())  # noqa: S308
    return mark_safe(render_to_string(f"web/components/{name}.html", {"content": inner, **values}))  # noqa: S308


def _tone(tone: str) -> dict[str, str]:
    return {"tone": tone, "sign": SIGNS[tone]}


def _actor(context: Context) -> Actor | None:
    return context.get("actor")


def _path(context: Context) -> str:
    request = context.get("request")
    return request.path if request else ""
