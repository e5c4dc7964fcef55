"""The facts of the page *Praktijk*, and leave to change them: asked for anew on every rerun and every click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from runtherapy_data.access import grant_practice
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.exercises import SHIPPED, Exercise
from runtherapy_data.measures.practice_settings import PracticeSettings
from runtherapy_data.measures.wording import Wording
from runtherapy_data.queries.practice_library import OwnExercise, own_exercises
from runtherapy_data.queries.practice_parts import Change, kept_parts, last_changes
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.queries.practice_wordings import OwnWording, laid_ready, own_wordings, texts_of
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer

CHANGES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """`kept`: part to what the practice decided of it, None for the default; `settings`: with the defaults.

    `exercises`: what it keeps of its own in the library, by code. `wordings`: every text of a
    questionnaire that its clients read, by instrument; `own_wordings`: those that it took in itself; `ready`: one that
    the viewer brought and has yet to look at; `troubles`: what is wrong with the machine's folder of texts."""

    kept: dict[str, dict[str, Any] | None]
    settings: PracticeSettings
    changes: tuple[Change, ...]
    exercises: dict[str, OwnExercise]
    wordings: dict[str, Wording]
    own_wordings: tuple[OwnWording, ...]
    ready: dict[str, Any] | None
    troubles: tuple[ConfigurationError, ...]

    @property
    def every_exercise(self) -> dict[str, Exercise]:
        """Code → what there is to give or to bring back, as it reads now."""
        return {one.code: one for one in SHIPPED} | {code: own.exercise for code, own in self.exercises.items()}


def facts(viewer: Viewer) -> Facts:
    """What the viewer's practice decided so far."""
    grant = leave(viewer)
    with reading(grant) as connection:
        found = texts_of(connection, grant)
        return Facts(
            kept=kept_parts(connection, grant),
            settings=practice_settings(connection, grant),
            changes=last_changes(connection, grant, CHANGES_SHOWN),
            exercises=own_exercises(connection, grant),
            wordings=found.by_instrument,
            own_wordings=own_wordings(connection, grant),
            ready=laid_ready(connection, grant),
            troubles=found.troubles,
        )


def leave(viewer: Viewer) -> Grant:
    """Leave for one change."""
    return grant_practice(viewer.principal, Permission.SETTINGS_WRITE)
