"""*Mijn cliënten*, as a therapist sees it."""

from __future__ import annotations

import datetime as dt
import re
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


def links(at: AppTest) -> list[str]:
    """The client of every row, in order (a row's link is the one with the code in bold)."""
    found = (one.proto.query_string for one in at.page_link if one.label.startswith("**"))
    return [query.split("&")[0].removeprefix("client=") for query in found]


def trail(world: World) -> list[tuple[str, str]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(select(event.action, event.outcome).order_by(event.id)).all()
    return [(row.action, row.outcome) for row in rows]


def client_of(world: World, course_id: UUID) -> UUID:
    with reading(world.everything()) as connection:
        return connection.scalars(select(tables.Course.client_id).where(tables.Course.id == course_id)).one()


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", "t@test.example")


def add(world: World, therapist: UUID, code: str, began: int = 30, checked_in: int | None = 1, **values: str) -> UUID:
    """A client of the therapist, in depression and guided running unless told otherwise.

    They checked in on five days in a row, the last of them so many days ago: enough to say that all is calm.
    """
    phase = values.pop("phase", "guided_running")
    client_id, _ = world.client(code, values.pop("name", None))
    course_id = world.course(client_id, starts_on=ago(began), therapist=therapist, **values)
    world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=ago(began), phase=phase)
    if checked_in is not None:
        for back in range(5):
            world.check_in(course_id, ago(checked_in + back), mood=6, sleep=4, energy=5)
    return course_id


def answer(world: World, course_id: UUID, days: int) -> None:
    """A risk question answered so many days ago, on a questionnaire with a low total."""
    result = world.result(course_id, "phq9", ago(days), 3.0, "extra")
    world.add(tables.QuestionnaireAnswer, practice_id=1, course_id=course_id, result_id=result, item=9, value=1)


def unfolded(at: AppTest, *sections: str) -> AppTest:
    """The page with these lists opened."""
    for section in sections:
        at.session_state[section] = True
    return at.run()


