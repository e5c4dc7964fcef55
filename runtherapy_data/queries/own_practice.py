"""The practice that somebody signed in to: what every page of theirs shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Practice


@dataclass(frozen=True, slots=True)
class OwnPractice:
    """Its name, whether its people are invented, and its own words for help in need (per language, where given)."""

    name: str
    is_demo: bool
    help_texts: dict[str, str]


def own_practice(connection: Connection, grant: Grant) -> OwnPractice:
    """The practice of the account that the grant is for."""
    grant.require(Permission.ACCOUNT_OWN)
    columns = (Practice.name, Practice.is_demo, Practice.help_text_nl, Practice.help_text_en)
    row = connection.execute(select(*columns).where(Practice.id == grant.practice_id)).one()
    texts = {"nl": row.help_text_nl, "en": row.help_text_en}
    return OwnPractice(row.name, row.is_demo, {language: text for language, text in texts.items() if text})
