"""An item that asks about risk, answered above nothing: always, whatever the total."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np

from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.findings import Finding
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look
from runtherapy_data.measures.instruments import instrument

# Course → day → item → answer, of one instrument.
_Answers = dict[int, dict[int, dict[int, int]]]


def look(facts: Facts) -> list[Look]:
    """A look for each questionnaire that asks about risk: the latest one filled in counts, until the next."""
    by_instrument = _by_instrument(facts.block)
    return [_look(facts, code, by_instrument[code]) for code in sorted(by_instrument)]


def every_answer(block: Block) -> dict[int, tuple[Finding, ...]]:
    """Row of the block → each answer that asks for attention, oldest first, whatever was answered since.

    A day back, before the course, after its end, or followed by a lower one before anybody looked: somebody said it.
    """
    found: dict[int, list[Finding]] = defaultdict(list)
    for code, answers in sorted(_by_instrument(block).items()):
        limits = _limits(code)
        for course, days in answers.items():
            raised = {day: _raised(of_day, limits) for day, of_day in sorted(days.items())}
            for day in (one for one, items in raised.items() if items):
                ground = _ground(code, limits, {on: items for on, items in raised.items() if on <= day})
                found[course].append(
                    Finding(
                        rule=rule("risk_item").id,
                        since_on=block.date(course, day if ground.since is None else ground.since),
                        days=(block.date(course, day),),
                        numbers=dict(ground.numbers),
                        threshold=dict(ground.limits),
                        subject=code,
                    )
                )
    return {course: tuple(findings) for course, findings in found.items()}


def _by_instrument(block: Block) -> dict[str, _Answers]:
    by_instrument: dict[str, _Answers] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for one in block.risk_answers:
        items = by_instrument[one.instrument][one.course][one.day]
        # Two forms may be filled in on one day: the lower answer does not hide the higher one.
        items[one.item] = max(one.value, items.get(one.item, one.value))
    return by_instrument


def _look(facts: Facts, code: str, answers: _Answers) -> Look:
    limits = _limits(code)
    raised = {course: {day: _raised(of_day, limits) for day, of_day in sorted(days.items())}
              for course, days in answers.items()}  # fmt: skip
    holds = np.zeros_like(facts.come)
    for course, of_days in raised.items():
        for day, items in of_days.items():
            holds[course, max(day, 0) :] = bool(items)

    def ground(course: int, day: int) -> Ground:
        return _ground(code, limits, {on: items for on, items in raised[course].items() if on <= day})

    return Look(rule("risk_item"), holds & facts.come, ground, code)


def _ground(code: str, limits: dict[int, float], known: dict[int, dict[int, int]]) -> Ground:
    """What lies behind the latest of the known answers, one that asks for attention."""
    latest = max(known)
    item, answer = max(known[latest].items(), key=lambda one: one[1])
    return Ground(
        days=(latest,),
        numbers={"instrument": code, "item": item, "answer": answer},
        limits={"at_least": limits[item]},
        since=_since(known),
    )


def _limits(code: str) -> dict[int, float]:
    """Item → the answer from which on it is a signal."""
    known = instrument(code)
    return {one.item: one.at_or_above for one in known.risk_items} if known else {}


def _raised(of_day: dict[int, int], limits: dict[int, float]) -> dict[int, int]:
    """Item → answer, of the items that were answered at or above their limit."""
    return {item: answer for item, answer in of_day.items() if item in limits and answer >= limits[item]}


def _since(known: dict[int, dict[int, int]]) -> int:
    """The day of the first of the latest unbroken row of such answers; before the course, where it was its intake."""
    days = sorted(known)
    since = days[-1]
    for earlier, later in reversed(list(pairwise(days))):
        if not known[earlier]:
            break
        since = earlier if later == since else since
    return since
