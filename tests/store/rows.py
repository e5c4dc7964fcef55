"""One row for every table, in the order that foreign keys ask for, for one practice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert

from runtherapy_data.store import extend, now, tables
from runtherapy_data.store.types import new_id

DAY = dt.date(2026, 3, 2)


def one_of_each(practice_id: int) -> dict[str, dict[str, Any]]:
    """Table name → its row, of one client with one course in this practice."""
    client, course, account, result, signal = new_id(), new_id(), new_id(), new_id(), new_id()
    given = new_id()
    moment = now()
    here: dict[str, Any] = {"practice_id": practice_id}
    of_course: dict[str, Any] = {**here, "course_id": course}
    group: dict[str, Any] = {**here, "complaint": "depression", "period": "2026-Q1"}
    rows: dict[str, dict[str, Any]] = {
        "practice": {"id": practice_id, "code": f"p{practice_id}", "name": "Test", "created_at": moment},
        "sign_in_failure": {"id": new_id(), "subject": f"{practice_id}" * 64, "failed_at": moment},
        "client": {**here, "id": client, "code": "C-1", "created_at": moment},
        "account": {**here, "id": account, "email": f"c{practice_id}@test.example", "name": "Test client",
                    "role": "client", "client_id": client, "created_at": moment},
        "substitution": {**here, "id": new_id(), "account_id": account, "substitute_id": account, "from_on": DAY,
                         "until_on": DAY + dt.timedelta(days=7)},
        "supervision": {**here, "account_id": account},
        "login_session": {**here, "token_hash": f"{practice_id}" * 64, "account_id": account, "created_at": moment,
                          "seen_at": moment, "ends_at": moment},
        "one_time_link": {**here, "token_hash": f"{practice_id}" * 64, "account_id": account, "purpose": "invite",
                          "created_at": moment, "expires_at": moment},
        "consent": {**here, "client_id": client, "id": new_id(), "purpose": "cohort", "given_at": moment},
        "course": {**here, "id": course, "client_id": client, "complaint": "depression", "starts_on": DAY,
                   "planned_weeks": 10},
        "course_complaint": {**of_course, "complaint": "psychosomatic"},
        "assignment": {**of_course, "account_id": account, "from_on": DAY},
        "phase": {**of_course, "starts_on": DAY, "phase": "intake"},
        "life_event": {**of_course, "id": new_id(), "kind": "holiday", "starts_on": DAY},
        "check_in": {**of_course, "day": DAY, "mood": 6, "hours_slept": 7.25, "recorded_at": moment},
        "session_log": {**of_course, "id": new_id(), "day": DAY, "kind": "guided"},
        "questionnaire_result": {**of_course, "id": result, "instrument": "PHQ-9", "taken_on": DAY,
                                 "moment": "intake", "total": 12},
        "questionnaire_subscale": {**of_course, "result_id": result, "subscale": "distress", "score": 7.5},
        "questionnaire_answer": {**of_course, "result_id": result, "item": 1, "value": 2},
        "week_reflection": {**of_course, "week_on": DAY, "resilience": 5, "recorded_at": moment},
        "questionnaire_due": {**of_course, "id": new_id(), "instrument": "phq9", "moment": "mid", "due_on": DAY,
                              "asked_at": moment},
        "draft": {**of_course, "account_id": account, "kind": "check_in", "subject": "2026-03-02",
                  "content": {"mood": 6}, "saved_at": moment},
        "correction": {**of_course, "id": new_id(), "at": moment, "fact": "check_in", "fact_key": "2026-03-02",
                       "old": {"mood": 5}, "new": {"mood": 6}},
        "exercise_given": {**of_course, "id": given, "exercise": "breathing_out", "given_on": DAY},
        "exercise_done": {**of_course, "given_id": given, "day": DAY},
        "intake": {**of_course, "complaints": "x"},
        "medical_point": {**of_course, "id": new_id(), "words": "x"},
        "goal": {**of_course, "position": 1, "words": "x"},
        "plan_week": {**of_course, "week": 1, "sessions": 3, "minutes": 60},
        "practice_setting": {**here, "part": "reminders", "value": {"way": "off"}, "changed_at": moment},
        "practice_exercise": {**here, "code": "breathing_out", "kind": "breathing", "name_nl": "x", "name_en": "x",
                              "words_nl": "x", "words_en": "x"},
        "practice_wording": {**here, "instrument": "phq9", "content": {"instrument": "phq9"}, "changed_at": moment},
        "reminder_sent": {**here, "account_id": account, "day": DAY, "sent_at": moment},
        "signal": {**of_course, "id": signal, "rule": "silence", "since_on": DAY, "raised_at": moment,
                   "evidence": {"days": ["2026-03-02"]}},
        "signal_event": {**of_course, "signal_id": signal, "id": new_id(), "at": moment, "step": "raised"},
        "signal_evaluation": {**of_course, "through_on": DAY, "evaluated_at": moment},
        "therapist_note": {**of_course, "id": new_id(), "account_id": account, "written_at": moment, "words": "x"},
        "document": {**of_course, "id": new_id(), "account_id": account, "kind": "end_report", "language": "nl",
                     "made_at": moment, "parts": {"advice": "x"}},
        "audit_event": {**here, "id": new_id(), "at": moment, "action": "course.read", "outcome": "done",
                        "course_id": course, "detail": {"rows": 3}},
        "write_once": {**here, "key": "k" * 64, "action": "check_in", "at": moment},
        "import_mark": {**here, "source": "s" * 64, "kind": "sessions", "read_through": "2026-03-02", "at": moment},
        "snapshot": {**here, "taken_at": moment, "through_on": DAY, "courses": 40},
        "cohort_week": {**group, "week": 1, "measure": "mood", "courses": 40, "days": 200, "sum_of_means": 240.0,
                        "sum_of_squares": 1440.0},
        "cohort_outcome": {**group, "outcome": "running", "courses": 40},
    }  # fmt: skip
    return rows


def fill(connection: Connection, practice_id: int) -> dict[str, dict[str, Any]]:
    """Insert the rows; needs a connection that may found the practice."""
    rows = one_of_each(practice_id)
    by_name = tables.Base.metadata.tables
    for name, row in rows.items():
        connection.execute(insert(by_name[name]).values(**row))
        if name == "practice":
            extend(connection, practice_id=practice_id)
    return rows
