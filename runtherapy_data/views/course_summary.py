"""The one sentence that opens a course: where it is, how each measure changed since the start, and lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from runtherapy_data.analysis.baseline import WINDOW_DAYS, WORTH_NAMING, since_start
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DAILY, DailyMeasure
from runtherapy_data.views.caseload import SILENT_DAYS
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_trend import event_days, is_marked, lately
from runtherapy_data.views.course_trend import listed as listed

SAME_BELOW: Final = WORTH_NAMING  # points; a smaller change is called "stayed the same"


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure changed: the mean of the last two weeks less the mean of the first two, in points (0–10 scale).

    `points` is None when either window has fewer than four answers. `is_clear`: the 95 % interval leaves zero out.
    """

    measure: DailyMeasure
    points: float | None
    is_clear: bool = False

    @property
    def is_same(self) -> bool:
        """A change too small to speak of."""
        return self.points is not None and abs(self.points) < SAME_BELOW


def change(course: Course, measure: DailyMeasure) -> Change:
    """The change of one measure, from the raw answers outside life events; no day counts in both windows."""
    series = course.measured(measure.code)
    found = since_start(series.days, series.values, course.starts_on, course.today, event_days(course))
    return Change(measure, None) if found is None else Change(measure, found.points, found.is_clear)


def changes(course: Course) -> tuple[Change, ...]:
    """The changes of the measures that are drawn by default and were ever answered."""
    asked = (measure for measure in DAILY if measure.drawn_by_default and course.measured(measure.code).days)
    return tuple(change(course, measure) for measure in asked)


def place(course: Course, _: Translate) -> str:
    """Where the course is: "Week 6 of 10", or when it begins, or in which week it ended."""
    if course.week < 1:
        return _("The course begins on {day}.", day=_.day(course.starts_on))
    if course.has_ended and course.week > course.planned_weeks:
        return _("The course ended in week {week}.", week=course.week)
    if course.has_ended:
        return _("The course ended in week {week} of {weeks}.", week=course.week, weeks=course.planned_weeks)
    if course.week > course.planned_weeks:
        return _("Week {week}; {weeks} weeks were planned.", week=course.week, weeks=course.planned_weeks)
    return _("Week {week} of {weeks}.", week=course.week, weeks=course.planned_weeks)


def silence(course: Course, _: Translate) -> str:
    """How long ago the last check-in was, where that is ten days or longer; empty otherwise, and after the end."""
    answered = [one.days[-1] for one in course.series if one.days] + [one.day for one in course.words[-1:]]
    days = (course.today - max(answered)).days if answered else 0
    if days < SILENT_DAYS or course.has_ended:
        return ""
    return _("The last check-in was {days} days ago.", days=days)


def _named(measure: DailyMeasure, _: Translate, *, to_client: bool) -> str:
    name = _(measure.name_in_sentence)
    return _("your {measure}", measure=name) if to_client else name


def _moved(found: Sequence[Change], _: Translate, *, to_client: bool) -> str:
    """What went up or down: the first one says since when, so that the others need not."""
    said: list[str] = []
    for one in found:
        words = {"measure": _named(one.measure, _, to_client=to_client), "points": _.number(abs(one.points or 0.0), 1)}
        up = (one.points or 0.0) > 0
        if said:
            higher, lower = (
                _("{measure} {points} points higher", **words),
                _("{measure} {points} points lower", **words),
            )
            said.append(higher if up else lower)
        elif up:
            said.append(_("{measure} is {points} points higher than in the first two weeks", **words))
        else:
            said.append(_("{measure} is {points} points lower than in the first two weeks", **words))
    return listed(said, _)


def _clauses(found: Sequence[Change], _: Translate, *, to_client: bool) -> list[str]:
    moved = [one for one in found if one.is_clear]
    same = [_named(one.measure, _, to_client=to_client) for one in found if one.is_same]
    clauses = [_moved(moved, _, to_client=to_client)] if moved else []
    if same:
        names = listed(same, _)
        clauses.append(_.plural("{names} stayed the same", "{names} stayed the same", len(same), names=names))
    return clauses


def summary(course: Course, _: Translate, *, to_client: bool) -> str:
    """The sentence that opens the page; `to_client` speaks to the client ("your mood"), else about the course.

    It states changes in points and praises nothing. A long silence is said to the therapist only: to a client it would
    sound like a reproach.
    """
    found, sentences = changes(course), [place(course, _)]
    if not to_client and (silent := silence(course, _)):
        sentences.append(silent)
    clauses = "; ".join(_clauses(found, _, to_client=to_client))
    if clauses:
        sentences.append(f"{clauses[0].upper()}{clauses[1:]}.")
    unclear = [
        _(one.measure.name_in_sentence)
        for one in found
        if one.points is not None and not one.is_same and not one.is_clear
    ]
    if unclear:
        sentences.append(_("About {names} it is not clear yet: the days differ too much.", names=listed(unclear, _)))
    few = [_(one.measure.name_in_sentence) for one in found if one.points is None]
    if few and (clauses or unclear):
        sentences.append(_("Too few days yet to say anything about {names}.", names=listed(few, _)))
    elif few and is_marked(course, days=WINDOW_DAYS):
        sentences.append(_("Hatched days do not count here; there are too few other days to see a change."))
    elif few:
        sentences.append(_("There are too few days yet to see a change."))
    elif not found and course.week >= 1:
        sentences.append(_("There are no check-ins yet."))
    if recent := lately(course, _, to_client=to_client, few_said=bool(few) and not (clauses or unclear)):
        sentences.append(recent)
    return " ".join(sentences)
