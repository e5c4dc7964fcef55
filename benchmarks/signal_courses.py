"""Courses with planted truths as blocks, straight from the generator of the demo practice: no database between."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.analysis.block import Block, RiskAnswer, Score, Sessions
from runtherapy_data.demo.calendar import Calendar
from runtherapy_data.demo.load import ZONE, batch
from runtherapy_data.demo.plan import NAMED, code_of, planted_in
from runtherapy_data.measures.codes import Mode, SessionKind
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.store.tables import (
    CheckIn,
    Course,
    LifeEvent,
    QuestionnaireAnswer,
    QuestionnaireResult,
    QuestionnaireSubscale,
    SessionLog,
)

TODAY: Final = dt.date(2026, 11, 23)
_AT_ONCE: Final = 1000


@dataclass(frozen=True)
class Courses:
    """Courses of one seed: the block, the truth each carries (empty for none), and whether it stopped or still runs."""

    block: Block
    truths: tuple[str, ...]
    ended: np.ndarray[Any, np.dtype[np.bool_]]


def courses(seed: int, clients: int, today: dt.date = TODAY) -> list[Courses]:
    """The demo practice of a seed, as blocks of a few hundred courses."""
    planted, calendar = planted_in(clients), Calendar(today, ZONE)
    made = []
    for first in (1, *range(NAMED + 1, clients + 1, _AT_ONCE)):
        count = NAMED if first == 1 else min(_AT_ONCE, clients + 1 - first)
        rows = batch(calendar, seed, first, count)
        codes = [code_of(number) for number in range(first, first + count)]
        truths = tuple(planted.get(code, "") for code in codes)
        made.append(_in_block(rows, truths, today))
    return made


def _columns(rows: list[Rows], table: type[Any]) -> dict[str, Any]:
    return next((dict(one.columns) for one in rows if one.table is table), {})


def _number(values: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(values, dtype=np.float64)  # None becomes NaN


def _in_block(rows: list[Rows], truths: tuple[str, ...], today: dt.date) -> Courses:
    of = _columns(rows, Course)
    row = {id_: at for at, id_ in enumerate(of["id"])}
    starts = np.array(of["starts_on"], dtype="datetime64[D]")
    ends = np.array([end or today for end in of["ends_on"]], dtype="datetime64[D]")
    through = (np.minimum(ends, np.datetime64(today)) - starts).astype(np.int64)
    shape = len(starts), int(through.max()) + 1

    def place(of: dict[str, Any], day: str) -> tuple[Any, Any, Any]:
        at = np.array([row[one] for one in of["course_id"]], dtype=np.int64)
        column = (np.array(of[day], dtype="datetime64[D]") - starts[at]).astype(np.int64)
        return at, column, (column >= 0) & (column <= through[at])

    said = _columns(rows, CheckIn)
    at, column, inside = place(said, "day")
    daily = {}
    for one in DAILY:
        daily[one.code] = np.full(shape, np.nan)
        daily[one.code][at[inside], column[inside]] = _number(said[one.code])[inside]
    checked_in = np.zeros(shape, dtype=bool)
    checked_in[at[inside], column[inside]] = True
    results = _columns(rows, QuestionnaireResult)
    taken = dict(zip(results["id"], zip(*place(results, "taken_on"), results["instrument"], strict=True), strict=True))
    block = Block(
        starts_on=tuple(of["starts_on"]),
        through=through,
        planned_weeks=np.array(of["planned_weeks"], dtype=np.int64),
        no_fixed_increments=np.array([mode == Mode.NO_FIXED_INCREMENTS for mode in of["mode"]]),
        daily=daily,
        checked_in=checked_in,
        left_out=_left_out(_columns(rows, LifeEvent), row, starts, shape),
        sessions=_sessions(_columns(rows, SessionLog), place),
        scores=_scores(rows, results, taken, through),
        risk_answers=_risks(_columns(rows, QuestionnaireAnswer), taken, through),
    )
    return Courses(block, truths, np.array([end is not None for end in of["ends_on"]]))


def _left_out(of: dict[str, Any], row: dict[Any, int], starts: Any, shape: tuple[int, int]) -> Any:
    found = np.zeros(shape, dtype=bool)
    for course, begin, end in zip(of["course_id"], of["starts_on"], of["ends_on"], strict=True):
        at = row[course]
        first = int((np.datetime64(begin) - starts[at]).astype(int))
        last = int((np.datetime64(end) - starts[at]).astype(int)) if end else shape[1]
        found[at, max(first, 0) : last + 1] = True
    return found


def _sessions(of: dict[str, Any], place: Any) -> Sessions:
    at, column, inside = place(of, "day")
    order = np.lexsort((column, at))
    order = order[inside[order]]
    felt = {name: _number(of[name])[order] for name in
            ("effort", "enjoyment", "pain", "feeling_before", "feeling_after")}  # fmt: skip
    return Sessions(
        course=at[order],
        day=column[order],
        walking=_number(of["walking_minutes"])[order],
        running=_number(of["running_minutes"])[order],
        guided=np.array([kind == SessionKind.GUIDED for kind in of["kind"]])[order],
        **felt,
    )


def _scores(rows: list[Rows], results: dict[str, Any], taken: dict[Any, Any], through: Any) -> tuple[Score, ...]:
    totals = (
        (taken[id_], "", total) for id_, total in zip(results["id"], results["total"], strict=True) if total is not None
    )
    of = _columns(rows, QuestionnaireSubscale)
    parts = zip((taken[id_] for id_ in of["result_id"]), of["subscale"], of["score"], strict=True)
    return tuple(
        Score(int(at), int(day), code, subscale, float(score))
        for (at, day, _, code), subscale, score in (*totals, *parts)
        if day <= through[at]
    )


def _risks(of: dict[str, Any], taken: dict[Any, Any], through: Any) -> tuple[RiskAnswer, ...]:
    found = []
    for id_, item, value in zip(of.get("result_id", ()), of.get("item", ()), of.get("value", ()), strict=True):
        at, day, _, code = taken[id_]
        known = instrument(code)
        if day <= through[at] and known and item in {one.item for one in known.risk_items}:
            found.append(RiskAnswer(int(at), int(day), code, int(item), int(value)))
    return tuple(found)
