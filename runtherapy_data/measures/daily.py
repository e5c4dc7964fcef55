"""The daily measures: 0–10 whole numbers, asked once a day. A missing answer is missing, never 0 (domain.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import N_


@dataclass(frozen=True, slots=True)
class DailyMeasure:
    """One question of the check-in: its code (also its column), its names, and its two ends in plain words."""

    code: str
    name: str
    name_in_sentence: str
    at_zero: str
    at_ten: str
    high_is_good: bool = True
    drawn_by_default: bool = True


MOOD: Final = DailyMeasure("mood", N_("Mood"), N_("mood"), N_("very bad"), N_("very good"))
SLEEP: Final = DailyMeasure("sleep", N_("Sleep"), N_("sleep"), N_("very bad"), N_("very good"))
ENERGY: Final = DailyMeasure("energy", N_("Energy"), N_("energy"), N_("none at all"), N_("very much"))
TENSION: Final = DailyMeasure(
    "tension", N_("Tension"), N_("tension"), N_("relaxed"), N_("very tense"), high_is_good=False, drawn_by_default=False
)

DAILY: Final[tuple[DailyMeasure, ...]] = (MOOD, SLEEP, ENERGY, TENSION)
