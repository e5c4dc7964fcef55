"""Practices: founding one, finding one by its code. In the caller's transaction, which also holds the audit event."""

from __future__ import annotations

import re
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, insert, select

from runtherapy_data.access.accounts import checked_name
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.store import extend, now
from runtherapy_data.store.tables import Practice

_CODE: Final = re.compile(r"[a-z0-9](-?[a-z0-9])*")


def found(connection: Connection, code: str, name: str, zone: str) -> int:
    """A new, empty practice; returns its number. The transaction may touch it from here on.

    Raises:
        InvalidInputError: the code, the name or the time zone cannot be accepted.
        ConflictError: the code is taken.
    """
    if not _CODE.fullmatch(code) or len(code) > 40:
        raise InvalidInputError(
            "code", N_("A practice's code has up to 40 small letters, digits and hyphens."), N_("Such as: de-bosrand.")
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InvalidInputError(
            "zone", N_("There is no time zone {zone}."), N_("Write it as Europe/Amsterdam."), zone=zone[:40]
        ) from error
    if connection.scalar(select(Practice.id).where(Practice.code == code)) is not None:
        raise ConflictError(N_("There is a practice {code} already."), N_("Take another code."), code=code)
    made = connection.execute(
        insert(Practice).values(code=code, name=checked_name(name), is_demo=False, zone=zone, created_at=now())
    )
    key = made.inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    practice_id = int(key[0])
    extend(connection, practice_id=practice_id)
    return practice_id


def number_of(connection: Connection, code: str) -> int:
    """The number of the practice with this code.

    Raises:
        NotFoundError: there is none.
    """
    practice_id = connection.scalar(select(Practice.id).where(Practice.code == code))
    if practice_id is None:
        raise NotFoundError(
            N_("There is no practice {code}."), N_("Give the code that it was created with."), code=code[:40]
        )
    return practice_id
