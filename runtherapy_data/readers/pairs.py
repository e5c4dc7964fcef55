"""Two columns of a wide file as pairs of scores: one row a person, any questionnaire."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers.refusals import shown
from runtherapy_data.readers.tables import Table
from runtherapy_data.readers.vocabulary import MISSING

# As other programs write numbers: all digits of a mean, and a power of ten.
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_TOO_LARGE: Final = 1e12


@dataclass(frozen=True, slots=True)
class Pairs:
    """The persons with both scores, as (first, last) in the order of the file, and how many lack one or both."""

    scores: tuple[tuple[float, float], ...]
    missing: int


def number(cell: Any) -> float | None:
    """A number with a decimal comma or point; None where the cell says that there is none.

    Raises:
        ValueError: it is something else, or too large to be a score.
    """
    if isinstance(cell, str):
        text = cell.strip().replace("−", "-")
        if text.casefold() in MISSING:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValueError("not a number")
        value = float(text.replace(",", "."))
    elif cell is None:
        return None
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        value = float(cell)
    else:
        raise ValueError("not a number")
    if math.isnan(value):
        return None
    if abs(value) >= _TOO_LARGE:
        raise ValueError("too large")
    return value


def read_pairs(table: Table, first: str, last: str) -> Pairs:
    """The scores in two named columns; the file is refused at its first cell that is neither a number nor missing."""
    places = [(column(table.columns, name), name) for name in (first, last)]
    if places[0][0] == places[1][0]:
        raise InvalidInputError(
            "column", N_("The first and the last score both stand in column {column}."), N_("Name two columns."),
            column=table.columns[places[0][0]],
        )  # fmt: skip
    scores, missing = [], 0
    for row, cells in table.rows:
        if any(cell is not None and str(cell).strip() for cell in cells[len(table.columns) :]):
            raise InvalidInputError(
                "row", N_("Row {row} has more cells than there are columns."),
                N_("Put cells that hold the separator (such as 6,5) between quotation marks."), row=row,
            )  # fmt: skip
        pair = [_score(row, table.columns[place], cells, place) for place, _name in places]
        if pair[0] is None or pair[1] is None:
            missing += 1
        else:
            scores.append((pair[0], pair[1]))
    return Pairs(tuple(scores), missing)


def column(columns: Sequence[str], name: str) -> int:
    """Where the column of this name stands: as it is written, else whatever its capitals and spaces."""
    wanted = name.strip()
    places = [place for place, header in enumerate(columns) if header == wanted]
    if not places:
        places = [place for place, header in enumerate(columns) if _loosely(header) == _loosely(wanted) != ""]
    if len(places) == 1:
        return places[0]
    if places:
        raise InvalidInputError(
            "column", N_("The file has {n} columns {column}."), N_("Give them different names."), n=len(places),
            column=wanted,
        )  # fmt: skip
    raise InvalidInputError(
        "column", N_("The file has no column {column}."), N_("Columns in the file: {columns}."), column=wanted or "“”",
        columns=", ".join(header for header in columns if header),
    )  # fmt: skip


def _loosely(header: str) -> str:
    return " ".join(header.split()).casefold()


def _score(row: int, header: str, cells: Sequence[Any], place: int) -> float | None:
    cell = cells[place] if place < len(cells) else None
    try:
        return number(cell)
    except ValueError as error:
        raise InvalidInputError(
            "row", N_("Row {row}, column {column}: “{value}” is not a score."),
            N_("Write digits, such as 7 or 6,5; leave the cell empty for no answer."), row=row, column=header,
            value=shown(cell),
        ) from error  # fmt: skip
