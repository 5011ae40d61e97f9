"""Inviting somebody, sending the invitation again, taking it back."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from guichet.accounts.enums import MemberRole
from guichet.accounts.invitations import VALID, invite, resend_invitation, revoke_invitation
from guichet.accounts.members import TeamError
from guichet.core.access import ADMINISTRATOR
from guichet.delegations.models import DelegationProfile
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.team.objects import invitation_for, say_why

ROLES = (
    (MemberRole.COLLABORATOR.value, "Collaborateur : il fait ce que ses profils de délégation permettent."),
    (
        MemberRole.ADMINISTRATOR.value,
        "Administrateur : il voit et fait tout. Il entre comme collaborateur, puis le rôle lui est confirmé.",
    ),
)
PARTNER_ROLES = (
    (MemberRole.COLLABORATOR.value, "Collaborateur : il voit les demandes reçues et y répond."),
    (
        MemberRole.ADMINISTRATOR.value,
        "Administrateur : il gère aussi l'équipe et les règles. Il entre comme collaborateur, puis le rôle lui est "
        "confirmé.",
    ),
)


class InvitationForm(forms.Form):
    """An address, a role, profiles to give at the entry."""

    email = forms.EmailField(
        label="Adresse électronique professionnelle",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Rôle", choices=ROLES, initial=MemberRole.COLLABORATOR.value, widget=forms.RadioSelect
    )
    profiles = forms.ModelMultipleChoiceField(
        label="Profils de délégation",
        queryset=DelegationProfile.objects.none(),
        required=False,
        help_text="Confiés à cette personne le jour où elle accepte ; vous pourrez les changer à tout moment.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, firm_id: UUID, of_partner: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if of_partner:
            self.fields["role"].choices = PARTNER_ROLES  # type: ignore[attr-defined]
        profiles = DelegationProfile.objects.filter(firm_id=firm_id, archived_at=None).order_by("name")
        if profiles:
            self.fields["profiles"].queryset = profiles  # type: ignore[attr-defined]
        else:
            del self.fields["profiles"]


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_someone(request: MemberRequest) -> HttpResponse:
    """The answer is the same whether the address has an account or not."""
    require_proof(request)
    actor = request.actor
    form = InvitationForm(request.POST or None, firm_id=actor.firm_id, of_partner=actor.is_partner)
    if request.method == "POST" and form.is_valid():
        refused = _too_many(request, form.cleaned_data["email"])
        if refused:
            return refused
        try:
            _send(request, form)
        except TeamError as error:
            form.add_error("email", str(error))
        else:
            messages.success(
                request, f"L'invitation est partie à {form.cleaned_data['email']}, pour {VALID.days} jours."
            )
            return redirect("team:list")
    return render(request, "web/team/invite.html", {"form": form, "days": VALID.days})


@access(ADMINISTRATOR)
@require_POST
def resend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """A new link in place of the former one."""
    invitation = invitation_for(request.actor, invitation_id)
    refused = _too_many(request, invitation.email)
    if refused:
        return refused
    try:
        resend_invitation(actor=request.actor, invitation=invitation, now=timezone.now())
    except TeamError as error:
        say_why(request, error)
    else:
        messages.success(request, f"Un nouveau lien est parti à {invitation.email} ; le précédent ne sert plus.")
    return redirect("team:list")


@access(ADMINISTRATOR)
@require_POST
def revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Its link is worth nothing any more."""
    invitation = invitation_for(request.actor, invitation_id)
    try:
        revoke_invitation(actor=request.actor, invitation=invitation)
    except TeamError as error:
        say_why(request, error)
    else:
        messages.success(request, f"L'invitation de {invitation.email} est annulée.")
    return redirect("team:list")


def _send(request: MemberRequest, form: InvitationForm) -> None:
    data = form.cleaned_data
    invite(
        actor=request.actor,
        email=data["email"],
        role=MemberRole(data["role"]),
        profile_ids=[profile.pk for profile in data.get("profiles") or ()],
        now=timezone.now(),
    )


def _too_many(request: MemberRequest, email: str) -> HttpResponse | None:
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="invite", key=email.lower())
    return refused
