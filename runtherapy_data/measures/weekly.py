"""The week reflection: what the therapy promises beside mood, sleep and energy, asked once a week, 0–10, optional."""

from __future__ import annotations

from typing import Final

from runtherapy_data.i18n import N_
from runtherapy_data.measures.daily import DailyMeasure

WEEKLY: Final[tuple[DailyMeasure, ...]] = (
    DailyMeasure("resilience", N_("Resilience"), N_("resilience"), N_("none at all"), N_("very much")),
    DailyMeasure("self_confidence", N_("Self-confidence"), N_("self-confidence"), N_("none at all"), N_("very much")),
    DailyMeasure("concentration", N_("Concentration"), N_("concentration"), N_("very bad"), N_("very good")),
    DailyMeasure(
        "body_contact", N_("Contact with my body"), N_("contact with the body"), N_("none at all"), N_("very much")
    ),
)
