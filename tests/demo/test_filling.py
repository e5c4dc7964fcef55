"""What clients and therapists of the demo filled in: it belongs together, and there is something left to do today."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from runtherapy_data.measures.exercises import SHIPPED
from runtherapy_data.measures.intervals_typed import parsed
from runtherapy_data.measures.observations import picked
from runtherapy_data.measures.protocol import Protocol, due_on, last_day
from tests.demo.facts import number, rows

pytestmark = pytest.mark.usefixtures("demo")
OF = "JOIN course c ON c.id = {0}.course_id JOIN client p ON p.id = c.client_id"


def test_every_course_has_an_intake_and_those_that_began_have_its_outcome() -> None:
    assert number("SELECT count(*) FROM intake") == 300
    undecided = rows(f"SELECT p.code FROM intake i {OF.format('i')} WHERE i.outcome IS NULL ORDER BY p.code")
    assert [code for (code,) in undecided] == ["C-0015", "C-0016"]
    early = "FROM intake i JOIN course c ON c.id = i.course_id WHERE i.decided_on < date(c.starts_on, '-3 days')"
    assert number(f"SELECT count(*) {early}") == 0


@pytest.mark.parametrize(
    "texts",
    [
        "SELECT complaints FROM intake WHERE complaints IS NOT NULL",
        "SELECT physical_capacity FROM intake WHERE physical_capacity IS NOT NULL",
        "SELECT mental_capacity FROM intake WHERE mental_capacity IS NOT NULL",
        "SELECT words FROM medical_point",
    ],
)
def test_what_reads_like_a_file_says_of_itself_that_it_is_an_example(texts: str) -> None:
    found = [words for (words,) in rows(texts)]
    assert len(set(found)) >= 4
    assert all(words.startswith("Voorbeeld: ") for words in found)


def test_medical_points_are_confirmed_but_for_two_clients() -> None:
    waiting = rows(f"SELECT DISTINCT p.code FROM medical_point m {OF.format('m')} WHERE m.confirmed_at IS NULL")
    assert {code for (code,) in waiting} == {"C-0016", "C-0028"}
    assert number("SELECT count(*) FROM medical_point WHERE confirmed_at IS NOT NULL") > 60


@pytest.mark.parametrize("table", ["consent", "medical_point"])
def test_who_wrote_it_down_is_somebody_who_works_there(table: str) -> None:
    column = {"consent": "recorded_by", "medical_point": "confirmed_by"}[table]
    query = f"SELECT count(*) FROM {table} t JOIN account a ON a.id = t.{column} WHERE a.role = 'therapist'"
    assert number(query) == number(f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL") > 0


def test_results_of_goals_ask_the_goals_that_stood_then_and_keep_their_mean() -> None:
    found = rows(
        "SELECT q.id, q.total, q.taken_on, avg(a.value), count(*), q.course_id FROM questionnaire_result q"
        " JOIN questionnaire_answer a ON a.result_id = q.id WHERE q.instrument = 'psk' GROUP BY q.id"
    )
    assert len(found) > 500
    for result, total, taken_on, mean, many, course in found:
        assert total == pytest.approx(mean, abs=0.006)
        stood = rows(
            "SELECT position FROM goal WHERE course_id = :course AND (dropped_on IS NULL OR dropped_on > :day)",
            course=course,
            day=taken_on,
        )
        assert 3 <= many == len(stood) <= 5, result


def test_goals_ease_as_the_days_do() -> None:
    ease = rows(
        "SELECT i.total - e.total, ip.total - ep.total FROM questionnaire_result i"
        " JOIN questionnaire_result e ON e.course_id = i.course_id AND e.instrument = 'psk' AND e.moment = 'end'"
        " JOIN questionnaire_result ip ON ip.course_id = i.course_id AND ip.instrument = 'phq9'"
        " AND ip.moment = 'intake'"
        " JOIN questionnaire_result ep ON ep.course_id = i.course_id AND ep.instrument = 'phq9' AND ep.moment = 'end'"
        " WHERE i.instrument = 'psk' AND i.moment = 'intake'"
    )
    better, worse = ([own for own, low in ease if (low > 4) == up and abs(low) > 4] for up in (True, False))
    assert len(better) > 20 and len(worse) > 5
    assert sum(better) / len(better) > 0.8 > 0 > sum(worse) / len(worse)


def test_every_course_is_asked_what_the_protocol_asks_on_its_days() -> None:
    protocol = Protocol()
    for course, start, weeks, end in rows("SELECT id, starts_on, planned_weeks, ends_on FROM course"):
        starts_on = dt.date.fromisoformat(start)
        ends_on = dt.date.fromisoformat(end) if end else last_day(starts_on, weeks)
        asked = rows(
            "SELECT instrument, moment, due_on FROM questionnaire_due WHERE course_id = :course AND moment <> 'extra'",
            course=course,
        )
        expected = {
            (o.instrument, o.moment.value, due_on(o.moment, protocol, starts_on, ends_on)) for o in protocol.asked
        }
        assert {(one, moment, dt.date.fromisoformat(day)) for one, moment, day in asked} == expected


def test_what_is_done_has_its_result_and_every_result_of_the_protocol_was_asked() -> None:
    wrong = (
        "SELECT count(*) FROM questionnaire_due d LEFT JOIN questionnaire_result q ON q.id = d.result_id"
        " AND q.course_id = d.course_id AND q.instrument = d.instrument AND q.moment = d.moment"
        " WHERE (d.state = 'done') <> (q.id IS NOT NULL)"
    )
    assert number(wrong) == 0
    assert number("SELECT count(*) FROM questionnaire_due WHERE state = 'done'") == number(
        "SELECT count(*) FROM questionnaire_result WHERE instrument IN ('psk', 'phq9')"
    )


def test_some_are_overdue_and_nothing_has_been_asked_for_ages() -> None:
    days = rows(
        "SELECT julianday(p.dated_on) - julianday(d.due_on), d.moment FROM questionnaire_due d"
        " JOIN practice p ON p.id = d.practice_id WHERE d.state = 'open' AND d.due_on < p.dated_on"
    )
    assert 6 <= len(days) <= 40
    assert max(late for late, _ in days) <= 21
    assert {moment for _, moment in days} >= {"mid", "follow_up"}


def test_what_is_not_asked_any_more_was_dropped_by_somebody_and_a_new_plan_leaves_it_so() -> None:
    dropped = "SELECT count(*) FROM questionnaire_due WHERE state = 'dropped'"
    assert number(dropped) == number(f"{dropped} AND by_hand") > 0


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("SELECT instrument || ' ' || moment FROM questionnaire_due d {0} AND d.state = 'open' AND due_on <= dated_on",
         ["phq9 extra"]),
        ("SELECT count(*) FROM check_in d {0} AND d.day = dated_on", [0]),
        ("SELECT count(*) FROM week_reflection d {0} AND d.week_on > date(dated_on, '-7 days')", [0]),
        ("SELECT count(*) > 0 FROM exercise_given d {0} AND d.until_on IS NULL", [1]),
        ("SELECT count(*) > 0 FROM exercise_done d {0}", [1]),
        ("SELECT count(*) FROM goal d {0}", [4]),
    ],
)  # fmt: skip
def test_there_is_something_to_do_today_for_who_comes_to_look(what: str, expected: list[object]) -> None:
    whose = f"{OF.format('d')} JOIN practice x ON x.id = d.practice_id WHERE p.code = 'C-0001'"
    assert [value for (value,) in rows(what.format(whose))] == expected


def test_the_reflection_of_the_week_before_is_there_and_weeks_begin_with_the_course() -> None:
    found = rows(
        f"SELECT p.code, julianday(w.week_on) - julianday(c.starts_on) FROM week_reflection w {OF.format('w')}"
    )
    assert all(days % 7 == 0 for _, days in found)
    assert sorted(days for code, days in found if code == "C-0001") == [0, 7, 14, 21, 28, 35]


def test_reflections_go_with_the_days_of_their_week() -> None:
    pairs = rows(
        "SELECT w.resilience, (SELECT avg(k.mood) FROM check_in k WHERE k.course_id = w.course_id"
        " AND k.day >= w.week_on AND k.day < date(w.week_on, '+7 days')) AS mood FROM week_reflection w"
    )
    low = [resilience for resilience, mood in pairs if mood is not None and mood < 4]
    high = [resilience for resilience, mood in pairs if mood is not None and mood > 6]
    assert len(low) > 50 and len(high) > 50
    assert sum(high) / len(high) > sum(low) / len(low) + 1.0


def test_intervals_are_just_the_minutes_of_their_session() -> None:
    found = rows(
        "SELECT DISTINCT intervals, running_minutes, walking_minutes FROM session_log WHERE intervals IS NOT NULL"
    )
    assert len(found) > 100
    for notation, running, walking in found:
        read = parsed(notation)
        assert (str(read), read.running_minutes, read.walking_minutes) == (notation, running, walking)


def test_picks_are_those_of_the_list_and_of_guided_sessions() -> None:
    found = rows("SELECT DISTINCT kind, picks FROM session_log WHERE picks IS NOT NULL")
    assert len(found) > 40
    for kind, picks in found:
        assert (kind, picked(json.loads(picks))) == ("guided", json.loads(picks))


def test_a_plan_stands_for_every_week_and_sessions_were_held_by_it() -> None:
    assert number("SELECT count(*) FROM plan_week") == number("SELECT sum(planned_weeks) FROM course")
    differs = (
        "SELECT count(*) FROM session_log s JOIN course c ON c.id = s.course_id JOIN plan_week w"
        " ON w.course_id = s.course_id AND w.week = (julianday(s.day) - julianday(c.starts_on)) / 7 + 1"
        " WHERE w.minutes <> w.sessions * s.planned_minutes"
    )
    assert number(differs) == 0
    flat = (
        "SELECT count(DISTINCT w.minutes) FROM plan_week w JOIN course c ON c.id = w.course_id"
        " WHERE c.mode = 'no_fixed_increments' AND w.week > 1 GROUP BY w.course_id"
    )
    assert {different for (different,) in rows(flat)} == {1}


def test_exercises_are_of_the_library_given_at_a_session_and_done_while_they_held() -> None:
    given = rows("SELECT DISTINCT exercise FROM exercise_given")
    assert {code for (code,) in given} == {one.code for one in SHIPPED}
    lost = (
        "SELECT count(*) FROM exercise_given g LEFT JOIN session_log s ON s.id = g.session_id AND s.kind = 'guided'"
        " AND s.day = g.given_on WHERE s.id IS NULL"
    )
    assert number(lost) == 0
    outside = (
        "SELECT count(*) FROM exercise_done d JOIN exercise_given g ON g.id = d.given_id"
        " LEFT JOIN check_in k ON k.course_id = d.course_id AND k.day = d.day"
        " WHERE d.day < g.given_on OR d.day >= coalesce(g.until_on, '9999-12-31') OR k.day IS NULL"
    )
    assert number(outside) == 0
    assert number("SELECT count(*) FROM exercise_done") > 1000


def test_one_course_of_the_demo_therapist_is_paused_now_and_has_no_session_in_it() -> None:
    ((code, course, first),) = rows(
        f"SELECT p.code, e.course_id, e.starts_on FROM life_event e {OF.format('e')} JOIN practice x"
        " ON x.id = e.practice_id WHERE e.kind = 'pause' AND e.starts_on < x.dated_on AND e.ends_on > x.dated_on"
    )
    assert "C-0025" <= code <= "C-0030"
    assert (
        number("SELECT count(*) FROM session_log WHERE course_id = :it AND day >= :first", it=course, first=first) == 0
    )


def test_a_colleague_stands_in_now_and_the_demo_therapist_soon() -> None:
    found = rows(
        "SELECT a.email, b.email, s.from_on <= p.dated_on, s.until_on > p.dated_on FROM substitution s"
        " JOIN account a ON a.id = s.account_id JOIN account b ON b.id = s.substitute_id"
        " JOIN practice p ON p.id = s.practice_id ORDER BY s.from_on"
    )
    assert [tuple(one) for one in found] == [
        ("therapist3@demo.example", "therapist2@demo.example", 1, 1),
        ("therapist4@demo.example", "therapist@demo.example", 0, 1),
    ]


def test_who_completed_a_course_is_met_again_three_months_later() -> None:
    assert number("SELECT count(*) FROM course WHERE (follow_up_on IS NOT NULL) <> (end_reason = 'completed')") == 0
    soon = rows(
        "SELECT count(*) FROM course c JOIN practice p ON p.id = c.practice_id JOIN assignment t ON t.course_id = c.id"
        " JOIN account a ON a.id = t.account_id WHERE a.email = 'therapist@demo.example'"
        " AND abs(julianday(c.follow_up_on) - julianday(p.dated_on)) <= 21"
    )
    assert soon[0][0] >= 1
