"""What a course begins with: whose it is, for which complaints, from when, how long, with which consents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures import within
from runtherapy_data.measures.build_up import suggested_mode
from runtherapy_data.measures.codes import Complaint, Mode, Purpose

LONGEST_NAME: Final = 120
LONGEST_CONTACT: Final = 200
WEEKS: Final = (1, 52)
SESSIONS: Final = (1, 7)
FARTHEST: Final = dt.timedelta(days=366)  # from today, back and ahead: farther is a wrong year
# Read aloud and typed over: no vowels, which make words, and nothing that is taken for something else (0 O, 1 I, 5 S).
CODE_LETTERS: Final = "346789CDFGHJKMNPQRTWXY"
CODE_LENGTH: Final = 5


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a therapist fills in to begin a course; `mode` is the suggested one where it is left out.

    `name` and `contact` are of a new client, and may be empty: a client is known by a code.
    """

    complaint: str
    starts_on: dt.date
    secondary: tuple[str, ...] = ()
    weeks: int = 10
    sessions_per_week: int = 3
    mode: str | None = None
    name: str = ""
    contact: str = ""
    consents: tuple[str, ...] = ()


def checked(given: Beginning, today: dt.date) -> Beginning:
    """The same with its mode, without doubles and spare space.

    Raises:
        InvalidInputError: `field` is complaint, secondary, starts_on, weeks, sessions_per_week, mode, name, contact or
            consents: the first that cannot be accepted, in the order of the form.
    """
    name = within.words("name", " ".join(given.name.split()), LONGEST_NAME) or ""
    contact = within.words("contact", " ".join(given.contact.split()), LONGEST_CONTACT) or ""
    complaint = _code("complaint", given.complaint, tuple(one.value for one in Complaint))
    every = [_code("secondary", one, tuple(known.value for known in Complaint)) for one in given.secondary]
    secondary = tuple(one for one in dict.fromkeys(every) if one != complaint)
    if abs(given.starts_on - today) > FARTHEST:
        raise InvalidInputError(
            "starts_on",
            N_("This day is more than a year away."),
            N_("Check the year: {day}."),
            day=given.starts_on.isoformat(),
        )
    mode = given.mode or suggested_mode((complaint, *secondary)).value
    return replace(
        given,
        name=name,
        contact=contact,
        complaint=complaint,
        secondary=secondary,
        weeks=_whole("weeks", given.weeks, WEEKS),
        sessions_per_week=_whole("sessions_per_week", given.sessions_per_week, SESSIONS),
        mode=_code("mode", mode, tuple(one.value for one in Mode)),
        consents=tuple(
            dict.fromkeys(_code("consents", one, tuple(known.value for known in Purpose)) for one in given.consents)
        ),
    )


def _code(field: str, value: str, known: tuple[str, ...]) -> str:
    code = within.code(field, value or None, known)
    if code is None:
        raise InvalidInputError(field, N_("Nothing was chosen here."), N_("Choose one of these."))
    return code


def _whole(field: str, value: int, ends: tuple[int, int]) -> int:
    number = within.whole(field, value, ends)
    if number is None:
        raise InvalidInputError(field, N_("Nothing was chosen here."), N_("Choose one of these."))
    return number
