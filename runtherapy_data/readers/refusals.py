"""What a reader could not accept, and what it did on the way: message ids, said in the reader's language later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell (or, without a column, one row) that was not accepted, why, and what to do about it."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was done to the facts, or left out, and that the importer should know."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


def shown(cell: object) -> str:
    """A cell as a refusal quotes it: at most 80 characters, none that would move the cursor of a terminal."""
    text = "" if cell is None else "".join(sign if sign.isprintable() else "·" for sign in str(cell)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def refusal_of(row: int, column: str, cell: object, error: InvalidInputError) -> Refusal:
    """The refusal of one cell."""
    return Refusal(row, column, shown(cell), error.message, error.remedy, error.values)
