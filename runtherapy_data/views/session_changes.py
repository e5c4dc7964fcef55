"""Two versions of one session beside each other: what differs, who changed it, and what stands after a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any, Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.observations import OBSERVED
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry
from runtherapy_data.queries.corrections import Corrected
from runtherapy_data.views.session_words import NAMES, done_said, value_said

DONE: Final = "done"
LONGEST_SAID: Final = 100  # letters of one piece within a sentence; the session itself stands below it
# What is chosen as one: minutes and intervals belong together. Everything else is a piece of its own.
_TOGETHER: Final = {DONE: ("intervals", "walking_minutes", "running_minutes")}
_OF_DONE: Final = frozenset(_TOGETHER[DONE])
PIECES: Final[dict[str, tuple[str, ...]]] = {
    **{name: (name,) for name in ("day", "started_at", "kind", "planned_minutes")},
    **_TOGETHER,
    **{name: (name,) for name in NAMES if name in ENTERED and name not in _OF_DONE},
}
_TEXTS: Final = ("reflection", "home_exercises", *OBSERVED)
PIECE_NAMES: Final = {**NAMES, DONE: N_("What was done")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece of a session that differs: theirs (which stands now) and mine (which was being saved).

    `both`: both changed it, so that somebody has to choose. Else `is_mine` says who changed it.
    """

    piece: str
    both: bool
    is_mine: bool


def differences(opened: SessionEntry | None, theirs: SessionEntry, mine: SessionEntry) -> tuple[Difference, ...]:
    """What differs between what stands and what was being saved.

    `opened` is the session as the writer opened it; without it every difference has to be chosen.
    """
    found = []
    for piece in PIECES:
        now, meant = _part(theirs, piece), _part(mine, piece)
        if now == meant:
            continue
        was = _part(opened, piece) if opened else None
        only_mine, only_theirs = opened is not None and was == now, opened is not None and was == meant
        found.append(Difference(piece, not (only_mine or only_theirs), only_mine))
    return tuple(found)


def merged(theirs: SessionEntry, mine: SessionEntry, taken: Mapping[str, bool]) -> SessionEntry:
    """What stands, with the pieces of mine that were taken (piece → whether it is mine)."""
    values: dict[str, Any] = {
        name: getattr(mine, name) for piece, is_mine in taken.items() if is_mine for name in PIECES[piece]
    }
    return replace(theirs, **values)


def piece_said(entry: SessionEntry, piece: str, _: Translate, zone: str) -> str:
    """One piece of a session in words."""
    return done_said(entry, _) if piece == DONE else value_said(piece, getattr(entry, piece), _, zone)


def corrected_said(one: Corrected, _: Translate, zone: str) -> str:
    """One correction in words: "effort 4 → 6; pain – → 2"; or that it was removed or came back."""
    if one.new is None:
        return _("removed")
    if one.old is None:
        return _("brought back")
    told = [
        f"{_(name)}: {value_said(column, one.old.get(column), _, zone)} → "
        f"{value_said(column, one.new.get(column), _, zone)}"
        for column, name in NAMES.items()
        if column in one.new
    ]
    return "; ".join(told)


def put_back_said(stands: SessionEntry, was: SessionEntry, _: Translate, zone: str) -> str:
    """One sentence after a change was undone: what stands again, each piece in a few words."""
    told = [f"{_(PIECE_NAMES[one.piece]).lower()} {_briefly(stands, one.piece, _, zone)}"
            for one in differences(None, stands, was)]  # fmt: skip
    if not told:
        return _("Put back: the session of {day} stands as it was.", day=_.day(stands.day))
    return _("Put back: in the session of {day} stands again: {what}.", day=_.day(stands.day), what=", ".join(told))


def _briefly(entry: SessionEntry, piece: str, _: Translate, zone: str) -> str:
    if not any(one or one == 0 for one in _part(entry, piece)):
        return _("not filled in")
    said = shorten(piece_said(entry, piece, _, zone), LONGEST_SAID, placeholder="…")
    return f"“{said}”" if piece in _TEXTS else said


def _part(entry: SessionEntry, piece: str) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in PIECES[piece])
