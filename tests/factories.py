"""Makers of rows for tests, straight into the tables: a test then says only what matters to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import DeclarativeBase

from runtherapy_data.access import principal_by_email
from runtherapy_data.identity import Grant, Permission, Principal, Role
from runtherapy_data.store import now, tables, today, writing
from runtherapy_data.store.types import new_id

ZONE = "Europe/Amsterdam"


@dataclass
class World:
    """One practice and what a test adds to it. Every maker returns the id (or the code) of what it made."""

    practice_id: int = 1
    is_demo: bool = False
    _serial: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self.add(
            tables.Practice, id=self.practice_id, code=f"practice-{self.practice_id}", name="Test practice",
            is_demo=self.is_demo, zone=ZONE, created_at=now(),
        )  # fmt: skip

    def everything(self) -> Grant:
        """A grant on the whole practice, made here because tests stand outside the house."""
        principal = Principal(self.practice_id, Role.SYSTEM, asked_by="tests")
        return Grant(principal, Permission.BULK, self.practice_id, None)

    def add(self, table: type[DeclarativeBase], **values: Any) -> None:
        """Insert one row."""
        with writing(self.everything()) as connection:
            connection.execute(insert(table).values(**values))

    def add_all(self, table: type[DeclarativeBase], rows: list[dict[str, Any]]) -> None:
        """Insert many rows of one form."""
        with writing(self.everything()) as connection:
            connection.execute(insert(table), rows)

    def change(self, table: type[DeclarativeBase], **values: Any) -> None:
        """Change every row of the practice in a table."""
        mapped: Any = table
        with writing(self.everything()) as connection:
            connection.execute(update(table).where(mapped.practice_id == self.practice_id).values(**values))

    def change_practice(self, **values: Any) -> None:
        """Change the practice itself."""
        with writing(self.everything()) as connection:
            practice = tables.Practice
            connection.execute(update(practice).where(practice.id == self.practice_id).values(**values))

    def account(self, role: str, email: str = "", *, client_id: UUID | None = None, **values: Any) -> UUID:
        """An account without a password."""
        self._serial += 1
        account_id = new_id()
        address = email or f"{role}{self._serial}@test.example"
        values = {"name": f"Test {role}", **values}
        self.add(
            tables.Account, id=account_id, practice_id=self.practice_id, email=address, role=role, client_id=client_id,
            created_at=now(), **values,
        )  # fmt: skip
        return account_id

    def client(self, code: str = "", name: str | None = None) -> tuple[UUID, str]:
        """A client: id and code."""
        self._serial += 1
        client_id, code = new_id(), code or f"T-{self._serial:04d}"
        self.add(tables.Client, practice_id=self.practice_id, id=client_id, code=code, name=name, created_at=now())
        return client_id, code

    def course(
        self, client_id: UUID, *, starts_on: dt.date | None = None, therapist: UUID | None = None, **values: Any
    ) -> UUID:
        """A course that began five weeks ago unless told otherwise, in the caseload of the therapist."""
        starts_on = starts_on or today(ZONE) - dt.timedelta(days=35)
        course_id = new_id()
        values = {"complaint": "depression", "planned_weeks": 10, **values}
        self.add(
            tables.Course,
            practice_id=self.practice_id,
            id=course_id,
            client_id=client_id,
            starts_on=starts_on,
            **values,
        )
        if therapist is not None:
            self.assign(course_id, therapist, starts_on)
        return course_id

    def assign(self, course_id: UUID, therapist: UUID, from_on: dt.date, until_on: dt.date | None = None) -> None:
        """Put a course in a therapist's caseload."""
        self.add(
            tables.Assignment, practice_id=self.practice_id, course_id=course_id, account_id=therapist,
            from_on=from_on, until_on=until_on,
        )  # fmt: skip

    def consent(self, client_id: UUID, purpose: str, *, withdrawn: bool = False) -> None:
        """A consent, withdrawn at once if told so."""
        self.add(
            tables.Consent, practice_id=self.practice_id, client_id=client_id, id=new_id(), purpose=purpose,
            given_at=now(), withdrawn_at=now() if withdrawn else None,
        )  # fmt: skip

    def check_in(self, course_id: UUID, day: dt.date, **answers: Any) -> None:
        """One day's answers."""
        self.add(
            tables.CheckIn, practice_id=self.practice_id, course_id=course_id, day=day, recorded_at=now(), **answers
        )

    def session(self, course_id: UUID, day: dt.date, **values: Any) -> UUID:
        """One session: guided, 10 minutes walking and 10 running unless told otherwise."""
        session_id = new_id()
        values = {"kind": "guided", "walking_minutes": 10, "running_minutes": 10, **values}
        self.add(tables.SessionLog, practice_id=self.practice_id, course_id=course_id, id=session_id, day=day, **values)
        return session_id

    def result(
        self, course_id: UUID, instrument: str, day: dt.date, total: float | None, moment: str = "intake"
    ) -> UUID:
        """One questionnaire result."""
        result_id = new_id()
        self.add(
            tables.QuestionnaireResult, practice_id=self.practice_id, course_id=course_id, id=result_id,
            instrument=instrument, taken_on=day, moment=moment, total=total,
        )  # fmt: skip
        return result_id

    def signal(self, course_id: UUID, rule: str = "silence", *, days: tuple[dt.date, ...] = (), **values: Any) -> UUID:
        """One signal with the step that raised it; ten silent days through yesterday unless told otherwise."""
        signal_id, on = new_id(), today(ZONE)
        found = days or tuple(on - dt.timedelta(days=back) for back in range(10, 0, -1))
        evidence = {
            "days": [day.isoformat() for day in found],
            "numbers": {"silent": 10.0},
            "threshold": {"silent_days": 10.0},
        }
        here = {"practice_id": self.practice_id, "course_id": course_id}
        values = {"since_on": found[0], "raised_at": now(), "evidence": evidence, **values}
        self.add(tables.Signal, **here, id=signal_id, rule=rule, **values)
        self.add(tables.SignalEvent, **here, signal_id=signal_id, id=new_id(), at=now(), step="raised")
        return signal_id

    def pair(self, name: str = "") -> tuple[Principal, Principal, UUID, str]:
        """A therapist with one client who can both sign in: (therapist, client, course id, client code)."""
        therapist_id = self.account("therapist", f"therapist{name}@test.example")
        client_id, code = self.client()
        course_id = self.course(client_id, therapist=therapist_id)
        self.account("client", f"client{name}@test.example", client_id=client_id)
        therapist = principal_by_email(f"therapist{name}@test.example")
        client = principal_by_email(f"client{name}@test.example")
        return therapist, client, course_id, code
