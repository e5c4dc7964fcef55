"""Private notes: only the one who wrote them reads, changes or removes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import notes
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.queries.notes import OwnNote, own
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

CODE = "C-0007"


def people(world: World) -> tuple[Principal, Principal]:
    """The therapist of a client, and the one who stands in for them these weeks."""
    anke, bas = (world.account("therapist", f"{name}@test.example") for name in ("anke", "bas"))
    client_id, _ = world.client(CODE)
    course_id = world.course(client_id, therapist=anke)
    world.assign(course_id, bas, today(ZONE) - dt.timedelta(days=3), today(ZONE) + dt.timedelta(days=11))
    return principal_by_email("anke@test.example"), principal_by_email("bas@test.example")


def leave(who: Principal, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    return grant_course(who, CODE, permission)


def written(grant: Grant, words: str) -> UUID:
    made = notes.write(grant, new_id().hex, words)
    assert made is not None
    return made


def read(grant: Grant) -> tuple[OwnNote, ...]:
    with reading(grant) as connection:
        return own(connection, grant)


def said(grant: Grant) -> list[str]:
    return [one.words for one in read(grant)]


def trail(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    event = tables.AuditEvent
    query = select(event.action, event.outcome, event.detail).where(event.action.like("note%"))
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_a_note_is_written_changed_erased_and_brought_back(any_world: World) -> None:
    grant = leave(people(any_world)[0])
    made = written(grant, "  Vraagt zich af of werken al kan. ")
    newer = written(grant, "Bellen met de bedrijfsarts?")
    assert said(grant) == ["Bellen met de bedrijfsarts?", "Vraagt zich af of werken al kan."]
    notes.change(grant, new_id().hex, made, "Wil zelf beginnen met werken.")
    before = read(grant)
    assert before[1].changed_at is not None
    assert before[0].changed_at is None
    removed = notes.remove(grant, new_id().hex, made)
    assert removed == before[1]
    assert [one.id for one in read(grant)] == [newer]
    assert notes.restore(grant, new_id().hex, removed)
    assert read(grant) == before
    kept = trail(any_world)
    assert [action for action, _, _ in kept] == [
        "note.write",
        "note.write",
        "note.change",
        "note.remove",
        "note.restore",
    ]
    assert all(set(detail) == {"note"} for _, _, detail in kept)  # never what it says


def test_a_colleague_who_stands_in_sees_none_of_it(any_world: World) -> None:
    anke, bas = map(leave, people(any_world))
    written(anke, "Van Anke.")
    written(bas, "Van Bas.")
    assert said(anke) == ["Van Anke."]
    assert said(bas) == ["Van Bas."]


@pytest.mark.parametrize(
    ("act", "action"),
    [
        (lambda grant, note: notes.change(grant, "key", note, "Anders."), "note.change"),
        (lambda grant, note: notes.remove(grant, "key", note), "note.remove"),
    ],
)
def test_somebody_elses_note_is_as_if_there_were_none_and_the_attempt_is_noted(
    any_world: World, act: Callable[[Grant, UUID], object], action: str
) -> None:
    anke, bas = map(leave, people(any_world))
    made, missing = written(anke, "Van Anke."), new_id()
    told = []
    for note in (made, missing):
        with pytest.raises(NotFoundError) as refusal:
            act(bas, note)
        told.append(str(refusal.value))
        assert trail(any_world)[-1] == (action, "refused", {"note": str(note)})
    assert told[0] == told[1]
    assert said(anke) == ["Van Anke."]


def test_what_is_restored_becomes_nobody_elses(world: World) -> None:
    """Whoever brings a note back is its author: nobody can put words into a colleague's notes."""
    anke, bas = map(leave, people(world))
    foreign = OwnNote(new_id(), dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC), None, "Niet van Anke.")
    notes.restore(bas, "key", foreign)
    assert said(anke) == []


def test_a_second_click_writes_nothing_twice(world: World) -> None:
    grant = leave(people(world)[0])
    assert notes.write(grant, "same", "Eén keer.") is not None
    assert notes.write(grant, "same", "Eén keer.") is None
    assert said(grant) == ["Eén keer."]


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b", "x" * 4001])
def test_an_empty_or_endless_note_is_refused_by_its_field(world: World, words: str) -> None:
    grant = leave(people(world)[0])
    with pytest.raises(InvalidInputError) as refusal:
        notes.write(grant, "key", words)
    assert refusal.value.field == "words"
    assert refusal.value.remedy


def test_what_is_not_there_is_said_to_be_so(world: World) -> None:
    grant = leave(people(world)[0])
    with pytest.raises(NotFoundError):
        notes.remove(grant, "key", new_id())
    made = written(grant, "Er.")
    with pytest.raises(ConflictError):
        notes.restore(grant, "other", read(grant)[0])
    assert [one.id for one in read(grant)] == [made]


def test_who_may_only_read_the_course_reads_no_notes(world: World) -> None:
    grant = leave(people(world)[0], Permission.COURSE_READ)
    with pytest.raises(NotAllowedError), reading(grant) as connection:
        own(connection, grant)


def test_a_client_never_gets_leave_for_notes(world: World) -> None:
    client_id, code = world.client("C-0009")
    world.course(client_id)
    world.account("client", "client@test.example", client_id=client_id)
    with pytest.raises(NotAllowedError):
        grant_course(principal_by_email("client@test.example"), code, Permission.COURSE_WRITE)
