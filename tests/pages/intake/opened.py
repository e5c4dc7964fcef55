"""The page of the intake with some of its parts open, and what stands in the store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import reading
from runtherapy_data.views.intake import Part
from tests.factories import World
from tests.pages.conftest import OpenPage

ANKE, PAGE = "anke@test.example", "therapist/intake.py"


def leave(code: str, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    return grant_course(principal_by_email(ANKE), code, permission)


def button(at: AppTest, label: str) -> AppTest:
    found = next(one for one in at.button if one.label.partition(" :small")[0] == label)
    return found.click().run()


def field(at: AppTest, kind: str, label: str) -> Any:
    return next(one for one in getattr(at, kind) if one.label == label)


def open_part(open_page: OpenPage, code: str, *parts: Part) -> AppTest:
    at = open_page(ANKE, PAGE, client=code)
    return unfold(at, code, *parts)


def unfold(at: AppTest, code: str, *parts: Part) -> AppTest:
    """Open these parts; the test's browser does not keep them open by itself."""
    for part in parts:
        at.session_state[f"intake-part-{part}-{code}"] = True
    return at.run()


def rows(world: World, *columns: Any) -> list[tuple[Any, ...]]:
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]
