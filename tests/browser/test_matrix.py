"""Role × page × own or other's facts, asked over Streamlit's own socket: what a forged message would get.

No browser stands between: each request names a page and query parameters as it likes, signed in as each demo role.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus

from runtherapy_data.identity import Role
from runtherapy_data.ui.navigation import PAGES
from tests.live import Live
from tests.streamlit_socket import Tab

pytestmark = pytest.mark.browser

ROLES = [Role.CLIENT, Role.THERAPIST, Role.SUPERVISOR, Role.ADMIN]
REFUSED = "Geen toegang"


@pytest.fixture(scope="module")
def cookies(live: Live) -> dict[str, str]:
    """The cookie of each demo role."""
    return {role: live.demo_cookie(role) for role in ROLES}


def store(live: Live) -> sqlite3.Connection:
    """The store of the running server, to look at what it kept."""
    return sqlite3.connect(f"file:{live.database}?mode=ro", uri=True)


def refusals(live: Live) -> int:
    with store(live) as connection:
        return int(connection.execute("SELECT count(*) FROM audit_event WHERE outcome = 'refused'").fetchone()[0])


def somebody_elses(live: Live) -> str:
    """The code of a client whom the demo therapist does not treat, and who is not the demo client."""
    query = """SELECT code FROM client WHERE id NOT IN (
        SELECT course.client_id FROM course JOIN assignment ON assignment.course_id = course.id
        JOIN account ON account.id = assignment.account_id WHERE account.email = 'therapist@demo.example')
        AND id NOT IN (SELECT client_id FROM account WHERE client_id IS NOT NULL) LIMIT 1"""
    with store(live) as connection:
        return str(connection.execute(query).fetchone()[0])


@pytest.mark.parametrize("page", [item.url_path for item in PAGES])
@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_role_and_is_refused_to_every_other(
    live: Live, cookies: dict[str, str], role: Role, page: str
) -> None:
    owner = next(item.role for item in PAGES if item.url_path == page)
    before = refusals(live)
    with Tab(live.url, cookie=cookies[role]) as tab:
        run = tab.rerun(page=page)
    if role == owner:
        assert REFUSED not in run.text()
    else:
        assert REFUSED in run.text()
        assert "plotly_chart" not in run.kinds()
        assert refusals(live) == before + 1


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("client", "progress"),
        ("client", "course"),
        ("therapist", "course"),
        ("supervisor", "course"),
        ("admin", "course"),
    ],
)
def test_another_clients_course_asked_for_by_query_parameter_shows_nothing_of_it(
    live: Live, cookies: dict[str, str], role: str, page: str
) -> None:
    other, before = somebody_elses(live), refusals(live)
    with Tab(live.url, cookie=cookies[role], query=f"client={other}") as tab:
        run = tab.rerun(page=page)
    if (role, page) == ("client", "progress"):  # a page of one's own course: the parameter means nothing to it
        assert other not in run.text()
    else:
        assert "plotly_chart" not in run.kinds()
        assert refusals(live) == before + 1


def test_a_forged_widget_value_opens_nobody_elses_course(live: Live, cookies: dict[str, str]) -> None:
    """The pickers that the course page showed are sent back with another client's code in them."""
    other = somebody_elses(live)
    with Tab(live.url, cookie=cookies["therapist"]) as tab:
        shown = tab.rerun(page="course")
        pickers = [element.selectbox for element in shown.elements if element.WhichOneof("type") == "selectbox"]
        forged = [WidgetState(id=picker.id, string_value=other) for picker in pickers]
        assert forged, "the page has pickers to forge"
        run = tab.rerun(widgets=forged)
    assert other not in run.text()


def test_a_spoofed_identity_header_gets_no_socket_and_changes_nobody(live: Live, cookies: dict[str, str]) -> None:
    with store(live) as connection:
        victim = connection.execute("SELECT token_hash FROM login_session ORDER BY created_at DESC LIMIT 1").fetchone()[
            0
        ]
    spoofed = {"X-Runtherapy-Session": victim}
    with pytest.raises(InvalidStatus):
        Tab(live.url, headers=spoofed)
    with Tab(live.url, cookie=cookies["client"], headers=spoofed) as tab:
        assert REFUSED in tab.rerun(page="people").text()


def test_opening_a_course_is_audited_once_and_not_on_every_rerun(live: Live, cookies: dict[str, str]) -> None:
    def openings() -> int:
        with store(live) as connection:
            query = "SELECT count(*) FROM audit_event WHERE outcome = 'done' AND course_id IS NOT NULL"
            return int(connection.execute(query).fetchone()[0])

    before = openings()
    with Tab(live.url, cookie=cookies["client"]) as tab:
        tab.rerun(page="progress")
        tab.rerun()
        tab.rerun()
    assert openings() == before + 1


def test_the_log_of_the_server_holds_no_words_of_a_client(live: Live) -> None:
    with store(live) as connection:
        words = [row[0] for row in connection.execute("SELECT words FROM check_in WHERE words IS NOT NULL LIMIT 200")]
    log = Path(live.log).read_text(errors="replace")
    assert words
    assert not [text for text in words if text in log]
