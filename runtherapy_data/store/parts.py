"""Long lists in a query: in parts, since a database takes only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

_AT_ONCE: Final = 500


def in_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in lists that fit in one statement."""
    every = list(values)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
