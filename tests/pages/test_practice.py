"""The administrator's page of settings: what is decided is previewed, kept once, undone, and never written over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions.practice_settings import decide
from runtherapy_data.identity import Permission
from runtherapy_data.measures.exercises import SHIPPED, Exercise
from runtherapy_data.queries.exercises import library
from runtherapy_data.queries.practice_parts import kept_parts
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.settings import settings
from runtherapy_data.store import now, reading, tables
from runtherapy_data.store.types import new_id
from tests.factories import World
from tests.pages.conftest import OpenPage, words

ADMIN, PAGE = "admin@test.example", "admin/practice.py"


@pytest.fixture
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN, name="Ada Beheer")


@pytest.fixture
def at(admin: UUID, open_page: OpenPage) -> AppTest:
    return open_page(ADMIN, PAGE)


def press(at: AppTest, label: str) -> None:
    """Press the one button with this label; where there is none, the one with small print that says whose it is."""
    plain = [one for one in at.button if one.label == label]
    (found,) = plain or [one for one in at.button if one.label.startswith(f"{label} :small")]
    found.click()
    at.run()


def unfold(at: AppTest, part: str) -> None:
    at.session_state[f"decide-{part}"] = True
    at.run()


def labels(at: AppTest) -> set[str]:
    return {one.label.partition(" :small")[0] for one in at.button}


def kept(part: str) -> dict[str, Any] | None:
    grant = grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)
    with reading(grant) as connection:
        return kept_parts(connection, grant)[part]


def decided_elsewhere(part: str, value: dict[str, Any]) -> None:
    """Another administrator decides in the meantime."""
    grant = grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)
    assert decide(grant, f"elsewhere-{part}", part, value, seen=kept(part))


def field(at: AppTest, part: str, name: str) -> Any:
    (found,) = [
        one for one in (*at.text_area, *at.text_input, *at.selectbox, *at.button_group)
        if (one.key or "").startswith(f"set-{part}-{name}-")
    ]  # fmt: skip
    return found


def test_the_page_opens_with_what_the_practice_has_yet_to_check(at: AppTest) -> None:
    assert "moet je praktijk nog controleren" in words(at)
    assert "nog te controleren door de praktijk" in words(at)
    assert at.expander[0].label == "**Hulp bij nood**"


def test_every_part_can_stand_open_beside_the_others(at: AppTest) -> None:
    parts = ["help_text", "risk_protocol", "protocol", "phase_names", "exercises", "wordings", "reminders", "zone"]
    for part in [*parts, "changes"]:
        at.session_state[f"decide-{part}"] = True
    at.run()
    assert "Er ging iets mis" not in words(at)
    assert "Europe/Amsterdam" in words(at)  # the part after the last one that could fail


def test_the_help_text_is_previewed_kept_and_what_every_client_then_reads(
    world: World, at: AppTest, open_page: OpenPage
) -> None:
    unfold(at, "help_text")
    field(at, "help_text", "nl").set_value("**Bel ons:** 020 123 45 67 <b>x</b>")
    press(at, "Bekijk het voorbeeld")
    shown = r"**Bel ons\:** [020 123 45 67](tel:0201234567) \<b\>x\</b\>"
    assert shown in [one.value for one in at.markdown]
    assert kept("help_text") is None
    press(at, "Bewaren")
    assert kept("help_text") == {"nl": "**Bel ons:** 020 123 45 67 <b>x</b>"}
    client_id, _code = world.client()
    world.account("client", "client@test.example", client_id=client_id)
    assert shown in [one.value for one in open_page("client@test.example").markdown]
    press(at, "Ongedaan maken")
    assert kept("help_text") is None


def test_who_checked_the_text_is_asked_again_when_it_changes(world: World, at: AppTest) -> None:
    unfold(at, "help_text")
    press(at, "Wij hebben deze tekst en deze nummers gecontroleerd")
    assert "Door de praktijk gecontroleerd op" in words(at)
    assert "moet je praktijk nog controleren" not in words(at)
    field(at, "help_text", "en").set_value("Call 112.")
    press(at, "Bewaren")
    assert "moet je praktijk nog controleren" in words(at)
    press(at, "Ongedaan maken")
    assert "moet je praktijk nog controleren" not in words(at)


@pytest.mark.parametrize("part", ["help_text", "risk_protocol"])
def test_what_another_administrator_wrote_meanwhile_is_shown_and_one_chooses(at: AppTest, part: str) -> None:
    unfold(at, part)
    decided_elsewhere(part, {"nl": "van de ander"})
    field(at, part, "nl").set_value("van mij")
    press(at, "Bewaren")
    assert "Iemand anders veranderde dit" in at.warning[0].value
    assert "van de ander" in words(at)
    assert kept(part) == {"nl": "van de ander"}
    assert field(at, part, "nl").value == "van mij"
    press(at, "Bewaar toch die van mij")
    assert kept(part) == {"nl": "van mij"}
    press(at, "Ongedaan maken")
    assert kept(part) == {"nl": "van de ander"}


def test_one_may_also_take_what_the_other_wrote(at: AppTest) -> None:
    unfold(at, "risk_protocol")
    decided_elsewhere("risk_protocol", {"nl": "van de ander"})
    field(at, "risk_protocol", "nl").set_value("van mij")
    press(at, "Bewaren")
    press(at, "Neem over wat er nu staat")
    assert not at.warning
    assert field(at, "risk_protocol", "nl").value == "van de ander"
    assert kept("risk_protocol") == {"nl": "van de ander"}


def test_a_protocol_shows_the_days_of_a_course_and_goes_back_to_the_default(at: AppTest) -> None:
    unfold(at, "protocol")
    (days,) = [one.value for one in at.markdown if "aan het eind" in one.value]
    assert days.count("PHQ") == 4
    field(at, "protocol", "mid").set_value(["who5"])
    field(at, "protocol", "months").set_value(6)
    at.run()
    assert "WHO" in words(at)
    assert kept("protocol") is None
    press(at, "Bewaren")
    found = kept("protocol")
    assert found is not None
    assert [one["instrument"] for one in found["asked"] if one["moment"] == "mid"] == ["who5"]
    assert found["follow_up_months"] == 6
    press(at, "Terug naar de standaard")
    assert kept("protocol") is None


def test_a_phase_is_called_otherwise_and_an_empty_field_takes_the_default(at: AppTest) -> None:
    unfold(at, "phase_names")
    field(at, "phase_names", "reflection-name-nl").set_value(" Stil  staan ")
    press(at, "Bewaren")
    assert kept("phase_names") == {
        "reflection": {
            "name": {"nl": "Stil staan", "en": "Reflection and body awareness"},
            "short": {"nl": "reflectie", "en": "reflection"},
        }
    }


def test_a_zone_says_what_it_means_before_it_is_kept(at: AppTest) -> None:
    unfold(at, "zone")
    field(at, "zone", "name").set_value("America/Paramaribo")
    at.run()
    assert "uur later dan nu" in words(at)
    assert kept("zone") is None
    press(at, "Bewaren")
    assert kept("zone") == {"name": "America/Paramaribo"}


def on_shelf() -> dict[str, Exercise]:
    grant = grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)
    with reading(grant) as connection:
        return {one.code: one for one in library(connection, grant)}


def press_for(at: AppTest, label: str, whose: str) -> None:
    """Press the button with this label that belongs to something."""
    (found,) = [one for one in at.button if one.label == f"{label} :small[{whose}]"]
    found.click()
    at.run()


def test_an_exercise_is_added_as_a_client_will_read_it_and_taken_back(at: AppTest) -> None:
    unfold(at, "exercises")
    press(at, "Een oefening toevoegen")
    typed = {"name_nl": "Uit <b>", "name_en": "Out", "words_nl": "Adem in.\nAdem uit.", "words_en": "In, and out."}
    for name, said in typed.items():
        field(at, "exercises", name).set_value(said)
    press(at, "Bekijk het voorbeeld")
    assert "- Adem in.\n- Adem uit." in words(at)
    press(at, "Bewaren")
    (code,) = set(on_shelf()) - {one.code for one in SHIPPED}
    assert on_shelf()[code].name.nl == "Uit <b>"
    press(at, "Ongedaan maken")
    assert code not in on_shelf()


def test_a_missing_text_is_named_and_what_was_typed_stays(at: AppTest) -> None:
    unfold(at, "exercises")
    press(at, "Een oefening toevoegen")
    field(at, "exercises", "name_nl").set_value("Uit")
    press(at, "Bewaren")
    assert "**Naam in het Engels**: Dit ontbreekt." in at.warning[0].value.replace("\\", "")
    assert field(at, "exercises", "name_nl").value == "Uit"
    assert set(on_shelf()) == {one.code for one in SHIPPED}


def test_an_exercise_is_put_aside_brought_back_changed_and_goes_back_to_the_shipped_words(at: AppTest) -> None:
    first = SHIPPED[0]
    unfold(at, "exercises")
    press_for(at, "Opzij leggen", first.name.nl)
    assert first.code not in on_shelf()
    press_for(at, "Terughalen", first.name.nl)
    assert on_shelf()[first.code] == first
    press_for(at, "Aanpassen", first.name.nl)
    field(at, "exercises", "words_nl").set_value("Anders gezegd.")
    press(at, "Bewaren")
    assert on_shelf()[first.code].words.nl == "Anders gezegd."
    press_for(at, "Terug naar de standaard", first.name.nl)
    assert on_shelf()[first.code] == first


def text_of(instrument: str = "isi", intro: str = "Hoe sliep je?") -> str:
    """A made-up text: no real one may stand here."""
    text = {"intro": intro, "answers": list("abcde"), "items": [f"Vraag <b>{n}" for n in range(7)]}
    return json.dumps({"instrument": instrument, "licence": "eigen", "permission": "de maker, 2026", "nl": text})


def asked() -> set[str]:
    grant = grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)
    with reading(grant) as connection:
        return set(wordings_of(connection, grant))


def test_a_pasted_text_is_looked_at_before_anybody_is_asked_it(at: AppTest) -> None:
    unfold(at, "wordings")
    press_for(at, "Bekijk de vragen", "PHQ-9")
    assert "Weinig interesse of plezier" in words(at)
    field(at, "wordings", "pasted").set_value(text_of())
    press(at, "Bekijk de vragen")
    assert "1. Vraag <b>0" in words(at)
    assert asked() == {"phq9"}
    press(at, "Bewaren")
    assert asked() == {"phq9", "isi"}
    press(at, "Ongedaan maken")
    assert asked() == {"phq9"}


def test_a_text_that_does_not_fit_is_refused_by_its_field(at: AppTest) -> None:
    unfold(at, "wordings")
    field(at, "wordings", "pasted").set_value(text_of("gad7"))
    press(at, "Bekijk de vragen")
    assert "nl.answers" in at.warning[0].value.replace("\\", "")
    assert asked() == {"phq9"}


def test_a_broken_file_of_the_machine_is_named_before_anything_is_opened_and_stops_no_page(
    world: World, at: AppTest, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "isi.json").write_text('{"instrument":\n}')
    with_folder = settings().model_copy(update={"wording_dir": tmp_path})
    monkeypatch.setattr("runtherapy_data.queries.practice_wordings.settings", lambda: with_folder)
    said = at.run().warning[0].value.replace("\\", "")
    assert "isi.json kan niet gebruikt worden: JSON:" in said and "at line 2 column 1" in said
    assert "al het andere werkt gewoon door" in said
    world.pair()
    for page in ("client/progress.py", "client/questionnaires.py"):
        open_page("client@test.example", page)
    (tmp_path / "isi.json").write_text(text_of())
    assert "isi.json" not in words(at.run())
    assert asked() == {"phq9", "isi"}


def test_a_text_that_lies_ready_can_be_thrown_away_and_one_that_is_kept_can_be_taken_out(at: AppTest) -> None:
    unfold(at, "wordings")
    for last in ("Weggooien", "Bewaren"):
        field(at, "wordings", "pasted").set_value(text_of())
        press(at, "Bekijk de vragen")
        press(at, last)
    assert asked() == {"phq9", "isi"}
    press_for(at, "Eruit halen", "ISI")
    assert asked() == {"phq9"}
    press(at, "Ongedaan maken")
    assert asked() == {"phq9", "isi"}


def test_what_was_changed_stands_there_with_who_and_what_it_was(at: AppTest) -> None:
    decided_elsewhere("zone", {"name": "Europe/Lisbon"})
    decided_elsewhere("protocol", {"asked": [{"instrument": "who5", "moment": "end"}]})
    decided_elsewhere("help_text", {"nl": "Bel 112."})
    at.run()
    unfold(at, "changes")
    said = words(at)
    assert "Ada Beheer" in said
    assert "Het was: Europe/Amsterdam" in said
    assert "Het werd: Europe/Lisbon" in said
    assert "Het werd: aan het eind: WHO-5; halverwege in week 6, nameting na 3 maanden" in said
    assert "Het was: Nederlands: standaard · Engels: standaard" in said
    assert "Het werd: Nederlands: Bel 112. · Engels: standaard" in said


def test_a_change_that_an_earlier_version_kept_otherwise_is_still_named(world: World, at: AppTest) -> None:
    detail = {"part": "phase_names", "old": None, "new": {"intake": "anders"}}
    world.add(
        tables.AuditEvent, practice_id=1, id=new_id(), at=now(), asked_by="tests", action="practice.settings",
        outcome="done", detail=detail,
    )  # fmt: skip
    unfold(at, "changes")
    assert "Namen van de fasen" in words(at)
    assert "Het werd" not in words(at)
