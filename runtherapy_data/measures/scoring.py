"""From the answers to a questionnaire's items to its scores, by the rules of its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instruments import Instrument
from runtherapy_data.measures.scales import Items

_Answers = Sequence[Fraction | None]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one form, in the instrument's own range, rounded to two decimals (half up).

    total: None where the instrument has none, or where too much is missing. subscales: by code; None where too much is
    missing, or where it is not known which items form it. missing: numbers of the items without an answer. prorated:
    a missing item was filled in by the mean of the others. risk: items whose answer goes to the therapist.
    """

    total: float | None
    complete: bool
    subscales: dict[str, float | None]
    missing: tuple[int, ...]
    prorated: bool
    risk: tuple[int, ...]


def score(instrument: Instrument, answers: Sequence[float | None]) -> Scored:
    """The scores of a form. `answers` stand in the order of the items, as they were filled in; None is missing.

    InvalidInputError names the item that cannot be, or the number of items when that is wrong; it is also raised for an
    instrument of which it is not known how items make a score.
    """
    items = instrument.items
    if items is None:
        raise InvalidInputError(
            "items",
            N_("{instrument} cannot be scored from its items: how they make a score is not known here."),
            N_("Keep the score itself."), instrument=instrument.id,
        )  # fmt: skip
    _check(instrument.id, items, answers)
    counted = [_counted(items, number, answer) for number, answer in enumerate(answers, 1)]
    missing = tuple(number for number, answer in enumerate(answers, 1) if answer is None)
    rule = instrument.missing
    spare = {"total": 0, "each_subscale": 0} | ({rule.of: rule.at_most} if rule else {})
    total = _made(items, counted, spare["total"]) if instrument.total else None
    parts = {one.id: [counted[number - 1] for number in one.items] for one in instrument.subscales if one.items}
    made = {code: _made(items, part, spare["each_subscale"]) for code, part in parts.items()}
    return Scored(
        total=_rounded(total),
        complete=not missing,
        subscales={one.id: _rounded(made.get(one.id)) for one in instrument.subscales},
        missing=missing,
        prorated=(total is not None and bool(missing))
        or any(made[code] is not None and None in part for code, part in parts.items()),
        risk=tuple(
            risk.item for risk in instrument.risk_items
            if (answer := answers[risk.item - 1]) is not None and answer >= risk.at_or_above
        ),
    )  # fmt: skip


def _check(instrument: str, items: Items, answers: Sequence[float | None]) -> None:
    if not items.fewest <= len(answers) <= items.most:
        raise InvalidInputError(
            "items",
            N_("Number of answers to {instrument}: {given}, expected: {expected}."),
            N_("Leave the place of a missing answer empty."),
            instrument=instrument, given=len(answers), expected=items.count,
        )  # fmt: skip
    low, high = items.answers
    for number, answer in enumerate(answers, 1):
        if answer is None or (low <= answer <= high and (not items.whole or answer == int(answer))):
            continue
        message = (
            N_("Item {item}: {value} is no possible answer; fill in a whole number from {low} to {high}.")
            if items.whole
            else N_("Item {item}: {value} is no possible answer; fill in a number from {low} to {high}.")
        )
        raise InvalidInputError(
            f"item {number}", message, item=number, value=float(answer), low=float(low), high=float(high)
        )


def _counted(items: Items, number: int, answer: float | None) -> Fraction | None:
    """What an answer counts for, exactly: 6.3 is 63/10."""
    if answer is None:
        return None
    counts_for = dict(items.recode)
    value, low, high = (Fraction(str(counts_for.get(one, one))) for one in (answer, *items.answers))
    return low + high - value if number in items.reverse else value


def _made(items: Items, counted: _Answers, spare: int) -> Fraction | None:
    """The sum or mean, times the factor; the mean of the given answers stands in for up to `spare` missing ones."""
    given = [value for value in counted if value is not None]
    if not given or len(counted) - len(given) > spare:
        return None
    mean = sum(given, Fraction(0)) / len(given)
    return mean * Fraction(str(items.factor)) * (len(counted) if items.method == "sum" else 1)


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else floor(value * 100 + Fraction(1, 2)) / 100
