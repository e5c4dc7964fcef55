"""Run a command: inside the program, or as the shell does it, with an exit code and one line where it went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from runtherapy_data.cli import main
from runtherapy_data.cli.app import app


def run(*words: str) -> str:
    """What a command prints; an expected error comes up as it is."""
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None:
        raise result.exception
    return result.output


class Said(NamedTuple):
    """The exit code of a command, what it printed, and what it said was wrong."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """What it printed with --json."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Program = Callable[..., Said]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Run `python -m runtherapy_data …` in English."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def said(*words: object) -> Said:
        monkeypatch.setattr("sys.argv", ["runtherapy_data", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
            raise SystemExit(0)
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return said
