"""What lies on the administrator's desk while they decide for the practice: which parts are open, and what was saved.

What was kept when a part was opened stays here, so that nothing is written over what somebody else decides meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from runtherapy_data.store.types import new_id
from runtherapy_data.ui import desk as desks


@dataclass
class Desk(desks.Desk):
    """`seen`: a part to what was kept of it when it was opened; `forms`: a part to the name of its fields.

    `undo`: the part that was saved last, what to say of it, and how to take that back.
    """

    seen: dict[str, Any] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    undo: tuple[str, str, Callable[[str], object]] | None = None
    chosen: dict[str, str] = field(default_factory=dict)  # a part that is a list to what is open in it

    def opened(self, part: str, kept: Any) -> None:
        """A part is on the page: from its first time on, its fields and what was kept then belong together."""
        if part not in self.forms:
            self.forms[part] = new_id().hex
            self.seen[part] = kept

    def closed(self, part: str) -> None:
        """A part is folded: what was typed into it is gone, and it begins anew when it is opened."""
        for kept in (self.forms, self.seen, self.chosen):
            kept.pop(part, None)
        if self.trouble and self.trouble[0] == part:
            self.trouble = None

    def field_of(self, part: str, name: str) -> str:
        """The key of a field: another one after its part was saved or begun anew, so that it shows what is kept."""
        return f"set-{part}-{name}-{self.forms[part]}"

    def saved(self, part: str, said: str, take_back: Callable[[str], object]) -> None:
        """A part was kept: its form begins anew, and `take_back` (with a key of its own) brings back what was."""
        self.closed(part)
        self.undo = (part, said, take_back)


def desk() -> Desk:
    """The desk of this session."""
    if "practice-desk" not in st.session_state:
        st.session_state["practice-desk"] = Desk()
    found: Desk = st.session_state["practice-desk"]
    return found
