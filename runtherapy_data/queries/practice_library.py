"""The library of exercises for the one who edits it: what the practice changed, added and put aside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import ExerciseKind
from runtherapy_data.measures.exercises import Exercise
from runtherapy_data.measures.words import Words
from runtherapy_data.store.tables import PracticeExercise


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """An exercise as the practice keeps it itself; `active`: it is in the library."""

    exercise: Exercise
    active: bool


def own_exercises(connection: Connection, grant: Grant) -> dict[str, OwnExercise]:
    """Code → what the practice of the grant keeps of its own, also in place of a shipped exercise."""
    grant.require(Permission.SETTINGS_WRITE)
    row = PracticeExercise
    query = (
        select(row.code, row.kind, row.name_nl, row.name_en, row.words_nl, row.words_en, row.minutes, row.active)
        .where(row.practice_id == grant.practice_id)
        .order_by(row.code)
    )
    return {
        one.code: OwnExercise(
            Exercise(
                one.code, ExerciseKind(one.kind), Words(nl=one.name_nl, en=one.name_en),
                Words(nl=one.words_nl, en=one.words_en), one.minutes,
            ),
            one.active,
        )
        for one in connection.execute(query)
    }  # fmt: skip
