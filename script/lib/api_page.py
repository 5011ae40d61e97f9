"""Write docs/api/openapi.json from the operations of the API; with --check, say whether it is stale instead."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.json"


def main() -> int:
    """Write or compare."""
    page = render()
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/api/openapi.json is stale: run script/update-docs")
    return 1


def render() -> str:
    """The whole description."""
    os.environ.setdefault("GUICHET_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
    import django

    django.setup()
    from guichet.api.urls import api

    described = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
