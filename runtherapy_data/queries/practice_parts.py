"""What a practice decided, part by part as it is kept, for the one who may change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.practice_parts import DEFAULT_ZONE, EVERY_PART, HELP_TEXT, RISK_PROTOCOL, ZONE
from runtherapy_data.measures.practice_settings import PARTS
from runtherapy_data.store.tables import Account, AuditEvent, Practice, PracticeSetting

CHANGES = ("practice.settings", "practice.exercise", "practice.wording")  # the actions that the trail knows


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what a practice decides: when (UTC), who, and what of which part."""

    at: dt.datetime
    who: str
    action: str
    detail: dict[str, Any]


def kept_parts(connection: Connection, grant: Grant) -> dict[str, dict[str, Any] | None]:
    """Every part of `measures.practice_parts` as the practice of the grant keeps it; None where it has the default."""
    grant.require(Permission.SETTINGS_WRITE)
    parts = select(PracticeSetting.part, PracticeSetting.value).where(
        PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part.in_(PARTS)
    )
    found: dict[str, dict[str, Any] | None] = dict.fromkeys(EVERY_PART)
    found |= {row.part: row.value for row in connection.execute(parts)}
    row = connection.execute(
        select(
            Practice.help_text_nl, Practice.help_text_en, Practice.risk_protocol_nl, Practice.risk_protocol_en,
            Practice.zone,
        ).where(Practice.id == grant.practice_id)
    ).one()  # fmt: skip
    found[HELP_TEXT] = _texts(row.help_text_nl, row.help_text_en)
    found[RISK_PROTOCOL] = _texts(row.risk_protocol_nl, row.risk_protocol_en)
    found[ZONE] = None if row.zone == DEFAULT_ZONE else {"name": row.zone}
    return found


def _texts(nl: str | None, en: str | None) -> dict[str, Any] | None:
    return {language: text for language, text in (("nl", nl), ("en", en)) if text} or None


def last_changes(connection: Connection, grant: Grant, most: int) -> tuple[Change, ...]:
    """The newest changes of what the practice decides, newest first."""
    grant.require(Permission.SETTINGS_WRITE)
    query = (
        select(AuditEvent.at, Account.name, AuditEvent.asked_by, AuditEvent.action, AuditEvent.detail)
        .outerjoin(Account, (Account.id == AuditEvent.account_id) & (Account.practice_id == AuditEvent.practice_id))
        .where(
            AuditEvent.practice_id == grant.practice_id, AuditEvent.action.in_(CHANGES), AuditEvent.outcome == "done"
        )
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(most)
    )
    return tuple(
        Change(at, name or by or "", action, detail or {}) for at, name, by, action, detail in connection.execute(query)
    )
