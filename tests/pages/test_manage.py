"""*Plan en fasen*: phases, pause, length, end; what is said about them, what was changed, and the way back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import course_terms, phases
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Permission
from runtherapy_data.queries.course_terms import Terms, terms
from runtherapy_data.queries.phases import HeldPhase
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages import reading as pages
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, words

THERAPIST, PAGE = "therapist@test.example", "therapist/manage.py"
TODAY = today(ZONE)
_ = translator("nl")
Filled = tuple[UUID, str]
PANELS = ("phases", "terms", "pauses", "end", "history")


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def page(filled: Filled, open_page: OpenPage) -> AppTest:
    return open_page(THERAPIST, PAGE, client=filled[1])


def unfold(at: AppTest, *parts: str) -> AppTest:
    """Open folded parts; the test's browser does not keep them open by itself."""
    for part in parts:
        nonce = "" if part == "history" else f"-{at.session_state[f'manage-{part}-desk'].nonce}"
        at.session_state[f"{part}-panel{nonce}"] = True
    return at.run()


def press(at: AppTest, label: str, *parts: str) -> AppTest:
    """Press the button with this label, and read the page with these parts open."""
    at = pages.press(at, label)
    return unfold(at, *parts) if parts else at


def field(at: AppTest, kind: str, label: str) -> AppTest:
    (found,) = (one for one in getattr(at, kind) if one.label == label)
    return found


def held(filled: Filled) -> Terms:
    grant = grant_course(principal_by_email(THERAPIST), filled[1], Permission.COURSE_WRITE)
    with reading(grant) as connection:
        return terms(connection, grant)


def test_it_says_in_one_sentence_where_the_course_stands(page: AppTest) -> None:
    said = words(page)
    assert f"In de fase begeleid lopen sinds {_.day(day(-35))}. Gepland: 10 weken, t/m" in said
    assert "Terug naar het traject" in said


def test_a_phase_is_set_told_taken_back_and_in_the_history(world: World, page: AppTest) -> None:
    at = unfold(page, "phases")
    assert field(at, "radio", "Fase").value == "reflection"  # what usually comes next
    at = press(at, "Fase bewaren", "history")
    assert f"Bewaard: Reflectie en lichaamsbewustzijn vanaf {_.day(TODAY, year=True)}." in words(at)
    assert "de fase van nu\nReflectie" in words(at).replace("  \n  ", "\n").replace("**", "")
    assert "Fase: – → Reflectie en lichaamsbewustzijn" in words(at)
    at = press(at, "Ongedaan maken", "history")
    with reading(world.everything()) as connection:
        assert list(connection.scalars(select(tables.PhaseStart.phase))) == ["guided_running"]
    assert "Fase: Reflectie en lichaamsbewustzijn → –" in words(at)


def test_a_pause_is_set_and_resumed_and_the_course_page_shows_it(
    page: AppTest, filled: Filled, open_page: OpenPage
) -> None:
    at = unfold(page, "pauses")
    field(at, "selectbox", "Eerste dag").set_value(day(-3))
    field(at, "text_input", "Waarom").set_value("Operatie")
    at = press(at, "Pauze bewaren")
    assert f"Dit traject is gepauzeerd: sinds {_.day(day(-3))}, nog niet voorbij." in words(at)
    course = words(open_page(THERAPIST, "therapist/course.py", client=filled[1]))
    assert "Pauze: Operatie" in course
    at = press(at, "Traject vandaag hervatten")
    assert f"Het traject gaat weer door. De pauze duurde: {_.day(day(-3))} t/m {_.day(day(-1))}." in words(at)


def test_after_a_pause_of_weeks_the_course_can_be_planned_longer_in_one_press(page: AppTest, filled: Filled) -> None:
    at = unfold(page, "pauses")
    field(at, "selectbox", "Eerste dag").set_value(day(-13))
    field(at, "selectbox", "Laatste dag").set_value(day(0))
    at = press(at, "Pauze bewaren")
    assert "De pauze duurt ongeveer 2 weken." in words(at)
    at = press(at, "12 weken plannen")
    assert held(filled).planned_weeks == 12
    (undo,) = (one for one in at.button if "De planning is aangepast" in one.label)
    undo.click().run()
    assert held(filled).planned_weeks == 10


def test_a_pause_that_nobody_ended_says_that_its_days_count_again(page: AppTest) -> None:
    at = unfold(page, "pauses")
    field(at, "selectbox", "Eerste dag").set_value(day(-30))
    at = press(at, "Pauze bewaren")
    assert "Deze pauze heeft geen laatste dag en begon meer dan 4 weken geleden" in words(at)


def test_a_pause_is_not_offered_among_the_events_of_life(page: AppTest, filled: Filled, open_page: OpenPage) -> None:
    press(unfold(page, "pauses"), "Pauze bewaren")
    course = open_page(THERAPIST, "therapist/course.py", client=filled[1])
    course.session_state["event-panel"] = True
    which = field(course.run(), "selectbox", "Gebeurtenis")
    assert [one.partition(",")[0] for one in which.options] == ["een nieuwe", "Vakantie"]


def test_a_course_is_ended_with_its_follow_up_and_opened_again(page: AppTest, filled: Filled) -> None:
    at = press(unfold(page, "end"), "Einde bewaren", "end")
    assert "**Hoe het eindigde**: De reden ontbreekt." in words(at)
    assert "risicovraag" not in words(at)
    field(at, "radio", "Hoe het eindigde").set_value("completed")
    field(at, "text_area", "Over het einde").set_value("Loopt nu zelf.")
    at = press(at, "Einde bewaren", "end", "history")
    ended = held(filled)
    assert (ended.ends_on, ended.end_reason, ended.end_note) == (TODAY, "completed", "Loopt nu zelf.")
    assert ended.follow_up_on is not None
    assert 85 < (ended.follow_up_on - TODAY).days < 95  # three months by the protocol
    assert "Hoe het eindigde: – → afgerond" in words(at)
    at = press(at, "Het traject heropenen")
    assert held(filled).ends_on is None
    assert "Het traject gaat weer door." in words(at)
    at = press(at, "Ongedaan maken")
    assert held(filled) == ended


