"""What reading gives: facts, each with the row it came from, and everything that was refused or done on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from runtherapy_data.readers.refusals import Note, Refusal


@dataclass(slots=True)
class Fact:
    """One check-in, session or questionnaire result of a client, ready for the store.

    `values`: what was answered, by the column's name in the store; a missing answer has no key. A questionnaire's
    subscales are a dictionary of their own under `subscales`.
    """

    row: int
    client: str
    day: dt.date
    values: dict[str, Any]


@dataclass(slots=True)
class Batch:
    """The outcome of reading a file, or a part of a database's answer."""

    rows: int = 0
    facts: list[Fact] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    refused_facts: int = 0
    notes: list[Note] = field(default_factory=list)

    def refuse(self, *refusals: Refusal) -> None:
        """Refuse one fact, for these reasons."""
        self.refusals.extend(refusals)
        self.refused_facts += 1
