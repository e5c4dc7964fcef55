"""*Traject*: signals of one course, pointed out in its figure, and what their therapist does with them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.charts import theme
from runtherapy_data.i18n import translator
from runtherapy_data.measures.signals import LONGEST_SNOOZE_DAYS
from runtherapy_data.store import reading, tables, today
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, figures, words

THERAPIST, PAGE = "therapist@test.example", "therapist/course.py"
Course = tuple[UUID, str]


def tired(world: World, course_id: UUID) -> None:
    """Five weeks of energy at 7, then six days at 3: its energy falls, and nothing else does."""
    start = today(ZONE) - dt.timedelta(days=35)
    for number in range(35):
        world.check_in(course_id, start + dt.timedelta(days=number), mood=6, sleep=6, energy=3 if number > 28 else 7)


@pytest.fixture
def course(world: World) -> Course:
    """A therapist with one client whose energy has been falling: (course id, client code)."""
    _therapist, _client, course_id, code = world.pair()
    tired(world, course_id)
    return course_id, code


def kept(world: World, course_id: UUID | None = None) -> list[Any]:
    query = select(
        tables.Signal.id, tables.Signal.rule, tables.Signal.state, tables.Signal.snoozed_until,
        tables.Signal.snooze_reason,
    )  # fmt: skip
    if course_id is not None:
        query = query.where(tables.Signal.course_id == course_id)
    with reading(world.everything()) as connection:
        return list(connection.execute(query))


def steps(world: World) -> list[str]:
    event = tables.SignalEvent
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(event.step).order_by(event.at, event.id)))


def seen(label: str) -> str:
    """What the eye reads of a button: the rest, whose it is, is for a screen reader."""
    return str(label).split(" :small", 1)[0].replace("\\", "")


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (found,) = (one for one in at.button if seen(one.label) == label)
    return found.click().run()


def labels(at: AppTest) -> set[str]:
    return {seen(one.label) for one in at.button}


def marked(at: AppTest) -> list[dict[str, Any]]:
    """The traces in the trajectory that wear the ink of the marking."""
    return [one for one in figures(at)[0]["data"] if theme.HIGHLIGHT in str(one.get("marker"))]


def test_a_signal_is_looked_for_and_shown_with_its_question(world: World, course: Course, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=course[1])
    assert [(one.rule, one.state) for one in kept(world)] == [("falling_energy", "new")]
    said = words(at)
    assert "Minder energie" in said and "nieuw · sinds" in said
    assert "Waar gaat je energie de laatste dagen heen" in said
    assert not marked(at)


def test_choosing_a_signal_marks_what_it_rests_on_and_stands_in_the_address(
    world: World, course: Course, open_page: OpenPage
) -> None:
    at = press(open_page(THERAPIST, PAGE, client=course[1]), "Laat zien in de figuur")
    assert at.query_params["signal"] == str(kept(world)[0].id)
    (dots,) = marked(at)
    assert (dots["yaxis"], dots["y"]) == ("y3", [3.0] * len(dots["x"]))
    assert "In de figuur gemarkeerd: Minder energie" in words(at)
    alt = at.get("plotly_chart")[0].proto.alt
    assert "In de figuur gemarkeerd: Minder energie" in alt
    at.button(key="point-none").click().run()
    assert not marked(at) and "signal" not in at.query_params


def test_a_link_from_the_list_opens_the_page_with_the_marking(
    world: World, course: Course, open_page: OpenPage
) -> None:
    open_page(THERAPIST, PAGE, client=course[1])
    at = open_page(THERAPIST, PAGE, client=course[1], signal=str(kept(world)[0].id))
    assert marked(at)


def test_weeks_without_the_marked_days_say_so(world: World, course: Course, open_page: OpenPage) -> None:
    start = today(ZONE) - dt.timedelta(days=90)
    client_id, code = world.client()
    with reading(world.everything()) as connection:
        therapist = connection.scalars(select(tables.Account.id).where(tables.Account.email == THERAPIST)).one()
    other = world.course(client_id, starts_on=start, therapist=therapist, ends_on=None, planned_weeks=16)
    world.result(other, "phq9", start, 8)
    world.result(other, "phq9", start + dt.timedelta(days=20), 19, "mid")
    for number in range(90):
        world.check_in(other, start + dt.timedelta(days=number), mood=6, sleep=6, energy=7)
    open_page(THERAPIST, PAGE, client=code)
    (worse,) = (one for one in kept(world, other) if one.rule == "deterioration")
    at = open_page(THERAPIST, PAGE, client=code, signal=str(worse.id))
    assert marked(at)
    at.get("button_group")[0].set_value("2").run()
    assert "de dagen vallen buiten deze weken" in words(at)
    assert not marked(at)


def test_the_steps_go_forward_are_undone_and_keep_their_history(
    world: World, course: Course, open_page: OpenPage
) -> None:
    at = open_page(THERAPIST, PAGE, client=course[1])
    assert {"Gezien", "Besproken", "Klaar", "Uitstellen"} <= labels(at)
    at = press(at, "Gezien")
    assert kept(world)[0].state == "seen" and "Gezien" not in labels(at)
    at = press(at, "Klaar")
    assert kept(world)[0].state == "done"
    assert "Er is nu geen signaal voor gesprek." in words(at) and "Minder energie: klaar." in words(at)
    at = press(at, "Ongedaan maken: klaar")
    assert kept(world)[0].state == "seen" and "Klaar" in labels(at)
    assert steps(world) == ["raised", "seen", "done", "undone"]
    at.session_state[f"ground-{kept(world)[0].id.hex}"] = True
    said = words(at.run())
    assert "Gevonden" in said and "Wanneer dit een signaal is" in said and "falling_energy" in said
    assert "laatste stap ongedaan gemaakt" in said and "Test therapist" in said


def test_a_second_click_on_the_same_step_changes_nothing_more(
    world: World, course: Course, open_page: OpenPage
) -> None:
    one, other = (open_page(THERAPIST, PAGE, client=course[1]) for _ in range(2))
    press(one, "Gezien")
    press(other, "Gezien")
    assert steps(world) == ["raised", "seen"]


def test_putting_off_needs_a_reason_and_an_end_within_two_weeks(
    world: World, course: Course, open_page: OpenPage
) -> None:
    at = press(open_page(THERAPIST, PAGE, client=course[1]), "Uitstellen")
    place = kept(world)[0].id.hex
    until = at.selectbox(key=f"until-{place}")
    assert len(until.options) == LONGEST_SNOOZE_DAYS
    at = at.button(key=f"aside-now-{place}").click().run()
    assert "De reden ontbreekt" in "\n".join(one.value for one in at.warning)
    assert kept(world)[0].snoozed_until is None
    at.text_input(key=f"reason-{place}").set_value("Belt vrijdag zelf")
    at.selectbox(key=f"until-{place}").set_value(today(ZONE) + dt.timedelta(days=3))
    at = at.button(key=f"aside-now-{place}").click().run()
    (signal,) = kept(world)
    assert (signal.snoozed_until, signal.snooze_reason) == (today(ZONE) + dt.timedelta(days=3), "Belt vrijdag zelf")
    assert "Minder energie: uitgesteld." in words(at) and "Laat zien in de figuur" not in labels(at)
    at.session_state["signals-aside"] = True
    at.run()
    assert "Belt vrijdag zelf" in words(at)
    at = at.button(key=f"undo-just-closed-{place}").click().run()
    assert kept(world)[0].snoozed_until is None and "Uitstellen" in labels(at)


def test_a_risk_answer_comes_first_with_the_protocol_of_the_practice_and_cannot_wait(
    world: World, course: Course, open_page: OpenPage
) -> None:
    result = world.result(course[0], "phq9", today(ZONE) - dt.timedelta(days=2), 4)
    values = {"practice_id": 1, "course_id": course[0], "result_id": result, "item": 9, "value": 1}
    world.add(tables.QuestionnaireAnswer, **values)
    at = open_page(THERAPIST, PAGE, client=course[1])
    said = words(at)
    assert said.index("Eerst dit") < said.index("Een risicovraag is beantwoord") < said.index("Minder energie")
    risk = next(one.id.hex for one in kept(world) if one.rule == "risk_item")
    assert f"aside-{risk}" not in {one.key for one in at.button}
    # Also when another signal is chosen, it stays whole.
    other = next(str(one.id) for one in kept(world) if one.rule == "falling_energy")
    at = open_page(THERAPIST, PAGE, client=course[1], signal=other)
    assert "Eerst dit" in words(at) and marked(at)


def test_an_ended_or_done_signal_is_folded_with_how_it_ended(world: World, course: Course, open_page: OpenPage) -> None:
    at = press(open_page(THERAPIST, PAGE, client=course[1]), "Klaar")
    assert "1 eerder signaal" in {one.label for one in at.expander}
    again = open_page(THERAPIST, PAGE, client=course[1])
    assert "Minder energie" not in words(again)
    again.session_state["signals-closed"] = True
    again.run()
    assert "Minder energie" in words(again) and "klaar · sinds" in words(again)


@pytest.mark.parametrize("asked", ["another course's", "nobody's", "<script>", "' OR 1=1 --"])
def test_a_signal_of_somebody_else_in_the_address_shows_nothing(
    world: World, course: Course, open_page: OpenPage, asked: str
) -> None:
    _therapist, _client, other, other_code = world.pair("-other")
    tired(world, other)
    open_page("therapist-other@test.example", PAGE, client=other_code)
    theirs = str(kept(world, other)[0].id)
    signal = {"another course's": theirs, "nobody's": str(uuid4())}.get(asked, asked)
    at = open_page(THERAPIST, PAGE, client=course[1], signal=signal)
    assert "hoort niet bij dit traject" in words(at)
    assert not marked(at)
    assert kept(world, other)[0].state == "new"


def test_a_client_sees_no_signal_and_nothing_is_marked_for_them(
    world: World, course: Course, open_page: OpenPage
) -> None:
    open_page(THERAPIST, PAGE, client=course[1])
    at = open_page("client@test.example", "client/progress.py", signal=str(kept(world)[0].id), client=course[1])
    said = words(at)
    for secret in (
        "Signalen",
        "signaal",
        "Minder energie",
        "Waarop berust dit?",
        "Om te vragen",
        "Klaar",
        "Twee weken",
    ):
        assert secret not in said
    assert not marked(at) and "Gezien" not in labels(at)


def test_a_course_of_which_nothing_is_known_shows_its_silence_and_no_figure_to_mark(
    world: World, open_page: OpenPage
) -> None:
    _therapist, _client, course_id, code = world.pair()
    at = open_page(THERAPIST, PAGE, client=code)
    assert {one.rule for one in kept(world, course_id)} == {"silence"}
    assert "Stil" in words(at) and "Gezien" in labels(at)
    assert "Laat zien in de figuur" not in labels(at) and not figures(at)


def test_two_weeks_are_laid_side_by_side(world: World, course: Course, open_page: OpenPage) -> None:
    start = today(ZONE) - dt.timedelta(days=35)
    world.session(course[0], start + dt.timedelta(days=23), planned_minutes=30, reflection="Rustig gelopen", effort=4)
    at = open_page(THERAPIST, PAGE, client=course[1])
    at.toggle(key="two-weeks").set_value(True).run()
    said = words(at)
    assert "In week 5, vergeleken met week 4: energie" in said
    assert "Rustig gelopen" in said
    assert len(figures(at)) == 2
    at.selectbox(key="week-b").set_value(4).run()
    assert "Kies twee verschillende weken." in words(at)
    at.selectbox(key="week-a").set_value(1).run()
    assert "bleven gelijk" in words(at)


def test_nothing_of_it_is_left_in_english(world: World, course: Course, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=course[1])
    world.add(tables.LifeEvent, practice_id=1, course_id=course[0], id=uuid4(), kind="illness",
              starts_on=today(ZONE) - dt.timedelta(days=25))  # fmt: skip
    place = kept(world)[0].id.hex
    at = press(press(at, "Laat zien in de figuur"), "Uitstellen")
    at.session_state[f"ground-{place}"] = True
    at.toggle(key="two-weeks").set_value(True).run()
    said = words(at).replace("\nEnglish\n", "\n").replace("Test practice", "")
    said = "\n".join(line for line in said.splitlines() if not line.startswith("falling_energy"))
    assert "Gearceerd: ziekte" in said and "Signalen tellen deze dagen niet mee." in said
    assert english_in(said, translator("nl")) == []
