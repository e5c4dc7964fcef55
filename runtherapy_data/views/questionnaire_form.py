"""A questionnaire as somebody is asked it: its questions in order, with their answers, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.instruments import Instrument
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.wording import Text, Wording
from runtherapy_data.queries.goals import Goal
from runtherapy_data.views.goals import IMPOSSIBLE, NO_TROUBLE


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `answers`: each possible answer with its words, the lowest first.

    Of a long row of numbers only the two ends have words; `is_row` says so.
    """

    item: int
    words: str
    answers: tuple[tuple[int, str], ...]
    is_row: bool = False

    def said(self, answer: int, _: Translate) -> str:
        """An answer in words: what was chosen, with its meaning where it has one."""
        words = dict(self.answers).get(answer, "")
        if not self.is_row:
            return words
        return _("{answer} ({meaning})", answer=answer, meaning=words) if words else str(answer)


@dataclass(frozen=True, slots=True)
class Form:
    """One questionnaire to fill in. `risk`: item → the answer from which on it asks for attention.

    `name`: its short name; `terms`: under which licence its text may be shown, where that is known.
    """

    instrument: str
    name: str
    intro: str
    questions: tuple[Question, ...]
    risk: Mapping[int, float]
    terms: str = ""

    def asks_attention(self, answers: Mapping[int, int]) -> bool:
        """Whether a question about risk was answered as high as it asks for."""
        return any(item in answers and answers[item] >= least for item, least in self.risk.items())

    def missing(self, answers: Mapping[int, int]) -> tuple[int, ...]:
        """The places (1 is the first) of the questions without an answer."""
        return tuple(place for place, one in enumerate(self.questions, 1) if one.item not in answers)


def form_of(known: Instrument, wordings: Mapping[str, Wording], goals: Iterable[Goal], _: Translate) -> Form | None:
    """The questionnaire in the reader's language, or None where it cannot be filled in here.

    That is where there is no text of it in that language, where answers are drawn on a line, and where too few or too
    many activities of the client's own were agreed.
    """
    items = known.items
    if items is None or not items.whole:
        return None
    if known.id == OWN_GOALS:
        return _own_activities(known, [one for one in goals if one.dropped_on is None], _)
    wording = wordings.get(known.id)
    text = wording.said(_.language) if wording else None
    if text is None:
        return None
    low, high = int(items.answers[0]), int(items.answers[1])
    return _form(known, text.intro, [_question(text, item, low, high) for item in range(1, len(text.items) + 1)], _)


def _form(known: Instrument, intro: str, questions: Sequence[Question], _: Translate) -> Form:
    return Form(
        instrument=known.id,
        name=_("Your own goals") if known.id == OWN_GOALS else known.name.said(_.language).split(" – ")[0],
        intro=intro,
        questions=tuple(questions),
        risk={one.item: one.at_or_above for one in known.risk_items},
        terms=known.licence.words.said(_.language) if known.licence else "",
    )


def _question(text: Text, item: int, low: int, high: int) -> Question:
    words = text.answers_to(item)
    values = range(low, high + 1)
    if len(words) == len(values):
        return Question(item, text.items[item - 1], tuple(zip(values, words, strict=True)))
    return Question(item, text.items[item - 1], _row(low, high, words[0], words[-1]), is_row=True)


def _row(low: int, high: int, at_low: str, at_high: str) -> tuple[tuple[int, str], ...]:
    ends = {low: at_low, high: at_high}
    return tuple((value, ends.get(value, "")) for value in range(low, high + 1))


def _own_activities(known: Instrument, goals: Sequence[Goal], _: Translate) -> Form | None:
    items = known.items
    if items is None or not items.fewest <= len(goals) <= items.most:
        return None
    answers = _row(int(items.answers[0]), int(items.answers[1]), _(NO_TROUBLE), _(IMPOSSIBLE))
    intro = _("How hard was this for you in the last week?")
    return _form(known, intro, [Question(one.position, one.words, answers, is_row=True) for one in goals], _)
