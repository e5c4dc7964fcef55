"""What somebody is logging between two reruns: which session, what stood when it was opened, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from runtherapy_data.actions.session_rows import Whole
from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.measures.session_entry import SessionEntry, tidied
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.ui import desk as desks

_Done = TypeVar("_Done")
FORM = "form"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands by now, and what was being saved: to be chosen from.

    `base` is the session as it was when its form was opened; None where that is not known any more.
    """

    theirs: HeldSession
    mine: SessionEntry
    base: SessionEntry | None
    exercises: tuple[str, ...] = ()


@dataclass
class Desk(desks.Desk):
    """`client_code`: whose course; `session_id`: the session that is written anew, None for a new one.

    `opened`: the session when its form was opened. `saved` and `removed` are what was done last, to say and to undo;
    `revision` is the version that is being changed: an older one than `opened` where the form goes on with a draft.
    `before` is what stood before `saved`, where it was a change. `put_back`: what stands again and what was undone for
    it. `conflict` waits for a choice.
    """

    client_code: str
    session_id: UUID | None = None
    opened: HeldSession | None = None
    revision: int = 0
    saved: HeldSession | None = None
    before: HeldSession | None = None
    removed: Whole | None = None
    put_back: tuple[SessionEntry, SessionEntry] | None = None
    conflict: Conflict | None = None
    start: dict[str, Any] = field(default_factory=dict)

    def attempt(self, place: object, act: Callable[[], _Done]) -> _Done | None:
        """Do it; what can be mended is kept, to be said in its place. A refusal goes on to the shell."""
        self.conflict = None
        return super().attempt(place, act)

    def met(self, mine: SessionEntry, exercises: Sequence[str]) -> None:
        """Where somebody else came first, keep both versions for a choice in place of saying trouble."""
        if self.trouble and isinstance(error := self.trouble[1], ChangedMeanwhileError):
            theirs = error.now
            if isinstance(theirs, HeldSession):
                with suppress(InvalidInputError):  # it is said again when what was chosen is saved
                    mine = tidied(mine)
                self.trouble, self.conflict = None, Conflict(theirs, mine, self.base, tuple(exercises))

    @property
    def base(self) -> SessionEntry | None:
        """What stood in the version that is being changed."""
        return self.opened.entry if self.opened and self.opened.revision == self.revision else None

    def begin_anew(self) -> None:
        """Another session: nothing of the last one stands on the page."""
        self.opened = self.saved = self.before = self.removed = self.conflict = self.trouble = self.put_back = None
        self.start = {}
        self.renew()


def desk(client_code: str, session_id: UUID | None) -> Desk:
    """The desk of this page; a new one where the reader went on to another client or another session."""
    found = st.session_state.get("session-desk")
    if not isinstance(found, Desk) or (found.client_code, found.session_id) != (client_code, session_id):
        found = Desk(client_code, session_id)
        st.session_state["session-desk"] = found
    return found
