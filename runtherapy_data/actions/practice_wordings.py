"""A practice takes in the text of a questionnaire that it may show, and takes it out again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_parts import unless_changed
from runtherapy_data.measures.wording import checked_file, read_wording
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import PracticeWording

WORDING: Final = "practice.wording"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was kept for an instrument before and is kept now; None where nothing is."""

    instrument: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def take_in(
    grant: Grant, key: str, content: bytes, name: str, *, seen: dict[str, Any] | bool | None = True
) -> TakenIn | None:
    """Keep the text in a file for its instrument, in place of an earlier one; None when this key was used before.

    `seen`: what the asker knows to be kept for the instrument; True where they do not ask.

    Raises:
        InvalidInputError, ConfigurationError: as of `checked_file`.
        ChangedMeanwhileError: something else is kept for the instrument than what was seen.
    """
    wording = checked_file(content, name)
    kept = json.loads(wording.model_dump_json(exclude_none=True))
    return put(grant, key, wording.instrument, kept, seen=seen)


def put(
    grant: Grant,
    key: str,
    instrument: str,
    content: dict[str, Any] | None,
    *,
    seen: dict[str, Any] | bool | None = True,
) -> TakenIn | None:
    """Keep a text, or none (with None for content); also the way back, with `old` for the content.

    Raises:
        ConfigurationError: the text does not fit its instrument.
        ChangedMeanwhileError: something else is kept than what was seen.
    """
    grant.require(Permission.SETTINGS_WRITE)
    if content is not None:
        read_wording(json.dumps(content).encode(), instrument)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, WORDING):
            return None
        old = _held(connection, grant, instrument)
        if seen is not True:
            unless_changed(seen, old)
        row = (PracticeWording.practice_id == grant.practice_id, PracticeWording.instrument == instrument)
        connection.execute(delete(PracticeWording).where(*row))
        if content is not None:
            connection.execute(
                insert(PracticeWording).values(
                    practice_id=grant.practice_id, instrument=instrument, content=content, changed_at=now()
                )
            )
        # Not the text itself: it is long, and it may be somebody's property.
        detail = {"instrument": instrument, "taken_out": content is None, "languages": _languages(content)}
        audit.record(connection, grant.principal, WORDING, detail=detail)
    return TakenIn(instrument, old, content)


def _held(connection: Connection, grant: Grant, instrument: str) -> dict[str, Any] | None:
    query = select(PracticeWording.content).where(
        PracticeWording.practice_id == grant.practice_id, PracticeWording.instrument == instrument
    )
    return connection.scalar(query)


def _languages(content: dict[str, Any] | None) -> list[str]:
    return [language for language in ("nl", "en") if content and content.get(language)]
