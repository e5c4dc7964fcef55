"""After the rows: several reports a day become one, own scales become the product's, and each kind is checked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.codes import Moment, SessionKind
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.instruments import Scale, instrument
from runtherapy_data.readers import scales
from runtherapy_data.readers.columns import Column, outside
from runtherapy_data.readers.days import EARLIEST, moment_of
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.readers.maps import DaysRule
from runtherapy_data.readers.plan import Plan
from runtherapy_data.readers.refusals import Note, refusal_of
from runtherapy_data.readers.vocabulary import Kind

_LARGEST = Decimal("99999.99")  # what the column of a total keeps


def finished(plan: Plan, batch: Batch) -> Batch:
    """The batch with its facts as the store keeps them, and notes on what was done."""
    rule = plan.mapping.days
    reports = len(batch.facts)
    if rule is not None:
        batch.facts = _one_a_day(plan, rule, batch.facts)
        batch.notes.append(
            Note(N_("{reports} reports on {days} days: several on one day became one ({how})."),
                 {"reports": reports, "days": len(batch.facts), "how": _how(rule)})
        )  # fmt: skip
    kept = []
    columns = {column.field.code: column for column in (*plan.columns, *(column for column, _ in plan.wide))}
    empty = 0
    for fact in batch.facts:
        try:
            _check_day(plan, fact.day)
            _round(fact.values, columns)
            complete = _COMPLETE[plan.kind](plan, fact)
        except InvalidInputError as error:
            value = fact.day if error.field == "day" else fact.values.get(error.field)
            header = columns[error.field].header if error.field in columns else error.field
            batch.refuse(refusal_of(fact.row, header, value, error))
            continue
        if complete:
            kept.append(fact)
        else:
            empty += 1
    batch.facts = kept
    if empty:
        batch.notes.append(Note(N_("{n} rows hold no answer and were passed over."), {"n": empty}))
    return batch


def _how(rule: DaysRule) -> str:
    return ", ".join((rule.combine, *(f"{field}: {how}" for field, how in rule.fields.items())))


def _one_a_day(plan: Plan, rule: DaysRule, facts: Sequence[Fact]) -> list[Fact]:
    days: dict[tuple[str, dt.date], list[Fact]] = defaultdict(list)
    for fact in facts:
        days[fact.client, fact.day].append(fact)
    return [_one(rule, reports) for reports in days.values()]


def _one(rule: DaysRule, reports: list[Fact]) -> Fact:
    if all("time" in report.values for report in reports):
        reports = sorted(reports, key=lambda report: report.values["time"])
    first = reports[0]
    values: dict[str, Any] = {}
    for code in dict.fromkeys(code for report in reports for code in report.values):
        given = [report.values[code] for report in reports if code in report.values]
        if isinstance(given[0], Decimal):
            values[code] = scales.combined(given, rule.of(code))
        elif code == "words" and rule.of(code) != "last":
            values[code] = "\n".join(dict.fromkeys(given))
        else:
            values[code] = given[-1]
    return Fact(min(report.row for report in reports), first.client, first.day, values)


def _round(values: dict[str, Any], columns: dict[str, Column]) -> None:
    """Numbers as the store keeps them: whole, or with two decimals."""
    for code, value in values.items():
        column = columns.get(code)
        if column is None or not isinstance(value, scales.Number):
            continue
        if column.scale is None and isinstance(value, Decimal) and value == round(value, column.digits):
            values[code] = float(value) if column.digits else int(value)
            continue
        if column.scale is not None:
            to = column.scale.to or column.field.range or column.scale.own
            value = scales.rescaled(value, column.scale, to)
        number = scales.rounded(value, column.digits)
        ends = column.field.range
        if ends is not None and not ends[0] <= number <= ends[1]:
            raise outside(code, *ends)
        values[code] = int(number) if column.digits == 0 else float(number)


def _check_day(plan: Plan, day: dt.date) -> None:
    if day > plan.today:
        raise InvalidInputError("day", N_("This day is still to come."), N_("Correct the day."))
    if day < EARLIEST:
        raise InvalidInputError("day", N_("This day is too long ago."), N_("Correct the day."))


def _check_in(plan: Plan, fact: Fact) -> bool:
    fact.values.pop("time", None)
    return bool(fact.values)


def _session(plan: Plan, fact: Fact) -> bool:
    values = fact.values
    if not values:
        return False
    values.setdefault("kind", SessionKind.INDEPENDENT.value)
    if "walking_minutes" not in values and "running_minutes" not in values:
        raise InvalidInputError(
            "running_minutes", N_("Neither walking nor running minutes are given."),
            N_("Fill in one of them; 0 is a number too."),
        )  # fmt: skip
    values.setdefault("walking_minutes", 0)
    values.setdefault("running_minutes", 0)
    start = values.get("started_at")
    if isinstance(start, dt.time):
        try:
            values["started_at"] = moment_of(fact.day, start, plan.zone)
        except InvalidInputError as error:
            raise InvalidInputError("started_at", error.message, error.remedy, **error.values) from error
    elif start is not None and day_in(plan.zone, start) != fact.day:
        raise InvalidInputError(
            "started_at", N_("The session began on another day than the one beside it."), N_("Correct one of the two.")
        )
    return True


def _questionnaire(plan: Plan, fact: Fact) -> bool:
    values = fact.values
    known = instrument(values.get("instrument", ""))
    if known is None:
        raise InvalidInputError("instrument", N_("The cell is empty."), N_("Fill it in, or take the row out."))
    values.setdefault("moment", Moment.EXTRA.value)
    scores = {code: values.pop(code) for code in list(values) if code not in ("instrument", "moment", "total")}
    for code, score in scores.items():
        scale = known.subscale(code)
        if scale is None:
            raise InvalidInputError(
                code, N_("{instrument} has no subscale {subscale}."), N_("Leave the cell empty."),
                instrument=known.id, subscale=code,
            )  # fmt: skip
        _check(code, scale, score)
    if "total" in values:
        if known.total is None:
            raise InvalidInputError(
                "total", N_("{instrument} has subscales only, no total."), N_("Leave the total empty."),
                instrument=known.id,
            )  # fmt: skip
        _check("total", known.total, values["total"])
    values["subscales"] = scores
    return bool(scores) or "total" in values


def _check(code: str, scale: Scale, score: float) -> None:
    if not scale.holds(score) or abs(score) > _LARGEST:
        low, high = scale.range or (-_LARGEST, _LARGEST)
        raise InvalidInputError(
            code, N_("This score lies outside {low} to {high}."), N_("Compare it with the questionnaire."),
            low=f"{low:g}", high=f"{high:g}",
        )  # fmt: skip


_COMPLETE = {Kind.CHECK_INS: _check_in, Kind.SESSIONS: _session, Kind.QUESTIONNAIRES: _questionnaire}
