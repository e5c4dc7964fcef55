"""What the parts of an end report say before their therapist edited them: facts of the course, and nothing else.

Advice is left to the therapist: no sentence of it is made up here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from runtherapy_data.exports import printable
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import COMPLAINT_NAMES, END_REASON_NAMES, MODE_NAMES, PHASE_NAMES, SessionKind
from runtherapy_data.measures.papers import PARTS, PaperKind
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_results import ScaleResults, results
from runtherapy_data.views.course_summary import place, summary

MOST_EXERCISES: Final = 3  # different ones, the newest first
GROUNDS: Final = 2  # the first reasons of a change: what moved, and what counts as reliable


def generated(course: Course, _: Translate) -> dict[str, str]:
    """Part → its sentences, in the order of the paper; empty where nothing is known."""
    said = {
        "to": "",
        "complaint": _complaint(course, _),
        "course": _course(course, _),
        "change": _change(course, _),
        "grounds": _grounds(course, _),
        "done": _done(course, _),
        "advice": "",
    }
    more = _("(shortened)")
    return {one.code: printable.shortened(said[one.code], one.longest, more) for one in PARTS[PaperKind.REPORT]}


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)


def totals(course: Course) -> Sequence[ScaleResults]:
    """The totals that were scored; the subscales where no questionnaire has a total."""
    scored = results(course)
    return [one for one in scored if not one.subscale] or scored


def _complaint(course: Course, _: Translate) -> str:
    complaint = _(COMPLAINT_NAMES[course.complaint])
    came = _("{who} came for running therapy with this complaint: {complaint}.",
             who=course.client_name or course.client_code, complaint=complaint[0].lower() + complaint[1:])  # fmt: skip
    first = [f"{one.name(_)}\u00a0{_score(one.scores[0].value, _)}" for one in totals(course)]
    begun = _("First scores: {scores}.", scores=", ".join(first)) if first else ""
    return _joined(came, begun)


def _score(value: float, _: Translate) -> str:
    return _.number(value, 0 if float(value).is_integer() else 1)


def _course(course: Course, _: Translate) -> str:
    began = _("The course began on {day}; {weeks} weeks were planned.",
              day=_.day(course.starts_on, year=True), weeks=course.planned_weeks)  # fmt: skip
    ended = place(course, _)
    if course.has_ended and course.ends_on and course.end_reason:
        ended = _("It ended on {day}: {reason}.", day=_.day(course.ends_on, year=True),
                  reason=_(END_REASON_NAMES[course.end_reason]))  # fmt: skip
    guided = sum(one.kind == SessionKind.GUIDED for one in course.sessions)
    sessions = ""
    if course.sessions:
        sessions = _.plural("{n} session was noted", "{n} sessions were noted", len(course.sessions))
        sessions += _(": {guided} with the therapist, {own} on their own.", guided=guided,
                      own=len(course.sessions) - guided)  # fmt: skip
    days = len({day for one in course.series for day in one.days})
    asked = _.plural("{n} daily check-in was answered.", "{n} daily check-ins were answered.", days) if days else ""
    phases = "; ".join(
        _("{phase} from {day}", phase=_(PHASE_NAMES[one.phase]), day=_.day(one.starts_on)) for one in course.phases
    )
    return _joined(began, ended, sessions, asked, _("Phases: {phases}.", phases=phases) if phases else "")


def _change(course: Course, _: Translate) -> str:
    daily = summary(course, _, to_client=False).removeprefix(place(course, _)).strip()
    scored = [one.sentence(_) for one in totals(course) if one.since_first is not None]
    return "\n".join(one for one in (daily, *scored) if one)


def _grounds(course: Course, _: Translate) -> str:
    judged = (one for one in totals(course) if one.since_first is not None)
    return "\n".join(_joined(*one.reasons(_)[:GROUNDS]) for one in judged)


def _done(course: Course, _: Translate) -> str:
    mode = _(MODE_NAMES[course.mode])
    what = _("Guided running and walking in turns, calmly and at the client's own pace; load: {mode}.",
             mode=mode[0].lower() + mode[1:])  # fmt: skip
    lengths = [one.running_minutes + one.walking_minutes for one in course.sessions]
    long = _("A session took {minutes} minutes on average.",
             minutes=_.number(sum(lengths) / len(lengths))) if lengths else ""  # fmt: skip
    given = dict.fromkeys(one.home_exercises.strip().rstrip(".") for one in reversed(course.sessions)
                          if one.home_exercises)  # fmt: skip
    exercises = "; ".join(list(given)[:MOST_EXERCISES])
    return _joined(what, long, _("Exercises for at home: {exercises}.", exercises=exercises) if exercises else "")


def period(course: Course, _: Translate) -> str:
    """From the first day of the course through its last, or up to the day of the paper."""
    ends = course.ends_on if course.has_ended and course.ends_on else course.today
    return f"{_.day(course.starts_on, year=True)} – {_.day(ends, year=True)}"
