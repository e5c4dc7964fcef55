"""Which groups there are to choose from, and what was chosen. Fixed choices only: no free dates (docs/adr/0003)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import CohortGrant
from runtherapy_data.measures.codes import Complaint
from runtherapy_data.measures.groups import ALL
from runtherapy_data.queries.cohorts import overseen_practices, released_groups


@dataclass(frozen=True, slots=True)
class Choice:
    """A group: a primary complaint or `all`, a period (2026-Q2, 2026, `all`), a practice by its code or `all`."""

    complaint: str = ALL
    period: str = ALL
    practice: str = ALL

    def is_within(self, other: Choice) -> bool:
        """Whether every course of this group is in the other one as well."""
        in_period = other.period == ALL or self.period.startswith(other.period)
        return in_period and other.complaint in (ALL, self.complaint) and other.practice in (ALL, self.practice)


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that can be chosen: complaints, periods (newest first), practices (code → name).

    `through_on` is the last day in every release, None before the first; `released` are the choices with a number, each
    with its number of courses.
    """

    complaints: tuple[str, ...]
    periods: tuple[str, ...]
    practices: dict[str, str]
    ids: dict[str, int]
    released: dict[Choice, int]
    through_on: dt.date | None
    has_courses: bool

    def practice_ids(self, practice: str) -> tuple[int, ...]:
        """The practice of this code, or all of them."""
        return tuple(self.ids.values()) if practice == ALL else (self.ids[practice],)

    def default_pair(self) -> tuple[Choice, Choice]:
        """What to begin with: the two largest complaints, or the one that there is beside all of them."""
        known = sorted(
            (name for name in self.released if name.period == ALL and name.practice == ALL and name.complaint != ALL),
            key=lambda name: (-self.released[name], self.complaints.index(name.complaint)),
        )
        first = known[0] if known else Choice(Complaint.STRESS_BURNOUT.value)
        return first, known[1] if len(known) > 1 else Choice()

    def parse(self, text: str) -> Choice:
        """A choice as it is written on the command line: complaint[:period[:practice]], each left out meaning all.

        Raises:
            InvalidInputError: something was asked that is not among the choices.
        """
        complaint, period, practice = (*text.split(":", 2), "", "")[:3]
        return Choice(
            self._one_of("complaint", complaint or ALL, self.complaints),
            self._one_of("period", period or ALL, self.periods),
            self._one_of("practice", practice or ALL, (ALL, *self.practices)),
        )

    @staticmethod
    def _one_of(field: str, value: str, known: tuple[str, ...]) -> str:
        if value not in known:
            raise InvalidInputError(
                field, N_("{value} is not among the choices."), N_("Choose one of {known}."),
                value=value[:40], known=", ".join(known),
            )  # fmt: skip
        return value


def of(connection: Connection, grant: CohortGrant) -> Choices:
    """The choices of a supervisor: what the practices that they oversee have released."""
    practices = overseen_practices(connection, grant)
    groups = released_groups(connection, grant)
    released: dict[Choice, int] = {}
    for practice in practices:
        for (complaint, period), courses in groups.get(practice.practice_id, {}).items():
            released[Choice(complaint, period, practice.code)] = courses
            together = Choice(complaint, period)
            released[together] = released.get(together, 0) + courses
    days = [practice.through_on for practice in practices if practice.through_on]
    periods = sorted({choice.period for choice in released} - {ALL}, reverse=True)
    return Choices(
        complaints=(*(complaint.value for complaint in Complaint), ALL),
        periods=(ALL, *periods),
        practices={practice.code: practice.name for practice in practices},
        ids={practice.code: practice.practice_id for practice in practices},
        released=released,
        through_on=min(days, default=None),
        has_courses=any(practice.has_courses for practice in practices),
    )
