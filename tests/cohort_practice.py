"""A practice with enough courses to compare, and the slow, obvious recount of what may be said about them."""

from __future__ import annotations

import datetime as dt
import math
import random
import statistics
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select

from runtherapy_data.identity import Grant, Permission, Principal, Role
from runtherapy_data.measures.codes import Complaint
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

MEASURES = ("mood", "sleep", "energy", "tension", "running_minutes", "walking_minutes", "minutes")
CHANGES = ("mood_change", "sleep_change", "energy_change", "tension_change")
SIZES = {
    Complaint.STRESS_BURNOUT: 46, Complaint.ANXIETY_PANIC: 38, Complaint.DEPRESSION: 34, Complaint.CHRONIC_FATIGUE: 22,
    Complaint.PSYCHOSOMATIC: 16, Complaint.BODY_CONNECTION: 6,
}  # fmt: skip


def fill(world: World, seed: int = 7, sizes: dict[Complaint, int] | None = None) -> None:
    """Courses over the last 15 months, with gaps, drop-outs, and some without (or no longer with) consent."""
    chance = random.Random(seed)
    rows: dict[type, list[dict]] = {
        table: [] for table in (tables.Client, tables.Course, tables.Consent, tables.CheckIn, tables.SessionLog)
    }
    for complaint, size in (SIZES if sizes is None else sizes).items():
        for number in range(size + size // 5):
            _course(world, chance, rows, complaint, consents=number < size)
    with writing(world.everything()) as connection:
        for table, made in rows.items():
            for row in made:
                row["practice_id"] = world.practice_id
            connection.execute(insert(table), made)


def _course(world: World, chance: random.Random, rows: dict, complaint: Complaint, *, consents: bool) -> None:
    client_id, course_id, here = new_id(), new_id(), today(ZONE)
    starts_on = here - dt.timedelta(days=chance.randrange(1, 450))
    weeks = chance.randint(8, 12)
    stops = chance.random() < 0.2
    ends_on = starts_on + dt.timedelta(days=chance.randint(5, 50) if stops else 7 * weeks - 1)
    over = ends_on < here
    code = f"P{world.practice_id}-{len(rows[tables.Client]):04d}"
    rows[tables.Client].append({"id": client_id, "code": code, "created_at": now()})
    rows[tables.Course].append({
        "id": course_id, "client_id": client_id, "complaint": complaint, "starts_on": starts_on, "planned_weeks": weeks,
        "ends_on": ends_on if over else None,
        "end_reason": (chance.choice(["stopped_early", "referred"]) if stops else "completed") if over else None,
    })  # fmt: skip
    for purpose, given in (("cohort", consents or chance.random() < 0.5), ("therapy", True)):
        if given:
            at = now()
            withdrawn = None if consents or purpose == "therapy" else at
            consent = {"client_id": client_id, "id": new_id(), "purpose": purpose, "given_at": at}
            rows[tables.Consent].append({**consent, "withdrawn_at": withdrawn})
    level = chance.gauss(4.5, 1)
    for offset in range(-3, (ends_on - starts_on).days + 8):  # also before the start and after the end
        day = starts_on + dt.timedelta(days=offset)
        if day > here:
            break
        if chance.random() < 0.4:
            value = [
                max(0, min(10, round(level + offset * drift + chance.gauss(0, 1)))) for drift in (0.02, 0.01, 0.02)
            ]
            sleep = value[1] if chance.random() < 0.8 else None
            tension = 10 - value[0] if chance.random() < 0.6 else None
            answers = {"mood": value[0], "sleep": sleep, "energy": value[2], "tension": tension}
            rows[tables.CheckIn].append({"course_id": course_id, "day": day, "recorded_at": now(), **answers})
        if chance.random() < 0.3:
            rows[tables.SessionLog].append({
                "course_id": course_id, "id": new_id(), "day": day, "kind": "guided",
                "walking_minutes": chance.randint(0, 20), "running_minutes": chance.randint(0, 30),
            })  # fmt: skip


@dataclass
class RawCourse:
    """A consented course with everything that was reported on its own days through yesterday."""

    complaint: str
    starts_on: dt.date
    last_on: dt.date
    outcome: str
    answers: list[tuple[dt.date, dict[str, int | None]]]
    minutes: list[tuple[dt.date, dict[str, int]]]

    def days(self, week: int) -> tuple[dt.date, dt.date]:
        first = self.starts_on + dt.timedelta(days=7 * (week - 1))
        return first, first + dt.timedelta(days=6)

    def mean(self, measure: str, first: dt.date, last: dt.date) -> float | None:
        given = [a[measure] for day, a in self.answers if first <= day <= last and a[measure] is not None]
        return statistics.fmean(given) if given else None

    def value(self, measure: str, week: int) -> float | None:
        """What the course brings to a week; None when it is not counted there."""
        first, last = self.days(week)
        if measure.endswith("minutes"):
            return (
                None
                if last > self.last_on
                else float(sum(m[measure] for day, m in self.minutes if first <= day <= last))
            )
        if not measure.endswith("_change"):
            return self.mean(measure, first, last)
        measure = measure.removesuffix("_change")
        here, base = self.mean(measure, first, last), self.mean(measure, self.starts_on, self.days(2)[1])
        return None if week <= 2 or here is None or base is None else here - base


def raw_courses(practice_id: int = 1) -> list[RawCourse]:
    """Read row by row, the way one would check it by hand."""
    yesterday = today(ZONE) - dt.timedelta(days=1)
    everything = Grant(Principal(practice_id, Role.SYSTEM, asked_by="tests"), Permission.BULK, practice_id, None)
    with reading(everything) as connection:
        allowed = {
            row.client_id
            for row in connection.execute(select(tables.Consent.__table__))
            if row.practice_id == practice_id and row.purpose == "cohort" and row.withdrawn_at is None
        }
        found: dict[UUID, RawCourse] = {}
        for row in connection.execute(select(tables.Course.__table__)):
            if row.practice_id != practice_id or row.client_id not in allowed or row.starts_on > yesterday:
                continue
            ended = row.ends_on is not None and row.ends_on <= yesterday
            last_on, outcome = (row.ends_on, row.end_reason) if ended else (yesterday, "running")
            found[row.id] = RawCourse(row.complaint, row.starts_on, last_on, outcome, [], [])
        for row in connection.execute(select(tables.CheckIn.__table__)):
            course = found.get(row.course_id)
            if course and course.starts_on <= row.day <= course.last_on:
                course.answers.append((row.day, {name: getattr(row, name) for name in MEASURES[:4]}))
        for row in connection.execute(select(tables.SessionLog.__table__)):
            course = found.get(row.course_id)
            if course and course.starts_on <= row.day <= course.last_on:
                both = {"running_minutes": row.running_minutes, "walking_minutes": row.walking_minutes}
                course.minutes.append((row.day, {**both, "minutes": sum(both.values())}))
    return list(found.values())


def in_group(course: RawCourse, complaint: str, period: str) -> bool:
    quarter = f"{course.starts_on.year}-Q{math.ceil(course.starts_on.month / 3)}"
    return complaint in ("all", course.complaint) and period in ("all", quarter, quarter[:4])


def periods(courses: list[RawCourse]) -> list[str]:
    """Every choice of period that these courses give."""
    quarters = {f"{course.starts_on.year}-Q{math.ceil(course.starts_on.month / 3)}" for course in courses}
    return sorted(quarters | {quarter[:4] for quarter in quarters} | {"all"})
