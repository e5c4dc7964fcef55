"""The text of questionnaires that a practice may show: the shipped ones, its folder's, and its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.wording import Texts, Wording, check, texts
from runtherapy_data.settings import settings
from runtherapy_data.store.tables import PracticeSetting, PracticeWording


@dataclass(frozen=True, slots=True)
class OwnWording:
    """A text that the practice took in itself, as kept; `wording` is None where it fits its instrument no more."""

    instrument: str
    wording: Wording | None
    content: dict[str, Any]
    changed_at: dt.datetime


def own_wordings(connection: Connection, grant: Grant) -> tuple[OwnWording, ...]:
    """The texts that the practice of a grant took in, by their instruments; no fact of anybody: any grant will do."""
    query = (
        select(PracticeWording.instrument, PracticeWording.content, PracticeWording.changed_at)
        .where(PracticeWording.practice_id == grant.practice_id)
        .order_by(PracticeWording.instrument)
    )
    return tuple(
        OwnWording(row.instrument, _fitting(row.instrument, row.content), row.content, row.changed_at)
        for row in connection.execute(query)
    )


def wordings_of(connection: Connection, grant: Grant) -> dict[str, Wording]:
    """Instrument -> the text that its clients and therapists read; whatever is not here is scores only.

    The practice's own text stands before that of the folder of wording files, and this before the shipped one. A text
    that does not fit its instrument (the facts of one may be corrected) is left out: nobody is asked half a scale.
    """
    return texts_of(connection, grant).by_instrument


def texts_of(connection: Connection, grant: Grant) -> Texts:
    """The same with, for who looks after them, what is wrong with the folder of wording files or a file in it."""
    own = {one.instrument: one.wording for one in own_wordings(connection, grant) if one.wording is not None}
    found = texts(settings().wording_dir)
    return Texts(found.by_instrument | own, found.troubles)


def ready_part(grant: Grant) -> str:
    """The row in which a text lies ready for the holder of the grant; no part of what the practice decided."""
    account = grant.principal.account_id
    return f"ready-{account.hex[-22:] if account else 'nobody'}"


def laid_ready(connection: Connection, grant: Grant) -> dict[str, Any] | None:
    """The text that the holder of the grant brought and has yet to look at, in the form of `measures.wording`."""
    grant.require(Permission.SETTINGS_WRITE)
    query = select(PracticeSetting.value).where(
        PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part == ready_part(grant)
    )
    return connection.scalar(query)


def _fitting(instrument: str, content: object) -> Wording | None:
    try:
        wording = Wording.model_validate(content)
        check(wording, instrument)
    except (ValidationError, ConfigurationError):
        return None
    return wording if wording.instrument == instrument else None
