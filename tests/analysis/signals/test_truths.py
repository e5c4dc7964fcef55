"""Planted truths are found on made-up courses, with the figures that docs/signals.md publishes as the aim."""

from __future__ import annotations

from functools import lru_cache

from benchmarks.signal_truths import aims
from benchmarks.signals import Measured, measure

OTHER_SEEDS = (7,)  # neither tuned on nor published


@lru_cache(maxsize=1)
def measured() -> Measured:
    return measure(OTHER_SEEDS)


def test_overload_is_found_in_time_and_seldom_seen_where_it_is_not() -> None:
    overload = next(aim for aim in aims() if aim.rules == ("overload",))
    hits = measured().hits[overload]
    assert len(hits.visible) > 40
    assert hits.within(7) >= 0.8
    assert measured().false("overload") <= 3


def test_who_steadily_improves_is_not_called_worse() -> None:
    assert measured().courses["steady_improvement"] > 40
    assert measured().flagged["deterioration", "steady_improvement"] <= 0.01 * measured().courses["steady_improvement"]


def test_every_planted_truth_is_found_in_most_courses() -> None:
    least = {"deterioration": 0.4, "effort_drift": 0.5}  # one looks too late, the other is made to be slow
    for aim, hits in measured().hits.items():
        share = len(hits.found) / len(hits.visible)
        assert share >= least.get(aim.rules[0], 0.85), (aim, share)


def test_a_risk_answer_is_seen_on_its_day_and_only_there() -> None:
    risk = next(aim for aim in aims() if aim.truth == "risk_item")
    assert set(measured().hits[risk].visible) == {0}
    assert measured().false("risk_item") == 0
