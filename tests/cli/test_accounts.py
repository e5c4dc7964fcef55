"""From nothing to a first administrator who can sign in: the commands of the machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from runtherapy_data.access import links, principal_by_email, sessions, sign_in
from runtherapy_data.actions import people
from runtherapy_data.errors import RuntherapyError
from runtherapy_data.store import reading, tables
from tests.cli.conftest import run
from tests.factories import World
from tests.house.test_house import ROOT

PASSWORD = "pine needles underfoot"


def link_in(output: str) -> str:
    found = re.search(r"^http://localhost:8501/link/(\S+)$", output, re.MULTILINE)
    assert found, output
    return found[1]


def found_practice() -> None:
    run("practice", "create", "de-bosrand", "--name", "Praktijk De Bosrand")


def create(email: str = "Anna@bosrand.example", role: str = "admin") -> str:
    return link_in(run("account", "create", email, "--name", "Anna", "--role", role, "--practice", "de-bosrand"))


def test_from_an_empty_store_to_a_first_administrator(database: str) -> None:
    found_practice()
    assert run("practice", "list") == "de-bosrand\tPraktijk De Bosrand\n"
    links.use(create(), PASSWORD)
    assert sign_in.with_password("anna@bosrand.example", PASSWORD, "127.0.0.1")
    assert principal_by_email("anna@bosrand.example").role == "admin"


def test_a_new_link_replaces_the_one_before(database: str) -> None:
    found_practice()
    first = create()
    second = link_in(run("account", "link", "ANNA@bosrand.example"))
    assert links.find(first) is None
    assert links.find(second) is not None


def test_a_closed_account_is_out_at_once(database: str) -> None:
    found_practice()
    create("bea@bosrand.example")
    token = links.use(create(), PASSWORD)
    run("account", "deactivate", "anna@bosrand.example")
    assert sessions.find_session(sessions.hash_of(token)) is None
    with pytest.raises(RuntherapyError, match="no active account"):
        run("account", "link", "anna@bosrand.example")


def test_the_last_administrator_stays(database: str) -> None:
    found_practice()
    create()
    create("t@bosrand.example", "therapist")
    with pytest.raises(RuntherapyError, match="the last administrator"):
        run("account", "deactivate", "anna@bosrand.example")
    assert principal_by_email("anna@bosrand.example").role == "admin"
    run("account", "deactivate", "t@bosrand.example")


def test_a_closed_account_opens_again_with_its_password(database: str) -> None:
    found_practice()
    create("bea@bosrand.example")
    links.use(create(), PASSWORD)
    run("account", "deactivate", "anna@bosrand.example")
    assert "anna@bosrand.example: open" in run("account", "reactivate", " Anna@bosrand.example")
    assert sign_in.with_password("anna@bosrand.example", PASSWORD, "127.0.0.1")


def test_a_supervisor_oversees_a_second_practice(database: str) -> None:
    World(practice_id=7)
    found_practice()
    create("sup@bosrand.example", "supervisor")
    run("account", "supervise", "sup@bosrand.example", "--practice", "practice-7")
    assert len(principal_by_email("sup@bosrand.example").practice_ids) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("practice", "create", "de-bosrand", "--name", "Again"), "already"),
        (("practice", "create", "De Bosrand", "--name", "Again"), "small letters"),
        (("account", "create", "anna", "--name", "A", "--role", "admin", "--practice", "de-bosrand"), "not an e-mail"),
        (("account", "create", "a@b.nl", "--name", "A", "--role", "admin", "--practice", "none"), "no practice none"),
        (("account", "deactivate", "nobody@b.nl"), "no active account"),
        (("account", "reactivate", "nobody@b.nl"), "no account nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(database: str, arguments: tuple[str, ...], said: str) -> None:
    found_practice()
    with pytest.raises(RuntherapyError, match=said):
        run(*arguments)


def test_no_client_account_comes_from_the_command_line(database: str) -> None:
    found_practice()
    with pytest.raises(SystemExit):
        create(role="client")


def test_each_command_leaves_a_trail_that_names_the_command_line_and_no_link(database: str) -> None:
    found_practice()
    create("bea@bosrand.example")
    token = create()
    for command in ("link", "deactivate", "reactivate"):
        run("account", command, "anna@bosrand.example")
    world = World(practice_id=99)
    query = select(tables.AuditEvent.action, tables.AuditEvent.asked_by, tables.AuditEvent.detail)
    with reading(world.everything()) as connection:
        trail = connection.execute(query.order_by(tables.AuditEvent.at, tables.AuditEvent.id)).all()
    # As the page *People* names them.
    changed = [people.CREATE, people.CREATE, people.LINK, people.DEACTIVATE, people.REACTIVATE]
    assert [row.action for row in trail] == ["practice.create", *changed]
    assert {row.asked_by for row in trail} == {"command line"}
    assert token not in str(trail)
    assert "anna@" not in str(trail)


def test_a_database_without_tables_says_what_to_do_first(tmp_path: Path) -> None:
    surroundings = os.environ | {"RUNTHERAPY_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}", "LANG": "en_GB.UTF-8"}
    command = [sys.executable, "-m", "runtherapy_data", "practice", "create", "de-bosrand", "--name", "De Bosrand"]
    ended = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "This database has not the tables of this version of the program."
        " Run `python -m runtherapy_data migrate` first.\n"
    )
