"""The page of one control: what it checks, why, what to do. The same source as the reports and the command line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import neodes
from guichet.core.access import PUBLIC
from guichet.web.access import access
from guichet.web.controls.listing import asked_norm

STATUSES = {
    neodes.Status.ESSAI: "à l'essai",
    neodes.Status.STABLE: "exécuté à chaque dépôt",
    neodes.Status.RETIRE: "retiré",
    neodes.Status.NON_EXECUTE: "non exécuté par Guichet",
}


@access(PUBLIC)
@require_safe
def control(request: HttpRequest, control_id: str) -> HttpResponse:
    """The control of that id, in the version of the norm that is asked for, else in the one in force."""
    norm = asked_norm(request.GET)
    found = neodes.find_control(control_id, norm)
    if found is None:
        raise Http404
    natures = [(nature, norm.natures.get(nature, "")) for nature in found.natures]
    context = {
        "control": found,
        "norm": norm.version,
        "versions": neodes.NORM_VERSIONS,
        "natures": natures,
        "status": STATUSES[found.status],
    }
    return render(request, "web/controls/control.html", context)
