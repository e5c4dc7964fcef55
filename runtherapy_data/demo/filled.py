"""What stands in the intakes, goals and weekly reflections of the demo: `filling.toml`, read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("filling.toml")


@dataclass(frozen=True, slots=True)
class FilledIn:
    """Texts to choose from: of the intake by part, goals by complaint group, weeks by how they went, ends by reason;
    and how often to do an exercise.
    """

    intake: dict[str, Any]
    goals: dict[str, list[str]]
    weeks: dict[str, list[str]]
    ends: dict[str, list[str]]
    exercises: dict[str, list[str]]


@lru_cache(maxsize=1)
def filled_in() -> FilledIn:
    """The texts."""
    return FilledIn(**tomllib.loads(_FILE.read_text(encoding="utf-8")))
