"""What is half filled in: kept in the store whenever a form changes, and there again after a lost connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import streamlit as st

from runtherapy_data.actions import drafts as actions
from runtherapy_data.identity import Grant
from runtherapy_data.queries import drafts as queries
from runtherapy_data.store import reading


@dataclass
class Drafting:
    """One form in one tab: `content` is what is kept of it now; `found`: it was there when the form was opened.

    `course_id`: whose it is. A form with the same subject about another client is another form.
    """

    kind: str
    subject: str
    content: dict[str, Any] = field(default_factory=dict)
    found: bool = False
    course_id: UUID | None = None

    def keep(self, grant: Grant, content: Mapping[str, Any]) -> None:
        """Keep what is filled in now. Nothing is written as long as nothing changed."""
        given = {name: value for name, value in content.items() if value not in (None, "", [], {})}
        if given == self.content:
            return
        if given:
            actions.keep(grant, self.kind, self.subject, given)
        else:
            actions.throw_away(grant, self.kind, self.subject)
        self.content = given

    def throw_away(self, grant: Grant) -> None:
        """Begin anew: nothing of it is kept."""
        actions.throw_away(grant, self.kind, self.subject)
        self.forget()

    def forget(self) -> None:
        """The form was saved, and its draft with it (see `actions.drafts.drop`): open it anew.

        Emptied first: a second click may end the run where the session is asked for.
        """
        self.content, self.found = {}, False
        st.session_state.pop(_name(self.kind), None)


def _name(kind: str) -> str:
    return f"drafting-{kind}"


def drafting(grant: Grant, kind: str, subject: str) -> Drafting:
    """The draft of a form, read once when it is opened: its `content` gives the fields their first values."""
    held = st.session_state.get(_name(kind))
    if isinstance(held, Drafting) and (held.subject, held.course_id) == (subject, grant.course_id):
        return held
    with reading(grant) as connection:
        kept = queries.own(connection, grant, kind).get(subject)
    opened = Drafting(kind, subject, dict(kept.content) if kept else {}, kept is not None, grant.course_id)
    st.session_state[_name(kind)] = opened
    return opened
