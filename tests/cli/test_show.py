"""`show course` prints what the page shows to the named account, and to nobody else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.store import now, reading, tables, today
from tests.factories import ZONE, World

run = CliRunner()


def audited(world: World) -> list[tuple[str, str]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(event.action, event.outcome).order_by(event.at))]


def test_the_course_is_printed_as_json_and_the_reading_is_noted(world: World) -> None:
    therapist, _, course, code = world.pair("a")
    world.check_in(course, today(ZONE) - dt.timedelta(days=1), mood=6)
    done = run.invoke(app, ["show", "course", code, "--json", "--as", therapist.email])
    assert done.exit_code == 0
    facts = json.loads(done.stdout)
    assert (facts["client_code"], facts["week"], facts["planned_weeks"]) == (code, 6, 10)
    assert facts["series"][0]["values"] == [6]
    assert audited(world) == [("course.open", "done")]


def test_without_json_it_is_said_in_sentences_in_the_language_of_the_account(world: World) -> None:
    _, client, course, code = world.pair("a")
    world.check_in(course, today(ZONE), mood=6)
    done = run.invoke(app, ["show", "course", code, "--as", client.email])
    assert done.stdout.startswith(f"{code}: Week 6 van 10. Er zijn nog te weinig dagen")
    assert "stemming 6" in done.stdout


def test_questionnaires_are_told_to_each_reader_in_their_own_words(world: World) -> None:
    therapist, client, course, code = world.pair("a")
    world.result(course, "phq9", today(ZONE) - dt.timedelta(days=30), 16)
    world.result(course, "phq9", today(ZONE), 6, "end")
    verdict = "PHQ-9 daalde van 16 naar 6: betrouwbaar verbeterd, onder de grens van 10."
    plain = "Je score op de PHQ-9 is lager dan de eerste keer: van 16 naar 6."
    for who, said, unsaid in ((therapist, verdict, plain), (client, plain, verdict)):
        told = run.invoke(app, ["show", "course", code, "--as", who.email]).stdout
        assert said in told and unsaid not in told


def test_a_result_is_printed_as_json_with_its_scores(world: World) -> None:
    therapist, _, course, code = world.pair("a")
    world.result(course, "phq9", today(ZONE), 6)
    done = run.invoke(app, ["show", "course", code, "--json", "--as", therapist.email], catch_exceptions=False)
    (told,) = json.loads(done.stdout)["results"]
    assert (told["instrument"], told["total"], told["activities"]) == ("phq9", 6, [])


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_the_therapist_observed_is_printed_for_the_therapist_only(world: World, form: list[str]) -> None:
    therapist, client, course, code = world.pair("a")
    soon = now() + dt.timedelta(days=7)
    world.session(course, today(ZONE), breathing="hoog en snel", home_exercises="uitademen", next_appointment_at=soon)
    for who in (therapist, client):
        done = run.invoke(app, ["show", "course", code, "--as", who.email, *form])
        assert "uitademen" in done.stdout
        assert ("hoog en snel" in done.stdout) == (who is therapist)


def test_somebody_elses_course_is_refused_and_the_refusal_is_noted(world: World) -> None:
    _, _, _, code = world.pair("a")
    _, other, _, _ = world.pair("b")
    done = run.invoke(app, ["show", "course", code, "--json", "--as", other.email])
    assert isinstance(done.exception, NotAllowedError)
    assert done.stdout == ""
    assert audited(world) == [("course.read", "refused")]


@pytest.mark.parametrize("role", ["supervisor", "admin"])
def test_roles_without_individuals_see_none(world: World, role: str) -> None:
    _, _, _, code = world.pair("a")
    world.account(role, "someone@test.example")
    done = run.invoke(app, ["show", "course", code, "--as", "someone@test.example"])
    assert isinstance(done.exception, NotAllowedError)
