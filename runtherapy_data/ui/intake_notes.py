"""Complaints in words, and what body and mind can bear: three texts that are kept while they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from runtherapy_data.actions import intake as actions
from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import N_
from runtherapy_data.queries.intake import HeldIntake
from runtherapy_data.ui import intake_desk, panels
from runtherapy_data.ui.drafts import Drafting, drafting
from runtherapy_data.ui.guard import Viewer
from runtherapy_data.ui.intake_desk import FIELDS, Desk
from runtherapy_data.ui.plain import escaped

_NOTE: Final = "note"
_HINTS: Final[dict[str, str]] = {
    "complaints": N_("What brings somebody here, since when, what makes it better or worse."),
    "physical_capacity": N_("How far somebody walks now, sleep, work, earlier injuries, what was too much lately."),
    "mental_capacity": N_("What weighs on somebody, what gives rest, how much may be asked in a week."),
}


def show(code: str, held: HeldIntake, viewer: Viewer) -> None:
    """The three texts with what is kept of them; a draft of what is typed survives a lost connection."""
    _, busy = viewer.translate, intake_desk.desk("notes", code)
    grant = busy.leave(viewer)
    draft = drafting(grant, actions.DRAFT, str(grant.course_id))
    opened = _opened(held, draft, busy)
    texts = {name: _field(name, opened, draft, busy, viewer) for name in actions.PARTS}
    differs = {name: text for name, text in texts.items() if text.strip() != getattr(opened, name).strip()}
    if not differs and opened != held:  # nothing is lost by showing what stands there now
        busy.opened = None
        busy.renew()
        st.rerun()
    draft.keep(grant, {**differs, "revision": opened.revision} if differs else {})
    kept = (
        _("What stands here is kept.") if not differs and any(getattr(opened, name) for name in actions.PARTS) else ""
    )
    panels.muted(" ".join(one for one in (_("Only therapists read this."), kept) if one))
    error = busy.trouble[1] if busy.trouble else None
    if isinstance(error, ChangedMeanwhileError):
        _conflict(error, texts, draft, busy, viewer)
        return
    busy.say_trouble(_NOTE, FIELDS, _)
    # Always of one type: a button that becomes another one while it is pressed loses the press.
    if st.button(_("Save the texts"), key=f"notes-keep-{busy.nonce}", type="primary"):
        _write(texts, opened.revision, draft, busy, viewer)


def _opened(held: HeldIntake, draft: Drafting, busy: Desk) -> HeldIntake:
    """What stood there when somebody began to write: now or, for a draft that was found, then."""
    if not isinstance(busy.opened, HeldIntake):
        busy.opened = replace(held, revision=draft.content.get("revision", held.revision))
    return busy.opened


def _field(name: str, held: HeldIntake, draft: Drafting, busy: Desk, viewer: Viewer) -> str:
    _, key = viewer.translate, f"notes-{name}-{busy.nonce}"
    st.session_state.setdefault(key, draft.content.get(name, getattr(held, name)))
    text = st.text_area(_(FIELDS[name]), key=key, max_chars=actions.LONGEST, height=110, placeholder=_(_HINTS[name]))
    return text or ""


def _write(texts: dict[str, str], revision: int, draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    key = busy.key(actions.NOTE, revision, *texts.values())
    done = busy.attempt(
        _NOTE,
        lambda: actions.note(busy.leave(viewer), key, revision=revision, **texts),
    )
    if done is not None:
        busy.opened = None
        draft.forget()
    st.rerun()


def _conflict(error: ChangedMeanwhileError, texts: dict[str, str], draft: Drafting, busy: Desk, viewer: Viewer) -> None:
    """A colleague wrote meanwhile: both texts are shown beside each other, and the writer chooses."""
    _ = viewer.translate
    st.warning(escaped(error.text(_)))
    theirs = error.now
    assert isinstance(theirs, HeldIntake)  # noqa: S101 - what `actions.intake` raises it with
    rows = [
        [_(FIELDS[name]), getattr(theirs, name) or "–", text or "–"]
        for name, text in texts.items()
        if text.strip() != getattr(theirs, name).strip()
    ]
    panels.table("notes-both", [_("Part"), _("Stands there now"), _("Yours")], rows)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Take what stands there now"), key=f"notes-theirs-{busy.nonce}"):
            draft.throw_away(busy.leave(viewer))
            busy.trouble, busy.opened = None, None
            draft.forget()
            busy.renew()
            st.rerun()
        if st.button(_("Save mine"), key=f"notes-mine-{busy.nonce}"):
            _write(texts, theirs.revision, draft, busy, viewer)
