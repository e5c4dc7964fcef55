"""What a client is asked now: what to fill in, what their therapist goes through with them, what comes later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.views.questionnaire_form import Form


@dataclass(frozen=True, slots=True)
class Offered:
    """One questionnaire that is asked, with its form where it can be filled in here; `answered`: questions so far."""

    ask: Ask
    form: Form | None
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """Everything that is asked of one client, in the order of the days."""

    now: tuple[Offered, ...]
    together: tuple[Offered, ...]
    later: tuple[Offered, ...]

    def sentence(self, _: Translate) -> str:
        """The answer to: what is asked of me now?"""
        if self.now:
            return _.plural(
                "One questionnaire is ready for you.", "{n} questionnaires are ready for you.", len(self.now)
            )
        return _("Nothing is asked of you now.")

    def find(self, ask_id: str) -> Offered | None:
        """What can be filled in now, by the id in the address."""
        return next((one for one in self.now if one.ask.id.hex == ask_id), None)


def open_of(asks: Iterable[Ask], forms: Mapping[str, Form], answered: Mapping[UUID, int], on: dt.date) -> Open:
    """Sort what is asked: by what is there to be filled in, and by the day.

    Of two requests for the same questionnaire that are both open by now, only the later is offered: nobody fills it in
    twice because an earlier moment was missed. `forms`: instrument → its form; `answered`: ask → answers kept so far.
    """
    now: dict[str, Ask] = {}
    later = []
    for ask in sorted((one for one in asks if one.is_open), key=lambda one: one.due_on):
        if ask.opens_on <= on:
            now[ask.instrument] = ask
        else:
            later.append(ask)
    offered = [Offered(one, forms.get(one.instrument), answered.get(one.id, 0)) for one in now.values()]
    offered.sort(key=lambda one: one.ask.due_on)
    return Open(
        now=tuple(one for one in offered if one.form),
        together=tuple(one for one in offered if not one.form),
        later=tuple(Offered(one, forms.get(one.instrument)) for one in later),
    )


def title(code: str, _: Translate) -> str:
    """The full name of a questionnaire; its id where the product does not know it."""
    known = instrument(code)
    return known.name.said(_.language) if known else code


def about(code: str, _: Translate) -> str:
    """What a client calls a questionnaire, within a sentence: what it is about, and its short name behind that."""
    if code == OWN_GOALS:
        return _("your own goals")
    name, dash, subject = title(code, _).partition(" – ")
    return f"{subject} ({name})" if dash else name


def headed(code: str, _: Translate) -> str:
    """The same on a line of its own: "Depressive symptoms (PHQ-9)"."""
    said = about(code, _)
    return f"{said[:1].upper()}{said[1:]}"


def short(code: str, _: Translate) -> str:
    """The short name of a questionnaire: PHQ-9."""
    return title(code, _).split(" – ")[0]
