"""Signals as their therapist reads them: what was found, on which days, by which rule, and what was done with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.analysis.rules import Form, Rule, rules
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.signals import OPEN, RISK_ITEM, SignalGroup, SignalState, SignalStep, standing
from runtherapy_data.measures.words import Words
from runtherapy_data.queries import signals as queries
from runtherapy_data.queries.signals import EventRow, SignalRow
from runtherapy_data.views import signal_words as words

# A rule that was taken out leaves signals behind that were closed long ago: they still say when they were there.
_UNKNOWN_URGENCY = 999


@dataclass(frozen=True, slots=True)
class SignalEvent:
    """One step in the life of a signal; `who` is None for the program's own steps (raised, expired)."""

    at: dt.datetime
    who: str | None
    step: SignalStep
    reason: str | None
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: a reason to talk, never a diagnosis.

    `since_on` is the first day on which its ground held; `days`, `numbers` and `threshold` are what the rule was last
    seen to hold on; `parts`, where several things lie behind it, the days of each: a daily measure, or `sessions`.
    `holds`: the ground is (still) there. `urgency`: lower comes first. `protocols` holds, for a signal about risk, the
    practice's own text in each language that it was written in.
    """

    id: UUID
    course_id: UUID
    client_code: str
    rule: str
    group: SignalGroup
    urgency: int
    subject: str
    state: SignalState
    holds: bool
    since_on: dt.date
    raised_at: dt.datetime
    snoozed_until: dt.date | None = None
    snooze_reason: str | None = None
    days: tuple[dt.date, ...] = ()
    parts: Mapping[str, tuple[dt.date, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float | str] = field(default_factory=dict)
    threshold: Mapping[str, float | str] = field(default_factory=dict)
    events: tuple[SignalEvent, ...] = ()
    protocols: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """New, seen or discussed: somebody still has something to do with it."""
        return self.state in OPEN

    @property
    def is_risk(self) -> bool:
        """Whether a question about risk was answered: it cannot be put off, and does not end by itself."""
        return self.rule == RISK_ITEM

    def is_snoozed(self, today: dt.date) -> bool:
        """Put off, and out of sight through `snoozed_until`."""
        return self.is_open and self.snoozed_until is not None and today <= self.snoozed_until

    @property
    def last_step(self) -> SignalEvent | None:
        """The last step that a person took and nobody took back: the one that `undo` would take back."""
        places = standing([event.step for event in self.events])
        return self.events[places[-1]] if places else None

    def may_undo(self, account_id: UUID | None) -> bool:
        """Whether the last step is this person's own and can be taken back."""
        last = self.last_step
        closed = self.state == SignalState.EXPIRED or not self.holds
        return last is not None and last.account_id == account_id and not closed

    def name(self, _: Translate) -> str:
        """What the rule is called."""
        known = _known(self.rule)
        return known.name.said(_.language) if known else _("A signal of a rule that is no longer used")

    def sentence(self, _: Translate) -> str:
        """What was found, in one sentence."""
        form = self._form()
        return self._filled(form.sentence, _) if form else self.name(_)

    def ground(self, _: Translate) -> str:
        """The numbers behind it."""
        form = self._form()
        return self._filled(form.ground, _) if form else ""

    def threshold_text(self, _: Translate) -> str:
        """The rule itself: from what on it signals."""
        form = self._form()
        return self._filled(form.threshold, _) if form else ""

    def questions(self, _: Translate) -> tuple[str, ...]:
        """What the therapist could ask."""
        known = _known(self.rule)
        return tuple(one.said(_.language) for one in known.questions) if known else ()

    def why(self, _: Translate) -> str:
        """What the rule is for, and what it leaves alone."""
        known = _known(self.rule)
        return known.why.said(_.language) if known else ""

    def days_text(self, _: Translate) -> str:
        """The days behind it: a few by name, many by the first and the last; of each part, where there are several."""
        return "; ".join(words.of_part(*part, _) for part in self.parts.items()) or words.listed(self.days, _)

    def protocol(self, _: Translate) -> str:
        """What to do first, for a signal about risk; the practice's own text, or a general one that says it is general.

        A practice that wrote its text in one language only is shown in that one. Empty for every other signal.
        """
        if not self.is_risk:
            return ""
        own = self.protocols.get(_.language) or next(iter(self.protocols.values()), "")
        return own or _(words.GENERAL_PROTOCOL)

    def _form(self) -> Form | None:
        known = _known(self.rule)
        return known.form(self.numbers) if known else None

    def _filled(self, text: Words, _: Translate) -> str:
        return words.filled(text.said(_.language), {**self.threshold, **self.numbers}, self.since_on, len(self.days), _)


def _known(id: str) -> Rule | None:
    return next((one for one in rules() if one.id == id), None)


def of_caseload(connection: Connection, grant: Grant) -> dict[UUID, tuple[Signal, ...]]:
    """Course → its open signals, put off or not, the most urgent first; a course without any is absent."""
    rows = queries.open_in_caseload(connection, grant)
    found: dict[UUID, list[Signal]] = defaultdict(list)
    for one in _built(connection, grant, rows):
        found[one.course_id].append(one)
    return {course_id: tuple(sorted(of_one, key=by_urgency)) for course_id, of_one in found.items()}


def of_course(connection: Connection, grant: Grant) -> tuple[Signal, ...]:
    """Every signal of one course: the open ones, the most urgent first; then the closed ones, newest first."""
    every = _built(connection, grant, queries.of_course(connection, grant))
    closed = (one for one in every if not one.is_open)
    return (
        *sorted((one for one in every if one.is_open), key=by_urgency),
        *sorted(closed, key=lambda one: (one.raised_at, one.id), reverse=True),
    )


def by_urgency(signal: Signal) -> tuple[object, ...]:
    """A sort key: the most urgent rule first, then what is there the longest."""
    return signal.urgency, signal.since_on, signal.subject, signal.id


def _built(connection: Connection, grant: Grant, rows: tuple[SignalRow, ...]) -> list[Signal]:
    if not rows:
        return []
    lives = queries.lives(connection, grant, rows)
    about_risk = any(row.rule == RISK_ITEM for row in rows)
    protocols = queries.risk_protocols(connection, grant) if about_risk else {}
    return [_signal(row, lives.get(row.id, ()), protocols if row.rule == RISK_ITEM else {}) for row in rows]


def _signal(row: SignalRow, life: tuple[EventRow, ...], protocols: Mapping[str, str]) -> Signal:
    known, evidence = _known(row.rule), row.evidence
    return Signal(
        id=row.id,
        course_id=row.course_id,
        client_code=row.client_code,
        rule=row.rule,
        group=known.group if known else SignalGroup.DATA,
        urgency=known.urgency if known else _UNKNOWN_URGENCY,
        subject=row.subject,
        state=SignalState(row.state),
        holds=row.holds,
        since_on=row.since_on,
        raised_at=row.raised_at,
        snoozed_until=row.snoozed_until,
        snooze_reason=row.snooze_reason,
        days=_days(evidence.get("days", ())),
        parts={part: _days(days) for part, days in evidence.get("parts", {}).items()},
        numbers=_values(evidence, "numbers"),
        threshold=_values(evidence, "threshold"),
        events=tuple(_event(one) for one in life),
        protocols=protocols,
    )


def _days(kept: Iterable[str]) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(day) for day in kept)


def _values(evidence: Mapping[str, Any], part: str) -> dict[str, float | str]:
    return dict(evidence.get(part, {}))


def _event(row: EventRow) -> SignalEvent:
    return SignalEvent(row.at, row.who, SignalStep(row.step), row.reason, row.account_id)
