"""What a practice decided for itself, with the defaults for everything that it did not."""

from __future__ import annotations

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant
from runtherapy_data.measures.practice_settings import PARTS, PracticeSettings
from runtherapy_data.store.tables import PracticeSetting


def practice_settings(connection: Connection, grant: Grant) -> PracticeSettings:
    """The settings of the practice of a grant: no fact of anybody, so that any grant will do."""
    query = select(PracticeSetting.part, PracticeSetting.value).where(
        PracticeSetting.practice_id == grant.practice_id, PracticeSetting.part.in_(PARTS)
    )
    return PracticeSettings.model_validate({row.part: row.value for row in connection.execute(query)})
