"""What is planted in whom: `truths.toml`, read. The generator follows this plan, and analyses are tested against it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from runtherapy_data.demo.arrays import Ints

NAMED: Final = 300
_FILE: Final = Path(__file__).with_name("truths.toml")
# Multiples of the golden ratio fill the unit interval evenly: any run of clients carries each truth by its share.
_GOLDEN: Final = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Truth:
    """One planted truth; the units are those at the head of truths.toml, and what does not apply is 0 or None."""

    what: str
    bulk_share: float
    start_level: float
    from_week: int = 0
    until_week: int = 0
    per_week: dict[str, float] = field(default_factory=dict)
    recovers: float = 0.0
    effort_per_week: float = 0.0
    minutes: int = 0
    next_day_mood: float | None = None
    answer_rate: float | None = None
    last_weeks: tuple[int, ...] = ()
    risk_answer: int = 0
    after_days: int = 0
    after: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planted:
    """One client of the plan; `now` is the week of the course on the day of loading, None for a course that ended."""

    truth: str
    complaint: str
    weeks: int
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens in the life of one client; `day` counts from 0, the first day of the course."""

    now: int
    kind: str
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The truths by name, the clients by code, and the events in the lives of clients without a truth, by code."""

    truths: dict[str, Truth]
    clients: dict[str, Planted]
    events: dict[str, Happening]

    def carriers(self, truth: str) -> tuple[str, ...]:
        """The codes of the named clients that carry a truth."""
        return tuple(code for code, one in self.clients.items() if one.truth == truth)


@lru_cache(maxsize=1)
def plan() -> Plan:
    """The plan of the demo practice."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    truths = {
        name: Truth(**{**facts, "last_weeks": tuple(facts.get("last_weeks", ()))})
        for name, facts in read["truth"].items()
    }
    clients = {code: Planted(**facts) for code, facts in read["clients"].items()}
    return Plan(truths, clients, {code: Happening(**facts) for code, facts in read["events"].items()})


def place_of(code: str) -> int:
    """The place of a named client among the named ones, from 0."""
    return int(code[2:]) - 1


def code_of(number: int) -> str:
    """The code of the demo client with this number: C-0001."""
    return f"C-{number:04d}"


def bulk_truths(numbers: Ints) -> Ints:
    """For clients beyond the named ones: the index of each one's truth among `plan().truths`, -1 for none.

    A matter of the number alone, so that an analysis can be tested on any scale and seed without asking the generator.
    """
    edges = np.cumsum([truth.bulk_share for truth in plan().truths.values()])
    place = np.searchsorted(edges, (numbers * _GOLDEN) % 1.0, side="right")
    return np.where(place < len(edges), place, -1)


def planted_in(clients: int) -> dict[str, str]:
    """Client code -> truth, for a practice of this many clients."""
    found = {code: one.truth for code, one in plan().clients.items()}
    numbers = np.arange(NAMED + 1, clients + 1)
    names = tuple(plan().truths)
    for number, truth in zip(numbers.tolist(), bulk_truths(numbers).tolist(), strict=True):
        if truth >= 0:
            found[code_of(number)] = names[truth]
    return found
