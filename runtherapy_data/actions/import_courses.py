"""Whose facts these are: from a client's code and a day to a course, within what the importer may reach."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, insert, select

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.readers.facts import Batch, Fact
from runtherapy_data.readers.maps import CreateRule
from runtherapy_data.readers.refusals import Refusal
from runtherapy_data.store import now, today
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import Account, Assignment, Client, Course
from runtherapy_data.store.types import new_id


@dataclass(slots=True)
class Placed:
    """The facts with their courses; how many clients were made; which codes lay beyond the importer's reach."""

    facts: list[tuple[UUID, Fact]] = field(default_factory=list)
    created: int = 0
    beyond: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Known:
    client_id: UUID
    courses: list[tuple[dt.date, UUID]]  # first day and id, oldest first


def place(connection: Connection, grant: Grant, batch: Batch, create: CreateRule | None) -> Placed:
    """Give each fact the course of its client that runs on its day; refuse, in the batch, what has none.

    `create` is for grants that know every client (`import_batches` sees to it): whoever makes one learns whether its
    code was taken. The words of a refusal to a therapist are the same for a client that does not exist and one that is
    somebody else's.
    """
    grant.require(Permission.IMPORT)
    placed = Placed()
    by_client: dict[str, list[Fact]] = defaultdict(list)
    for fact in batch.facts:
        by_client[fact.client].append(fact)
    known = _known(connection, grant, by_client)
    reached = None if grant.courses is None else set(grant.courses)
    if create is not None:
        made = _create(connection, grant, create, known, by_client)
        placed.created = len(made)
        known.update(made)
    for fact in batch.facts:
        course = _course_on(known.get(fact.client), fact.day)
        if course is None or (reached is not None and course not in reached):
            placed.beyond.add(fact.client)
            batch.refuse(_nobody(grant, fact))
        else:
            placed.facts.append((course, fact))
    return placed


def _known(connection: Connection, grant: Grant, codes: Iterable[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    same = and_(Course.practice_id == Client.practice_id, Course.client_id == Client.id)
    for part in in_parts(codes):
        query = (
            select(Client.code, Client.id, Course.id, Course.starts_on)
            .select_from(Client)
            .outerjoin(Course, same)
            .where(Client.practice_id == grant.practice_id, Client.code.in_(part))
            .order_by(Course.starts_on, Course.id)
        )
        for code, client_id, course_id, starts_on in connection.execute(query):
            one = known.setdefault(code, _Known(client_id, []))
            if course_id is not None:
                one.courses.append((starts_on, course_id))
    return known


def _course_on(known: _Known | None, day: dt.date) -> UUID | None:
    """The newest course that had begun on that day; before the first one, that one."""
    if known is None or not known.courses:
        return None
    begun = [course for starts_on, course in known.courses if starts_on <= day]
    return begun[-1] if begun else known.courses[0][1]


def _nobody(grant: Grant, fact: Fact) -> Refusal:
    if grant.courses is None:
        return Refusal(
            fact.row, "client", fact.client, N_("There is no course for this client."),
            N_("Correct the code, or let a map file make missing clients ([create])."),
        )  # fmt: skip
    return Refusal(
        fact.row, "client", fact.client, N_("This client is not in your caseload."),
        N_("Correct the code, or ask the practice's administrator."),
    )  # fmt: skip


def _create(
    connection: Connection, grant: Grant, rule: CreateRule, known: dict[str, _Known], facts: dict[str, list[Fact]]
) -> dict[str, _Known]:
    """Make the clients that are not there, each with a course that begins on the first day of its facts.

    A client without a course gets a first one.
    """
    therapist = _therapist(connection, grant, rule)
    made: dict[str, _Known] = {}
    for code, own in facts.items():
        old = known.get(code)
        if old is None or not old.courses:
            starts_on = rule.starts_on or min(fact.day for fact in own)
            made[code] = _Known(old.client_id if old else new_id(), [(starts_on, new_id())])
    if not made:
        return made
    fresh = {code: one for code, one in made.items() if code not in known}
    here = {"practice_id": grant.practice_id}
    if fresh:
        rows = [{**here, "id": one.client_id, "code": code, "created_at": now()} for code, one in fresh.items()]
        connection.execute(insert(Client), rows)
    courses = [{**here, **_course(rule, one, facts[code])} for code, one in made.items()]
    connection.execute(insert(Course), courses)
    if therapist is not None:
        row = {**here, "account_id": therapist, "from_on": today(grant.principal.zone)}
        connection.execute(insert(Assignment), [{**row, "course_id": course["id"]} for course in courses])
    return made


def _course(rule: CreateRule, one: _Known, facts: Sequence[Fact]) -> dict[str, Any]:
    starts_on, course_id = one.courses[0]
    ended = rule.end_reason is not None
    return {
        "id": course_id,
        "client_id": one.client_id,
        "complaint": rule.complaint.value,
        "mode": rule.mode.value,
        "starts_on": starts_on,
        "planned_weeks": rule.weeks,
        "ends_on": max(starts_on, *(fact.day for fact in facts)) if ended else None,
        "end_reason": rule.end_reason.value if rule.end_reason else None,
    }


def _therapist(connection: Connection, grant: Grant, rule: CreateRule) -> UUID | None:
    """Who treats the clients that are made, where the map file says so."""
    if rule.therapist is None:
        return None
    query = select(Account.id).where(
        Account.practice_id == grant.practice_id,
        Account.email == rule.therapist.strip().casefold(),
        Account.role == Role.THERAPIST,
        Account.active,
    )
    found = connection.scalar(query)
    if found is None:
        raise InvalidInputError(
            "therapist",
            N_("Only an active therapist of this practice can treat."),
            N_("Correct the address under [create] in the map file."),
        )
    return found
