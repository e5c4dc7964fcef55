"""Everybody with an account, a row each. The name opens what can be done with the account, in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import streamlit as st

from runtherapy_data.actions import people as actions
from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Role
from runtherapy_data.identity.principals import ROLE_NAMES
from runtherapy_data.ui import panels, people_facts, people_links
from runtherapy_data.ui import people_words as said
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.people_desk import FIELD_NAMES, Desk
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views.people import Access, Person

ENOUGH_TO_CHOOSE: Final = 10
PAGE_SIZE: Final = 50
_COLUMNS: Final = (36, 30, 34)
_ALL: Final = ""


def _chosen(everybody: Sequence[Person], _: Translate) -> Sequence[Person]:
    """Those who fit the search and the role; nothing to choose where they are few."""
    if len(everybody) <= ENOUGH_TO_CHOOSE:
        return everybody
    counts = Counter(person.role for person in everybody)
    labels = {role.value: f"{_(ROLE_NAMES[role])} ({counts[role]})" for role in Role if counts[role]}
    labels = {_ALL: _("All roles"), **labels}
    with st.container(key="choices", horizontal=True, gap="small"):
        words = st.text_input(
            _("Search by name or address"), placeholder=_("Search by name or address"), key="people-words",
            type="search", live=True, autocomplete="off", label_visibility="collapsed", width=280,
        )  # fmt: skip
        kept = st.session_state.get("people-role")
        # Said anew on every run: the browser keeps the label, not the code, also when the language has changed.
        st.session_state["people-role"] = kept if kept in labels else _ALL
        role = st.selectbox(
            _("Role"), list(labels), format_func=lambda one: labels[one], key="people-role", filter_mode=None,
            label_visibility="collapsed", width=280,
        )  # fmt: skip
    sought = (words or "").strip().casefold()
    return [
        person
        for person in everybody
        if role in (_ALL, person.role)
        and sought in f"{person.name} {person.email} {person.client_code or ''}".casefold()
    ]


def _page(people: Sequence[Person]) -> Sequence[Person]:
    pages = -(-len(people) // PAGE_SIZE)
    if pages < 2:
        return people
    page = st.pagination(pages, key="people-page")
    return people[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def show(everybody: Sequence[Person], desk: Desk, viewer: Viewer) -> None:
    """The list, with the chosen account opened in it."""
    _ = viewer.translate
    fitting = _chosen(everybody, _)
    if not fitting:
        panels.nothing_yet("people", _("Nobody fits this choice."), _("Take another role, or search anew."))
        return
    with st.container(key="people", gap=None):
        for person in _page(fitting):
            with st.container(key=f"person-{person.account_id.hex}", gap="small"):
                _row(person, desk, viewer)
                if desk.chosen == person.account_id:
                    _opened(person, desk, viewer)


def _row(person: Person, desk: Desk, viewer: Viewer) -> None:
    _, zone = viewer.translate, viewer.principal.zone
    who, what, how = st.columns(_COLUMNS, gap="small", vertical_alignment="center")
    with who, st.container(gap=None):
        if st.button(escaped(person.name), key=f"open-{person.account_id.hex}", type="tertiary"):
            desk.choose(None if desk.chosen == person.account_id else person.account_id)
            st.rerun()
        st.markdown(_address(person.email))
    what.markdown(escaped(said.role(person, _)))
    since = escaped(said.signed_in(person, zone, _))
    how.markdown(f"{escaped(said.access(person, zone, _))}  \n:small[:gray[{since}]]")


def _address(email: str) -> str:
    """The address in two pieces: as one, Markdown would make a link of it, and every row one more stop for Tab."""
    local, _, host = email.rpartition("@")
    return f":small[:gray[{escaped(local)}]:gray[@{escaped(host)}]]"


def _opened(person: Person, desk: Desk, viewer: Viewer) -> None:
    """What can be done with one account, and how it went."""
    _, place = viewer.translate, person.account_id.hex
    with st.container(key=f"opened-{place}", gap="small"):
        desk.say_trouble(place, FIELD_NAMES, _)
        if people_links.show(desk, place, viewer):
            return
        if person.access == Access.CLOSED:
            _closed(person, desk, viewer)
        elif desk.closing:
            _confirm(person, desk, viewer)
        else:
            _choices(person, desk, viewer)


def _choices(person: Person, desk: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, person.account_id.hex
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Make a new link"), key=f"link-{place}"):
            key = desk.key(actions.LINK, place)
            made = desk.attempt(
                place, lambda: actions.send_link(people_facts.leave_to_write(viewer), key, person.account_id)
            )
            if made:
                desk.invitation = (place, made)
            st.rerun()
        if not (person.is_self or person.is_last_admin) and st.button(_("Deactivate"), key=f"close-{place}"):
            desk.closing = True
            st.rerun()
    if person.is_self:
        panels.muted(_("This is you. Another administrator can deactivate your account."))
    elif person.is_last_admin:
        panels.muted(_("The last administrator cannot be deactivated."))


def _confirm(person: Person, desk: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, person.account_id.hex
    what = _("{name} is signed out at once and cannot sign in any more. Nothing is deleted.", name=person.name)
    if person.courses:
        what += " " + _.plural(
            "{n} running course is then without a therapist, until you assign it to somebody else.",
            "{n} running courses are then without a therapist, until you assign them to somebody else.",
            person.courses,
        )
    st.markdown(escaped(what))
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Yes, deactivate"), key=f"sure-{place}", type="primary"):
            key = desk.key(actions.DEACTIVATE, place)
            if desk.attempt(
                place, lambda: actions.deactivate(people_facts.leave_to_write(viewer), key, person.account_id)
            ):
                desk.closed = person.account_id
            desk.closing = False
            st.rerun()
        if st.button(_("No, leave it"), key=f"unsure-{place}"):
            desk.closing = False
            st.rerun()


def _closed(person: Person, desk: Desk, viewer: Viewer) -> None:
    _, place = viewer.translate, person.account_id.hex
    just_now = desk.closed == person.account_id
    st.markdown(escaped(_("{name} has no access any more.", name=person.name)))
    if st.button(_("Undo") if just_now else _("Give access again"), key=f"reopen-{place}"):
        key = desk.key(actions.REACTIVATE, place)
        desk.attempt(place, lambda: actions.reactivate(people_facts.leave_to_write(viewer), key, person.account_id))
        desk.closed = None
        st.rerun()
