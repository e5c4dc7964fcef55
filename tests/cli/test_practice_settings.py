"""What an administrator decides, by machine: the same actions, the same refusals, one line each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from runtherapy_data.access import principal_by_email
from runtherapy_data.errors import ConfigurationError, InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.store import reading, tables
from tests.cli.conftest import run
from tests.factories import World

AS = ("--as", "beheer@test.example")


@pytest.fixture(autouse=True)
def admin(world: World) -> None:
    world.account("admin", AS[1])


def settings() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("practice", "settings", *AS, "--json"))
    return found


def test_a_part_is_decided_printed_and_goes_back_to_the_default(world: World, tmp_path: Path) -> None:
    assert set(settings().values()) == {None}
    printed = run("practice", "set", "zone", *AS, "--value", '{"name": "Europe/Lisbon"}')
    assert json.loads(printed) == {"zone": {"name": "Europe/Lisbon"}}
    assert principal_by_email(AS[1]).zone == "Europe/Lisbon"
    file = tmp_path / "hulp.json"
    file.write_text('{"nl": "Bel 112."}', encoding="utf-8")
    run("practice", "set", "help_text", *AS, "--file", str(file))
    assert settings()["help_text"] == {"nl": "Bel 112."}
    assert "protocol: default\n" in run("practice", "settings", *AS)
    run("practice", "set", "zone", *AS, "--default")
    assert settings()["zone"] is None
    with reading(world.everything()) as connection:
        event = tables.AuditEvent
        written = select(func.count()).where(event.action == "practice.settings", event.account_id.is_not(None))
        assert connection.scalar(written) == 3


@pytest.mark.parametrize(
    "given, error",
    [
        (("zone", "--value", '{"name": "Nergens"}'), InvalidInputError),
        (("zone", "--value", "[1]"), InvalidInputError),
        (("zone", "--value", "{"), InvalidInputError),
        (("zone", "--value", "[" * 100_000), InvalidInputError),
        (("zone",), InvalidInputError),
        (("zone", "--value", "{}", "--default"), InvalidInputError),
        (("nothing", "--value", '{"a": 1}'), InvalidInputError),
        (("nothing", "--default"), InvalidInputError),
        (("zone", "--file", "nowhere.json"), NotFoundError),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_changes(given: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error):
        run("practice", "set", *given, *AS)
    assert set(settings().values()) == {None}


def test_a_text_is_taken_in_and_out(tmp_path: Path) -> None:
    text = {"intro": "Inleiding", "answers": list("abcde"), "items": [f"Vraag {n}" for n in range(7)]}
    made = {"instrument": "isi", "licence": "eigen", "permission": "de maker, 2026", "nl": text}
    file = tmp_path / "isi.json"
    for _again in range(2):
        file.write_text(json.dumps(made), encoding="utf-8")
        assert run("practice", "wording", *AS, "--file", str(file)) == "isi\tnl\tde maker, 2026\n"
    assert run("practice", "wording", *AS, "--remove", "isi") == ""
    with pytest.raises(NotFoundError):
        run("practice", "wording", *AS, "--remove", "isi")
    file.write_text(json.dumps(made | {"permission": ""}), encoding="utf-8")
    with pytest.raises(ConfigurationError):
        run("practice", "wording", *AS, "--file", str(file))
    with pytest.raises(InvalidInputError):
        run("practice", "wording", *AS, "--file", str(file), "--remove", "isi")


@pytest.mark.parametrize("command", [("settings",), ("set", "zone", "--default"), ("wording",)])
def test_nobody_but_an_administrator_decides(world: World, command: tuple[str, ...]) -> None:
    world.account("therapist", "ander@test.example")
    with pytest.raises(NotAllowedError):
        run("practice", *command, "--as", "ander@test.example")
