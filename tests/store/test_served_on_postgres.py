"""`make run` with the address of a PostgreSQL database: every page of every role, from a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtherapy_data import store
from runtherapy_data.demo import start
from runtherapy_data.ui.navigation import PAGES, Item
from tests.live import Live, free_port, serving, streamlit_command
from tests.postgres_server import Server
from tests.streamlit_socket import Tab

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("server")
    with postgres_server.database() as name:
        environment = {"RUNTHERAPY_DATABASE_URL": postgres_server.url(name), "RUNTHERAPY_VAR_DIR": str(folder / "var")}
        with pytest.MonkeyPatch.context() as patch:
            for setting, value in environment.items():
                patch.setenv(setting, value)
            store.dispose()
            start.prepare()
            store.dispose()
        port = free_port()
        with serving(streamlit_command(port), port, environment, folder / "log") as running:
            yield running


CLIENT = "C-0001"  # in the demo therapist's caseload
DRAWN = {
    "intake": "Naar het traject",
    "check-in": "Sla over wat je niet wilt invullen",
    "log-session": "Sessie bewaren",
    "my-sessions": "Sessie bewaren",
    "questionnaires": "PHQ-9",
    "results": "Uitslagen",
    "manage": "Fasen",
    "progress": "plotly_chart",
    "course": "plotly_chart",
    "documents": "Gesprekskaart en eindverslag",
    "cohorts": "plotly_chart",
    "caseload": "C-0",
    "people": "Demo-supervisor",
    "practice": "moet je praktijk nog controleren",
}


@pytest.mark.parametrize("item", PAGES, ids=lambda item: item.url_path)
def test_every_page_is_drawn(server: Live, item: Item) -> None:
    with Tab(server.url, cookie=server.demo_cookie(item.role), query=f"client={CLIENT}") as tab:
        run = tab.rerun(item.url_path)
        assert DRAWN[item.url_path] in " ".join([*run.kinds(), run.text()])
        assert "exception" not in run.kinds()
        assert "exception" not in tab.rerun().kinds()  # once more, on connections that come from the pool
