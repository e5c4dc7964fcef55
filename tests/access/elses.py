"""Two clients of a practice with a therapist each, and one of another practice; each file holds one of everything.

What is in the files of the other two must reach nobody else: `secret` is in every word of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from runtherapy_data.access import (
    grant_caseload,
    grant_cohorts,
    grant_course,
    grant_new_course,
    grant_own_account,
    grant_practice,
    grant_system,
    principal_by_email,
)
from runtherapy_data.actions import (
    check_ins,
    documents,
    exercises,
    goals,
    life_events,
    medical_points,
    notes,
    pauses,
    questionnaire_requests,
    questionnaires,
    sessions,
    substitutions,
)
from runtherapy_data.actions.session_rows import Whole, whole
from runtherapy_data.analysis.spans import Span
from runtherapy_data.identity import CohortGrant, Grant, Permission, Principal
from runtherapy_data.measures.exercises import SHIPPED
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries import exercises as given_exercises
from runtherapy_data.queries import life_events as events
from runtherapy_data.queries import medical_points as points
from runtherapy_data.queries import notes as own_notes
from runtherapy_data.queries import questionnaire_asks, signals
from runtherapy_data.queries import questionnaires as results
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.queries.life_events import HeldEvent
from runtherapy_data.queries.medical_points import HeldPoint
from runtherapy_data.queries.notes import OwnNote
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.queries.signals import SignalRow
from runtherapy_data.queries.substitutions import Standing
from runtherapy_data.store import reading, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)
DAY = dt.timedelta(days=1)
COURSE_WORK = (
    Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.SESSION_WRITE, Permission.RESULT_WRITE,
    Permission.CLIENT_INVITE,
)  # fmt: skip
OWN_WORK = (Permission.COURSE_READ, Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE, Permission.RESULT_WRITE)
PRACTICE_WORK = (Permission.PEOPLE_READ, Permission.PEOPLE_WRITE, Permission.SETTINGS_WRITE, Permission.IMPORT)
SYSTEM_WORK = (Permission.SIGNALS, Permission.SNAPSHOT, Permission.REMIND, Permission.BULK)


@dataclass(frozen=True)
class File:
    """One client's file, and the ids of what is in it."""

    practice_id: int
    secret: str
    therapist: Principal
    client: Principal
    course_id: UUID
    client_id: UUID
    code: str
    session: Whole
    own_session: UUID
    removed_session: Whole
    result: HeldResult
    ask: Ask
    dropped: Ask
    given: UUID
    point: HeldPoint
    event: HeldEvent
    pause: HeldEvent
    note: OwnNote
    document: UUID
    signal: SignalRow
    standing: Standing
    saved: check_ins.Saved

    @property
    def span(self) -> Span:
        """The course, as rules look through it."""
        return Span(self.course_id, TODAY - 35 * DAY, TODAY, 10, False, False, None)

    @property
    def account(self) -> UUID:
        """The therapist's."""
        return some(self.therapist.account_id)  # type: ignore[no-any-return]

    def tells(self, found: object) -> bool:
        """Whether what came back says anything that is in this file."""
        said = repr(found)
        return self.secret in said or self.code in said


def key() -> str:
    return new_id().hex


def some(found: Any) -> Any:
    """What was made: nothing is not it."""
    assert found is not None
    return found


