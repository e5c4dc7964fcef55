"""*Cohorten vergelijken*, as a supervisor uses it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_system, principal_by_email
from runtherapy_data.actions import snapshot
from runtherapy_data.identity import Permission
from runtherapy_data.measures.codes import Complaint
from runtherapy_data.store import now, tables, writing
from tests.cohort_practice import fill
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.reading import words

PAGE = "supervisor/cohorts.py"
SUPERVISOR = "supervisor@test.example"


@pytest.fixture
def supervisor(world: World) -> str:
    world.account("supervisor", SUPERVISOR)
    return SUPERVISOR


def figure(at: AppTest) -> dict:
    return json.loads(at.get("plotly_chart")[0].proto.spec)


def named(at: AppTest) -> list[str]:
    """The names of the two groups as the figure gives them."""
    texts = [note["text"] for note in figure(at)["layout"]["annotations"]]
    return [text.split("</b>")[1].strip() for text in texts if text.startswith(("●", "○"))]


def test_two_groups_are_shown_with_sentence_figure_outcomes_and_caveats(
    world: World, supervisor: str, open_page: OpenPage
) -> None:
    fill(world)
    at = open_page(supervisor, PAGE)
    said = words(at)
    assert "Bij stress en burn-out is de energie in week 8 " in said
    assert named(at) == ["Stress en burn-out", "Angst en paniek"]
    assert "| begonnen | 46 | 38 |" in said and "| minder dan 8 |" in said and " | ongeveer " in said
    for part in ("Hoe de trajecten afliepen", "Wat een verschil kan verklaren", "Waarom je sommige groepen niet ziet"):
        assert part in said
    assert "tellen ook mee" not in said and "Meer in je lichaam, minder in je hoofd" in said


def test_the_address_chooses_the_groups(world: World, supervisor: str, open_page: OpenPage) -> None:
    fill(world)
    at = open_page(supervisor, PAGE, **{"a-complaint": Complaint.DEPRESSION, "b-complaint": Complaint.CHRONIC_FATIGUE})
    assert named(at) == ["Depressie en somberheid", "Chronische vermoeidheid"]
    at.selectbox(key="b-complaint").set_value(Complaint.DEPRESSION).run()
    assert at.query_params["b-complaint"] == "depression"
    assert named(at) == ["Depressie en somberheid"] * 2
    assert "A en B zijn dezelfde groep." in words(at)


@pytest.mark.parametrize("name, value", [
    ("a-complaint", "happiness"), ("a-period", "2026-05-01"), ("b-complaint", "<script>"), ("a-practice", "elsewhere"),
])  # fmt: skip
def test_what_is_no_choice_is_passed_over(
    world: World, supervisor: str, open_page: OpenPage, name: str, value: str
) -> None:
    fill(world)
    at = open_page(supervisor, PAGE, **{name: value})
    assert named(at) == ["Stress en burn-out", "Angst en paniek"]


def test_a_group_within_the_other_says_so(world: World, supervisor: str, open_page: OpenPage) -> None:
    fill(world)
    at = open_page(supervisor, PAGE, **{"b-complaint": "all"})
    assert "De trajecten van A tellen ook mee in B." in words(at)


def test_a_small_group_has_no_number_and_no_line_and_says_why(
    world: World, supervisor: str, open_page: OpenPage
) -> None:
    fill(world)
    at = open_page(supervisor, PAGE, **{"a-complaint": Complaint.BODY_CONNECTION})
    assert "Over “meer in je lichaam, minder in je hoofd” is hier niets te zeggen: minder dan 10 trajecten" in words(at)
    assert "A: geen getallen" in json.dumps(figure(at), ensure_ascii=False)
    assert len([trace for trace in figure(at)["data"] if "markers" in trace["mode"]]) == 4


def test_the_table_gives_the_weeks_with_their_n(world: World, supervisor: str, open_page: OpenPage) -> None:
    fill(world)
    at = open_page(supervisor, PAGE)
    at.toggle(key="weeks-table").set_value(True).run()
    table = words(at).split("| Week |")[1]
    assert "A: gemiddelde (95 %)" in table and "| 1 | " in table and " tot " in table


@pytest.mark.parametrize("sizes, reason", [
    ({}, "Nog niemand heeft ermee ingestemd"),
    ({Complaint.DEPRESSION: 6}, "nog minder dan 10 trajecten met toestemming"),
])  # fmt: skip
def test_an_empty_page_says_what_is_missing(
    world: World, supervisor: str, open_page: OpenPage, sizes: dict[Complaint, int], reason: str
) -> None:
    if sizes:
        fill(world, sizes=sizes)
    at = open_page(supervisor, PAGE)
    assert reason in words(at)
    assert not at.get("plotly_chart")


def test_a_supervisor_of_two_practices_compares_them(world: World, supervisor: str, open_page: OpenPage) -> None:
    fill(world, sizes={Complaint.DEPRESSION: 24})
    other = World(practice_id=2)
    fill(other, seed=9, sizes={Complaint.DEPRESSION: 20})
    world.account("supervisor", "both@test.example")
    account_id = principal_by_email("both@test.example").account_id
    other.add(tables.Supervision, practice_id=2, account_id=account_id)
    asked = {"a-practice": "practice-1", "b-complaint": "depression", "b-practice": "practice-2"}
    at = open_page("both@test.example", PAGE, **asked)
    assert [name.split(" · ")[-1] for name in named(at)] == ["Test practice", "Test practice"]
    assert "| begonnen | 24 | 20 |" in words(at)


def test_english_is_complete(world: World, open_page: OpenPage) -> None:
    world.account("supervisor", "english@test.example", language="en")
    fill(world)
    said = words(open_page("english@test.example", PAGE))
    assert "For stress and burn-out, energy in week 8" in said and "What could explain a difference" in said


def test_an_old_release_is_replaced_when_the_page_opens(world: World, supervisor: str, open_page: OpenPage) -> None:
    snapshot.take(grant_system(1, Permission.SNAPSHOT, "tests"))
    fill(world)
    assert "Nog niemand" in words(open_page(supervisor, PAGE))
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Snapshot).values(taken_at=now() - dt.timedelta(days=2)))
    assert "Bij stress en burn-out" in words(open_page(supervisor, PAGE))