def test_a_note_about_the_end_is_there_again_after_a_lost_connection(
    page: AppTest, filled: Filled, open_page: OpenPage
) -> None:
    at = unfold(page, "end")
    field(at, "text_area", "Over het einde").set_value("Loopt nu zelf.")
    field(at, "radio", "Hoe het eindigde").set_value("stopped_early")
    unfold(at, "end")
    again = unfold(open_page(THERAPIST, PAGE, client=filled[1]), "end")
    assert "Hier staat wat je eerder had ingevuld. Het is nog niet bewaard." in words(again)
    assert field(again, "text_area", "Over het einde").value == "Loopt nu zelf."
    again = press(again, "Einde bewaren", "end")
    assert (held(filled).end_reason, held(filled).end_note) == ("stopped_early", "Loopt nu zelf.")
    assert "Hier staat wat je eerder had ingevuld" not in words(
        unfold(open_page(THERAPIST, PAGE, client=filled[1]), "end")
    )


def test_an_open_question_about_risk_is_said_before_the_end(world: World, filled: Filled, open_page: OpenPage) -> None:
    result = world.result(filled[0], "phq9", TODAY, 12, "extra")
    world.add(tables.QuestionnaireAnswer, practice_id=1, course_id=filled[0], result_id=result, item=9, value=2)
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]), "end")
    assert "Een risicovraag staat nog open." in words(at)


def test_length_and_pace_are_planned_anew(page: AppTest, filled: Filled) -> None:
    at = unfold(page, "terms")
    field(at, "selectbox", "Hoe lang").set_value(12)
    at = press(at, "Planning bewaren")
    assert held(filled).planned_weeks == 12
    assert f"12 weken, t/m {_.day(day(-35 + 12 * 7 - 1), year=True)}" in words(at)


def test_the_second_one_sees_what_changed_and_keeps_their_own_choice(page: AppTest, filled: Filled) -> None:
    at = unfold(page, "terms")
    field(at, "selectbox", "Hoe lang").set_value(12)
    grant = grant_course(principal_by_email(THERAPIST), filled[1], Permission.COURSE_WRITE)
    course_terms.change(
        grant, "elsewhere", planned_weeks=8, sessions_per_week=2, mode="gentle_build_up", seen=held(filled)
    )
    at = press(at, "Planning bewaren", "terms")
    assert "Iemand anders heeft dit gewijzigd sinds je het opende." in words(at)
    assert (held(filled).planned_weeks, held(filled).sessions_per_week) == (8, 2)
    assert "8 weken, t/m" in words(at)
    assert field(at, "selectbox", "Hoe lang").value == 12
    at = press(at, "Planning bewaren", "terms")
    assert (held(filled).planned_weeks, held(filled).sessions_per_week) == (12, 2)  # the colleague's choice stands


def test_a_phase_that_somebody_corrected_since_is_not_overwritten(page: AppTest, filled: Filled) -> None:
    at = unfold(page, "phases")
    field(at, "selectbox", "Welke fase").set_value(day(-35))
    at = unfold(at, "phases")
    grant = grant_course(principal_by_email(THERAPIST), filled[1], Permission.COURSE_WRITE)
    stood = HeldPhase(day(-35), "guided_running")
    phases.set_phase(grant, "elsewhere", phase="intake", on=day(-35), instead_of=stood)
    at = press(at, "Fase weghalen", "phases")
    assert "Iemand anders heeft dit gewijzigd" in words(at)
    assert "Intake" in words(at)


def test_what_the_intake_decided_is_changed_there(world: World, filled: Filled, open_page: OpenPage) -> None:
    world.change(tables.Course, ends_on=TODAY, end_reason="not_begun")
    at = open_page(THERAPIST, PAGE, client=filled[1])
    assert "De uitkomst van de intake is dat dit traject niet begint." in words(at)
    assert not [one for one in at.button if one.label == "Het traject heropenen"]


def test_without_a_client_it_says_how_to_choose_one(filled: Filled, open_page: OpenPage) -> None:
    assert "Kies hierboven een cliënt om te zien wat er gepland is." in words(open_page(THERAPIST, PAGE))


def test_a_colleague_has_no_way_in_until_they_stand_in(world: World, filled: Filled, open_page: OpenPage) -> None:
    bas = world.account("therapist", "bas@test.example")
    assert "Geen toegang" in words(open_page("bas@test.example", PAGE, client=filled[1]))
    away = principal_by_email(THERAPIST).account_id
    world.add(
        tables.Substitution, practice_id=1, id=new_id(), account_id=away, substitute_id=bas, from_on=TODAY,
        until_on=day(7),
    )  # fmt: skip
    at = open_page("bas@test.example", PAGE, client=filled[1])
    assert "Je neemt waar voor Test therapist" in words(at)
    caseload = open_page("bas@test.example", "therapist/caseload.py")
    caseload.session_state["calm"] = True
    assert "waarneming voor Test therapist" in words(caseload.run())


def test_nothing_on_the_page_is_left_in_english(page: AppTest) -> None:
    at = unfold(page, *PANELS)
    said = words(at).replace("\nEnglish\n", "\n").replace("Test practice", "")
    said = said.replace("\nreflection\n", "\n")  # the code behind the phase that is chosen
    assert english_in(said, translator("nl")) == []
