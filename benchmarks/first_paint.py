"""From the start of a navigation until charts are drawn, in Chromium, cold, on a throttled line."""

from __future__ import annotations

import statistics
import time

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find

MBIT, ROUND_TRIP_MS = 20, 40
_WATCH = """(() => { const look = () => {
  if (document.querySelectorAll('.js-plotly-plot .trace').length >= %d) {
    requestAnimationFrame(() => requestAnimationFrame(() => { window.__painted = performance.now() })); return }
  requestAnimationFrame(look) }; look() })()"""


def _cold_visit(browser: Browser, url: str, cookie: str, traces: int) -> float:
    context = browser.new_context(viewport={"width": 1400, "height": 1600})
    try:
        for pair in filter(None, cookie.split("; ")):
            name, value = pair.split("=", 1)
            secure = name.startswith("__Host-")
            address = url.replace("http:", "https:") if secure else url
            context.add_cookies([{"name": name, "value": value, "url": address, "secure": secure}])
        page = context.new_page()
        page.add_init_script(_WATCH % traces)
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": ROUND_TRIP_MS,
            "downloadThroughput": MBIT * 125_000, "uploadThroughput": MBIT * 125_000,
        })  # fmt: skip
        page.goto(url, wait_until="commit")
        # Not wait_for_function: it evaluates text in the page, which the content security policy forbids.
        until = time.monotonic() + 60
        while not (painted := page.evaluate("window.__painted || 0")):
            assert time.monotonic() < until, f"nothing was drawn at {url}"
            page.wait_for_timeout(20)
        return float(painted)
    finally:
        context.close()


def medians(visits: list[tuple[str, str, str]], rounds: int, traces: int = 4) -> dict[str, float]:
    """Median ms until `traces` traces are drawn, for each (name, url, cookie), taking turns."""
    times: dict[str, list[float]] = {name: [] for name, _, _ in visits}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        for _ in range(rounds):
            for name, url, cookie in visits:
                times[name].append(_cold_visit(browser, url, cookie, traces))
        browser.close()
    return {name: statistics.median(values) for name, values in times.items()}
