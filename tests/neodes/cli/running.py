"""The command run as a process, as a person runs it."""

import os
import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).parents[3] / "src"


def neodes(*arguments, **more):
    """(exit code, what it printed, what it said on the error output)."""
    done = subprocess.run(
        [sys.executable, "-m", "neodes", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
        **more,
    )
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode()
