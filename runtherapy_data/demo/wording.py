"""What demo clients and therapists write: `words.toml`, read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts to choose from: by what stands out on a day, by how a session was, by what a therapist looks at."""

    days: dict[str, list[str]]
    reflections: dict[str, list[str]]
    observations: dict[str, list[str]]
    home_exercises: list[str]
    events: dict[str, list[str]]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The texts of the demo practice."""
    return Wording(**tomllib.loads(_FILE.read_text(encoding="utf-8")))
