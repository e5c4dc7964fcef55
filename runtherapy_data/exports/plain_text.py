"""A document as plain text, to be copied into a letter or a message: the same content, without the figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.papers import PAPER_NAMES, PARTS, WORDS, WORDS_FROM, PaperKind
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_summary import place


def text(kind: PaperKind, course: Course, parts: Mapping[str, str], day: dt.date, _: Translate) -> str:
    """Title, whose it is, and each part that holds something under its heading."""
    whose = f"{course.client_name} ({course.client_code})" if course.client_name else course.client_code
    said = [f"{_(PAPER_NAMES[kind])} · {whose} · {_.day(day, year=True)}\n{place(course, _)}"]
    for part in PARTS[kind]:
        written = parts.get(part.code, "").strip()
        if written and part.code != WORDS_FROM:
            from_ = f"\n({parts[WORDS_FROM]})" if part.code == WORDS and parts.get(WORDS_FROM) else ""
            said.append(f"{_(part.title)}\n{written}{from_}")
    return "\n\n".join(said)
