"""`show cohort` and `snapshot`: the page's facts for machines, under a named account."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_cohorts, principal_by_email
from runtherapy_data.errors import InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.store import reading, tables
from runtherapy_data.views import cohort_choices, cohorts
from runtherapy_data.views.cohort_choices import Choice
from runtherapy_data.views.cohort_json import to_json
from tests.cli.conftest import run
from tests.factories import World

SUPERVISOR = "supervisor@demo.example"


def test_json_is_the_view_of_the_page(demo: str) -> None:
    said = json.loads(run("show", "cohort", "depression", "all:2026", "--as", SUPERVISOR, "--json"))
    grant = grant_cohorts(principal_by_email(SUPERVISOR))
    with reading(grant) as connection:
        choices = cohort_choices.of(connection, grant)
        view = cohorts.of(connection, grant, choices, Choice("depression"), Choice("all", "2026"))
    assert said == json.loads(json.dumps(to_json(view)))
    assert said["a"]["courses"] >= 30
    assert said["a"]["lines"][0]["points"][0]["courses"] >= 10


def test_without_json_it_is_a_few_sentences(demo: str) -> None:
    lines = run("show", "cohort", "--as", SUPERVISOR).splitlines()
    assert lines[0].startswith("Bij stress en burn-out")
    assert lines[1].startswith("A · Stress en burn-out · n = ")


def test_only_fixed_groups_can_be_asked_for(demo: str) -> None:
    with pytest.raises(InvalidInputError):
        run("show", "cohort", "depression:2026-05-01", "--as", SUPERVISOR)


@pytest.mark.parametrize("role", ["client", "therapist", "admin"])
def test_other_roles_are_refused_and_the_attempt_is_noted(demo: str, role: str) -> None:
    with pytest.raises(NotAllowedError):
        run("show", "cohort", "--as", f"{role}@demo.example")
    asker = principal_by_email(f"{role}@demo.example")
    refused = select(tables.AuditEvent.outcome).where(
        tables.AuditEvent.account_id == asker.account_id, tables.AuditEvent.action == "cohort.read"
    )
    with reading(grant_cohorts(principal_by_email(SUPERVISOR))) as connection:
        assert connection.scalars(refused).all() == ["refused"]


def test_snapshot_releases_each_practice_and_can_wait_until_it_is_due(world: World) -> None:
    assert run("snapshot").startswith("practice-1: 0 consented courses through ")
    assert run("snapshot", "--practice", "practice-1", "--if-old") == "practice-1: the last snapshot is fresh enough\n"
    with pytest.raises(NotFoundError):
        run("snapshot", "--practice", "elsewhere")
