"""From a rule's template and what the rule found to a sentence in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.views.course_results import scale_name

# So many days are named one by one; of more, the first, the last and their number are.
_NAMED_DAYS: Final = 4
_ABSENT: Final = "–"
_SESSIONS: Final = N_("sessions")
_MEASURES: Final = {one.code: one.name_in_sentence for one in DAILY}

# What a therapist does first when a risk question was answered, until the practice has written it down itself.
GENERAL_PROTOCOL: Final = N_(
    "Contact the client today. Say what you read, and ask plainly about thoughts of death or self-harm, about a plan,"
    " and about who is with them. In acute danger: call 112 and stay with the client. Otherwise agree together on what "
    "happens today: the general practitioner or the out-of-hours service, 113 Zelfmoordpreventie (0800-0113), somebody "
    "nearby. Write down what was agreed. (A general text: to be checked and replaced by the practice.)"
)


class _Filling(dict[str, str]):
    """A value that a template asks for and the evidence does not hold (a rule that was rewritten since) is a dash."""

    def __missing__(self, key: str) -> str:
        return _ABSENT


def filled(template: str, values: Mapping[str, float | str], since_on: dt.date, days: int, _: Translate) -> str:
    """The template with its {values} in the reader's language.

    Numbers are written as people write them, with one decimal where there is one; the codes of a daily measure and of
    an instrument (with its subscale) become their names. `{since}` (a day) and `{days}` (a count) are always there. A
    sentence begins with a capital.
    """
    said = {name: _said(name, value, values, _) for name, value in values.items()}
    text = template.format_map(_Filling({**said, "since": _.day(since_on), "days": _.number(days)}))
    return text[:1].upper() + text[1:]


def _said(name: str, value: float | str, values: Mapping[str, float | str], _: Translate) -> str:
    if not isinstance(value, str):
        number = _.number(value, 0 if round(value, 1) == round(value) else 1)
        return _of_answers(number, str(values.get("instrument", "")), _) if name == "answer" else number
    if name == "measure":
        return _(_MEASURES[value]) if value in _MEASURES else value
    if name == "instrument":
        return scale_name(instrument(value), str(values.get("subscale", "")), _) or value
    return value


def _of_answers(answer: str, code: str, _: Translate) -> str:
    """An answer to one question with the lowest and highest there are: a 2 says little to who does not know of what."""
    known = instrument(code)
    if known is None or known.items is None:
        return answer
    low, high = (_.number(end) for end in known.items.answers)
    return _("{answer} (on a scale from {low} to {high})", answer=answer, low=low, high=high)


def of_part(part: str, days: Sequence[dt.date], _: Translate) -> str:
    """The days of one of several things behind a signal: "slaap: 6 dagen van za 14 nov tot en met zo 22 nov"."""
    return f"{_(_MEASURES.get(part, _SESSIONS))}: {listed(days, _)}"


def listed(days: Sequence[dt.date], _: Translate) -> str:
    """A few days by name: "ma 2 nov, di 3 nov en do 5 nov"; many by their ends: "9 dagen tussen ma 2 nov en …"."""
    if not days:
        return _ABSENT
    if len(days) > _NAMED_DAYS:
        ends = {"first": _.day(days[0]), "last": _.day(days[-1])}
        return _("{n} days from {first} through {last}", n=len(days), **ends)
    said = [_.day(day) for day in days]
    if len(said) == 1:
        return said[0]
    return _("{days} and {last}", days=", ".join(said[:-1]), last=said[-1])
