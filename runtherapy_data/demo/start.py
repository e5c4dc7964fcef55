"""Make the database ready for a start: schema, demo practice where it is wanted, dates of today, cohort snapshot."""

from __future__ import annotations

import datetime as dt
from typing import Final

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance, grant_system
from runtherapy_data.actions import demo_practice, snapshot
from runtherapy_data.demo.load import Progress, load
from runtherapy_data.identity import Permission
from runtherapy_data.settings import settings

ASKED_BY: Final = "start"
_WEEK: Final = dt.timedelta(weeks=1)


def prepare(progress: Progress | None = None) -> None:
    """Bring the schema up to date; load the demo when there is no practice; move an old demo along. Safe to repeat."""
    if not store.schema_is_current():
        store.migrate()
    maintenance = grant_maintenance(ASKED_BY)
    demo = demo_practice.find(maintenance)
    interrupted = demo is not None and demo.dated_on is None
    if settings().demo and (interrupted or demo_practice.practices(maintenance) == 0):
        load(progress=progress, asked_by=ASKED_BY)
    move_along()


def move_along() -> None:
    """Move a demo practice that is a week old or more to the present, and take its snapshot when it is due."""
    demo = demo_practice.find(grant_maintenance(ASKED_BY))
    if demo is None or demo.dated_on is None:
        return
    weeks = (store.today(demo.zone) - demo.dated_on) // _WEEK
    due = grant_system(demo.practice_id, Permission.SNAPSHOT, ASKED_BY, demo.zone)
    if weeks > 0:
        bulk = grant_system(demo.practice_id, Permission.BULK, ASKED_BY, demo.zone)
        demo_practice.move(bulk, weeks, demo.dated_on + weeks * _WEEK)
        snapshot.take(due)
    else:
        snapshot.refresh(due)
