"""`python -m neodes`."""

import sys

from neodes.cli import main

if __name__ == "__main__":
    sys.exit(main())
