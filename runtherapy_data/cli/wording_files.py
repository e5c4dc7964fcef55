"""The files with texts of questionnaires in the folder of the settings, and what is wrong with them."""

from __future__ import annotations

import sys

from runtherapy_data.cli.language import spoken
from runtherapy_data.measures.wording import Texts, texts
from runtherapy_data.settings import settings


def texts_here() -> Texts:
    """Every text that this machine has."""
    return texts(settings().wording_dir)


def say_troubles(found: Texts) -> bool:
    """Name each file that cannot be used, a line each on standard error; whether there was one."""
    for trouble in found.troubles:
        sys.stderr.write(f"{trouble.text(spoken())}\n")
    return bool(found.troubles)
