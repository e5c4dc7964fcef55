"""Forged messages to a real server: whoever sends what somebody else's page would send reaches nothing of theirs.

A tab sends the state of widgets by their ids. Somebody signed in who learnt the ids of another's page, and the ids of
their rows, sends them from pages of their own, asks for the other's addresses, and presses every button there.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.proto.WidgetStates_pb2 import WidgetState

from runtherapy_data import store
from runtherapy_data.access import sessions
from runtherapy_data.identity import Principal
from runtherapy_data.store import reading, writing
from runtherapy_data.store.tables import Base
from tests.access.elses import File, filled
from tests.factories import World
from tests.live import Live, free_port, serving, streamlit_command
from tests.streamlit_socket import Rerun, Tab

BESIDE = {"audit_event", "write_once", "login_session"}


@dataclass(frozen=True)
class Served:
    """A running server, the file of who forges, that of somebody else, and the key of each who is signed in."""

    live: Live
    mine: File
    theirs: File
    tokens: dict[str, str]

    def tab(self, who: Principal, **query: str) -> Tab:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return Tab(self.live.url, cookie=f"__Host-runtherapy={self.tokens[who.email]}", query=asked)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Served]:
    folder, tokens, port = tmp_path_factory.mktemp("forged"), dict[str, str](), free_port()
    url = f"sqlite:///{folder / 'store.db'}"
    shutil.copy(migrated_sqlite, folder / "store.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", url)
        patch.setenv("RUNTHERAPY_VAR_DIR", str(folder / "var"))
        store.dispose()
        world = World()
        mine, theirs = filled(world, "anna"), filled(world, "bert")
        for who in (mine.therapist, mine.client, theirs.therapist, theirs.client):
            assert who.account_id is not None
            with writing(world.everything()) as connection:
                tokens[who.email] = sessions.open_session(connection, world.practice_id, who.account_id)
        environment = {"RUNTHERAPY_DATABASE_URL": url, "RUNTHERAPY_VAR_DIR": str(folder), "RUNTHERAPY_DEMO": "false"}
        with serving(streamlit_command(port), port, environment, folder / "log") as live:
            yield Served(live, mine, theirs, tokens)
        store.dispose()


def rows(of: File) -> Counter[tuple[str, str]]:
    """Every row of the other's course."""
    found: Counter[tuple[str, str]] = Counter()
    with reading(everything()) as connection:
        for name, table in Base.metadata.tables.items():
            if "course_id" in table.c and name not in BESIDE:
                query = select(table).where(table.c.course_id == of.course_id)
                found.update((name, repr(row)) for row in connection.execute(query))
    return found


def everything() -> Any:
    return World.everything(_Practice())  # type: ignore[arg-type]


class _Practice:
    practice_id = 1


def widgets(page: Rerun) -> list[tuple[str, str]]:
    """The id and kind of every widget on a page."""
    found = []
    for element in page.elements:
        kind = element.WhichOneof("type") or ""
        if getattr(getattr(element, kind, None), "id", ""):
            found.append((getattr(element, kind).id, kind))
    return found


def pressed(page: Rerun, words: str) -> list[WidgetState]:
    """What a tab would send where all the buttons were pressed and all the fields filled in, with these words."""
    states = []
    for widget, kind in widgets(page):
        if kind == "button":
            states.append(WidgetState(id=widget, trigger_value=True))
        elif kind in ("text_input", "text_area", "selectbox"):
            states.append(WidgetState(id=widget, string_value=words))
        elif kind == "number_input":
            states.append(WidgetState(id=widget, double_value=1))
        elif kind == "checkbox":
            states.append(WidgetState(id=widget, bool_value=True))
    return states


def button(page: Rerun, part: str) -> WidgetState:
    (found,) = [widget for widget, kind in widgets(page) if kind == "button" and part in widget]
    return WidgetState(id=found, trigger_value=True)


def forge(served: Served, forger: Principal, page: str, there: Rerun, *queries: dict[str, str]) -> None:
    """Send all that a page of somebody else holds to one's own page, under each address, and its buttons one by one."""
    states = pressed(there, served.theirs.code)
    buttons = [[one] for one in states if one.HasField("trigger_value")]
    assert buttons
    for query in ({}, *queries):
        with served.tab(forger, **query) as tab:
            tab.rerun(page)
            for sent in ([], states, *([] if query else buttons)):
                said = tab.rerun(widgets=sent).text()
                assert served.theirs.secret not in said, (page, query)


@pytest.fixture(autouse=True)
def nothing_changes(served: Served) -> Iterator[None]:
    before = rows(served.theirs)
    yield
    assert rows(served.theirs) == before


def test_a_session(served: Served) -> None:
    mine, theirs = served.mine, served.theirs
    session, own = theirs.session.session.id, theirs.own_session
    asked = {"client": theirs.code, "session": str(session)}
    with served.tab(theirs.therapist, **asked) as tab:
        there = tab.rerun("log-session")
    assert theirs.secret in there.text()  # it is shown to whom it is for
    assert any("session-remove" in widget for widget, _ in widgets(there))
    forge(served, mine.therapist, "log-session", there, asked, {**asked, "client": mine.code})
    forge(served, mine.client, "my-sessions", there, {"session": str(session)})
    with served.tab(theirs.client) as tab:
        there = tab.rerun("my-sessions")
        there = tab.rerun(widgets=[button(there, f"session-change-{own.hex}")])
    assert any("session-remove" in widget for widget, _ in widgets(there))
    forge(served, mine.client, "my-sessions", there, {"session": str(own)})


def test_a_result(served: Served) -> None:
    mine, theirs = served.mine, served.theirs
    with served.tab(theirs.therapist, client=theirs.code) as tab:
        there = tab.rerun("results")
        assert any(f"remove-{theirs.result.id.hex}" in widget for widget, _ in widgets(there))
        correcting = tab.rerun(widgets=[button(there, f"correct-{theirs.result.id.hex}")])
    assert any("result-keep" in widget for widget, _ in widgets(correcting))
    for page in (there, correcting):
        forge(served, mine.therapist, "results", page, {"client": theirs.code}, {"client": mine.code})


def test_a_questionnaire(served: Served) -> None:
    mine, theirs = served.mine, served.theirs
    asked = {"fill": theirs.ask.id.hex}
    with served.tab(theirs.client, **asked) as tab:
        there = tab.rerun("questionnaires")
    assert any("question-skip" in widget for widget, _ in widgets(there))
    forge(served, mine.client, "questionnaires", there, asked)
    forge(served, mine.therapist, "results", there, {"client": theirs.code, **asked})


def test_the_same_messages_from_whom_they_are_for_are_obeyed(served: Served) -> None:
    """What is forged above is no empty message."""
    mine = served.mine
    held = mine.session.session.id
    with served.tab(mine.therapist, client=mine.code, session=str(held)) as tab:
        there = tab.rerun("log-session")
        tab.rerun(widgets=[button(there, "session-remove")])
    assert not any(name == "session_log" and str(held) in row for name, row in rows(mine))
