"""The two papers made of a course: their parts, in the order of the paper, and how much text each part holds.

The limits are such that what fits them fits the paper: one A4 for the conversation card, two for the end report.
Nothing is cut off there; whoever writes is told the limit beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from runtherapy_data.i18n import N_


class PaperKind(StrEnum):
    """Which paper: the card that client and therapist look at together, or the report to the general practitioner."""

    CARD = "conversation_card"
    REPORT = "end_report"


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part of a paper: its code, its title (a message id), how many characters it holds, and whose words it holds.

    `quoted`: the client's own words, which are chosen and never edited.
    """

    code: str
    title: str
    longest: int
    quoted: bool = False


PAPER_NAMES: Final[dict[PaperKind, str]] = {
    PaperKind.CARD: N_("Conversation card"),
    PaperKind.REPORT: N_("End report"),
}
# How many sheets of A4 each may take, at most.
MOST_PAGES: Final[dict[PaperKind, int]] = {PaperKind.CARD: 1, PaperKind.REPORT: 2}
MOST_LINES: Final = 24  # in one part; an empty line counts as one

WORDS: Final = "words"
WORDS_FROM: Final = "words_from"
# fmt: off
PARTS: Final[dict[PaperKind, tuple[PaperPart, ...]]] = {
    PaperKind.CARD: (
        PaperPart(WORDS, N_("In your own words"), 500, quoted=True),
        PaperPart(WORDS_FROM, N_("Written on"), 80, quoted=True),
        PaperPart("change", N_("What changed"), 700),
        PaperPart("question", N_("A question"), 240),
        PaperPart("next_step", N_("Next step"), 360),
    ),
    PaperKind.REPORT: (
        PaperPart("to", N_("Addressed to"), 120),
        PaperPart("complaint", N_("Complaint"), 600),
        PaperPart("course", N_("How the course went"), 900),
        PaperPart("change", N_("What changed"), 1500),
        PaperPart("grounds", N_("What this rests on"), 1800),
        PaperPart("done", N_("What was done"), 1000),
        PaperPart("advice", N_("Advice"), 1200),
    ),
}
# fmt: on


def part(kind: PaperKind, code: str) -> PaperPart:
    """A part of a paper by its code."""
    return next(one for one in PARTS[kind] if one.code == code)
