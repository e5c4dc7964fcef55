"""What is asked on a scale of 0 to 10 about a session, with both ends in plain words, in the order of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import N_


@dataclass(frozen=True, slots=True)
class SessionScale:
    """One question about a session: its column, its name, and what 0 and 10 mean."""

    code: str
    name: str
    at_zero: str
    at_ten: str


SESSION_SCALES: Final[tuple[SessionScale, ...]] = (
    SessionScale("effort", N_("Effort"), N_("no effort"), N_("as hard as it gets")),
    SessionScale("feeling_before", N_("Feeling before"), N_("very bad"), N_("very good")),
    SessionScale("feeling_after", N_("Feeling afterwards"), N_("very bad"), N_("very good")),
    SessionScale("enjoyment", N_("Enjoyment"), N_("none at all"), N_("very much")),
    SessionScale("pain", N_("Pain"), N_("no pain"), N_("the worst pain")),
)
