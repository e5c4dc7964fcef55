"""How far a client is with a questionnaire. The draft holds it all: another device goes on where this one stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from runtherapy_data.actions import drafts
from runtherapy_data.actions.questionnaires import DRAFT
from runtherapy_data.identity import Grant
from runtherapy_data.ui import desk as desks
from runtherapy_data.ui.questionnaire_facts import Facts
from runtherapy_data.views.questionnaires_open import Offered

ADDRESS: Final = "fill"  # the query parameter that names what is being filled in


@dataclass
class Desk(desks.Desk):
    """`sent`: what was sent a moment ago. `unanswered`: the question that was left without an answer or a skip."""

    sent: Sent | None = None
    unanswered: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A questionnaire that was sent: its name, whether it asks for attention, whether it could be scored."""

    name: str
    is_own_goals: bool
    asks_attention: bool
    is_scored: bool


def desk() -> Desk:
    """The reader's desk on this page."""
    found = st.session_state.get("questionnaire-desk")
    if not isinstance(found, Desk):
        found = Desk()
        st.session_state["questionnaire-desk"] = found
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """Answers by item so far; `at`: the question that is shown (1 is the first; one more than there are: the check).

    `checking`: the check was reached before, so that whoever changes an answer comes back to it.
    """

    answers: dict[int, int]
    at: int = 1
    checking: bool = False

    def answered(self, item: int, answer: int | None) -> Progress:
        """With this answer, or without one."""
        rest = {known: value for known, value in self.answers.items() if known != item}
        return Progress(rest if answer is None else {**rest, item: answer}, self.at, self.checking)

    def onwards(self, questions: int) -> Progress:
        """At the next question, or at the check."""
        at = questions + 1 if self.checking else self.at + 1
        return Progress(self.answers, at, self.checking or at > questions)

    def moved(self, at: int) -> Progress:
        """At another question."""
        return Progress(self.answers, at, self.checking)

    def content(self) -> dict[str, Any]:
        """As the draft keeps it."""
        return {"answers": {str(item): answer for item, answer in self.answers.items()}, "at": self.at,
                "checking": self.checking}  # fmt: skip


def progress_of(facts: Facts, offered: Offered) -> Progress:
    """How far the reader was, on whichever device; what fits the form no more is left out."""
    form = offered.form
    assert form is not None  # noqa: S101 - only what has a form is offered to be filled in
    kept = facts.kept.get(offered.ask.id.hex, {})
    possible = {one.item: {value for value, _ in one.answers} for one in form.questions}
    answers = {
        int(item): answer for item, answer in kept.get("answers", {}).items() if answer in possible.get(int(item), ())
    }
    at = kept.get("at", 1)
    return Progress(answers, min(max(int(at), 1), len(form.questions) + 1), bool(kept.get("checking")))


def keep(grant: Grant, offered: Offered, progress: Progress) -> None:
    """Keep how far the reader is."""
    drafts.keep(grant, DRAFT, offered.ask.id.hex, progress.content())


def open_form(ask_id: str) -> None:
    """Show the form of what is asked."""
    st.query_params[ADDRESS] = ask_id


def close_form() -> None:
    """Back to the list."""
    st.query_params.pop(ADDRESS, None)
