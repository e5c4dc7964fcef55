"""What an administrator decides: one part at a time, checked, once, with a way back, and never over somebody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.actions.practice_settings import decide
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import PHASE_NAMES, PHASE_SHORT_NAMES, Phase
from runtherapy_data.measures.practice_parts import EVERY_PART
from runtherapy_data.measures.protocol import Protocol
from runtherapy_data.queries.own_practice import own_practice
from runtherapy_data.queries.practice_parts import kept_parts, last_changes
from runtherapy_data.queries.practice_settings import practice_settings, speaking
from runtherapy_data.store import reading, tables
from tests.factories import World

ADMIN = "beheer@test.example"


@pytest.fixture
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN, name="Ada Beheer")


def leave(email: str = ADMIN) -> Grant:
    return grant_practice(principal_by_email(email), Permission.SETTINGS_WRITE)


def kept() -> dict[str, Any]:
    with reading(leave()) as connection:
        return kept_parts(connection, leave())


def named(name: str = "Kennismaking", short: str = "kennis") -> dict[str, Any]:
    return {"name": {"nl": name, "en": "First talk"}, "short": {"nl": short, "en": "talk"}}


TWO_ASKED = {
    "asked": [{"instrument": "who5", "moment": "end"}, {"instrument": "who5", "moment": "intake"}],
    "mid_week": 4,
    "follow_up_months": 6,
}
GOOD: dict[str, dict[str, Any]] = {
    "protocol": TWO_ASKED | {"asked": TWO_ASKED["asked"][::-1]},
    "help_text": {"nl": "Bel 112.", "en": "Call 112."},
    "help_checked": {"nl": {"text": "Bel 112.", "on": "2026-11-23"}},
    "risk_protocol": {"nl": "Bel de huisarts.\n\nNoteer het."},
    "zone": {"name": "America/Paramaribo"},
    "phase_names": {"intake": named()},
    "reminders": {"way": "email", "after_days": 3},
}


def test_every_part_has_an_example_here() -> None:
    assert set(GOOD) == set(EVERY_PART)


@pytest.mark.parametrize("part", EVERY_PART)
def test_a_part_is_kept_and_taken_back_and_the_trail_says_what_it_was(world: World, admin: UUID, part: str) -> None:
    assert kept() == dict.fromkeys(EVERY_PART)
    done = decide(leave(), "one", part, GOOD[part], seen=None)
    assert done is not None
    assert (done.old, done.new) == (None, GOOD[part])
    assert kept() == dict.fromkeys(EVERY_PART) | {part: GOOD[part]}
    assert decide(leave(), "two", part, done.old, seen=done.new) is not None
    assert kept() == dict.fromkeys(EVERY_PART)
    with reading(leave()) as connection:
        back, there = last_changes(connection, leave(), 10)
    assert (there.who, there.detail) == ("Ada Beheer", {"part": part, "old": None, "new": GOOD[part]})
    assert back.detail == {"part": part, "old": GOOD[part], "new": None}


def test_a_second_press_writes_nothing_and_what_changes_nothing_leaves_no_trail(world: World, admin: UUID) -> None:
    assert decide(leave(), "one", "zone", {"name": "Europe/Lisbon"}, seen=None)
    assert decide(leave(), "one", "zone", {"name": "Europe/Paris"}, seen=None) is None
    assert kept()["zone"] == {"name": "Europe/Lisbon"}
    assert decide(leave(), "two", "zone", {"name": "Europe/Lisbon"}, seen={"name": "Europe/Lisbon"})
    with reading(leave()) as connection:
        assert len(last_changes(connection, leave(), 10)) == 1


def test_the_second_of_two_administrators_sees_what_stands_and_nothing_is_written_over(
    world: World, admin: UUID
) -> None:
    decide(leave(), "first", "help_text", {"nl": "van de een"}, seen=None)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        decide(leave(), "second", "help_text", {"nl": "van de ander"}, seen=None)
    assert refusal.value.now == {"nl": "van de een"}
    assert kept()["help_text"] == {"nl": "van de een"}
    # Having seen it, they may decide otherwise; the key is free again.
    assert decide(leave(), "second", "help_text", {"nl": "van de ander"}, seen=refusal.value.now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "part, value",
    [
        ("protocol", Protocol().model_dump(mode="json")),
        ("protocol", None),
        ("protocol", {}),
        ("help_text", {"nl": " \n ", "en": ""}),
        ("zone", {"name": "Europe/Amsterdam"}),
        ("phase_names", {}),
        ("reminders", {"way": "off"}),
    ],
)
def test_what_is_the_default_anyway_stays_the_default(
    world: World, admin: UUID, part: str, value: dict[str, Any] | None
) -> None:
    decide(leave(), "one", part, value, seen=None)
    assert kept()[part] is None


@pytest.mark.parametrize(
    "part, value, field",
    [
        ("name", {"name": "x"}, "part"),
        ("protocol", {"asked": [{"instrument": "xyz", "moment": "end"}]}, "protocol"),
        ("protocol", {"asked": [{"instrument": "phq9", "moment": "extra"}]}, "protocol"),
        ("protocol", {"asked": [{"instrument": "phq9", "moment": "later"}]}, "protocol.asked.0.moment"),
        ("protocol", {"mid_week": 1}, "protocol.mid_week"),
        ("protocol", {"follow_up_months": 25}, "protocol.follow_up_months"),
        ("protocol", {"wrong": 1}, "protocol.wrong"),
        ("help_text", {"nl": "x" * 301}, "help_text.nl"),
        ("help_text", {"fr": "x"}, "help_text"),
        ("help_text", {"nl": 3}, "help_text.nl"),
        ("risk_protocol", {"en": "x" * 4001}, "risk_protocol.en"),
        ("zone", {"name": "Europe/Nergens"}, "zone"),
        ("zone", {"name": "../../etc/passwd"}, "zone"),
        ("zone", {"name": "localtime"}, "zone"),
        ("zone", {"name": "right/Europe/Amsterdam"}, "zone"),
        ("zone", {"name": ""}, "zone"),
        ("zone", {"name": None}, "zone"),
        ("phase_names", {"intake": named("x" * 61)}, "phase_names.intake.name.nl"),
        ("phase_names", {"intake": named(short="x" * 15)}, "phase_names.intake.short.nl"),
        ("phase_names", {"intake": named(short="")}, "phase_names.intake.short.nl"),
        ("phase_names", {"intake": named("twee\nregels")}, "phase_names.intake.name.nl"),
        ("phase_names", {"intake": named(" spatie")}, "phase_names.intake.name.nl"),
        ("phase_names", {"rust": named()}, "phase_names.rust"),
        ("reminders", {"way": "post"}, "reminders.way"),
        ("reminders", {"after_days": 15}, "reminders.after_days"),
        ("help_checked", {"fr": {"text": "x", "on": "2026-11-23"}}, "help_checked"),
    ],
)
def test_what_is_not_possible_is_named_by_its_place_and_writes_nothing(
    world: World, admin: UUID, part: str, value: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        decide(leave(), "one", part, value, seen=None)
    assert refusal.value.field.startswith(field)
    assert kept() == dict.fromkeys(EVERY_PART)


@pytest.mark.parametrize("role", ["therapist", "supervisor"])
def test_nobody_but_an_administrator_decides(world: World, role: str) -> None:
    world.account(role, "ander@test.example")
    with pytest.raises(NotAllowedError):
        leave("ander@test.example")


def test_a_practice_decides_for_itself_alone(world: World, admin: UUID) -> None:
    other = World(practice_id=2)
    other.account("admin", "ginds@test.example")
    for part, value in GOOD.items():
        decide(leave("ginds@test.example"), part, part, value, seen=None)
    assert kept() == dict.fromkeys(EVERY_PART)
    with reading(leave()) as connection:
        assert last_changes(connection, leave(), 10) == ()
        assert connection.scalar(select(tables.Practice.zone).where(tables.Practice.id == 1)) == "Europe/Amsterdam"


def test_what_was_decided_is_what_everybody_reads(world: World, admin: UUID) -> None:
    for part, value in GOOD.items():
        decide(leave(), part, part, value, seen=None)
    asker = principal_by_email(ADMIN)
    assert asker.zone == "America/Paramaribo"
    own = world.everything()
    with reading(own) as connection:
        decided = practice_settings(connection, own)
        _ = speaking(connection, own, "nl")
    assert (decided.protocol.mid_week, decided.reminders.way) == (4, "email")
    assert (_(PHASE_NAMES[Phase.INTAKE]), _(PHASE_SHORT_NAMES[Phase.INTAKE])) == ("Kennismaking", "kennis")
    mine = Grant(asker, Permission.ACCOUNT_OWN, 1, ())
    with reading(mine) as connection:
        assert own_practice(connection, mine).help_texts == GOOD["help_text"]
