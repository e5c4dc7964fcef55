"""What a therapist is busy with on the page of a client's questionnaires."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from uuid import UUID

from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.ui.course_desk import AboutCourse, kept

_Done = TypeVar("_Done")
NEW: Final = "new"
ASKED, ENTRY, RESULTS = "asked", "entry", "results"  # where on the page something went wrong


@dataclass
class Desk(AboutCourse):
    """`entering`: the form that is open, NEW or the hex id of the result that is corrected; `preset`: what the new one
    is for. `moving`: what gets another day, as it stood. `before`: what was moved or dropped a moment ago, as it was;
    `removed`: the result that can come back; `saved`: the one that was just written (`kept_in_list`: among what is
    asked). `history`: the result whose history is shown. `opened`: a form and what was kept of it when it was opened,
    from which its fields begin. `shown`: each result with its revision as it stood on the page when that was drawn to
    its end: what is taken away is what its reader saw, not what a colleague made of it since.
    """

    entering: str | None = None
    preset: Ask | None = None
    moving: Ask | None = None
    before: Ask | None = None
    removed: HeldResult | None = None
    saved: UUID | None = None
    kept_in_list: bool = False
    history: UUID | None = None
    opened: tuple[str, dict[str, Any]] | None = None
    shown: dict[UUID, int] = field(default_factory=dict)

    def attempt(self, place: object, act: Callable[[], _Done]) -> _Done | None:
        """Do it; once something was done, what could be undone before it is no longer on offer."""
        done = super().attempt(place, act)
        if self.trouble is None:
            self.before, self.removed, self.saved, self.moving = None, None, None, None
        return done

    def begun_with(self, place: str, content: dict[str, Any], revision: int) -> dict[str, Any]:
        """What a form began with, and the `revision` that the writer saw then.

        Fields whose first value changes would lose what is typed in them; and whoever corrects a result corrects what
        they saw, not what somebody else made of it since.
        """
        if self.opened is None or self.opened[0] != place:
            self.opened = (place, {"revision": revision, **content})
        return self.opened[1]

    def enter(self, what: str | None, preset: Ask | None = None) -> None:
        """Open a form, or close the one that is open."""
        self.kept_in_list = self.preset is not None
        self.entering, self.preset, self.trouble, self.saved = what, preset, None, None
        self.renew()


def desk(client_code: str) -> Desk:
    """The desk of this page."""
    return kept(Desk, "results", client_code)
