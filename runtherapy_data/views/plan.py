"""The plan of a course beside what was done so far, week by week. Less than planned is no shortfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.codes import MODE_NAMES, Mode
from runtherapy_data.measures.days import first_day
from runtherapy_data.queries import plan as queries
from runtherapy_data.queries.plan import Terms

MODE_WORDS = {
    Mode.GENTLE_BUILD_UP: N_(
        "The weeks grow by a tenth of the first week, up to one and a half times as much, and each fourth week goes "
        "back to what it was two weeks before. This is a proposal of the program and no norm: change what does not fit."
    ),
    Mode.NO_FIXED_INCREMENTS: N_(
        "Every week is like the first: nothing grows by itself. What changes, you decide together, week by week."
    ),
}
FATIGUE_WORDS = N_(
    "Chronic fatigue is among the complaints, so no fixed increments are suggested. NICE guideline NG206 (2021) "
    "advises against programmes with fixed increments in ME/CFS (known in the field; not checked in its source for "
    "this app)."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Weeks as they are planned (saved or not), and what was done: week → minutes walked and minutes run."""

    terms: Terms
    weeks: tuple[PlannedWeek, ...]
    done: Mapping[int, tuple[int, int]]

    def sentence(self, _: Translate) -> str:
        """The plan in one sentence."""
        if not self.weeks:
            return _("There is no plan yet.")
        first, last = self.weeks[0].minutes, self.weeks[-1].minutes
        how = _(MODE_NAMES[self.terms.mode])
        weeks = _.plural("{n} week", "{n} weeks", len(self.weeks))
        if {one.minutes for one in self.weeks} == {first}:
            return _("{how}: {weeks}, {minutes} minutes each week.", how=how, weeks=weeks, minutes=first)
        if first == last:
            most, least = max(one.minutes for one in self.weeks), min(one.minutes for one in self.weeks)
            return _(
                "{how}: {weeks}, between {least} and {most} minutes a week.",
                how=how, weeks=weeks, least=least, most=most,
            )  # fmt: skip
        return _(
            "{how}: {weeks}, from {first} minutes in the first week to {last} in the last one.",
            how=how, weeks=weeks, first=first, last=last,
        )  # fmt: skip

    def table(self, _: Translate) -> tuple[list[str], list[list[str]]]:
        """Header and rows: week, its first day, sessions, minutes planned, walked, run; a dash for what is to come."""
        header = [
            _("Week"), _("From"), _("Sessions"), _("Minutes planned"), _("Minutes walked"), _("Minutes run"),
        ]  # fmt: skip
        return header, [[*week_words(self.terms, one, _), *self._done(one.week)] for one in self.weeks]

    def _done(self, week: int) -> list[str]:
        return [str(minutes) for minutes in self.done[week]] if week in self.done else ["–", "–"]


def week_words(terms: Terms, one: PlannedWeek, _: Translate) -> list[str]:
    """A planned week as cells: its number, first day, sessions and minutes."""
    return [str(one.week), _.day(first_day(terms.starts_on, one.week)), str(one.sessions), str(one.minutes)]


def of(connection: Connection, grant: Grant) -> Plan:
    """The plan of the grant's course as it was kept."""
    terms = queries.terms(connection, grant)
    return Plan(terms, queries.planned(connection, grant), queries.done(connection, grant, terms.starts_on))


def fitted(plan: Plan, weeks: Sequence[PlannedWeek]) -> Plan:
    """The same course with other weeks planned."""
    return Plan(plan.terms, tuple(weeks), plan.done)
