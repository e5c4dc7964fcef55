"""Courses made by hand, as a block: what a test does not name, nobody filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from runtherapy_data.analysis.block import Block, RiskAnswer, Score, Sessions
from runtherapy_data.analysis.findings import Finding
from runtherapy_data.analysis.signals import current, history

START = dt.date(2026, 1, 5)  # a Monday
_FELT = ("effort", "enjoyment", "pain", "feeling_before", "feeling_after")


def run(day: int, effort: float = np.nan, minutes: float = 30, share: float = 0.5, **felt: float) -> dict[str, float]:
    """One session; `share` of its minutes running."""
    return {"day": day, "walking": (1 - share) * minutes, "running": share * minutes, "effort": effort, **felt}


def course(
    days: int,
    daily: Mapping[str, Sequence[float | None]] | None = None,
    sessions: Iterable[dict[str, float]] = (),
    scores: Iterable[tuple[int, str, float]] = (),
    risk: Iterable[tuple[int, int]] = (),
    left_out: Iterable[int] = (),
    *,
    checked_in: Iterable[int] | None = None,
    no_fixed_increments: bool = False,
    start: dt.date = START,
) -> Block:
    """One course of so many days.

    `daily`: measure → an answer a day from day 0, None where there is none. `scores`: (day, instrument or
    instrument:subscale, score). `risk`: (day, answer) to item 9 of the PHQ-9. `checked_in`: days, where it is not
    simply those with an answer.
    """
    answers = {}
    for measure, values in (daily or {}).items():
        answers[measure] = np.full((1, days), np.nan)
        answers[measure][0, : len(values)] = [np.nan if one is None else one for one in values]
    there = np.zeros((1, days), dtype=bool)
    for values in answers.values():
        there |= ~np.isnan(values)
    if checked_in is not None:
        there[0, list(checked_in)] = True
    gone = np.zeros((1, days), dtype=bool)
    gone[0, list(left_out)] = True
    return Block(
        starts_on=(start,),
        through=np.array([days - 1]),
        planned_weeks=np.array([10]),
        no_fixed_increments=np.array([no_fixed_increments]),
        daily=answers,
        checked_in=there,
        left_out=gone,
        sessions=_sessions(sorted(sessions, key=lambda one: one["day"])),
        scores=tuple(Score(0, day, *_scale(code), score) for day, code, score in scores),
        risk_answers=tuple(RiskAnswer(0, day, "phq9", 9, answer) for day, answer in risk),
    )


def _scale(code: str) -> tuple[str, str]:
    instrument, _, subscale = code.partition(":")
    return instrument, subscale


def _sessions(held: list[dict[str, float]]) -> Sessions:
    def column(name: str) -> np.ndarray:
        return np.array([one.get(name, np.nan) for one in held], dtype=np.float64)

    days = np.array([one["day"] for one in held], dtype=np.int64)
    felt = {name: column(name) for name in _FELT}
    return Sessions(
        course=np.zeros(len(held), dtype=np.int64), day=days, walking=column("walking"), running=column("running"),
        guided=np.ones(len(held), dtype=bool), **felt,
    )  # fmt: skip


def up_to(block: Block, day: int) -> Block:
    """The block as it was known on a day: nothing after it."""
    kept = np.flatnonzero(block.sessions.day <= day)
    of = block.sessions
    sessions = Sessions(**{name: getattr(of, name)[kept] for name in Sessions.__dataclass_fields__})
    width = day + 1
    return replace(
        block,
        through=np.minimum(block.through, day),
        daily={measure: values[:, :width] for measure, values in block.daily.items()},
        checked_in=block.checked_in[:, :width],
        left_out=block.left_out[:, :width],
        sessions=sessions,
        scores=tuple(one for one in block.scores if one.day <= day),
        risk_answers=tuple(one for one in block.risk_answers if one.day <= day),
    )


def found(block: Block) -> dict[str, Finding]:
    """Rule (and subject) → what holds on the last day of a block of one course."""
    return {f"{one.rule} {one.subject}".strip(): one for one in current(block).get(0, ())}


def ever(block: Block) -> set[str]:
    """The rules that held on any day."""
    return {one.rule for one in history(block)}
