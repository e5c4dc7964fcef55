"""`make screenshots`: the pictures of the README, taken from the demo practice in a real browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find
from tests.browser.test_roles import settle, sign_in
from tests.live import free_port, serving, streamlit_command

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
# file → role, address, dark, height in px
PICTURES = {
    "caseload-light": ("therapist", "/caseload", False, 1080),
    "course-light": ("therapist", "/course?client=C-0006", False, 1110),
    "progress-dark": ("client", "/progress", True, 1010),
}


def take(browser: Browser, url: str, name: str) -> None:
    """Sign in with the role's demo button, open the page and keep what is on the screen."""
    role, address, dark, height = PICTURES[name]
    context = browser.new_context(
        viewport={"width": 1280, "height": height}, color_scheme="dark" if dark else "light", locale="nl-NL"
    )
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    sign_in(page, role)
    page.goto(f"{url}{address}")
    settle(page)
    if name != "caseload-light":  # a page of words
        expect(page.locator(".js-plotly-plot .trace").nth(2)).to_be_attached(timeout=30_000)
    page.wait_for_timeout(1000)  # fonts and the fade-in
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


def main() -> None:
    """Serve a demo practice of its own and take every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "RUNTHERAPY_DATABASE_URL": f"sqlite:///{folder}/demo.db",
            "RUNTHERAPY_VAR_DIR": str(Path(folder) / "var"),
        }
        with (
            serving(streamlit_command(port), port, environment, Path(folder) / "log") as live,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
            for name in PICTURES:
                take(browser, live.url, name)
                sys.stdout.write(f"docs/images/{name}.png\n")
            browser.close()


if __name__ == "__main__":
    main()
