"""*Traject*: what a therapist writes about a course: life events, and notes that only they read."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, press, words

THERAPIST, PAGE = "therapist@test.example", "therapist/course.py"
Filled = tuple[UUID, str]


def unfold(at: AppTest) -> AppTest:
    """Open the folded form for life events; the test's browser does not keep it open by itself."""
    at.session_state["event-panel"] = True
    return at.run()


def by_label(at: AppTest, kind: str, label: str) -> AppTest:
    (found,) = (one for one in getattr(at, kind) if one.label == label)
    return found


def held(world: World) -> list[tuple[str, dt.date, dt.date | None, str | None]]:
    event = tables.LifeEvent
    query = select(event.kind, event.starts_on, event.ends_on, event.note).order_by(event.starts_on)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def noted(world: World) -> list[str]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(tables.TherapistNote.words).order_by(tables.TherapistNote.written_at)))


def test_an_event_is_noted_and_removed_and_comes_back(world: World, filled: Filled, open_page: OpenPage) -> None:
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]))
    last, first = today(ZONE), today(ZONE) - dt.timedelta(days=3)
    by_label(at, "button_group", "Wat").set_value("illness")
    by_label(at, "selectbox", "Eerste dag").set_value(first)
    by_label(at, "selectbox", "Laatste dag").set_value(last)
    by_label(at, "text_input", "Notitie").set_value("Griep")
    at = press(at, "Gebeurtenis bewaren")
    assert held(world)[1:] == [("illness", first, last, "Griep")]
    assert "Ziekte: Griep" in words(at)
    which = by_label(at, "selectbox", "Gebeurtenis")
    assert [one.partition(",")[0] for one in which.options] == ["een nieuwe", "Ziekte", "Vakantie"]
    with reading(world.everything()) as connection:
        which.set_value(connection.scalar(select(tables.LifeEvent.id).where(tables.LifeEvent.kind == "illness")))
    at = unfold(at)
    at = press(at, "Gebeurtenis weghalen")
    assert len(held(world)) == 1
    assert "Weggehaald: Ziekte" in words(at)
    at = press(at, "Ongedaan maken")
    assert held(world)[1:] == [("illness", first, last, "Griep")]
    assert "Weggehaald" not in words(at)


def test_an_event_that_a_colleague_changed_meanwhile_is_not_written_over(
    world: World, filled: Filled, open_page: OpenPage
) -> None:
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]))
    with reading(world.everything()) as connection:
        event_id = connection.scalar(select(tables.LifeEvent.id))
    by_label(at, "selectbox", "Gebeurtenis").set_value(event_id)
    at = unfold(at)
    by_label(at, "text_input", "Notitie").set_value("Ameland")
    world.change(tables.LifeEvent, note="Vlieland")
    at = press(at, "Gebeurtenis bewaren")
    assert "Iemand anders heeft dit gewijzigd sinds je het opende" in words(at) and "Vlieland" in words(at)
    assert [note for *_, note in held(world)] == ["Vlieland"]
    at = press(at, "Gebeurtenis weghalen")  # now it was read
    assert held(world) == []


def test_the_form_says_that_the_client_reads_the_words_and_they_do(
    world: World, filled: Filled, open_page: OpenPage
) -> None:
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]))
    assert "De cliënt leest dit ook" in words(at)
    by_label(at, "text_input", "Notitie").set_value("Naar zee")
    press(at, "Gebeurtenis bewaren")
    client = open_page("client@test.example", "client/progress.py")
    client.toggle(key="days-table").set_value(True)
    assert "Naar zee" in words(client.run())


def test_what_is_wrong_is_said_at_its_field(world: World, filled: Filled, open_page: OpenPage) -> None:
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]))
    day = today(ZONE)
    by_label(at, "selectbox", "Eerste dag").set_value(day)
    by_label(at, "selectbox", "Laatste dag").set_value(day - dt.timedelta(days=1))
    at = press(at, "Gebeurtenis bewaren")
    assert "**Laatste dag**: De laatste dag ligt vóór de eerste dag." in words(at)
    assert len(held(world)) == 1


def test_an_event_that_goes_on_is_said_to_do_so(world: World, filled: Filled, open_page: OpenPage) -> None:
    assert "nog niet voorbij" not in words(open_page(THERAPIST, PAGE, client=filled[1]))
    world.add(
        tables.LifeEvent, practice_id=1, course_id=filled[0], id=new_id(), kind="illness", starts_on=today(ZONE)
    )  # fmt: skip
    said = words(open_page(THERAPIST, PAGE, client=filled[1]))
    assert f"sinds {translator('nl').day(today(ZONE))}, nog niet voorbij" in said


def test_a_note_is_kept_changed_erased_and_brought_back(world: World, filled: Filled, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    assert "Alleen jij leest dit. Het is geen onderdeel van het dossier." in words(at)
    by_label(at, "text_area", "Je notitie").set_value("Durft *nog* niet.\nVolgende keer vragen.")
    at = press(at, "Notitie bewaren")
    assert noted(world) == ["Durft *nog* niet.\nVolgende keer vragen."]
    assert "Durft *nog* niet." in words(at)
    at = press(at, "Aanpassen")
    at.text_area[1].set_value("Durft weer.")
    (keep,) = (one for one in at.button if one.key and one.key.startswith("note-keep-"))
    at = keep.click().run()
    assert noted(world) == ["Durft weer."]
    at = press(at, "Wissen")
    assert noted(world) == []
    assert "Durft weer." not in words(at)
    at = press(at, "Ongedaan maken")
    assert noted(world) == ["Durft weer."]


def test_who_stands_in_does_not_see_the_notes_of_the_therapist(
    world: World, filled: Filled, open_page: OpenPage
) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    by_label(at, "text_area", "Je notitie").set_value("Voor mij alleen.")
    press(at, "Notitie bewaren")
    bas = world.account("therapist", "bas@test.example")
    world.assign(filled[0], bas, today(ZONE))
    assert "Voor mij alleen." not in words(open_page("bas@test.example", PAGE, client=filled[1]))
    assert "Voor mij alleen." in words(open_page(THERAPIST, PAGE, client=filled[1]))


def test_the_client_sees_no_notes_and_no_forms(world: World, filled: Filled, open_page: OpenPage) -> None:
    at = open_page(THERAPIST, PAGE, client=filled[1])
    by_label(at, "text_area", "Je notitie").set_value("Voor mij alleen.")
    press(at, "Notitie bewaren")
    client = open_page("client@test.example", "client/progress.py")
    assert "Voor mij alleen." not in words(client)
    assert not client.text_area


def test_nothing_in_the_forms_is_left_in_english(filled: Filled, open_page: OpenPage) -> None:
    at = unfold(open_page(THERAPIST, PAGE, client=filled[1]))
    said = words(at).replace("\nEnglish\n", "\n").replace("Test practice", "")
    assert english_in(said, translator("nl")) == []
