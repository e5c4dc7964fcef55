"""How the parts of an intake stand, in a few words each."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.queries.intake import HeldIntake
from runtherapy_data.queries.invitations import ClientAccount
from runtherapy_data.queries.plan import Terms
from runtherapy_data.store.types import new_id
from runtherapy_data.views.intake import IntakeView, Part

MONDAY = dt.date(2026, 3, 2)
LINK = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
TERMS = Terms("C-7K3QF", None, ("stress_burnout",), "gradual", MONDAY, 10, 3, None, None)


def account(*, password: bool = False, link: dt.datetime | None = None, active: bool = True) -> ClientAccount:
    return ClientAccount(new_id(), "ada@test.example", "Ada", "nl", active, password, link)


@pytest.mark.parametrize(
    ("known", "is_demo", "told", "is_done"),
    [
        (None, False, "nog niet uitgenodigd", False),
        (account(link=LINK), False, "uitgenodigd", True),
        (account(link=LINK), True, "uitgenodigd", True),  # also in a demo practice the link says more
        (account(), True, "demo-account", True),
        (account(password=True), True, "kan inloggen", True),
        (account(), False, "kan niet inloggen", False),
        (account(password=True, active=False), False, "kan niet inloggen", False),
    ],
)
def test_how_a_client_is_let_in(known: ClientAccount | None, is_demo: bool, told: str, is_done: bool) -> None:
    view = IntakeView(TERMS, HeldIntake(), 0, 0, 0, (), (), known, is_demo)
    (found,) = (one for one in view.states(translator("nl")) if one.part == Part.INVITATION)
    assert (found.told, found.is_done) == (told, is_done)
