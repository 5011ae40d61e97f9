"""A fiche to take away: the XML as it came, its fields as CSV or as PDF. A POST, for the journal tells of it."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

import neodes
from guichet.core.files import StoredFileError, read_file
from guichet.core.rights import Right
from guichet.fiches.models import FicheParametrage
from guichet.fiches.printing import fiche_pdf
from guichet.fiches.queries import read_version
from guichet.fiches.services import tell
from guichet.web.access import MemberRequest, access
from guichet.web.fiches.objects import fiche_for

TYPES = {"xml": "application/xml", "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
HEAD = ("contrat", "organisme", "option", "population", "rubrique", "libelle", "valeur")


@access(Right.AMORCAGE, portfolio_only=True)
@require_POST
def download(request: MemberRequest, fiche_id: int) -> HttpResponse:
    """In the format asked for."""
    fiche = fiche_for(request.actor, fiche_id)
    form = request.POST.get("format", "xml")
    if form not in TYPES:
        raise Http404
    content = _content(fiche, form)
    if content is None:
        messages.error(request, "Le fichier de cette fiche ne peut plus être lu. Ajoutez de nouveau la fiche.")
        return redirect("fiches:fiche", fiche_id=fiche.pk)
    tell(request.actor, fiche, "fiche.telechargee", format=form)
    response = HttpResponse(content, content_type=TYPES[form])
    name = f"fiche-{fiche.siren}{fiche.nic}-v{fiche.rank}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _content(fiche: FicheParametrage, form: str) -> bytes | None:
    """The bytes; None when the file cannot be given back any more."""
    if form == "xml":
        try:
            return read_file(fiche.file)
        except StoredFileError:
            return None
    read = read_version(fiche)
    if not read.fiches:
        return None
    return _csv(read.fiches[0]) if form == "csv" else fiche_pdf(fiche, read.fiches[0])


def _csv(fiche: neodes.Fiche) -> bytes:
    """One line for each field of each contract, as spreadsheets in French read it."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(HEAD)
    for contract in fiche.contracts:
        about = (contract.reference, contract.oc, contract.option, contract.population)
        rows.writerows([*map(_cell, (*about, *field))] for field in neodes.fields_of(contract))
    return ("\ufeff" + text.getvalue()).encode()


def _cell(value: str) -> str:
    """What a spreadsheet would take for a formula is told to be text."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
