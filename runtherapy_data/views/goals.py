"""A client's goals with how hard each was at first and lately: each compared with itself alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.queries import goals as queries
from runtherapy_data.queries.goals import Goal, GoalScore

NO_TROUBLE, IMPOSSIBLE = N_("no trouble at all"), N_("impossible")


@dataclass(frozen=True, slots=True)
class GoalSoFar:
    """One goal with its scores, the oldest first."""

    goal: Goal
    scores: tuple[GoalScore, ...]

    def told(self, _: Translate) -> str:
        """How hard it was, in words and numbers; says so where nobody asked yet."""
        if not self.scores:
            return _("not scored yet")
        first, last = self.scores[0], self.scores[-1]
        if len(self.scores) == 1:
            return _("{value} on {day}", value=last.value, day=_.day(last.taken_on))
        return _(
            "{first} on {first_day}, {last} on {last_day}",
            first=first.value, first_day=_.day(first.taken_on), last=last.value, last_day=_.day(last.taken_on),
        )  # fmt: skip


def of(connection: Connection, grant: Grant, *, dropped: bool = False) -> tuple[GoalSoFar, ...]:
    """The goals of the grant's course in their order; those that were dropped only where asked for."""
    scores = queries.scores(connection, grant)
    return tuple(
        GoalSoFar(goal, tuple(one for one in scores if one.position == goal.position))
        for goal in queries.goals(connection, grant)
        if dropped or goal.dropped_on is None
    )


def scale_words(_: Translate) -> str:
    """What the numbers mean."""
    return _("How hard it was: 0 is {zero}, 10 is {ten}.", zero=_(NO_TROUBLE), ten=_(IMPOSSIBLE))
