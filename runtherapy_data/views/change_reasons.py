"""Why a change is called what it is called: each number with where it comes from, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.change import CRITICAL, Change, Verdict, Yardstick
from runtherapy_data.measures.facts import Fact
from runtherapy_data.measures.instruments import Instrument, Scale
from runtherapy_data.measures.published import Reliable, by_published
from runtherapy_data.views.change_words import place, points

MANY_COMPARISONS: Final = 4  # from here on it is said that each comparison is one more chance of a false alarm
CERTAINTIES: Final[dict[str, str]] = {
    "verified": N_("read in its source"),
    "general knowledge": N_("known in the field; not checked in its source for this app"),
}
BY_THRESHOLD: Final[dict[Reliable, str]] = {
    Reliable.BETTER: N_("reliable improvement"),
    Reliable.WORSE: N_("reliable deterioration"),
    Reliable.NEITHER: N_("no reliable change"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A change with all that it was judged by.

    `when`: the days of both scores in words, empty where they have none; `compared`: how many scores were set against
    the first one.
    """

    change: Change
    name: str
    instrument: Instrument | None
    scale: Scale | None
    yardstick: Yardstick | None
    when: tuple[str, str] = ("", "")
    compared: int = 1


def reasons(ground: Ground, _: Translate) -> tuple[str, ...]:
    """The grounds as sentences: the scores, what is needed and where each number comes from, the verdict."""
    parts = (
        [_scores(ground, _)],
        _needed(ground, _),
        _cutoff(ground, _),
        [_verdict(ground, _)],
        _smallest(ground, _),
        [nhs(ground, _), _makers(ground, _)],
        _chances(ground, _),
    )
    return tuple(sentence for part in parts for sentence in part if sentence)


def nhs(ground: Ground, _: Translate) -> str:
    """What NHS Talking Therapies makes of it, under that name; empty where it has no say in this questionnaire."""
    published = ground.scale.published_change if ground.scale else None
    if published is None or published.caseness is None or ground.instrument is None:
        return ""
    found = by_published(ground.change.first, ground.change.last, published, ground.instrument.direction)
    limit = points(published.points, _)
    case = points(published.caseness.value, _)
    if found.recovered is None:
        recovery = _("The first score was no case ({case} or more), so recovery is not asked.", case=case)
    elif found.recovered:
        recovery = _("Recovered: from a case ({case} or more) to none.", case=case)
    else:
        recovery = _("Not recovered: the last score is still a case ({case} or more).", case=case)
    said = (
        f"{published.label.said(_.language)}.",
        _(
            "There, {points} points or more are reliable: {reliable}.",
            points=limit,
            reliable=_(BY_THRESHOLD[found.reliable]),
        ),
        recovery,
        _("It judges depression and anxiety together; this is one of the two."),
        _source(published, _),
    )
    return " ".join(said)


def _makers(ground: Ground, _: Translate) -> str:
    """What a published threshold says that names no case (that of the ORS); empty where there is none."""
    published = ground.scale.published_change if ground.scale else None
    if published is None or published.caseness is not None or ground.instrument is None:
        return ""
    found = by_published(ground.change.first, ground.change.last, published, ground.instrument.direction)
    label = published.label.said(_.language)
    limit, reliable = points(published.points, _), _(BY_THRESHOLD[found.reliable])
    there = _("There, {points} points or more are reliable: {reliable}.", points=limit, reliable=reliable)
    return f"{label[:1].upper()}{label[1:]}. {there} {_source(published, _)}"


def _scores(ground: Ground, _: Translate) -> str:
    first, last = (
        f"{points(score, _)} ({when})" if when else points(score, _)
        for score, when in zip((ground.change.first, ground.change.last), ground.when, strict=True)
    )
    values = {"name": ground.name, "first": first, "last": last, "points": _signed(ground.change.difference, _)}
    if ground.change.difference == 0:
        return _("{name}: {first} and {last}, no difference.", name=ground.name, first=first, last=last)
    said = _.plural(
        "{name}: from {first} to {last} is {points} point.",
        "{name}: from {first} to {last} is {points} points.",
        1 if abs(ground.change.difference) == 1 else 2,
        **values,
    )
    if ground.yardstick is None:
        return said
    lower, higher = _("A lower score is better."), _("A higher score is better.")
    return f"{said} {lower if ground.yardstick.lower_is_better else higher}"


