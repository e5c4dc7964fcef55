"""What a therapist is writing about a course between two reruns: life events, private notes.

One plain object a part of the page, in the session. It is fetched before an action and written right after it, with no
call to Streamlit in between, as on the administrator's desk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from runtherapy_data.errors import InvalidInputError, NotAllowedError, RuntherapyError
from runtherapy_data.i18n import Translate
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.plain import escaped

_Done = TypeVar("_Done")


@dataclass
class Desk:
    """`client_code`: whose course it is about; `changing`: what is being written anew; `removed`: what can come back.

    `place`: where on the page something went wrong; fields are keyed by `nonce`, so that they are empty after it.
    """

    client_code: str
    nonce: str = field(default_factory=lambda: new_id().hex)
    changing: UUID | None = None
    removed: Any = None
    trouble: tuple[str, RuntherapyError] | None = None

    def key(self, *intention: object) -> str:
        """The key of one intention: the same for a second click on the same thing, another one after it was done."""
        return hashlib.sha256("\n".join(map(str, (self.nonce, *intention))).encode()).hexdigest()

    def attempt(self, place: str, act: Callable[[], _Done]) -> _Done | None:
        """Do it; what can be mended is kept, to be said in its place. A refusal goes on to the shell."""
        self.trouble = None
        try:
            done = act()
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.trouble = (place, error)
            return None
        self.changing, self.removed, self.nonce = None, None, new_id().hex
        return done

    def say_trouble(self, place: str, names: Mapping[str, str], _: Translate) -> None:
        """What did not work here: the field as the form names it, what is wrong, and how to mend it."""
        if self.trouble is None or self.trouble[0] != place:
            return
        error = self.trouble[1]
        said = escaped(error.text(_))
        if isinstance(error, InvalidInputError) and error.field in names:
            said = f"**{escaped(_(names[error.field]))}**: {said}"
        st.warning(said)


def desk(part: str, client_code: str) -> Desk:
    """The desk for one part of the page; a new one where the reader went on to another course."""
    name = f"{part}-desk"
    found = st.session_state.get(name)
    if not isinstance(found, Desk) or found.client_code != client_code:
        found = Desk(client_code)
        st.session_state[name] = found
    return found
