"""Who looks at this page, found out anew on every rerun. The first statement of every page is `guard.require(…)`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, NoReturn

import streamlit as st

from runtherapy_data.access import audit, grant_own_account, principal_by_login_session
from runtherapy_data.i18n import N_, Translate, translator
from runtherapy_data.identity import Permission, Principal, Scope, scope_of
from runtherapy_data.measures.practice_settings import PracticeSettings, phrases
from runtherapy_data.queries.own_practice import own_practice
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.store import reading, today
from runtherapy_data.ui import navigation, panels
from runtherapy_data.ui.help_text import as_markdown

# The default for a practice that has not written its own yet; docs/pages.md says that every practice must check it.
HELP_IN_NEED = N_(
    "**Need help now?** In immediate danger: [112](tel:112). Otherwise your GP, or 113 Suicide Prevention: "
    "[0800-0113](tel:08000113)."
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, in which language, and what every page of their practice shows; `help_text` is Markdown."""

    principal: Principal
    translate: Translate
    practice: str
    is_demo: bool
    help_text: str
    settings: PracticeSettings = field(default_factory=PracticeSettings)

    def speaking(self, language: str) -> Translate:
        """Words in another language than their own, such as that of a paper; the practice's own words included."""
        return translator(language).saying(phrases(self.settings, language))

    @property
    def today(self) -> dt.date:
        """The calendar day in the practice's zone."""
        return today(self.principal.zone)


_FOUND: Final[ContextVar[Viewer | None]] = ContextVar("found", default=None)


def viewer() -> Viewer:
    """Who is signed in; stops the page with a way to the sign-in page when nobody is."""
    session = st.user.get("session")
    principal = principal_by_login_session(session) if isinstance(session, str) and session else None
    if principal is None:
        _stop_signed_out()
    grant = grant_own_account(principal)
    with reading(grant) as connection:
        practice = own_practice(connection, grant)
        decided = practice_settings(connection, grant)
    translate = translator(principal.language).saying(phrases(decided, principal.language))
    help_text = as_markdown(practice.help_texts.get(principal.language) or translate(HELP_IN_NEED))
    return Viewer(principal, translate, practice.name, practice.is_demo, help_text, decided)


@contextmanager
def around_page(found: Viewer) -> Iterator[None]:
    """While the shell runs a page: `require` then need not ask the store again who the shell found a moment ago."""
    token = _FOUND.set(found)
    try:
        yield
    finally:
        _FOUND.reset(token)


def require(permission: Permission) -> Viewer:
    """Who is signed in, if their role may do this at all; stops the page (and audits the refusal) otherwise.

    Whose facts they may see is decided where the facts are asked for: see `shown`.
    """
    found = _FOUND.get() or viewer()
    if scope_of(found.principal.role, permission) == Scope.NONE:
        audit.refused(found.principal, permission, subject="page")
        stop_refused(found)
    return found


def refuse_page(viewer: Viewer) -> None:
    """The page that stands at the addresses of other roles: audits the attempt and says so."""
    audit.refused(viewer.principal, "page.open", subject="page of another role")
    stop_refused(viewer)


def stop_refused(viewer: Viewer) -> NoReturn:
    """End the page here: this is not for the one who looks. Says the same whether or not the thing exists."""
    _ = viewer.translate
    panels.notice(
        _("No access"),
        _("You have no access to what was asked for here. The attempt has been noted."),
        _("Your own pages are always open to you."),
    )
    home = navigation.pages_of(viewer.principal.role)[0]
    navigation.link(home.url_path, _(home.title), icon=":material/arrow_back:")
    st.stop()


def _stop_signed_out() -> NoReturn:
    _ = translator("en" if (st.context.locale or "nl").startswith("en") else "nl")
    panels.notice(
        _("You are not signed in"),
        _("Your session has ended, or you have not signed in yet. Nothing you saved is lost."),
        _("[Go to the sign-in page](/sign-in)"),
    )
    st.stop()
