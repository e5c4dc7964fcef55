"""What all tables share: constraint names, and the columns that recur."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column

from runtherapy_data.store.types import Key, UtcDateTime


class Base(DeclarativeBase):
    """Base of every table; names every constraint, so that a migration can find it again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Key(), dt.datetime: UtcDateTime()}  # noqa: RUF012 - SQLAlchemy's own contract


# practice_id leads every clinical key: the same schema then shards by practice (docs/adr/0002).
PracticeKey = Annotated[int, mapped_column(Integer, ForeignKey("practice.id"), primary_key=True, autoincrement=False)]
PracticeRef = Annotated[int, mapped_column(Integer, ForeignKey("practice.id"))]
IdKey = Annotated[UUID, mapped_column(Key, primary_key=True)]


def of_course() -> ForeignKeyConstraint:
    """This row belongs to a course of the same practice."""
    return ForeignKeyConstraint(["practice_id", "course_id"], ["course.practice_id", "course.id"])
