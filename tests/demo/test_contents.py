"""What the demo practice holds: the numbers that the pages and the analyses count on."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from uuid import UUID

import pytest
from sqlalchemy import Row, select

from runtherapy_data import store
from runtherapy_data.access import grant_caseload, grant_cohorts, grant_course, grant_practice, principal_by_email
from runtherapy_data.demo.faces import FACES
from runtherapy_data.identity import Permission, Role
from runtherapy_data.store.tables import Client, Course
from tests.demo.facts import daily, number, rows

pytestmark = pytest.mark.usefixtures("demo")


@pytest.mark.parametrize(("role", "many"), [("supervisor", 1), ("admin", 1), ("therapist", 4), ("client", 6)])
def test_accounts(role: str, many: int) -> None:
    assert number("SELECT count(*) FROM account WHERE role = :role", role=role) == many
    assert number("SELECT count(*) FROM account WHERE password_hash IS NOT NULL") == 0


def test_it_says_itself_that_it_is_invented() -> None:
    ((code, name, is_demo),) = rows("SELECT code, name, is_demo FROM practice")
    assert (code, name, bool(is_demo)) == ("demo", "Demopraktijk (verzonnen gegevens)", True)
    assert number("SELECT count(*) FROM client WHERE name IS NOT NULL") == 0
    assert number("SELECT count(*) FROM account WHERE name NOT LIKE 'Demo-%'") == 0


def test_each_face_may_do_what_its_role_may() -> None:
    people = {role: principal_by_email(email) for role, email in FACES.items()}
    assert grant_course(people[Role.CLIENT]).client_code == "C-0001"
    assert len(grant_caseload(people[Role.THERAPIST]).courses or ()) >= 25
    assert grant_cohorts(people[Role.SUPERVISOR]).practice_ids
    assert grant_practice(people[Role.ADMIN], Permission.PEOPLE_READ).practice_id


def test_a_therapist_still_reaches_a_client_whose_course_ended() -> None:
    therapist = principal_by_email(FACES[Role.THERAPIST])
    reached = set(grant_caseload(therapist).courses or ())
    own = [one.code for one in _ended() if one.id in reached]
    assert len(own) >= 30
    assert grant_course(therapist, own[0]).client_code == own[0]


def _ended() -> Sequence[Row[tuple[UUID, str]]]:
    with store.engine().connect() as connection:
        query = select(Course.id, Client.code).join(Client, Client.id == Course.client_id)
        return connection.execute(query.where(Course.ends_on.is_not(None)).order_by(Client.code)).all()


def test_clients_complaints_and_the_months_they_began_in() -> None:
    assert number("SELECT count(*) FROM client") == 300
    assert number("SELECT count(DISTINCT complaint) FROM course") == 6
    first, last = rows("SELECT min(starts_on), max(starts_on) FROM course")[0]
    months = number("SELECT count(DISTINCT substr(starts_on, 1, 7)) FROM course")
    assert 16 <= months <= 19, (first, last)


def test_four_groups_are_large_enough_one_is_too_small_and_one_lies_between() -> None:
    sizes = rows(
        "SELECT c.complaint, count(*) FROM course c JOIN consent k ON k.client_id = c.client_id"
        " WHERE k.purpose = 'cohort' AND k.withdrawn_at IS NULL GROUP BY c.complaint"
    )
    counts = sorted(size for _, size in sizes)
    assert counts[0] < 10 <= counts[1] < 30
    assert all(size >= 30 for size in counts[2:])
    assert len(counts) == 6


@pytest.mark.parametrize(
    ("what", "low", "high"),
    [
        ("ends_on IS NULL", 70, 75),
        ("end_reason = 'completed'", 170, 210),
        ("end_reason = 'stopped_early'", 20, 60),
        ("end_reason = 'referred'", 1, 20),
        ("planned_weeks BETWEEN 8 AND 12", 300, 300),
        ("mode = 'no_fixed_increments' AND complaint = 'chronic_fatigue'", 30, 48),
        ("mode = 'no_fixed_increments' AND complaint <> 'chronic_fatigue'", 0, 0),
    ],
)
def test_courses(what: str, low: int, high: int) -> None:
    assert low <= number(f"SELECT count(*) FROM course WHERE {what}") <= high


@pytest.mark.parametrize(
    ("purpose", "low", "high"), [("therapy", 297, 300), ("supervision", 230, 290), ("cohort", 235, 242)]
)
def test_consents(purpose: str, low: int, high: int) -> None:
    given = "SELECT count(*) FROM consent WHERE purpose = :purpose AND withdrawn_at IS NULL"
    assert low <= number(given, purpose=purpose) <= high
    assert number("SELECT count(*) FROM consent WHERE withdrawn_at IS NOT NULL") >= 5


def test_running_courses_are_in_every_phase() -> None:
    found = rows(
        "SELECT (SELECT p.phase FROM phase p WHERE p.course_id = c.id ORDER BY p.starts_on DESC LIMIT 1) AS phase,"
        " count(*) FROM course c WHERE c.ends_on IS NULL GROUP BY phase"
    )
    assert {phase for phase, _ in found} == {
        "intake", "building_trust", "guided_running", "reflection", "home_practice", "integration",
    }  # fmt: skip


def test_nothing_lies_in_the_future_but_appointments() -> None:
    for table, column in (("check_in", "day"), ("session_log", "day"), ("questionnaire_result", "taken_on")):
        assert number(f"SELECT max({column}) FROM {table}") < number("SELECT dated_on FROM practice")
    assert number("SELECT max(starts_on) FROM phase") <= number("SELECT dated_on FROM practice")


def test_about_seven_days_in_ten_have_a_check_in() -> None:
    reported, possible = rows(
        "SELECT sum((SELECT count(*) FROM check_in k WHERE k.course_id = c.id AND (c.ends_on IS NULL OR"
        " k.day <= c.ends_on))),"
        " sum(julianday(coalesce(date(c.ends_on, '+1 day'), p.dated_on)) - julianday(c.starts_on))"
        " FROM course c JOIN practice p ON p.id = c.practice_id"
    )[0]
    assert 0.65 < reported / possible < 0.77


def test_more_is_missing_after_a_bad_day() -> None:
    before_answer, before_gap = [], []
    for (code,) in rows("SELECT code FROM client"):
        mood = daily(code, "mood")
        if len(mood) < 20:
            continue
        usual, last = fmean(mood.values()), max(mood)
        for day, value in mood.items():
            if day < last:
                (before_answer if day + 1 in mood else before_gap).append(value - usual)
    assert fmean(before_gap) < fmean(before_answer) - 0.1


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("SELECT count(*) * 1.0 / (SELECT count(DISTINCT course_id) FROM session_log) FROM session_log", 14, 26),
        ("SELECT avg(kind = 'guided') FROM session_log", 0.3, 0.5),
        ("SELECT avg(walking_minutes + running_minutes < planned_minutes) FROM session_log", 0.3, 0.8),
        ("SELECT avg(running_minutes > walking_minutes) FROM session_log", 0.02, 0.4),
        ("SELECT avg(feeling_after - feeling_before) FROM session_log", 0.3, 1.5),
        ("SELECT avg(words IS NOT NULL) FROM check_in", 0.1, 0.35),
        ("SELECT count(DISTINCT words) FROM check_in", 60, 100),
        ("SELECT count(DISTINCT reflection) FROM session_log", 35, 60),
        ("SELECT count(*) FROM life_event", 60, 140),
        ("SELECT count(DISTINCT kind) FROM life_event WHERE kind <> 'pause'", 3, 3),
        ("SELECT count(*) FROM course_complaint", 40, 110),
        ("SELECT count(DISTINCT moment) FROM questionnaire_result", 4, 4),
        ("SELECT count(*) FROM questionnaire_result WHERE instrument = '4dkl' AND total IS NOT NULL", 0, 0),
        ("SELECT count(*) FROM questionnaire_result WHERE instrument = 'who5' AND total % 4 <> 0", 0, 0),
    ],
)
def test_sessions_words_events_and_questionnaires(query: str, low: float, high: float) -> None:
    assert low <= number(query) <= high


@pytest.mark.parametrize(("instrument", "highest"), [("phq9", 27), ("gad7", 21), ("who5", 100)])
def test_totals_lie_in_the_range_of_their_instrument(instrument: str, highest: int) -> None:
    query = "SELECT min(total), max(total), count(DISTINCT total) FROM questionnaire_result WHERE instrument = :which"
    low, high, different = rows(query, which=instrument)[0]
    assert 0 <= low < high <= highest
    assert different > 12


def test_the_items_of_every_phq9_add_up_to_its_total() -> None:
    found = rows(
        "SELECT q.total, count(a.item), sum(a.value), min(a.value), max(a.value) FROM questionnaire_result q"
        " LEFT JOIN questionnaire_answer a ON a.result_id = q.id WHERE q.instrument = 'phq9' GROUP BY q.id"
    )
    assert len(found) > 300
    for total, items, added, low, high in found:
        assert (items, added) == (9, total)
        assert 0 <= low <= high <= 3


def test_every_item_of_the_phq9_is_answered_in_all_ways() -> None:
    found = rows(
        "SELECT a.item, count(DISTINCT a.value), avg(a.value) FROM questionnaire_answer a"
        " JOIN questionnaire_result q ON q.id = a.result_id WHERE q.instrument = 'phq9' GROUP BY a.item ORDER BY a.item"
    )
    usual = {item: mean for item, _, mean in found}
    assert [different for item, different, _ in found if item < 9] == [4] * 8
    assert usual[4] > usual[8] > usual[9]
    assert usual[9] < 0.05


def test_most_get_better_but_not_all() -> None:
    changes = [
        change
        for (change,) in rows(
            "SELECT e.total - i.total FROM questionnaire_result e JOIN questionnaire_result i"
            " ON i.course_id = e.course_id AND i.instrument = e.instrument"
            " WHERE e.instrument = 'phq9' AND e.moment = 'end' AND i.moment = 'intake'"
        )
    ]
    assert 0.15 < fmean(change <= -6 for change in changes) < 0.5
    assert 0.02 < fmean(change >= 6 for change in changes) < 0.2


def test_low_mood_goes_with_a_high_total() -> None:
    pairs = rows(
        "SELECT (SELECT avg(k.mood) FROM check_in k WHERE k.course_id = q.course_id AND k.day <= q.taken_on"
        " AND k.day > date(q.taken_on, '-14 days')) AS mood, q.total FROM questionnaire_result q"
        " WHERE q.instrument = 'phq9' AND q.moment = 'mid'"
    )
    known = [(mood, total) for mood, total in pairs if mood is not None]
    low = fmean(total for mood, total in known if mood < 4.5)
    assert low > fmean(total for mood, total in known if mood > 6) + 3
