"""Two weeks of a course side by side: what was answered, done and said in each, and how they differ, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DAILY, DailyMeasure
from runtherapy_data.measures.days import first_day, week_of
from runtherapy_data.views.course import Course, EventFact, SessionFact
from runtherapy_data.views.course_summary import SAME_BELOW, listed

DAYS: Final = 7
FEWEST_DAYS: Final = 4  # more than half of a week: a mean of fewer says more about those days than about the week


@dataclass(frozen=True, slots=True)
class Spread:
    """Several answers on a scale of 0–10 as a page shows them: how many, their mean, the lowest and the highest."""

    count: int
    mean: float
    lowest: int
    highest: int


def spread(answers: Iterable[int | None]) -> Spread | None:
    """The answers that were given, summed up; None when there are none."""
    given = [answer for answer in answers if answer is not None]
    return Spread(len(given), sum(given) / len(given), min(given), max(given)) if given else None


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the client: on which day, and whether they came after a session (else with the check-in)."""

    day: dt.date
    words: str
    after_session: bool


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a course: seven days, of which `passed` have come.

    `answers`: the daily measures, each with an answer (0–10) or None for each of the seven days, in order.
    """

    number: int
    first_on: dt.date
    passed: int
    answers: tuple[tuple[DailyMeasure, tuple[int | None, ...]], ...]
    sessions: tuple[SessionFact, ...]
    words: tuple[Said, ...]
    events: tuple[EventFact, ...]

    @property
    def last_on(self) -> dt.date:
        """Its seventh day."""
        return self.first_on + dt.timedelta(days=DAYS - 1)

    @property
    def running(self) -> int:
        """Minutes run."""
        return sum(one.running_minutes for one in self.sessions)

    @property
    def walking(self) -> int:
        """Minutes walked."""
        return sum(one.walking_minutes for one in self.sessions)

    @property
    def planned(self) -> int | None:
        """Minutes planned, None when nothing was."""
        planned = [one.planned_minutes for one in self.sessions if one.planned_minutes is not None]
        return sum(planned) if planned else None

    def of(self, measure: DailyMeasure) -> tuple[int | None, ...]:
        """The seven answers to one measure."""
        return next(answers for one, answers in self.answers if one == measure)

    @property
    def days_answered(self) -> int:
        """On how many of its days at least one measure was answered."""
        return sum(any(answers[at] is not None for _measure, answers in self.answers) for at in range(DAYS))


def week(course: Course, number: int) -> Week:
    """A week of the course (1 is the first)."""
    first_on = first_day(course.starts_on, number)
    days = [first_on + dt.timedelta(days=at) for at in range(DAYS)]
    answers = []
    for measure in DAILY:
        series = course.measured(measure.code)
        given = dict(zip(series.days, series.values, strict=True))
        answers.append((measure, tuple(given.get(day) for day in days)))
    sessions = tuple(one for one in course.sessions if days[0] <= one.day <= days[-1])
    words = [Said(one.day, one.words, False) for one in course.words if days[0] <= one.day <= days[-1]]
    words += [Said(one.day, one.reflection, True) for one in sessions if one.reflection]
    events = tuple(one for one in course.events if one.starts_on <= days[-1] and one.last_on >= days[0])
    passed = min(max((course.today - first_on).days + 1, 0), DAYS)
    return Week(number, first_on, passed, tuple(answers), sessions, tuple(sorted(words, key=_by_day)), events)


def _by_day(said: Said) -> dt.date:
    return said.day


def with_data(course: Course) -> tuple[int, ...]:
    """The weeks of which anything was reported day by day: answers, sessions or words; in order."""
    days = {day for series in course.series for day in series.days}
    days |= {one.day for one in course.sessions} | {one.day for one in course.words}
    return tuple(sorted({week_of(course.starts_on, day) for day in days}))


def last_two(course: Course) -> tuple[int, int] | None:
    """The newest two weeks with enough days to compare, else the newest two with anything in them; None without two.

    On a Monday the week that has just begun says little yet.
    """
    found = with_data(course)
    enough = [number for number in found if week(course, number).days_answered >= FEWEST_DAYS]
    proposed = enough if len(enough) > 1 else found
    return (proposed[-2], proposed[-1]) if len(proposed) > 1 else None


def differences(earlier: Week, later: Week, _: Translate) -> str:
    """How the later week differs from the earlier one, in words; where there are too few days, it says so.

    Only what was answered is compared, never minutes: fewer of those is no worse.
    """
    moved: list[str] = []
    same: list[str] = []
    few: list[str] = []
    for measure, answers in later.answers:
        before, after = spread(earlier.of(measure)), spread(answers)
        if before is None and after is None:
            continue
        name = _(measure.name_in_sentence)
        if before is None or after is None or min(before.count, after.count) < FEWEST_DAYS:
            few.append(name)
        elif abs(change := after.mean - before.mean) < SAME_BELOW:
            same.append(name)
        else:
            points = _.number(abs(change), 1)
            higher, lower = (
                _("{measure} {points} points higher", measure=name, points=points),
                _("{measure} {points} points lower", measure=name, points=points),
            )
            moved.append(higher if change > 0 else lower)
    return " ".join(_sentences(earlier, later, moved, same, few, _))


def _sentences(
    earlier: Week, later: Week, moved: list[str], same: list[str], few: list[str], _: Translate
) -> list[str]:
    weeks = {"later": later.number, "earlier": earlier.number}
    said = []
    if moved:
        said.append(_("In week {later}, compared with week {earlier}: {what}.", what=listed(moved, _), **weeks))
    if same:
        names = listed(same, _)
        told = _.plural("{names} stayed the same", "{names} stayed the same", len(same), names=names)
        said.append(f"{told[0].upper()}{told[1:]}.")
    if few:
        said.append(
            _(
                "For {names} there are too few days to compare ({before} and {after} days with a check-in).",
                names=listed(few, _), before=earlier.days_answered, after=later.days_answered,
            )
        )  # fmt: skip
    return said or [_("There were no check-ins in these two weeks.")]
