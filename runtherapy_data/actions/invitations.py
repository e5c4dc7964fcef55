"""Let a client in: an account for their address, and the single-use link with which they choose a password.

What an administrator does on the page *Mensen*, a therapist does here for the clients that they treat.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.access import accounts, audit, links
from runtherapy_data.actions.once import first_time
from runtherapy_data.actions.people import Invitation
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.queries.invitations import ClientAccount, account_of
from runtherapy_data.settings import settings
from runtherapy_data.store import now, writing

INVITE: Final = "client.invite"
LINK: Final = "client.link"


def invite(grant: Grant, key: str, *, name: str, email: str, language: str = "nl") -> Invitation | None:
    """Open an account for the client of the grant and make its link; None when this key was used before.

    Args:
        grant: leave to let this client in.
        key: names this one intention; see `once`.
        name: how the client is addressed, 1 to 120 characters.
        email: the address they sign in with; one account for each address.
        language: of their screens, nl or en.

    Raises:
        InvalidInputError: `field` is name, email or language.
        ConflictError: the address or the client has an account already.
    """
    grant.require(Permission.CLIENT_INVITE)
    accounts.checked_name(name)  # in the order of the form
    if not email.strip():
        raise InvalidInputError("email", N_("The address is missing."), N_("The person signs in with it."))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, INVITE):
            return None
        if account_of(connection, grant) is not None:
            raise ConflictError(
                N_("Client {code} has an account already."),
                N_("Make a new link for that account instead."),
                code=grant.client_code,
            )
        (client_id,) = grant.clients
        account_id = accounts.create(connection, grant.practice_id, email, name, Role.CLIENT, language, client_id)
        made = _link(connection, grant)
        detail = {"account": str(account_id), "role": Role.CLIENT.value}
        audit.record(connection, grant.principal, INVITE, course_id=grant.course_id, detail=detail)
    return made


def send_link(grant: Grant, key: str) -> Invitation | None:
    """A new link for a client who lost the first one or forgot the password; earlier links stop working.

    Raises:
        ConflictError: the client has no account, or it is deactivated.
    """
    grant.require(Permission.CLIENT_INVITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, LINK):
            return None
        made = _link(connection, grant)
        detail = {"account": str(made.account_id), "purpose": "invite" if made.is_new else "reset"}
        audit.record(connection, grant.principal, LINK, course_id=grant.course_id, detail=detail)
    return made


def _link(connection: Connection, grant: Grant) -> Invitation:
    held: ClientAccount | None = account_of(connection, grant)
    if held is None:
        raise ConflictError(N_("This client has no account yet."), N_("Invite them first."))
    if not held.active:
        raise ConflictError(
            N_("This account is deactivated."), N_("The administrator of the practice can open it again.")
        )
    purpose: links.LinkPurpose = "reset" if held.has_password else "invite"
    token = links.issue(connection, grant.practice_id, held.account_id, purpose)
    expires_at = now() + dt.timedelta(hours=settings().link_hours)
    return Invitation(
        held.account_id, held.name, held.email, links.address_of(token), expires_at, not held.has_password
    )
