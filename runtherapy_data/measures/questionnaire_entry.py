"""What somebody filled in or typed over of one questionnaire, made into scores by the rules of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.instruments import Instrument, instrument
from runtherapy_data.measures.scales import Scale
from runtherapy_data.measures.scoring import score

LARGEST: Final = 99_999.99  # what the column of a total keeps


@dataclass(frozen=True, slots=True)
class Entry:
    """Answers by the number of their item, or the scores themselves; one that is not there was not given.

    With a total or subscales the only answers are those to questions about risk, which no score tells of.
    """

    answers: Mapping[int, float] = field(default_factory=dict)
    total: float | None = None
    subscales: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_scores(self) -> bool:
        """Somebody else scored it: on paper, or in another program."""
        return self.total is not None or bool(self.subscales)


@dataclass(frozen=True, slots=True)
class Measured:
    """An entry with its scores. `total` and `subscales` hold what can be said; `missing`: items without an answer.

    `prorated`: the mean of the other answers stands in for what is missing. `risk`: items whose answer goes to the
    therapist, whatever the total.
    """

    answers: dict[int, float]
    total: float | None
    subscales: dict[str, float]
    missing: tuple[int, ...] = ()
    prorated: bool = False
    risk: tuple[int, ...] = ()

    @property
    def is_scored(self) -> bool:
        """Enough was answered for a score."""
        return self.total is not None or bool(self.subscales)


def known_instrument(code: str) -> Instrument:
    """The instrument with this id; InvalidInputError where somebody chose one that is not there."""
    found = instrument(code)
    if found is None:
        raise InvalidInputError(
            "instrument", N_("There is no instrument {given}."), N_("Choose one of the list."), given=code[:30]
        )
    return found


def items_of(instrument: Instrument) -> tuple[int, ...]:
    """The numbers of its items; none where they are not known, or where everybody has their own."""
    items = instrument.items
    return () if items is None or items.fewest != items.most else tuple(range(1, items.most + 1))


def measured(instrument: Instrument, entry: Entry, items: tuple[int, ...]) -> Measured:
    """The scores of an entry; `items`: the numbers of the items that were asked (of own activities: those in force).

    What is missing is handled by the instrument's own rule. An entry without enough answers for a score is one all the
    same, as long as something was answered: an answer about risk is not thrown away with the rest.

    Raises:
        InvalidInputError: nothing was given, an answer or a score cannot be; names the item, total or subscale.
    """
    if entry.is_scores:
        return _scores(instrument, entry)
    known = {item: value for item, value in entry.answers.items() if value is not None}
    stray = sorted(set(known) - set(items))
    if stray:
        raise InvalidInputError(
            f"item {stray[0]}", N_("{instrument} has no item {item}."), N_("Leave it out."),
            instrument=instrument.id, item=stray[0],
        )  # fmt: skip
    if not known:
        raise InvalidInputError(
            "items", N_("Nothing was filled in."), N_("Give at least one answer, or the score itself.")
        )
    found = score(instrument, [known.get(item) for item in items])
    return Measured(
        answers=dict(sorted(known.items())),
        total=found.total,
        subscales={code: value for code, value in found.subscales.items() if value is not None},
        missing=tuple(item for item in items if item not in known),
        prorated=found.prorated,
        risk=tuple(items[place - 1] for place in found.risk),
    )


def _scores(instrument: Instrument, entry: Entry) -> Measured:
    limits = {one.item: one.at_or_above for one in instrument.risk_items}
    for item in sorted(entry.answers):
        if item not in limits:
            raise InvalidInputError(
                f"item {item}", N_("Give the answers or the score, not both."),
                N_("Leave the score empty: it is made from the answers."),
            )  # fmt: skip
    if entry.total is not None:
        if instrument.total is None:
            raise InvalidInputError(
                "total", N_("{instrument} has subscales only, no total."), N_("Leave the total empty."),
                instrument=instrument.id,
            )  # fmt: skip
        _check("total", instrument.total, entry.total)
    for code, value in entry.subscales.items():
        scale = instrument.subscale(code)
        if scale is None:
            raise InvalidInputError(
                code, N_("{instrument} has no subscale {subscale}."), N_("Leave it out."),
                instrument=instrument.id, subscale=code,
            )  # fmt: skip
        _check(code, scale, value)
    answers = dict(sorted(entry.answers.items()))
    if instrument.items is not None:
        for item, value in answers.items():
            _check_answer(item, value, instrument.items.answers)
    return Measured(
        answers=answers,
        total=None if entry.total is None else float(entry.total),
        subscales={code: float(value) for code, value in entry.subscales.items()},
        risk=tuple(item for item, value in answers.items() if value >= limits[item]),
    )


def _check(field: str, scale: Scale, value: float) -> None:
    low, high = scale.range or (-LARGEST, LARGEST)
    if not isfinite(value) or not scale.holds(value) or abs(value) > LARGEST:
        raise InvalidInputError(
            field,
            N_("{given} is not possible here: numbers from {low} to {high} are."),
            N_("Compare it with the questionnaire."),
            given=float(value), low=float(low), high=float(high),
        )  # fmt: skip
    if round(value, 2) != value:
        raise InvalidInputError(
            field, N_("{given} has more than two decimals."), N_("Round it to two."), given=float(value)
        )


def _check_answer(item: int, value: float, ends: tuple[float, float]) -> None:
    if not ends[0] <= value <= ends[1] or value != int(value):
        raise InvalidInputError(
            f"item {item}",
            N_("Item {item}: {value} is no possible answer; fill in a whole number from {low} to {high}."),
            item=item, value=float(value), low=float(ends[0]), high=float(ends[1]),
        )  # fmt: skip
