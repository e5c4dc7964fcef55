"""Exercises and assignments for between the sessions: what they are called, and what one does.

Those that come with the product are facts, in `exercises.toml`; a practice can change, hide and add its own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.measures.words import Words

LONGEST_CODE: Final = 40
LONGEST_NAME: Final = 80
LONGEST_WORDS: Final = 2000
MINUTES: Final = (1, 240)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: its code, what it is, its name, and how it goes: a step or a remark on each line of `words`.

    `minutes`: about how long it takes; None where that is for everybody to find out.
    """

    code: str
    kind: ExerciseKind
    name: Words
    words: Words
    minutes: int | None = None

    def steps(self, language: str) -> tuple[str, ...]:
        """How it goes, line by line, without the empty ones."""
        return tuple(line.strip() for line in self.words.said(language).splitlines() if line.strip())


def _shipped() -> tuple[Exercise, ...]:
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["exercise"]
    return TypeAdapter(tuple[Exercise, ...]).validate_python(listed)


SHIPPED: Final = _shipped()


def in_order(exercises: dict[str, Exercise]) -> tuple[Exercise, ...]:
    """The exercises (by code) kind by kind; in a kind the shipped ones in their order, then others by name."""
    kinds, places = list(ExerciseKind), {one.code: place for place, one in enumerate(SHIPPED)}
    return tuple(
        sorted(
            exercises.values(),
            key=lambda one: (
                kinds.index(one.kind), places.get(one.code, len(SHIPPED)), one.name.nl.casefold(), one.code,
            ),
        )
    )  # fmt: skip
