"""Intervals as people type them: "5x2/3", "5 x 2 min rennen 3 min wandelen", "5*(2/3)", "5 + 5x(2/3) + 5".

Read from the left: what is walked first, how many times, the two pieces that take turns, what is walked afterwards.
Words may say which piece is which, in Dutch or English; without them the first is run and the second walked. One piece
is enough where a word says that it is run ("5 x 2 min rennen"). A word that is not known and a minus are refused by
name, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, NoReturn

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.intervals import FIELD, Intervals
from runtherapy_data.measures.typed import typed

Kind = Literal["run", "walk", "either", "warm_up", "cool_down"]
LONGEST: Final = 120
_WORDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("run", "runs", "running", "ran", "jog", "jogging", "ren", "rennen", "gerend", "hardlopen", "hardgelopen",
         "dribbel", "dribbelen", "loop"), "run",
    ),
    # In Dutch one may also walk so: beside a word for running it is walking, else it is what this product calls so.
    **dict.fromkeys(("lopen", "gelopen"), "either"),
    **dict.fromkeys(("walk", "walks", "walking", "walked", "wandel", "wandelen", "gewandeld", "stappen"), "walk"),
    **dict.fromkeys(("inwandelen", "inlopen", "warm-up", "warmup", "warming-up", "warm"), "warm_up"),
    **dict.fromkeys(("uitwandelen", "uitlopen", "cool-down", "cooldown", "cooling-down", "cool"), "cool_down"),
}  # fmt: skip
# Words that say nothing here: "eerst 5 min wandelen, daarna 5 keer …".
_QUIET: Final = frozenset(
    ("m", "min", "mins", "minuut", "minuten", "minute", "minutes", "en", "and", "dan", "then", "daarna", "after",
     "afterwards", "eerst", "first", "of", "van", "om", "up", "down", "tot", "slot"),
)  # fmt: skip
_SECONDS: Final = frozenset(("s", "sec", "secs", "seconde", "seconden", "second", "seconds", '"'))
_TIMES: Final = frozenset(("x", "keer", "maal", "times"))
_DIGITS: Final = r"\d+:[0-5]\d(?!\d)|\d+(?:[.,]\d+)?½?|[.,]\d+|½"
_NUMBER: Final = re.compile(_DIGITS)
_TOKEN: Final = re.compile(rf"{_DIGITS}|[a-z]+(?:-[a-z]+)*|\S")
_SAME: Final = str.maketrans(
    {"×": "x", "✕": "x", "*": "x", "·": "x", "’": "'", "′": "'", "″": '"', "–": "/", "\\": "/", "−": "-", "—": "-"}
)
# A minus that stands in front of a number, and not between two: at the beginning, or after another sign.
_MINUS: Final = re.compile(rf"(?:^|[x×✕*·/\\+(,;&:])\s*(?:[-–—−]\s*)+({_DIGITS})", re.IGNORECASE)


@dataclass(slots=True)
class _Piece:
    """A duration in minutes, what the words beside it call it, and whether something before it parts it off."""

    minutes: float
    before: list[Kind] = field(default_factory=list)
    after: list[Kind] = field(default_factory=list)
    parted: bool = False

    @property
    def called(self) -> list[Kind]:
        """The words on both sides of it."""
        return [*self.before, *self.after]


def parsed(text: str) -> Intervals:
    """The intervals that somebody typed.

    Raises:
        InvalidInputError: `field` is intervals; it says what was not understood, and how to write it.
    """
    said = typed(text).casefold().translate(_SAME)
    if len(said) > LONGEST:
        _refuse(text)
    if signed := _MINUS.search(typed(text)):
        raise InvalidInputError(
            FIELD, N_("“{given}” is not possible in intervals: no number is below 0."),
            N_("Leave out the minus: 5 x 2/3."), given=f"-{signed[1]}"[:40],
        )  # fmt: skip
    before, times, after = _around_times(_TOKEN.findall(said), text)
    warm_up = _walked(_pieces(before, text), "warm_up", text)
    pieces = _pieces(after, text)
    if len(pieces) < 2 or (len(pieces) == 2 and "cool_down" in pieces[1].called):
        run, walk, rest = _only_run(pieces, text), 0.0, pieces[1:]
    else:
        run, walk = _turns(pieces[0], pieces[1], text)
        rest = pieces[2:]
    if rest and not (rest[0].parted or "cool_down" in rest[0].called):
        _refuse(text)
    return Intervals(times, run, walk, warm_up, _walked(rest, "cool_down", text))


def _refuse(text: str) -> NoReturn:
    raise InvalidInputError(
        FIELD,
        N_("“{given}” is not clear."),
        N_("Write it as 5 x 2/3, or 5 + 5 x 2/3 + 5. Did running and walking not take turns? Then choose minutes."),
        given=text.strip()[:40],
    )


def _around_times(tokens: list[str], text: str) -> tuple[list[str], int, list[str]]:
    """What stands before the number of times, that number, and what stands after it."""
    places = [place for place, token in enumerate(tokens) if token in _TIMES]
    if len(places) > 1:
        raise InvalidInputError(
            FIELD, N_("“{given}” holds more than one row of intervals."),
            N_("Write the longest row here, or fill in the minutes of walking and running instead."),
            given=text.strip()[:40],
        )  # fmt: skip
    if not places or places[0] == 0 or not tokens[places[0] - 1].isdecimal():
        _refuse(text)
    place = places[0]
    return tokens[: place - 1], int(tokens[place - 1]), tokens[place + 1 :]


def _pieces(tokens: list[str], text: str) -> list[_Piece]:
    """The durations, each with the words around it; a word stands between two of them for both to take up."""
    found: list[_Piece] = []
    waiting: list[Kind] = []
    parted = False
    for one in tokens:
        if _NUMBER.fullmatch(one):
            found.append(_Piece(_minutes(one), waiting, [], parted))
            waiting, parted = [], False
        elif one in _SECONDS:
            if not found or waiting:
                _refuse(text)
            found[-1].minutes /= 60
        elif one in _WORDS:
            waiting = [*waiting, _WORDS[one]]
            if found:
                found[-1].after.append(_WORDS[one])
        elif one in "+,;)":
            parted = True
        elif one not in _QUIET and one not in "(/'&-.":
            raise InvalidInputError(
                FIELD, N_("“{word}” is not understood here."), N_("Write it as 5 x 2/3."), word=one[:40]
            )
    return found


def _minutes(token: str) -> float:
    """2, 2.5, 2,5, 2½, ½ and 1:30 as minutes."""
    if ":" in token:
        whole, seconds = token.split(":")
        return int(whole) + int(seconds) / 60
    half = 0.5 if token.endswith("½") else 0.0
    digits = token.removesuffix("½").replace(",", ".")
    return (float(digits) if digits else 0.0) + half


def _only_run(pieces: list[_Piece], text: str) -> float:
    """The one piece that there is, where its words say that it is run."""
    kinds = {kind for one in pieces[:1] for kind in one.called if kind in ("run", "walk", "either")}
    if kinds in ({"run"}, {"either"}):
        return pieces[0].minutes
    if kinds == {"walk"}:
        raise InvalidInputError(
            FIELD, N_("“{given}” holds walking only, which is no intervals."),
            N_("Choose minutes, and fill in the minutes of walking."), given=text.strip()[:40],
        )  # fmt: skip
    raise InvalidInputError(
        FIELD, N_("“{given}” says how long to run and not how long to walk, or the other way round."),
        N_("Write both: 5 x 2/3."), given=text.strip()[:40],
    )  # fmt: skip


def _turns(first: _Piece, second: _Piece, text: str) -> tuple[float, float]:
    """Which of the two is run: what the words say; without words the first."""
    # A word stands behind its minutes ("2 min rennen"), unless there is one in front of the first ("rennen 2").
    called = (first.before, second.before) if first.before else (first.after, second.after)
    kinds = [next((kind for kind in said if kind in ("run", "walk", "either")), None) for said in called]
    if "either" in kinds:
        kinds = [("walk" if "run" in kinds else "run") if kind == "either" else kind for kind in kinds]
    if kinds[0] is not None and kinds[0] == kinds[1]:
        _refuse(text)
    walked_first = kinds[0] == "walk" or (kinds[0] is None and kinds[1] == "run")
    return (second.minutes, first.minutes) if walked_first else (first.minutes, second.minutes)


def _walked(pieces: list[_Piece], where: Kind, text: str) -> float:
    """The walking before or after: one piece at most, and nothing that is said to be run."""
    if not pieces:
        return 0.0
    others = {"run", "either", "warm_up", "cool_down"} - {where}
    # A word in front of it may be that of the piece before: it counts where there is none behind it.
    if len(pieces) > 1 or others & {*(pieces[0].after or pieces[0].before)}:
        _refuse(text)
    return pieces[0].minutes
