"""What a practice decided for itself, with the defaults for everything that it did not."""

from __future__ import annotations

from sqlalchemy import Connection, select

from runtherapy_data.i18n import Translate, translator
from runtherapy_data.identity import Grant
from runtherapy_data.measures.practice_settings import PARTS, PracticeSettings, phrases
from runtherapy_data.store.tables import PracticeSetting


def practice_settings(connection: Connection, grant: Grant) -> PracticeSettings:
    """The settings of the practice of a grant: no fact of anybody, so that any grant will do."""
    query = select(PracticeSetting.part, PracticeSetting.value).where(
        PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part.in_(PARTS)
    )
    return PracticeSettings.model_validate({row.part: row.value for row in connection.execute(query)})


def speaking(connection: Connection, grant: Grant, language: str) -> Translate:
    """The translator of a language, with what the practice of a grant says in its own words."""
    return translator(language).saying(phrases(practice_settings(connection, grant), language))
