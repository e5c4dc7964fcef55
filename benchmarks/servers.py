"""The three apps side by side: the product, the untouched one-line app, and the naive app."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.practices import environment
from tests.live import Live, free_port, serving, streamlit_command
from tests.streamlit_socket import Tab

HERE = Path(__file__).resolve().parent
# An untouched Streamlit: its own defaults, no settings of this project, no statistics to anybody, and without the
# packages of its optional "performance" extra, which `pip install streamlit` does not bring.
UNTOUCHED = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
WITHOUT_EXTRAS = (
    "import sys; sys.modules.update(dict.fromkeys(('uvloop', 'httptools', 'orjson')));"
    "from streamlit.web.cli import main; main()"
)


@dataclass(frozen=True)
class Visit:
    """One tab to open: which server, with which cookie, on which page."""

    name: str
    live: Live
    cookie: str = ""
    page: str | None = None
    query: str = ""


@contextmanager
def product(clients: int) -> Iterator[Live]:
    """The product on the practice of this size."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(streamlit_command(port), port, environment(clients), Path(folder) / "log") as live,
    ):
        yield live


@contextmanager
def plain(script: str, clients: int) -> Iterator[Live]:
    """A script of this folder under an untouched Streamlit, started where no settings of this project lie."""
    port = free_port()
    python, *run = streamlit_command(port, str(HERE / script))
    command = [python, "-c", WITHOUT_EXTRAS, *run[2:], *UNTOUCHED]
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(command, port, environment(clients), Path(folder) / "log", cwd=Path(folder)) as live,
    ):
        yield live


def rerun_medians(visits: list[Visit], rounds: int) -> dict[str, float]:
    """Median ms of one rerun of each visit, taking turns so that all meet the same noise; two warm-up runs each."""
    tabs = {visit.name: Tab(visit.live.url, cookie=visit.cookie, query=visit.query) for visit in visits}
    times: dict[str, list[float]] = {visit.name: [] for visit in visits}
    try:
        for visit in visits:
            tabs[visit.name].rerun(page=visit.page or "")
            tabs[visit.name].rerun()
        for _ in range(rounds):
            for name, tab in tabs.items():
                times[name].append(tab.rerun().milliseconds)
    finally:
        for tab in tabs.values():
            tab.__exit__(None, None, None)
    return {name: statistics.median(values) for name, values in times.items()}
