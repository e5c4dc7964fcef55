"""Whatever stands behind a command: what is no text is refused in one line, never with a trace."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from runtherapy_data.cli import main
from tests.live import ROOT

BYTES = b"anna\xff\xfe"
GIVEN = os.fsdecode(BYTES)
COMMANDS = [
    ["check-in", "add", "--as", GIVEN],
    ["session", "add", "--as", GIVEN, "--client", "T-1"],
    ["result", "add", "phq9", "--as", "a@b.example", "--client", GIVEN],
    ["practice", "set", "zone", f"--value={GIVEN}", "--as", "a@b.example"],
    ["import", f"{GIVEN}.csv", "--as", "a@b.example"],
    ["account", "create", GIVEN],
    ["remind", "--practice", GIVEN],
    [GIVEN],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda given: given[0] if given[0].isascii() else "bytes")
def test_bytes_that_are_no_text_are_refused_in_one_line(
    arguments: list[str], database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["runtherapy_data", *arguments])
    monkeypatch.setenv("LANG", "C")
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.startswith("The argument “") and r"\udcff\udcfe" in said
    assert len(said.splitlines()) == 1


def test_bytes_as_a_shell_gives_them_are_refused_too() -> None:
    command = [os.fsencode(sys.executable), b"-m", b"runtherapy_data", b"check-in", b"add", b"--as", BYTES]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (ended.returncode, len(ended.stderr.splitlines()), ended.stdout) == (2, 1, b"")
    assert b"Traceback" not in ended.stderr
