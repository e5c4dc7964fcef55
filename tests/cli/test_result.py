"""`python -m runtherapy_data result …`: the same actions as the pages, by machine."""

from __future__ import annotations

import json
from functools import partial

import pytest

from runtherapy_data.store import now, tables, today
from runtherapy_data.store.types import new_id
from tests.cli.conftest import Program
from tests.factories import ZONE, World

AS = ("--as", "therapist@test.example")
OWN = ("--as", "client@test.example")


@pytest.fixture
def code(world: World) -> str:
    _, _, course_id, code = world.pair()
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=new_id(), instrument="phq9", moment="mid",
        due_on=today(ZONE), asked_at=now(),
    )  # fmt: skip
    return code


@pytest.fixture
def run(program: Program) -> Program:
    """Run `… result …`."""
    return partial(program, "result")


def test_a_result_goes_in_and_comes_back_out(code: str, run: Program) -> None:
    therapist = (*AS, "--client", code)
    status, out, _ = run("add", *therapist, "--instrument", "PHQ-9", "--total", "16", "--day", "2026-01-05", "--json")
    assert status == 0
    status, out, _ = run(
        "add", *therapist, "--instrument", "phq9", "--items", "1,0,2,,1,0,1,1,1", "--moment", "mid", "--json"
    )
    told = json.loads(out)
    assert (told["total"], told["missing"], told["prorated"], told["risk"]) == (7.88, [4], True, [9])
    assert told["sentence"].startswith("PHQ-9 daalde van 16 naar 7,88")  # the account's own language
    status, out, _ = run("show", *therapist, "--json")
    shown = json.loads(out)
    assert shown["asked"] == []
    assert [one["total"] for one in shown["results"]] == [7.88, 16]
    listed = shown["results"][0]
    assert {name: told[name] for name in listed} == listed


def test_a_client_sends_what_is_asked_and_nothing_else(code: str, run: Program) -> None:
    status, out, _ = run("add", *OWN, "--instrument", "phq9", "--items", "111111110", "--json")
    assert status == 0
    assert json.loads(out)["moment"] == "mid"
    status, _, wrong = run("add", *OWN, "--instrument", "phq9", "--items", "111111110")
    assert (status, "not asked" in wrong) == (2, True)
    status, _, _ = run("change", new_id().hex, *OWN, "--revision", "1", "--total", "3")
    assert status == 2


def test_a_result_is_corrected_and_taken_away(code: str, run: Program) -> None:
    therapist = (*AS, "--client", code)
    _, out, _ = run("add", *therapist, "--instrument", "4dkl", "--subscale", "distress=20", "--json")
    made = json.loads(out)["id"]
    _, out, _ = run("change", made, *therapist, "--revision", "1", "--subscale", "distress=12", "--json")
    assert json.loads(out)["subscales"] == {"distress": 12}
    status, out, wrong = run("change", made, *therapist, "--revision", "1", "--day", "2026-01-05", "--json")
    assert status == 2
    assert json.loads(out)["changed_meanwhile"]["revision"] == 2
    assert "changed this result" in wrong
    status, out, _ = run("change", made, *therapist, "--revision", "2", "--moment", "intake", "--json")
    assert (json.loads(out)["moment"], json.loads(out)["subscales"]) == ("intake", {"distress": 12})
    assert run("remove", made, *therapist, "--revision", "3")[0] == 0
    assert json.loads(run("show", *therapist, "--json")[1])["results"] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--items", "1,0,7,0,1,0,1,1,1"), "Item 3: 7 is no possible answer; fill in a whole number from 0 to 3."),
        (("--items", "1,0"), "items: 2 answers were typed, 9 are expected."),
        (("--items", "1,0,a,0,1,0,1,1,1"), "Item 3: “a” is not a number."),
        (("--total", "40"), "total: 40 is not possible here: numbers from 0 to 27 are."),
        (("--subscale", "distress"), "subscale: “distress” has no = in it."),
        (("--total", "4", "--risk", "9=5"), "Item 9: 5 is no possible answer; fill in a whole number from 0 to 3."),
        (("--total", "4", "--risk", "9.5=1"), "risk: “9.5” is not a whole number."),
        (("--total", "nan"), "total: “nan” is not a number."),
        (("--total", "4", "--day", "2999-01-01"), "taken_on: This day has yet to come."),
        (("--total", "4", "--day", "monday"), "day"),
        (("--total", "4", "--moment", "later"), "moment"),
        ((), "items: Nothing was filled in."),
    ],
)
def test_bad_values_name_field_value_and_range_and_write_nothing(
    code: str, run: Program, given: tuple[str, ...], said: str
) -> None:
    status, _, wrong = run("add", *AS, "--client", code, "--instrument", "phq9", *given)
    assert status == 2
    assert said in wrong
    assert json.loads(run("show", *AS, "--client", code, "--json")[1])["results"] == []
