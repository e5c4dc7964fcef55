"""The words of files: each finds its field, none finds two, and the document shows them all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers.columns import fields_of
from runtherapy_data.readers.maps import NO_MAP
from runtherapy_data.readers.plan import Plan, make_plan
from runtherapy_data.readers.vocabulary import CHOICES, FIELDS, Field, Kind, plain
from runtherapy_data.store import tables

DOC = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
ALIASES = [
    (kind, field, name) for kind, fields in FIELDS.items() for field in fields
    for name in (field.code, *field.dutch, *field.english)
]  # fmt: skip
NEEDED = {
    Kind.CHECK_INS: {"client": "cliënt", "day": "datum", "mood": "stemming"},
    Kind.SESSIONS: {"client": "cliënt", "day": "datum", "running_minutes": "loopminuten"},
    Kind.QUESTIONNAIRES: {"client": "cliënt", "day": "datum", "instrument": "vragenlijst", "total": "totaal"},
}


def plan_for(kind: Kind, headers: list[str]) -> Plan:
    return make_plan(kind, headers, NO_MAP, client=None, zone="Europe/Amsterdam", today=dt.date(2026, 6, 1))


@pytest.mark.parametrize(("kind", "field", "name"), ALIASES, ids=lambda value: getattr(value, "code", str(value)))
def test_each_header_finds_its_field_however_it_is_written(kind: Kind, field: Field, name: str) -> None:
    others = [header for code, header in NEEDED[kind].items() if code != field.code]
    for header in (name, f" {name.upper()} (0-10) ", name.replace(" ", "_")):
        column = plan_for(kind, [*others, header]).column(field.code)
        assert column is not None
        assert column.header == header


@pytest.mark.parametrize("kind", Kind)
def test_no_header_means_two_things(kind: Kind) -> None:
    owner: dict[str, str] = {}
    for field in fields_of(kind).values():
        for name in {plain(alias) for alias in (field.code, *field.dutch, *field.english)}:
            assert owner.setdefault(name, field.code) == field.code
            assert name


@pytest.mark.parametrize("field", CHOICES)
def test_no_answer_means_two_things(field: str) -> None:
    words = [plain(word) for code, words in CHOICES[field].items() for word in {plain(code), *map(plain, words)}]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("kind", "table"), [(Kind.CHECK_INS, tables.CheckIn), (Kind.SESSIONS, tables.SessionLog)], ids=str
)
def test_every_field_has_its_column_in_the_store(kind: Kind, table: type) -> None:
    for field in FIELDS[kind]:
        if field.code not in ("client", "time"):
            assert hasattr(table, field.code)


def test_columns_that_nobody_knows_are_named() -> None:
    assert plan_for(Kind.CHECK_INS, ["cliënt", "datum", "stemming", "schoenmaat"]).ignored == ("schoenmaat",)


@pytest.mark.parametrize(
    ("kind", "headers", "said"),
    [
        (Kind.CHECK_INS, ["cliënt", "datum", "stemming", "mood"], "stemming and mood are both mood"),
        (Kind.CHECK_INS, ["cliënt", "datum", "mood", "mood"], "mood and mood are both mood"),
        (Kind.CHECK_INS, ["datum", "mood"], "no column for client"),
        (Kind.CHECK_INS, ["cliënt", "mood"], "no column for day"),
        (Kind.CHECK_INS, ["cliënt", "datum", "schoenmaat"], "no column with facts"),
        (Kind.QUESTIONNAIRES, ["cliënt", "datum", "totaal"], "no column for instrument"),
    ],
)
def test_a_double_or_missing_column_stops_the_file(kind: Kind, headers: list[str], said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        plan_for(kind, headers)


def headers_table(kind: Kind) -> str:
    """The accepted headers as docs/imports.md shows them."""
    lines = ["| field | Dutch | English | values |", "|---|---|---|---|"]
    for field in FIELDS[kind]:
        span = f"{field.range[0]}–{field.range[1]}" if field.range else ""
        needed = " (required)" if field.required else ""
        values = ", ".join(CHOICES[field.code]) if field.code in CHOICES else f"{field.form.value} {span}".strip()
        lines.append(f"| `{field.code}`{needed} | {', '.join(field.dutch)} | {', '.join(field.english)} | {values} |")
    return "\n".join(lines)


@pytest.mark.parametrize("kind", Kind)
def test_the_document_shows_the_headers_as_they_are(kind: Kind) -> None:
    assert headers_table(kind) in DOC.read_text(encoding="utf-8")


@pytest.mark.parametrize("field", CHOICES)
def test_the_document_shows_the_answers_as_they_are(field: str) -> None:
    text = DOC.read_text(encoding="utf-8")
    for code, words in CHOICES[field].items():
        assert f"| `{field}` | `{code}` | {', '.join(words)} |" in text
