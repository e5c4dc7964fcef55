"""*Vragenlijsten van een cliënt*: a therapist asks, moves, types over and corrects, with a way back for each."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Permission
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

THERAPIST, PAGE = "therapist@test.example", "therapist/results.py"
Made = tuple[UUID, str]


@pytest.fixture
def made(world: World) -> Made:
    """A course in which a PHQ-9 is asked since three days: (course id, client code)."""
    _, _, course_id, code = world.pair()
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=new_id(), instrument="phq9", moment="mid",
        due_on=on(-3), asked_at=now(),
    )  # fmt: skip
    return course_id, code


def on(days: int = 0) -> dt.date:
    return today(ZONE) + dt.timedelta(days=days)


def press(at: AppTest, label: str) -> AppTest:
    """Press the first button that begins with this label; small print behind it is for a screen reader."""
    found = [one for one in at.button if one.label.partition(" :small")[0] == label]
    return found[0].click().run()


def field(at: AppTest, kind: str, label: str) -> AppTest:
    (found,) = (one for one in getattr(at, kind) if one.label == label)
    return found


def asked(world: World) -> list[tuple[str, dt.date, str, bool]]:
    due = tables.QuestionnaireDue
    query = select(due.instrument, due.due_on, due.state, due.by_hand).order_by(due.due_on, due.instrument)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def results(world: World) -> list[tuple[str, float | None, str, dt.date]]:
    one = tables.QuestionnaireResult
    query = select(one.instrument, one.total, one.moment, one.taken_on).order_by(one.taken_on)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def typed(world: World, code: str, **answers: int) -> UUID:
    """A result that the therapist typed over yesterday."""
    grant = grant_course(principal_by_email(THERAPIST), code, Permission.RESULT_WRITE)
    entry = Entry({int(name[1:]): value for name, value in answers.items()} or dict.fromkeys(range(1, 10), 1))
    written = actions.add(grant, new_id().hex, "phq9", on(-1), "extra", entry)
    assert written is not None
    return written.id


def test_what_is_asked_is_moved_and_dropped_and_put_back(world: World, made: Made, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=made[1])
    assert "Er wordt één vragenlijst gevraagd. Van één is de dag voorbij." in words(at)
    at = press(at, "Andere dag")
    field(at, "selectbox", "Dag").set_value(on(4))
    at = press(at, "Vraag op deze dag")
    assert asked(world) == [("phq9", on(4), "open", True)]
    at = press(at, "Ongedaan maken")
    assert asked(world) == [("phq9", on(-3), "open", False)]
    at = press(at, "Niet vragen")
    assert asked(world) == [("phq9", on(-3), "dropped", True)]
    at = press(at, "Ongedaan maken")
    assert asked(world) == [("phq9", on(-3), "open", False)]
    assert "Ongedaan maken" not in words(at)


def test_a_questionnaire_is_asked_by_hand_and_by_protocol(world: World, made: Made, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=made[1])
    at.session_state["ask-panel"] = True
    at = at.run()
    field(at, "selectbox", "Vragenlijst").set_value("gad7")
    field(at, "selectbox", "Dag").set_value(on(7))
    at = press(at, "Zet klaar")
    assert ("gad7", on(7), "open", True) in asked(world)
    at.session_state["ask-panel"] = True
    at = press(at.run(), "Vraag wat het protocol vraagt")
    assert sorted({one for one, *_ in asked(world)}) == ["gad7", "phq9", "psk"]
    assert len(asked(world)) == 9


def test_a_day_that_a_colleague_chose_meanwhile_is_not_written_over(
    world: World, made: Made, open_page: OpenPage
) -> None:
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Andere dag")
    world.change(tables.QuestionnaireDue, due_on=on(9))
    field(at, "selectbox", "Dag").set_value(on(4))
    at = press(at, "Vraag op deze dag")
    assert "Iemand anders heeft dit gewijzigd sinds je het opende" in words(at)
    assert asked(world)[0][1] == on(9)
    field(at, "selectbox", "Dag").set_value(on(4))
    press(at, "Vraag op deze dag")  # now it was read
    assert asked(world)[0][1] == on(4)


def test_a_result_that_a_colleague_corrected_meanwhile_is_not_taken_away_unread(
    world: World, made: Made, open_page: OpenPage
) -> None:
    result_id = typed(world, made[1])
    at = open_page(THERAPIST, PAGE, client=made[1])
    grant = grant_course(principal_by_email(THERAPIST), made[1], Permission.RESULT_WRITE)
    entry = Entry(dict.fromkeys(range(1, 10), 2))
    actions.change(grant, new_id().hex, result_id, 1, on(-1), "extra", entry)
    at = press(at, "Weghalen")
    assert "heeft deze uitslag veranderd sinds je hem opende" in words(at)
    assert [total for _, total, *_ in results(world)] == [18]
    press(at, "Weghalen")  # now it was read
    assert results(world) == []


def test_paper_is_typed_over_in_one_line_and_scored_while_typing(world: World, made: Made, open_page: OpenPage) -> None:
    world.result(made[0], "phq9", on(-30), 16)
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Overtypen van papier")
    at = field(at, "text_input", "Antwoorden").set_value("1 0 2 - 1").run()
    assert "Er zijn 5 antwoorden getypt; er horen er 9 te zijn." in words(at)
    assert results(world)[1:] == []
    at = field(at, "text_input", "Antwoorden").set_value("1 0 2 - 1 0 1 1 0").run()
    assert "Score: 6,75 (licht)" in words(at)
    assert "Overgeslagen: vraag 4." in words(at)
    at = press(at, "Bewaar de uitslag")
    assert results(world)[1:] == [("phq9", 6.75, "mid", on())]
    assert asked(world)[0][2] == "done"
    assert "PHQ-9 daalde van 16 naar 6,75: betrouwbaar verbeterd" in words(at)
    at = press(at, "Ongedaan maken")
    assert results(world)[1:] == []
    assert asked(world)[0][2] == "open"


def test_answers_are_chosen_question_by_question_or_only_the_score_is_known(
    world: World, made: Made, open_page: OpenPage
) -> None:
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    at = field(at, "button_group", "Invoeren als").set_value("each").run()
    for number in range(1, 10):
        (one,) = (box for box in at.selectbox if box.label.startswith(f"{number}. "))
        one.set_value(2)
    at = at.run()
    assert "Score: 18 (matig-ernstig)" in words(at)
    at = field(at, "button_group", "Invoeren als").set_value("scores").run()
    (total,) = (one for one in at.text_input if one.label.startswith("Totaal"))
    assert total.label == "Totaal, 0 tot en met 27"
    total.set_value("12,0")
    field(at, "selectbox", "Antwoord op vraag 9, over risico").set_value(0)
    press(at.run(), "Bewaar de uitslag")
    assert results(world) == [("phq9", 12.0, "extra", on())]


def test_what_is_half_typed_is_there_again(world: World, made: Made, open_page: OpenPage) -> None:
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    field(at, "text_input", "Antwoorden").set_value("1 0 2 - 1").run()
    again = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    assert field(again, "text_input", "Antwoorden").value == "1 0 2 - 1"
    press(again, "Stop")
    once_more = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    assert field(once_more, "text_input", "Antwoorden").value == ""


def test_who_goes_on_to_correct_the_score_alone_finds_it_there(world: World, made: Made, open_page: OpenPage) -> None:
    typed(world, made[1])
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Verbeter")
    at = field(at, "button_group", "Invoeren als").set_value("scores").run()
    assert [one.value for one in at.text_input] == ["9"]
    assert "Score: 9 (licht)" in words(at)
    press(at, "Bewaar de uitslag")
    assert results(world)[0][1] == 9


def test_a_result_is_corrected_and_its_history_is_shown(world: World, made: Made, open_page: OpenPage) -> None:
    typed(world, made[1])
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Verbeter")
    line = field(at, "text_input", "Antwoorden")
    assert line.value == "1 1 1 1 1 1 1 1 1"
    line.set_value("1 1 1 1 1 1 1 1 0")
    at = press(at.run(), "Bewaar de uitslag")
    assert results(world)[0][1] == 8
    at = press(at, "Geschiedenis")
    said = words(at)
    assert "Test therapist" in said
    assert "vraag 9: 1 → 0" in said
    assert "totaal: 9 → 8" in said


def test_who_comes_second_sees_both_and_chooses(world: World, made: Made, open_page: OpenPage) -> None:
    result = typed(world, made[1])
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Verbeter")
    field(at, "text_input", "Antwoorden").set_value("2 2 2 2 2 2 2 2 0")
    with writing(world.everything()) as connection:
        one = tables.QuestionnaireResult
        connection.execute(update(one).where(one.id == result).values(total=5, revision=2))
    at = press(at.run(), "Bewaar de uitslag")
    said = words(at)
    assert "heeft deze uitslag veranderd sinds je hem opende" in said
    assert "| totaal | 5 | 16 |" in said
    assert results(world)[0][1] == 5
    at = press(at, "Neem de mijne")
    assert results(world)[0][1] == 16


def test_a_result_is_taken_away_and_comes_back(world: World, made: Made, open_page: OpenPage) -> None:
    typed(world, made[1])
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Weghalen")
    assert results(world) == []
    press(at, "Ongedaan maken")
    assert [one[1] for one in results(world)] == [9]


def test_another_therapist_has_no_access(world: World, made: Made, open_page: OpenPage) -> None:
    world.account("therapist", "bas@test.example")
    assert "Geen toegang" in words(open_page("bas@test.example", PAGE, client=made[1]))


def test_nothing_is_left_in_english(world: World, made: Made, open_page: OpenPage) -> None:
    typed(world, made[1])
    at = open_page(THERAPIST, PAGE, client=made[1])
    at.session_state["ask-panel"] = True
    pages = [open_page(THERAPIST, PAGE), press(at.run(), "Verbeter"), press(at, "Niet vragen")]
    for shown in pages:
        said = words(shown).replace("\nEnglish\n", "\n").replace("Test practice", "").replace("Test therapist", "")
        assert english_in(said, translator("nl")) == []


def test_a_score_that_is_no_number_is_named_and_stays_as_it_was_typed(
    world: World, made: Made, open_page: OpenPage
) -> None:
    at = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    at = field(at, "button_group", "Invoeren als").set_value("scores").run()
    (total,) = (one for one in at.text_input if one.label.startswith("Totaal"))
    total.set_value("twaalf")
    assert "“twaalf” is geen getal. Schrijf het in cijfers, zoals 7,5." in words(at.run())
    again = press(open_page(THERAPIST, PAGE, client=made[1]), "Typ een vragenlijst over van papier")
    (total,) = (one for one in again.text_input if one.label.startswith("Totaal"))
    assert total.value == "twaalf"
    total.set_value("28,5")
    assert "28,5 kan hier niet: getallen van 0 tot en met 27 wel." in words(again.run())
