"""The conversation card (*gesprekskaart*): what its parts say of themselves, and the sheet made of them.

Client and therapist look at it together. It speaks to the client, holds what the client's own page holds, and nothing
of what the therapist observed, noted or was warned of, unless the therapist types it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from runtherapy_data.exports import printable
from runtherapy_data.exports.made import Making, figure_facts, frame, part_facts, whose
from runtherapy_data.exports.paper import Facts, Sheet
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import PHASE_NAMES
from runtherapy_data.measures.papers import MOST_PAGES, WORDS, WORDS_FROM, PaperKind, part
from runtherapy_data.views.course import Course
from runtherapy_data.views.course_results import results
from runtherapy_data.views.course_summary import place, summary
from runtherapy_data.views.signals import Signal

MOST_SCALES: Final = 2  # sentences about questionnaires on the card; the page has them all


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that the client wrote: on which day, where (in words), and what, shortened to what the card holds."""

    day: dt.date
    where: str
    words: str


def quotes(course: Course, _: Translate) -> tuple[Quote, ...]:
    """What the client wrote with check-ins and after sessions, the newest first."""
    said = [(one.day, _("with the check-in"), one.words) for one in course.words]
    said += [(one.day, _("after the session"), one.reflection) for one in course.sessions if one.reflection]
    said.sort(key=lambda one: one[0], reverse=True)
    longest, more = part(PaperKind.CARD, WORDS).longest, _("(read on in the file)")
    return tuple(Quote(day, where, printable.shortened(words.strip(), longest, more)) for day, where, words in said)


def quoted(quote: Quote | None, _: Translate) -> dict[str, str]:
    """The two parts of the card that hold the client's own words; both empty without a quote."""
    if quote is None:
        return {WORDS: "", WORDS_FROM: ""}
    return {WORDS: quote.words, WORDS_FROM: f"{_.day(quote.day, year=True)}, {quote.where}"}


def questions(signals: Sequence[Signal], _: Translate) -> tuple[str, ...]:
    """Questions that the open signals bring along, most urgent first; none of those about risk."""
    said = (question for one in signals if one.is_open and not one.is_risk for question in one.questions(_))
    return tuple(dict.fromkeys(said))


def generated(course: Course, signals: Sequence[Signal], _: Translate) -> dict[str, str]:
    """What each part says before anybody edited it."""
    found = quotes(course, _)
    asked = questions(signals, _)
    said = {
        **quoted(found[0] if found else None, _),
        "change": _change(course, _),
        "question": asked[0] if asked else _open_question(course, _),
        "next_step": _next_step(course, _),
    }
    return {code: _fitting(code, text, _) for code, text in said.items()}


def _fitting(code: str, text: str, _: Translate) -> str:
    return printable.shortened(text, part(PaperKind.CARD, code).longest, _("(read on in the file)"))


def _change(course: Course, _: Translate) -> str:
    """What the client's own page opens with, less the week (it stands above), and the totals of questionnaires."""
    opening = summary(course, _, to_client=True).removeprefix(place(course, _)).strip()
    scored = [one for one in results(course) if one.since_first is not None]
    totals = [one for one in scored if not one.subscale] or scored
    scored_words = (one.sentence(_, to_client=True) for one in totals[:MOST_SCALES])
    return "\n".join(said for said in (opening, *scored_words) if said)


def _open_question(course: Course, _: Translate) -> str:
    """A question that is always a good one, where no signal brings one along."""
    if course.is_empty:
        return _("What do you hope that running therapy will bring you?")
    return _("What went a little better in the past weeks, and what helped?")


def _next_step(course: Course, _: Translate) -> str:
    lines = []
    if course.home_exercises and course.home_exercises.home_exercises:
        lines.append(_("At home: {exercises}", exercises=course.home_exercises.home_exercises.strip()))
    if course.next_appointment:
        when = f"{_.day(course.next_appointment.date())} {course.next_appointment:%H:%M}"  # no "today" on paper
        lines.append(_("Next appointment: {when}", when=when))
    return "\n".join(lines)


def sheet(making: Making) -> Sheet:
    """The card, ready to be printed on one A4."""
    return Sheet("card.typ", lambda plain: _facts(making, plain=plain), MOST_PAGES[PaperKind.CARD], making.made_at)


def _facts(making: Making, *, plain: bool) -> Facts:
    _, course = making.translate, making.course
    phase = _(PHASE_NAMES[course.phase]) if course.phase and not course.has_ended else ""
    foot = _("Made by {maker} to talk about together. A score is a snapshot; this card is no diagnosis.",
             maker=printable.line(making.maker, plain=plain))  # fmt: skip
    words = part_facts(making, WORDS, plain=plain)
    return {
        **frame(making, [foot], plain=plain),
        "who": whose(course, plain=plain),
        "whereabouts": " ".join(said for said in (place(course, _), phase and f"{phase}.") if said),
        "words": {**words, "from": printable.line(making.parts.get(WORDS_FROM, ""), plain=plain)},
        "change": part_facts(making, "change", plain=plain),
        "figure": figure_facts(making, to_client=True),
        "question": part_facts(making, "question", plain=plain),
        "next_step": part_facts(making, "next_step", plain=plain),
    }
