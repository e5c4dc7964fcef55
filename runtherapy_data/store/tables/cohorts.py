"""The cohort snapshot: what may be known about groups of consented courses, and nothing else.

Only groups that passed disclosure control are stored, so that no page, report or query can show a smaller one. A
group is a primary complaint or `all`, and a start period: a quarter (2026-Q2), a year (2026) or `all`
(docs/adr/0003).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Double, String
from sqlalchemy.orm import Mapped, mapped_column

from runtherapy_data.measures.codes import Complaint
from runtherapy_data.measures.groups import ALL, BEGAN, FEWEST, OUTCOMES, ROUNDED_TO
from runtherapy_data.store.tables.base import Base, PracticeKey
from runtherapy_data.store.types import one_of


class Snapshot(Base):
    """When a practice was last aggregated, through which day, over how many consented courses."""

    __tablename__ = "snapshot"

    practice_id: Mapped[PracticeKey]
    taken_at: Mapped[dt.datetime]
    through_on: Mapped[dt.date]
    courses: Mapped[int]


class CohortWeek(Base):
    """One measure in one week of the course: how many courses, on how many days, and the sums of their week values.

    The unit is the course, not the day: a course enters with its own mean, so that a client who checks in daily
    does not outweigh one who checks in weekly, and the interval is that of independent people. `measure`: mood,
    sleep, energy, tension (mean of the week's check-ins); the same with `_change` (that mean minus the course's own
    mean of its first two weeks); running_minutes, walking_minutes (sum of the week's sessions; a week without
    sessions counts as 0).
    """

    __tablename__ = "cohort_week"
    __table_args__ = (
        one_of("complaint", (*Complaint, ALL)),
        CheckConstraint(f"courses >= {FEWEST}", name="courses_enough"),
    )

    practice_id: Mapped[PracticeKey]
    complaint: Mapped[str] = mapped_column(String(30), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    week: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    courses: Mapped[int]
    days: Mapped[int]
    sum_of_means: Mapped[float] = mapped_column(Double)
    sum_of_squares: Mapped[float] = mapped_column(Double)


class CohortOutcome(Base):
    """How many courses of a group `began`, exactly, and about how many ended how or are still `running`.

    The number of an outcome is rounded to a multiple of five before it is stored; under eight there is no row. Where no
    outcome has a row, nothing is said about how the courses ended.
    """

    __tablename__ = "cohort_outcome"
    __table_args__ = (
        one_of("complaint", (*Complaint, ALL)),
        one_of("outcome", (*OUTCOMES, BEGAN)),
        CheckConstraint(f"courses >= {FEWEST}", name="courses_enough"),
        CheckConstraint(
            f"outcome = '{BEGAN}' OR courses = courses / {ROUNDED_TO} * {ROUNDED_TO}", name="courses_rounded"
        ),
    )

    practice_id: Mapped[PracticeKey]
    complaint: Mapped[str] = mapped_column(String(30), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    courses: Mapped[int]
