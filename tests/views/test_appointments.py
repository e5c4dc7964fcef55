"""The next appointment, as the caseload, the course, the paper and the client's own day tell it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.i18n import translator
from runtherapy_data.queries import caseload
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.views import course as course_view
from runtherapy_data.views import due as due_view
from tests.factories import ZONE, World

TODAY = today(ZONE)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    "made, meets, ended, follow_up, shown",
    [
        (ago(3), 1, None, None, 1),  # the course goes on
        (ago(3), 1, ago(-1), None, 1),  # through its last day
        (ago(3), 3, ago(-1), None, None),  # it ends before
        (ago(3), 3, ago(2), None, None),  # it ended
        (ago(3), 3, ago(2), ago(-3), 3),  # the follow-up itself
        (ago(3), 3, ago(2), ago(-9), None),  # an appointment of the course, before the follow-up
        (ago(1), 3, ago(2), None, 3),  # agreed after the end
    ],
)
def test_an_appointment_after_the_last_day_does_not_hold(
    world: World, made: dt.date, meets: int, ended: dt.date | None, follow_up: dt.date | None, shown: int | None
) -> None:
    therapist, client, course_id, code = world.pair()
    world.change(tables.Course, ends_on=ended, end_reason=ended and "completed", follow_up_on=follow_up)
    noon = dt.datetime.combine(TODAY, dt.time(12), ZoneInfo(ZONE))
    world.session(course_id, made, next_appointment_at=noon + dt.timedelta(days=meets))
    expected = None if shown is None else noon + dt.timedelta(days=shown)
    treated = grant_caseload(therapist)
    with reading(treated) as connection:
        (listed,) = caseload.courses(connection, treated, now())
    assert listed.next_appointment_at == expected
    grant = grant_course(therapist, code)
    with reading(grant) as connection:
        assert course_view.of(connection, grant, TODAY).next_appointment == expected
    own = grant_course(client)
    with reading(own) as connection:
        assert due_view.of(connection, own, TODAY, translator("nl")).appointment == expected
