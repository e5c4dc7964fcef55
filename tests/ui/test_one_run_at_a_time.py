"""A page runs once at a time: what a second, impatient click finds is what the first one left."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import streamlit as st

from runtherapy_data.access import grant_course
from runtherapy_data.identity import Permission
from runtherapy_data.settings import ROOT
from runtherapy_data.ui.drafts import Drafting, drafting
from tests.factories import World


def test_a_rerun_waits_for_the_run_before_it() -> None:
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["runner"]["fastReruns"] is False


class _Ended(BaseException):
    """What Streamlit raises in a run that a second click ends."""


def test_a_form_that_was_saved_is_empty_even_where_the_run_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Session(dict[str, Any]):
        def pop(self, *_: Any) -> Any:
            raise _Ended

    monkeypatch.setattr(st, "session_state", Session())
    draft = Drafting("session", "new", {"effort": 4}, found=True)
    with pytest.raises(_Ended):
        draft.forget()
    assert (draft.content, draft.found) == ({}, False)


def test_a_draft_with_the_same_subject_is_not_carried_over_to_another_client(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {})
    grants = []
    for name in ("a", "b"):
        therapist, _, _, code = world.pair(name)
        grants.append(grant_course(therapist, code, Permission.SESSION_WRITE))
    drafting(grants[0], "session", "new").keep(grants[0], {"effort": 4})
    assert drafting(grants[1], "session", "new").content == {}
    assert drafting(grants[0], "session", "new").content == {"effort": 4}
