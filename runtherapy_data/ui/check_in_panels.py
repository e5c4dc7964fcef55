"""The check-in page from top to bottom, and the door through which a client comes in."""

from __future__ import annotations

from runtherapy_data.queries import check_ins as queries
from runtherapy_data.queries import due
from runtherapy_data.store import reading
from runtherapy_data.ui import check_in_days, check_in_form, check_in_saving, navigation, panels
from runtherapy_data.ui.check_in_desk import desk
from runtherapy_data.ui.guard import Viewer


def show(viewer: Viewer) -> bool:
    """Choose the day, fill it in, save it; or why there is nothing to fill in. Whether there is a course at all."""
    _, found = viewer.translate, check_in_days.opened(viewer)
    if found is None or not found.days:
        check_in_days.nothing_open(found, viewer)
        return found is not None
    panels.heading(_("Check-in"), _("Skip what you do not want to fill in."))
    busy = desk()
    busy.day = check_in_days.choose(found, busy.day, viewer)
    known = check_in_form.known(found, busy.day)
    if busy.was_saved_elsewhere(known.stored):
        known.draft.throw_away(known.grant)
        known = check_in_form.known(found, busy.day)
    if known.is_filled_in and not known.is_half_written and busy.changing != busy.day:
        check_in_saving.saved(known, busy, viewer)
        return True
    answers, done = check_in_form.fill_in(known, busy, viewer)
    check_in_saving.button(known, answers, done, busy, viewer)
    return True


def waits_for_today(viewer: Viewer) -> bool:
    """Whether the client can check in today and has not done so; in a pause or an event of life nothing waits."""
    found, today = check_in_days.opened(viewer), viewer.today
    if found is None or today not in found.days:
        return False
    with reading(found.grant) as connection:
        away = due.spans_left_out(connection, found.grant, today).get(found.grant.course_id, ())
        return queries.of_day(connection, found.grant, today).is_empty and not any(
            first <= today <= last for first, last in away
        )


def come_in(viewer: Viewer) -> None:
    """At the front door: a client whose check-in of today is open goes on to it; the others stay."""
    if waits_for_today(viewer):
        navigation.go_to("check-in")
