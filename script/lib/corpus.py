"""Show what changed in the reports of tests/corpus, file by file, and keep the new ones.

`--files` makes the files anew.
"""

from __future__ import annotations

import json
import sys

from tests.corpus.expected import FOLDER, difference, kept_report, report_of
from tests.corpus.recipes import recipes


def main() -> int:
    """Everything at once: there are few files."""
    if "--files" in sys.argv[1:]:
        make_files()
    changed = 0
    for path in sorted(FOLDER.glob("*.dsn")):
        new = report_of(path)
        kept = path.with_suffix(".json")
        lines = difference(kept_report(path), new) if kept.exists() else ["+ nouveau"]
        if lines:
            changed += 1
            print(f"{path.stem}\n" + "\n".join(f"  {line}" for line in lines))
        kept.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{changed} report(s) changed.")
    return 0


def make_files() -> None:
    """Write the files of the recipes, and remove the others."""
    FOLDER.mkdir(exist_ok=True)
    made = dict(recipes())
    for path in [*FOLDER.glob("*.dsn"), *FOLDER.glob("*.json")]:
        if path.stem not in made:
            path.unlink()
    for name, content in made.items():
        (FOLDER / f"{name}.dsn").write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
