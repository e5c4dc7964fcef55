"""The fields of a result: its answers in one line or question by question, or its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.answers_typed import answers_typed, as_typed
from runtherapy_data.measures.instruments import Instrument
from runtherapy_data.measures.number_typed import LONGEST, number_typed
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.measures.questionnaire_entry import Entry, items_of
from runtherapy_data.measures.scales import Items
from runtherapy_data.queries.questionnaires import HeldResult
from runtherapy_data.ui import panels
from runtherapy_data.ui.plain import escaped
from runtherapy_data.ui.result_facts import Facts
from runtherapy_data.views.questionnaire_form import Form, form_of

LINE, EACH, SCORES = "line", "each", "scores"
_WAYS: Final = {LINE: N_("Answers in one line"), EACH: N_("Question by question"), SCORES: N_("Scores")}


@dataclass(frozen=True, slots=True)
class Filled:
    """What the fields hold: the way of entering, and what was entered in each; as a draft keeps it."""

    way: str
    typed: str
    items: dict[str, int]
    total: str
    subscales: dict[str, str]

    def content(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {name: getattr(self, name) for name in Filled.__dataclass_fields__}

    def entry(self, known: Instrument, numbers: tuple[int, ...]) -> Entry:
        """What was entered; InvalidInputError where the line or a score cannot be read."""
        if self.way == SCORES:
            risk = {one.item for one in known.risk_items}
            subscales = {code: number_typed(code, text) for code, text in self.subscales.items()}
            return Entry(
                {int(item): answer for item, answer in self.items.items() if int(item) in risk},
                number_typed("total", self.total),
                {code: score for code, score in subscales.items() if score is not None},
            )  # fmt: skip
        if self.way == EACH or known.items is None:
            return Entry({int(item): answer for item, answer in self.items.items()})
        return Entry(answers_typed(self.typed, known.items, numbers))


def numbers_of(known: Instrument, facts: Facts, held: HeldResult | None) -> tuple[int, ...]:
    """The numbers of the items: of own activities those that were asked."""
    if known.id != OWN_GOALS:
        return items_of(known)
    if held is not None and held.answers:
        return tuple(sorted(held.answers))
    return tuple(one.position for one in facts.goals if one.dropped_on is None)


def first_values(
    content: Mapping[str, Any], known: Instrument, held: HeldResult | None, numbers: tuple[int, ...], _: Translate
) -> Filled:
    """What the fields hold when the form opens: what was kept of it, else the result that is corrected."""
    if content.get("way"):
        return Filled(
            content["way"], content.get("typed", ""), dict(content.get("items", {})), _text(content.get("total"), _),
            {code: _text(score, _) for code, score in content.get("subscales", {}).items()},
        )  # fmt: skip
    if held is None:
        return Filled(LINE if numbers and known.items else SCORES, "", {}, "", {})
    items = {str(item): answer for item, answer in held.answers.items()}
    is_form = len(held.answers) > len(known.risk_items) or (known.total is None and bool(held.answers))
    way = LINE if is_form else SCORES
    typed = as_typed(held.answers, numbers) if is_form else ""
    # The score stands there too: who goes on to enter scores corrects it, and does not lose it.
    return Filled(
        way, typed, items, _text(held.total, _), {code: _text(score, _) for code, score in held.subscales.items()}
    )


def _text(score: float | str | None, _: Translate) -> str:
    """A score as its field holds it; what was half typed stays as it was typed."""
    return score if isinstance(score, str) else "" if score is None else _.plain(score)


def show(known: Instrument, facts: Facts, numbers: tuple[int, ...], first: Filled, place: str, _: Translate) -> Filled:
    """Draw the fields; what they hold now. `place` keys them."""
    ways = _ways(known, numbers)
    way = first.way if first.way in ways else ways[0]
    if len(ways) > 1:
        way = st.segmented_control(
            _("Enter as"), ways, default=way, required=True, format_func=lambda one: _(_WAYS[one]),
            key=f"way-of-{place}",
        ) or way  # fmt: skip
    items, typed, total, subscales = first.items, first.typed, first.total, first.subscales
    if way == LINE and known.items is not None:
        typed = _line(known.items, numbers, first, place, _)
    elif way == EACH and known.items is not None:
        items = _each(known, facts, numbers, first, place, _)
    else:
        total, subscales = _scores(known, first, place, _)
        items = _risk(known, first, place, _)
    return Filled(way, typed, items, total, subscales)


def _ways(known: Instrument, numbers: tuple[int, ...]) -> list[str]:
    """Scores only where the items are not known; answers with decimals are typed."""
    if known.items is None or not numbers:
        return [SCORES]
    return [LINE, EACH, SCORES] if known.items.whole else [LINE, SCORES]


def _line(items: Items, numbers: tuple[int, ...], first: Filled, place: str, _: Translate) -> str:
    low, high = items.answers
    hint = _("{many} answers from {low} to {high}, in order; a dash for one that was left out", many=len(numbers),
             low=float(low), high=float(high))  # fmt: skip
    typed = st.text_input(
        _("Answers"), first.typed, key=f"line-{place}", autocomplete="off", max_chars=4 * len(numbers) + 20
    )
    panels.muted(hint)
    return typed or ""


def _each(
    known: Instrument, facts: Facts, numbers: tuple[int, ...], first: Filled, place: str, _: Translate
) -> dict[str, int]:
    """A choice for each question, with its text where it may be shown."""
    form = form_of(known, facts.wordings, facts.goals, _)
    found = {}
    assert known.items is not None  # noqa: S101 - only offered where the items are known
    low, high = (int(end) for end in known.items.answers)
    for number in numbers:
        label, words = _question(form, number, _)
        options, kept = list(range(low, high + 1)), first.items.get(str(number))
        answer = st.selectbox(
            label, options, index=options.index(kept) if kept in options else None,
            format_func=lambda value, words=words: f"{value} · {words[value]}" if words.get(value) else str(value),
            placeholder=_("left out"), key=f"each-{number}-{place}", filter_mode=None,
        )  # fmt: skip
        if answer is not None:
            found[str(number)] = int(answer)
    return found


def _question(form: Form | None, number: int, _: Translate) -> tuple[str, dict[int, str]]:
    """The label of a question, and its answers in words, where its text may be shown here."""
    asked = next((one for one in form.questions if one.item == number), None) if form else None
    if asked is None:
        return _("Question {number}", number=number), {}
    return f"{number}. {escaped(asked.words)}", dict(asked.answers)


def _scores(known: Instrument, first: Filled, place: str, _: Translate) -> tuple[str, dict[str, str]]:
    total = ""
    if known.total is not None:
        total = _score(_("Total"), first.total, known.total.range, f"total-{place}", _)
    subscales = {}
    for part in known.subscales:
        name, kept = part.name.said(_.language), first.subscales.get(part.id, "")
        score = _score(name, kept, part.range, f"{part.id}-{place}", _)
        if score:
            subscales[part.id] = score
    return total, subscales


def _score(label: str, value: str, ends: tuple[float, float] | None, key: str, _: Translate) -> str:
    """A score as text: a number field of the browser does not take a comma in every language."""
    if ends is not None:
        label = _("{label}, {low} to {high}", label=label, low=float(ends[0]), high=float(ends[1]))
    return st.text_input(escaped(label), value, key=key, max_chars=LONGEST, autocomplete="off", width=320).strip()


def _risk(known: Instrument, first: Filled, place: str, _: Translate) -> dict[str, int]:
    """The answers about risk, which no score tells of."""
    found = {}
    for one in known.risk_items:
        assert known.items is not None  # noqa: S101 - a risk item is an item
        options = list(range(int(known.items.answers[0]), int(known.items.answers[1]) + 1))
        kept = first.items.get(str(one.item))
        answer = st.selectbox(
            _("Answer to question {item}, about risk", item=one.item), options,
            index=options.index(kept) if kept in options else None, placeholder=_("not known"),
            key=f"risk-{one.item}-{place}", filter_mode=None,
        )  # fmt: skip
        if answer is not None:
            found[str(one.item)] = int(answer)
    return found
