"""docs/instruments says what stands in the files of the questionnaires."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.cli.instrument_pages import COMMAND, pages
from tests.house.test_house import ROOT

FOLDER = ROOT / "docs" / "instruments"


def test_every_instrument_has_its_page_and_no_other_does() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())


@pytest.mark.parametrize("name", pages())
def test_a_page_is_what_its_file_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], f"write it anew: {COMMAND}"


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["instruments", "--docs", str(tmp_path / "new")]).exit_code == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert written == pages()
