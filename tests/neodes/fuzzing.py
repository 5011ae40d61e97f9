"""How many examples the tests on any input try: few in a run of the suite, thousands with `script/fuzz`."""

import os


def examples(usual):
    """The number asked by NEODES_FUZZ, else the usual one."""
    return int(os.environ.get("NEODES_FUZZ", usual))
