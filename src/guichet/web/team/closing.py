"""Closing the access of a member, and opening it again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.members import TeamError, close_member, reopen_member
from guichet.accounts.models import Member
from guichet.accounts.queries import colleagues_of
from guichet.core.access import ADMINISTRATOR
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.team.objects import member_for


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Members, by the name that people know."""

    def label_from_instance(self, obj: Member) -> str:
        """« Lou Perrin (lou@exemple.fr) »."""
        return f"{obj.user.get_full_name()} ({obj.user.email})"


class ClosingForm(forms.Form):
    """Who takes over what the member holds."""

    successor = ColleagueField(
        label="Qui reprend ce qui lui est confié ?",
        queryset=Member.objects.none(),
        required=False,
        empty_label="Personne pour le moment",
        help_text="Ses profils de délégation en cours passent à cette personne, avec les mêmes dates.",
    )

    def __init__(self, *args: object, member: Member, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["successor"].queryset = colleagues_of(member)  # type: ignore[attr-defined]


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: MemberRequest, member_id: int) -> HttpResponse:
    """What is kept, who takes over, then the closing: the person is out from the next request on."""
    member = member_for(request.actor, member_id)
    if not member.is_active:
        return redirect("team:list")
    require_proof(request)
    form = ClosingForm(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            _close(request, member, form.cleaned_data["successor"])
        except TeamError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"L'accès de {member.user.get_full_name()} est fermé.")
            return redirect("team:list" if member.pk != request.actor.member_id else "start")
    return render(request, "web/team/close.html", {"form": form, "member": member})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: MemberRequest, member_id: int) -> HttpResponse:
    """Back in, as a collaborator without profile."""
    member = member_for(request.actor, member_id)
    if member.is_active:
        return redirect("team:list")
    require_proof(request)
    if request.method == "POST":
        reopen_member(actor=request.actor, member=member)
        messages.success(request, f"L'accès de {member.user.get_full_name()} est rouvert, sans profil de délégation.")
        return redirect("team:list")
    return render(request, "web/team/reopen.html", {"member": member})


def _close(request: MemberRequest, member: Member, successor: Member | None) -> None:
    close_member(actor=request.actor, member=member, successor=successor, now=timezone.now())
