"""Each planted truth is in the store, to be seen with plain means."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest

from runtherapy_data.demo.plan import Plan, bulk_truths, plan, planted_in
from tests.demo.facts import between, by_week, daily, number, rows, sessions

PLAN: Plan = plan()
TOLD = [name for name in PLAN.truths if name != "nothing_yet"]
# Somebody in the caseload of the demo therapist, on the day of loading.
ON_MONDAY = [name for name in TOLD if name != "stopped_early"]


def carriers(truth: str) -> list[str]:
    return list(PLAN.carriers(truth))


def after_a_session(code: str) -> float:
    """Mood on the days after a session less mood on all other days."""
    mood, held = daily(code, "mood"), {day for day, _, _ in sessions(code)}
    return fmean(v for day, v in mood.items() if day - 1 in held) - fmean(
        v for day, v in mood.items() if day - 1 not in held
    )


@pytest.mark.parametrize("truth", TOLD)
def test_every_truth_has_several_carriers(truth: str) -> None:
    assert len(carriers(truth)) >= 4


@pytest.mark.parametrize("truth", ON_MONDAY)
def test_the_demo_therapist_meets_it_on_monday_morning(demo: str, truth: str) -> None:
    caseload = {
        code
        for (code,) in rows(
            "SELECT p.code FROM assignment a JOIN account t ON t.id = a.account_id JOIN course c ON c.id = a.course_id"
            " JOIN client p ON p.id = c.client_id"
            " WHERE t.email = 'therapist@demo.example' AND a.until_on IS NULL AND c.ends_on IS NULL"
        )
    }
    assert len(caseload & set(carriers(truth))) >= 2


@pytest.mark.parametrize("code", carriers("steady_improvement"))
def test_steady_improvement(demo: str, code: str) -> None:
    for measure, direction in (("mood", 1), ("sleep", 1), ("energy", 1), ("tension", -1)):
        weeks = by_week(daily(code, measure))
        assert direction * (between(weeks, 6, 8) - between(weeks, 1, 3)) > 0.3, measure


@pytest.mark.parametrize("code", carriers("worsening_weeks_5_7"))
def test_worsening_in_weeks_5_to_7(demo: str, code: str) -> None:
    mood, energy = daily(code, "mood"), daily(code, "energy")
    assert between(mood, 39, 48) < between(mood, 7, 27) - 1.0
    assert between(energy, 39, 48) < between(energy, 7, 27) - 0.4
    assert abs(between(mood, 14, 27) - between(mood, 0, 13)) < 1.3


@pytest.mark.parametrize("code", carriers("overload"))
def test_overload(demo: str, code: str) -> None:
    held = [one for one in sessions(code) if 14 <= one[0] < 49]
    effort = by_week([(day, value) for day, _, value in held if value is not None])
    assert {minutes for _, minutes, _ in held} == {PLAN.truths["overload"].minutes}
    assert between(effort, 6, 7) > between(effort, 3, 4) + 1.2
    for measure in ("sleep", "energy"):
        weeks = by_week(daily(code, measure))
        assert between(weeks, 6, 7) < between(weeks, 1, 3) - 0.9, measure


@pytest.mark.parametrize("code", carriers("no_response"))
def test_no_response_by_week_6(demo: str, code: str) -> None:
    mood = by_week(daily(code, "mood"))
    assert between(mood, 5, 6) - between(mood, 1, 2) < 1.4
    totals = dict(
        rows(
            "SELECT q.moment, q.total FROM questionnaire_result q JOIN course c ON c.id = q.course_id"
            " JOIN client p ON p.id = c.client_id WHERE p.code = :code AND q.instrument = 'phq9'",
            code=code,
        )
    )
    assert totals["mid"] - totals["intake"] > -6  # no reliable improvement of the PHQ-9


@pytest.mark.parametrize("code", carriers("running_helps"))
def test_running_helps_next_day_mood(demo: str, code: str) -> None:
    assert after_a_session(code) > 0.7


def test_running_does_not_help(demo: str) -> None:
    differences = [after_a_session(code) for code in carriers("running_does_not")]
    assert max(abs(one) for one in differences) < 1.0
    assert abs(fmean(differences)) < 0.6


@pytest.mark.parametrize("code", carriers("almost_no_data"))
def test_almost_no_data(demo: str, code: str) -> None:
    assert len(daily(code, "mood")) <= 12


@pytest.mark.parametrize("code", carriers("stopped_early"))
def test_stopped_early(demo: str, code: str) -> None:
    ((reason, week),) = rows(
        "SELECT c.end_reason, (julianday(c.ends_on) - julianday(c.starts_on)) / 7 + 1 FROM course c"
        " JOIN client p ON p.id = c.client_id WHERE p.code = :code",
        code=code,
    )
    assert reason == "stopped_early"
    assert int(week) in PLAN.truths["stopped_early"].last_weeks


@pytest.mark.parametrize("code", carriers("risk_item"))
def test_risk_item(demo: str, code: str) -> None:
    answers = dict(
        rows(
            "SELECT q.moment, a.value FROM questionnaire_answer a JOIN questionnaire_result q ON q.id = a.result_id"
            " JOIN course c ON c.id = q.course_id JOIN client p ON p.id = c.client_id"
            " WHERE p.code = :code AND q.instrument = 'phq9' AND a.item = 9",
            code=code,
        )
    )
    assert answers.pop("mid") >= PLAN.truths["risk_item"].risk_answer
    assert answers.pop("intake") == 0
    assert set(answers.values()) <= {0}


def test_nobody_else_answers_the_item_that_asks_about_risk(demo: str) -> None:
    found = rows(
        "SELECT DISTINCT p.code FROM questionnaire_answer a JOIN course c ON c.id = a.course_id"
        " JOIN client p ON p.id = c.client_id WHERE a.item = 9 AND a.value > 0"
    )
    assert {code for (code,) in found} == set(carriers("risk_item"))


@pytest.mark.parametrize("code", carriers("after_effect"))
def test_after_effect(demo: str, code: str) -> None:
    truth, held = PLAN.truths["after_effect"], {day for day, _, _ in sessions(code)}
    for measure, least in (("mood", 0.4), ("energy", 0.9), ("sleep", None)):
        late = {day: value for day, value in daily(code, measure).items() if day >= 7 * (truth.from_week - 1)}
        after = {day for day in late if held & set(range(day - truth.after_days, day))}
        fall = fmean(late[day] for day in late if day not in after) - fmean(late[day] for day in after)
        assert fall > least if least else abs(fall) < 0.9, measure
    mode = number("SELECT c.mode FROM course c JOIN client p ON p.id = c.client_id WHERE p.code = :code", code=code)
    assert mode == "no_fixed_increments"


@pytest.mark.parametrize("code", PLAN.events)
def test_what_happens_in_life_is_noted_and_leaves_its_mark(demo: str, code: str) -> None:
    ((kind, first, last),) = rows(
        "SELECT e.kind, julianday(e.starts_on) - julianday(c.starts_on), julianday(e.ends_on) - julianday(c.starts_on)"
        " FROM life_event e JOIN course c ON c.id = e.course_id JOIN client p ON p.id = c.client_id"
        " WHERE p.code = :code",
        code=code,
    )
    planned = PLAN.events[code]
    is_over = planned.day + planned.days <= 7 * (planned.now - 1) + 4
    assert (kind, first) == (planned.kind, planned.day)
    assert last == (planned.day + planned.days - 1 if is_over or kind == "holiday" else None)
    if kind == "illness":
        assert not [day for day, _, _ in sessions(code) if planned.day <= day < planned.day + planned.days]


@pytest.mark.parametrize("code", carriers("nothing_yet"))
def test_nothing_yet(demo: str, code: str) -> None:
    assert not daily(code, "mood")
    assert not sessions(code)
    assert number("SELECT count(*) FROM client WHERE code = :code", code=code) == 1


def test_beyond_the_named_clients_each_truth_has_its_share() -> None:
    found = planted_in(4300)
    for name, truth in PLAN.truths.items():
        carried = sum(1 for code, one in found.items() if one == name and code not in PLAN.clients)
        assert carried == pytest.approx(4000 * truth.bulk_share, abs=2), name


def test_who_carries_what_does_not_depend_on_how_many_there_are() -> None:
    few, many = planted_in(500), planted_in(900)
    assert few.items() <= many.items()
    assert (bulk_truths(np.arange(301, 501)) >= 0).sum() == len(few) - len(PLAN.clients)
