"""Commands for the one who runs the machine: each file one command or one family."""

from runtherapy_data.cli.app import main

__all__ = ["main"]
