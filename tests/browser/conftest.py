"""One browser and one real server with the demo practice, for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.live import Live, free_port, serving, streamlit_command

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium. Not for the whole session: playwright keeps an event loop running, and no test can start one."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def live(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The app as `streamlit run app.py` serves it, on a copy of the demo practice."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copy(demo_database, folder / "demo.db")
    port = free_port()
    environment = {
        "RUNTHERAPY_DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "RUNTHERAPY_VAR_DIR": str(folder / "var"),
        "RUNTHERAPY_PUBLIC_URL": f"http://localhost:{port}",
    }
    with serving(streamlit_command(port), port, environment, folder / "server.log") as running:
        yield running


class Watched:
    """A page, with everything that it printed on the console or asked of other hosts."""

    def __init__(self, page: Page, own: str) -> None:
        self.page, self.complaints = page, list[str]()
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._elsewhere(request.url, own))

    def _elsewhere(self, url: str, own: str) -> None:
        if not url.startswith((own, own.replace("http", "ws", 1), "data:", "blob:")):
            self.complaints.append(f"asked another host: {url}")


@pytest.fixture
def visit(browser: Browser, live: Live) -> Iterator[Callable[..., Watched]]:
    """Open the sign-in page in a fresh context: `visit(width, language, dark)`."""
    contexts: list[BrowserContext] = []

    def open_page(size: dict[str, int] = DESKTOP, *, dark: bool = False) -> Watched:
        context = browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        contexts.append(context)
        watched = Watched(context.new_page(), live.url)
        watched.page.goto(f"{live.url}/sign-in")
        return watched

    yield open_page
    for context in contexts:
        context.close()
