"""The release of a practice's aggregates for its supervisor: once a day, fixed groups, nothing under ten courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from sqlalchemy import delete, insert, select

from runtherapy_data.access import audit, grant_system
from runtherapy_data.analysis.disclosure import may_be_shown
from runtherapy_data.analysis.outcomes import may_be_known
from runtherapy_data.identity import CohortGrant, Grant, Permission
from runtherapy_data.measures.groups import ALL, BEGAN, periods_of
from runtherapy_data.queries.consented import Consented, Group, Sums, consented
from runtherapy_data.settings import settings
from runtherapy_data.store import analyze, now, reading, today, writing
from runtherapy_data.store.tables import CohortOutcome, CohortWeek, Practice, Snapshot

# A complaint of so many courses, or of such a share of all courses of the period, goes before the total.
LARGE, LARGE_SHARE = 30, 0.2
# Several sessions that find an old release wait for one of them to replace it, instead of all adding up the same.
_RELEASING: Final = Lock()
Row = dict[str, Any]
Groups = dict[Group, frozenset[Group]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a snapshot holds: through which day, consented courses, groups released, and numbers released in them."""

    through_on: dt.date
    courses: int
    groups: int
    numbers: int


def take(grant: Grant) -> Taken:
    """Aggregate the consented courses of the practice through yesterday, and replace what was released before.

    Whoever withdrew consent is in no number from now on. The raw rows are read first, so that nobody's check-in waits
    for the sums; replacing is one transaction with its audit event.
    """
    grant.require(Permission.SNAPSHOT)
    analyze()
    with reading(grant) as connection:
        zone = connection.execute(select(Practice.zone).where(Practice.id == grant.practice_id)).scalar_one()
        through_on = today(zone) - dt.timedelta(days=1)
        found = consented(connection, grant, through_on)
    groups, outcomes, weeks = released(grant, found)
    taken = Taken(through_on, found.courses, len(groups), len(weeks))
    with writing(grant) as connection:
        for table in (CohortWeek, CohortOutcome, Snapshot):
            connection.execute(delete(table).where(table.practice_id == grant.practice_id))
        kept = {"practice_id": grant.practice_id, "taken_at": now(), "through_on": through_on, "courses": found.courses}
        connection.execute(insert(Snapshot).values(kept))
        for table, rows in ((CohortOutcome, outcomes), (CohortWeek, weeks)):
            if rows:
                connection.execute(insert(table), rows)
        detail = {"through": through_on.isoformat(), "courses": taken.courses, "numbers": taken.numbers}
        audit.record(connection, grant.principal, Permission.SNAPSHOT, practice_id=grant.practice_id, detail=detail)
    return taken


def refresh(grant: Grant) -> Taken | None:
    """Take the snapshot when there is none or it is older than the setting allows; None when it is fresh enough."""
    grant.require(Permission.SNAPSHOT)
    query = select(Snapshot.taken_at).where(Snapshot.practice_id == grant.practice_id)
    with reading(grant) as connection:
        taken_at = connection.execute(query).scalar_one_or_none()
    if taken_at and now() - taken_at < dt.timedelta(hours=settings().snapshot_max_age_hours):
        return None
    return take(grant)


def refresh_overseen(grant: CohortGrant) -> None:
    """Take what is due in the practices that a supervisor oversees, in the name of the program, asked by them."""
    for practice_id in grant.practice_ids:
        leave = grant_system(practice_id, Permission.SNAPSHOT, grant.principal.email)
        with _RELEASING:
            refresh(leave)


def released(grant: Grant, found: Consented) -> tuple[Groups, list[Row], list[Row]]:
    """What may be shown: the groups, and the rows of outcomes and weeks in them.

    A group is shown at all when it passes as a whole; each week of each measure has to pass once more by its own
    numbers of courses. How the courses ended leaves here rounded, and small numbers not at all.
    """
    sizes = {group: sum(ends.values()) for group, ends in found.outcomes.items()}
    offered = _offered(sizes)
    groups = {name: offered[name] for name in may_be_shown(sizes, offered)}
    outcomes = []
    for name, members in groups.items():
        counted = _counted(found.outcomes[member] for member in members if member in found.outcomes)
        said = {BEGAN: sum(counted.values()), **may_be_known(counted)}
        outcomes += [{**_keys(grant, name), "outcome": what, "courses": courses} for what, courses in said.items()]
    weeks = []
    for (measure, week), cells in sorted(found.weeks.items()):
        for name in may_be_shown({cell: sums.courses for cell, sums in cells.items()}, groups):
            sums = _added(cells[cell] for cell in groups[name] if cell in cells)
            weeks.append({**_keys(grant, name), "measure": measure, "week": week, **sums})
    return groups, outcomes, weeks


def _offered(sizes: Mapping[Group, int]) -> Groups:
    """Every choice of the page, the most wanted first: coarse periods before fine ones.

    Within a period large complaints come first, then all complaints together, then the smaller ones. So where a total
    and its parts cannot all be shown, a part goes that is small beside the total; and where one complaint makes up much
    of the total, the total goes, which says little else.
    """
    members: dict[Group, set[Group]] = {}
    for complaint, quarter in sizes:
        for name in (complaint, ALL):
            for period in periods_of(quarter):
                members.setdefault((name, period), set()).add((complaint, quarter))
    fineness = {3: 0, 4: 1, 7: 2}  # by the length of: all, 2026, 2026-Q2

    def size(name: Group) -> int:
        return sum(sizes[member] for member in members[name])

    def rank(name: Group) -> tuple[int, int, int, Group]:
        complaint, period = name
        is_large = size(name) >= min(LARGE, LARGE_SHARE * size((ALL, period)))
        return fineness[len(period)], 1 if complaint == ALL else 0 if is_large else 2, -size(name), name

    return {name: frozenset(members[name]) for name in sorted(members, key=rank)}


def _keys(grant: Grant, name: Group) -> Row:
    return {"practice_id": grant.practice_id, "complaint": name[0], "period": name[1]}


def _counted(groups: Iterable[Mapping[str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for group in groups:
        for outcome, courses in group.items():
            counts[outcome] = counts.get(outcome, 0) + courses
    return counts


def _added(cells: Iterable[Sums]) -> Row:
    whole = Sums()
    for cell in cells:
        whole.add(cell.courses, cell.days, cell.total, cell.squares)
    return {
        "courses": whole.courses,
        "days": whole.days,
        "sum_of_means": whole.total,
        "sum_of_squares": whole.squares,
    }
