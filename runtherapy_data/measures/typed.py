"""Text that people typed, as it is kept: without what nobody can see and no database takes."""

from __future__ import annotations

import unicodedata
from typing import Final

_BLANK: Final = (
    "Cc",
    "Cf",
    "Zs",
    "Zl",
    "Zp",
)  # spaces, ends of lines, and marks that only shape what stands beside them


def typed(text: str) -> str:
    """The text without control characters and without space around it; empty where no visible character is left.

    PostgreSQL takes no NUL in a text, and a reason of invisible characters is none.
    """
    kept = "".join(one for one in text if one in "\n\r\t" or unicodedata.category(one) not in ("Cc", "Cs"))
    return kept.strip() if any(unicodedata.category(one) not in _BLANK for one in kept) else ""
