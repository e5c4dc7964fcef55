"""The lines beside a reason: what moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.analysis.rules import rules
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.queries import caseload_lines as queries
from runtherapy_data.store import reading, tables, today
from runtherapy_data.views import caseload
from runtherapy_data.views.caseload_moved import Line, about
from tests.factories import ZONE, World
from tests.views.caseload_rows import signal

TODAY = today(ZONE)
SCALES = {one.code for one in DAILY} | {"effort", "enjoyment"}
FORMS = [(rule, form) for rule in rules() for form in rule.forms]


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(("rule", "form"), FORMS, ids=[f"{rule.id}-{len(form.numbers)}" for rule, form in FORMS])
def test_every_rule_shows_what_it_rests_on(rule: Any, form: Any) -> None:
    numbers: dict[str, float | str] = dict.fromkeys(form.numbers, 1.0)
    if "instrument" in numbers:
        numbers |= {"instrument": "4dkl", "subscale": "distress"} if "subscale" in numbers else {"instrument": "phq9"}
    found = about(signal(SignalGroup(rule.group), rule=rule.id, numbers=numbers))
    if "instrument" in numbers:
        assert found == ((numbers["instrument"], numbers.get("subscale", "")),)
        return
    codes = {code for code, _ in found}
    assert 1 <= len(found) <= 3
    assert codes <= SCALES
    assert set(form.measures) <= codes
    assert ("effort" in codes) == form.effort


def lines(world: World, rule: str, **numbers: float | str) -> tuple[Line, ...]:
    """The lines of a client with a signal of this rule, and something of everything behind them."""
    therapist, _, course, _code = world.pair()
    world.check_in(course, ago(1), mood=6, sleep=3, energy=2)
    for days, effort, enjoyment in ((40, 2, 9), (9, 4, 8), (6, None, 7), (2, 7, 5)):
        world.session(course, ago(days), effort=effort, enjoyment=enjoyment)
    for days, total in ((35, 9.0), (3, 14.0)):
        result = world.result(course, "phq9", ago(days), total, "intake" if days > 30 else "mid")
        world.add(
            tables.QuestionnaireSubscale, practice_id=1, course_id=course, result_id=result, subscale="distress",
            score=total + 1,
        )  # fmt: skip
    evidence = {"days": [ago(2).isoformat()], "numbers": numbers, "threshold": {}}
    world.signal(course, rule, evidence=evidence)
    grant = grant_caseload(therapist)
    with reading(grant) as connection:
        (row,) = caseload.of(connection, grant, TODAY).running
    return row.moved


def test_effort_and_enjoyment_of_the_last_four_weeks_session_by_session(any_world: World) -> None:
    numbers = dict.fromkeys(
        ("effort", "effort_own", "effort_points", "enjoyment", "enjoyment_own", "enjoyment_points"), 1.0
    )
    effort, enjoyment = lines(any_world, "effort_drift", **numbers)
    assert (effort.values, enjoyment.values) == ((4, None, 7), (8, 7, 5))
    assert (effort.name(translator("nl")), enjoyment.name(translator("nl"))) == ("Inspanning", "Plezier")
    assert not effort.by_day


def test_a_questionnaire_within_its_own_range(world: World) -> None:
    (line,) = lines(world, "risk_item", instrument="phq9", item=9.0, answer=1.0)
    assert (line.values, line.ends, line.name(translator("nl"))) == ((9.0, 14.0), (0.0, 27.0), "PHQ-9")


def test_a_subscale_and_not_the_total(any_world: World) -> None:
    (line,) = lines(
        any_world, "deterioration", instrument="phq9", subscale="distress", first=9.0, last=14.0, points=5.0
    )
    assert line.values == (10.0, 15.0)


def test_silence_shows_how_often_somebody_answered(world: World) -> None:
    (line,) = lines(world, "silence", silent=11.0)
    assert (line.code, line.by_day, len(line.values), line.values[-2:]) == ("mood", True, 28, (6, None))


def test_a_questionnaire_that_is_not_known_is_drawn_between_what_it_had(world: World) -> None:
    (line,) = lines(world, "risk_item", instrument="unknown", item=1.0, answer=1.0)
    assert (line.values, line.name(translator("en"))) == ((), "unknown")


def test_the_numbers_are_read_under_a_grant_for_the_caseload_and_of_no_other_course(world: World) -> None:
    therapist, _, course, code = world.pair("a")
    _, _, other, _ = world.pair("b")
    for grant, courses in ((grant_caseload(therapist), [other]), (grant_course(therapist, code), [course])):
        with reading(grant) as connection:
            with pytest.raises(NotAllowedError):
                queries.session_scales(connection, grant, courses, ago(9), TODAY)
            for read in (queries.totals, queries.subscales):
                with pytest.raises(NotAllowedError):
                    read(connection, grant, courses, TODAY)
