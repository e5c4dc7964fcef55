"""From an empty database to a course on the screen, by the commands and forms of a live practice: on both databases."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from runtherapy_data import store
from runtherapy_data.access import (
    grant_caseload,
    grant_course,
    grant_practice,
    grant_system,
    links,
    principal_by_email,
    sign_in,
)
from runtherapy_data.access import principal_by_login_session as signed_in
from runtherapy_data.access.sessions import hash_of
from runtherapy_data.cli.app import app
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Permission, Role
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.views import course
from tests.actions.imports import CREATE, numbers, run

THERAPIST, PASSWORD = "anna@bosrand.example", "veertien rustige kilometers"


def command(*words: str) -> str:
    """What the command says on its last line."""
    said = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert said.exit_code == 0, said.output
    return said.output.strip().splitlines()[-1]


def test_a_practice_is_founded_and_its_first_facts_are_read(any_database: str) -> None:
    command("practice", "create", "bosrand", "--name", "Praktijk Bosrand")
    command("practice", "create", "elders", "--name", "Praktijk Elders")
    link = command("account", "create", THERAPIST, "--name", "Anna", "--role", "therapist", "--practice", "bosrand")
    other = "bea@elders.example"
    command("account", "create", other, "--name", "Bea", "--role", "therapist", "--practice", "elders")

    links.use(link.rsplit("/", 1)[1], PASSWORD)
    therapist = signed_in(hash_of(sign_in.with_password(THERAPIST, PASSWORD, "127.0.0.1")))
    assert therapist is not None
    assert therapist.role == Role.THERAPIST

    grant = grant_system(therapist.practice_id, Permission.IMPORT, "tests")
    hers = f'{CREATE}therapist = "{THERAPIST}"\n'
    rows = ("C-1;02-03-2026;6;7;5;4;0;7,5;goed", "C-1;03-03-2026;7;;;;;;", "C-2;02-03-2026;3;4;2;8;;;")
    assert numbers(run(grant, Kind.CHECK_INS, *rows, mapping=hers)) == (3, 0, 0, 0)
    again = grant_practice(therapist, Permission.IMPORT)
    assert numbers(run(again, Kind.CHECK_INS, *rows)) == (0, 3, 0, 0)

    assert len(grant_caseload(therapist).courses or ()) == 2
    grant = grant_course(therapist, "C-1")
    with store.reading(grant) as connection:
        shown = course.of(connection, grant, store.today(therapist.zone))
    assert shown.measured("mood").values == (6, 7)
    with pytest.raises(NotAllowedError):
        grant_course(principal_by_email(other), "C-1")
