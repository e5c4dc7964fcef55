"""A practice's own words for its therapists: what to do first when a question about risk was answered."""

from __future__ import annotations

from typing import Final

from sqlalchemy import update

from runtherapy_data.access import audit, practices
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.typed import typed
from runtherapy_data.store import extend, writing
from runtherapy_data.store.tables import Practice

PROTOCOL: Final = "practice.protocol"
LONGEST: Final = 4000


def set_risk_protocol(grant: Grant, code: str, language: str, text: str) -> None:
    """Keep the text of the practice with this code in one language; an empty one goes back to the general text.

    Raises:
        InvalidInputError: `field` is language or text.
        NotFoundError: there is no practice with this code.
    """
    grant.require(Permission.MAINTAIN)
    if language not in LANGUAGES:
        raise InvalidInputError("language", N_("The language is nl or en."))
    said = typed(text)
    if len(said) > LONGEST:
        raise InvalidInputError(
            "text", N_("The text is too long."), N_("Keep it under {most} characters."), most=LONGEST
        )
    with writing(grant) as connection:
        practice_id = practices.number_of(connection, code)
        extend(connection, practice_id=practice_id)
        column = "risk_protocol_en" if language == "en" else "risk_protocol_nl"
        connection.execute(update(Practice).where(Practice.id == practice_id).values({column: said or None}))
        detail = {"language": language, "characters": len(said)}
        audit.record(connection, grant.principal, PROTOCOL, practice_id=practice_id, detail=detail)
