"""Map files: the examples are right, a wrong one is told by its key."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers.maps import NO_MAP, read_map
from runtherapy_data.readers.vocabulary import Kind

DOC = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_are_valid(path: Path) -> None:
    assert read_map(path.read_bytes()).facts in Kind


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL))
def test_what_the_document_shows_is_valid(text: str) -> None:
    assert read_map(text.encode()) != NO_MAP


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns = 3", "columns"),
        ("colums = {}", "colums"),
        ("[scales.mood]\nto = [0, 10]", "scales.mood.from"),
        ("[scales.mood]\nfrom = [7, 1]", "scales.mood.from|scales.mood .*lowest"),
        ("[scales.shoes]\nfrom = [1, 7]", "scales.shoes"),
        ("[columns]\nshoes = 'x'", "columns.shoes"),
        ("[constants]\nshoes = 'x'", "constants.shoes"),
        ("[days]\ncombine = 'sum'", "days.combine"),
        ("[days]\ncombine = 'mean'\nfields = { shoes = 'max' }", "days.fields.shoes"),
        ("[create]\ncomplaint = 'tired'\nweeks = 9", "create.complaint"),
        ("[create]\ncomplaint = 'depression'\nweeks = 53", "create.weeks"),
        ("[wide]\nbase_on = 2020-01-01\nscores = []", "wide.scores"),
        ("[sql]\nurl = 'x'\nquery = 'select 1'\nincrement = 'id'", "sql .*together"),
        ("facts = 'sessions'", "is for sessions, not for check-ins"),
        ("a = = 1", "not TOML"),
    ],
)
def test_a_wrong_map_is_told_by_its_key(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_map(text.encode(), Kind.CHECK_INS)


def test_a_map_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="UTF-8"):
        read_map(b"\xff\xfe\x00")


def test_several_wrong_keys_are_told_at_once() -> None:
    with pytest.raises(InvalidInputError, match=r"days.combine .*; create.weeks"):
        read_map(b"[days]\ncombine = 'sum'\n[create]\ncomplaint = 'depression'\nweeks = 0")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("2020-01-01", dt.date(2020, 1, 1)),
        ("2020-01-01T00:00:00", dt.datetime(2020, 1, 1)),  # noqa: DTZ001 - as a database without zones gives it
        ("'a'", "a"),
    ],
)
def test_where_a_database_is_read_from_keeps_its_type(text: str, value: object) -> None:
    found = read_map(f"[sql]\nurl = 'x'\nquery = 'select'\nincrement = 'id'\nsince = {text}".encode())
    assert found.sql is not None
    assert (found.sql.since, type(found.sql.since)) == (value, type(value))
