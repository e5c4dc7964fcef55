"""One batch of clients, as what is filled in about their courses needs to know them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from runtherapy_data.demo.arrays import Ints, Objects
from runtherapy_data.demo.calendar import Calendar
from runtherapy_data.demo.levels import Levels
from runtherapy_data.demo.roster import Roster
from runtherapy_data.measures.codes import Moment

MOMENTS = (Moment.INTAKE, Moment.MID, Moment.END, Moment.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Batch:
    """The clients, how they are, and by client: the id of the course, their therapist's account, their own or None."""

    roster: Roster
    levels: Levels
    calendar: Calendar
    courses: Objects
    therapists: Objects
    owners: Objects

    def __len__(self) -> int:
        return len(self.roster)

    @property
    def writers(self) -> Objects:
        """Who fills in what is the client's own: they themselves, or their therapist for who has no account."""
        own = self.therapists.copy()
        has_account = np.array([owner is not None for owner in self.owners])
        own[has_account] = self.owners[has_account]
        return own


@dataclass(frozen=True, slots=True)
class Answered:
    """When questionnaires were filled in, one an index: client, index into MOMENTS, and day of the course."""

    who: Ints
    moment: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.who)

    def table(self, clients: int, ids: Objects, rows: Ints | None = None) -> Objects:
        """Client x moment: the result, or None. `rows`: of which of these times each result is; else of all."""
        found: Objects = np.full((clients, len(MOMENTS)), None, dtype=object)
        at = np.arange(len(self)) if rows is None else rows
        found[self.who[at], self.moment[at]] = ids
        return found
