"""How every function that takes an id is called with somebody else's; see test_somebody_elses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from runtherapy_data.actions import (
    check_ins,
    consents,
    corrections,
    documents,
    drafts,
    evaluation,
    exercises,
    goals,
    import_check_ins,
    import_courses,
    import_questionnaires,
    import_sessions,
    life_events,
    medical_points,
    newest,
    notes,
    pauses,
    people,
    questionnaire_asks,
    questionnaire_requests,
    questionnaire_rows,
    questionnaires,
    session_rows,
    sessions,
    signal_rows,
    signals,
    substitutions,
    treating,
)
from runtherapy_data.actions.changed import Changed
from runtherapy_data.analysis.signal_life import Changes, Kept
from runtherapy_data.identity import Role
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.measures.questionnaire_entry import Entry, Measured
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.measures.signals import SignalState, SignalStep
from runtherapy_data.queries import caseload_lines, cohorts, invitations, replayed, signal_courses, signal_facts
from runtherapy_data.queries import corrections as history
from runtherapy_data.queries import documents as papers
from runtherapy_data.queries import people as peoples
from runtherapy_data.queries import questionnaires as results
from runtherapy_data.queries import sessions as logs
from runtherapy_data.queries import signals as seen
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.store.tables import SessionLog
from tests.access.elses import DAY, TODAY, File, key

ENTRY, FORM = SessionEntry(TODAY, "guided", walking_minutes=1), Entry(dict.fromkeys(range(1, 8), 0.0))
PLANNED = {"starts_on": TODAY, "ends_on": TODAY + 70 * DAY}
HELD: dict[str, Any] = {"kind": "holiday", "first_on": TODAY, "last_on": None, "note": ""}


def facts(of: File, **values: Any) -> list[tuple[UUID, Fact]]:
    """One fact for the course of a file, as an import gives it on."""
    return [(of.course_id, Fact(1, of.code, TODAY - 2 * DAY, values))]


def ended(of: File) -> dict[UUID, Changes]:
    """The signal of a file comes to an end."""
    held = Kept(of.signal.id, "silence", "", SignalState.NEW, TODAY, {}, None, None)
    return {of.course_id: Changes(expired=[held])}


# Of whoever asks (g) about what is in the file of somebody else (t).
ALONE: dict[Callable[..., Any], Callable[[Any, File], Any]] = {
    check_ins.save: lambda g, t: check_ins.save(g, key(), replace(t.saved.answers, words=""), [t.given]),
    check_ins.take_back: lambda g, t: check_ins.take_back(g, key(), t.saved),
    consents.renew: lambda g, t: consents.renew(g, key(), t.code),
    documents.save: lambda g, t: documents.save(
        g, key(), kind=PaperKind.REPORT, language="nl", parts={}, document_id=t.document
    ),
    documents.note_download: lambda g, t: documents.note_download(g, t.document, "pdf"),
    drafts.keep: lambda g, t: drafts.keep(g, "session", t.session.session.id.hex, {"x": 1}),
    drafts.throw_away: lambda g, t: drafts.throw_away(g, "session", t.session.session.id.hex),
    evaluation.evaluate: lambda g, t: evaluation.evaluate(g, TODAY, [t.course_id]).courses,
    evaluation.refresh: lambda g, t: evaluation.refresh(g, TODAY, [t.course_id]).courses,
    evaluation.look_again: lambda g, t: evaluation.look_again(g, [t.course_id]).courses,
    exercises.end: lambda g, t: exercises.end(g, key(), t.given),
    exercises.resume: lambda g, t: exercises.resume(g, key(), t.given),
    goals.reword: lambda g, t: goals.reword(g, key(), 1, "x", was=t.secret),
    goals.drop: lambda g, t: goals.drop(g, key(), 1),
    goals.restore: lambda g, t: goals.restore(g, key(), 1),
    life_events.change: lambda g, t: life_events.change(g, key(), t.event, **HELD),
    life_events.remove: lambda g, t: life_events.remove(g, key(), t.event),
    life_events.restore: lambda g, t: life_events.restore(g, key(), t.event),
    medical_points.change: lambda g, t: medical_points.change(g, key(), t.point.id, "x", was=t.secret),
    medical_points.confirm: lambda g, t: medical_points.confirm(g, key(), {t.point.id: t.secret}),
    medical_points.reopen: lambda g, t: medical_points.reopen(g, key(), [t.point.id]),
    medical_points.remove: lambda g, t: medical_points.remove(g, key(), t.point.id, was=t.secret),
    medical_points.restore: lambda g, t: medical_points.restore(g, key(), t.point),
    notes.change: lambda g, t: notes.change(g, key(), t.note.id, "x"),
    notes.remove: lambda g, t: notes.remove(g, key(), t.note.id),
    notes.restore: lambda g, t: notes.restore(g, key(), t.note),
    pauses.set_pause: lambda g, t: pauses.set_pause(g, key(), first_on=TODAY - 5 * DAY, instead_of=t.pause),
    pauses.resume: lambda g, t: pauses.resume(g, key(), t.pause.id),
    pauses.remove: lambda g, t: pauses.remove(g, key(), t.pause),
    pauses.undo: lambda g, t: pauses.undo(g, key(), Changed(None, t.pause)),
    people.create_account: lambda g, t: people.create_account(
        g, key(), name="x", email=f"{key()}@test.example", role=Role.CLIENT, client_code=t.code
    ),
    people.send_link: lambda g, t: people.send_link(g, key(), t.account),
    people.deactivate: lambda g, t: people.deactivate(g, key(), t.account),
    people.reactivate: lambda g, t: people.reactivate(g, key(), t.account),
    questionnaire_requests.move: lambda g, t: questionnaire_requests.move(g, key(), t.ask, TODAY + DAY),
    questionnaire_requests.drop: lambda g, t: questionnaire_requests.drop(g, key(), t.ask.id),
    questionnaire_requests.ask_again: lambda g, t: questionnaire_requests.ask_again(g, key(), t.dropped.id),
    questionnaire_requests.put_back: lambda g, t: questionnaire_requests.put_back(g, key(), t.ask),
    questionnaires.send: lambda g, t: questionnaires.send(g, key(), t.ask.id, dict.fromkeys(range(1, 10), 0.0)),
    questionnaires.change: lambda g, t: questionnaires.change(g, key(), t.result.id, 1, TODAY, "mid", FORM),
    questionnaires.remove: lambda g, t: questionnaires.remove(g, key(), t.result.id, 1),
    questionnaires.restore: lambda g, t: questionnaires.restore(g, key(), t.result),
    sessions.change: lambda g, t: sessions.change(g, key(), t.session.session.id, ENTRY, revision=1),
    sessions.remove: lambda g, t: sessions.remove(g, key(), t.own_session, revision=1),
    sessions.restore: lambda g, t: sessions.restore(g, key(), t.removed_session),
    sessions.bring_back: lambda g, t: sessions.bring_back(g, key(), t.removed_session.session.id),
    signals.take_step: lambda g, t: signals.take_step(g, key(), t.signal.id, SignalStep.DONE),
    signals.undo: lambda g, t: signals.undo(g, key(), t.signal.id),
    substitutions.begin: lambda g, t: substitutions.begin(
        g, key(), therapist_id=t.standing.therapist_id, substitute_id=t.account, from_on=TODAY,
        until_on=TODAY + DAY,
    ),
    substitutions.end: lambda g, t: substitutions.end(g, key(), t.standing.id),
    substitutions.undo: lambda g, t: substitutions.undo(g, key(), Changed(None, t.standing)),
    treating.assign: lambda g, t: treating.assign(
        g, key(), client_code=t.code, therapist_id=t.account, from_on=TODAY
    ),
}  # fmt: skip

# In a transaction (c) of whoever asks.
WITHIN: dict[Callable[..., Any], Callable[[Connection, Any, File], Any]] = {
    consents.record: lambda c, g, t: consents.record(c, g, t.client_id, ["cohort"]),
    corrections.keep: lambda c, g, t: corrections.keep(c, g, "goal", str(t.session.session.id), {"a": 1}, {"a": 2}),
    drafts.drop: lambda c, g, t: drafts.drop(c, g, "session", t.session.session.id.hex),
    evaluation.outdate: lambda c, g, t: evaluation.outdate(c, g, [t.course_id]),
    exercises.hand_out: lambda c, g, t: exercises.hand_out(c, g, [], given_on=TODAY, session_id=t.session.session.id),
    exercises.take_back: lambda c, g, t: exercises.take_back(c, g, t.session.session.id),
    exercises.set_done: lambda c, g, t: exercises.set_done(c, g, TODAY, [t.given]),
    import_check_ins.write_check_ins: lambda c, g, t: import_check_ins.write_check_ins(c, g, facts(t, mood=1), {}).new,
    import_courses.place: lambda c, g, t: import_courses.place(
        c, g, Batch(facts=[Fact(1, t.code, TODAY, {"mood": 1})]), None
    ).facts,
    import_sessions.write_sessions: lambda c, g, t: import_sessions.write_sessions(
        c, g, facts(t, kind="guided", walking_minutes=1), {}
    ).new,
    import_questionnaires.write_questionnaires: lambda c, g, t: import_questionnaires.write_questionnaires(
        c, g, facts(t, instrument="phq9", moment="mid", total=3.0, subscales={}), {}
    ).new,
    newest.stay_with_newest: lambda c, g, t: newest.stay_with_newest(c, g, t.course_id),
    questionnaire_asks.plan: lambda c, g, t: questionnaire_asks.plan(c, g, t.course_id, **PLANNED),
    questionnaire_asks.replan: lambda c, g, t: questionnaire_asks.replan(c, g, t.course_id, **PLANNED),
    questionnaire_asks.drop_open: lambda c, g, t: questionnaire_asks.drop_open(c, g, t.course_id),
    questionnaire_asks.ask_again: lambda c, g, t: questionnaire_asks.ask_again(c, g, t.course_id, [t.dropped.id]),
    questionnaire_rows.check_free: lambda c, g, t: questionnaire_rows.check_free(
        c, g, "gad7", TODAY, "extra", t.result.id
    ),
    questionnaire_rows.is_free: lambda c, g, t: questionnaire_rows.is_free(c, g, "gad7", TODAY, "extra", t.result.id),
    questionnaire_rows.insert_result: lambda c, g, t: questionnaire_rows.insert_result(
        c, g, t.result.id, "gad7", {"taken_on": TODAY, "moment": "end", "revision": 1}, Measured({}, 3.0, {})
    ),
    questionnaire_rows.change_result: lambda c, g, t: questionnaire_rows.change_result(
        c, g, t.result.id, "gad7", {"taken_on": TODAY, "moment": "end", "revision": 2}, Measured({}, 3.0, {})
    ),
    questionnaire_rows.delete_result: lambda c, g, t: questionnaire_rows.delete_result(c, g, t.result.id),
    questionnaire_rows.close_ask: lambda c, g, t: questionnaire_rows.close_ask(c, g, t.ask.id, t.result.id),
    questionnaire_rows.reopen_asks: lambda c, g, t: questionnaire_rows.reopen_asks(c, g, t.result.id),
    questionnaire_rows.drop_overtaken: lambda c, g, t: questionnaire_rows.drop_overtaken(
        c, g, [t.ask], replace(t.ask, id=t.dropped.id)
    ),
    session_rows.this: lambda c, g, t: c.execute(
        select(SessionLog.id).where(*session_rows.this(g, t.session.session.id))
    ).all(),
    session_rows.is_there: lambda c, g, t: session_rows.is_there(c, g, t.session.session.id),
    session_rows.whole: lambda c, g, t: session_rows.whole(c, g, t.session.session.id),
    session_rows.put: lambda c, g, t: session_rows.put(c, g, t.session.session),
    session_rows.put_anew: lambda c, g, t: session_rows.put_anew(c, g, t.session.session),
    session_rows.take_away: lambda c, g, t: session_rows.take_away(c, g, t.session.session.id),
    signal_rows.kept_of: lambda c, g, t: dict(signal_rows.kept_of(c, g, [t.course_id])),
    signal_rows.write: lambda c, g, t: signal_rows.write(c, g, ended(t)),
    signal_rows.note_looked: lambda c, g, t: signal_rows.note_looked(c, g, [t.course_id], TODAY),
    invitations.let_in: lambda c, g, t: invitations.let_in(c, g, [t.course_id]),
    caseload_lines.session_scales: lambda c, g, t: caseload_lines.session_scales(
        c, g, [t.course_id], TODAY - DAY, TODAY
    ),
    caseload_lines.totals: lambda c, g, t: caseload_lines.totals(c, g, [t.course_id], TODAY),
    caseload_lines.subscales: lambda c, g, t: caseload_lines.subscales(c, g, [t.course_id], TODAY),
    cohorts.group_sums: lambda c, g, t: cohorts.group_sums(c, g, [t.practice_id], "depression", ""),
    history.of_fact: lambda c, g, t: history.of_fact(c, g, "session_log", str(t.removed_session.session.id)),
    papers.own_document: lambda c, g, t: papers.own_document(c, g, t.document),
    peoples.treated_by: lambda c, g, t: peoples.treated_by(c, g, t.account, TODAY),
    peoples.treating: lambda c, g, t: peoples.treating(c, g, t.code),
    results.result: lambda c, g, t: results.result(c, g, t.result.id),
    logs.one: lambda c, g, t: logs.one(c, g, t.session.session.id),
    replayed.client_codes: lambda c, g, t: replayed.client_codes(c, g, [t.course_id]),
    signal_courses.due: lambda c, g, t: signal_courses.due(c, g, TODAY, [t.course_id]),
    signal_courses.past: lambda c, g, t: signal_courses.past(c, g, TODAY, courses=[t.course_id]),
    signal_facts.block: lambda c, g, t: signal_facts.block(c, g, [t.span]).checked_in.any(),
    seen.lives: lambda c, g, t: seen.lives(c, g, [t.signal]),
}  # fmt: skip