def filled(world: World, name: str) -> File:
    """A file with one of everything, made by the people whom it is of."""
    therapist, client, course_id, code = world.pair(name)
    secret = f"geheim van {name}"
    works = grant_course(therapist, code, Permission.COURSE_WRITE)
    logs = grant_course(therapist, code, Permission.SESSION_WRITE)
    types_over = grant_course(therapist, code, Permission.RESULT_WRITE)
    session = some(sessions.add(logs, key(), SessionEntry(TODAY, "guided", walking_minutes=9, posture=secret)))
    gone = some(sessions.add(logs, key(), SessionEntry(TODAY - DAY, "guided", walking_minutes=8, reflection=secret)))
    own = grant_course(client, None, Permission.SESSION_WRITE)
    own_session = some(sessions.add(own, key(), SessionEntry(TODAY, "independent", walking_minutes=7)))
    written = some(questionnaires.add(types_over, key(), "gad7", TODAY, "extra", Entry(dict.fromkeys(range(1, 8), 1))))
    asked, dropped = (some(questionnaire_requests.ask(works, key(), code, TODAY)) for code in ("phq9", "who5"))
    questionnaire_requests.drop(works, key(), dropped)
    exercises.give(works, key(), [SHIPPED[0].code], note=secret)
    goals.add(works, key(), secret)
    medical_points.add(works, key(), secret)
    life_events.add(works, key(), kind="illness", first_on=TODAY - 9 * DAY, last_on=TODAY - 8 * DAY, note=secret)
    pauses.set_pause(works, key(), first_on=TODAY - 5 * DAY, last_on=TODAY - 4 * DAY, note=secret)
    notes.write(works, key(), secret)
    paper = documents.save(works, key(), kind=PaperKind.REPORT, language="nl", parts={"advice": secret})
    saved = check_ins.save(
        grant_course(client, None, Permission.CHECK_IN_WRITE), key(), DayAnswers(day=TODAY, mood=4, words=secret)
    )
    away, beside = (world.account("therapist", f"{who}{name}@test.example") for who in ("away", "beside"))
    world.account("admin", f"admin{name}@test.example")
    stands = substitutions.begin(
        grant_practice(principal_by_email(f"admin{name}@test.example"), Permission.PEOPLE_WRITE), key(),
        therapist_id=away, substitute_id=beside, from_on=TODAY, until_on=TODAY + 7 * DAY,
    )  # fmt: skip
    with reading(logs) as connection:
        kept, removed = (whole(connection, logs, one.id) for one in (session, gone))
    sessions.remove(logs, key(), gone.id, revision=1)
    with reading(works) as connection:
        happened = {one.kind: one for one in events.of_course(connection, works)}
        asks = {one.id: one for one in questionnaire_asks.asks(connection, works)}
        (point,), (note,) = points.points(connection, works), own_notes.own(connection, works)
    world.signal(course_id, snooze_reason=secret, snoozed_until=TODAY + DAY)
    reads = grant_course(therapist, code)
    with reading(reads) as connection:
        signal = next(one for one in signals.of_course(connection, reads) if one.snooze_reason == secret)
        result = next(one for one in results.results(connection, reads) if one.id == written.id)
        (given,) = given_exercises.given(connection, reads, TODAY)
    return File(
        world.practice_id, secret, therapist, client, course_id, works.clients[0], code, kept, own_session.id, removed,
        result, asks[asked], asks[dropped], given.id, point, happened["illness"], happened["pause"], note, some(paper),
        signal, some(some(stands).after), some(saved),
    )  # fmt: skip


def leaves(mine: File, theirs: File) -> Iterator[Grant | CohortGrant]:
    """Every leave that somebody has who has no business with the other file: by treating, being, or running a practice.

    Who runs a practice, and the program itself, have business with every file in it, and with none of another one.
    """
    yield from (grant_course(mine.therapist, mine.code, one) for one in COURSE_WORK)
    yield grant_new_course(mine.therapist)
    yield grant_new_course(mine.therapist, mine.code)
    yield grant_caseload(mine.therapist)
    yield grant_practice(mine.therapist, Permission.IMPORT)
    yield grant_own_account(mine.therapist)
    yield from (grant_course(mine.client, None, one) for one in OWN_WORK)
    yield grant_own_account(mine.client)
    if theirs.practice_id != mine.practice_id:
        admin = principal_by_email("adminanna@test.example")
        yield from (grant_practice(admin, one) for one in PRACTICE_WORK)
        yield from (grant_system(mine.practice_id, one, "tests") for one in SYSTEM_WORK)
        yield grant_cohorts(principal_by_email("supervisor@test.example"))
