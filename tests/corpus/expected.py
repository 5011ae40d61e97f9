"""The report of a file of the corpus, as it is kept: what was found, and the sentences that tell it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import neodes

FOLDER = Path(__file__).resolve().parent / "files"


def report_of(path: Path) -> dict[str, Any]:
    """What is kept of a report: all but the path and the places."""
    found = json.loads(neodes.render_json([neodes.check_bytes(path.read_bytes())]))["files"][0]
    del found["path"]
    for finding in found["findings"]:
        finding["lines"] = [place["line"] for place in finding.pop("places")]
    return dict(found)


def kept_report(path: Path) -> dict[str, Any]:
    """The report that was kept beside the file."""
    return dict(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def difference(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Old against new, one line a finding that went or came, or another part of the report that changed."""
    before, after = (_told(report) for report in (old, new))
    lines = [f"- {told}" for told in before if told not in after] + [
        f"+ {told}" for told in after if told not in before
    ]
    parts = sorted(key for key in old.keys() | new.keys() if key != "findings" and old.get(key) != new.get(key))
    return lines + [f"~ {part}: {old.get(part)} → {new.get(part)}" for part in parts]


def _told(report: dict[str, Any]) -> list[str]:
    return [
        "{severity} {control} × {count}, lignes {lines} : {message}".format_map(found) for found in report["findings"]
    ]
