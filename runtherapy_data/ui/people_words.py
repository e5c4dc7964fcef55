"""What the page *Mensen* says about one account or one assignment, as lines of text."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity.principals import ROLE_NAMES
from runtherapy_data.queries.people import Treatment
from runtherapy_data.views.people import ACCESS_NAMES, Access, Person

NO_END: Final = "–"
_STARTS: Final = {0: N_("today, {day}"), 1: N_("tomorrow, {day}")}


def moment(value: dt.datetime, zone: str, _: Translate) -> str:
    """A moment in the practice's own time."""
    return _.moment(value.astimezone(ZoneInfo(zone)))


def role(person: Person, _: Translate) -> str:
    """The role, with the client's code or the number of running courses."""
    name = _(ROLE_NAMES[person.role])
    if person.client_code:
        return f"{name} · {person.client_code}"
    if person.courses is not None:
        many = _.plural("{n} running course", "{n} running courses", person.courses)
        return f"{name} · {many}"
    return name


def access(person: Person, zone: str, _: Translate) -> str:
    """How the account stands, and what there is to know about that."""
    said = _(ACCESS_NAMES[person.access])
    said = said[0].upper() + said[1:]
    if person.access == Access.INVITED and person.link_expires_at:
        return _("{access}, until {moment}", access=said, moment=moment(person.link_expires_at, zone, _))
    return said


def signed_in(person: Person, zone: str, _: Translate) -> str:
    """When somebody last signed in."""
    if person.signed_in_at is None:
        return _("Never signed in")
    return _("Last signed in {moment}", moment=moment(person.signed_in_at, zone, _))


def last_day(treatment: Treatment, _: Translate) -> str:
    """The last day of an assignment; a dash where it has no end."""
    if treatment.until_on is None:
        return NO_END
    return _.day(treatment.until_on - dt.timedelta(days=1), year=True)


def start(day: dt.date, today: dt.date, _: Translate) -> str:
    """A day to begin on: "today, Mon 23 Nov", "Thu 26 Nov"."""
    known = _STARTS.get((day - today).days)
    return _(known, day=_.day(day)) if known else _.day(day)
