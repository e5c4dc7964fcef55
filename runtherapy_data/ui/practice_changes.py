"""Who changed what of the practice's own choices, and when: what the audit trail holds of it."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from runtherapy_data.actions.practice_exercises import EXERCISE
from runtherapy_data.actions.practice_wordings import WORDING
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures import practice_parts as parts
from runtherapy_data.queries.practice_parts import Change
from runtherapy_data.ui import panels, practice_frame
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.practice_desk import Desk
from runtherapy_data.ui.practice_facts import Facts
from runtherapy_data.ui.practice_protocol import short_name

CHANGES: Final = "changes"
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
    """What a change was about."""
    if change.action == EXERCISE:
        code = str(change.detail.get("exercise", ""))
        exercise = facts.every_exercise.get(code)
        return _("Exercise: {name}", name=exercise.name.said(_.language) if exercise else code)
    if change.action == WORDING:
        name = short_name(str(change.detail.get("instrument", "")), _)
        return (
            _("Text taken out: {name}", name=name) if change.detail.get("taken_out") else _("Text: {name}", name=name)
        )
    said = _(PART_NAMES.get(str(change.detail.get("part", "")), ""))
    return _("{part}, back to the default", part=said) if change.detail.get("new") is None else said
