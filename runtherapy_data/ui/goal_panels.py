"""What a client wants to be able to do again: read by the client and by the therapist, changed in `goal_editor`."""

from __future__ import annotations

from runtherapy_data.access import grant_course
from runtherapy_data.i18n import Translate
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import goals as view
from runtherapy_data.views.goals import GoalSoFar


def to_client(viewer: Viewer) -> None:
    """The client's own goals, under a heading; nothing at all where none were set. For who has a course."""
    _ = viewer.translate
    found = _goals(viewer)
    if found:
        panels.section(_("What you want to be able to do again"))
        _lines(found, _)
        own = _("These are your own goals. They are only ever compared with themselves.")
        panels.muted(f"{view.scale_words(_)} {own}")


def to_therapist(code: str, viewer: Viewer) -> None:
    """The goals of one client under a heading, with their scores; says where none were set."""
    _ = viewer.translate
    found = _goals(viewer, code)
    panels.section(_("Goals in the client's words"))
    if not found:
        panels.muted(_("No goals have been set yet. Three to five activities of the client's own are enough."))
        return
    _lines(found, _)
    alone = _("Compare each goal with itself alone.")
    panels.muted(f"{view.scale_words(_)} {alone}")


def _goals(viewer: Viewer, code: str | None = None) -> tuple[GoalSoFar, ...]:
    grant = grant_course(viewer.principal, code)
    with reading(grant) as connection:
        return view.of(connection, grant)


def _lines(found: tuple[GoalSoFar, ...], _: Translate) -> None:
    panels.lines("goals", [(one.goal.words, one.told(_)) for one in found])
