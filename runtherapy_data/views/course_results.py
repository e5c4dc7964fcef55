"""What the questionnaires of a course say: each scale's scores, and the change since the first and the previous one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.change import Change, Yardstick, judge, yardstick_of
from runtherapy_data.measures.codes import MOMENT_NAMES
from runtherapy_data.measures.instruments import Instrument, Scale, instrument
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.views import change_reasons
from runtherapy_data.views import change_words as said
from runtherapy_data.views.course import Course, ResultFact
from runtherapy_data.views.course_trend import event_days, listed


@dataclass(frozen=True, slots=True)
class Score:
    """One score of a scale: its day, its moment (a code of `MOMENT_NAMES`), its value on the scale's own range."""

    taken_on: dt.date
    moment: str
    value: float

    def when(self, _: Translate) -> str:
        """Its day and moment: "Mon 2 Mar 2026, at intake"."""
        return f"{_.day(self.taken_on, year=True)}, {_(MOMENT_NAMES[self.moment])}"


@dataclass(frozen=True)
class ScaleResults:
    """Everything that was scored on one scale in a course, oldest first and never empty.

    `instrument` is the questionnaire's id as it is stored (also one that the product does not know), `subscale` the id
    of the subscale, empty for the total.
    """

    instrument: str
    subscale: str
    scores: tuple[Score, ...]

    @cached_property
    def known(self) -> Instrument | None:
        """The questionnaire, where the product knows it."""
        return instrument(self.instrument)

    @cached_property
    def scale(self) -> Scale | None:
        """The total or the subscale, where the product knows it."""
        if self.known is None:
            return None
        return self.known.subscale(self.subscale) if self.subscale else self.known.total

    @cached_property
    def yardstick(self) -> Yardstick | None:
        """What two scores are judged by."""
        return yardstick_of(self.known, self.subscale) if self.known else None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each score after the first, judged against the first."""
        first = self.scores[0].value
        return tuple(judge(first, score.value, self.yardstick) for score in self.scores[1:])

    @property
    def since_first(self) -> Change | None:
        """From the first score to the last; None with one score."""
        return self.changes[-1] if self.changes else None

    @cached_property
    def since_previous(self) -> Change | None:
        """From the last score but one to the last; None with one score."""
        if len(self.scores) < 2:
            return None
        return judge(self.scores[-2].value, self.scores[-1].value, self.yardstick)

    def name(self, _: Translate) -> str:
        """The short name: "PHQ-9", "4DSQ distress"; the stored id where the product does not know it."""
        return scale_name(self.known, self.subscale, _) or " ".join(filter(None, (self.instrument, self.subscale)))

    def parts(self, _: Translate) -> tuple[str, str]:
        """The therapist's sentence in its two halves: what the score did, and what may be said of that."""
        if self.since_first is None:
            if self.instrument == OWN_GOALS:
                return self._only_one(_), _("no second score of the same activities yet")
            return self._only_one(_), _("no second score yet to compare with")
        return said.parts(self.name(_), self.since_first, self.yardstick, _)

    def sentence(self, _: Translate, *, to_client: bool = False) -> str:
        """First to last, with the verdict; `to_client` in plain words, without a verdict, a cut-off or alarm."""
        if not to_client:
            return f"{': '.join(self.parts(_))}."
        if self.since_first is not None:
            return " ".join(filter(None, said.told_to_client(self.name(_), self.since_first, _)))
        only = self.scores[0]
        values = {"name": self.name(_), "score": said.points(only.value, _), "day": _.day(only.taken_on)}
        return _("Your score on the {name} was {score} on {day}. There is no second one yet.", **values)

    def previous_sentence(self, _: Translate) -> str:
        """What may be said since the previous score, for the therapist; empty with fewer than three scores."""
        if self.since_previous is None or len(self.scores) < 3:
            return ""
        change = self.since_previous
        values = {"day": _.day(self.scores[-2].taken_on), "score": said.points(change.first, _)}
        verdict = said.verdict_alone(change, self.yardstick, _)
        return _("Since the previous one ({score} on {day}): {verdict}.", verdict=verdict, **values)

    def reasons(self, _: Translate) -> tuple[str, ...]:
        """The grounds of `sentence` for the therapist: scores, what is needed, where each number comes from."""
        if self.since_first is None:
            return ()
        return change_reasons.reasons(
            change_reasons.Ground(
                change=self.since_first,
                name=self.name(_),
                instrument=self.known,
                scale=self.scale,
                yardstick=self.yardstick,
                when=(self.scores[0].when(_), self.scores[-1].when(_)),
                compared=len(self.changes),
            ),
            _,
        )

    def _only_one(self, _: Translate) -> str:
        only = self.scores[0]
        values = {"name": self.name(_), "score": said.points(only.value, _), "day": _.day(only.taken_on)}
        place = said.place(only.value, self.yardstick, _)
        if place:
            return _("{name} was {score} on {day}, {place}", place=place, **values)
        return _("{name} was {score} on {day}", **values)


def scale_name(known: Instrument | None, subscale: str, _: Translate) -> str:
    """The short name of a total or a subscale: "PHQ-9", "4DSQ distress"; empty for an unknown questionnaire."""
    if known is None:
        return ""
    short = known.name.said(_.language).split(" – ")[0]
    if not subscale:
        return short
    part = known.subscale(subscale)
    return f"{short} {part.name.said(_.language).lower() if part else subscale}"


def told_to_client(scales: Sequence[ScaleResults], _: Translate) -> list[str]:
    """The scales of one questionnaire that were scored twice or more, a line each; what all have in common once."""
    told = [said.told_to_client(one.name(_), one.since_first, _) for one in scales if one.since_first is not None]
    common = {chance for _moved, chance in told if chance}
    if len(told) > 1 and len(common) == 1:
        return [*(moved for moved, _chance in told), *common]
    return [" ".join(filter(None, pair)) for pair in told]


def results(course: Course) -> tuple[ScaleResults, ...]:
    """Every scale that was scored in a course: totals first, then subscales, each by instrument.

    Of the client's own activities only the scores of those that were answered last: a mean of others says nothing here.
    """
    found: dict[tuple[str, str], list[Score]] = {}
    for result in _comparable(sorted(course.results, key=lambda one: one.taken_on)):
        scored = [] if result.total is None else [("", result.total)]
        for code, value in (*scored, *result.subscales):
            score = Score(result.taken_on, result.moment, value)
            found.setdefault((result.instrument, code), []).append(score)
    inside = sorted(found, key=lambda one: (bool(one[1]), one))
    return tuple(ScaleResults(code, part, tuple(found[code, part])) for code, part in inside)


def _comparable(found: Sequence[ResultFact]) -> list[ResultFact]:
    """Without the scores of other activities than those of the last time."""
    last = next((one.activities for one in reversed(found) if one.instrument == OWN_GOALS), None)
    return [one for one in found if one.instrument != OWN_GOALS or one.activities == last]


def on_hatched_days(course: Course, _: Translate) -> str:
    """Which scores were taken during a life event, for the therapist; empty where none was. They count all the same."""
    during = event_days(course)
    days = sorted({one.taken_on for one in course.results} & during)
    if not days:
        return ""
    return _(
        "Filled in on hatched days: {days}. The event may weigh in these scores.",
        days=listed([_.day(day) for day in days], _),
    )
