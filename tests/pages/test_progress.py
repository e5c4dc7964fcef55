"""*Mijn voortgang*: what a client sees of their own course."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.charts import trajectory
from runtherapy_data.i18n import translator
from runtherapy_data.store import now, today
from tests.factories import ZONE, World
from tests.pages.conftest import OpenPage
from tests.pages.reading import english_in, figure_words, figures, words

CLIENT = "client@test.example"
PROGRESS = "client/progress.py"  # where somebody arrives once today is filled in


def test_it_opens_with_the_answer_and_draws_the_course(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(CLIENT, PROGRESS)
    assert "Week 6 van 10." in words(at) and "Je stemming" in words(at)
    assert len(figures(at)) == 1


def test_the_figure_says_in_words_what_it_shows(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    (chart,) = open_page(CLIENT, PROGRESS).get("plotly_chart")
    assert chart.proto.alt.startswith("Week 6 van 10.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_of_it_is_in_the_language_of_the_account(
    filled: tuple[UUID, str], open_page: OpenPage, language: str
) -> None:
    at = open_page(CLIENT, PROGRESS)
    if language == "en":
        at.button(key="language").click().run()
    at.toggle(key="days-table").set_value(True).run()
    said = words(at) + figure_words(at)
    if language == "nl":
        said = said.replace("\nEnglish\n", "\n").replace("Test practice", "")
        assert english_in(said, translator("nl")) == []
    else:
        assert "My progress" in said and "Mijn voortgang" not in said and "Stemming" not in said


def test_the_last_three_things_that_one_wrote_are_there_as_they_were_written(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    said = words(open_page(CLIENT, PROGRESS))
    assert [number for number in range(35) if f"dag {number}\n" in said] == [32, 33, 34]


def test_sessions_are_told_in_minutes_and_feeling(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    assert "10 min hardgelopen, 10 min gewandeld · je voelde je eerst 5, daarna 7" in words(open_page(CLIENT, PROGRESS))


def test_what_comes_next_is_said_and_what_the_therapist_observed_is_not(
    filled: tuple[UUID, str], open_page: OpenPage, world: World
) -> None:
    assert "Volgende afspraak" not in words(open_page(CLIENT, PROGRESS))
    world.session(
        filled[0], today(ZONE), home_exercises="tien tellen uitademen", breathing="hoog en snel",
        next_appointment_at=now() + dt.timedelta(days=7),
    )  # fmt: skip
    at = open_page(CLIENT, PROGRESS)
    at.toggle(key="days-table").set_value(True).run()
    said = words(at) + figure_words(at)
    assert "Volgende afspraak" in said and "tien tellen uitademen" in said
    assert "hoog en snel" not in said


def test_a_score_comes_with_its_range_and_its_words(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    said = words(open_page(CLIENT, PROGRESS))
    assert "16 op een schaal van 0 tot 27 (matig-ernstig)" in said
    assert said.index("11 op een schaal") < said.index("16 op een schaal")  # newest first


def test_the_table_is_built_when_it_is_asked_for(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(CLIENT, PROGRESS)
    assert "| Dag |" not in words(at)
    at.toggle(key="days-table").set_value(True).run()
    assert "| Dag |" in words(at)


def test_weeks_and_tension_are_the_readers_choice(filled: tuple[UUID, str], open_page: OpenPage) -> None:
    at = open_page(CLIENT, PROGRESS)
    whole = figures(at)[0]["layout"]["xaxis"]["range"]
    at.button_group(key="weeks").set_value("2").run()
    assert figures(at)[0]["layout"]["xaxis"]["range"] != whole
    assert "Spanning" not in figure_words(at)
    at.toggle(key="tension").set_value(True).run()
    assert "Spanning" in figure_words(at)


def test_a_course_in_which_nothing_was_reported_says_what_will_come(world: World, open_page: OpenPage) -> None:
    world.pair()
    at = open_page(CLIENT, PROGRESS)
    assert "Er is nog niets om te laten zien." in words(at)
    assert "eerste check-in" in words(at) and not figures(at)


def test_a_client_without_a_course_is_told_so(world: World, open_page: OpenPage) -> None:
    client_id, _code = world.client()
    world.account("client", CLIENT, client_id=client_id)
    at = open_page(CLIENT, PROGRESS)
    assert "Je traject is nog niet begonnen." in words(at) and "Geen toegang" not in words(at)


def test_the_figure_is_drawn_anew_when_facts_choices_or_language_change_and_only_then(
    filled: tuple[UUID, str], open_page: OpenPage, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    real = trajectory.figure
    monkeypatch.setattr(trajectory, "figure", lambda *told, **how: drawn.append(how) or real(*told, **how))
    at = open_page(CLIENT, PROGRESS)
    at.run()
    assert len(drawn) == 1
    world.session(filled[0], today(ZONE), running_minutes=37)
    at.run()
    assert len(drawn) == 2
    assert "37" in str(figures(at))
    at.button(key="language").click().run()
    assert len(drawn) == 3
    assert "Mood" in figure_words(at)
