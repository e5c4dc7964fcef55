"""What an administrator decides for the practice: one part at a time, as a whole, with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.i18n import LANGUAGES
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_parts import (
    DEFAULT_ZONE,
    HELP_TEXT,
    RISK_PROTOCOL,
    ZONE,
    checked,
    unless_changed,
)
from runtherapy_data.queries.practice_parts import kept_parts
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import Practice, PracticeSetting

DECIDE: Final = "practice.settings"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a part was and became; None stands for the default of the product."""

    part: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def decide(
    grant: Grant, key: str, part: str, value: Mapping[str, Any] | None, *, seen: Mapping[str, Any] | None
) -> Decided | None:
    """Keep one part of what the practice decides; None when this key was used before.

    The way back is the same with `old` for a value. The trail holds what the part was and became: these are the
    practice's own rules and texts, and no fact of anybody.

    Args:
        grant: leave to write the settings of the practice.
        key: names this one intention; see `once`.
        part: one of `measures.practice_parts.EVERY_PART`.
        value: the part as `measures.practice_parts` describes it; None goes back to the default of the product.
        seen: what was kept when the asker opened the part.

    Raises:
        InvalidInputError: `field` is the part or a place within it.
        ChangedMeanwhileError: somebody else decided on this part since; `now` is what is kept.
    """
    grant.require(Permission.SETTINGS_WRITE)
    new = checked(part, value)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, DECIDE):
            return None
        old = kept_parts(connection, grant)[part]
        unless_changed(seen, old)
        if new != old:
            _write(connection, grant, part, new)
            audit.record(connection, grant.principal, DECIDE, detail={"part": part, "old": old, "new": new})
    return Decided(part, old, new)


def _write(connection: Connection, grant: Grant, part: str, new: dict[str, Any] | None) -> None:
    here = Practice.id == grant.practice_id
    if part == ZONE:
        connection.execute(update(Practice).where(here).values(zone=new["name"] if new else DEFAULT_ZONE))
    elif part in (HELP_TEXT, RISK_PROTOCOL):
        texts = {f"{part}_{language}": (new or {}).get(language) for language in LANGUAGES}
        connection.execute(update(Practice).where(here).values(texts))
    else:
        row = (PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part == part)
        connection.execute(delete(PracticeSetting).where(*row))
        if new is not None:
            connection.execute(
                insert(PracticeSetting).values(practice_id=grant.practice_id, part=part, value=new, changed_at=now())
            )
