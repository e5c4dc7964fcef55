"""Nothing heard for some time, and too little heard to say anything."""

from __future__ import annotations

import numpy as np

from runtherapy_data.analysis.block import Flags
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look, kept_up


def look(facts: Facts) -> list[Look]:
    """Silence, and too little data where silence does not say it already."""
    silence = _silence(facts)
    return [silence, _too_little(facts, silence.holds)]


def _silence(facts: Facts) -> Look:
    silent_days, block = int(rule("silence")["silent_days"]), facts.block
    heard = (block.checked_in | (facts.sessions_on > 0)) & facts.come
    silent = facts.count - np.maximum.accumulate(np.where(heard, facts.count, 0), axis=1)

    def ground(course: int, day: int) -> Ground:
        number = int(silent[course, day])
        return Ground(
            days=tuple(np.flatnonzero(facts.counted[course, : day + 1])[-number:].tolist()),
            numbers={"silent": number},
            limits={"silent_days": silent_days},
        )

    return Look(rule("silence"), (silent >= silent_days) & facts.counted, ground)


def _too_little(facts: Facts, silent: Flags) -> Look:
    this = rule("too_little_data")
    days, fewest, enough = (int(this[name]) for name in ("within_days", "fewest_answers", "enough_answers"))
    answered = facts.within((facts.block.checked_in & facts.counted).astype(np.int64), days)
    old_enough = facts.count >= days
    holds = kept_up((answered < fewest) & old_enough, (answered < enough) & old_enough)

    def ground(course: int, day: int) -> Ground:
        return Ground(
            days=tuple(np.flatnonzero(facts.counted[course, : day + 1])[-days:].tolist()),
            numbers={"answered": int(answered[course, day])},
            limits={"fewest_answers": fewest, "enough_answers": enough},
        )

    return Look(this, holds & facts.counted & ~silent, ground)
