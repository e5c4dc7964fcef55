"""*Mensen*, as an administrator uses it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import links, principal_by_email
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, today
from runtherapy_data.ui.navigation import PAGES_DIR
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, press, words

PAGE = "admin/people.py"
TODAY = today(ZONE)
ADMIN = "admin@test.example"


@pytest.fixture
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN, name="Ada Beheer")


def labels(at: AppTest) -> set[str]:
    return {one.label for one in at.button}


def unfold(at: AppTest, form: str) -> None:
    at.session_state[form] = True
    at.run()


def count(world: World, table: Any, *conditions: Any) -> int:
    with reading(world.everything()) as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def trail(world: World) -> list[str]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(tables.AuditEvent.action).order_by(tables.AuditEvent.id)))


def fill_in(at: AppTest, name: str, email: str) -> None:
    at.text_input(key="new-name").set_value(name)
    at.text_input(key="new-email").set_value(email)


def test_an_account_is_opened_and_its_link_is_shown_once(world: World, admin: UUID, open_page: OpenPage) -> None:
    at = open_page(ADMIN, PAGE)
    unfold(at, "let-in")
    fill_in(at, "Noor Jansen", "noor@test.example")
    press(at, "Open het account en maak een link")
    (address,) = [one.value for one in at.code]
    assert principal_by_email("noor@test.example").name == "Noor Jansen"
    assert "1 uitnodiging staat nog open" in words(at)
    token = address.rpartition("/")[2]
    assert links.find(token) is not None
    press(at, "Ik heb de link doorgegeven")
    assert not at.code
    links.use(token, "vier woorden over het bos")
    with pytest.raises(NotAllowedError):
        links.use(token, "vier woorden over het bos")
    assert trail(world).count("account.create") == 1


@pytest.mark.parametrize(
    "name, email, said",
    [
        ("", "noor@test.example", "**Naam**: Een naam heeft"),
        ("Noor", "", "**E-mailadres**: Het adres ontbreekt"),
        ("Noor", "noor", "**E-mailadres**: Dit is geen"),
        ("Noor", ADMIN, "admin@test.example heeft al een account"),
    ],
)
def test_a_mistake_is_named_with_its_field_and_writes_nothing(
    world: World, admin: UUID, open_page: OpenPage, name: str, email: str, said: str
) -> None:
    at = open_page(ADMIN, PAGE)
    unfold(at, "let-in")
    fill_in(at, name, email)
    press(at, "Open het account en maak een link")
    (warning,) = at.warning
    assert said in warning.value
    assert count(world, tables.Account) == 1
    assert not at.code
    assert at.text_input(key="new-name").value == name


def test_a_client_is_let_in_by_their_code(world: World, admin: UUID, open_page: OpenPage) -> None:
    client_id, _ = world.client("C-0421")
    at = open_page(ADMIN, PAGE)
    unfold(at, "let-in")
    at.button_group(key="new-role").set_value("client").run()
    fill_in(at, "Anna", "anna@test.example")
    at.text_input(key="new-code").set_value("C-0421")
    press(at, "Open het account en maak een link")
    assert principal_by_email("anna@test.example").client_id == client_id
    assert "Cliënt · C-0421" in words(at)


def test_ending_access_asks_first_and_can_be_undone(world: World, admin: UUID, open_page: OpenPage) -> None:
    therapist = world.account("therapist", "t@test.example", name="Noor Jansen", password_hash="x")
    client_id, _ = world.client()
    world.course(client_id, therapist=therapist)
    at = open_page(ADMIN, PAGE)
    press(at, "Noor Jansen")
    press(at, "Toegang afsluiten")
    assert "1 lopend traject heeft dan geen therapeut" in words(at)
    assert principal_by_email("t@test.example")
    press(at, "Nee, laat maar")
    press(at, "Toegang afsluiten")
    press(at, "Ja, afsluiten")
    with pytest.raises(NotAllowedError):
        principal_by_email("t@test.example")
    press(at, "Ongedaan maken")
    assert principal_by_email("t@test.example")
    assert trail(world) == ["account.deactivate", "account.reactivate"]


def test_a_new_link_for_who_lost_theirs(world: World, admin: UUID, open_page: OpenPage) -> None:
    world.account("therapist", "t@test.example", name="Noor Jansen", password_hash="x")
    at = open_page(ADMIN, PAGE)
    press(at, "Noor Jansen")
    press(at, "Een nieuwe link maken")
    assert links.find(at.code[0].value.rpartition("/")[2])
    assert "kiest Noor Jansen een nieuw wachtwoord" in words(at)
    press(at, "Noor Jansen")  # folds away
    press(at, "Noor Jansen")
    assert not at.code


def test_nobody_is_offered_to_close_themselves(world: World, admin: UUID, open_page: OpenPage) -> None:
    at = open_page(ADMIN, PAGE)
    press(at, "Ada Beheer")
    assert "Toegang afsluiten" not in labels(at)
    assert "Dit ben jij" in words(at)


def test_a_client_is_handed_over_and_the_page_says_what_ended(world: World, admin: UUID, open_page: OpenPage) -> None:
    first = world.account("therapist", name="Anke")
    second = world.account("therapist", name="Bram")
    client_id, _ = world.client("C-0421")
    course_id = world.course(client_id, therapist=first)
    at = open_page(ADMIN, PAGE)
    unfold(at, "assign")
    at.text_input(key="assign-code").set_value("C-0421")
    at.selectbox(key="assign-therapist").select(second)
    press(at, "Toewijzen")
    said = words(at)
    assert "Bram begeleidt cliënt C-0421 vanaf" in said
    assert "Tot dan: Anke." in said
    assert count(world, tables.Assignment, tables.Assignment.account_id == second) == 1
    press(at, "Nog een cliënt toewijzen")
    at.text_input(key="assign-code").set_value("WRONG")
    press(at, "Toewijzen")
    assert at.warning[0].value.startswith("**Cliëntcode**: Er is geen traject van een cliënt met de code WRONG")
    assert count(world, tables.Assignment, tables.Assignment.course_id == course_id) == 2


def test_an_empty_code_is_called_missing_and_an_ended_course_is_called_ended(
    world: World, admin: UUID, open_page: OpenPage
) -> None:
    world.account("therapist", name="Anke")
    client_id, _ = world.client("C-0007")
    world.course(client_id, starts_on=TODAY - dt.timedelta(days=90), ends_on=TODAY, end_reason="completed")
    past, _ = world.client("C-0008")
    ended = TODAY - dt.timedelta(days=9)
    world.course(past, starts_on=TODAY - dt.timedelta(days=90), ends_on=ended, end_reason="completed")
    at = open_page(ADMIN, PAGE)
    unfold(at, "assign")
    press(at, "Toewijzen")
    assert at.warning[0].value == "**Cliëntcode**: De code ontbreekt. Vul de code van de cliënt in."
    at.text_input(key="assign-code").set_value("c-0007")
    press(at, "Toewijzen")
    assert "Anke begeleidt cliënt C-0007" in words(at) and "beëindigd" not in words(at)
    press(at, "Nog een cliënt toewijzen")
    at.text_input(key="assign-code").set_value("c-0008")
    press(at, "Toewijzen")
    assert f"Dit traject is beëindigd op {translator('nl').day(ended, year=True)}." in words(at)


def test_somebody_stands_in_for_two_weeks(world: World, admin: UUID, open_page: OpenPage) -> None:
    first, second = world.account("therapist", name="Anke"), world.account("therapist", name="Bram")
    client_id, _ = world.client("C-0421")
    world.course(client_id, therapist=first)
    at = open_page(ADMIN, PAGE)
    unfold(at, "assign")
    at.text_input(key="assign-code").set_value("C-0421")
    at.selectbox(key="assign-therapist").select(second)
    at.selectbox(key="assign-weeks").select(2)
    press(at, "Toewijzen")
    assert "stopt dat vanzelf" in words(at)
    ends = (tables.Assignment.account_id == second, tables.Assignment.until_on == TODAY + dt.timedelta(days=14))
    assert count(world, tables.Assignment, *ends) == 1


def test_who_treats_whom_is_looked_up_by_therapist_and_by_code(world: World, admin: UUID, open_page: OpenPage) -> None:
    therapist = world.account("therapist", name="Anke")
    client_id, _ = world.client("C-0421")
    world.course(client_id, therapist=therapist, complaint="anxiety_panic")
    alone, _ = world.client("C-0007")
    world.course(alone)
    at = open_page(ADMIN, PAGE)
    assert "1 lopend traject heeft geen therapeut. C-0007" in words(at)
    at.selectbox(key="caseload-of").select(therapist).run()
    assert "| C-0421 |" in words(at)
    at.text_input(key="history-of").set_value("C-0007").run()
    assert "Niemand begeleidt een cliënt met de code C-0007" in words(at)
    for clinical in ("Angst", "anxiety", "Week ", "Intake", "Stemming"):
        assert clinical not in words(at)


def test_without_a_therapist_the_page_says_what_to_do(world: World, admin: UUID, open_page: OpenPage) -> None:
    at = open_page(ADMIN, PAGE)
    unfold(at, "assign")
    assert "Er is nog geen therapeut." in words(at)
    assert "Toewijzen" not in labels(at)


@pytest.mark.parametrize("role", ["client", "therapist", "supervisor"])
def test_who_manages_nobody_is_refused_and_that_is_audited(
    world: World, admin: UUID, role: str, open_page: OpenPage
) -> None:
    client_id, _ = world.client()
    world.account(role, "x@test.example", client_id=client_id if role == "client" else None)
    at = AppTest.from_file(PAGES_DIR / PAGE, default_timeout=30)
    at.user = open_page("x@test.example").user
    at.run()
    assert "Geen toegang" in words(at) and "Ada Beheer" not in words(at)
    assert not at.text_input
    assert trail(world)[-1] == "people.read"


def everything(world: World, open_page: OpenPage, language: str) -> str:
    """All that the page can say at once: forms open, an account opened, a link shown, a mistake made."""
    world.account("admin", f"{language}@test.example", name="Ada", language=language)
    therapist = world.account("therapist", "t@test.example", name="Ben", password_hash="x")
    world.account("therapist", "closed@test.example", name="Cas", active=False)
    client_id, _ = world.client("C-1")
    world.course(client_id, therapist=therapist)
    alone, _ = world.client("C-2")
    world.course(alone)
    _ = translator(language)
    at = open_page(f"{language}@test.example", PAGE)
    said = []
    for form in ("let-in", "assign"):
        unfold(at, form)
    at.selectbox(key="caseload-of").select(therapist).run()
    for label in ("Open the account and make a link", "Assign", "Ada", "Cas", "Ben", "Deactivate"):
        press(at, _(label) if len(label) > 3 else label)
        said.append(words(at))
    for label in ("Yes, deactivate", "Undo", "Make a new link"):
        press(at, _(label))
        said.append(words(at))
    choices = [option for one in at.selectbox for option in one.options]
    return "\n".join((*said, *choices)).replace("\nEnglish\n", "\n").replace("Test practice", "")


def test_nothing_on_it_is_left_in_english(world: World, open_page: OpenPage) -> None:
    assert english_in(everything(world, open_page, "nl").replace("\nEnglish", ""), translator("nl")) == []


def test_in_english_no_word_of_dutch_is_left(world: World, open_page: OpenPage) -> None:
    said = everything(world, open_page, "en").replace("Nederlands", "").casefold()
    assert "2 people have access" in said
    for dutch in ("mensen", "toegang", "therapeut", "beheerder", "cliënt", "vanaf", "zoek", "vandaag", "laatst"):
        assert dutch not in said
