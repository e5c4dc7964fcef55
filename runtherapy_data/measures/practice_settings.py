"""What a practice decides for itself; each part has a default that works for who decided nothing.

Kept as JSON, one row a part (`store.tables.PracticeSetting`), and checked by these forms when it is read and written.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from runtherapy_data.i18n import Phrase
from runtherapy_data.measures.codes import PHASE_NAMES, PHASE_SHORT_NAMES, Phase
from runtherapy_data.measures.protocol import Protocol
from runtherapy_data.measures.words import Words


class PhaseName(BaseModel):
    """A practice's own name of a phase: in full, and short for the narrow bands of a figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    short: Words


class Reminders(BaseModel):
    """Whether clients who asked for it get a message, and when. `off` unless a practice chose otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    way: Literal["off", "file", "email"] = "off"
    after_days: int = Field(default=2, ge=0, le=14)  # days that something was due before it is reminded of


class Checked(BaseModel):
    """A text that somebody of the practice checked, to the letter, and the day: another text is not checked by it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    on: dt.date


class PracticeSettings(BaseModel):
    """Every part of what a practice decided, defaults filled in. A part's name here is its name in the store."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    protocol: Protocol = Protocol()
    phase_names: dict[Phase, PhaseName] = Field(default_factory=dict)
    reminders: Reminders = Reminders()
    help_checked: dict[Literal["nl", "en"], Checked] = Field(default_factory=dict)


PARTS = tuple(PracticeSettings.model_fields)


def phrases(settings: PracticeSettings, language: str) -> dict[Phrase, str]:
    """What the practice says in its own words in this language, for `Translate.saying`."""
    own = {}
    for phase, named in settings.phase_names.items():
        own[PHASE_NAMES[phase]] = named.name.said(language)
        own[PHASE_SHORT_NAMES[phase]] = named.short.said(language)
    return own
