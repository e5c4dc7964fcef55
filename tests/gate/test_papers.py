"""The way out of a document: to the therapist who made it, and to nobody else, whatever they ask for."""

from __future__ import annotations

import logging
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import documents
from runtherapy_data.exports import documents as papers
from runtherapy_data.identity import Permission
from runtherapy_data.measures.papers import PaperKind
from runtherapy_data.store import reading, tables, today
from tests.exports.papers import said
from tests.factories import ZONE, World
from tests.gate.conftest import Open


@pytest.fixture
def made(world: World) -> tuple[str, UUID]:
    """A card that therapist@test.example made about a client with a name: (client code, document id)."""
    therapist, _client, course_id, code = world.pair()
    world.check_in(course_id, today(ZONE), mood=6, sleep=5, energy=4, words="Het ging vandaag beter")
    grant = grant_course(therapist, code, Permission.COURSE_WRITE)
    parts = {"question": "Wat hielp?"}
    document_id = documents.save(grant, "1", kind=PaperKind.CARD, language="nl", parts=parts)
    assert document_id is not None
    return code, document_id


def address(code: str, document_id: UUID, form: str = ".pdf") -> str:
    return f"/documents/{code}/{document_id}{form}"


def account(email: str) -> UUID:
    found = principal_by_email(email).account_id
    assert found is not None
    return found


def downloads(world: World) -> list[tuple[str, UUID | None]]:
    query = select(tables.AuditEvent.outcome, tables.AuditEvent.account_id)
    with reading(world.everything()) as connection:
        found = connection.execute(query.where(tables.AuditEvent.action == documents.DOWNLOAD))
        return [tuple(row) for row in found]


def test_its_maker_gets_it_and_that_is_on_record(world: World, made: tuple[str, UUID], open_browser: Open) -> None:
    maker = account("therapist@test.example")
    reply = open_browser().carry_session(world, maker).get(address(*made))
    assert reply.status_code == 200 and "Wat hielp?" in said(reply.content)
    headers = reply.headers
    assert headers["content-type"] == "application/pdf" and headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff" and "default-src 'none'" in headers["content-security-policy"]
    day = today(ZONE).isoformat()
    name = f"gesprekskaart-{made[0].lower()}-{day}.pdf"
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
    assert downloads(world) == [("done", maker)]


def test_a_page_of_it_can_be_looked_at(world: World, made: tuple[str, UUID], open_browser: Open) -> None:
    browser = open_browser().carry_session(world, account("therapist@test.example"))
    reply = browser.get(address(*made, "/1.png"))
    assert reply.headers["content-type"] == "image/png" and reply.content.startswith(b"\x89PNG")
    assert reply.headers["cache-control"] == "no-store"
    assert browser.get(address(*made, "/2.png")).status_code == 404
    assert len(downloads(world)) == 1


def test_nobody_is_sent_to_sign_in_and_a_program_is_told(made: tuple[str, UUID], open_browser: Open) -> None:
    reply = open_browser().get(address(*made))
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in")
    assert open_browser().get(address(*made), accept="*/*").status_code == 401


@pytest.mark.parametrize("role", ["client", "therapist", "supervisor", "admin"])
@pytest.mark.parametrize("form", [".pdf", "/1.png"])
def test_everybody_else_gets_what_a_document_that_is_not_there_gets(
    world: World, made: tuple[str, UUID], open_browser: Open, role: str, form: str
) -> None:
    stranger = account("client@test.example") if role == "client" else world.account(role, f"{role}2@test.example")
    browser = open_browser().carry_session(world, stranger)
    theirs, missing, unknown = address(*made, form), address(made[0], uuid4(), form), address("C-9999", made[1], form)
    replies = [(browser.get(path), path) for path in (theirs, missing, unknown)]
    # A page repeats the address that was asked for (for its other language), and differs in nothing else.
    (answer,) = {(reply.status_code, reply.text.replace(path, "")) for reply, path in replies}
    assert answer[0] == 404 and "Zo&#39;n document is er niet voor jou" in answer[1]
    assert ("done", stranger) not in downloads(world)
    query = select(tables.AuditEvent.outcome).where(tables.AuditEvent.account_id == stranger)
    with reading(world.everything()) as connection:
        assert list(connection.scalars(query)) == ["refused"] * 3


def test_a_colleague_who_treats_the_same_client_does_not_get_it(
    world: World, made: tuple[str, UUID], open_browser: Open
) -> None:
    colleague = world.account("therapist", "colleague@test.example")
    with reading(world.everything()) as connection:
        (course_id,) = connection.scalars(select(tables.Document.course_id))
    world.assign(course_id, colleague, today(ZONE))
    assert open_browser().carry_session(world, colleague).get(address(*made)).status_code == 404
    assert downloads(world) == [("refused", colleague)]


def test_it_is_gone_when_the_client_is_no_longer_in_their_care(
    world: World, made: tuple[str, UUID], open_browser: Open
) -> None:
    with reading(world.everything()) as connection:
        (client_id,) = connection.scalars(select(tables.Client.id))
    world.consent(client_id, "therapy", withdrawn=True)
    browser = open_browser().carry_session(world, account("therapist@test.example"))
    assert browser.get(address(*made)).status_code == 404


def test_only_reading_is_possible_and_only_of_addresses_like_these(
    world: World, made: tuple[str, UUID], open_browser: Open
) -> None:
    browser = open_browser().carry_session(world, account("therapist@test.example"))
    assert browser.ask("POST", address(*made), {}).status_code == 403
    for path in (f"/documents/{made[0]}/1.pdf", f"/documents/{made[0]}", f"{address(*made)}/x"):
        assert browser.get(path).status_code == 404
    assert browser.get("/documents").status_code == 200  # Streamlit's page: the one where documents are made


def test_a_paper_that_cannot_be_made_says_so_and_its_text_stays_out_of_the_log(
    world: World, made: tuple[str, UUID], open_browser: Open, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def broken(*_: object) -> None:
        raise RuntimeError("Wat hielp?")

    monkeypatch.setattr(papers.paper, "pdf", broken)
    with caplog.at_level(logging.DEBUG):
        reply = open_browser().carry_session(world, account("therapist@test.example")).get(address(*made))
    assert reply.status_code == 500 and "Dit document kon niet worden gemaakt" in reply.text
    assert "RuntimeError" in caplog.text and "Wat hielp?" not in caplog.text
    assert downloads(world) == []


def test_a_text_that_does_not_fit_is_said_with_a_way_out(
    world: World, made: tuple[str, UUID], open_browser: Open
) -> None:
    grant = grant_course(principal_by_email("therapist@test.example"), made[0], Permission.COURSE_WRITE)
    lines = "\n".join("a" * 24)
    parts = dict.fromkeys(("words", "change", "question", "next_step"), lines)
    documents.save(grant, "2", kind=PaperKind.CARD, language="nl", parts=parts, document_id=made[1])
    reply = open_browser().carry_session(world, account("therapist@test.example")).get(address(*made))
    assert reply.status_code == 409 and "past niet op het papier" in reply.text
