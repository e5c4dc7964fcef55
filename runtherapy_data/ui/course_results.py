"""The questionnaires of a course: for the therapist with verdict, reasons and figure, for the client in plain words."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from runtherapy_data.charts import questionnaires
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.change import Verdict
from runtherapy_data.ui import course_words as said
from runtherapy_data.ui import panels
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_results import ScaleResults, on_hatched_days, told_to_client
from runtherapy_data.views.course_results import results as results_of
from runtherapy_data.views.signal_evidence import Evidence


def to_therapist(course: Course, _: Translate, evidence: Evidence | None = None) -> None:
    """Each scale in a sentence, the figure, and on demand the reasons and every score; the caller gives the heading.

    `evidence` is what a chosen signal rests on, and is pointed out in the figure.
    """
    if not course.results:
        panels.nothing_yet(
            "results",
            _("No questionnaire has been filled in yet."),
            _("Results appear here once they are filled in or imported."),
        )
        return
    found = results_of(course)
    panels.lines("results", _told(found, _))
    fig = questionnaires.figure(course, _, evidence=evidence)
    if fig is not None:
        alt = " ".join(f"{did}: {verdict}" for did, verdict in _told(found, _)).replace("\n", "; ")
        if evidence and evidence.instrument:
            ringed = _("A ring marks the scores that the signal rests on.")
            alt = f"{alt} {ringed}"
            panels.muted(ringed)
        panels.figure("questionnaires", fig, questionnaires.config(_), alt=alt)
    panels.muted(said.results_sentence(course, _))
    if hatched := on_hatched_days(course, _):
        panels.muted(hatched)
    _why(found, _)
    if fig is None or st.toggle(_("Show the scores as a table"), key="results-table"):
        header, rows = said.results_table(course, _)
        panels.table("results", header, rows)


def judged(course: Course, _: Translate) -> None:
    """The scales alone of which a change can be judged, each in its sentence; nothing where there is none."""
    if told := _judged(results_of(course), _):
        panels.lines("results-judged", told)


def _judged(found: tuple[ScaleResults, ...], _: Translate) -> list[tuple[str, str]]:
    """What each of these scales did, and the verdict on it."""
    said_of = []
    for one in found:
        if one.since_first is not None and one.since_first.verdict is not Verdict.UNKNOWN:
            did, verdict = one.parts(_)
            said_of.append((did, f"{_opened(verdict)}.\n{one.previous_sentence(_)}".strip()))
    return said_of


def _told(found: tuple[ScaleResults, ...], _: Translate) -> list[tuple[str, str]]:
    """Each scale with its verdict; then together those without one and those scored once, under why that is."""
    alike = dict[str, list[str]]()
    for one in found:
        if one.since_first is None or one.since_first.verdict is Verdict.UNKNOWN:
            did, verdict = one.parts(_)
            alike.setdefault(verdict, []).append(did)
    return [*_judged(found, _), *((_opened(why), "\n".join(lines)) for why, lines in alike.items())]


def _opened(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _why(found: tuple[ScaleResults, ...], _: Translate) -> None:
    """The grounds of every sentence, built only when somebody asks for them."""
    compared = [one for one in found if one.since_first is not None]
    if not compared:
        return
    folded = st.expander(_("Why? The numbers and their sources"), key="results-why", on_change="rerun")
    if not folded.open:
        return
    with folded, st.container(key="reasons", gap="small"):
        for one in compared:
            told = "\n".join(f"- {escaped(reason)}" for reason in one.reasons(_))
            st.markdown(f"**{escaped(one.name(_))}**\n\n{told}")


def to_client(course: Course, _: Translate) -> None:
    """The client's questionnaires: what moved in plain words, then every score; no verdict and no cut-off.

    Their own goals stand with the words of each (`goal_panels`), and not once more as a mean.
    """
    is_empty = not course.results
    course = replace(course, results=tuple(one for one in course.results if not one.activities))
    if not (is_empty or course.results):
        return
    panels.section(_("Your questionnaires"))
    if not course.results:
        panels.nothing_yet(
            "results",
            _("No questionnaire has been filled in yet."),
            _("What is ready for you stands on the page Questionnaires."),
        )
        return
    found = results_of(course)
    told, compared = [], False
    for instrument in dict.fromkeys(one.instrument for one in course.results):
        name, scores = said.told_to_client(course, instrument, _)
        changes = told_to_client([one for one in found if one.instrument == instrument], _)
        told.append((name, "\n".join([*changes, scores])))
        compared = compared or bool(changes)
    panels.lines("results", told)
    if compared:
        panels.muted(said.results_sentence(course, _))
    panels.muted(
        _("A score is a snapshot of the weeks before it. Talk with your therapist about what it says about you.")
    )