def test_a_row_says_where_somebody_is_and_opens_their_course(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    course_id = add(world, therapist, "C-0421", name="Anna *de* Vries")
    world.session(course_id, ago(3), kind="independent")
    at = unfolded(open_page("t@test.example", PAGE), "calm")
    said = words(at)
    assert [(one.label, one.proto.query_string) for one in at.page_link if "client" in one.proto.query_string] == [
        ("**Anna \\*de\\* Vries \\(C-0421\\)** · week 5 van 10", "client=C-0421")
    ]
    assert "Begeleid lopen" in said and "Depressie en somberheid" in said
    assert "Check-in gisteren" in said
    assert "Stemming ![op 5 van 28 dagen ingevuld, laagste 6, hoogste 6, laatste 6" in said
    assert "Niemand vraagt vandaag aandacht: 1 is rustig." in said


def test_a_reason_stands_in_a_sentence_and_its_link_opens_its_ground(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    course_id = add(world, therapist, "C-0007", 30, 12)
    answer(world, course_id, 20)
    at = open_page("t@test.example", PAGE)
    with reading(world.everything()) as connection:
        rows = connection.execute(select(tables.Signal.rule, tables.Signal.id)).all()
    ids = {row.rule: row.id for row in rows}
    said = words(at)
    assert "Risicovraag beantwoord (1)" in said
    assert "**nieuw** · PHQ-9: vraag 9 is beantwoord met 1 (op een schaal van 0 tot 3)." in said
    assert {one.label: one.proto.query_string for one in at.page_link if "client=" in one.proto.query_string} == {
        "**C-0007** · week 5 van 10": f"client=C-0007&signal={ids['risk_item']}",
        "Stil :small[C-0007]": f"client=C-0007&signal={ids['silence']}",
    }


def test_the_lists_stand_apart_and_what_is_calm_or_ended_is_folded(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    add(world, therapist, "SILENT", 60, 12)
    add(world, therapist, "CALM")
    add(world, therapist, "NEW", 2, None)
    add(world, therapist, "DONE", 90, 50, ends_on=ago(20), end_reason="completed")
    at = open_page("t@test.example", PAGE)
    assert links(at) == ["SILENT", "NEW"]
    assert [one.label for one in at.expander] == ["Alles rustig (1)", "1 traject afgelopen"]
    assert "Nog niets ingevuld (1)" in words(at)
    assert links(unfolded(at, "calm", "ended")) == ["SILENT", "CALM", "NEW", "DONE"]


@pytest.mark.parametrize("invited", [(), ("NEW",), ("NEW", "NEXT")])
def test_whoever_has_no_account_is_to_be_invited_before_a_check_in_is_agreed(
    world: World, therapist: UUID, open_page: OpenPage, invited: tuple[str, ...]
) -> None:
    for code in ("NEW", "NEXT"):
        course_id = add(world, therapist, code, 2, None)
        if code in invited:
            world.account("client", f"{code}@test.example", client_id=client_of(world, course_id))
    at = open_page("t@test.example", PAGE)
    ways = {one.label: one.proto.query_string for one in at.page_link if one.label.startswith("Nodig eerst uit")}
    assert ways == {
        f"Nodig eerst uit :small[{code}]": f"client={code}" for code in ("NEW", "NEXT") if code not in invited
    }
    said = words(at)
    assert ("nodig die eerst uit" in said) == (len(invited) < 2)
    assert ("Spreek samen af" in said) == (len(invited) == 2)
    assert ("Spreek met de anderen af" in said) == (len(invited) == 1)


def test_choosing_narrows_the_list(world: World, therapist: UUID, open_page: OpenPage) -> None:
    for number in range(7):
        add(
            world, therapist, f"C-{number}", 20 + 7 * number, 2 * number, phase="intake" if number < 2 else "reflection"
        )
    at = open_page("t@test.example", PAGE)
    assert links(at) == ["C-6", "C-5"]  # silent, the longest first
    at.selectbox(key="caseload-phase").select("intake").run()
    assert links(at) == ["C-0", "C-1"]
    at.selectbox(key="caseload-phase").select("").run()
    at.selectbox(key="caseload-reason").select("silent").run()
    assert links(at) == ["C-6", "C-5"]
    at.text_input(key="caseload-words").set_value("nobody").run()
    assert links(at) == []
    assert "Bij deze keuze hoort niemand." in words(at)


def test_a_search_finds_who_is_calm_who_has_yet_to_begin_and_whose_course_ended(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    for number in range(7):
        add(world, therapist, f"C-{number}")
    add(world, therapist, "NEW", 2, None, phase="intake")
    add(world, therapist, "DONE", 90, 50, ends_on=ago(20), end_reason="completed")
    at = open_page("t@test.example", PAGE)
    for words_typed, found in (("new", ["NEW"]), ("done", ["DONE"]), ("C-6", ["C-6"])):
        at.text_input(key="caseload-words").set_value(words_typed).run()
        assert links(at) == found
        assert "Bij deze keuze hoort niemand." not in words(at)
        assert "Niemand vraagt vandaag aandacht." not in words(at).splitlines()


def test_an_appointment_later_today_is_in_sight_however_calm_it_is(
    world: World, therapist: UUID, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime.combine(TODAY, dt.time(12), ZoneInfo(ZONE))
    monkeypatch.setattr(caseload_view, "now", lambda: noon)
    add(world, therapist, "CALM", 3)
    meets = add(world, therapist, "MEETS", 40)
    add(world, therapist, "SILENT", 60, 12)
    world.session(meets, ago(7), next_appointment_at=noon + dt.timedelta(hours=2, minutes=30))
    at = open_page("t@test.example", PAGE)
    assert links(at) == ["SILENT", "MEETS"]
    assert "**Afspraak vandaag 14:30**" in words(at)
    assert "Rustig, met een afspraak vandaag (1)" in words(at)
    assert "1 heeft vandaag een afspraak." in words(at)


def test_a_risk_question_comes_first_also_after_the_last_day(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    add(world, therapist, "SILENT", 60, 12)
    course_id = add(world, therapist, "DONE", 90, 50, ends_on=ago(20), end_reason="completed")
    answer(world, course_id, 2)
    at = open_page("t@test.example", PAGE)
    assert links(at) == ["DONE", "SILENT"]
    said = words(at)
    assert said.index("Risicovraag beantwoord (1)") < said.index("Stil (1)")
    assert "Wat je praktijk nu doet, staat bij het antwoord" in said


def test_another_therapists_client_is_not_there(world: World, therapist: UUID, open_page: OpenPage) -> None:
    add(world, therapist, "MINE", 30, 12)
    add(world, world.account("therapist", "other@test.example"), "THEIRS", 30, 12)
    at = open_page("t@test.example", PAGE)
    assert links(at) == ["MINE"]
    assert "THEIRS" not in words(at)


@pytest.mark.parametrize("page", ["caseload", "course", "log_session", "manage", "results", "documents"])
def test_nobody_yet_is_said_with_the_next_step(page: str, world: World, therapist: UUID, open_page: OpenPage) -> None:
    at = open_page("t@test.example", f"therapist/{page}.py")
    assert "Je begeleidt op dit moment niemand." in words(at)
    assert "Kies hierboven" not in words(at)
    assert "Een nieuwe cliënt aanmelden" in [one.label for one in at.page_link]


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
    at = unfolded(open_page(email, PAGE), "calm", "ended")
    next(one for one in at.button if one.key.startswith("more-")).click()
    at.run()
    choices = [option for one in at.selectbox for option in one.options]
    said = re.sub(r"data:image[^)]*", "", "\n".join((words(at), *choices)))
    return said.replace("\nEnglish\n", "\n").replace("Test practice", "")


def test_nothing_on_it_is_left_in_english(everything: None, open_page: OpenPage) -> None:
    assert english_in(opened(open_page, "nl@test.example"), translator("nl")) == []


def test_in_english_no_word_of_dutch_is_left(everything: None, open_page: OpenPage) -> None:
    said = opened(open_page, "en@test.example").casefold()
    assert "nobody asks for attention today: 3 are silent, 4 are calm." in said
    for dutch in (
        "cliënt", "traject", "stemming", "slaap", "vandaag", "sessie", "nog niets", "alle ", "zoek", "gezien",
        "uitstel", "dagen",
    ):  # fmt: skip
        assert dutch not in said
