"""The sentences of a comparison: what stands at the top of the page, and how a group is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES, END_REASON_NAMES
from runtherapy_data.measures.daily import ENERGY, DailyMeasure
from runtherapy_data.measures.groups import ALL, BASE_WEEKS, CHANGE
from runtherapy_data.views.cohort_choices import Choice
from runtherapy_data.views.cohorts import Comparison, Group, Point, Share

ALL_COMPLAINTS: Final = N_("All complaints together")
IN_SENTENCE: Final[dict[str, str]] = {
    "stress_burnout": N_("stress and burn-out"),
    "anxiety_panic": N_("anxiety and panic"),
    "depression": N_("depression and low mood"),
    "chronic_fatigue": N_("chronic fatigue"),
    "psychosomatic": N_("psychosomatic complaints"),
    "body_connection": N_("“more in the body, less in the head”"),
    ALL: N_("all complaints together"),
}
NO_NUMBER: Final = "–"
# Most courses are still running in week 8; later weeks speak only for the longer ones.
WEEK_IN_WORDS: Final = 8


def complaint(code: str, _: Translate) -> str:
    """The name of a complaint, or of all of them."""
    return _(ALL_COMPLAINTS if code == ALL else COMPLAINT_NAMES[code])


def period(code: str, _: Translate) -> str:
    """The name of a start period: a quarter, a year, or all."""
    if code == ALL:
        return _("Started at any time")
    if len(code) == 4:
        return _("Started in {year}", year=code)
    return _("Started in quarter {quarter} of {year}", quarter=code[-1], year=code[:4])


def practice(code: str, practices: Mapping[str, str], _: Translate) -> str:
    """The name of a practice, or of all of them."""
    return _("All my practices") if code == ALL else practices[code]


def group_name(choice: Choice, practices: Mapping[str, str], _: Translate) -> str:
    """A group in a few words: complaint, period where one was chosen, practice where there are several."""
    parts = [complaint(choice.complaint, _)]
    if choice.period != ALL:
        parts.append(_lower(period(choice.period, _)))
    if len(practices) > 1:
        parts.append(practice(choice.practice, practices, _))
    return " · ".join(parts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def summary(comparison: Comparison, _: Translate) -> str:
    """The sentence that opens the page: how energy moved in A, and in B where that is another group."""
    groups = [comparison.a] if comparison.a.choice == comparison.b.choice else [comparison.a, comparison.b]
    return " ".join(change_sentence(group, comparison.practices, ENERGY, _) for group in groups)


def _in_sentence(choice: Choice, practices: Mapping[str, str], _: Translate) -> str:
    """A group as a sentence calls it, with what sets it apart: depression and low mood (started in 2026)."""
    apart = [_lower(period(choice.period, _))] if choice.period != ALL else []
    if len(practices) > 1 and choice.practice != ALL:
        apart.append(practice(choice.practice, practices, _))
    who = _(IN_SENTENCE[choice.complaint])
    return f"{who} ({', '.join(apart)})" if apart else who


def change_sentence(group: Group, practices: Mapping[str, str], measure: DailyMeasure, _: Translate) -> str:
    """How a measure moved within the same people: from their first two weeks to week 8, or the last one before it.

    Not a difference of two means of different people: each course is compared with itself.
    """
    who, what = _in_sentence(group.choice, practices, _), _(measure.name_in_sentence)
    if group.courses is None:
        return _("Nothing can be said about {who}: fewer than 10 courses, or too close to a smaller group.", who=who)
    point = _telling_week(group, measure.code)
    if point is None or point.mean is None or point.low is None or point.high is None:
        return _("For {who} there is no number on how {measure} went: too few check-ins.", who=who, measure=what)
    values = {"who": who, "measure": what, "week": point.week, "n": point.courses}
    if point.low <= 0 <= point.high:
        text = N_(
            "For {who}, {measure} in week {week} cannot be told apart from the first two weeks"
            " ({change}; 95%: {low} to {high}; n = {n})."
        )
        signed = {
            name: _.signed(value) for name, value in (("change", point.mean), ("low", point.low), ("high", point.high))
        }
        return _(text, **signed, **values)
    near, far = sorted((abs(point.low), abs(point.high)))
    higher = N_(
        "For {who}, {measure} in week {week} is on average {change} points higher than in the first two weeks"
        " (95%: {low} to {high}; n = {n})."
    )
    lower = N_(
        "For {who}, {measure} in week {week} is on average {change} points lower than in the first two weeks"
        " (95%: {low} to {high}; n = {n})."
    )
    numbers = {"change": _.number(abs(point.mean), 1), "low": _.number(near, 1), "high": _.number(far, 1)}
    return _(higher if point.low > 0 else lower, **numbers, **values)


def _telling_week(group: Group, measure: str) -> Point | None:
    points = [point for point in group.line(measure + CHANGE).shown if BASE_WEEKS < point.week <= WEEK_IN_WORDS]
    return points[-1] if points else None


def outcome(code: str, _: Translate) -> str:
    """How a course ended, or that it is still running."""
    return _("still running") if code == "running" else _(END_REASON_NAMES[code])


def share(one: Share, _: Translate) -> str:
    """How many ended so, in words: about so many, fewer than eight, or a dash where nothing can be said."""
    if one.fewer_than is not None:
        return _("fewer than {n}", n=one.fewer_than)
    if one.courses is None:
        return NO_NUMBER
    return _("about {n} ({percent}%)", n=one.courses, percent=one.percent)
