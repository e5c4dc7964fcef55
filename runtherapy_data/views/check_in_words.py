"""What is said to a client right after a check-in: one calm sentence, beside their own last days and nobody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.daily import DAILY, DailyMeasure
from runtherapy_data.queries.check_ins import DayAnswers, between
from runtherapy_data.views.course_trend import listed

WINDOW_DAYS: Final = 14  # before the day that was filled in
FEWEST_DAYS: Final = 5  # answered in them: fewer are no usual level
APART: Final = 2.0  # points from one's own middle: a point up or down is how answers wobble
NAMES: Final[dict[str, str]] = {
    **{one.code: one.name_in_sentence for one in DAILY},
    "pain": N_("pain"),
    "hours_slept": N_("hours slept"),
}
_NAMED_DAYS: Final = (N_("Today"), N_("Yesterday"), N_("The day before"))


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer beside the middle (median) of the same client's answers in the two weeks before."""

    measure: DailyMeasure
    value: int
    usual: float

    @property
    def is_apart(self) -> bool:
        """Whether it is farther from the middle than answers wobble."""
        return abs(self.value - self.usual) >= APART


def named_day(day: dt.date, today: dt.date, _: Translate) -> str:
    """Today, yesterday, the day before; and the date for any other day."""
    back = (today - day).days
    return _(_NAMED_DAYS[back]) if 0 <= back < len(_NAMED_DAYS) else _.day(day)


def beside(answers: DayAnswers, earlier: Iterable[DayAnswers]) -> tuple[Beside, ...]:
    """Every answer for which enough days of the two weeks before the day were answered."""
    first = answers.day - dt.timedelta(days=WINDOW_DAYS)
    before = [one for one in earlier if first <= one.day < answers.day]
    found = []
    for measure in DAILY:
        value = getattr(answers, measure.code)
        known = [getattr(one, measure.code) for one in before if getattr(one, measure.code) is not None]
        if value is not None and len(known) >= FEWEST_DAYS:
            found.append(Beside(measure, value, float(median(known))))
    return tuple(found)


def what_is_new(answers: DayAnswers, earlier: Iterable[DayAnswers], _: Translate) -> str:
    """How a day that was filled in compares with the client's own last two weeks, in one sentence."""
    if all(getattr(answers, measure.code) is None for measure in DAILY):
        return _("What you filled in stands with this day.")
    known = beside(answers, earlier)
    if not known:
        return _("Too few days of the last two weeks are filled in to lay this one beside them.")
    apart = [one for one in known if one.is_apart]
    if not apart:
        return _("This is close to your other days of the last two weeks.")
    told = listed([_beside(one, _) for one in apart], _)
    if len(apart) == len(known):
        return _("Different from your other days of the last two weeks: {what}.", what=told)
    return _("Different from your other days of the last two weeks: {what}; the rest is close to them.", what=told)


def _beside(one: Beside, _: Translate) -> str:
    return _("{measure} {value}, mostly around {usual}", measure=_(one.measure.name_in_sentence), value=one.value,
             usual=_points(one.usual, _))  # fmt: skip


def _points(value: float, _: Translate) -> str:
    return str(int(value)) if float(value).is_integer() else _.number(value, 1)


def what_was_corrected(answers: DayAnswers, before: DayAnswers, _: Translate, *, exercises: bool = False) -> str:
    """What a correction changed, from what into what; `exercises`: other ones are ticked off now."""
    told = []
    for name, said in NAMES.items():
        old, new = getattr(before, name), getattr(answers, name)
        if old == new:
            continue
        words = {
            "measure": _(said),
            "old": _points(old or 0, _),
            "new": _points(new or 0, _),
        }
        if old is None:
            told.append(_("{measure} {new} added", **words))
        elif new is None:
            told.append(_("{measure} {old} taken away", **words))
        else:
            told.append(_("{measure} from {old} to {new}", **words))
    if answers.words != before.words:
        told.append(_("your words"))
    if exercises:
        told.append(_("your exercises"))
    return _("Corrected: {what}.", what=listed(told, _)) if told else _("Nothing was different.")


def after_saving(
    connection: Connection, grant: Grant, answers: DayAnswers, before: DayAnswers, _: Translate, *,
    exercises: bool = False,
) -> str:  # fmt: skip
    """The sentence after saving: of a first check-in of a day how it compares, of a correction what it changed.

    `before` is what stood for the day; `exercises`: other ones are ticked off now.
    """
    if answers.is_empty or not before.is_empty:
        return what_was_corrected(answers, before, _, exercises=exercises)
    first = answers.day - dt.timedelta(days=WINDOW_DAYS)
    return what_is_new(answers, between(connection, grant, first, answers.day).values(), _)


def answered(answers: DayAnswers, _: Translate) -> list[tuple[str, str]]:
    """What stands for a day, to read over: the four numbers on one line, and what else was told."""
    numbers = [f"{_(one.name)} {getattr(answers, one.code)}" for one in DAILY if getattr(answers, one.code) is not None]
    told = [(_("Filled in"), " · ".join(numbers))] if numbers else []
    if answers.hours_slept is not None:
        told.append((_("Hours slept"), _points(answers.hours_slept, _)))
    if answers.pain is not None:
        told.append((_("Pain"), str(answers.pain)))
    if answers.words is not None:
        told.append((_("A few words"), answers.words))
    return told
