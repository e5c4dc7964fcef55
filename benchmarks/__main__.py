"""`make bench`: every figure of docs/benchmarks.md, measured side by side in one run.

`--write` writes that file too. A ratio travels better than milliseconds, so each row is one; the milliseconds behind it
are given so that it can be checked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from dataclasses import dataclass

from benchmarks import first_paint, looking, practices, reading
from benchmarks.servers import Visit, plain, product, rerun_medians

ROUNDS = 40


@dataclass(frozen=True)
class Row:
    """One measured ratio beside its target."""

    what: str
    ratio: str
    target: str
    behind: str


def reruns(clients: int = 10_000) -> list[Row]:
    """The pages of the product against the untouched one-line app and the naive app, ms per rerun."""
    with product(clients) as live, plain("one_line_app.py", clients) as one, plain("naive_app.py", clients) as naive:
        fast = rerun_medians(
            [
                Visit("one line", one),
                Visit("client", live, live.demo_cookie("client"), "progress"),
                Visit("cohorts", live, live.demo_cookie("supervisor"), "cohorts"),
            ],
            ROUNDS,
        )
        slow = rerun_medians(
            [Visit("naive client", naive), Visit("naive cohorts", naive, query="page=cohorts")], rounds=5
        )
    ms = {**fast, **slow}
    behind = {name: f"{value:,.1f} ms" for name, value in ms.items()}
    return [
        Row("client page, per rerun, against the untouched one-line app", f"{ms['client'] / ms['one line']:.2f} ×",
            "≤ 0.3 ×", f"{behind['client']} / {behind['one line']}"),
        Row(f"client page against the naive app at {clients:,} clients",
            f"{ms['naive client'] / ms['client']:,.0f} × faster", "≥ 100 × faster",
            f"{behind['naive client']} / {behind['client']}"),
        Row(f"cohort page against the naive app at {clients:,} clients",
            f"{ms['naive cohorts'] / ms['cohorts']:,.0f} × faster", "–",
            f"{behind['naive cohorts']} / {behind['cohorts']}"),
    ]  # fmt: skip


def course_reads(small: int = 1_000, large: int = 100_000) -> list[Row]:
    """Reading one course in a small and in a large practice."""
    # Taking turns, and the quietest of five: noise comes and goes.
    rounds = [(reading.one_course(small), reading.one_course(large)) for _ in range(5)]
    few, many = (min(times) for times in zip(*rounds, strict=True))
    return [
        Row(f"reading one course at {large:,} clients against {small:,}", f"{many / few:.2f} ×", "does not grow",
            f"{many:.2f} ms / {few:.2f} ms (target ≤ 3 ms)"),
    ]  # fmt: skip


def nights(small: int = 1_000, large: int = 100_000) -> list[Row]:
    """Looking through the running courses of a small and of a large practice for signals."""
    few, many = looking.night(small), looking.night(large)
    return [
        Row(f"looking through a running course for signals at {large:,} clients against {small:,}",
            f"{many.each_ms / few.each_ms:.2f} ×", "does not grow",
            f"{many.each_ms:.2f} ms / {few.each_ms:.2f} ms; all {many.courses:,} in {many.seconds:.1f} s"),
        Row("the same in batches against course by course", f"{many.alone_ms / many.each_ms:,.0f} × faster", "–",
            f"{many.alone_ms:.1f} ms / {many.each_ms:.2f} ms"),
    ]  # fmt: skip


def first_paints(clients: int = 1_000, rounds: int = 5) -> list[Row]:
    """Cold first paint of the client's page against the naive app."""
    with product(clients) as live, plain("naive_app.py", clients) as naive:
        cookie = live.demo_cookie("client")
        ms = first_paint.medians([("product", live.url, cookie), ("naive", naive.url, "")], rounds)
    return [
        Row(f"first paint in Chromium, cold, 20 Mbit/s and 40 ms, against the naive app at {clients:,} clients",
            f"{ms['product'] / ms['naive']:.2f} ×", "≤ 0.65 ×", f"{ms['product']:,.0f} ms / {ms['naive']:,.0f} ms"),
    ]  # fmt: skip


def report(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | ratio | target | behind it |", "|---|---|---|---|"]
    lines += [f"| {row.what} | **{row.ratio}** | {row.target} | {row.behind} |" for row in rows]
    return "\n".join(lines) + "\n"


def document(rows: list[Row], loading: str) -> str:
    """docs/benchmarks.md."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        "# Benchmarks\n\n"
        "Written by `make bench ARGS=--write`, which measures everything side by side in one run, on loopback, client "
        "and server on the same machine. Ratios travel; milliseconds do not.\n\n"
        f"Measured on {dt.datetime.now().astimezone().date()}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, SQLite.\n\n"
        f"{report(rows)}\n"
        f"{loading}\n\n"
        "The naive app (`benchmarks/naive_app.py`) reads whole tables into pandas on every rerun; the one-line app "
        "(`benchmarks/one_line_app.py`) is a single `st.write`. Both run under Streamlit's own defaults, without the "
        "packages of its optional performance extra, which the product pins. A rerun is timed from "
        "the request on the WebSocket to `script_finished`; first paint from the start of the navigation until four "
        "chart traces are drawn, with an empty cache.\n"
    )


def main() -> None:
    """Measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    said = []
    for clients in (1_000, 10_000, 100_000):
        seconds = practices.load(clients)
        if seconds is not None:
            said.append(f"{clients:,} clients in {seconds:,.0f} s")
    loading = "Loading the demo practice: " + (", ".join(said) or "it was loaded before this run") + "."
    rows = [*reruns(), *course_reads(), *nights(), *first_paints()]
    sys.stdout.write(report(rows) + "\n" + loading + "\n")
    if arguments.write:
        (practices.ROOT / "docs" / "benchmarks.md").write_text(document(rows, loading), encoding="utf-8")


if __name__ == "__main__":
    main()
