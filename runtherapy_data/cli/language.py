"""In which language the command line speaks: the one of the machine's LANG, Dutch or English."""

from __future__ import annotations

import os

from runtherapy_data.i18n import Translate, translator


def spoken() -> Translate:
    """The translator for what is printed."""
    return translator("nl" if os.environ.get("LANG", "").startswith("nl") else "en")
