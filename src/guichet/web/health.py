"""Two addresses for what watches over the portal: is it alive, can it work?"""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from guichet.core.access import PUBLIC
from guichet.web.access import access


@transaction.non_atomic_requests
@access(PUBLIC)
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; the database is not asked."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


@transaction.non_atomic_requests
@access(PUBLIC)
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers too, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("la base ne répond pas\n", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("prêt\n", content_type="text/plain; charset=utf-8")
