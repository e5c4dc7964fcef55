"""Papers for tests: what a PDF says, and a document about to be printed."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pypdf import PdfReader

from runtherapy_data.exports.made import Making
from runtherapy_data.i18n import translator
from runtherapy_data.measures.papers import PARTS, PaperKind
from runtherapy_data.views.course import Course
from tests.views.courses import answers, course, session

MADE_AT = dt.datetime(2026, 4, 12, 21, 30, tzinfo=dt.UTC)  # Sunday 23:30 in Amsterdam, day 34 of the course


def told(**values: Any) -> Course:
    """A course of five weeks with something to draw."""
    moods = answers("mood", {number: 4 + number // 12 for number in range(35)})
    energy = answers("energy", {number: 3 + number // 12 for number in range(35)})
    sessions = tuple(session(number, planned_minutes=25) for number in range(2, 35, 3))
    return course(moods, energy, **{"sessions": sessions, "today": 34, **values})


def making(kind: PaperKind = PaperKind.CARD, language: str = "nl", about: Course | None = None, **parts: str) -> Making:
    """A document of a demo practice with these parts; the others are empty."""
    return Making(
        kind=kind,
        course=about or told(),
        parts={one.code: parts.get(one.code, "") for one in PARTS[kind]},
        made_at=MADE_AT,
        zone="Europe/Amsterdam",
        maker="Tess Therapeut",
        practice="Praktijk Bosrand",
        is_demo=True,
        translate=translator(language),
    )


def reader(pdf: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(io.BytesIO(pdf))


def said(pdf: bytes) -> str:
    """Everything that the PDF says, with lines and invisible breaks taken out."""
    text = " ".join(page.extract_text() for page in reader(pdf).pages)
    return " ".join(text.replace("\u200b", "").split())
