"""Whose facts a row holds: a column says so, a pattern makes the code, or one code goes for all rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.readers import cells
from runtherapy_data.readers.columns import LONGEST_CODE, Column, position
from runtherapy_data.readers.maps import Map

_PLACEHOLDER: Final = re.compile(r"\{([^{}:]+)(?::0?(\d{1,2}))?\}")


def named_columns(pattern: str | None) -> list[str]:
    """The columns that a pattern such as `BB-{subject:03}` is made from."""
    return [found[0] for found in _PLACEHOLDER.findall(pattern or "")]


def client_rule(
    headers: Sequence[str], mapping: Map, client: str | None, columns: Sequence[Column]
) -> Callable[[Sequence[Any]], str | None] | None:
    """How a row tells whose it is: None where a column of its own does."""
    pattern = mapping.client
    in_file = any(column.field.code == "client" for column in columns)
    one_for_all = client is not None or (pattern is not None and not named_columns(pattern))
    if (one_for_all and in_file) or (client is not None and named_columns(pattern)):
        raise InvalidInputError(
            "client", N_("The file says itself whose facts these are."), N_("Leave the client's code out.")
        )
    if one_for_all:
        code = (client or pattern or "").strip()
        return lambda _row: code
    if pattern is None:
        return None
    parts = [(position(headers, name), int(width or 0)) for name, width in _PLACEHOLDER.findall(pattern)]
    read = cells.code(LONGEST_CODE)

    def code_of(row: Sequence[Any]) -> str | None:
        values = [read(row[index] if index < len(row) else None) for index, _ in parts]
        if any(value is None for value in values):
            return None
        padded = (str(value).zfill(width) for value, (_, width) in zip(values, parts, strict=True))
        return _PLACEHOLDER.sub(lambda _found: next(padded), pattern)

    return code_of
