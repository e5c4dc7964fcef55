"""What a client told of their weeks: on their own page of progress, and on the therapist's page of the course."""

from __future__ import annotations

from runtherapy_data.access import grant_course
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views import week_reflections as view
from runtherapy_data.views.week_reflections import Reflections


def to_client(viewer: Viewer) -> None:
    """The client's own weeks; nothing before the first of them. What can be looked back on now stands with today."""
    _ = viewer.translate
    try:
        grant = grant_course(viewer.principal)
    except NotAllowedError:
        return
    with reading(grant) as connection:
        found = view.of(connection, grant, viewer.today)
    if found.weeks:
        panels.section(_("Looking back on your weeks"))
        _weeks(found, viewer, to_client=True)


def to_therapist(code: str, viewer: Viewer) -> None:
    """The weeks of one client of the therapist, with their own sentences; the caller gives the heading."""
    _, grant = viewer.translate, grant_course(viewer.principal, code)
    with reading(grant) as connection:
        found = view.of(connection, grant, viewer.today)
    if not found.weeks:
        panels.muted(_("No week was looked back on yet. It is asked once a week, and may be skipped."))
        return
    _weeks(found, viewer, to_client=False)


def _weeks(found: Reflections, viewer: Viewer, *, to_client: bool) -> None:
    _ = viewer.translate
    panels.muted(view.sentence(found, _))
    header, rows = view.table(found, _, to_client=to_client)
    panels.table("reflections", header, rows, numbers=range(1, len(header)))
    if told := view.told(found, _):
        panels.quotes("weeks", told)
