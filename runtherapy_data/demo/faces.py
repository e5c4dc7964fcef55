"""Who of the demo practice one can be with a single click on the sign-in page."""

from __future__ import annotations

from typing import Final

from runtherapy_data.identity import Role

FACES: Final[dict[Role, str]] = {
    Role.CLIENT: "client@demo.example",
    Role.THERAPIST: "therapist@demo.example",
    Role.SUPERVISOR: "supervisor@demo.example",
    Role.ADMIN: "admin@demo.example",
}
