"""Opens pages as somebody who is signed in, through the same script that Streamlit runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import principal_by_email
from runtherapy_data.store import now, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.reading import words as words

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "runtherapy_data" / "ui" / "shell.py"

OpenPage = Callable[..., AppTest]


def sign_in(world: World, account_id: UUID, practice_id: int | None = None) -> str:
    """A login session for this account; what the gate would put into `st.user["session"]`."""
    token_hash = hashlib.sha256(account_id.bytes).hexdigest()
    world.add(
        tables.LoginSession, token_hash=token_hash, practice_id=practice_id or world.practice_id,
        account_id=account_id, created_at=now(), seen_at=now(), ends_at=now() + dt.timedelta(hours=1),
    )  # fmt: skip
    return token_hash


@pytest.fixture
def filled(world: World) -> tuple[UUID, str]:
    """A therapist with one client whose course of five weeks has something of everything: (course id, client code)."""
    _therapist, _client, course_id, code = world.pair()
    start = today(ZONE) - dt.timedelta(days=35)
    for number in range(35):
        day, high = start + dt.timedelta(days=number), number // 12
        world.check_in(course_id, day, mood=4 + high, sleep=5, energy=3 + high, tension=6, words=f"dag {number}")
    for number in range(2, 35, 3):
        world.session(
            course_id, start + dt.timedelta(days=number), planned_minutes=25, feeling_before=5, feeling_after=7,
            effort=4, talk_test="easily", reflection=f"gedachte {number}",
        )  # fmt: skip
    world.result(course_id, "phq9", start, 16)
    world.result(course_id, "phq9", start + dt.timedelta(days=28), 11, "mid")
    world.add(
        tables.LifeEvent, practice_id=1, course_id=course_id, id=new_id(), kind="holiday", starts_on=start,
        ends_on=start, note="Texel",
    )  # fmt: skip
    world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=start, phase="guided_running")
    return course_id, code


@pytest.fixture
def open_page(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[OpenPage]:
    """`open_page("client@test.example", "client/progress.py", client="C-1")` → the AppTest of that page, already run.

    Without an address nobody is signed in; without a page it is the one where the role arrives. Keyword arguments
    become query parameters. A page that fails and shows its apology instead fails the test.
    """
    caplog.set_level(logging.DEBUG, "runtherapy.page")
    sessions: dict[str, str] = {}

    def open_as(email: str | None = None, page: str | None = None, **query: str) -> AppTest:
        at = AppTest.from_file(SHELL, default_timeout=30)
        at.user = {}
        if email is not None:
            if email not in sessions:
                account_id = principal_by_email(email).account_id
                assert account_id is not None
                sessions[email] = sign_in(world, account_id)
            at.user = {"session": sessions[email]}
        at.run()
        if page is not None:
            at.switch_page(f"../../pages/{page}")
        if page is not None or query:
            for name, value in query.items():
                at.query_params[name] = value
            at.run()
        return at

    yield open_as
    failures = [record for record in caplog.get_records("call") if record.name == "runtherapy.page"]
    assert not failures, "\n".join(record.exc_text or record.getMessage() for record in failures)
