"""How each measure moved: against the client's own start, and over the last two weeks; in words and in numbers.

Everything comes from raw answers. Days of life events are left out, on both sides of every comparison.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from runtherapy_data.analysis import baseline
from runtherapy_data.analysis.baseline import WINDOW_DAYS, Baseline, Change
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.daily import DAILY, DailyMeasure
from runtherapy_data.measures.days import week_of
from runtherapy_data.views.course import Course

A_LITTLE_BELOW: Final = 1.0  # points: a smaller change is "a little" higher or lower


@dataclass(frozen=True, slots=True)
class Moved:
    """One measure: its usual level at the start, and how it changed; None where too few days were answered."""

    measure: DailyMeasure
    usual: Baseline | None
    since_start: Change | None
    lately: Change | None


def event_days(course: Course) -> frozenset[dt.date]:
    """The days of the course that lie in a life event."""
    return frozenset(
        one.starts_on + dt.timedelta(days=number)
        for one in course.events
        for number in range((min(one.last_on, course.today) - one.starts_on).days + 1)
    )


def is_marked(course: Course, *, days: int) -> bool:
    """A life event, hatched in the figure, lies in the latest days: that little is known is not for want of answers."""
    return any((course.today - day).days < days for day in event_days(course))


def moved(course: Course) -> tuple[Moved, ...]:
    """Every measure that was ever answered."""
    left_out, found = event_days(course), []
    for measure in DAILY:
        series = course.measured(measure.code)
        if series.days:
            facts = (series.days, series.values)
            found.append(
                Moved(
                    measure,
                    baseline.baseline(*facts, course.starts_on, left_out),
                    baseline.since_start(*facts, course.starts_on, course.today, left_out),
                    baseline.lately(*facts, course.today, left_out),
                )
            )
    return tuple(found)


def tells_lately(course: Course) -> bool:
    """Whether the last two weeks can be told apart from the start: before week 7 both compare nearly the same days."""
    return course.today >= course.starts_on + dt.timedelta(days=3 * WINDOW_DAYS - 1)


def listed(parts: Sequence[str], _: Translate) -> str:
    """a, b and c."""
    return _(" and ").join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def lately(course: Course, _: Translate, *, to_client: bool, few_said: bool = False) -> str:
    """What the last two weeks were like beside the two before them: only changes worth naming, else nothing.

    For the client plain words; for the therapist with the 95 % interval. Too few days are said once, for all measures,
    and not again where that was `few_said`.
    """
    if not tells_lately(course):
        return ""
    drawn = [one for one in moved(course) if one.measure.drawn_by_default]
    alike: dict[tuple[bool, bool], list[Moved]] = {}
    for one in drawn:
        if one.lately and one.lately.is_clear:
            alike.setdefault((one.lately.points > 0, abs(one.lately.points) < A_LITTLE_BELOW), []).append(one)
    if alike:
        said = listed([_clause(some, _, to_client=to_client) for some in alike.values()], _)
        return _("In the last two weeks {moved} than in the two weeks before.", moved=said)
    if not drawn or few_said or any(one.lately for one in drawn):
        return ""
    if is_marked(course, days=2 * WINDOW_DAYS):
        return _("Nothing can be said about the last two weeks: hatched days do not count here.")
    return _("There are too few days to say anything about the last two weeks.")


def _clause(alike: Sequence[Moved], _: Translate, *, to_client: bool) -> str:
    """What moved the same way, as one clause: "sleep was lower (by 2.0 points)"."""
    found = [(one.measure, one.lately) for one in alike if one.lately]
    named = [_(measure.name_in_sentence) for measure, _change in found]
    named = [_("your {measure}", measure=name) for name in named] if to_client else named
    much = [_much(change, _, to_client=to_client) for _measure, change in found]
    little, up = abs(found[0][1].points) < A_LITTLE_BELOW, found[0][1].points > 0
    if len(found) > 1:
        measures = listed([f"{name} ({by})" for name, by in zip(named, much, strict=True)], _)
        if little:
            higher, lower = (
                _("{measures} were a little higher", measures=measures),
                _("{measures} were a little lower", measures=measures),
            )
        else:
            higher, lower = (
                _("{measures} were higher", measures=measures),
                _("{measures} were lower", measures=measures),
            )
        return higher if up else lower
    words = {"measure": named[0], "much": much[0]}
    if little:
        higher, lower = (
            _("{measure} was a little higher ({much})", **words),
            _("{measure} was a little lower ({much})", **words),
        )
    else:
        higher, lower = _("{measure} was higher ({much})", **words), _("{measure} was lower ({much})", **words)
    return higher if up else lower


def _much(change: Change, _: Translate, *, to_client: bool) -> str:
    said = _("by {points} points", points=_.number(abs(change.points), 1))
    return said if to_client else f"{said}; {interval(change, _, size=True)}"


def interval(change: Change, _: Translate, *, size: bool = False) -> str:
    """The ends of the 95 % interval, with their signs; `size` gives those of how far it went, whichever way."""
    ends = (change.low, change.high)
    if size:
        low, high = sorted(abs(end) for end in ends) if ends[0] * ends[1] > 0 else ends
        return _("95 %: {low} to {high}", low=_.number(low, 1), high=_.number(high, 1))
    return _("95 %: {low} to {high}", low=_.signed(ends[0], 1), high=_.signed(ends[1], 1))


def table(course: Course, _: Translate) -> tuple[list[str], list[list[str]]]:
    """For the therapist: each measure with its usual level and both changes; header and rows."""
    with_lately = tells_lately(course)
    header = [_("Measure"), _("Usual at the start"), _("Since the start")]
    rows = []
    for one in moved(course):
        row = [_(one.measure.name), _usual(one.usual, _), _changed(one.since_start, _)]
        rows.append([*row, _changed(one.lately, _)] if with_lately else row)
    return [*header, _("Last two weeks")] if with_lately else header, rows


def _usual(found: Baseline | None, _: Translate) -> str:
    if found is None:
        return _("too few days")
    return _("{centre} ± {spread}", centre=_.number(found.centre, 1), spread=_.number(found.spread, 1))


def _changed(found: Change | None, _: Translate) -> str:
    if found is None:
        return _("too few days")
    said = f"{_.signed(found.points, 1)} ({interval(found, _)})"
    return said if found.is_clear else _("{change}, not clear", change=said)


def note(course: Course, _: Translate) -> str:
    """How the table is made, with the days that were left out of it."""
    made = _(
        "From the answers themselves: the middle of the first two weeks, and the mean of the last two weeks beside "
        "that of the first two and of the two before. A change is clear from half a point when its interval leaves "
        "zero out."
    )
    left_out = [day for day in event_days(course) if week_of(course.starts_on, day) >= 1]
    if not left_out:
        return made
    days = _.plural("{n} day of a life event is left out.", "{n} days of life events are left out.", len(left_out))
    return f"{made} {days}"