def _signed(value: float, _: Translate) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + points(abs(value), _)


def _needed(ground: Ground, _: Translate) -> list[str]:
    scale, yardstick, needed = ground.scale, ground.yardstick, ground.change.needed
    if yardstick is None:
        return [_("Nothing is known here of this questionnaire, so its scores cannot be judged.")]
    if needed is None or scale is None or scale.sd is None or scale.reliability is None:
        return [_without(yardstick, _)]
    sd, reliability = points(scale.sd.value, _, most=3), points(scale.reliability.value, _, most=3)
    values = {"needed": points(needed, _), "factor": points(CRITICAL, _), "sd": sd, "reliability": reliability}
    formula = _(
        "More than {needed} points of difference count as reliable: {factor} × SD {sd} × √(2 × (1 − {reliability})).",
        **values,
    )
    return [
        formula,
        _("SD {value}: {kind}.", value=sd, kind=scale.sd.kind.said(_.language)) + " " + _source(scale.sd, _),
        _("Reliability {value}: {kind}.", value=reliability, kind=scale.reliability.kind.said(_.language))
        + " "
        + _source(scale.reliability, _),
    ]


def _without(yardstick: Yardstick, _: Translate) -> str:
    if yardstick.sd is None and yardstick.reliability is None:
        return _(
            "No reliability and no spread (SD) that is sure enough is known, so no reliable change can be computed."
        )
    if yardstick.reliability is None:
        return _("No reliability that is sure enough is known, so no reliable change can be computed.")
    return _("No spread (SD) that is sure enough is known, so no reliable change can be computed.")


def _cutoff(ground: Ground, _: Translate) -> list[str]:
    cutoff = ground.scale.cutoff if ground.scale else None
    if cutoff is None or ground.yardstick is None or ground.yardstick.cutoff is None:
        return [_("No cut-off is sure enough, so nobody is called recovered.")] if ground.change.is_better else []
    values = {"cutoff": points(cutoff.value, _), "meaning": cutoff.meaning.said(_.language)}
    lies = {
        "before": place(ground.change.first, ground.yardstick, _),
        "after": place(ground.change.last, ground.yardstick, _),
    }
    said = _("Cut-off {cutoff}: {meaning}; the cut-off itself counts as clinical.", **values)
    where = _("The first score lies {before}, the last one {after}.", **lies)
    return [f"{said} {where} {_source(cutoff, _)}"]


def _verdict(ground: Ground, _: Translate) -> str:
    change = ground.change
    if change.verdict is Verdict.RECOVERED:
        return _("Recovered: clinical at the first score, reliably improved, and no longer clinical.")
    if change.verdict is Verdict.IMPROVED and change.clinical_before is False:
        return _("Improved, and not “recovered”: the first score was not clinical.")
    if change.verdict is Verdict.IMPROVED and change.clinical_after:
        return _("Improved, and not “recovered”: the last score is still clinical.")
    if change.verdict is Verdict.IMPROVED:
        return _("Improved: the difference is reliable and for the better.")
    if change.verdict is Verdict.DETERIORATED:
        return _("Deteriorated: the difference is reliable and for the worse.")
    if change.verdict is Verdict.UNCHANGED:
        return _("Unchanged: noise of the questionnaire alone can give a difference like this.")
    return ""


def _smallest(ground: Ground, _: Translate) -> list[str]:
    smallest = ground.scale.smallest_change if ground.scale else None
    if smallest is None:
        return []
    said = _("Something else than reliable: {points} points, {kind}.", points=points(smallest.value, _),
             kind=smallest.kind.said(_.language))  # fmt: skip
    return [f"{said} {_source(smallest, _)}"]


def _chances(ground: Ground, _: Translate) -> list[str]:
    if ground.compared < MANY_COMPARISONS or not ground.change.is_reliable:
        return []
    return [
        _(
            "{n} scores were set against the first: with each one, the chance grows that noise alone passes the limit.",
            n=ground.compared,
        )
    ]


def _source(fact: Fact, _: Translate) -> str:
    return _("Source: {source} ({certainty}).", source=fact.cited(_.language), certainty=_(CERTAINTIES[fact.certainty]))
