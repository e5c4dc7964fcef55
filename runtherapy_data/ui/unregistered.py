"""What is half filled in about somebody who is not registered yet: there is no course that a draft could be kept with.

It waits in the memory of the program, for the account that typed it and for nobody else: a reload, a lost connection or
a new sign-in finds it again. It is gone once the client is registered, when it is thrown away, twelve hours after the
last change, and when the program is started anew. Nothing of it is written to the store or to a log.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from runtherapy_data.identity import Principal

LONGEST_S: Final = 12 * 3600.0


@dataclass
class Waiting:
    """Of each account and form: when it was kept (seconds of a clock that only runs on), and what was filled in."""

    longest_s: float = LONGEST_S
    _kept: dict[tuple[int, UUID, str], tuple[float, dict[str, Any]]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def found(self, who: Principal, form: str) -> dict[str, Any]:
        """What this account had filled in; empty where it is nothing, or too long ago."""
        with self._lock:
            self._drop_old()
            _at, content = self._kept.get(_key(who, form), (0.0, {}))
            return dict(content)

    def keep(self, who: Principal, form: str, content: Mapping[str, Any]) -> None:
        """Keep what is filled in now in place of what was; nothing is kept of an empty form."""
        with self._lock:
            self._drop_old()
            self._kept.pop(_key(who, form), None)
            if content:
                self._kept[_key(who, form)] = (time.monotonic(), dict(content))

    def forget(self, who: Principal, form: str) -> None:
        """They are registered, or what was filled in is not wanted any more."""
        self.keep(who, form, {})

    def _drop_old(self) -> None:
        oldest = time.monotonic() - self.longest_s
        for key in [key for key, (at, _content) in self._kept.items() if at < oldest]:
            del self._kept[key]


def _key(who: Principal, form: str) -> tuple[int, UUID, str]:
    assert who.account_id is not None  # noqa: S101 - only who signed in sees a form
    return who.practice_id, who.account_id, form


WAITING: Final = Waiting()
