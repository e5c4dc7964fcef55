"""*Mijn cliënten*: what a therapist does with a reason, and takes back, in its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_caseload, principal_by_email
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.store import reading, tables, today, writing
from runtherapy_data.ui.caseload_desk import CaseloadDesk
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import caseload as caseload_view
from runtherapy_data.views.caseload import CaseloadRow
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import words
from tests.pages.test_caseload import PAGE, add, ago, answer, links, trail, unfolded

TODAY = today(ZONE)
EMAIL = "t@test.example"


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", EMAIL)


def press(at: AppTest, label: str) -> AppTest:
    """Press the button with this label (small print is what only a screen reader says)."""
    next(one for one in at.button if one.label.replace("\\", "") == label).click()
    return at.run()


def labels(at: AppTest) -> list[str]:
    return [one.label.replace("\\", "") for one in at.button if "small" in one.label]


def signals(world: World) -> dict[str, tuple[str, dt.date | None, str | None]]:
    """Client → (state, put off through, reason) of their signal; of several, the last."""
    signal, course, client = tables.Signal, tables.Course, tables.Client
    query = (
        select(client.code, signal.state, signal.snoozed_until, signal.snooze_reason)
        .join(course, course.id == signal.course_id)
        .join(client, client.id == course.client_id)
        .order_by(signal.rule)
    )
    with reading(world.everything()) as connection:
        return {code: (state, until, reason) for code, state, until, reason in connection.execute(query)}


def test_seen_in_one_press_and_undone_in_its_place(world: World, therapist: UUID, open_page: OpenPage) -> None:
    for code, days in (("LONG", 14), ("SHORT", 12)):
        add(world, therapist, code, 40, days)
    at = open_page(EMAIL, PAGE)
    assert labels(at) == ["Gezien :small[LONG]", "Meer :small[LONG]", "Gezien :small[SHORT]", "Meer :small[SHORT]"]
    press(at, "Gezien :small[LONG]")
    assert signals(world) == {"LONG": ("seen", None, None), "SHORT": ("new", None, None)}
    assert "Gemarkeerd als gezien." in words(at)
    assert "gezien · Al 14 dagen geen check-in" in words(at)
    assert links(at) == ["LONG", "SHORT"], "it stays where it stood"
    press(at, "Ongedaan maken :small[LONG]")
    assert signals(world)["LONG"] == ("new", None, None)
    assert "Gemarkeerd" not in words(at)
    assert [action for action, _ in trail(world)].count("signal.step") == 1
    assert [action for action, _ in trail(world)].count("signal.undo") == 1


def test_a_page_that_is_opened_anew_puts_new_first_and_offers_the_next_step(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    for code, days in (("LONG", 14), ("SHORT", 12)):
        add(world, therapist, code, 40, days)
    press(open_page(EMAIL, PAGE), "Gezien :small[LONG]")
    at = open_page(EMAIL, PAGE)
    assert links(at) == ["SHORT", "LONG"]
    press(at, "Besproken :small[LONG]")
    assert signals(world)["LONG"][0] == "discussed"
    press(open_page(EMAIL, PAGE), "Klaar :small[LONG]")
    assert signals(world)["LONG"][0] == "done"
    assert links(unfolded(open_page(EMAIL, PAGE), "calm")) == ["SHORT", "LONG"]


def test_what_was_closed_stays_in_its_place_with_the_way_back(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    add(world, therapist, "C", 40, 12)
    at = press(open_page(EMAIL, PAGE), "Meer :small[C]")
    press(at, "Klaar :small[C, Stil]")
    assert signals(world)["C"][0] == "done"
    assert "Afgerond." in words(at) and "Al 12 dagen geen check-in" in words(at)
    assert "Niemand vraagt vandaag aandacht: 1 is rustig." in words(at)
    press(at, "Ongedaan maken :small[C]")
    assert signals(world)["C"][0] == "new"


def snooze(at: AppTest, reason: str, days: int) -> AppTest:
    at.text_input(key=next(one.key for one in at.text_input if str(one.key).startswith("reason-"))).set_value(reason)
    at.number_input[0].set_value(days)
    return press(at, "Uitstellen :small[C]")


def test_put_off_for_a_reason_and_shown_again(world: World, therapist: UUID, open_page: OpenPage) -> None:
    add(world, therapist, "C", 40, 12)
    at = snooze(press(open_page(EMAIL, PAGE), "Meer :small[C]"), "op vakantie tot maandag", 5)
    assert signals(world) == {"C": ("new", TODAY + dt.timedelta(days=5), "op vakantie tot maandag")}
    day = translator("nl").day(TODAY + dt.timedelta(days=5))
    assert f"Uitgesteld tot en met {day}." in words(at)
    at = open_page(EMAIL, PAGE)
    assert "Niemand vraagt vandaag aandacht: 1 is uitgesteld." in words(at)
    assert f"Stil · Uitgesteld tot en met {day}: op vakantie tot maandag" in words(at)
    press(at, "Weer tonen :small[C]")
    assert signals(world) == {"C": ("new", None, None)}
    assert "Stil (1)" in words(at)


@pytest.mark.parametrize(
    "reason, days, said",
    [
        ("", 5, "De reden ontbreekt."),
        ("   ", 5, "De reden ontbreekt."),
        ("op reis", 15, "1 tot 14 dagen"),
        ("op reis", 400, "1 tot 14 dagen"),
        ("op reis", 10**12, "1 tot 14 dagen"),
    ],
)
def test_what_cannot_be_put_off_so_is_said_in_its_place_and_what_was_typed_stays(
    world: World, therapist: UUID, open_page: OpenPage, reason: str, days: int, said: str
) -> None:
    add(world, therapist, "C", 40, 12)
    at = snooze(press(open_page(EMAIL, PAGE), "Meer :small[C]"), reason, days)
    assert signals(world) == {"C": ("new", None, None)}
    assert said in at.warning[0].value
    assert at.number_input[0].value == days
    assert at.text_input[-1].value == reason
    snooze(at, "op reis", 3)
    assert signals(world)["C"][1] == TODAY + dt.timedelta(days=3)
    assert not at.warning


def test_all_reasons_are_put_off_together_or_one_alone(world: World, therapist: UUID, open_page: OpenPage) -> None:
    course_id = add(world, therapist, "C", 40, 12)
    answer(world, course_id, 20)
    at = press(open_page(EMAIL, PAGE), "Meer :small[C]")
    assert "Het antwoord op een risicovraag kun je niet uitstellen." in words(at)
    snooze(at, "op reis", 3)
    with reading(world.everything()) as connection:
        rows = connection.execute(select(tables.Signal.rule, tables.Signal.snoozed_until)).all()
    assert {row.rule: row.snoozed_until for row in rows} == {
        "risk_item": None, "silence": TODAY + dt.timedelta(days=3),
    }  # fmt: skip
    assert "Risicovraag beantwoord (1)" in words(at)


def test_a_signal_about_risk_alone_offers_no_putting_off(world: World, therapist: UUID, open_page: OpenPage) -> None:
    answer(world, add(world, therapist, "C"), 2)
    at = press(open_page(EMAIL, PAGE), "Meer :small[C]")
    assert not at.number_input
    press(at, "Minder :small[C]")
    assert labels(at) == ["Gezien :small[C]", "Meer :small[C]"]


def row_of(email: str) -> tuple[Viewer, CaseloadRow]:
    principal = principal_by_email(email)
    grant = grant_caseload(principal)
    with reading(grant) as connection:
        (row,) = caseload_view.of(connection, grant, TODAY).running
    return Viewer(principal, translator("nl"), "Test practice", False, ""), row


def test_what_closed_meanwhile_is_said_in_the_row(world: World, therapist: UUID) -> None:
    world.signal(add(world, therapist, "C"))
    viewer, row = row_of(EMAIL)
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Signal).values(state="expired"))
    desk = CaseloadDesk()
    desk.take(viewer, row, SignalStep.SEEN, row.signals)
    assert desk.troubles[row.course_id].text(viewer.translate).startswith("Dit signaal sloot vanzelf")
    assert not desk.outcomes and signals(world)["C"][0] == "expired"


def test_another_therapists_signal_is_refused_and_that_is_audited(world: World, therapist: UUID) -> None:
    other = world.account("therapist", "other@test.example")
    course = add(world, other, "THEIRS")
    world.signal(course)
    _, theirs = row_of("other@test.example")
    mine_course = add(world, therapist, "MINE")
    world.signal(mine_course)
    viewer, mine = row_of(EMAIL)
    desk = CaseloadDesk()
    with pytest.raises(NotAllowedError):
        desk.take(viewer, theirs, SignalStep.SEEN, theirs.signals)
    with pytest.raises(NotAllowedError):
        desk.undo(viewer, theirs, theirs.signals)
    assert trail(world)[-2:] == [("course.write", "refused")] * 2
    desk.take(viewer, replace(mine, signals=theirs.signals), SignalStep.SEEN, theirs.signals)
    assert mine.course_id in desk.troubles and not desk.outcomes
    assert signals(world) == {"THEIRS": ("new", None, None), "MINE": ("new", None, None)}


def test_two_presses_on_the_same_thing_are_one(world: World, therapist: UUID) -> None:
    world.signal(add(world, therapist, "C"))
    viewer, row = row_of(EMAIL)
    desk = CaseloadDesk()
    nonce = desk.nonce
    desk.take(viewer, row, SignalStep.SEEN, row.signals)
    desk.nonce = nonce
    desk.take(viewer, row, SignalStep.SEEN, row.signals)
    assert [action for action, _ in trail(world)].count("signal.step") == 1
    assert not desk.troubles


def test_a_client_who_went_to_a_colleague_meanwhile_is_no_longer_acted_on(
    world: World, therapist: UUID, open_page: OpenPage
) -> None:
    add(world, therapist, "C", 40, 12)
    at = open_page(EMAIL, PAGE)
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Assignment).values(until_on=ago(1)))
    next(one for one in at.button if one.label.startswith("Gezien")).click()
    at.run()
    assert signals(world)["C"][0] == "new"
    assert links(at) == []
