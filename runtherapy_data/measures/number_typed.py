"""A number as somebody types it, with a comma or a point: a browser's own field reads "7,5" as 75 in some languages."""

from __future__ import annotations

import re
from typing import Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.typed import typed

LONGEST: Final = 12
_NUMBER: Final = re.compile(r"([-−–]?)\s*(\d+(?:[.,]\d+)?)", re.ASCII)


def number_typed(field: str, text: str) -> float | None:
    """7,5 and 7.5 are the same; None where nothing stands.

    Raises:
        InvalidInputError: it is no number; names the field and the value.
    """
    said = typed(text)
    if not said:
        return None
    found = _NUMBER.fullmatch(said) if len(said) <= LONGEST else None
    if found is None:
        raise InvalidInputError(
            field, N_("“{given}” is not a number."), N_("Write it in figures, such as {example}."), given=said[:20],
            example=7.5,
        )  # fmt: skip
    return float(f"{'-' if found[1] else ''}{found[2].replace(',', '.')}")
