"""What everybody may change about their own account."""

from __future__ import annotations

from sqlalchemy import update

from runtherapy_data.access import audit
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import writing
from runtherapy_data.store.tables import Account


def choose_language(grant: Grant, language: str) -> None:
    """Keep the language (`nl` or `en`) in which this account reads the product from now on."""
    grant.require(Permission.ACCOUNT_OWN)
    if language not in LANGUAGES:
        raise InvalidInputError(N_("language"), N_("This language is not there."), N_("Choose Dutch or English."))
    with writing(grant) as connection:
        connection.execute(
            update(Account)
            .where(Account.practice_id == grant.practice_id, Account.id == grant.principal.account_id)
            .values(language=language)
        )
        audit.record(connection, grant.principal, "account.language", detail={"language": language})
