"""The rules by which a course asks for a conversation: data, one file each in `rules/`, with texts in both languages.

A rule's numbers (how many days, how many points) stand in its file and nowhere in code. Its texts are filled in with
what it found: each form of a rule declares which numbers it offers, and a text that asks for another one is refused on
loading. Adding a text is editing a file; adding a rule is adding a file and the function that looks for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.measures.words import Words

FOLDER: Final = Path(__file__).resolve().parent / "rules"
# What whoever shows a finding always knows, beside its numbers: since when it holds, and how many days lie behind it.
ALWAYS_OFFERED: Final = frozenset({"since", "days"})


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Form(_Model):
    """One way in which a rule can hold, with the texts that say so.

    `numbers` and `limits` name the keys of `Finding.numbers` and `Finding.threshold`; they, `{since}` (a day) and
    `{days}` (a count) are the placeholders of the texts. Texts are templates: fill them in by `str.format`. A value
    that is a string is a code to be named in the reader's language: `{measure}` a daily measure, `{instrument}` a
    questionnaire, followed by its subscale where the numbers hold a `subscale`.

    `measures`: the daily measures that it rests on, with the number that holds the client's own level (or empty).
    `sessions`, `effort`: the sessions of its days, and how hard they were, are part of it.
    """

    numbers: tuple[str, ...]
    limits: tuple[str, ...]
    measures: dict[str, str] = {}
    sessions: bool = False
    effort: bool = False
    sentence: Words
    ground: Words
    threshold: Words

    @model_validator(mode="after")
    def _texts_ask_for_what_there_is(self) -> Form:
        offered = {*self.numbers, *self.limits}
        if len(offered) != len(self.numbers) + len(self.limits) or offered & ALWAYS_OFFERED:
            raise ValueError("a number has two meanings")
        if unknown := {name for name in self.measures.values() if name} - offered:
            raise ValueError(f"no number is called {', '.join(sorted(unknown))}")
        for words in (self.sentence, self.ground, self.threshold):
            dutch, english = _placeholders(words.nl), _placeholders(words.en)
            if dutch != english:
                raise ValueError(f"the languages do not say the same numbers: {words.nl} / {words.en}")
            if unknown := dutch - offered - ALWAYS_OFFERED:
                raise ValueError(f"no number is called {', '.join(sorted(unknown))}")
        return self


class Rule(_Model):
    """One rule. Lower `urgency` comes first; no finding rests on fewer than `fewest_days` days, or results.

    `questions` are open ones that a therapist could ask; `why` says what the rule is for and what it leaves alone.
    """

    id: str
    group: SignalGroup
    urgency: int
    fewest_days: int = Field(ge=1)
    parameters: dict[str, float]
    name: Words
    why: Words
    source: Words
    questions: tuple[Words, ...] = Field(min_length=1, max_length=3)
    forms: tuple[Form, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _plain_texts_have_no_numbers(self) -> Rule:
        for words in (self.name, self.why, *self.questions):
            if _placeholders(words.nl) | _placeholders(words.en):
                raise ValueError(f"nothing is filled in here: {words.en}")
        if len({frozenset(form.numbers) for form in self.forms}) != len(self.forms):
            raise ValueError("two forms with the same numbers cannot be told apart")
        return self

    def form(self, numbers: Mapping[str, object]) -> Form:
        """The form in which a finding with these numbers is said; the first one where none has just these."""
        return next((form for form in self.forms if set(form.numbers) == set(numbers)), self.forms[0])

    def __getitem__(self, parameter: str) -> float:
        """A number that the rule goes by; a KeyError where its file has none of this name."""
        return self.parameters[parameter]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def read_rule(text: str) -> Rule:
    """A rule from the text of its file; a pydantic ValidationError names what is wrong with it."""
    return Rule.model_validate(tomllib.loads(text))


@lru_cache(maxsize=1)
def _all() -> dict[str, Rule]:
    read = (read_rule(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml"))
    return {one.id: one for one in sorted(read, key=lambda one: one.urgency)}


def rules() -> tuple[Rule, ...]:
    """Every rule, the most urgent first."""
    return tuple(_all().values())


def rule(id: str) -> Rule:
    """The rule with this id; a KeyError where there is none."""
    return _all()[id]
