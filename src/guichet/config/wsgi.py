"""The WSGI application that granian serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")


def load_for_good() -> None:
    """Load the pages, and tell the collector to leave alone what lives as long as the process.

    Else it walks all of it again in the middle of a request, one in ten or so, for a tenth of a second.
    """
    from django.urls import get_resolver

    _ = get_resolver().reverse_dict  # imports every view
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
load_for_good()
