"""The weeks that a client looked back on, as a table with their own sentences, and what changed between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.daily import DailyMeasure
from runtherapy_data.measures.days import week_of
from runtherapy_data.measures.open_days import open_week
from runtherapy_data.measures.weekly import WEEKLY
from runtherapy_data.queries.check_ins import span
from runtherapy_data.queries.week_reflections import WeekAnswers, of_course
from runtherapy_data.views.course_trend import listed

FEWEST_WEEKS: Final = 3  # two points are no course of things
APART: Final = 2  # points between the first and the last; a point is how answers wobble
NOT_FILLED_IN: Final = "–"


@dataclass(frozen=True, slots=True)
class Reflections:
    """Every week that was looked back on, oldest first; `open_week` can be looked back on today (None: none can)."""

    starts_on: dt.date
    weeks: tuple[WeekAnswers, ...]
    open_week: int | None

    def week(self, one: WeekAnswers) -> int:
        """Which week of the course it is."""
        return week_of(self.starts_on, one.week_on)


def of(connection: Connection, grant: Grant, today: dt.date) -> Reflections:
    """What was told of the weeks in the grant's course."""
    course = span(connection, grant)
    return Reflections(course.starts_on, of_course(connection, grant), open_week(course, today))


def name(measure: DailyMeasure, _: Translate, *, to_client: bool) -> str:
    """The measure as a heading: to the client as it was asked, to others as a noun."""
    said = _(measure.name if to_client else measure.name_in_sentence)
    return said[0].upper() + said[1:]


def sentence(found: Reflections, _: Translate) -> str:
    """What changed between the first and the last answer to each measure, or that it is too early to say."""
    if len(found.weeks) < FEWEST_WEEKS:
        return _.plural(
            "{n} week was looked back on so far: too few to see a line in them.",
            "{n} weeks were looked back on so far: too few to see a line in them.",
            len(found.weeks),
        )
    told, known = [], 0
    for measure in WEEKLY:
        answered = [(one, value) for one in found.weeks if (value := getattr(one, measure.code)) is not None]
        if len(answered) < FEWEST_WEEKS:
            continue
        known += 1
        (first, start), (last, now) = answered[0], answered[-1]
        if abs(now - start) >= APART:
            told.append(
                _("{measure} went from {start} in week {first} to {now} in week {last}",
                  measure=_(measure.name_in_sentence), start=start, now=now, first=found.week(first),
                  last=found.week(last))
            )  # fmt: skip
    if not known:
        return _("No measure was answered in enough weeks to see a line in it.")
    if not told:
        return _("Between the first and the last time, the answers stayed close to each other.")
    said = listed(told, _)
    said = said[0].upper() + said[1:]
    return f"{said}." if len(told) == known else _("{what}; the rest stayed close to how it was.", what=said)


def table(found: Reflections, _: Translate, *, to_client: bool) -> tuple[list[str], list[list[str]]]:
    """The weeks, the newest first, with what was answered; header and rows."""
    header = [_("Week"), *(name(measure, _, to_client=to_client) for measure in WEEKLY)]
    rows = [[str(found.week(one)), *(_cell(one, measure) for measure in WEEKLY)] for one in reversed(found.weeks)]
    return header, rows


def _cell(one: WeekAnswers, measure: DailyMeasure) -> str:
    value = getattr(one, measure.code)
    return NOT_FILLED_IN if value is None else str(value)


def told(found: Reflections, _: Translate) -> list[tuple[str, str]]:
    """The client's own sentences, the newest first: (which week, what they wrote)."""
    return [(_("Week {week}", week=found.week(one)), one.words) for one in reversed(found.weeks) if one.words]
