"""*Mijn sessies*: a client notes what they did on their own, mends it for a week, and reads what is theirs to read."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import principal_by_email
from runtherapy_data.i18n import translator
from runtherapy_data.store import tables, today
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words
from tests.pages.test_log_session import by_label, drafts, press, rows, tap

CLIENT, PAGE = "client@test.example", "client/sessions.py"
WALKED = "Minuten wandelen"


@pytest.fixture
def course(world: World) -> UUID:
    return world.pair()[2]


def own(world: World, course: UUID, back: int = 1, **values: Any) -> UUID:
    """A session that the client noted themselves."""
    return world.session(
        course, today(ZONE) - dt.timedelta(days=back), kind="independent",
        entered_by=principal_by_email(CLIENT).account_id, **values,
    )  # fmt: skip


def test_a_session_of_ones_own_is_noted_and_undone(world: World, course: UUID, open_page: OpenPage) -> None:
    at = open_page(CLIENT, PAGE)
    by_label(at, "number_input", WALKED).set_value(20).run()
    tap(at, "Inspanning", 0)
    by_label(at, "text_area", "In je eigen woorden").set_value("Langs het *water*.").run()
    at = press(at, "Sessie bewaren")
    (row,) = rows(world)
    assert (row["kind"], row["walking_minutes"], row["effort"]) == ("independent", 20, 0)
    said = words(at)
    assert f"Je sessie van {translator('nl').day(today(ZONE))} staat erin: 20 min gewandeld." in said
    assert "Langs het *water*." in said
    assert drafts(world) == []
    at = press(at, "Ongedaan maken")
    assert rows(world) == []
    press(at, "Ongedaan maken")
    assert len(rows(world)) == 1


def test_no_praise_and_nothing_to_compare_is_said(world: World, course: UUID, open_page: OpenPage) -> None:
    for back in (1, 2, 3):
        own(world, course, back, running_minutes=30)
    at = open_page(CLIENT, PAGE)
    by_label(at, "number_input", WALKED).set_value(5).run()
    said = words(press(at, "Sessie bewaren")).lower()
    assert not [word for word in ("goed gedaan", "!", "reeks", "record", "meer dan", "km", "tempo") if word in said]


def test_the_days_are_the_last_week_of_the_course_and_today(world: World, course: UUID, open_page: OpenPage) -> None:
    options = by_label(open_page(CLIENT, PAGE), "selectbox", "Dag").options
    assert len(options) == 8
    assert options[0] == f"vandaag, {translator('nl').day(today(ZONE)).partition(' ')[2]}"
    world.change(tables.Course, starts_on=today(ZONE) - dt.timedelta(days=2))
    assert len(by_label(open_page(CLIENT, PAGE), "selectbox", "Dag").options) == 3
    world.change(tables.Course, ends_on=today(ZONE) - dt.timedelta(days=1), end_reason="completed")
    assert len(by_label(open_page(CLIENT, PAGE), "selectbox", "Dag").options) == 2


def test_long_after_the_end_there_is_nothing_to_note_and_the_list_stays(
    world: World, course: UUID, open_page: OpenPage
) -> None:
    own(world, course, 30)
    world.change(tables.Course, ends_on=today(ZONE) - dt.timedelta(days=9), end_reason="completed")
    at = open_page(CLIENT, PAGE)
    assert [one for one in at.button if one.label == "Sessie bewaren"] == []
    assert "10 min hardgelopen, 10 min gewandeld" in words(at)


def test_ones_own_is_changed_and_removed_for_a_week(world: World, course: UUID, open_page: OpenPage) -> None:
    own(world, course, 2, effort=3)
    own(world, course, 8)
    world.session(course, today(ZONE) - dt.timedelta(days=1), kind="guided")
    at = open_page(CLIENT, PAGE)
    changing = [one for one in at.button if (one.key or "").startswith("session-change-")]
    assert len(changing) == 1
    at = changing[0].click().run()
    assert by_label(at, "button_group", "Inspanning").value == 3
    tap(at, "Inspanning", 5)
    at = press(at, "Wijziging bewaren")
    assert sorted(row["effort"] or 0 for row in rows(world)) == [0, 0, 5]
    at = press(at, "Nog een sessie noteren")
    (change,) = (one for one in at.button if (one.key or "").startswith("session-change-"))
    at = press(change.click().run(), "Sessie weghalen")
    assert len(rows(world)) == 2
    press(at, "Ongedaan maken")
    assert len(rows(world)) == 3


def test_a_change_that_is_undone_says_what_stands_again(world: World, course: UUID, open_page: OpenPage) -> None:
    own(world, course, 2, effort=3)
    at = open_page(CLIENT, PAGE)
    (change,) = (one for one in at.button if (one.key or "").startswith("session-change-"))
    at = change.click().run()
    tap(at, "Inspanning", 5)
    tap(at, "Pijn", 2)
    at = press(press(at, "Wijziging bewaren"), "Ongedaan maken")
    assert rows(world)[0]["effort"] == 3
    day = translator("nl").day(today(ZONE) - dt.timedelta(days=2))
    assert f"Teruggezet: in de sessie van {day} staat weer: inspanning 3, pijn niet ingevuld." in words(at)


def test_what_few_fill_in_is_folded_and_said_beside_the_fold(world: World, course: UUID, open_page: OpenPage) -> None:
    at = open_page(CLIENT, PAGE)
    (more,) = (one for one in at.expander if one.label == "Meer vertellen")
    assert not more.proto.expanded
    folded = [one.label for one in more.get("button_group")]
    assert folded == ["Plezier", "Pijn"]
    assert "Ook ingevuld" not in words(at)
    tap(at, "Inspanning", 4)
    tap(at, "Plezier", 7)
    at = tap(at, "Pijn", 0)
    assert "Ook ingevuld: plezier 7, pijn 0." in words(at)
    at = open_page(CLIENT, PAGE)  # a draft is taken up with the fold open
    (more,) = (one for one in at.expander if one.label == "Meer vertellen")
    assert more.proto.expanded
    assert "Ook ingevuld: plezier 7, pijn 0." in words(at)


def test_what_the_therapist_observed_is_nowhere_on_the_page(world: World, course: UUID, open_page: OpenPage) -> None:
    own(
        world, course, 1, breathing="GEJAAGD", posture="KROM", picks={"mental_signals": ["worries"]},
        planned_minutes=77, reflection="Fijn buiten.",
    )  # fmt: skip
    at = open_page(CLIENT, PAGE)
    said = words(at)
    assert "Fijn buiten." in said
    (change,) = (one for one in at.button if (one.key or "").startswith("session-change-"))
    said += words(change.click().run())
    assert not [word for word in ("GEJAAGD", "KROM", "piekert", "Wat je opviel", "77", "pace") if word in said]


def test_what_is_half_filled_in_is_there_again(world: World, course: UUID, open_page: OpenPage) -> None:
    at = open_page(CLIENT, PAGE)
    tap(at, "Wat er is gedaan", "intervals")
    by_label(at, "text_input", "Intervallen, zoals 5 x 2/3").set_value("3x1/2").run()
    at = open_page(CLIENT, PAGE)
    assert by_label(at, "text_input", "Intervallen, zoals 5 x 2/3").value == "3x1/2"
    press(at, "Sessie bewaren")
    assert rows(world)[0]["intervals"] == "3x(1/2)"


def test_the_therapist_changed_it_meanwhile_and_the_client_chooses(
    world: World, course: UUID, open_page: OpenPage
) -> None:
    own(world, course, 1, effort=3)
    at = open_page(CLIENT, PAGE)
    (change,) = (one for one in at.button if (one.key or "").startswith("session-change-"))
    at = change.click().run()
    world.change(tables.SessionLog, effort=5, revision=2, breathing="GEJAAGD")
    tap(at, "Inspanning", 8)
    at = press(at, "Wijziging bewaren")
    assert "staat er nu\\: 5" in by_label(at, "radio", "Inspanning").options
    assert "GEJAAGD" not in words(at)
    by_label(at, "radio", "Inspanning").set_value("mine").run()
    press(at, "Bewaar wat ik koos")
    (row,) = rows(world)
    assert (row["effort"], row["breathing"]) == (8, "GEJAAGD")


def test_a_client_without_a_course_is_told_so(world: World, open_page: OpenPage) -> None:
    client_id, _ = world.client()
    world.account("client", CLIENT, client_id=client_id)
    assert "nog niet begonnen" in words(open_page(CLIENT, PAGE))


def test_without_sessions_the_list_says_what_will_stand_there(course: UUID, open_page: OpenPage) -> None:
    assert "Je sessies komen hier te staan" in words(open_page(CLIENT, PAGE))


def test_nothing_on_the_page_is_left_in_english(world: World, course: UUID, open_page: OpenPage) -> None:
    own(world, course, 1, effort=3, feeling_after=7, talk_test="just", intervals="5x(2/3)")
    at = open_page(CLIENT, PAGE)
    (change,) = (one for one in at.button if (one.key or "").startswith("session-change-"))
    said = words(at) + words(tap(change.click().run(), "Pijn", 2))
    said = said.replace("\nEnglish\n", "\n").replace("Test practice", "")
    assert english_in(said, translator("nl")) == []
