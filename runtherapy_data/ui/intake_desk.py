"""What lies on the desk of an intake between two reruns, and what its fields are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import N_
from runtherapy_data.ui import course_desk

FIELDS: Final[dict[str, str]] = {
    "name": N_("Name"),
    "contact": N_("How to reach them"),
    "complaint": N_("Main complaint"),
    "secondary": N_("Also"),
    "starts_on": N_("First day"),
    "weeks": N_("Weeks"),
    "sessions_per_week": N_("Sessions a week"),
    "mode": N_("Build-up"),
    "consents": N_("Consent"),
    "complaints": N_("Complaints, in words"),
    "physical_capacity": N_("What the body can bear"),
    "mental_capacity": N_("What the mind can bear"),
    "outcome": N_("Outcome of the intake"),
    "referred_to": N_("Referred to"),
}


@dataclass
class Desk(course_desk.Desk):
    """`changed`: the outcome was set a moment ago, and can be taken back with one press.

    `is_taken_up`: the form of a registration opened with what was filled in before.
    """

    changed: bool = False
    is_taken_up: bool = False


def desk(part: str, client_code: str = "") -> Desk:
    """The desk of one part."""
    return course_desk.kept(Desk, f"intake-{part}", client_code)
