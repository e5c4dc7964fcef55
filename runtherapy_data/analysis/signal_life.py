"""What a new look at a course means for the signals that it has: which are raised, renewed, and which end.

A signal that was done is not raised again while its ground holds; when the ground went away in between, it is a new
episode and a new signal.

A signal about risk is about one answer to one questionnaire. It is not ended by a later questionnaire that scored
lower: somebody asked for help with that answer, and only a therapist can say that it was talked about. Nor does the end
of the course end it. It ends by itself only when the answer is gone or was corrected to one that asks for nothing. A
later answer that asks for attention is a signal of its own, also while the first is still open; so is a higher one of
the same day, when the first was done with already.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from runtherapy_data.analysis.findings import Finding
from runtherapy_data.measures.signals import OPEN, RISK_ITEM, SignalState

Answer = tuple[str, dt.date]  # the instrument and the day on which it was filled in
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A signal of a course that still counts: open, or done while its ground was last seen to hold."""

    id: UUID
    rule: str
    subject: str
    state: SignalState
    since_on: dt.date
    evidence: Mapping[str, Any]
    snoozed_until: dt.date | None = None
    snooze_reason: str | None = None

    @property
    def is_open(self) -> bool:
        """New, seen or discussed."""
        return self.state in OPEN


@dataclass(slots=True)
class Changes:
    """What becomes of the signals of one course.

    `raised`: new signals. `renewed`: signals whose evidence is written anew. `expired`: open ones whose ground is gone.
    `released`: done ones whose ground is gone, so that a later episode may be raised.
    """

    raised: list[Finding] = field(default_factory=list)
    renewed: list[tuple[Kept, Finding]] = field(default_factory=list)
    expired: list[Kept] = field(default_factory=list)
    released: list[Kept] = field(default_factory=list)


def changes(
    kept: Iterable[Kept],
    findings: Iterable[Finding],
    *,
    looked_through: dt.date | None,
    has_ended: bool,
    risky: Collection[Answer],
) -> Changes:
    """Compare the signals of one course with what holds in it now.

    Args:
        kept: the signals that still count.
        findings: what holds now.
        looked_through: the day through which the course was looked through before.
        has_ended: the course is over; only what was answered about risk still counts.
        risky: the answers about risk that are there now and ask for attention.
    """
    found = {_key_of(one.rule, one.subject, one.evidence()): one for one in findings}
    if has_ended:
        found = {key: one for key, one in found.items() if one.rule == RISK_ITEM}
    made = Changes()
    for signal in kept:
        finding = found.pop(_key_of(signal.rule, signal.subject, signal.evidence), None)
        if finding is not None and not _is_another_episode(signal, finding, looked_through):
            if (signal.since_on, signal.evidence) != (finding.since_on, evidence_of(finding)):
                made.renewed.append((signal, finding))
            continue
        if finding is not None:
            made.raised.append(finding)
        elif signal.rule == RISK_ITEM and _answer_of(signal) in risky:
            continue
        (made.expired if signal.is_open else made.released).append(signal)
    made.raised += found.values()
    return made


def evidence_of(finding: Finding) -> dict[str, Any]:
    """Days, numbers and threshold as they are kept with a signal, in plain JSON.

    Raises:
        ValueError: a number is not one (NaN, infinite), which no sentence could say.
    """
    evidence = finding.evidence()
    for part in ("numbers", "threshold"):
        evidence[part] = {name: _plain(value) for name, value in evidence[part].items()}
    return evidence


def _plain(value: float | str) -> float | str:
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        raise ValueError("a finding without a number")
    return round(float(value), 6)


def _key_of(rule: str, subject: str, evidence: Mapping[str, Any]) -> _Key:
    """What makes a signal the same one: its rule and subject, and for risk the answer."""
    days = evidence.get("days") or [""]
    return rule, subject, str(days[-1]) if rule == RISK_ITEM else ""


def _answer_of(signal: Kept) -> Answer | None:
    days = signal.evidence.get("days")
    instrument = signal.evidence.get("numbers", {}).get("instrument", signal.subject)
    return (str(instrument), dt.date.fromisoformat(days[-1])) if days else None


def _height(numbers: Mapping[str, Any]) -> float:
    return float(numbers.get("answer", math.inf))


def _is_another_episode(signal: Kept, finding: Finding, looked_through: dt.date | None) -> bool:
    """The signal was done, and the ground that holds now began after the last look: it was gone in between.

    About risk: the answer of that day is higher than the one that was talked about.
    """
    if signal.is_open:
        return False
    if signal.rule == RISK_ITEM:
        return _height(finding.numbers) > _height(signal.evidence.get("numbers", {}))
    return looked_through is not None and finding.since_on > max(looked_through, signal.since_on)
