"""Everything between the network and Streamlit: sign-in, sessions, headers, compressed static files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.middleware import Middleware

from runtherapy_data.gate import options
from runtherapy_data.gate.doorkeeper import Doorkeeper
from runtherapy_data.gate.headers import Armour
from runtherapy_data.gate.routes import ROUTES
from runtherapy_data.gate.start import lifespan
from runtherapy_data.settings import ROOT

# Absolute: a relative script path breaks when the server was started elsewhere.
SHELL: Final[Path] = ROOT / "runtherapy_data" / "ui" / "shell.py"
MIDDLEWARE: Final[list[Middleware]] = [Middleware(Armour), Middleware(Doorkeeper)]

options.anchor()

__all__ = ["MIDDLEWARE", "ROUTES", "SHELL", "lifespan"]
