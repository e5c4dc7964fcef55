"""Columns and rows, whatever they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from runtherapy_data.readers.refusals import Note

Rows = Iterable[tuple[int, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Table:
    """The headers, and the rows with their number in the file (the header's own is the first)."""

    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[Note, ...] = ()


def headers_of(cells: Sequence[Any]) -> tuple[str, ...]:
    """Column names as they stand in the file, without the empty ones at the end."""
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
