"""What the page of a client's questionnaires shows, read anew at each rerun: also what was kept on another device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from runtherapy_data.access import grant_course
from runtherapy_data.actions.questionnaires import DRAFT
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.queries import drafts
from runtherapy_data.queries.goals import goals
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.queries.questionnaire_asks import Ask, asks
from runtherapy_data.queries.questionnaires import HeldResult, results
from runtherapy_data.store import reading
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.views.questionnaire_form import Form, form_of
from runtherapy_data.views.questionnaires_open import Open, open_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of the reader, and what they filled in before, the newest first; `kept`: ask → its draft."""

    grant: Grant
    open: Open
    filled_in: tuple[HeldResult, ...]
    kept: dict[str, dict[str, Any]]


def own(viewer: Viewer) -> Facts | None:
    """Everything of the reader's own course; None when no course was begun for them yet."""
    try:
        grant = grant_course(viewer.principal, permission=Permission.RESULT_WRITE)
    except NotAllowedError:
        return None
    with reading(grant) as connection:
        every = asks(connection, grant)
        forms = forms_of(connection, grant, every, viewer.translate)
        kept = {one.subject: one.content for one in drafts.own(connection, grant, DRAFT).values()}
        held = results(connection, grant)
    answered = {one.id: len(kept.get(one.id.hex, {}).get("answers", {})) for one in every}
    return Facts(grant, open_of(every, forms, answered, viewer.today), held, kept)


def forms_of(connection: Connection, grant: Grant, every: tuple[Ask, ...], _: Translate) -> dict[str, Form]:
    """The form of each questionnaire that is asked, where it can be filled in here in the reader's language."""
    wordings, own_goals = wordings_of(connection, grant), goals(connection, grant)
    found = {}
    for code in {one.instrument for one in every if one.is_open}:
        known = instrument(code)
        form = form_of(known, wordings, own_goals, _) if known else None
        if form is not None:
            found[code] = form
    return found
