"""The snapshot: what it releases is what the raw rows say, and it releases nothing small."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select, update

from runtherapy_data.access import grant_cohorts, grant_system, principal_by_email
from runtherapy_data.actions import snapshot
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import CohortGrant, Grant, Permission
from runtherapy_data.measures.codes import Complaint
from runtherapy_data.queries.cohorts import GroupSums, group_sums, overseen_practices, released_groups
from runtherapy_data.store import now, reading, tables, writing
from tests.cohort_practice import CHANGES, MEASURES, fill, in_group, periods, raw_courses
from tests.factories import World


def leave(world: World) -> Grant:
    return grant_system(world.practice_id, Permission.SNAPSHOT, "tests")


def supervisor(world: World, email: str = "supervisor@test.example") -> CohortGrant:
    world.account("supervisor", email)
    return grant_cohorts(principal_by_email(email))


def group(grant: CohortGrant, complaint: str, period: str) -> GroupSums:
    with reading(grant) as connection:
        return group_sums(connection, grant, grant.practice_ids, complaint, period)


@pytest.fixture
def filled(world: World) -> World:
    fill(world)
    return world


def test_every_number_equals_a_slow_recount_from_raw_rows(any_world: World) -> None:
    fill(any_world)
    taken = snapshot.take(leave(any_world))
    courses, grant = raw_courses(), supervisor(any_world)
    assert taken.courses == len(courses) > 100
    seen = 0
    for complaint in (*Complaint, "all"):
        for period in periods(courses):
            chosen = [course for course in courses if in_group(course, complaint, period)]
            sums = group(grant, complaint, period)
            assert sums.courses in (0, len(chosen))
            _near(sums, Counter(course.outcome for course in chosen))
            for found in sums.weeks:
                values = [v for c in chosen if (v := c.value(found.measure, found.week)) is not None]
                assert found.courses == len(values) >= 10
                assert found.total == pytest.approx(sum(values))
                assert found.squares == pytest.approx(sum(value * value for value in values))
                seen += 1
    assert seen == taken.numbers > 500


def _near(sums: GroupSums, ends: Counter[str]) -> None:
    """Every number of an outcome is within two of the raw rows, and said to be small only when it is."""
    for outcome, about in sums.outcomes.items():
        assert ends[outcome] < 8 if about is None else abs(ends[outcome] - about) <= 2


def test_no_exact_and_no_small_number_of_an_outcome_is_stored(filled: World) -> None:
    snapshot.take(leave(filled))
    kept = select(tables.CohortOutcome.outcome, tables.CohortOutcome.courses)
    with reading(filled.everything()) as connection:
        rows = [row for row in connection.execute(kept) if row.outcome != "began"]
    assert len(rows) > 5
    assert all(row.courses >= 10 and row.courses % 5 == 0 for row in rows)


def test_a_week_that_can_be_shown_is_shown(filled: World) -> None:
    snapshot.take(leave(filled))
    courses, grant = raw_courses(), supervisor(filled)
    found = {(one.measure, one.week): one.courses for one in group(grant, Complaint.STRESS_BURNOUT, "all").weeks}
    chosen = [course for course in courses if course.complaint == Complaint.STRESS_BURNOUT]
    for measure in (*MEASURES, *CHANGES):
        for week in range(1, 13):
            n = sum(course.value(measure, week) is not None for course in chosen)
            assert found.get((measure, week), 0) == (n if n >= 10 else 0)


def test_a_small_group_and_the_one_that_would_give_it_away_are_not_stored(filled: World) -> None:
    snapshot.take(leave(filled))
    with reading(grant := supervisor(filled)) as connection:
        released = released_groups(connection, grant)[filled.practice_id]
    assert {(Complaint.CHRONIC_FATIGUE, "all"), ("all", "all")} <= set(released)
    assert not [name for name in released if name[0] == Complaint.BODY_CONNECTION]
    assert (Complaint.PSYCHOSOMATIC, "all") not in released
    assert min(released.values()) >= 10


def test_a_complaint_that_is_much_of_the_total_goes_before_it(world: World) -> None:
    fill(world, sizes={Complaint.DEPRESSION: 14, Complaint.ANXIETY_PANIC: 6})
    snapshot.take(leave(world))
    with reading(grant := supervisor(world)) as connection:
        released = released_groups(connection, grant)[world.practice_id]
    assert released[Complaint.DEPRESSION, "all"] == 14
    assert ("all", "all") not in released


def test_whoever_withdraws_consent_is_out_at_the_next_release(filled: World) -> None:
    before = snapshot.take(leave(filled)).courses
    one = (
        select(tables.Consent.id)
        .where(tables.Consent.purpose == "cohort", tables.Consent.withdrawn_at.is_(None))
        .limit(1)
    )
    with writing(filled.everything()) as connection:
        connection.execute(
            update(tables.Consent).where(tables.Consent.id == connection.scalar(one)).values(withdrawn_at=now())
        )
    assert snapshot.take(leave(filled)).courses == before - 1


def test_consent_given_again_counts_again(world: World) -> None:
    client_id, _ = world.client()
    world.course(client_id)
    world.consent(client_id, "cohort", withdrawn=True)
    assert snapshot.take(leave(world)).courses == 0
    world.consent(client_id, "cohort")
    assert snapshot.take(leave(world)).courses == 1


def test_a_release_replaces_the_one_before_and_is_audited(filled: World) -> None:
    first, second = snapshot.take(leave(filled)), snapshot.take(leave(filled))
    assert first == second
    with reading(filled.everything()) as connection:
        events = connection.execute(
            select(tables.AuditEvent.asked_by, tables.AuditEvent.detail).where(
                tables.AuditEvent.action == "snapshot.take"
            )
        ).all()
    assert [event.asked_by for event in events] == ["tests", "tests"]
    assert events[0].detail["courses"] == first.courses


def test_it_is_taken_anew_only_when_it_is_old(world: World) -> None:
    assert snapshot.refresh(leave(world)) is not None
    assert snapshot.refresh(leave(world)) is None
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Snapshot).values(taken_at=now() - dt.timedelta(hours=25)))
    assert snapshot.refresh(leave(world)) is not None


@pytest.mark.parametrize("permission", [p for p in Permission if p != Permission.SNAPSHOT])
def test_no_other_leave_will_do(world: World, permission: Permission) -> None:
    grant = Grant(world.everything().principal, permission, world.practice_id, None)
    for action in (snapshot.take, snapshot.refresh):
        with pytest.raises(NotAllowedError):
            action(grant)


def test_another_practice_is_out_of_reach(filled: World) -> None:
    snapshot.take(leave(filled))
    other = World(practice_id=2)
    grant = supervisor(other, "elsewhere@test.example")
    with reading(grant) as connection:
        assert released_groups(connection, grant) == {}
        assert [one.practice_id for one in overseen_practices(connection, grant)] == [2]
        with pytest.raises(NotAllowedError):
            group_sums(connection, grant, (1,), Complaint.DEPRESSION, "all")
        assert group_sums(connection, grant, (2,), Complaint.DEPRESSION, "all").courses == 0


def test_practices_are_added_only_where_each_may_be_shown(world: World) -> None:
    fill(world, sizes={Complaint.DEPRESSION: 24})
    other = World(practice_id=2)
    fill(other, seed=8, sizes={Complaint.DEPRESSION: 14, Complaint.ANXIETY_PANIC: 6})
    for one in (world, other):
        snapshot.take(leave(one))
    account_id = world.account("supervisor", "both@test.example")
    other.add(tables.Supervision, practice_id=2, account_id=account_id)
    grant = grant_cohorts(principal_by_email("both@test.example"))
    assert grant.practice_ids == (1, 2)
    both = group(grant, Complaint.DEPRESSION, "all")
    assert (both.practice_ids, both.courses) == ((1, 2), 38)
    chosen = [c for one in (world, other) for c in raw_courses(one.practice_id) if c.complaint == Complaint.DEPRESSION]
    for found in both.weeks:
        values = [v for c in chosen if (v := c.value(found.measure, found.week)) is not None]
        assert (found.courses, found.total) == (len(values), pytest.approx(sum(values)))
    assert group(grant, Complaint.ANXIETY_PANIC, "all").courses == 0
    with reading(grant) as connection:
        alone = [group_sums(connection, grant, (n,), Complaint.DEPRESSION, "all").outcomes for n in (1, 2)]
    for outcome, about in both.outcomes.items():
        assert about == sum(one[outcome] or 0 for one in alone)
    assert set(both.outcomes) == {name for name in alone[0] if all(one.get(name) for one in alone)}


def test_a_course_that_the_intake_decided_against_is_in_no_group(filled: World) -> None:
    courses = raw_courses()
    before, all_of = snapshot.take(leave(filled)), supervisor(filled)
    began = group(all_of, "all", "all").courses
    ended = select(tables.Course.id).where(tables.Course.end_reason == "stopped_early")
    with writing(filled.everything()) as connection:
        stopped = list(connection.scalars(ended))
        connection.execute(update(tables.Course).where(tables.Course.id.in_(stopped)).values(end_reason="not_begun"))
    after = snapshot.take(leave(filled))
    gone = sum(course.outcome == "stopped_early" for course in courses)
    assert gone > 0
    assert (before.courses - after.courses, began - group(all_of, "all", "all").courses) == (gone, gone)
    assert group(all_of, "all", "all").outcomes.get("stopped_early") is None
