"""Every control of the norm: bloc by bloc, or those that answer a search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

import neodes
from guichet.core.access import PUBLIC
from guichet.web.access import access
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 50
RUN, NOT_RUN = "execute", "non-execute"
STATES = {RUN: "exécutés", NOT_RUN: "non exécutés"}
SEVERITIES = {"bloquant": "bloquants", "avertissement": "avertissements", "information": "informations"}
THE_FILE = "fichier"


class Entry(NamedTuple):
    """One control, and the text that a search looks in."""

    control: neodes.Control
    bloc: str
    text: str

    @property
    def runs(self) -> bool:
        return self.control.status is not neodes.Status.NON_EXECUTE


class OfBloc(NamedTuple):
    """How many controls a bloc has, and how many run."""

    bloc: str
    label: str
    total: int
    run: int


@access(PUBLIC)
@require_safe
def control_list(request: HttpRequest) -> HttpResponse:
    """Without a filter, the blocs; with one, the controls."""
    asked = request.GET
    norm = asked_norm(asked)
    entries = entries_of(norm.version)
    chips = _chips(asked, norm)
    context = {
        "norm": norm.version,
        "versions": neodes.NORM_VERSIONS,
        "asked": asked,
        "text": _text(asked),
        "states": STATES,
        "severities": SEVERITIES,
        "total": len(entries),
        "run": sum(entry.runs for entry in entries),
        "chips": chips,
        "clear_url": address(asked, q=None, bloc=None, etat=None, gravite=None),
    }
    if chips:
        context["page"] = Paginator(_matching(entries, asked), BY_PAGE).get_page(asked.get("page"))
    else:
        context["blocs"] = _blocs(entries, norm)
    return render(request, "web/controls/list.html", context)


def asked_norm(asked: QueryDict) -> neodes.Norm:
    """The version that is asked for, else the one in force."""
    version = asked.get("norme", "")
    return neodes.load_norm(version if version in neodes.NORM_VERSIONS else neodes.DEFAULT_VERSION)


@lru_cache(maxsize=len(neodes.NORM_VERSIONS))
def entries_of(version: str) -> tuple[Entry, ...]:
    """The controls of a version, in the order of the message; those of the file itself first."""
    norm = neodes.load_norm(version)
    ranks = {bloc: rank for rank, bloc in enumerate(norm.blocs)}
    entries = [_entry(control, ranks) for control in neodes.all_controls(norm)]
    return tuple(sorted(entries, key=lambda entry: (ranks.get(entry.bloc, -1), entry.control.id)))


def _entry(control: neodes.Control, ranks: dict[str, int]) -> Entry:
    bloc = control.id[:10] if control.id[:10] in ranks else THE_FILE
    return Entry(control, bloc, plain(f"{control.id} {control.title} {control.explanation.verifie}"))


def plain(text: str) -> str:
    """Small letters without accents."""
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in split if not unicodedata.combining(character))


def _text(asked: QueryDict) -> str:
    return asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]


def _matching(entries: Iterable[Entry], asked: QueryDict) -> list[neodes.Control]:
    words = plain(_text(asked)).split()
    bloc, state, severity = (asked.get(name, "") for name in ("bloc", "etat", "gravite"))
    return [
        entry.control
        for entry in entries
        if all(word in entry.text for word in words)
        and bloc in {"", entry.bloc}
        and (state not in STATES or entry.runs == (state == RUN))
        and (severity not in SEVERITIES or entry.control.severity.value == severity)
    ]


def _blocs(entries: Iterable[Entry], norm: neodes.Norm) -> list[OfBloc]:
    found = []
    for bloc, group in groupby(entries, key=lambda entry: entry.bloc):
        of_bloc = list(group)
        found.append(OfBloc(bloc, bloc_label(bloc, norm), len(of_bloc), sum(entry.runs for entry in of_bloc)))
    return found


def bloc_label(bloc: str, norm: neodes.Norm) -> str:
    """« Contrat », or that of the file itself."""
    return norm.blocs[bloc].label if bloc in norm.blocs else "Le fichier lui-même"


def _chips(asked: QueryDict, norm: neodes.Norm) -> list[Chip]:
    text, bloc = _text(asked), asked.get("bloc", "")
    found = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    if bloc in norm.blocs or bloc == THE_FILE:
        found.append(Chip(f"bloc {bloc_label(bloc, norm)}", address(asked, bloc=None)))
    for name, choices in (("etat", STATES), ("gravite", SEVERITIES)):
        if asked.get(name) in choices:
            found.append(Chip(choices[asked.get(name, "")], address(asked, **{name: None})))
    return found
