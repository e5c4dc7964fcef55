"""What is ready for a client today, in words: calm, without counting anything."""

from __future__ import annotations

import datetime as dt

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import EventKind
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.views.course_days import moment
from runtherapy_data.views.due import ClientDue
from runtherapy_data.views.exercises import listed
from runtherapy_data.views.questionnaires_open import about


def ask(one: Ask, today: dt.date, _: Translate) -> str:
    """A questionnaire that is ready, with its day where that is another one than today."""
    name = about(one.instrument, _)
    if one.due_on == today:
        return _("Questionnaire: {name}", name=name)
    return _("Questionnaire: {name} (for {day})", name=name, day=_.day(one.due_on))


def opening(due: ClientDue, _: Translate) -> str:
    """The sentence that the list opens with; empty where the list says it all."""
    if due.event is not None:
        until = due.event.ends_on
        if due.event.kind != EventKind.PAUSE:
            return _("Nothing has to be done now. Filling in is possible, if you like.")
        if until is None:
            return _("Your course is paused. Nothing has to be done now.")
        return _("Your course is paused through {day}. Nothing has to be done now.", day=_.day(until))
    if due.starts_on > due.today:
        return _("Your course begins on {day}.", day=_.day(due.starts_on))
    if not due.is_open:
        return _("Nothing more is asked of you today.")
    return ""


def done(due: ClientDue, _: Translate) -> str:
    """What was done today, in one quiet line; empty where nothing was."""
    parts = [_("check-in")] if due.checked_in else []
    if due.week is not None and due.week_done:
        parts.append(_("look back on week {week}", week=due.week))
    parts += [about(code, _) for code in due.filled_in]
    parts += [one.exercise.name.said(_.language) for one in due.exercises if one.is_done]
    return _("Done: {what}.", what=listed(parts, _)) if parts else ""


def practise(due: ClientDue, _: Translate) -> str:
    """What there is to practise and was not ticked off today; empty where there is nothing."""
    names = [one.exercise.name.said(_.language) for one in due.exercises if not one.is_done]
    return _("If it suits today: {what}.", what=listed(names, _)) if names else ""


def together(due: ClientDue, _: Translate) -> str:
    """What the therapist goes through with them; empty where there is nothing."""
    names = [about(one.ask.instrument, _) for one in due.together]
    return _("Your therapist will go through {what} with you.", what=listed(names, _)) if names else ""


def appointment(due: ClientDue, _: Translate) -> str:
    """The next appointment; empty where none was agreed."""
    if due.appointment is None:
        return ""
    return _("Next appointment: {when}", when=moment(due.appointment, due.today, _))
