"""*Waarneming* on the page *Mensen*, and what the substitute and the colleague read of it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, today, writing
from tests.factories import ZONE, World
from tests.pages import reading as pages
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

ADMIN, PAGE = "admin@test.example", "admin/people.py"
TODAY = today(ZONE)
_ = translator("nl")


@pytest.fixture
def ids(world: World) -> dict[str, UUID]:
    """An administrator and two therapists; Anke treats C-0001, Bas treats eight clients of his own."""
    world.account("admin", ADMIN)
    found = {
        name: world.account("therapist", f"{name}@test.example", name=name.capitalize()) for name in ("anke", "bas")
    }
    for number in range(9):
        client_id, _code = world.client(f"C-{number + 1:04d}")
        course = world.course(client_id, therapist=found["bas" if number else "anke"])
        world.check_in(course, TODAY - dt.timedelta(days=1), mood=5)
    return found


def unfold(at: AppTest) -> AppTest:
    at.session_state[f"standing-in-panel-{at.session_state['standing-in-desk'].nonce}"] = True
    return at.run()


def press(at: AppTest, label: str) -> AppTest:
    return unfold(pages.press(at, label))


def choose(at: AppTest, label: str, value: object) -> None:
    (found,) = (one for one in at.selectbox if one.label == label)
    found.set_value(value)


def held(world: World) -> list[tuple[UUID, UUID, int, int]]:
    one = tables.Substitution
    with reading(world.everything()) as connection:
        rows = connection.execute(select(one.account_id, one.substitute_id, one.from_on, one.until_on))
        return [(row[0], row[1], (row[2] - TODAY).days, (row[3] - TODAY).days) for row in rows]


def test_somebody_stands_in_and_it_is_ended_and_taken_back(
    world: World, ids: dict[str, UUID], open_page: OpenPage
) -> None:
    at = unfold(open_page(ADMIN, PAGE))
    assert "Er neemt nu niemand waar." in words(at)
    choose(at, "Wie is afwezig", ids["anke"])
    choose(at, "Wie neemt waar", ids["bas"])
    at = press(at, "Laten waarnemen")
    assert held(world) == [(ids["anke"], ids["bas"], 0, 14)]
    last = _.day(TODAY + dt.timedelta(days=13), year=True)
    assert f"Bewaard: Bas neemt waar voor Anke: {_.day(TODAY, year=True)} t/m {last}." in words(at)
    at = press(at, "Nu beëindigen")
    assert held(world) == []
    assert "Bas neemt niet meer waar voor Anke." in words(at)
    at = press(at, "Ongedaan maken")
    assert held(world) == [(ids["anke"], ids["bas"], 0, 14)]


def test_both_read_it_above_their_list_and_the_rows_say_whose_they_are(
    world: World, ids: dict[str, UUID], open_page: OpenPage
) -> None:
    at = unfold(open_page(ADMIN, PAGE))
    choose(at, "Wie is afwezig", ids["anke"])
    choose(at, "Wie neemt waar", ids["bas"])
    press(at, "Laten waarnemen")
    last = _.day(TODAY + dt.timedelta(days=13))
    bas = open_page("bas@test.example", "therapist/caseload.py")
    assert f"Je neemt waar voor Anke t/m {last}." in words(bas)
    assert "waarneming voor Anke" in words(bas)
    (whose,) = (one for one in bas.selectbox if one.label == "Alle cliënten")
    assert whose.options == ["Alle cliënten", "Eigen cliënten (8)", "Anke (1)"]
    whose.set_value("Anke")
    assert "C-0001" in words(bas.run())
    assert "C-0002" not in words(bas)
    choose(bas, "Alle cliënten", "own")
    assert "waarneming voor Anke" not in words(bas.run())
    assert f"Bas neemt voor je waar t/m {last}." in words(open_page("anke@test.example", "therapist/caseload.py"))


@pytest.mark.parametrize(
    "away, who, said",
    [
        ("", "bas", "**Wie is afwezig**: Er is nog niemand gekozen."),
        ("anke", "", "**Wie neemt waar**: Er is nog niemand gekozen."),
        ("anke", "anke", "**Wie neemt waar**: Niemand neemt voor zichzelf waar."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    world: World, ids: dict[str, UUID], open_page: OpenPage, away: str, who: str, said: str
) -> None:
    at = unfold(open_page(ADMIN, PAGE))
    choose(at, "Wie is afwezig", ids.get(away))
    choose(at, "Wie neemt waar", ids.get(who))
    assert said in words(press(at, "Laten waarnemen"))
    assert held(world) == []


def test_a_closed_account_stands_in_for_nobody_and_that_is_said(
    world: World, ids: dict[str, UUID], open_page: OpenPage
) -> None:
    at = unfold(open_page(ADMIN, PAGE))
    choose(at, "Wie is afwezig", ids["anke"])
    choose(at, "Wie neemt waar", ids["bas"])
    press(at, "Laten waarnemen")
    with writing(world.everything()) as connection:
        account = tables.Account.__table__
        connection.execute(account.update().where(account.c.id == ids["bas"]).values(active=False))
    assert "Het account van Bas is afgesloten: er neemt niemand waar." in words(open_page(ADMIN, PAGE))


def test_nothing_in_this_part_is_left_in_english(ids: dict[str, UUID], open_page: OpenPage) -> None:
    said = words(unfold(open_page(ADMIN, PAGE))).replace("\nEnglish\n", "\n").replace("Test practice", "")
    assert english_in(said.replace("Test admin", ""), _) == []
