"""What is half filled in about somebody who is not registered yet: found by its writer alone, and not for ever."""

from __future__ import annotations

from dataclasses import replace

from runtherapy_data.identity import Principal, Role
from runtherapy_data.store.types import new_id
from runtherapy_data.ui.unregistered import Waiting

ANKE = Principal(1, Role.THERAPIST, account_id=new_id())


def test_only_who_typed_it_finds_it_and_only_in_that_form() -> None:
    waiting = Waiting()
    waiting.keep(ANKE, "", {"name": "Ada"})
    assert waiting.found(ANKE, "") == {"name": "Ada"}
    assert waiting.found(ANKE, "C-0001") == {}
    assert waiting.found(replace(ANKE, account_id=new_id()), "") == {}
    assert waiting.found(replace(ANKE, practice_id=2), "") == {}


def test_it_is_gone_when_it_is_forgotten_emptied_or_too_old() -> None:
    waiting = Waiting()
    waiting.keep(ANKE, "", {"name": "Ada"})
    waiting.forget(ANKE, "")
    assert waiting.found(ANKE, "") == {}
    waiting.keep(ANKE, "", {"name": "Ada"})
    waiting.keep(ANKE, "", {})
    assert waiting.found(ANKE, "") == {}
    old = Waiting(longest_s=-1)
    old.keep(ANKE, "", {"name": "Ada"})
    assert old.found(ANKE, "") == {}


def test_it_is_told_to_no_log() -> None:
    waiting = Waiting()
    waiting.keep(ANKE, "", {"name": "Ada"})
    assert "Ada" not in repr(waiting)
