"""What somebody is busy with between two reruns of a page: the keys of their intentions, and what did not work.

One plain object a page or a part of it, in the session. It is fetched before an action and written right after it, with
no call to Streamlit in between: a second click that interrupts the page can then never lose what was just done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from runtherapy_data.errors import InvalidInputError, NotAllowedError, RuntherapyError
from runtherapy_data.i18n import Translate
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.plain import escaped

_Done = TypeVar("_Done")


@dataclass
class Desk:
    """`nonce` makes the keys of one intention; `trouble`: where on the page something went wrong, and what."""

    nonce: str = field(default_factory=lambda: new_id().hex, kw_only=True)
    trouble: tuple[object, RuntherapyError] | None = field(default=None, kw_only=True)

    def key(self, *intention: object) -> str:
        """The key of one intention: the same for a second click on the same thing, another one after it was done."""
        return hashlib.sha256("\n".join(map(str, (self.nonce, *intention))).encode()).hexdigest()

    def renew(self) -> None:
        """It was done: the same again from now on is a new intention."""
        self.nonce = new_id().hex

    def attempt(self, place: object, act: Callable[[], _Done]) -> _Done | None:
        """Do it; what can be mended is kept, to be said in its place. A refusal goes on to the shell."""
        self.trouble = None
        try:
            done = act()
        except NotAllowedError:
            raise
        except RuntherapyError as error:
            self.trouble = (place, error)
            return None
        if done is not None:
            self.renew()
        return done

    def say_trouble(self, place: object, names: Mapping[str, str], _: Translate) -> None:
        """What did not work here: the field as the form names it, what is wrong, and how to mend it."""
        if self.trouble is None or self.trouble[0] != place:
            return
        error = self.trouble[1]
        said = escaped(error.text(_))
        if isinstance(error, InvalidInputError) and error.field in names:
            said = f"**{escaped(_(names[error.field]))}**: {said}"
        st.warning(said)
