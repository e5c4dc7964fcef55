"""Make the database ready for a start: schema, demo practice where it is wanted, dates of today, signals, snapshot."""

from __future__ import annotations

import datetime as dt
from typing import Final

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance, grant_system
from runtherapy_data.actions import demo_practice, evaluation, snapshot
from runtherapy_data.demo.alone import Waits, after_others
from runtherapy_data.demo.load import Progress, fill
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.settings import settings

ASKED_BY: Final = "start"
_WEEK: Final = dt.timedelta(weeks=1)


def prepare(progress: Progress | None = None, waits: Waits | None = None) -> None:
    """Bring the schema up to date; load the demo when there is no practice; move an old demo along. Safe to repeat.

    Several processes may do this at once: one loads, the others wait for it, after a call of `waits`, and go on with
    what it loaded. When it did not get to the end, one of them begins anew.
    """
    if not store.schema_is_current():
        store.migrate()
    if _is_to_be_loaded():
        with after_others(waits):
            if _is_to_be_loaded():  # still: whoever we waited for did not load it
                fill(progress=progress, asked_by=ASKED_BY)
    move_along(waits)


def _is_to_be_loaded() -> bool:
    maintenance = grant_maintenance(ASKED_BY)
    demo = demo_practice.find(maintenance)
    interrupted = demo is not None and demo.dated_on is None
    return settings().demo and (interrupted or demo_practice.practices(maintenance) == 0)


def move_along(waits: Waits | None = None) -> None:
    """Move a demo practice that is a week old or more to the present; look for signals, take its snapshot when due."""
    if _weeks_behind() > 0:
        with after_others(waits):
            _move()
    demo = demo_practice.find(grant_maintenance(ASKED_BY))
    if demo is not None and demo.dated_on is not None:
        evaluation.refresh(_signals(demo), store.today(demo.zone))
        snapshot.refresh(grant_system(demo.practice_id, Permission.SNAPSHOT, ASKED_BY, demo.zone))


def _weeks_behind() -> int:
    demo = demo_practice.find(grant_maintenance(ASKED_BY))
    return 0 if demo is None or demo.dated_on is None else (store.today(demo.zone) - demo.dated_on) // _WEEK


def _move() -> None:
    """By as many weeks as it is behind now: another process may have moved it while this one waited."""
    demo, weeks = demo_practice.find(grant_maintenance(ASKED_BY)), _weeks_behind()
    if demo is None or demo.dated_on is None or weeks == 0:
        return
    bulk = grant_system(demo.practice_id, Permission.BULK, ASKED_BY, demo.zone)
    demo_practice.move(bulk, weeks, demo.dated_on + weeks * _WEEK)
    evaluation.evaluate(_signals(demo), store.today(demo.zone))
    snapshot.take(grant_system(demo.practice_id, Permission.SNAPSHOT, ASKED_BY, demo.zone))


def _signals(demo: demo_practice.DemoPractice) -> Grant:
    return grant_system(demo.practice_id, Permission.SIGNALS, ASKED_BY, demo.zone)
