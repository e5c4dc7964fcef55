"""A practice takes in the text of a questionnaire that it may show, and takes it out again.

A file lies ready first, for the administrator who brought it and for nobody else: they look at its questions before
anybody is asked them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_parts import unless_changed
from runtherapy_data.measures.wording import checked_file, read_wording
from runtherapy_data.queries.practice_wordings import laid_ready, ready_part
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import PracticeSetting, PracticeWording

WORDING: Final = "practice.wording"
LAID_READY: Final = "practice.wording.ready"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was kept for an instrument before and is kept now; None where nothing is."""

    instrument: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def lay_ready(grant: Grant, content: bytes, name: str) -> str:
    """Let a file lie ready, in place of what lay ready before, until its bringer keeps it; returns its instrument.

    Raises:
        InvalidInputError: the file is too large.
        ConfigurationError: it is no such file (`name` is said), or does not fit its instrument, or may not be shown.
    """
    grant.require(Permission.SETTINGS_WRITE)
    wording = checked_file(content, name)
    kept = json.loads(wording.model_dump_json(exclude_none=True))
    with writing(grant) as connection:
        _clear(connection, grant)
        connection.execute(
            insert(PracticeSetting).values(
                practice_id=grant.practice_id, part=ready_part(grant), value=kept, changed_at=now()
            )
        )
        audit.record(connection, grant.principal, LAID_READY, detail={"instrument": wording.instrument})
    return wording.instrument


def throw_away(grant: Grant) -> bool:
    """Let go of what lies ready."""
    grant.require(Permission.SETTINGS_WRITE)
    with writing(grant) as connection:
        _clear(connection, grant)
    return True


def keep_ready(grant: Grant, key: str, *, seen: dict[str, Any] | None) -> TakenIn | None:
    """Keep what lies ready for its instrument, in place of an earlier text; None when this key was used before.

    `seen`: what was kept for the instrument when the asker looked.

    Raises:
        NotFoundError: nothing lies ready.
        ChangedMeanwhileError: something else is kept for the instrument than what was seen.
    """
    grant.require(Permission.SETTINGS_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, WORDING):
            return None
        content = laid_ready(connection, grant)
        if content is None:
            raise NotFoundError(N_("Nothing lies ready any more."), N_("Choose the file again."))
        _clear(connection, grant)
        return _put(connection, grant, content["instrument"], content, seen)


def put(
    grant: Grant, key: str, instrument: str, content: dict[str, Any] | None, *, seen: dict[str, Any] | None
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
        return _put(connection, grant, instrument, content, seen)


def _put(
    connection: Connection, grant: Grant, instrument: str, content: dict[str, Any] | None, seen: dict[str, Any] | None
) -> TakenIn:
    row = (PracticeWording.practice_id == grant.practice_id, PracticeWording.instrument == instrument)
    old: dict[str, Any] | None = connection.scalar(select(PracticeWording.content).where(*row))
    unless_changed(seen, old)
    connection.execute(delete(PracticeWording).where(*row))
    if content is not None:
        connection.execute(
            insert(PracticeWording).values(
                practice_id=grant.practice_id, instrument=instrument, content=content, changed_at=now()
            )
        )
    # Not the text itself: it is long, and it may be somebody's property.
    languages = [language for language in ("nl", "en") if content and content.get(language)]
    detail = {"instrument": instrument, "taken_out": content is None, "languages": languages}
    audit.record(connection, grant.principal, WORDING, detail=detail)
    return TakenIn(instrument, old, content)


def _clear(connection: Connection, grant: Grant) -> None:
    connection.execute(
        delete(PracticeSetting).where(
            PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part == ready_part(grant)
        )
    )
