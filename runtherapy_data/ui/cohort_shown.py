"""The facts of the supervisor's page. Releases what is due, asks `access` for leave, and `views` for the facts."""

from __future__ import annotations

from threading import Lock
from typing import Final

from runtherapy_data.access import grant_cohorts, grant_system
from runtherapy_data.actions import snapshot
from runtherapy_data.identity import CohortGrant, Permission
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import cohort_choices, cohorts
from runtherapy_data.views.cohort_choices import Choice, Choices
from runtherapy_data.views.cohorts import Comparison

# Several sessions that find an old release wait for one of them to replace it, instead of all adding up the same.
_RELEASING: Final = Lock()


def choices(viewer: Viewer) -> Choices:
    """What there is to compare, from a release that is no older than the setting allows."""
    grant = grant_cohorts(viewer.principal)
    _release_what_is_due(viewer, grant)
    with reading(grant) as connection:
        return cohort_choices.of(connection, grant)


def comparison(viewer: Viewer, known: Choices, a: Choice, b: Choice) -> Comparison:
    """Groups A and B side by side."""
    grant = grant_cohorts(viewer.principal)
    with reading(grant) as connection:
        return cohorts.of(connection, grant, known, a, b)


def _release_what_is_due(viewer: Viewer, grant: CohortGrant) -> None:
    for practice_id in grant.practice_ids:
        leave = grant_system(practice_id, Permission.SNAPSHOT, viewer.principal.email)
        with _RELEASING:
            snapshot.refresh(leave)
