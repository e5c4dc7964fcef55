"""Whoever types over what the README shows gets what it promises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.live import ROOT

SHOWN = [
    shlex.split(line)
    for line in re.findall(
        r"^\.venv/bin/python -m runtherapy_data (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
]
FOUNDING = ("prepare", "practice", "account")  # in a database of its own
FILES = {"check-ins.csv": "cliënt;datum;stemming\nC-0001;1-5-2026;6\n", "scores.csv": "before,after\n15,8\n20,21\n"}


def went_wrong(program: Program, lines: list[list[str]]) -> list[tuple[list[str], str]]:
    assert len(lines) > 2
    return [(line, said.err) for line in lines if (said := program(*line)).code]


def test_a_practice_is_founded_as_the_readme_shows(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTHERAPY_DEMO", "false")
    assert went_wrong(program, [line for line in SHOWN if line[0] in FOUNDING]) == []


def test_the_commands_that_the_readme_shows_work_in_the_demo(
    demo: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    # Those with a map file need a file or a database of the reader's own.
    lines = [line for line in SHOWN if line[0] not in FOUNDING and "--map" not in line]
    assert went_wrong(program, lines) == []
