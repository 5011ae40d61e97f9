"""« Données conservées »: what is kept, how long, why, who sees it; one's own data; lengths of time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.accounts.models import Member
from guichet.core.access import ADMINISTRATOR, ANY_MEMBER
from guichet.core.rights import Right
from guichet.rgpd.errors import RgpdError
from guichet.rgpd.person_export import start_person_export
from guichet.rgpd.queries import last_purge, retention_of
from guichet.rgpd.services import change_retention
from guichet.web.access import MemberRequest, access
from guichet.web.rgpd.forms import RetentionForm
from guichet.web.rgpd.kept import kept_things


@access(ANY_MEMBER)
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """For every member of the firm."""
    policy = retention_of(request.actor.firm_id)
    context = {
        "policy": policy,
        "things": kept_things(policy),
        "last_purge": last_purge(request.actor.firm_id),
        "may_search": request.actor.can(Right.VOIR_DONNEES_PERSONNELLES),
    }
    return render(request, "web/rgpd/home.html", context)


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: MemberRequest) -> HttpResponse:
    """The lengths of time, within their bounds."""
    policy = retention_of(request.actor.firm_id)
    form = RetentionForm(request.POST or None, policy=policy)
    if request.method == "POST" and form.is_valid():
        try:
            change_retention(actor=request.actor, months=form.months(), now=timezone.now())
        except RgpdError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Les durées de conservation sont enregistrées.")
            return redirect("rgpd:home")
    return render(request, "web/rgpd/retention.html", {"form": form})


@access(ANY_MEMBER)
@require_POST
def export_own(request: MemberRequest) -> HttpResponse:
    """What is kept of oneself, gathered by a job."""
    member = Member.objects.get(pk=request.actor.member_id)
    operation = start_person_export(actor=request.actor, member=member)
    return redirect("operations:follow", operation_id=operation.pk)
