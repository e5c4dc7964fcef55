"""Questionnaires: reliably worse than at the start, and not yet better by week 6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from runtherapy_data.analysis.block import Score
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look, Numbers, rounded
from runtherapy_data.measures.change import Change, Verdict, Yardstick, judge, yardstick_of
from runtherapy_data.measures.instruments import instrument


@dataclass(frozen=True, slots=True)
class _Scale:
    """One scale of one course: its yardstick, and the scores in order of day, one a day."""

    instrument: str
    subscale: str
    yardstick: Yardstick
    days: tuple[int, ...]
    scores: tuple[float, ...]

    def since_first(self, at: int) -> Change:
        return judge(self.scores[0], self.scores[at], self.yardstick)

    def latest(self, day: int) -> int:
        """The place of the latest score up to a day; -1 where there is none."""
        return sum(one <= day for one in self.days) - 1

    @property
    def subject(self) -> str:
        return f"{self.instrument}:{self.subscale}" if self.subscale else self.instrument

    def numbers(self, change: Change) -> Numbers:
        """First and last; a score that stayed what it was is said once."""
        first, last = rounded(change.first), rounded(change.last)
        moved: Numbers = {} if first == last else {"last": last}
        return {"instrument": self.instrument, "subscale": self.subscale, "first": first, **moved}


@lru_cache(maxsize=256)
def _yardstick(code: str, subscale: str) -> Yardstick | None:
    """The yardstick of a scale, where a change on it can be judged at all."""
    known = instrument(code)
    found = yardstick_of(known, subscale) if known else None
    return found if found and found.needed is not None else None


def _scales(scores: tuple[Score, ...]) -> dict[int, list[_Scale]]:
    """Course → its scales that can be judged."""
    found: dict[tuple[int, str, str], dict[int, float]] = defaultdict(dict)
    for one in scores:
        if _yardstick(one.instrument, one.subscale):
            found[one.course, one.instrument, one.subscale][one.day] = one.score
    by_course: dict[int, list[_Scale]] = defaultdict(list)
    for (course, code, subscale), of_day in sorted(found.items()):
        yardstick, days = _yardstick(code, subscale), tuple(sorted(of_day))
        assert yardstick is not None  # noqa: S101 - only judged scales were collected
        by_course[course].append(_Scale(code, subscale, yardstick, days, tuple(of_day[day] for day in days)))
    return by_course


def look(facts: Facts) -> list[Look]:
    """A look at deterioration for each scale that occurs, and one for no improvement."""
    scales = _scales(facts.block.scores)
    return [*_deterioration(facts, scales), _no_improvement(facts, scales)]


def _deterioration(facts: Facts, scales: dict[int, list[_Scale]]) -> Iterator[Look]:
    by_subject: dict[str, dict[int, _Scale]] = defaultdict(dict)
    for course, some in scales.items():
        for scale in some:
            by_subject[scale.subject][course] = scale
    for subject, of_course in sorted(by_subject.items()):
        holds = np.zeros_like(facts.come)
        for course, scale in of_course.items():
            for at, day in list(enumerate(scale.days))[1:]:
                # Until the next result says otherwise.
                holds[course, max(day, 0) :] = scale.since_first(at).verdict is Verdict.DETERIORATED
        yield Look(rule("deterioration"), holds & facts.come, _worse(of_course), subject)


def _worse(of_course: dict[int, _Scale]) -> Callable[[int, int], Ground]:
    def ground(course: int, day: int) -> Ground:
        scale = of_course[course]
        at = scale.latest(day)
        change = scale.since_first(at)
        return Ground(
            days=(scale.days[0], scale.days[at]),
            numbers={**scale.numbers(change), "points": rounded(abs(change.difference))},
            limits={"more_than": rounded(change.needed or 0.0)},
        )

    return ground


def _no_improvement(facts: Facts, scales: dict[int, list[_Scale]]) -> Look:
    this = rule("no_improvement")
    from_day, apart = int(this["from_day"]), int(this["fewest_days_between"])
    holds = np.zeros_like(facts.come)
    for course, some in scales.items():
        # What can be said changes with each new result only.
        for day in sorted({from_day, *(one for scale in some for one in scale.days if one > from_day)}):
            if day < facts.block.days:
                holds[course, day:] = bool(_unimproved(some, day, apart))

    def ground(course: int, day: int) -> Ground:
        found = _unimproved(scales[course], day, apart)
        scale, change = max(found, key=lambda one: _improvement(*one))
        return Ground(
            days=tuple(sorted({one.days[at] for one, _ in found for at in (0, one.latest(day))})),
            numbers={**scale.numbers(change), "results": len(found)},
            limits={"more_than": rounded(change.needed or 0.0), "from_week": (from_day + 1) // 7},
        )

    return Look(this, holds & facts.come, ground)


def _unimproved(scales: list[_Scale], day: int, apart: int) -> list[tuple[_Scale, Change]]:
    """The scales that could have improved by a day, each since its first score; empty as soon as one of them did."""
    found = []
    for scale in scales:
        at = scale.latest(day)
        if at < 1 or scale.days[at] - scale.days[0] < apart:
            continue
        change = scale.since_first(at)
        if change.is_better:
            return []
        if _could_improve(scale, change):
            found.append((scale, change))
    return found


def _could_improve(scale: _Scale, change: Change) -> bool:
    """Clinical at the start; without a known cut-off, so far from the best score that a reliable improvement fits."""
    if change.clinical_before is not None:
        return change.clinical_before
    known = instrument(scale.instrument)
    of = known.scale(scale.subscale) if known else None
    if of is None or of.range is None or change.needed is None:
        return False
    best = of.range[0] if scale.yardstick.lower_is_better else of.range[1]
    return abs(change.first - best) > change.needed


def _improvement(scale: _Scale, change: Change) -> float:
    """How much of the improvement that is needed was made; negative where it got worse."""
    better = -change.difference if scale.yardstick.lower_is_better else change.difference
    return better / (change.needed or 1.0)
