"""Above the list of clients: for whom the reader stands in, and who stands in for them. Nothing where nobody does."""

from __future__ import annotations

from runtherapy_data.access import grant_caseload
from runtherapy_data.i18n import Translate
from runtherapy_data.queries.substitutions import Standing, own
from runtherapy_data.store import reading
from runtherapy_data.ui import panels
from runtherapy_data.ui.guard import Viewer


def show(viewer: Viewer) -> None:
    """A line for each, with its days."""
    grant = grant_caseload(viewer.principal)
    with reading(grant) as connection:
        found = own(connection, grant, viewer.today)
    lines = [told(one, viewer) for one in found]
    if lines:
        panels.muted(" ".join(lines))


def told(one: Standing, viewer: Viewer) -> str:
    """One substitution, said to one of the two."""
    _: Translate = viewer.translate
    first, last = _.day(one.from_on), _.day(one.last_on)
    is_mine = one.substitute_id == viewer.principal.account_id
    name = one.therapist if is_mine else one.substitute
    if one.runs(viewer.today):
        if is_mine:
            return _("You stand in for {name} through {last}.", name=name, last=last)
        return _("{name} stands in for you through {last}.", name=name, last=last)
    if is_mine:
        return _("You will stand in for {name} from {first} through {last}.", name=name, first=first, last=last)
    return _("{name} will stand in for you from {first} through {last}.", name=name, first=first, last=last)
