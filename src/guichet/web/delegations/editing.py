"""A profile is made, changed, copied, put away; its rule is shown at work while it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations import services
from guichet.delegations.enums import ScopeKind
from guichet.delegations.errors import DelegationError
from guichet.delegations.models import DelegationProfile
from guichet.delegations.queries import condition_of, held_profile
from guichet.delegations.sizes import kept
from guichet.portfolio.models import Etablissement
from guichet.web.access import MemberRequest, access
from guichet.web.delegations.forms import CopyForm, ProfileForm
from guichet.web.delegations.objects import profile_for
from guichet.web.templatetags.guichet import count

EXAMPLES = 8
"""Establishments named in a preview."""


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """A new profile; « Prévisualiser » shows what it would cover, and writes nothing."""
    form = ProfileForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and "apercu" not in request.POST:
        chosen = form.chosen() if form.given_scope().kind == ScopeKind.CHOISIS else None
        try:
            profile = services.create_profile(
                actor=request.actor,
                name=form.cleaned_data["name"],
                rights=form.given_rights(),
                scope=form.given_scope(),
                chosen=chosen,
            )
        except DelegationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Le profil « {profile.name} » est créé. Confiez-le à qui en a besoin.")
            return redirect("delegations:profile", profile_id=profile.pk)
    return render(request, "web/delegations/form.html", _context(form))


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, profile_id: int) -> HttpResponse:
    """The same for a profile that is there; its holders have the change at once."""
    profile = _living(request.actor, profile_id)
    form = ProfileForm(request.POST or None, actor=request.actor, profile=profile)
    if request.method == "POST" and form.is_valid() and "apercu" not in request.POST:
        try:
            services.edit_profile(
                actor=request.actor,
                profile=profile,
                name=form.cleaned_data["name"],
                rights=form.given_rights(),
                scope=form.given_scope(),
            )
        except DelegationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "Le profil est enregistré. Le changement vaut dès maintenant pour ses titulaires."
            )
            return redirect("delegations:profile", profile_id=profile.pk)
    return render(request, "web/delegations/form.html", {**_context(form), "profile": profile})


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """What the profile being written would cover: HTMX asks for it at each change. Nothing is written."""
    known = request.GET.get("profil", "")
    profile = profile_for(request.actor, int(known)) if known.isascii() and known.isdigit() else None
    form = ProfileForm(request.POST, actor=request.actor, profile=profile)
    form.is_valid()
    return render(request, "web/delegations/_preview.html", {"preview": _preview(form), "live": True})


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: MemberRequest, profile_id: int) -> HttpResponse:
    """The same rights on the same part, under another name, held by nobody yet."""
    profile = profile_for(request.actor, profile_id, to_manage=True)
    form = CopyForm(request.POST or None, initial={"name": f"Copie de {profile.name}"[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            copy = services.duplicate_profile(actor=request.actor, profile=profile, name=form.cleaned_data["name"])
        except DelegationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La copie est créée. Changez-y ce qui doit l'être, puis confiez-la.")
            return redirect("delegations:edit", profile_id=copy.pk)
    return render(request, "web/delegations/duplicate.html", {"form": form, "profile": profile})


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: MemberRequest, profile_id: int) -> HttpResponse:
    """What stops, then the end."""
    profile = profile_for(request.actor, profile_id, to_manage=True)
    if request.method == "POST":
        try:
            services.archive_profile(actor=request.actor, profile=profile, now=timezone.now())
        except DelegationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Le profil « {profile.name} » est archivé : il ne donne plus rien.")
        return redirect("delegations:list")
    return render(request, "web/delegations/archive.html", {"profile": profile, "holders": profile.delegations.count()})


def _living(actor: Actor, profile_id: int) -> DelegationProfile:
    """One that the actor manages and that is not put away."""
    profile = profile_for(actor, profile_id, to_manage=True)
    if profile.archived_at is not None:
        raise PermissionDenied
    return profile


def _context(form: ProfileForm) -> dict[str, Any]:
    return {"form": form, "preview": _preview(form)}


def _preview(form: ProfileForm) -> dict[str, Any]:
    """How many of the establishments that the actor may give would be covered, and the first of them by name."""
    actor, profile = form.actor, form.profile
    told = kept(actor, actor.scope(Right.GERER_DELEGATIONS))
    if not form.is_bound:
        covered = told.none() if profile is None else told.filter(condition_of([held_profile(profile)]))
    else:
        covered = _covered_by_form(form, told)
    total = covered.count()
    return {
        "total": total,
        "sentence": f"{count(total, 'établissement couvert,établissements couverts')} aujourd'hui",
        "of": told.count(),
        "examples": list(covered.order_by("search_text", "pk")[:EXAMPLES]),
        "others": max(total - EXAMPLES, 0),
    }


def _covered_by_form(form: ProfileForm, told: QuerySet[Etablissement]) -> QuerySet[Etablissement]:
    """By what could be read of the form, even where the rest of it is wrong."""
    if not form.cleaned_data.get("scope"):
        return told.none()
    scope = form.given_scope()
    if scope.kind == ScopeKind.TOUT:
        return told
    covered = scope.condition()
    if scope.kind == ScopeKind.CHOISIS and form.profile is None:
        covered |= Q(pk__in=form.chosen().values("pk"))
    elif form.profile is not None and (scope.kind == form.profile.scope or form.profile.scope != ScopeKind.CHOISIS):
        covered |= Q(pk__in=form.profile.etablissements.values("pk"))
    return told.filter(covered)
