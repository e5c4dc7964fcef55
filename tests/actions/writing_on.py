"""`python -m tests.actions.writing_on CODE FIRST`: fill in one thing after the other until somebody ends this process.

A client's check-in of today and a session of their own, and a questionnaire that their therapist types over, each after
its draft; the number of each round goes out once all three were answered.
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import count

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import check_ins, drafts, questionnaires, sessions
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import Moment, SessionKind
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.store import today

CLIENT, THERAPIST = "client@test.example", "therapist@test.example"
ITEMS = 9


def day_of_form(number: int, last: dt.date) -> tuple[dt.date, str]:
    """Of each round another day or moment: there is one result of each."""
    moments = tuple(Moment)
    return last - dt.timedelta(days=number // len(moments)), moments[number % len(moments)].value


def one_round(number: int, days: Grant, own: Grant, forms: Grant) -> None:
    """Three forms, each with its draft before."""
    on, said = today(days.principal.zone), f"round {number}"
    drafts.keep(days, check_ins.DRAFT, on.isoformat(), {"words": said})
    check_ins.save(days, f"check-in {number}", DayAnswers(day=on, mood=number % 11, words=said))
    drafts.keep(own, sessions.DRAFTS, "new", {"reflection": said})
    entry = SessionEntry(on, SessionKind.INDEPENDENT, intervals="5x(2/3)", effort=number % 11, reflection=said)
    sessions.add(own, f"session {number}", entry, draft="new")
    drafts.keep(forms, questionnaires.PAPER_DRAFT, "new", {"items": said})
    taken_on, moment = day_of_form(number, on)
    answers = Entry(dict.fromkeys(range(1, ITEMS + 1), 0.0))
    questionnaires.add(forms, f"form {number}", "phq9", taken_on, moment, answers)


def main(code: str, first: int) -> None:
    """Round after round for the client with this code, numbered from the first."""
    client, therapist = principal_by_email(CLIENT), principal_by_email(THERAPIST)
    days = grant_course(client, permission=Permission.CHECK_IN_WRITE)
    own = grant_course(client, permission=Permission.SESSION_WRITE)
    forms = grant_course(therapist, code, Permission.RESULT_WRITE)
    for number in count(first):
        one_round(number, days, own, forms)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
