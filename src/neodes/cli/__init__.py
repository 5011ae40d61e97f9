"""The command `neodes`: one module a command, imported only when it is asked for."""

from neodes.cli.main import main

__all__ = ["main"]
