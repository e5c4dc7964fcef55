"""The story of client C-0001, the one that a visitor can be with a single click: `face.toml`, read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from runtherapy_data.demo.arrays import Flags, Ints, Objects

_FILE: Final = Path(__file__).with_name("face.toml")


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to them, in the units at the head of face.toml."""

    start: dict[str, float]
    change: dict[str, float]
    illness: dict[str, Any]
    days: dict[int, str]
    sessions: dict[int, str]


@lru_cache(maxsize=1)
def story() -> Story:
    """The story, whatever the seed."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    written = ({int(at): words for at, words in read[kind].items()} for kind in ("days", "sessions"))
    return Story(read["start"], read["change"], read["illness"], *written)


def is_face(numbers: Ints) -> Flags:
    """Which of these clients it is about."""
    return np.asarray(numbers == 1)


def write_days(written: Objects, rows: Ints, days: Ints) -> None:
    """Let the story's words stand in these rows, which are of these days of the course, and nothing in the others."""
    for row, day in zip(rows.tolist(), days.tolist(), strict=True):
        written[row] = story().days.get(day)


def write_sessions(written: Objects, rows: Ints, days: Ints) -> None:
    """Let each reflection of the story stand in the first of these rows, of rising days, on its day or after it."""
    written[rows] = None
    for row, words in zip(
        np.searchsorted(days, np.array(list(story().sessions))), story().sessions.values(), strict=True
    ):
        if row < len(rows):
            written[rows[row]] = words
