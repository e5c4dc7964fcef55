"""The facts of the supervisor's page: asks `access` for leave, has what is due released, asks `views` for facts."""

from __future__ import annotations

from runtherapy_data.access import grant_cohorts
from runtherapy_data.actions.snapshot import refresh_overseen
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import cohort_choices, cohorts
from runtherapy_data.views.cohort_choices import Choice, Choices
from runtherapy_data.views.cohorts import Comparison


def choices(viewer: Viewer) -> Choices:
    """What there is to compare, from a release that is no older than the setting allows."""
    grant = grant_cohorts(viewer.principal)
    refresh_overseen(grant)
    with reading(grant) as connection:
        return cohort_choices.of(connection, grant)


def comparison(viewer: Viewer, known: Choices, a: Choice, b: Choice) -> Comparison:
    """Groups A and B side by side."""
    grant = grant_cohorts(viewer.principal)
    with reading(grant) as connection:
        return cohorts.of(connection, grant, known, a, b)
