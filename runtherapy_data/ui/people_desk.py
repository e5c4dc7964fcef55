"""What lies on the administrator's desk between two reruns: what they are busy with, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from runtherapy_data.actions.people import Invitation
from runtherapy_data.actions.treating import Assigned
from runtherapy_data.i18n import N_
from runtherapy_data.ui import desk as desks

CREATE, ASSIGN = "create", "assign"
FIELD_NAMES: Final[dict[str, str]] = {
    "name": N_("Name"),
    "email": N_("E-mail address"),
    "role": N_("Role"),
    "language": N_("Language"),
    "client_code": N_("Client code"),
    "therapist": N_("Therapist"),
    "from_on": N_("From"),
    "until_on": N_("Up to and including"),
}


@dataclass
class Desk(desks.Desk):
    """A place on it is the form or the account (its id) that an outcome belongs to."""

    chosen: UUID | None = None
    closing: bool = False
    closed: UUID | None = None
    invitation: tuple[str, Invitation] | None = None
    assigned: Assigned | None = None

    def choose(self, account_id: UUID | None) -> None:
        """Open one account, or none: whatever was said about another one is put away."""
        self.chosen, self.closing, self.closed, self.trouble = account_id, False, None, None
        if self.invitation and self.invitation[0] != CREATE:
            self.invitation = None


def desk() -> Desk:
    """The desk of this session."""
    if "people-desk" not in st.session_state:
        st.session_state["people-desk"] = Desk()
    found: Desk = st.session_state["people-desk"]
    return found
