"""*Gesprekskaart en eindverslag*, as a therapist uses it: suggested, changed, kept, made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, press, words

THERAPIST, PAGE = "therapist@test.example", "therapist/documents.py"


def area(at: AppTest, label: str) -> Any:
    return next(one for one in at.text_area if one.label == label)


def documents(world: World) -> list[tuple[str, str, dict[str, str]]]:
    query = select(tables.Document.kind, tables.Document.language, tables.Document.parts).order_by(tables.Document.id)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def saves(world: World) -> int:
    query = select(func.count()).where(tables.AuditEvent.action == "document.save")
    with reading(world.everything()) as connection:
        return connection.scalar(query) or 0


@pytest.fixture
def opened(filled: tuple[UUID, str], open_page: OpenPage) -> AppTest:
    return open_page(THERAPIST, PAGE, client=filled[1])


def test_looking_keeps_nothing_and_everything_is_suggested(world: World, opened: AppTest) -> None:
    assert [one.label for one in opened.text_area] == ["Wat veranderde", "Een vraag", "Volgende stap"]
    assert (
        "PHQ-9" in area(opened, "Wat veranderde").value
        and "je stemming" in area(opened, "Wat veranderde").value.lower()
    )
    assert next(one for one in opened.selectbox if one.label == "In eigen woorden").value is not None
    assert "Hooguit 240 tekens." in words(opened)
    assert documents(world) == []


def test_what_is_typed_is_kept_and_there_after_a_reload(
    world: World, opened: AppTest, filled: tuple[UUID, str], open_page: OpenPage
) -> None:
    area(opened, "Een vraag").set_value("Wat zou helpen?").run()
    ((kind, language, parts),) = documents(world)
    assert (kind, language, parts["question"]) == ("conversation_card", "nl", "Wat zou helpen?")
    opened.run()
    assert saves(world) == 1
    again = open_page(THERAPIST, PAGE, client=filled[1])
    assert area(again, "Een vraag").value == "Wat zou helpen?"
    area(again, "Een vraag").set_value("En nu?").run()
    assert [one[2]["question"] for one in documents(world)] == ["En nu?"]


def test_a_text_goes_back_to_what_was_suggested_and_to_and_fro(world: World, opened: AppTest) -> None:
    suggested = area(opened, "Wat veranderde").value
    for text in ("Iets anders", "Nog iets", "Iets anders"):
        area(opened, "Wat veranderde").set_value(text).run()
        assert documents(world)[0][2]["change"] == text
    press(opened, "Terug naar de voorgestelde tekst")
    assert area(opened, "Wat veranderde").value == suggested == documents(world)[0][2]["change"]


def test_the_clients_words_are_chosen_or_left_out(world: World, opened: AppTest) -> None:
    quote = next(one for one in opened.selectbox if one.label == "In eigen woorden")
    assert len(quote.options) == 35 + 11 + 1
    quote.set_value(quote.options.index("Niets: laat dit onderdeel weg")).run()
    assert documents(world)[0][2]["words"] == ""


def test_making_it_gives_one_way_to_it_that_a_change_takes_away(
    world: World, opened: AppTest, filled: tuple[UUID, str]
) -> None:
    press(opened, "Maak de PDF")
    with reading(world.everything()) as connection:
        (document_id,) = connection.scalars(select(tables.Document.id))
    way = f"[Download de gesprekskaart (PDF)](/documents/{filled[1]}/{document_id}.pdf)"
    assert way in [one.value for one in opened.markdown]
    assert "Eén bladzijde A4." in words(opened)
    opened.toggle(key="document-look").set_value(True).run()
    assert any(f"/documents/{filled[1]}/{document_id}/1.png?of=" in one.value for one in opened.markdown)
    area(opened, "Een vraag").set_value("Toch anders?").run()
    assert "Download" not in words(opened) and "Je tekst is bewaard als concept." in words(opened)
    press(opened, "Maak de PDF")
    assert len(documents(world)) == 1 and documents(world)[0][2]["question"] == "Toch anders?"


def test_the_report_and_the_language_have_texts_of_their_own(world: World, opened: AppTest) -> None:
    next(one for one in opened.button_group if one.label == "Welk document").set_value("end_report").run()
    assert [one.label for one in opened.text_area][:2] == ["Aan", "Klacht"]
    area(opened, "Advies").set_value("Blijf wandelen.").run()
    next(one for one in opened.button_group if one.label == "Taal van het papier").set_value("en").run()
    assert "came for running therapy" in area(opened, "Klacht").value and area(opened, "Advies").value == ""
    next(one for one in opened.button_group if one.label == "Taal van het papier").set_value("nl").run()
    assert area(opened, "Advies").value == "Blijf wandelen."
    assert [one[:2] for one in documents(world)] == [("end_report", "nl")]


def test_a_new_one_begins_with_suggestions_and_the_earlier_one_stays(world: World, opened: AppTest) -> None:
    area(opened, "Een vraag").set_value("De eerste?").run()
    press(opened, "Begin een nieuw")
    assert area(opened, "Een vraag").value != "De eerste?"
    assert "Eerder gemaakt" in words(opened) and "Gesprekskaart, " in words(opened)
    area(opened, "Een vraag").set_value("De tweede?").run()
    assert sorted(one[2]["question"] for one in documents(world)) == ["De eerste?", "De tweede?"]


def test_too_many_lines_are_said_in_their_place_and_not_kept(world: World, opened: AppTest) -> None:
    area(opened, "Volgende stap").set_value("\n".join("a" * 40)).run()
    assert "hooguit 24 regels" in words(opened) and "Volgende stap" in opened.warning[0].value
    assert documents(world) == []


def test_what_fits_no_paper_is_kept_and_said(world: World, opened: AppTest) -> None:
    for label in ("Wat veranderde", "Een vraag", "Volgende stap"):
        area(opened, label).set_value("\n".join("a" * 24)).run()
    press(opened, "Maak de PDF")
    assert "past niet op het papier" in opened.warning[0].value and "Download" not in words(opened)
    assert documents(world)[0][2]["question"].count("\n") == 23


def test_the_same_can_be_copied_as_text(opened: AppTest) -> None:
    opened.session_state["document-copy"] = True
    opened.run()
    (code,) = opened.code
    assert code.value.startswith("Gesprekskaart · ") and "Wat veranderde\n" in code.value


def test_nothing_on_it_is_left_in_english(opened: AppTest) -> None:
    press(opened, "Maak de PDF")
    opened.toggle(key="document-look").set_value(True).run()
    said = words(opened).replace("\nEnglish\n", "\n").replace("Test practice", "").replace("English", "")
    assert english_in(said, translator("nl")) == []


def test_without_a_client_it_asks_which_one(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    assert "Kies hierboven een cliënt" in words(open_page(THERAPIST, PAGE))


def test_a_client_of_somebody_else_is_refused(world: World, filled: tuple[UUID, str], open_page: OpenPage) -> None:
    _other, _client, _course_id, code = world.pair("2")
    at = open_page(THERAPIST, PAGE, client=code)
    assert "Geen toegang" in words(at) and not at.text_area


def test_the_course_page_leads_to_it(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(THERAPIST, "therapist/course.py", client=filled[1])
    assert "Gesprekskaart en eindverslag" in [link.proto.label for link in at.get("page_link")]
