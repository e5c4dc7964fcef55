"""Words that the gate's pages share."""

from __future__ import annotations

from typing import Final

from runtherapy_data.i18n import N_
from runtherapy_data.identity import Role

PRODUCT: Final = N_("Running therapy")

# What each role of the demo practice will see, said on its card.
DEMO_CARDS: Final[dict[Role, tuple[str, str]]] = {
    Role.CLIENT: (N_("Client"), N_("Your own course: mood, sleep, energy and running, day by day.")),
    Role.THERAPIST: (N_("Therapist"), N_("Your clients at a glance, and the course of each of them.")),
    Role.SUPERVISOR: (N_("Supervisor"), N_("Does it work, and for whom? Groups compared, without names.")),
    Role.ADMIN: (N_("Administrator"), N_("Who has access, and who treats whom. No health data.")),
}
