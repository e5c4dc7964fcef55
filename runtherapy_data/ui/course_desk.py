"""What a therapist is writing about a course between two reruns: life events, private notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui.guard import Viewer

_Done = TypeVar("_Done")


@dataclass
class AboutCourse(desks.Desk):
    """`client_code`: whose newest course the desk is about."""

    client_code: str

    def leave(self, viewer: Viewer, permission: Permission = Permission.COURSE_WRITE) -> Grant:
        """Leave to work on the course, or for one thing with it, asked for anew each time."""
        return grant_course(viewer.principal, self.client_code, permission)


_About = TypeVar("_About", bound=AboutCourse)


@dataclass
class Desk(AboutCourse):
    """`changing`: what is being written anew; `removed`: what can come back.

    `opened`: what stood there when it was opened to be changed, by which a colleague's change meanwhile is noticed.
    Fields are keyed by `nonce`, so that they are empty after something was kept.
    """

    changing: UUID | int | None = None
    removed: Any = None
    opened: Any = None

    def attempt(self, place: object, act: Callable[[], _Done]) -> _Done | None:
        """Do it; what can be mended is kept, to be said in its place. A refusal goes on to the shell."""
        done = super().attempt(place, act)
        if self.trouble is None:
            self.changing, self.removed = None, None
            self.renew()
        return done

    def take_notice(self, what: Callable[[Any], Any]) -> None:
        """After a refusal because somebody else was quicker: it has been said, and what stands now is what was seen."""
        error = self.trouble[1] if self.trouble else None
        if isinstance(error, ChangedMeanwhileError):
            self.opened = what(error.now)


def desk(part: str, client_code: str) -> Desk:
    """The desk for one part of the page."""
    return kept(Desk, part, client_code)


def kept(kind: type[_About], part: str, client_code: str) -> _About:
    """The desk of this kind for one part; a new one where the reader went on to another course."""
    name = f"{part}-desk"
    found = st.session_state.get(name)
    if not isinstance(found, kind) or found.client_code != client_code:
        found = kind(client_code)
        st.session_state[name] = found
    return found
