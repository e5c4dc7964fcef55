"""What a new look makes of the signals that are there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from runtherapy_data.analysis.findings import Finding
from runtherapy_data.analysis.signal_life import Answer, Changes, Kept, changes, evidence_of
from runtherapy_data.measures.signals import RISK_ITEM, SignalState, standing
from runtherapy_data.store.types import new_id

NEW, SEEN, DISCUSSED, DONE = SignalState.NEW, SignalState.SEEN, SignalState.DISCUSSED, SignalState.DONE
DAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def finding(rule: str = "silence", since: int = 0, subject: str = "", **numbers: float) -> Finding:
    return Finding(rule, day(since), (day(since), day(since + 1)), {"silent": 10.0, **numbers}, {"limit": 10}, subject)


def risk(on: int) -> Finding:
    return Finding(RISK_ITEM, day(on), (day(on),), {"instrument": "PHQ-9", "answer": 1}, {"at_least": 1}, "PHQ-9")


def kept(found: Finding, state: SignalState = NEW) -> Kept:
    return Kept(new_id(), found.rule, found.subject, state, found.since_on, evidence_of(found))


def looked(
    signals: list[Kept], findings: list[Finding], through: int = 5, ended: bool = False, risky: tuple[Answer, ...] = ()
) -> dict[str, int]:
    """How many signals each part of the changes holds, where it holds any."""
    made = changes(signals, findings, looked_through=day(through), has_ended=ended, risky=risky)
    return {name: len(getattr(made, name)) for name in Changes.__dataclass_fields__ if getattr(made, name)}


@pytest.mark.parametrize(
    ("state", "found", "expected"),
    [
        (None, finding(), {"raised": 1}),
        (NEW, finding(), {}),
        (SEEN, finding(silent=11.0), {"renewed": 1}),
        (DONE, finding(silent=11.0), {"renewed": 1}),
        (NEW, finding(since=4), {"renewed": 1}),
        (SEEN, finding(since=6), {"renewed": 1}),
        (DONE, finding(since=4), {"renewed": 1}),
        (DONE, finding(since=6), {"raised": 1, "released": 1}),
        (DISCUSSED, None, {"expired": 1}),
        (DONE, None, {"released": 1}),
        (NEW, finding(subject="GAD-7"), {"raised": 1, "expired": 1}),
        (NEW, finding("falling_sleep"), {"raised": 1, "expired": 1}),
    ],
)
def test_a_signal_lives_as_long_as_its_ground(
    state: SignalState | None, found: Finding | None, expected: dict[str, int]
) -> None:
    signals = [kept(finding(), state)] if state else []
    assert looked(signals, [found] if found else []) == expected


def test_a_done_signal_is_not_raised_again_on_the_day_it_began() -> None:
    began = finding(since=6)
    assert looked([kept(began, DONE)], [began], through=5) == {}


@pytest.mark.parametrize(
    ("state", "answers", "risky", "expected"),
    [
        (None, [risk(0)], [0], {"raised": 1}),
        (NEW, [risk(0)], [0], {}),
        (DONE, [risk(0)], [0], {}),
        (NEW, [], [0], {}),  # a later questionnaire scored lower
        (DISCUSSED, [], [0], {}),
        (DONE, [], [0], {}),
        (NEW, [], [], {"expired": 1}),  # the answer was removed, or corrected
        (DONE, [], [], {"released": 1}),
        (NEW, [risk(3)], [0, 3], {"raised": 1}),  # a second answer is a second signal
        (DONE, [risk(3)], [0, 3], {"raised": 1}),
        (SEEN, [risk(3)], [3], {"raised": 1, "expired": 1}),
    ],
)
@pytest.mark.parametrize("ended", [False, True])
def test_a_signal_about_risk_is_about_one_answer(
    state: SignalState | None, answers: list[Finding], risky: list[int], expected: dict[str, int], ended: bool
) -> None:
    signals = [kept(risk(0), state)] if state else []
    there = tuple(("PHQ-9", day(number)) for number in risky)
    assert looked(signals, answers, ended=ended, risky=there) == expected


def test_what_is_open_ends_with_the_course_and_nothing_new_begins() -> None:
    assert looked([kept(finding()), kept(risk(0))], [finding(), risk(0)], ended=True) == {"expired": 1}
    assert looked([], [finding(), risk(0)], ended=True, risky=(("PHQ-9", DAY),)) == {"raised": 1}


def test_evidence_is_plain_json_and_no_number_that_is_none() -> None:
    assert evidence_of(finding(more=np.float64(0.1) + np.float64(0.2)))["numbers"] == {"silent": 10.0, "more": 0.3}
    assert type(evidence_of(finding(more=np.int64(3)))["numbers"]["more"]) is float
    with pytest.raises(ValueError, match="without a number"):
        evidence_of(finding(more=float("nan")))


@pytest.mark.parametrize(
    ("life", "stands"),
    [
        ("raised", []),
        ("raised seen discussed", [1, 2]),
        ("raised seen undone", []),
        ("raised seen snoozed undone done", [1, 4]),
        ("raised seen discussed undone undone", []),
        ("raised undone seen", [2]),
        ("raised seen expired", [1]),
    ],
)
def test_which_steps_still_stand(life: str, stands: list[Any]) -> None:
    assert standing(life.split()) == stands
