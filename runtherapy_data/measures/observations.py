"""What a therapist can pick while they run along: breathing, posture, muscle tension, mental signals (domain.md).

Picks are codes; their words may be mended, a code never changes. They say what somebody could see or hear and judge
nothing: what it means is for the conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.words import Words


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick: its code in the store, its words on screen."""

    code: str
    words: Words


def _pick(code: str, nl: str, en: str) -> Pick:
    return Pick(code, Words(nl=nl, en=en))


# fmt: off
# Kind of observation (also its column) → what can be picked, the usual first.
PICKS: Final[dict[str, tuple[Pick, ...]]] = {
    "breathing": (
        _pick("calm", "rustig", "calm"),
        _pick("low", "laag, in de buik", "low, in the belly"),
        _pick("high", "hoog, in de borst", "high, in the chest"),
        _pick("hurried", "gejaagd", "hurried"),
        _pick("held", "houdt de adem in", "holds the breath"),
        _pick("sighing", "zucht vaak", "sighs often"),
        _pick("rhythm", "vindt een ritme", "finds a rhythm"),
    ),
    "posture": (
        _pick("upright", "rechtop", "upright"),
        _pick("loose", "los, beweegt mee", "loose, moves along"),
        _pick("bent", "voorover", "bent forward"),
        _pick("shoulders_up", "schouders hoog", "shoulders up"),
        _pick("arms_still", "armen stil of strak", "arms still or tight"),
        _pick("eyes_down", "blik naar de grond", "eyes on the ground"),
        _pick("looks_around", "kijkt om zich heen", "looks around"),
    ),
    "muscle_tension": (
        _pick("relaxed", "ontspannen", "relaxed"),
        _pick("jaw", "kaken", "jaw"),
        _pick("neck_shoulders", "nek en schouders", "neck and shoulders"),
        _pick("hands", "handen of vuisten", "hands or fists"),
        _pick("back", "rug", "back"),
        _pick("belly", "buik", "belly"),
        _pick("legs", "benen", "legs"),
        _pick("lets_go", "laat los tijdens het bewegen", "lets go while moving"),
    ),
    "mental_signals": (
        _pick("present", "aandacht bij het moment", "attention in the moment"),
        _pick("own_pace", "kiest het eigen tempo", "chooses their own pace"),
        _pick("stops_in_time", "voelt op tijd de grens", "feels the limit in time"),
        _pick("worries", "piekert", "worries"),
        _pick("pushes", "wil presteren, jaagt zich op", "wants to perform, pushes on"),
        _pick("restless", "onrustig", "restless"),
        _pick("tense", "gespannen of bang", "tense or afraid"),
        _pick("low_mood", "somber", "low in mood"),
        _pick("irritable", "prikkelbaar", "irritable"),
        _pick("tearful", "geraakt, tranen", "moved, tears"),
        _pick("tired", "moe, leeg", "tired, drained"),
        _pick("lighter", "wordt lichter", "grows lighter"),
    ),
}
# fmt: on
OBSERVED: Final[dict[str, str]] = {
    "breathing": N_("Breathing"),
    "posture": N_("Posture"),
    "muscle_tension": N_("Muscle tension"),
    "mental_signals": N_("Mental signals"),
}


def picked(picks: Mapping[str, Any] | None) -> dict[str, list[str]] | None:
    """What was picked, each once and in the order of the list; None where nothing was.

    Raises:
        InvalidInputError: `field` is the kind of observation; names the code that there is not.
    """
    found: dict[str, list[str]] = {}
    for kind, codes in (picks or {}).items():
        known = [one.code for one in PICKS.get(kind, ())]
        for code in codes:
            if code not in known:
                raise InvalidInputError(
                    kind, N_("{given} is not possible here: {known} are."), N_("Choose one of these."),
                    given=str(code)[:40], known=", ".join(known) or "–",
                )  # fmt: skip
        if codes:
            found[kind] = [code for code in known if code in codes]
    return {kind: found[kind] for kind in PICKS if kind in found} or None


def picked_words(kind: str, picks: Mapping[str, Any] | None, language: str) -> str:
    """What was picked of one kind, in words: "rustig, vindt een ritme"; empty where nothing was.

    A code that is no longer in the list is left out: it has no words any more.
    """
    codes = (picks or {}).get(kind, ())
    return ", ".join(one.words.said(language) for one in PICKS.get(kind, ()) if one.code in codes)
