"""A profile is given to a collaborator from a day to a day, and taken back; establishments come into it and leave."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations import services
from guichet.delegations.errors import DelegationError
from guichet.delegations.limits import profiles_visible_to
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.delegations.forms import ChooseForm, DelegationForm
from guichet.web.delegations.objects import active_collaborators, manages, profile_for
from guichet.web.templatetags.guichet import count


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def entrust(request: MemberRequest, profile_id: int) -> HttpResponse:
    """To one more collaborator."""
    profile = profile_for(request.actor, profile_id, to_manage=True)
    form = DelegationForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    form.offer(active_collaborators(request.actor).exclude(delegations__profile=profile))
    return _give(request, profile, form)


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change_dates(request: MemberRequest, delegation_id: int) -> HttpResponse:
    """Of one who holds it already."""
    delegation = _delegation(request.actor, delegation_id)
    initial = {"member": delegation.member_id, "starts_on": delegation.starts_on, "ends_on": delegation.ends_on}
    data = {**request.POST.dict(), "member": str(delegation.member_id)} if request.method == "POST" else None
    form = DelegationForm(data, initial=initial)
    form.offer(active_collaborators(request.actor).filter(pk=delegation.member_id))
    return _give(request, delegation.profile, form, delegation)


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_POST
def withdraw(request: MemberRequest, delegation_id: int) -> HttpResponse:
    """Taken back at once, also from an open session."""
    delegation = _delegation(request.actor, delegation_id)
    try:
        services.withdraw(actor=request.actor, delegation=delegation)
        name = delegation.member.user.get_full_name()
        messages.success(request, f"{name} ne tient plus ce profil, dès maintenant.")
    except DelegationError as error:
        messages.error(request, str(error))
    return redirect("delegations:profile", profile_id=delegation.profile_id)


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest, profile_id: int) -> HttpResponse:
    """Establishments added one by one, by their SIRETs."""
    profile = profile_for(request.actor, profile_id, to_manage=True)
    form = ChooseForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.choose_etablissements(actor=request.actor, profile=profile, etablissements=form.chosen())
        except DelegationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{count(added, 'établissement ajouté,établissements ajoutés')} au profil.")
            return redirect("delegations:profile", profile_id=profile.pk)
    return render(request, "web/delegations/choose.html", {"form": form, "profile": profile})


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_POST
def drop(request: MemberRequest, profile_id: int) -> HttpResponse:
    """Those ticked are no longer chosen; a rule or a groupe may cover them still."""
    profile = profile_for(request.actor, profile_id, to_manage=True)
    ticked = etablissements_visible_to(request.actor, Right.GERER_DELEGATIONS).filter(
        siret__in=request.POST.getlist("siret")
    )
    try:
        dropped = services.drop_etablissements(actor=request.actor, profile=profile, etablissements=ticked)
        messages.success(request, f"{count(dropped, 'établissement retiré,établissements retirés')} du profil.")
    except DelegationError as error:
        messages.error(request, str(error))
    return redirect("delegations:profile", profile_id=profile.pk)


def _give(
    request: MemberRequest, profile: DelegationProfile, form: DelegationForm, delegation: Delegation | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.delegate(
                actor=request.actor,
                profile=profile,
                member=given["member"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
            )
        except DelegationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Le profil est confié à {given['member'].user.get_full_name()}.")
            return redirect("delegations:profile", profile_id=profile.pk)
    context = {"form": form, "profile": profile, "delegation": delegation}
    return render(request, "web/delegations/entrust.html", context)


def _delegation(actor: Actor, delegation_id: int) -> Delegation:
    """404 for one of a profile out of sight, 403 for one of a profile that the actor only holds."""
    delegations = Delegation.objects.filter(profile__in=profiles_visible_to(actor), firm_id=actor.firm_id)
    delegation = get_object_or_404(delegations.select_related("profile", "member__user"), pk=delegation_id)
    if not manages(actor, delegation.profile):
        raise PermissionDenied
    return delegation
