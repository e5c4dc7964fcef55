"""What is ready for a client, what they practise, and what a therapist gives, ends, and finds still open."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

CLIENT, THERAPIST = "client@test.example", "therapist@test.example"
PROGRESS, COURSE = "client/progress.py", "therapist/course.py"
DAY = dt.timedelta(days=1)


def given(world: World, course_id: UUID, exercise: str, note: str | None = None) -> UUID:
    given_id = new_id()
    world.add(
        tables.ExerciseGiven, practice_id=1, course_id=course_id, id=given_id, exercise=exercise, note=note,
        given_on=today(ZONE) - 9 * DAY,
    )  # fmt: skip
    return given_id


def ask(world: World, course_id: UUID, days: int, instrument: str = "phq9") -> None:
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=new_id(), instrument=instrument, moment="mid",
        due_on=today(ZONE) - days * DAY, asked_at=now(),
    )  # fmt: skip


def links(at: AppTest, page: str) -> list[str]:
    return [one.label for one in at.page_link if one.proto.page == page]


def standing(world: World) -> dict[str, bool]:
    """Exercise → whether it still holds."""
    with reading(world.everything()) as connection:
        rows = connection.execute(select(tables.ExerciseGiven.exercise, tables.ExerciseGiven.until_on)).all()
    return {row.exercise: row.until_on is None for row in rows}


def test_a_client_finds_the_way_to_what_is_ready(filled: tuple[UUID, str], open_page: OpenPage, world: World) -> None:
    ask(world, filled[0], 0)
    at = open_page(CLIENT, PROGRESS)
    ready = [one.label for one in at.page_link if one.proto.page in ("check-in", "questionnaires")]
    assert (
        "Check-in: hoe is het vandaag met je?" in ready and "Vragenlijst\\: depressieve klachten \\(PHQ-9\\)" in ready
    )
    assert words(at).index("Vandaag") < words(at).index("Wat je zelf schreef")


def test_a_client_reads_how_an_exercise_goes_and_what_was_agreed(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    given(world, filled[0], "calm_walk", "Op zondag & woensdag.")
    at = open_page(CLIENT, PROGRESS)
    said = words(at)
    assert "Wat je meekreeg" in said and "Een rustige wandeling · 20 min" in [one.label for one in at.expander]
    assert "Op zondag & woensdag." in said and "- Wandel in je eigen tempo." in said
    assert english_in(said.replace("\nEnglish\n", "\n").replace("Test practice", ""), translator("nl")) == []


def test_a_course_in_which_nothing_was_reported_already_says_what_is_ready(world: World, open_page: OpenPage) -> None:
    _therapist, _client, course_id, _code = world.pair()
    given(world, course_id, "three_breaths")
    at = open_page(CLIENT, PROGRESS)
    assert "Check-in: hoe is het vandaag met je?" in links(at, "check-in")
    assert "Drie rustige ademhalingen · 1 min" in [one.label for one in at.expander]


def test_the_switch_for_messages_is_there_only_where_the_practice_sends_them(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    assert "Laat me weten" not in words(open_page(CLIENT, PROGRESS))
    world.add(
        tables.PracticeSetting, practice_id=1, part="reminders", value={"way": "file"}, changed_at=now()
    )  # fmt: skip
    at = open_page(CLIENT, PROGRESS)
    for wanted in (True, False):
        at.toggle(key=f"reminders-{not wanted}").set_value(wanted).run()
        with reading(world.everything()) as connection:
            account = tables.Account
            assert connection.scalar(select(account.reminders).where(account.email == CLIENT)) is wanted


def test_a_therapist_gives_an_exercise_ends_it_and_takes_that_back(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    held = given(world, filled[0], "long_out_breath")
    at = open_page(THERAPIST, COURSE, client=filled[1])
    assert "**Langer uitademen · 5 min**" in words(at)
    at.session_state["exercise-panel"] = True
    at.run()
    (walk,) = [one for one in at.button_group if "Een rustige wandeling" in one.options]
    walk.set_value(["calm_walk"])
    (note,) = [one for one in at.text_input if one.label == "Hoe vaak of wanneer"]
    note.set_value("Zondag.")
    at.button(key="exercise-give").click().run()
    assert standing(world) == {"long_out_breath": True, "calm_walk": True}
    assert "**Een rustige wandeling · 20 min**" in words(at) and "Zondag." in words(at)
    at.button(key=f"exercise-end-{held.hex}").click().run()
    assert standing(world) == {"long_out_breath": False, "calm_walk": True}
    assert "Beëindigd: Langer uitademen." in words(at)
    at.button(key="exercise-undo").click().run()
    assert standing(world) == {"long_out_breath": True, "calm_walk": True}


def test_nothing_chosen_is_said_beside_the_form_and_the_note_stays(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    at = open_page(THERAPIST, COURSE, client=filled[1])
    at.session_state["exercise-panel"] = True
    at.run()
    (note,) = [one for one in at.text_input if one.label == "Hoe vaak of wanneer"]
    note.set_value("Zondag.")
    at.button(key="exercise-give").click().run()
    assert "**Oefeningen**: Er is geen oefening gekozen. Kies er minstens een." in words(at)
    assert [one.value for one in at.text_input if one.label == "Hoe vaak of wanneer"] == ["Zondag."]


def test_what_is_open_stands_on_the_course_and_on_the_list_below_every_signal(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    therapist = world.account("therapist", "other@test.example")
    silent = world.course(world.client("C-SILENT")[0], therapist=therapist)
    waits = world.course(world.client("C-WAITS")[0], therapist=therapist)
    calm = world.course(world.client("C-CALM")[0], therapist=therapist)
    for course_id, back in ((silent, 12), (waits, 0), (calm, 0)):
        for number in range(5):
            world.check_in(course_id, today(ZONE) - (back + number) * DAY, mood=6, sleep=5, energy=5)
    for course_id in (silent, waits):
        ask(world, course_id, 4)
    at = open_page("other@test.example")
    said, when = words(at), translator("nl").day(today(ZONE) - 4 * DAY)
    assert "1 is stil, bij 1 staat nog iets open, 1 is rustig" in said
    assert said.index("Stil (1)") < said.index("Staat nog open (1)")
    line = f"PHQ-9 nog niet ingevuld, gevraagd voor {when}"
    assert links(at, "results") == [f"{line} :small[C-SILENT]", f"{line} :small[C-WAITS]"]
    at = open_page("other@test.example", COURSE, client="C-WAITS")
    assert line in links(at, "results")


@pytest.mark.parametrize(
    ("ended", "line"),
    [(False, "1 medisch punt nog niet bevestigd :small[C-1]"), (True, "Vervolgmoment stond voor {day} :small[C-1]")],
)
def test_who_has_something_open_is_put_away_neither_with_who_is_new_nor_with_who_has_ended(
    world: World, open_page: OpenPage, ended: bool, line: str
) -> None:
    therapist, on = world.account("therapist", "other@test.example"), today(ZONE)
    course_id = world.course(
        world.client("C-1")[0], therapist=therapist, starts_on=on - 90 * DAY, follow_up_on=on - DAY,
        **({"ends_on": on - 20 * DAY, "end_reason": "completed"} if ended else {}),
    )  # fmt: skip
    world.add(tables.MedicalPoint, practice_id=1, course_id=course_id, id=new_id(), words="knie")
    at = open_page("other@test.example")
    assert line.format(day=translator("nl").day(on - DAY)) in links(at, "manage")
    assert not [one for one in at.expander if "afgelopen" in one.label]


def test_what_is_ticked_off_at_a_check_in_is_done_on_the_own_page_and_a_day_on_the_therapists(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    given(world, filled[0], "calm_walk")
    at = open_page(CLIENT, "client/check_in.py")
    (tick,) = [one for one in at.checkbox if one.label == "Een rustige wandeling"]
    tick.check().run()
    (save,) = [one for one in at.button if one.label == "Bewaren"]
    save.click().run()
    at = open_page(CLIENT, PROGRESS)
    assert "Gedaan: Een rustige wandeling." in words(at) and "Als het vandaag past" not in words(at)
    weekday = translator("nl").day(today(ZONE)).split()[0]
    assert f"was hier ruimte voor op {weekday}." in words(at)
    at = open_page(THERAPIST, COURSE, client=filled[1])
    at.toggle(key="exercise-days").set_value(True).run()
    assert f"| Een rustige wandeling | – | – | – | {weekday} |" in words(at)
