"""Look through many courses for what asks for a conversation.

One implementation serves the list of today, the nightly job and looking back: every rule says for every course and
every day whether it holds from what was known up to that day. Rules are data (`analysis.rules`); here is how each one
looks.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.findings import Episode, Finding
from runtherapy_data.analysis.signals import (
    after_effect,
    contact,
    drift,
    falling,
    overload,
    results,
    risk,
)
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Look
from runtherapy_data.measures.signals import RISK_ITEM

_LOOKS: Final = (risk.look, overload.look, after_effect.look, drift.look, falling.look, results.look, contact.look)


def looks(block: Block) -> tuple[Look, ...]:
    """Every rule on every subject that occurs, the most urgent first."""
    facts = Facts(block)
    found = [one for look in _LOOKS for one in look(facts)]
    return tuple(sorted(found, key=lambda one: (one.rule.urgency, one.subject)))


def current(block: Block) -> dict[int, tuple[Finding, ...]]:
    """Row of the block → what holds on the last day that came to pass, the most urgent first; rows without are absent.

    A course that ended is looked at on its last day: whoever keeps signals lets them expire with the course.
    """
    found: dict[int, list[Finding]] = {}
    rows = np.flatnonzero(block.through >= 0)
    last = block.through[rows]
    for one in looks(block):
        for row in rows[one.holds[rows, last]].tolist():
            found.setdefault(row, []).append(_finding(block, one, row, int(block.through[row])))
    return {row: tuple(findings) for row, findings in found.items()}


def to_keep(block: Block) -> dict[int, tuple[Finding, ...]]:
    """What signals are kept of: what holds now, and every answer about risk that asks for attention.

    `current` tells of the latest answer to each questionnaire only; a lower one that came before anybody looked would
    hide what somebody said.
    """
    holding, answered = current(block), risk.every_answer(block)
    return {
        row: (*answered.get(row, ()), *(one for one in holding.get(row, ()) if one.rule != RISK_ITEM))
        for row in holding.keys() | answered.keys()
    }


def history(block: Block) -> tuple[Episode, ...]:
    """Every unbroken stretch on which a rule held in a course, up to and including its last day."""
    return tuple(
        Episode(one.rule.id, course, first, last, one.subject)
        for one in looks(block)
        for course, first, last in _stretches(one.holds)
    )


def _stretches(holds: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[tuple[int, int, int]]:
    """(row, first day, last day) of each stretch."""
    edges = np.diff(np.pad(holds, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, first = np.nonzero(edges == 1)
    _, after = np.nonzero(edges == -1)
    return list(zip(rows.tolist(), first.tolist(), (after - 1).tolist(), strict=True))


def _finding(block: Block, look: Look, row: int, day: int) -> Finding:
    ground = look.ground(row, day)
    off = np.flatnonzero(~look.holds[row, : day + 1])
    since = ground.since if ground.since is not None else (int(off[-1]) + 1 if len(off) else 0)
    return Finding(
        rule=look.rule.id,
        since_on=block.date(row, since),
        days=tuple(block.date(row, one) for one in ground.days),
        numbers=dict(ground.numbers),
        threshold=dict(ground.limits),
        subject=look.subject,
        parts={part: tuple(block.date(row, one) for one in days) for part, days in ground.parts.items()},
    )
