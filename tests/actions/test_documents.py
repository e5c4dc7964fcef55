"""Documents are kept for the one who made them, once for each intention, and every fetch is on record."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import documents
from runtherapy_data.errors import InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.papers import MOST_LINES, PaperKind
from runtherapy_data.queries.documents import own_document, own_documents
from runtherapy_data.store import reading, tables, today
from tests.factories import ZONE, World

CARD, REPORT = PaperKind.CARD, PaperKind.REPORT


def leave(therapist: Principal, code: str, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    return grant_course(therapist, code, permission)


def kept(therapist: Principal, code: str) -> list[tuple[str, str, dict[str, str]]]:
    grant = leave(therapist, code, Permission.COURSE_READ)
    with reading(grant) as connection:
        return [(one.kind, one.language, one.parts) for one in own_documents(connection, grant)]


def audited(world: World, action: str) -> list[tuple[str, UUID | None, dict[str, str]]]:
    query = select(tables.AuditEvent.outcome, tables.AuditEvent.course_id, tables.AuditEvent.detail)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query.where(tables.AuditEvent.action == action))]


def substitute(world: World, course_id: UUID) -> Principal:
    """Another therapist who treats the same client."""
    account = world.account("therapist", "other@test.example")
    world.assign(course_id, account, today(ZONE))
    return principal_by_email("other@test.example")


def test_a_document_is_kept_and_changed(any_world: World) -> None:
    therapist, _client, course_id, code = any_world.pair()
    grant = leave(therapist, code)
    made = documents.save(grant, "1", kind=REPORT, language="nl", parts={"advice": " Blijf lopen.\r\n\x00 "})
    assert made is not None
    documents.save(grant, "2", kind=REPORT, language="nl", parts={"advice": "Rust uit."}, document_id=made)
    ((kind, language, parts),) = kept(therapist, code)
    assert (kind, language, parts["advice"], parts["complaint"]) == (REPORT, "nl", "Rust uit.", "")
    detail = {"document": str(made), "kind": "end_report"}
    assert audited(any_world, documents.SAVE) == [("done", course_id, detail)] * 2


def test_the_second_click_of_one_intention_keeps_nothing(world: World) -> None:
    therapist, _client, _course_id, code = world.pair()
    grant = leave(therapist, code)
    assert documents.save(grant, "same", kind=CARD, language="en", parts={}) is not None
    assert documents.save(grant, "same", kind=CARD, language="en", parts={}) is None
    assert len(kept(therapist, code)) == 1 and len(audited(world, documents.SAVE)) == 1


def test_nobody_else_reads_or_changes_it_not_even_who_treats_the_same_client(any_world: World) -> None:
    therapist, client, course_id, code = any_world.pair()
    made = documents.save(leave(therapist, code), "1", kind=CARD, language="nl", parts={"question": "Hoe nu?"})
    assert made is not None
    other = substitute(any_world, course_id)
    assert kept(other, code) == []
    with pytest.raises(NotFoundError):
        documents.save(leave(other, code), "2", kind=CARD, language="nl", parts={}, document_id=made)
    for asker in (other, client):
        grant = leave(asker, code, Permission.COURSE_READ)
        with reading(grant) as connection, pytest.raises(NotAllowedError):
            own_document(connection, grant, made)
    assert kept(therapist, code)[0][2]["question"] == "Hoe nu?"


def test_it_is_found_under_its_own_course_only(world: World) -> None:
    therapist, _client, _course_id, code = world.pair()
    made = documents.save(leave(therapist, code), "1", kind=CARD, language="nl", parts={})
    assert made is not None and therapist.account_id is not None
    client_id, second = world.client()
    world.course(client_id, therapist=therapist.account_id)
    assert kept(therapist, second) == []
    with pytest.raises(NotFoundError):
        documents.save(leave(therapist, second), "2", kind=CARD, language="nl", parts={}, document_id=made)


def test_a_document_does_not_become_another_kind(world: World) -> None:
    therapist, _client, _course_id, code = world.pair()
    made = documents.save(leave(therapist, code), "1", kind=CARD, language="nl", parts={})
    with pytest.raises(NotFoundError):
        documents.save(leave(therapist, code), "2", kind=REPORT, language="nl", parts={}, document_id=made)


@pytest.mark.parametrize(
    ("kind", "language", "parts", "field"),
    [
        (CARD, "nl", {"question": "w" * 241}, "question"),
        (CARD, "nl", {"change": "\n".join("a" * (MOST_LINES + 1))}, "change"),
        (CARD, "nl", {"advice": "nee"}, "advice"),
        (REPORT, "fr", {}, "language"),
    ],
)
def test_what_cannot_be_kept_is_named(
    world: World, kind: PaperKind, language: str, parts: dict[str, str], field: str
) -> None:
    therapist, _client, _course_id, code = world.pair()
    with pytest.raises(InvalidInputError) as refused:
        documents.save(leave(therapist, code), "1", kind=kind, language=language, parts=parts)
    assert refused.value.field == field
    assert kept(therapist, code) == []
    # The key was not used up: mended, it can be kept.
    assert documents.save(leave(therapist, code), "1", kind=kind, language="nl", parts={}) is not None


def test_writing_needs_leave_to_write(world: World) -> None:
    therapist, _client, _course_id, code = world.pair()
    with pytest.raises(NotAllowedError):
        documents.save(leave(therapist, code, Permission.COURSE_READ), "1", kind=CARD, language="nl", parts={})
    with pytest.raises(NotAllowedError):
        documents.note_download(leave(therapist, code), UUID(int=1), "pdf")


def test_a_fetch_is_on_record(world: World) -> None:
    therapist, _client, course_id, code = world.pair()
    documents.note_download(leave(therapist, code, Permission.COURSE_READ), UUID(int=1), "pdf")
    assert audited(world, documents.DOWNLOAD) == [("done", course_id, {"document": str(UUID(int=1)), "form": "pdf"})]


def test_another_practice_finds_nothing(world: World) -> None:
    therapist, _client, _course_id, code = world.pair()
    made = documents.save(leave(therapist, code), "1", kind=CARD, language="nl", parts={})
    assert made is not None
    grant = replace(leave(therapist, code, Permission.COURSE_READ), practice_id=2)
    with reading(grant) as connection, pytest.raises(NotAllowedError):
        own_document(connection, grant, made)
