"""Run pytest in two passes (everything but the browser on several processes, then the browser) and add them up.

The last line printed is one closing line for both: « N passed, N failed, N skipped ». Exits with 1 when a test
failed and with 5 when none ran.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)\b")
NO_TEST = 5


def main(arguments: list[str]) -> int:
    """Both passes, or one when the caller names what to run."""
    named = [argument for argument in arguments if Path(argument.split("::")[0]).exists()]
    processes = os.environ.get("GUICHET_TEST_PROCESSES", "2")
    parallel = ["-n", processes, "--dist", "loadfile"] if not named and processes != "1" else []
    counts: Counter[str] = Counter()
    codes = [run(["-m", "not browser", *parallel, *arguments], counts)]
    if os.environ.get("GUICHET_CHROMIUM"):
        codes.append(run(["-m", "browser", *arguments], counts))
    else:
        codes.append(skip_browser(arguments, counts))
    return conclude(codes, counts)


def run(arguments: list[str], counts: Counter[str]) -> int:
    """One pass of pytest, shown as it runs; its closing line is added to `counts`."""
    command = [sys.executable, "-m", "pytest", *arguments]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if CLOSING.search(line) and " in " in line else last
    for number, word in CLOSING.findall(last):
        counts["failed" if word.startswith("error") else word] += int(number)
    return process.returncode


def skip_browser(arguments: list[str], counts: Counter[str]) -> int:
    """Without a browser, say loudly which tests do not run, and count them as skipped."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "browser", *arguments]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    missing = [line for line in listed.stdout.splitlines() if "::" in line]
    counts["skipped"] += len(missing)
    print("=" * 78)
    print(f"SKIPPED: {len(missing)} browser tests, because Chromium is not installed (apt-get install chromium).")
    print("\n".join(f"  {test}" for test in missing))
    print("=" * 78, flush=True)
    return 0 if listed.returncode in {0, NO_TEST} else listed.returncode


def conclude(codes: list[int], counts: Counter[str]) -> int:
    """Print the closing line and choose the exit code."""
    ran = counts["passed"] + counts["failed"]
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
    worst = max((code for code in codes if code not in {0, NO_TEST}), default=0)
    if not ran:
        print("No test ran.", file=sys.stderr)
    return worst or (0 if ran else NO_TEST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
