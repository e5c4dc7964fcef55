"""`check-in add`, `week` and `show`: the same actions as the page, and what the page would say."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.errors import InvalidInputError, NotAllowedError
from runtherapy_data.store import today
from tests.factories import ZONE, World

run = CliRunner()
TODAY = today(ZONE)


@pytest.fixture
def client(world: World) -> str:
    """The address of a client whose course is on the sixth day of its second week."""
    client_id, _code = world.client("T-0001")
    world.course(
        client_id, starts_on=TODAY - dt.timedelta(days=12), therapist=world.account("therapist", "t@x.example")
    )
    world.account("client", "cato@test.example", client_id=client_id)
    return "cato@test.example"


def told(*arguments: str) -> dict[str, object]:
    done = run.invoke(app, ["check-in", *arguments, "--json"])
    assert done.exit_code == 0, done.exception
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def test_what_is_added_is_shown(client: str) -> None:
    added = told("add", "--as", client, "--mood", "6", "--hours-slept", "7.5", "--words", "Zon.")
    assert added["sentence"] == "Van de laatste twee weken zijn te weinig dagen ingevuld om deze ernaast te leggen."
    assert (added["client"], added["day"], added["mood"], added["sleep"]) == ("T-0001", TODAY.isoformat(), 6, None)
    shown = told("show", "--as", client)
    assert shown["days"][0] == {  # type: ignore[index]
        "day": TODAY.isoformat(), "mood": 6, "sleep": None, "energy": None, "tension": None, "pain": None,
        "hours_slept": 7.5, "words": "Zon.",
    }  # fmt: skip
    assert shown["open_week"] == 2


def test_what_is_not_named_stays_and_what_is_skipped_goes(client: str) -> None:
    yesterday = (TODAY - dt.timedelta(days=1)).isoformat()
    told("add", "--as", client, "--day", yesterday, "--mood", "6", "--sleep", "4")
    done = run.invoke(
        app, ["check-in", "add", "--as", client, "--day", yesterday, "--energy", "5", "--skip", "sleep"]
    )  # fmt: skip
    assert done.stdout == "Aangepast: slaap 4 weggehaald en energie 5 erbij.\n"


def test_a_week_is_looked_back_on(client: str) -> None:
    facts = told("week", "--as", client, "--resilience", "6", "--words", "Rustiger.")
    assert (facts["week"], facts["resilience"], facts["body_contact"]) == (2, 6, None)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["--mood", "11"], "mood"),
        (["--mood", "5.5"], "mood"),
        (["--mood", "1_0"], "mood"),
        (["--mood", ""], "mood"),
        (["--hours-slept", "nan"], "hours_slept"),
        (["--hours-slept", "seven"], "hours_slept"),
        (["--day", "gisteren"], "day"),
        (["--day", (TODAY + dt.timedelta(days=1)).isoformat(), "--mood", "5"], "day"),
        (["--skip", "weather"], "skip"),
        (["--did", "marathon"], "did"),
        ([], "answers"),
    ],
)
def test_what_cannot_be_names_its_field(client: str, arguments: list[str], field: str) -> None:
    refused = run.invoke(app, ["check-in", "add", "--as", client, *arguments])
    assert isinstance(refused.exception, InvalidInputError)
    assert refused.exception.field == field


def test_it_is_for_the_client_alone(client: str) -> None:
    refused = run.invoke(app, ["check-in", "add", "--as", "t@x.example", "--mood", "5"])
    assert isinstance(refused.exception, NotAllowedError)


def test_a_shell_gets_exit_code_2_with_field_value_and_range(client: str) -> None:
    command = [sys.executable, "-m", "runtherapy_data", "check-in", "add", "--as", client, "--tension", "11"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("tension: 11 ")
    assert "0" in done.stderr and "10" in done.stderr and done.stdout == ""


@pytest.mark.parametrize("given", ["good", "5.5", "9" * 5000])
def test_what_is_no_number_is_told_the_range_too(client: str, given: str) -> None:
    command = [sys.executable, "-m", "runtherapy_data", "check-in", "add", "--as", client, "--mood", given]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "en_GB.UTF-8"}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"mood: {given[:40]} is not possible here: whole numbers from 0 to 10 are.")
