"""A therapist, and a client who was registered today: for all tests of the intake."""

from __future__ import annotations

from uuid import UUID

import pytest

from runtherapy_data.access import grant_new_course, principal_by_email
from runtherapy_data.actions import registration
from runtherapy_data.measures.registering import Beginning
from runtherapy_data.store import today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.pages.intake.opened import ANKE


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", ANKE)


@pytest.fixture
def code(world: World, therapist: UUID) -> str:
    """A client who was registered today, for chronic fatigue."""
    beginning = Beginning("chronic_fatigue", today(ZONE), weeks=4, name="Ada Demo")
    made = registration.begin(grant_new_course(principal_by_email(ANKE)), new_id().hex, beginning)
    assert made is not None
    return made.client_code
