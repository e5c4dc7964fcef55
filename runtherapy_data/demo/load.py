"""Load the demo practice: people first, then clients in batches, each its own transaction; memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

import numpy as np

from runtherapy_data.access import grant_maintenance, grant_system
from runtherapy_data.actions import demo_practice
from runtherapy_data.actions.bulk import Rows, insert_rows
from runtherapy_data.demo import away, check_ins, filling, people, questionnaires, sessions
from runtherapy_data.demo.alone import alone
from runtherapy_data.demo.arrays import IdMaker, Objects, objects
from runtherapy_data.demo.calendar import HISTORY_DAYS, Calendar
from runtherapy_data.demo.faces import FACES
from runtherapy_data.demo.levels import levels
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.plan import NAMED, code_of
from runtherapy_data.demo.roster import Roster, bulk, named
from runtherapy_data.identity import Permission, Role
from runtherapy_data.store import today

NAME: Final = "Demopraktijk (verzonnen gegevens)"
ZONE: Final = "Europe/Amsterdam"
SEED: Final = 2026
BATCH: Final = 1000
_CLIENTS_WITH_ACCOUNTS: Final = 6
# Where the time field of the demo's ids starts counting (1 January 2026), and how many ids a batch may need.
_FIRST_ID_MS: Final = 1_767_225_600_000
_IDS_A_BATCH: Final = 1_000_000
# How often somebody wrote a few words: often among the named clients, seldom among the many.
_WORDS: Final = {"day": (0.22, 0.02), "session": (0.7, 0.02)}

Progress = Callable[[int, int], None]


def load(clients: int = NAMED, seed: int = SEED, progress: Progress | None = None, asked_by: str = "demo") -> None:
    """Load the demo practice, dated back from today: the same facts and ids for the same day, number and seed.

    Founds it, or clears and refills it when an earlier load was interrupted; refused when it is there, or while another
    process is loading it. `progress` hears how many clients of how many are done.
    """
    with alone():
        fill(clients, seed, progress, asked_by)


def fill(clients: int = NAMED, seed: int = SEED, progress: Progress | None = None, asked_by: str = "demo") -> None:
    """What `load` does once no other process can be at it: for whoever has the turn."""
    maintenance = grant_maintenance(asked_by)
    practice = demo_practice.find(maintenance)
    if practice and practice.dated_on:
        raise demo_practice.AlreadyThereError
    interrupted = practice is not None
    if practice is None:
        practice = demo_practice.found(maintenance, NAME, ZONE)
    grant = grant_system(practice.practice_id, Permission.BULK, asked_by, practice.zone)
    if interrupted:
        demo_practice.clear(grant)
    calendar = Calendar(today(practice.zone), practice.zone)
    progress = progress or _silent
    progress(0, clients)
    for first in (1, *range(NAMED + 1, clients + 1, BATCH)):
        count = NAMED if first == 1 else min(BATCH, clients + 1 - first)
        insert_rows(grant, batch(calendar, seed, first, count), what=f"demo clients {first}-{first + count - 1}")
        progress(first + count - 1, clients)
    demo_practice.finish(grant, calendar.today, clients)


def _silent(done: int, total: int) -> None:
    """Nobody listens."""


def batch(calendar: Calendar, seed: int, first: int, count: int) -> list[Rows]:
    """All rows about these clients, parents before children. Batches do not depend on each other."""
    rng = np.random.default_rng([seed, first])
    start = _FIRST_ID_MS + _IDS_A_BATCH * (0 if first == 1 else 1 + (first - NAMED) // BATCH)
    ids = IdMaker(rng, start)
    is_named = first == 1
    roster = named(rng, calendar) if is_named else bulk(rng, calendar, first, count)
    level = levels(rng, roster, calendar)
    schedule = sessions.schedule(rng, roster, level, calendar)
    client_ids, course_ids = objects(ids.make(count)), objects(ids.make(count))
    accounts, staff, owners = _accounts(roster, calendar, ids, client_ids, named=is_named)
    therapists = staff[roster.therapist - roster.therapist.min()]
    made = Batch(roster, level, calendar, course_ids, therapists, owners)
    which = 0 if is_named else 1
    before = [
        people.clients(roster, calendar, client_ids),
        accounts,
        people.consents(rng, roster, calendar, client_ids, ids, therapists),
        people.courses(roster, calendar, course_ids, client_ids, sessions.modes(schedule)),
        people.also(rng, roster, course_ids),
        people.assignments(roster, calendar, course_ids, therapists),
        people.phases(rng, roster, calendar, course_ids),
        people.life_events(rng, roster, level, calendar, course_ids, ids),
    ]
    checked_in = check_ins.rows(rng, made, schedule, _WORDS["day"][which])
    held = sessions.rows(rng, made, schedule, ids, _WORDS["session"][which])
    results = questionnaires.rows(rng, made, ids)
    # The rest has random streams and ids of its own, so that the facts above stay what they are whatever is added.
    own = IdMaker(np.random.default_rng([seed, first, filling.STREAM]), start + _IDS_A_BATCH // 2)
    given = filling.Given(made, checked_in, held, results)
    substitutions = [away.substitutions(made, staff, own)] if is_named else []
    return [*before, checked_in.rows, *results.rows, *substitutions, *filling.rows(seed, first, given, own)]


def _accounts(
    roster: Roster, calendar: Calendar, ids: IdMaker, client_ids: Objects, *, named: bool
) -> tuple[Rows, Objects, Objects]:
    """The accounts that this batch needs, the ids of its therapists, and by client their own or None."""
    first, last = int(roster.therapist.min()), int(roster.therapist.max())
    staff = [
        (
            Role.THERAPIST,
            FACES[Role.THERAPIST] if at == 0 else f"therapist{at + 1}@demo.example",
            f"Demo-therapeut {at + 1}",
        )
        for at in range(first, last + 1)
    ]
    of_clients: list[UUID | None] = []
    if named:
        staff.append((Role.SUPERVISOR, FACES[Role.SUPERVISOR], "Demo-supervisor"))
        staff.append((Role.ADMIN, FACES[Role.ADMIN], "Demo-beheerder"))
        of_clients = client_ids[:_CLIENTS_WITH_ACCOUNTS].tolist()
    clients = [
        (
            Role.CLIENT,
            FACES[Role.CLIENT] if at == 0 else f"client{at + 1}@demo.example",
            f"Demo-cliënt {code_of(at + 1)}",
        )
        for at in range(len(of_clients))
    ]
    made = ids.make(len(staff) + len(clients))
    created = calendar.moments(np.array([-HISTORY_DAYS]), np.array([0]))[0]
    rows = people.accounts(staff + clients, made, created, [*([None] * len(staff)), *of_clients])
    owners = objects([*made[len(staff) :], *[None] * (len(client_ids) - len(clients))])
    return rows, objects(made[: last + 1 - first]), owners
