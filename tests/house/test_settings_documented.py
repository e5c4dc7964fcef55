"""docs/settings.md is the table of settings, as the program knows them."""

from __future__ import annotations

import re

import pytest
from pydantic.fields import FieldInfo

from runtherapy_data import store
from runtherapy_data.cli import main
from runtherapy_data.settings import ROOT, Settings

DOCUMENT = ROOT / "docs" / "settings.md"


def row(name: str, field: FieldInfo) -> str:
    """One setting: its variable, its default (paths from the project's folder), its meaning."""
    default = str(field.default).replace(f"{ROOT}/", "").lower() if field.default is not None else ""
    return f"| `RUNTHERAPY_{name.upper()}` | `{default}` | {field.description} |"


def settings_table() -> str:
    """The table as docs/settings.md shows it."""
    rows = [row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows])


def test_the_settings_are_documented_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert settings_table() in text, f"put this table into docs/settings.md:\n{settings_table()}"


def test_no_document_names_a_setting_that_there_is_not() -> None:
    known = {f"RUNTHERAPY_{name.upper()}" for name in Settings.model_fields}
    for path in [ROOT / "README.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"\bRUNTHERAPY_[A-Z_]+\b", path.read_text(encoding="utf-8")))
        assert named <= known, f"{path.name} names {named - known}"


def test_every_setting_says_what_it_means() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_a_setting_that_cannot_be_understood_stops_a_command_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUNTHERAPY_LINK_HOURS", "many")
    monkeypatch.setattr("sys.argv", ["runtherapy_data", "prepare"])
    store.dispose()
    with pytest.raises(SystemExit) as ended:
        main()
    store.dispose()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("RUNTHERAPY_LINK_HOURS: ")
