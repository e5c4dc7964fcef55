"""`replay`: past courses through the eyes of the rules, and the planted truths of the demo practice."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from runtherapy_data.analysis.rules import rules
from runtherapy_data.cli.app import app
from runtherapy_data.errors import InvalidInputError, NotFoundError
from runtherapy_data.settings import ROOT
from runtherapy_data.store import today
from tests.factories import ZONE, World


def run(*words: str) -> str:
    return CliRunner().invoke(app, ["replay", *words], catch_exceptions=False).stdout


def counted(*words: str) -> dict[str, Any]:
    """Rule → its counts, of the only practice."""
    (practice,) = json.loads(run("--json", *words))["practices"]
    return {one["rule"]: one for one in practice["rules"]}


def test_a_past_course_is_looked_through_through_its_last_day(world: World) -> None:
    on = today(ZONE)
    first = on - dt.timedelta(days=100)
    course = world.course(
        world.client()[0], starts_on=first, ends_on=on - dt.timedelta(days=40), end_reason="completed"
    )
    world.check_in(course, first + dt.timedelta(days=20), mood=6)
    silence = counted("--rule", "silence")["silence"]
    # Ten days before the only check-in, and ten days after it; nothing after the end.
    assert (silence["flagged"], silence["courses"], silence["signals"], silence["with_action"]) == (2, 1, 0, 0)
    assert silence["per_client_month"] == pytest.approx(2 / (61 / 30.4375), abs=0.001)
    since = str(first + dt.timedelta(days=15))
    assert counted("--rule", "silence", "--since", since)["silence"]["flagged"] == 1
    assert "once in one course" in run("--rule", "silence", "--since", since)


def test_all_rules_in_order_of_urgency(world: World) -> None:
    assert list(counted()) == [one.id for one in rules()]
    assert {one["per_client_month"] for one in counted().values()} == {None}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--rule", "pace"], "rule"),
        (["--since", "31-01-2026"], "since"),
        (["--truths"], "truths"),
    ],
)
def test_what_cannot_be_asked_is_refused(world: World, words: list[str], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        run(*words)
    assert refused.value.field == field
    if field == "rule":
        assert all(one.id in str(refused.value) for one in rules())


def test_an_unknown_practice_is_refused(world: World) -> None:
    with pytest.raises(NotFoundError):
        run("--practice", "elsewhere")


def test_the_real_diary_of_one_person_is_looked_through(world: World, shared_data: Path) -> None:
    diary, read = shared_data / "one_client_daily" / "symptom_data.csv", ROOT / "docs/examples/one_client_daily.toml"
    words = ["import", str(diary), "--kind", "check-ins", "--map", str(read)]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    (practice,) = json.loads(run("--json"))["practices"]
    assert (practice["courses"], practice["client_months"]) == (1, 7.9)
    # No sleep, no sessions and no questionnaires: energy and the gaps are what rules can look at, and both stay quiet.
    assert [one["rule"] for one in practice["rules"] if one["flagged"]] == []


# What is planted, and the rules of which at least one has to find it in every named client that has come far enough.
PLANTED = {
    "overload": ("overload",),
    "worsening_weeks_5_7": ("overload", "falling_energy", "falling_sleep"),
    "after_effect": ("after_effect",),
    "risk_item": ("risk_item",),
    "no_response": ("no_improvement",),
    "almost_no_data": ("silence", "too_little_data"),
}


def test_the_planted_truths_of_the_demo_are_found(demo: str) -> None:
    found = counted("--truths", "--practice", "demo")
    for truth, named in PLANTED.items():
        shares = [found[rule]["truths"][truth] for rule in named]
        assert max(one["courses_flagged"] for one in shares) >= 0.8 * shares[0]["courses"], truth
    for rule in ("deterioration", "overload", "falling_energy", "falling_sleep"):
        assert found[rule]["truths"]["steady_improvement"]["courses_flagged"] == 0
    assert all(one["truths"]["nothing_yet"]["flagged"] == 0 for one in found.values())
