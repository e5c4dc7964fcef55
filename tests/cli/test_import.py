"""`import` from the command line: real data, exit codes, and what is said where."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtherapy_data import store
from runtherapy_data.store import tables
from tests.actions.imports import events, rows_of
from tests.cli.conftest import Program, Said
from tests.factories import World

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
GOOD = "cliënt;datum;stemming\nK-1;1-5-2026;6\nK-1;2-5-2026;7\n"
BAD = GOOD + "K-1;3-5-2026;11\n"
CREATE = '[create]\ncomplaint = "depression"\nweeks = 10\n'


class Report(Said):
    """What a run of the command said about the rows of a file."""

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(self.report[name] for name in ("read", "new", "unchanged", "changed", "refused"))


@pytest.fixture
def command(world: World, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Report]:
    """Run `… import …` in a folder with good.csv, bad.csv and create.toml."""
    for name, text in (("good.csv", GOOD), ("bad.csv", BAD), ("create.toml", CREATE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: Report(*program("import", *arguments))


def test_one_real_person_with_238_days_on_their_own_scales(world: World, command: Any, shared_data: Path) -> None:
    source = shared_data / "one_client_daily" / "symptom_data.csv"
    arguments = (source, "--kind", "check-ins", "--map", EXAMPLES / "one_client_daily.toml", "--json")
    assert command(*arguments, "--dry-run").out == (first := command(*arguments)).out
    assert (first.code, first.numbers, first.report["rows"]) == (0, (238, 238, 0, 0, 0), 1476)
    assert command(*arguments).numbers == (238, 0, 238, 0, 0)
    assert rows_of(world, tables.Course, "starts_on", "ends_on", "planned_weeks") == [
        (dt.date(2012, 8, 13), dt.date(2013, 4, 8), 35)
    ]
    stored = rows_of(world, tables.CheckIn, "day", "mood", "sleep", "energy", "tension")
    assert stored == [(day, *twin) for day, twin in sorted(slow_days(source).items())]


def slow_days(source: Path) -> dict[dt.date, tuple[int, None, int, int]]:
    """The same days by the obvious way: mean of the day, onto 0 to 10, and halves up."""
    days: dict[dt.date, list[dict[str, str]]] = {}
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day, month, year = map(int, row["date"].split("/"))
            days.setdefault(dt.date(2000 + year, month, day), []).append(row)

    def tenth(rows: list[dict[str, str]], item: str, *, turned: bool = False) -> int:
        total = sum(int(float(row[item])) - 1 for row in rows)
        if turned:
            total = 6 * len(rows) - total
        return (20 * total + 6 * len(rows)) // (12 * len(rows))  # total / n × 10 / 6, plus a half, cut off

    return {
        day: (tenth(rows, "Cheerful"), None, tenth(rows, "Tired", turned=True), tenth(rows, "Relaxed", turned=True))
        for day, rows in days.items()
    }


def test_a_client_of_ones_own_takes_the_real_days(world: World, command: Any, shared_data: Path) -> None:
    source = shared_data / "one_client_daily" / "symptom_data.csv"
    said = command(source, "--map", EXAMPLES / "one_client_daily.toml", "--client", "K-42", "--json")
    assert said.numbers == (238, 238, 0, 0, 0)
    assert rows_of(world, tables.Client, "code") == [("K-42",)]


def test_a_hundred_real_patients_with_380_scores(world: World, command: Any, shared_data: Path) -> None:
    source = shared_data / "bdi_beat_the_blues" / "BtheB.csv"
    arguments = (
        source, "--kind", "questionnaires", "--map", EXAMPLES / "bdi_beat_the_blues.toml", "--json",
    )  # fmt: skip
    assert command(*arguments, "--dry-run").out == (first := command(*arguments)).out
    assert (first.code, first.numbers, first.report["clients_created"]) == (0, (380, 380, 0, 0, 0), 100)
    assert command(*arguments).numbers == (380, 0, 380, 0, 0)
    with source.open(encoding="utf-8", newline="") as file:
        scores = [float(row[name]) for row in csv.DictReader(file) for name in row if "bdi" in name and row[name]]
    stored = rows_of(world, tables.QuestionnaireResult, "instrument", "total")
    assert stored == sorted(("bdi", score) for score in scores)
    moments = [moment for (moment,) in rows_of(world, tables.QuestionnaireResult, "moment")]
    assert {moment: moments.count(moment) for moment in set(moments)} == {"intake": 100, "end": 97, "follow_up": 183}


def test_a_good_file_ends_with_0_and_a_bad_one_with_2(world: World, command: Any) -> None:
    asked = ("--kind", "check-ins", "--map", "create.toml")
    held = command("bad.csv", *asked)
    assert held.code == 2
    assert "Nothing was written" in held.err
    assert "Row 4, stemming “11”: This lies outside 0 to 10." in held.out
    assert rows_of(world, tables.CheckIn, "day") == []
    dry = command("good.csv", *asked, "--dry-run")
    assert (dry.code, dry.err) == (0, "Dry run: nothing was written.\n")
    assert command("bad.csv", *asked, "--skip-bad-rows").code == 0
    assert len(rows_of(world, tables.CheckIn, "day")) == 2


def test_the_report_for_people_counts_and_speaks_dutch_where_the_machine_does(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    said = command("good.csv", "--kind", "check-ins", "--map", "create.toml")
    assert "· nieuw                 2\n" in said.out
    assert "– Nieuwe cliënten aangemaakt: 1.\n" in said.out


def test_many_refusals_are_shown_in_part_and_listed_in_whole(command: Any, tmp_path: Path) -> None:
    rows = "".join(f"K-1;1-5-2026;{number}\n" for number in range(11, 51))
    (tmp_path / "worse.csv").write_text("cliënt;datum;stemming\n" + rows, encoding="utf-8")
    said = command("worse.csv", "--kind", "check-ins")
    assert "… and 20 more refusals; --json lists all." in said.out
    assert len(command("worse.csv", "--kind", "check-ins", "--json").report["refusals"]) == 40


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("good.csv",), "not said what the file holds"),
        (("--kind", "check-ins"), "Name either a file"),
        (("good.csv", "--kind", "check-ins", "--from-sql"), "Name either a file"),
        (("none.csv", "--kind", "check-ins"), "none.csv cannot be read"),
        (("good.csv", "--kind", "check-ins", "--map", "none.toml"), "none.toml cannot be read"),
        (("good.csv", "--kind", "check-ins", "--practice", "elsewhere"), "no practice elsewhere"),
        (("good.csv", "--kind", "check-ins", "--as", "nobody@test.example"), "no active account"),
        (("good.csv", "--kind", "check-ins", "--client", "K-1"), "says itself"),
        (("good.csv", "--kind", "sessions"), "no column with facts"),
        (("good.csv", "--kind", "shoes"), "shoes"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_exit_code_2(
    command: Any, arguments: tuple[str, ...], said: str
) -> None:
    left = command(*arguments)
    assert (left.code, left.out) == (2, "")
    assert said in left.err


def test_the_practice_has_to_be_named_where_there_are_several(world: World, command: Any) -> None:
    other = World(practice_id=2)
    asked = ("good.csv", "--kind", "check-ins", "--map", "create.toml")
    left = command(*asked)
    assert (left.code, "--practice (practice-1, practice-2)" in left.err) == (2, True)
    assert command(*asked, "--practice", "practice-2").code == 0
    assert len(rows_of(other, tables.CheckIn, "day")) == 2
    world.account("admin", "admin@test.example")
    left = command(*asked, "--practice", "practice-2", "--as", "admin@test.example")
    assert "account of another practice" in left.err


def test_an_import_under_an_account_is_that_accounts(world: World, command: Any) -> None:
    account = world.account("admin", "admin@test.example")
    command("good.csv", "--kind", "check-ins", "--map", "create.toml", "--as", "admin@test.example")
    noted = rows_of(world, tables.AuditEvent, "action", "account_id", "asked_by")
    assert noted == [("facts.import", account, None), ("signals.evaluate", None, "admin@test.example")]
    world.account("supervisor", "s@test.example")
    left = command("good.csv", "--kind", "check-ins", "--as", "s@test.example")
    assert (left.code, "no access" in left.err) == (2, True)
    assert [outcome for outcome, _ in events(world)] == ["done", "refused"]


def test_a_database_without_its_tables_is_told_so(
    command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{tmp_path / 'fresh.db'}")
    store.dispose()
    left = command("good.csv", "--kind", "check-ins")
    assert (left.code, "migrate` first" in left.err) == (2, True)
