"""*Check-in*: how are you today, filled in on a telephone; and once a week a look back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import clock, now, reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.ui import check_in_days
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

CLIENT = "cato@test.example"
PAGE = "client/check_in.py"
TODAY = today(ZONE)
ANSWERS = {"mood": 7, "sleep": 4, "energy": 6, "tension": 3}


@pytest.fixture
def course(world: World) -> UUID:
    """A course on the sixth day of its second week, of a client who can sign in."""
    client_id, _code = world.client("T-0001")
    world.account("client", CLIENT, client_id=client_id)
    return world.course(client_id, starts_on=TODAY - dt.timedelta(days=12))


def stored(world: World, day: dt.date = TODAY) -> dict[str, object]:
    row = tables.CheckIn
    with reading(world.everything()) as connection:
        found = connection.execute(select(*(getattr(row, name) for name in ANSWERS)).where(row.day == day)).first()
    return {} if found is None else dict(found._mapping)


def tap(at: AppTest, measure: str, value: int | None) -> AppTest:
    """Press a number; the key of its field goes on with the day."""
    (found,) = [one for one in at.button_group if one.key and one.key.startswith(f"{measure}-")]
    return found.set_value(value).run()


def press(at: AppTest, start: str) -> AppTest:
    (found,) = [one for one in at.button if one.key and one.key.startswith(start)]
    return found.click().run()


def filled_in(at: AppTest) -> AppTest:
    for measure, value in ANSWERS.items():
        tap(at, measure, value)
    return press(at, "check-in-save")


def test_four_numbers_and_a_button(world: World, course: UUID, open_page: OpenPage) -> None:
    at = filled_in(open_page(CLIENT, PAGE))
    assert stored(world) == ANSWERS
    said = words(at)
    assert "Bewaard voor vandaag." in said and "te weinig dagen" in said
    assert "Stemming 7 · Slaap 4 · Energie 6 · Spanning 3" in said
    assert "Bekijk het in je voortgang" in said


def test_what_is_skipped_stays_missing(world: World, course: UUID, open_page: OpenPage) -> None:
    press(tap(open_page(CLIENT, PAGE), "energy", 0), "check-in-save")
    assert stored(world) == {"mood": None, "sleep": None, "energy": 0, "tension": None}


def test_a_number_can_be_taken_back(world: World, course: UUID, open_page: OpenPage) -> None:
    at = tap(tap(open_page(CLIENT, PAGE), "mood", 7), "energy", 5)
    press(tap(at, "mood", None), "check-in-save")
    assert stored(world)["mood"] is None


def test_nothing_filled_in_says_what_to_do(world: World, course: UUID, open_page: OpenPage) -> None:
    at = press(open_page(CLIENT, PAGE), "check-in-save")
    assert "Er is nog niets ingevuld." in words(at)
    assert stored(world) == {}
    assert "Er is nog niets ingevuld." not in words(tap(at, "mood", 7))


def test_what_is_wrong_with_one_day_is_not_said_of_another(world: World, course: UUID, open_page: OpenPage) -> None:
    at = press(open_page(CLIENT, PAGE), "check-in-save")
    assert "Er is nog niets ingevuld." in words(at)
    at.button_group(key=f"check-in-day-{TODAY:%Y%m%d}").set_value(TODAY - dt.timedelta(days=1)).run()
    assert "Er is nog niets ingevuld." not in words(at)


def test_undo_brings_back_what_stood_before(world: World, course: UUID, open_page: OpenPage) -> None:
    at = press(filled_in(open_page(CLIENT, PAGE)), "check-in-undo")
    assert stored(world) == {}
    assert "Teruggezet" in words(at)
    assert [one.value for one in at.button_group if one.key and one.key.startswith("mood-")] == [None]


def test_taking_everything_away_says_so_and_can_be_undone(world: World, course: UUID, open_page: OpenPage) -> None:
    at = press(tap(open_page(CLIENT, PAGE), "mood", 7), "check-in-save")
    at = press(tap(press(at, "check-in-change"), "mood", None), "check-in-save")
    assert stored(world) == {}
    assert "Aangepast: stemming 7 weggehaald." in words(at)
    press(at, "check-in-undo")
    assert stored(world)["mood"] == 7


def test_a_day_that_is_saved_is_changed_or_left(world: World, course: UUID, open_page: OpenPage) -> None:
    filled_in(open_page(CLIENT, PAGE))
    at = press(open_page(CLIENT, PAGE), "check-in-change")
    at = press(tap(at, "mood", 8), "check-in-save")
    assert stored(world) == {**ANSWERS, "mood": 8}
    assert "Aangepast: stemming van 7 naar 8." in words(at)
    at = press(tap(press(at, "check-in-change"), "mood", 1), "check-in-leave")
    assert stored(world)["mood"] == 8 and "Stemming 8" in words(at)


def test_yesterday_can_be_filled_in_too(world: World, course: UUID, open_page: OpenPage) -> None:
    at = open_page(CLIENT, PAGE)
    days = at.button_group(key=f"check-in-day-{TODAY:%Y%m%d}")
    assert len(days.options) == 3
    days.set_value(TODAY - dt.timedelta(days=1)).run()
    at = filled_in(at)
    assert "Bewaard voor gisteren." in words(at)
    assert stored(world) == {} and stored(world, TODAY - dt.timedelta(days=1)) == ANSWERS


def test_what_was_tapped_is_there_again_in_another_tab(world: World, course: UUID, open_page: OpenPage) -> None:
    tap(open_page(CLIENT, PAGE), "mood", 7)
    later = open_page(CLIENT, PAGE)
    assert [one.value for one in later.button_group if one.key and one.key.startswith("mood-")] == [7]
    assert "Het is nog niet bewaard." in words(later)
    assert stored(world) == {}
    press(later, "check-in-save")
    assert stored(world)["mood"] == 7


def test_what_another_device_saved_is_shown_and_not_written_over(
    world: World, course: UUID, open_page: OpenPage
) -> None:
    laptop = tap(open_page(CLIENT, PAGE), "mood", 2)
    press(tap(open_page(CLIENT, PAGE), "mood", 8), "check-in-save")
    at = press(laptop, "check-in-save")
    assert stored(world)["mood"] == 8
    assert "intussen ergens anders bewaard" in words(at) and "Stemming 8" in words(at)
    at = press(tap(press(at, "check-in-change"), "mood", 3), "check-in-save")
    assert stored(world)["mood"] == 3 and "ergens anders" not in words(at)


def test_a_form_that_was_open_over_midnight_keeps_its_day(
    world: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, _code = world.client()
    world.account("client", CLIENT, client_id=client_id)
    world.course(client_id, starts_on=dt.date(2026, 4, 1))
    moments = {"now": dt.datetime(2026, 5, 12, 21, 59, tzinfo=dt.UTC)}
    for place in (clock, check_in_days):
        monkeypatch.setattr(place, "now", lambda: moments["now"])
    at = tap(open_page(CLIENT, PAGE), "mood", 3)
    moments["now"] += dt.timedelta(minutes=2)  # the 13th in Amsterdam
    at = press(tap(at, "sleep", 5), "check-in-save")
    assert "Bewaard voor gisteren." in words(at)
    assert stored(world, dt.date(2026, 5, 12)) == {"mood": 3, "sleep": 5, "energy": None, "tension": None}


def test_the_rest_stands_behind_a_fold(world: World, course: UUID, open_page: OpenPage) -> None:
    given = new_id()
    world.add(
        tables.ExerciseGiven, practice_id=1, course_id=course, id=given, exercise="long_out_breath",
        given_on=TODAY - dt.timedelta(days=3),
    )  # fmt: skip
    at = open_page(CLIENT, PAGE)
    at.selectbox[0].set_value(7.5)
    at.text_area[0].set_value("Zon.")
    at.checkbox[0].set_value(True).run()
    at = press(at, "check-in-save")
    row, done = tables.CheckIn, tables.ExerciseDone
    with reading(world.everything()) as connection:
        assert tuple(connection.execute(select(row.hours_slept, row.words)).one()) == (7.5, "Zon.")
        assert connection.scalar(select(done.given_id)) == given
    assert "Uren geslapen" in words(at) and "7,5" in words(at)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_of_it_is_in_the_language_of_the_account(
    world: World, course: UUID, open_page: OpenPage, language: str
) -> None:
    at = open_page(CLIENT, PAGE)
    if language == "en":
        at.button(key="language").click().run()
    said = words(filled_in(at))
    if language == "nl":
        assert english_in(said.replace("\nEnglish\n", "\n").replace("Test practice", ""), translator("nl")) == []
    else:
        assert "Saved for today." in said and "Bewaard" not in said


@pytest.mark.parametrize(
    ("moment", "says"),
    [("2026-05-11T22:30+00:00", "vandaag is nu di 12 mei"), ("2026-05-12T06:00+00:00", "")],
)
def test_after_midnight_it_says_which_day_it_is(
    world: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, moment: str, says: str
) -> None:
    client_id, _code = world.client()
    world.account("client", CLIENT, client_id=client_id)
    world.course(client_id, starts_on=dt.date(2026, 4, 1))
    for place in (clock, check_in_days):
        monkeypatch.setattr(place, "now", lambda: dt.datetime.fromisoformat(moment))
    at = open_page(CLIENT, PAGE)
    said, (days,) = words(at), [one for one in at.button_group if one.key == "check-in-day-20260512"]
    assert [option.content for option in days.proto.options] == [
        "Vandaag :small[di 12 mei]", "Gisteren :small[ma 11 mei]", "Eergisteren :small[zo 10 mei]",
    ]  # fmt: skip
    assert ("Het is na middernacht" in said) == bool(says)
    assert says in said


@pytest.mark.parametrize(
    ("elsewhere", "is_told"),
    [("Pacific/Auckland", True), ("Europe/Lisbon", False), ("No/Such_Zone", False), (None, False)],
)
def test_a_traveller_keeps_the_days_of_the_practice(
    world: World, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, elsewhere: str | None, is_told: bool
) -> None:
    client_id, _code = world.client()
    world.account("client", CLIENT, client_id=client_id)
    world.course(client_id, starts_on=dt.date(2026, 4, 1))
    for place in (clock, check_in_days):
        monkeypatch.setattr(
            place, "now", lambda: dt.datetime(2026, 5, 12, 18, 0, tzinfo=dt.UTC)
        )  # the 13th in Auckland
    monkeypatch.setattr(ContextProxy, "timezone", elsewhere)
    at = open_page(CLIENT, PAGE)
    assert ("Bij de praktijk is het nu di 12 mei" in words(at)) == is_told
    filled_in(at)
    assert stored(world, dt.date(2026, 5, 12)) == ANSWERS


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [(1, None, "Je traject begint op"), (-40, -3, "Je traject is afgelopen."), (None, None, "nog niet begonnen")],
)
def test_outside_a_course_it_says_so(
    world: World, open_page: OpenPage, starts: int | None, ends: int | None, says: str
) -> None:
    client_id, _code = world.client()
    world.account("client", CLIENT, client_id=client_id)
    if starts is not None:
        end = {} if ends is None else {"ends_on": TODAY + dt.timedelta(days=ends), "end_reason": "completed"}
        world.course(client_id, starts_on=TODAY + dt.timedelta(days=starts), **end)
    at = open_page(CLIENT, PAGE)
    assert says in words(at)
    assert not [one for one in at.button if one.key and one.key.startswith("check-in")]


class TestTheFrontDoor:
    def title(self, at: AppTest) -> str:
        return str(at.title[0].value)

    def test_leads_to_a_check_in_that_is_open(self, world: World, course: UUID, open_page: OpenPage) -> None:
        assert self.title(open_page(CLIENT)) == "Check-in"

    def test_leads_to_progress_once_today_is_said(self, world: World, course: UUID, open_page: OpenPage) -> None:
        world.check_in(course, TODAY, mood=5)
        assert self.title(open_page(CLIENT)) == "Mijn voortgang"

    def test_leads_to_progress_outside_a_course(self, world: World, open_page: OpenPage) -> None:
        client_id, _code = world.client()
        world.account("client", CLIENT, client_id=client_id)
        assert self.title(open_page(CLIENT)) == "Mijn voortgang"

    @pytest.mark.parametrize("kind", ["pause", "illness"])
    def test_asks_nobody_for_a_check_in_who_is_away(
        self, world: World, course: UUID, open_page: OpenPage, kind: str
    ) -> None:
        world.add(
            tables.LifeEvent, practice_id=1, course_id=course, id=new_id(), kind=kind,
            starts_on=TODAY - dt.timedelta(days=2),
        )  # fmt: skip
        assert self.title(open_page(CLIENT)) == "Mijn voortgang"

    def test_is_no_dead_end(self, world: World, course: UUID, open_page: OpenPage) -> None:
        links = {link.proto.page for link in open_page(CLIENT).get("page_link")}
        assert "progress" in links


class TestTheWeek:
    def test_is_looked_back_on_and_taken_back(self, world: World, course: UUID, open_page: OpenPage) -> None:
        at = open_page(CLIENT, PAGE)
        assert "Terugblik op week 2" in words(at)
        at = press(tap(at, "resilience", 6), "reflection-save")
        assert "Je week is bewaard." in words(at)
        row = tables.WeekReflection
        with reading(world.everything()) as connection:
            assert connection.scalar(select(row.resilience)) == 6
        press(at, "reflection-undo")
        with reading(world.everything()) as connection:
            assert connection.scalar(select(row.resilience)) is None

    def test_is_not_asked_for_in_the_middle_of_it(self, world: World, open_page: OpenPage) -> None:
        client_id, _code = world.client()
        world.account("client", CLIENT, client_id=client_id)
        world.course(client_id, starts_on=TODAY - dt.timedelta(days=10))  # the fourth day of its second week
        assert "Terugblik op week" not in words(open_page(CLIENT, PAGE))

    def test_is_on_both_pages_about_the_course(self, world: World, open_page: OpenPage) -> None:
        therapist, client, course_id, code = world.pair()
        start = TODAY - dt.timedelta(days=35)
        for week in range(3):
            world.add(
                tables.WeekReflection, practice_id=1, course_id=course_id, week_on=start + dt.timedelta(days=7 * week),
                resilience=3 + week, words=f"zin {week}", recorded_at=now(),
            )  # fmt: skip
        world.check_in(course_id, TODAY, mood=5)
        for email, page, query in (
            (client.email, "client/progress.py", {}),
            (therapist.email, "therapist/course.py", {"client": code}),
        ):
            said = words(open_page(email, page, **query))
            assert "Veerkracht ging van 3 in week 1 naar 5 in week 3." in said
            assert "zin 0" in said and "zin 2" in said
