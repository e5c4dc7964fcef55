"""Who changed what of the practice's own choices, and when: what the audit trail holds of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from runtherapy_data.actions.practice_exercises import EXERCISE
from runtherapy_data.actions.practice_wordings import WORDING
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures import practice_parts as parts
from runtherapy_data.queries.practice_parts import Change
from runtherapy_data.ui import (
    panels,
    practice_frame,
    practice_phases,
    practice_protocol,
    practice_reminders,
    practice_texts,
    practice_zone,
)
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_protocol import short_name

CHANGES: Final = "changes"
_MOST: Final = 300  # letters of what a long text was: enough to know it by
_SAID: Final[dict[str, Callable[[Any, Translate], str]]] = {
    parts.PROTOCOL: practice_protocol.said,
    parts.HELP_TEXT: practice_texts.said,
    parts.RISK_PROTOCOL: practice_texts.said,
    parts.ZONE: lambda kept, _: practice_zone.name_of(kept),
    parts.PHASES: practice_phases.said,
    parts.REMINDERS: practice_reminders.said,
}
PART_NAMES: Final[dict[str, str]] = {
    parts.PROTOCOL: N_("Questionnaires"),
    parts.HELP_TEXT: N_("Help in need"),
    parts.HELP_CHECKED: N_("Help in need was checked"),
    parts.RISK_PROTOCOL: N_("When a question about risk was answered"),
    parts.ZONE: N_("Time zone"),
    parts.PHASES: N_("Names of the phases"),
    parts.REMINDERS: N_("Messages to clients"),
}


def show(facts: Facts, desk: Desk, viewer: Viewer) -> None:
    """The last part of the page; nothing at all as long as nothing was changed."""
    _ = viewer.translate
    if not facts.changes:
        return
    last = _moment(facts.changes[0], viewer)
    practice_frame.fold(CHANGES, _("What was changed"), last, None, desk, lambda: _lines(facts, viewer))


def _moment(change: Change, viewer: Viewer) -> str:
    return viewer.translate.moment(change.at.astimezone(ZoneInfo(viewer.principal.zone)))


def _lines(facts: Facts, viewer: Viewer) -> None:
    _ = viewer.translate
    panels.lines("changes", [(f"{_moment(one, viewer)} · {one.who}", what(one, facts, _)) for one in facts.changes])


def what(change: Change, facts: Facts, _: Translate) -> str:
    """What a change was about; of the practice's own rules and texts also what they were and became."""
    if change.action == EXERCISE:
        code = str(change.detail.get("exercise", ""))
        exercise = facts.every_exercise.get(code)
        return _("Exercise: {name}", name=exercise.name.said(_.language) if exercise else code)
    if change.action == WORDING:
        name = short_name(str(change.detail.get("instrument", "")), _)
        out = change.detail.get("taken_out")
        return _("Text taken out: {name}", name=name) if out else _("Text: {name}", name=name)
    part = str(change.detail.get("part", ""))
    lines = [_(PART_NAMES.get(part, "")), *_was_and_became(part, change, _)]
    return "\n".join(lines)


def _was_and_became(part: str, change: Change, _: Translate) -> list[str]:
    if part not in _SAID:
        return []
    try:
        old, new = (" · ".join(_SAID[part](change.detail.get(one), _).splitlines()) for one in ("old", "new"))
    except (ValidationError, KeyError, TypeError, AttributeError):  # kept by a version that knew the part otherwise
        return []
    return [_("It was: {old}", old=_short(old)), _("It became: {new}", new=_short(new))]


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
