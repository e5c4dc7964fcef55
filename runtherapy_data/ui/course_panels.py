"""The parts of the two pages about one course. Each draws itself from the view, and says so when it has nothing."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.charts.trajectory_weeks import span
from runtherapy_data.i18n import Translate
from runtherapy_data.ui import course_words as said
from runtherapy_data.ui import navigation, panels, shown
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.course import Course

LAST_SESSIONS: Final = 5
LAST_WORDS: Final = 3
LAST_NOTES: Final = 3


def not_begun(viewer: Viewer) -> None:
    """A client for whom no course was begun."""
    _ = viewer.translate
    panels.heading(_("My progress"), _("Your course has not begun yet."))
    panels.nothing_yet(
        "course",
        _("As soon as your therapist has begun your course, you will see here how you are doing from week to week."),
        _("Do you expect to see something already? Ask your therapist."),
    )


def nothing_reported(viewer: Viewer, course: Course) -> None:
    """A client's course about which nothing has been told yet."""
    _ = viewer.translate
    panels.heading(_("My progress"), _("There is nothing to show yet."), above=said.phase(course, _))
    panels.nothing_yet(
        "course",
        _("Here you will see how your mood, your sleep and your energy go from day to day, beside your sessions."),
        _("It fills by itself: with your first check-in, your first session or your first questionnaire."),
    )


def none_chosen(viewer: Viewer) -> None:
    """The therapist's page before a client was chosen."""
    _ = viewer.translate
    panels.heading(_("Course"), _("Choose a client above to see how their course is going."))
    navigation.link("caseload", _("Or start from the list of your clients"), icon=":material/arrow_forward:")


def nothing_known(course: Course, viewer: Viewer) -> None:
    """A course of the therapist's in which nothing has been reported: yet, or before it ended."""
    _ = viewer.translate
    if course.has_ended:
        panels.muted(_("Nothing was reported in this course: no check-in, no session, no questionnaire."))
        return
    invited = shown.is_let_in(viewer, course.client_code)
    panels.nothing_yet(
        "course",
        _("Nothing has been reported in this course yet: no check-in, no session, no questionnaire."),
        _("The figure appears with the first of them. Agree with the client when the first check-in will be.")
        if invited
        else _("The figure appears with the first of them. The client is not invited yet: invite them first."),
    )
    if not invited:
        navigation.link("intake", _("Invite the client"), icon=":material/person_add:", client=course.client_code)


def days_behind(course: Course, _: Translate, *, weeks: tuple[int, int] | None) -> None:
    """The table behind the figure, of the same weeks, built only when somebody asks for it."""
    if st.toggle(_("Show the days as a table"), key="days-table"):
        header, rows, numbers = said.days(course, _, weeks=weeks)
        panels.table("days", header, rows, numbers=numbers)


def events_marked(course: Course, _: Translate, *, weeks: tuple[int, int] | None, to_client: bool) -> None:
    """Which days are hatched in the figure of these weeks; to a therapist also that signals leave them out."""
    first, last = span(course, weeks)
    shown = [one for one in course.events if one.starts_on <= last and one.last_on >= first]
    if not shown:
        return
    told = _("Hatched: {events}.", events=said.events_listed(shown, _))
    if not to_client:
        told += " " + _("Signals leave these days out.")
    panels.muted(told)


def own_words(course: Course, _: Translate) -> None:
    """What the client wrote last."""
    panels.section(_("What you wrote yourself"))
    last = sorted(course.words, key=lambda one: said.newest_first(one.day))[:LAST_WORDS]
    if last:
        panels.quotes("words", [(_.day(one.day), one.words) for one in last])
    else:
        panels.nothing_yet(
            "words",
            _("You have not written anything with a check-in yet."),
            _("A few words help you to see later what a day was like."),
        )


def own_sessions(course: Course, _: Translate) -> None:
    """The client's last sessions, in words: minutes and feeling, nothing to compare oneself by."""
    panels.section(_("Your last sessions"))
    last = sorted(course.sessions, key=lambda one: said.newest_first(one.day))[:LAST_SESSIONS]
    if not last:
        panels.nothing_yet(
            "sessions",
            _("No session has been noted yet."),
            _("Your sessions appear here after the first time you walked or ran."),
        )
        return
    panels.lines("sessions", [said.session_line(one, _) for one in last])


def sessions(course: Course, _: Translate) -> None:
    """Every session as the therapist reads it: a table, newest first, and below it what the therapist noted.

    The caller gives the heading.
    """
    if not course.sessions:
        panels.nothing_yet(
            "sessions",
            _("No session has been noted yet."),
            _("Sessions appear here once they are logged or imported."),
        )
        return
    newest = sorted(course.sessions, key=lambda one: said.newest_first(one.day))
    header = [
        _("Day"), _("Kind"), _("Running"), _("Walking"), _("Planned"), _("Effort"), _("Talk test"), _("Feeling"),
        _("Pain"),
    ]  # fmt: skip
    everything = len(newest) > LAST_SESSIONS * 2 and st.toggle(_("All sessions"), key="all-sessions")
    shown = newest if everything else newest[: LAST_SESSIONS * 2]
    panels.table("sessions", header, [said.session_cells(one, _) for one in shown], numbers=(2, 3, 4, 5, 8))
    notes = [note for one in newest if (note := said.noted(one, _))]
    if notes:
        panels.section(_("Noted with the sessions"))
        panels.lines("session-notes", notes if everything else notes[:LAST_NOTES])


def reflections(course: Course, _: Translate) -> None:
    """What the client wrote last, after a session or with a check-in, for the therapist."""
    panels.section(_("In the client's own words"))
    found = [(one.day, _("after the session"), one.reflection) for one in course.sessions if one.reflection]
    found += [(one.day, _("with the check-in"), one.words) for one in course.words]
    found.sort(key=lambda one: said.newest_first(one[0]))
    told = [(f"{_.day(day)}, {where}", words) for day, where, words in found]
    if told:
        panels.quotes("reflections", told[:LAST_WORDS])
    else:
        panels.muted(_("Nothing written yet."))
