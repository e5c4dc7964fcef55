"""What lies on the administrator's desk between two reruns: what they are busy with, and how it went.

One plain object in the session. It is fetched before an action and written right after it, with no call to Streamlit in
between: a second click that interrupts the page can then never lose a link that was just made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar
from uuid import UUID

import streamlit as st

from runtherapy_data.actions.people import Invitation
from runtherapy_data.actions.treating import Assigned
from runtherapy_data.errors import InvalidInputError, NotAllowedError, RuntherapyError
from runtherapy_data.i18n import N_, Translate
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.plain import escaped

_Done = TypeVar("_Done")
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
class Desk:
    """`place` is the form or the account (its id) that an outcome belongs to."""

    nonce: str = field(default_factory=lambda: new_id().hex)
    chosen: UUID | None = None
    closing: bool = False
    closed: UUID | None = None
    invitation: tuple[str, Invitation] | None = None
    assigned: Assigned | None = None
    trouble: tuple[str, RuntherapyError] | None = None

    def key(self, *intention: object) -> str:
        """The key of one intention: the same for a second click on the same thing, another one after it was done."""
        return hashlib.sha256("\n".join(map(str, (self.nonce, *intention))).encode()).hexdigest()

    def attempt(self, place: str, act: Callable[[], _Done]) -> _Done | None:
        """Do it; what the administrator can mend is kept to be said in its place. A refusal goes on to the shell."""
        self.trouble = None
        try:
            done = act()
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.trouble = (place, error)
            return None
        if done is not None:
            self.nonce = new_id().hex
        return done

    def choose(self, account_id: UUID | None) -> None:
        """Open one account, or none: whatever was said about another one is put away."""
        self.chosen, self.closing, self.closed, self.trouble = account_id, False, None, None
        if self.invitation and self.invitation[0] != CREATE:
            self.invitation = None

    def say_trouble(self, place: str, _: Translate) -> None:
        """What did not work here: the field as the form names it, what is wrong, and how to mend it."""
        if self.trouble is None or self.trouble[0] != place:
            return
        error = self.trouble[1]
        said = escaped(error.text(_))
        if isinstance(error, InvalidInputError) and error.field in FIELD_NAMES:
            said = f"**{escaped(_(FIELD_NAMES[error.field]))}**: {said}"
        st.warning(said)


def desk() -> Desk:
    """The desk of this session."""
    if "people-desk" not in st.session_state:
        st.session_state["people-desk"] = Desk()
    found: Desk = st.session_state["people-desk"]
    return found
