"""Importing files: all or nothing, the same report dry or real, the same file twice changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase

from runtherapy_data.actions.imports import Order, import_file
from runtherapy_data.i18n import translator
from runtherapy_data.readers.maps import read_map
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import reading, tables
from tests.actions.imports import CREATE, events, numbers, rows_of, run, system
from tests.factories import World
from tests.readers.workbooks import sheet, workbook

FILES = {
    Kind.CHECK_INS: (
        "K-1;1-5-2026;6;7;;3;;7,5;goed geslapen", "K-1;2-5-2026;;;4;;;;", "K-2;29-3-2026;0;10;5;5;0;;=1+1",
    ),
    Kind.SESSIONS: (
        "K-1;1-5-2026;19:30;begeleid;10;5;3;fijn;s1", "K-1;2-5-2026;;zelf;10;;;;", "K-1;2-5-2026;;zelf;20;;;;",
        "K-1;25-10-2025;2:30;zelf;20;;;;", "K-2;25-10-2025;2:30;zelf;;20;;;",
    ),
    Kind.QUESTIONNAIRES: (
        "K-1;1-5-2026;PHQ-9;begin;15;;", "K-1;1-5-2026;4DKL;begin;;12;3", "K-2;1-5-2026;WHO-5;;44;;",
    ),
}  # fmt: skip
TABLES: dict[Kind, type[DeclarativeBase]] = {
    Kind.CHECK_INS: tables.CheckIn,
    Kind.SESSIONS: tables.SessionLog,
    Kind.QUESTIONNAIRES: tables.QuestionnaireResult,
}


def count(world: World, *counted: type[DeclarativeBase]) -> list[int]:
    with reading(world.everything()) as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted]


@pytest.mark.parametrize("kind", Kind)
def test_importing_the_same_file_twice_changes_nothing(any_world: World, kind: Kind) -> None:
    world = any_world
    rows = FILES[kind]
    assert numbers(run(system(world), kind, *rows, mapping=CREATE)) == (len(rows), 0, 0, 0)
    before = rows_of(world, TABLES[kind], *TABLES[kind].__table__.columns.keys())
    again = run(system(world), kind, *rows, mapping=CREATE)
    assert numbers(again) == (0, len(rows), 0, 0)
    assert (again.clients_created, again.changed_fields) == (0, ())
    assert rows_of(world, TABLES[kind], *TABLES[kind].__table__.columns.keys()) == before


@pytest.mark.parametrize("kind", Kind)
def test_a_dry_run_gives_the_report_of_the_real_run_and_leaves_nothing(world: World, kind: Kind) -> None:
    counted = (TABLES[kind], tables.Client, tables.Course)
    dry = run(system(world), kind, *FILES[kind], mapping=CREATE, dry_run=True)
    assert count(world, *counted) == [0, 0, 0]
    assert run(system(world), kind, *FILES[kind], mapping=CREATE) == dry


BAD = "K-1;3-5-2026;11;;;;;;"


def test_one_bad_row_holds_everything_back(world: World) -> None:
    report = run(system(world), Kind.CHECK_INS, *FILES[Kind.CHECK_INS], BAD, mapping=CREATE)
    assert numbers(report) == (3, 0, 0, 1)
    assert report.read == 4
    assert count(world, tables.CheckIn, tables.Client) == [0, 0]


def test_bad_rows_are_passed_over_when_told_to(world: World) -> None:
    flags = {"mapping": CREATE, "skip_bad_rows": True}
    dry = run(system(world), Kind.CHECK_INS, *FILES[Kind.CHECK_INS], BAD, dry_run=True, **flags)  # type: ignore[arg-type]
    report = run(system(world), Kind.CHECK_INS, *FILES[Kind.CHECK_INS], BAD, **flags)  # type: ignore[arg-type]
    assert report == dry
    assert numbers(report) == (3, 0, 0, 1)
    assert count(world, tables.CheckIn) == [3]


def test_a_workbook_gives_what_the_text_file_gives(world: World) -> None:
    book = workbook(
        {"Blad1": sheet([["Cliënt", "Datum", "Stemming", "Slaap", "Woorden"], [421, 46154, 7, None, "=1+1"]], 1)}
    )
    order = Order(Kind.CHECK_INS, read_map(CREATE.encode()))
    assert numbers(import_file(system(world), order, "Dagboek.XLSX", book)) == (1, 0, 0, 0)
    text = run(system(world), Kind.CHECK_INS, "421;12-05-2026;7;;=1+1", headers="Cliënt;Datum;Stemming;Slaap;Woorden")
    assert numbers(text) == (0, 1, 0, 0)


def test_what_is_stored_is_what_was_written(world: World) -> None:
    run(system(world), Kind.CHECK_INS, *FILES[Kind.CHECK_INS], mapping=CREATE)
    columns = ("day", "mood", "sleep", "energy", "tension", "pain", "hours_slept", "words")
    assert rows_of(world, tables.CheckIn, *columns) == [
        (dt.date(2026, 3, 29), 0, 10, 5, 5, 0, None, "=1+1"),
        (dt.date(2026, 5, 1), 6, 7, None, 3, None, 7.5, "goed geslapen"),
        (dt.date(2026, 5, 2), None, None, 4, None, None, None, None),
    ]


def test_a_changed_answer_is_updated_and_an_empty_cell_takes_nothing_away(world: World) -> None:
    run(system(world), Kind.CHECK_INS, "K-1;1-5-2026;6;7;;;;7,5;goed", mapping=CREATE)
    report = run(system(world), Kind.CHECK_INS, "K-1;1-5-2026;5;;;2;;7,5;", "K-1;2-5-2026;4;;;;;;")
    assert numbers(report) == (1, 0, 1, 0)
    assert dict(report.changed_fields) == {"mood": 1, "tension": 1}
    assert rows_of(world, tables.CheckIn, "day", "mood", "sleep", "tension", "hours_slept", "words") == [
        (dt.date(2026, 5, 1), 5, 7, 2, 7.5, "goed"), (dt.date(2026, 5, 2), 4, None, None, None, None),
    ]  # fmt: skip


def test_two_rows_about_one_day_are_refused_unless_they_say_the_same(world: World) -> None:
    rows = ("K-1;1-5-2026;6;;;;;;", "K-1;1-5-2026;6;;;;;;", "K-1;1-5-2026;7;;;;;;")
    report = run(system(world), Kind.CHECK_INS, *rows, mapping=CREATE, skip_bad_rows=True)
    assert numbers(report) == (1, 1, 0, 1)
    assert [(one.row, one.values) for one in report.refusals] == [(4, {"other": 2})]
    rows = ("K-1;1-5-2026;PHQ-9;eind;6;;", "K-1;1-5-2026;PHQ-9;eind;7;;")
    report = run(system(world), Kind.QUESTIONNAIRES, *rows, skip_bad_rows=True)
    assert numbers(report) == (1, 0, 0, 1)


def test_a_result_changes_by_its_total_and_its_subscales(world: World) -> None:
    kind = Kind.QUESTIONNAIRES
    run(system(world), kind, "K-1;1-5-2026;4DKL;begin;;12;", "K-1;1-5-2026;PHQ-9;begin;9;;", mapping=CREATE)
    report = run(system(world), kind, "K-1;1-5-2026;4DKL;begin;;13;3", "K-1;1-5-2026;PHQ-9;begin;8;;")
    assert numbers(report) == (0, 0, 2, 0)
    assert dict(report.changed_fields) == {"distress": 1, "anxiety": 1, "total": 1}
    assert rows_of(world, tables.QuestionnaireSubscale, "subscale", "score") == [("anxiety", 3), ("distress", 13)]
    assert rows_of(world, tables.QuestionnaireResult, "instrument", "total") == [("4dkl", None), ("phq9", 8)]


def test_a_fact_belongs_to_the_course_that_had_begun_on_its_day(world: World) -> None:
    client, code = world.client("K-7")
    first = world.course(client, starts_on=dt.date(2025, 1, 6))
    second = world.course(client, starts_on=dt.date(2026, 1, 5))
    days = ("24-12-2024", "6-1-2025", "4-1-2026", "5-1-2026")
    run(system(world), Kind.CHECK_INS, *(f"{code};{day};5;;;;;;" for day in days))
    found = dict(rows_of(world, tables.CheckIn, "day", "course_id"))
    assert list(found.values()) == [first, first, first, second]


def test_a_client_is_made_with_a_course_only_when_told_to(world: World) -> None:
    row = "K-1;4-5-2026;6;;;;;;"
    report = run(system(world), Kind.CHECK_INS, row)
    assert numbers(report) == (0, 0, 0, 1)
    mapping = CREATE + 'end_reason = "completed"\nmode = "no_fixed_increments"\n'
    run(system(world), Kind.CHECK_INS, row, "K-1;3-5-2026;6;;;;;;", mapping=mapping)
    columns = ("starts_on", "ends_on", "end_reason", "planned_weeks", "complaint", "mode")
    assert rows_of(world, tables.Course, *columns) == [
        (dt.date(2026, 5, 3), dt.date(2026, 5, 4), "completed", 10, "stress_burnout", "no_fixed_increments")
    ]
    assert rows_of(world, tables.Assignment, "account_id") == []


def test_a_client_without_a_course_gets_one_when_told_to(world: World) -> None:
    client, code = world.client("K-8")
    row = f"{code};4-5-2026;6;;;;;;"
    assert numbers(run(system(world), Kind.CHECK_INS, row)) == (0, 0, 0, 1)
    assert numbers(run(system(world), Kind.CHECK_INS, row, mapping=CREATE)) == (1, 0, 0, 0)
    assert rows_of(world, tables.Course, "client_id") == [(client,)]


def test_an_import_leaves_one_event_with_numbers_and_no_answer(world: World) -> None:
    run(system(world), Kind.CHECK_INS, *FILES[Kind.CHECK_INS], mapping=CREATE)
    run(system(world), Kind.CHECK_INS, "K-1;1-5-2026;9;;;;;;")
    (first, made), (second, changed) = events(world)
    assert (first, second) == ("done", "done")
    assert (made["new"], made["clients_created"], made["kind"]) == (3, 2, "check-ins")
    assert changed["changed_fields"] == {"mood": 1}
    assert len(changed["source"]["sha256"]) == 64
    assert "geslapen" not in str([made, changed])


def test_the_report_speaks_the_readers_language(world: World) -> None:
    report = run(system(world), Kind.CHECK_INS, BAD, mapping=CREATE)
    said = report.as_json(translator("nl"))
    assert {name: said[name] for name in ("read", "new", "unchanged", "changed", "refused")} == {
        "read": 1, "new": 0, "unchanged": 0, "changed": 0, "refused": 1,
    }  # fmt: skip
    assert said["refusals"] == [
        {
            "row": 2, "column": "stemming", "value": "11", "reason": "Dit ligt niet tussen 0 en 10.",
            "remedy": "Verbeter het, of geef de schaal in een leeswijzer.",
        }
    ]  # fmt: skip
