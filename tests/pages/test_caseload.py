"""*Mijn cliënten*, as a therapist sees it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.ui.navigation import PAGES_DIR
from runtherapy_data.views import caseload as caseload_view
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

PAGE = "therapist/caseload.py"
TODAY = today(ZONE)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def links(at: AppTest) -> list[tuple[str, str]]:
    """(label, query) of every link to a course."""
    return [(one.label, one.proto.query_string) for one in at.page_link if "client=" in one.proto.query_string]


def trail(world: World) -> list[tuple[str, str]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(select(event.action, event.outcome).order_by(event.id)).all()
    return [(row.action, row.outcome) for row in rows]


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", "t@test.example")


def add(world: World, therapist: UUID, code: str, began: int = 30, checked_in: int | None = 1, **values: str) -> UUID:
    """A client of the therapist, in depression and guided running unless told otherwise."""
    phase = values.pop("phase", "guided_running")
    client_id, _ = world.client(code, values.pop("name", None))
    course_id = world.course(client_id, starts_on=ago(began), therapist=therapist, **values)
    world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=ago(began), phase=phase)
    if checked_in is not None:
        world.check_in(course_id, ago(checked_in), mood=6, sleep=4, energy=5)
    return course_id


def test_a_row_says_where_somebody_is_and_opens_their_course(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    course_id = add(world, therapist, "C-0421", name="Anna *de* Vries")
    world.session(course_id, ago(3), kind="independent")
    at = open_page("t@test.example", PAGE)
    said = words(at)
    assert links(at) == [("**Anna \\*de\\* Vries \\(C-0421\\)**", "client=C-0421")]
    assert "Week 5 van 10 · Begeleid lopen" in said
    assert "Check-in gisteren" in said
    assert "Stemming ![op 1 van 28 dagen ingevuld, laagste 6, hoogste 6, laatste 6" in said
    assert "Je begeleidt 1 cliënt" in said


def test_the_lists_stand_apart_and_the_ended_courses_are_folded(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    add(world, therapist, "RUNS")
    add(world, therapist, "NEW", 2, None)
    add(world, therapist, "DONE", 90, 50, ends_on=ago(20), end_reason="completed")
    at = open_page("t@test.example", PAGE)
    assert [code for _, code in links(at)] == ["client=RUNS", "client=NEW"]
    assert [one.label for one in at.expander] == ["1 traject afgelopen"]
    assert "Nog niets ingevuld" in words(at)
    at.session_state["ended"] = True
    at.run()
    assert [code for _, code in links(at)] == ["client=RUNS", "client=NEW", "client=DONE"]


def test_choosing_narrows_the_list(world: World, therapist: UUID, open_page: OpenPage) -> None:
    for number in range(7):
        add(world, therapist, f"C-{number}", 20 + 7 * number, number, phase="intake" if number < 2 else "reflection")
    at = open_page("t@test.example", PAGE)
    assert len(links(at)) == 7
    at.selectbox(key="caseload-phase").select("intake").run()
    assert [code for _, code in links(at)] == ["client=C-0", "client=C-1"]
    at.button_group(key="caseload-order").set_value("silence").run()
    assert [code for _, code in links(at)] == ["client=C-1", "client=C-0"]
    at.text_input(key="caseload-words").set_value("nobody").run()
    assert links(at) == []
    assert "Bij deze keuze hoort niemand." in words(at)


def test_a_search_finds_who_has_yet_to_begin_and_whose_course_ended(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    for number in range(7):
        add(world, therapist, f"C-{number}")
    add(world, therapist, "NEW", 2, None, phase="intake")
    add(world, therapist, "DONE", 90, 50, ends_on=ago(20), end_reason="completed")
    at = open_page("t@test.example", PAGE)
    for words_typed, found in (("new", ["client=NEW"]), ("done", ["client=DONE"]), ("C-6", ["client=C-6"])):
        at.text_input(key="caseload-words").set_value(words_typed).run()
        assert [code for _, code in links(at)] == found
        assert "Bij deze keuze hoort niemand." not in words(at)


def test_an_appointment_later_today_comes_before_a_lower_week(
    world: World, therapist: UUID, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime.combine(TODAY, dt.time(12), ZoneInfo(ZONE))
    monkeypatch.setattr(caseload_view, "now", lambda: noon)
    add(world, therapist, "EARLY", 3)
    meets = add(world, therapist, "MEETS", 40)
    add(world, therapist, "SILENT", 60, 12)
    world.session(meets, ago(7), next_appointment_at=noon + dt.timedelta(hours=2, minutes=30))
    at = open_page("t@test.example", PAGE)
    assert [code for _, code in links(at)] == ["client=SILENT", "client=MEETS", "client=EARLY"]
    assert "**Afspraak vandaag 14:30**" in words(at)
    assert "1 heeft vandaag een afspraak." in words(at)


def test_another_therapists_client_is_not_there(world: World, therapist: UUID, open_page: OpenPage) -> None:
    add(world, therapist, "MINE")
    add(world, world.account("therapist", "other@test.example"), "THEIRS")
    at = open_page("t@test.example", PAGE)
    assert [code for _, code in links(at)] == ["client=MINE"]
    assert "THEIRS" not in words(at)


def test_nobody_yet_is_said_with_the_next_step(world: World, therapist: UUID, open_page: OpenPage) -> None:
    said = words(open_page("t@test.example", PAGE))
    assert "Je begeleidt op dit moment niemand." in said
    assert "De beheerder van de praktijk wijst een cliënt aan je toe" in said


def test_an_opening_is_audited_and_a_rerun_is_not(world: World, therapist: UUID, open_page: OpenPage) -> None:
    add(world, therapist, "C")
    at = open_page("t@test.example", PAGE)
    opened = trail(world).count(("caseload.open", "done"))
    at.run()
    at.run()
    assert trail(world).count(("caseload.open", "done")) == opened >= 1


@pytest.mark.parametrize("role", ["client", "admin", "supervisor"])
def test_who_treats_nobody_is_refused_and_that_is_audited(
    world: World, therapist: UUID, role: str, open_page: OpenPage
) -> None:
    add(world, therapist, "THEIRS")
    client_id, _ = world.client()
    world.account(role, "x@test.example", client_id=client_id if role == "client" else None)
    at = AppTest.from_file(PAGES_DIR / PAGE, default_timeout=30)
    at.user = open_page("x@test.example").user
    at.run()
    assert "Geen toegang" in words(at) and "THEIRS" not in words(at)
    assert trail(world)[-1] == ("caseload.read", "refused")


@pytest.fixture
def everything(world: World) -> None:
    """A caseload with something of everything, of a therapist who reads Dutch and one who reads English."""
    for language in ("nl", "en"):
        therapist = world.account("therapist", f"{language}@test.example", language=language)
        for number in range(7):
            course_id = add(world, therapist, f"{language}-{number}", 20, 12 * (number % 2))
        world.session(course_id, ago(1), next_appointment_at=now() + dt.timedelta(days=2))
        add(world, therapist, f"{language}-NEW", 2, None)
        add(world, therapist, f"{language}-DONE", 90, 50, ends_on=ago(20), end_reason="completed")


def opened(open_page: OpenPage, email: str) -> str:
    at = open_page(email, PAGE)
    at.session_state["ended"] = True
    at.run()
    choices = [option for one in at.selectbox for option in one.options]
    return "\n".join((words(at), *choices)).replace("\nEnglish\n", "\n").replace("Test practice", "")


def test_nothing_on_it_is_left_in_english(everything: None, open_page: OpenPage) -> None:
    assert english_in(opened(open_page, "nl@test.example"), translator("nl")) == []


def test_in_english_no_word_of_dutch_is_left(everything: None, open_page: OpenPage) -> None:
    said = opened(open_page, "en@test.example").casefold()
    assert "you are treating 8 clients" in said
    for dutch in ("cliënt", "traject", "stemming", "slaap", "vandaag", "sessie", "nog niets", "alle ", "zoek"):
        assert dutch not in said
