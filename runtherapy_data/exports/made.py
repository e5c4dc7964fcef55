"""What both papers say about themselves: whose they are, who made them, when, and with which figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from runtherapy_data.charts import svg, trajectory
from runtherapy_data.exports import printable
from runtherapy_data.exports.paper import FIGURE_PX, PRINTED_INK, Facts
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.papers import PAPER_NAMES, PaperKind, part
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_summary import summary


@dataclass(frozen=True, slots=True)
class Making:
    """One document about to be printed: the course as known on its day, its texts, and who made it."""

    kind: PaperKind
    course: Course
    parts: Mapping[str, str]
    made_at: dt.datetime
    zone: str
    maker: str
    practice: str
    is_demo: bool
    translate: Translate

    @property
    def day(self) -> dt.date:
        """The day of the paper, in the practice's zone."""
        return self.made_at.astimezone(ZoneInfo(self.zone)).date()

    def title_of(self, code: str) -> str:
        """The heading of a part."""
        return self.translate(part(self.kind, code).title)


def part_facts(making: Making, code: str, *, plain: bool) -> Facts:
    """A part as a template reads it: its heading and its lines, none where it is empty."""
    return {"title": making.title_of(code), "lines": printable.lines(making.parts.get(code, ""), plain=plain)}


def figure_facts(making: Making, *, to_client: bool) -> Facts | None:
    """The figure of the course as the page has it, and its sentence for who cannot see it; None without facts."""
    if making.course.is_empty:
        return None
    _ = making.translate
    fig = trajectory.figure(making.course, _, compact=True)
    painted = svg.paint(fig, width=FIGURE_PX, ink=PRINTED_INK)
    said = summary(making.course, _, to_client=to_client)
    alt = _("Mood, sleep, energy and minutes over the weeks of the course. {sentence}", sentence=said)
    title = _("How it went") if to_client else _("The course in a figure")
    return {"title": title, "svg": painted, "alt": alt}


def frame(making: Making, foot: list[str], *, plain: bool) -> Facts:
    """What the page itself needs: title, maker, practice, day, language, and the lines at its foot."""
    _ = making.translate
    title, practice = _(PAPER_NAMES[making.kind]), printable.line(making.practice, plain=plain)
    demo = [_("Demo: all people and facts on this paper are invented.")] if making.is_demo else []
    missing = [_("Characters that this paper cannot print are shown as {mark}; the file has the whole text.",
                 mark=printable.MISSING)] if _has_gaps(making, plain=plain) else []  # fmt: skip
    return {
        "title": title,
        "about": f"{title} {printable.line(making.course.client_code, plain=plain)}",
        "maker": printable.line(making.maker, plain=plain),
        "practice": practice,
        "date": _.day(making.day, year=True),
        "lang": _.language,
        "foot": [*demo, *foot, *missing],
    }


def _has_gaps(making: Making, *, plain: bool) -> bool:
    texts = [*making.parts.values(), making.course.client_name or "", making.practice, making.maker]
    return any(printable.MISSING in said and printable.MISSING not in text
               for text in texts for said in [printable.line(text, plain=plain)])  # fmt: skip


def whose(course: Course, *, plain: bool) -> str:
    """The client's name with their code, or the code alone."""
    code = printable.line(course.client_code, plain=plain)
    return f"{printable.line(course.client_name, plain=plain)} ({code})" if course.client_name else code
