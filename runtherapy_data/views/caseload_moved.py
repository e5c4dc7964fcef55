"""What moved: the few numbers that a client's most urgent signal is about, as lines no wider than a word or two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.analysis.rules import rules
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.daily import DAILY, MOOD
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.queries import caseload_lines as queries
from runtherapy_data.queries.caseload_lines import EFFORT, ENJOYMENT, Scores
from runtherapy_data.views.signals import Signal

if TYPE_CHECKING:
    from runtherapy_data.views.caseload import CaseloadRow

_NAMES: Final[dict[str, str]] = {
    **{one.code: one.name for one in DAILY},
    EFFORT: N_("Effort"),
    ENJOYMENT: N_("Enjoyment"),
}
_SESSION_CODES: Final = frozenset({EFFORT, ENJOYMENT})
_DAILY_CODES: Final = frozenset(one.code for one in DAILY)
_TEN: Final = (0.0, 10.0)
Asked = tuple[tuple[str, str], ...]  # (code, subscale) of each line


@dataclass(frozen=True, slots=True)
class Line:
    """A measure's values, oldest first (None: not answered), within `ends`, the lowest and highest there can be.

    `code`: a daily measure, `effort`, or an instrument (with its `subscale`). `by_day`: one value for each of the last
    28 days; else one for each session of those days, or for each result there is.
    """

    code: str
    values: tuple[float | None, ...]
    ends: tuple[float, float] = _TEN
    by_day: bool = False
    subscale: str = ""

    def name(self, _: Translate) -> str:
        """What it measures, in the reader's language and in as few words as there are."""
        if self.code in _NAMES:
            return _(_NAMES[self.code])
        known = instrument(self.code)
        if known is None:
            return self.code
        short = known.name.said(_.language).split(" – ")[0]
        part = known.subscale(self.subscale)
        return f"{short} {part.name.said(_.language)}" if part else short


def about(signal: Signal) -> Asked:
    """What to draw for a signal, as (code, subscale); where it rests on no number, how often somebody answered."""
    name = signal.numbers.get("instrument")
    if isinstance(name, str):
        return ((name, str(signal.numbers.get("subscale", ""))),)
    known = next((one for one in rules() if one.id == signal.rule), None)
    form = known.form(signal.numbers) if known else None
    codes = [EFFORT] if form and form.effort else []
    codes += [ENJOYMENT] if ENJOYMENT in signal.numbers else []
    codes += [code for code in (form.measures if form else ()) if code in _DAILY_CODES]
    return tuple((code, "") for code in codes or [MOOD.code])


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for the lines of the whole list."""

    sessions: Mapping[UUID, Mapping[str, tuple[int | None, ...]]]
    scores: Scores

    def line(self, row: CaseloadRow, code: str, subscale: str) -> Line:
        if code in row.daily:
            return Line(code, row.daily[code], by_day=True)
        if code in _SESSION_CODES:
            return Line(code, self.sessions.get(row.course_id, {}).get(code, ()))
        scored, known = self.scores.get((row.course_id, code, subscale), ()), instrument(code)
        scale = known.scale(subscale) if known else None
        ends = scale.range if scale and scale.range else (min(scored, default=0.0), max(scored, default=1.0))
        return Line(code, scored, (float(ends[0]), float(ends[1])), subscale=subscale)


def of(
    connection: Connection, grant: Grant, on: dt.date, days: int, rows: Sequence[CaseloadRow]
) -> dict[UUID, tuple[Line, ...]]:
    """Course → the lines of its most urgent signal over the last `days` days; a course without one in sight is absent.

    One statement for each kind of number that some signal asks for, none where no signal does.
    """
    asked = {row.course_id: about(row.signals[0]) for row in rows if row.signals}
    known = _Known(_sessions(connection, grant, on, days, asked), _scores(connection, grant, on, asked))
    return {
        row.course_id: tuple(known.line(row, code, subscale) for code, subscale in asked[row.course_id])
        for row in rows
        if row.course_id in asked
    }


def _sessions(
    connection: Connection, grant: Grant, on: dt.date, days: int, asked: Mapping[UUID, Asked]
) -> dict[UUID, dict[str, tuple[int | None, ...]]]:
    courses = [course_id for course_id, lines in asked.items() if any(code in _SESSION_CODES for code, _ in lines)]
    first = on - dt.timedelta(days=days - 1)
    return queries.session_scales(connection, grant, courses, first, on) if courses else {}


def _scores(connection: Connection, grant: Grant, on: dt.date, asked: Mapping[UUID, Asked]) -> Scores:
    found: Scores = {}
    scored = {
        course_id: [subscale for code, subscale in lines if code not in _NAMES] for course_id, lines in asked.items()
    }
    if courses := [course_id for course_id, subscales in scored.items() if "" in subscales]:
        found |= queries.totals(connection, grant, courses, on)
    if courses := [course_id for course_id, subscales in scored.items() if any(subscales)]:
        found |= queries.subscales(connection, grant, courses, on)
    return found
