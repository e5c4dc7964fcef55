"""A change on a questionnaire as a sentence: for the therapist with its verdict, for the client without alarm."""

from __future__ import annotations

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.change import Change, Verdict, Yardstick


def points(value: float, _: Translate, *, most: int = 2) -> str:
    """A score or a number of points as people write it: no more decimals than it has, two at most."""
    digits = next((some for some in range(most) if round(value, some) == round(value, most)), most)
    return _.number(value, digits)


def place(score: float, yardstick: Yardstick | None, _: Translate) -> str:
    """Where a score lies from the cut-off; empty where there is none."""
    if yardstick is None or yardstick.cutoff is None:
        return ""
    cutoff = points(yardstick.cutoff, _)
    if score == yardstick.cutoff:
        return _("on the cut-off of {cutoff}", cutoff=cutoff)
    if score > yardstick.cutoff:
        return _("above the cut-off of {cutoff}", cutoff=cutoff)
    return _("below the cut-off of {cutoff}", cutoff=cutoff)


def moved(name: str, change: Change, _: Translate) -> str:
    """How the score went, without a judgement: "PHQ-9 fell from 15 to 8"."""
    values = {"name": name, "first": points(change.first, _), "last": points(change.last, _)}
    if change.difference < 0:
        return _("{name} fell from {first} to {last}", **values)
    if change.difference > 0:
        return _("{name} rose from {first} to {last}", **values)
    return _("{name} stayed {last}", **values)


def not_known(yardstick: Yardstick | None, _: Translate) -> str:
    """Why there is no verdict."""
    if yardstick is None:
        return _("not known whether that is reliable: nothing is known of this questionnaire")
    if yardstick.reliability is None:
        return _("not known whether that is reliable: no reliability published that is sure enough")
    return _("not known whether that is reliable: no spread (SD) published that is sure enough")


def verdict(change: Change, yardstick: Yardstick | None, _: Translate) -> str:
    """What may be said of the two scores, and where the last one lies from the cut-off."""
    before, after = place(change.first, yardstick, _), place(change.last, yardstick, _)
    if change.verdict is Verdict.UNKNOWN:
        return not_known(yardstick, _)
    if change.verdict is Verdict.UNCHANGED:
        if not after:
            return _("no reliable difference")
        if change.clinical_before != change.clinical_after:
            return _("no reliable difference, even though the score is now {place}", place=after)
        return _("no reliable difference, still {place}", place=after)
    if change.verdict is Verdict.DETERIORATED:
        if not after:
            return _("reliably worse")
        if change.clinical_before == change.clinical_after:
            return _("reliably worse, still {place}", place=after)
        return _("reliably worse, now {place}", place=after)
    if not after:
        return _("reliably improved")
    if change.verdict is Verdict.RECOVERED:
        return _("reliably improved, {place}", place=after)
    if change.clinical_before:
        return _("reliably improved, still {place}", place=after)
    return _("reliably improved; the first score was already {place}", place=before)


def verdict_alone(change: Change, yardstick: Yardstick | None, _: Translate) -> str:
    """The verdict without the cut-off."""
    if change.verdict is Verdict.UNKNOWN:
        return not_known(yardstick, _)
    if not change.is_reliable:
        return _("no reliable difference")
    return _("reliably improved") if change.is_better else _("reliably worse")


def against_first(change: Change, yardstick: Yardstick | None, _: Translate) -> tuple[str, str]:
    """Two short lines about a score set against the first one: by how much it differs, and the verdict."""
    much = points(abs(change.difference), _)
    n = 1 if abs(change.difference) == 1 else 2
    if change.difference < 0:
        differs = _.plural("{much} point lower than the first", "{much} points lower than the first", n, much=much)
    elif change.difference > 0:
        differs = _.plural("{much} point higher than the first", "{much} points higher than the first", n, much=much)
    else:
        differs = _("the same as the first")
    return differs, verdict_alone(change, yardstick, _)


def parts(name: str, change: Change, yardstick: Yardstick | None, _: Translate) -> tuple[str, str]:
    """The therapist's sentence in two halves: what the score did, and what may be said of that."""
    did = moved(name, change, _)
    if change.verdict is Verdict.UNKNOWN and (where := place(change.last, yardstick, _)):
        did = f"{did}, {where}"
    return did, verdict(change, yardstick, _)


def sentence(name: str, change: Change, yardstick: Yardstick | None, _: Translate) -> str:
    """The whole sentence, for a therapist: "PHQ-9 fell from 15 to 8: reliably improved, below the cut-off of 10."."""
    return f"{': '.join(parts(name, change, yardstick, _))}."


def told_to_client(name: str, change: Change, _: Translate) -> tuple[str, str]:
    """The same for the client in two sentences, without verdict or cut-off: what moved, and what chance can do.

    The second one is empty where nothing moved.
    """
    values = {"name": name, "first": points(change.first, _), "last": points(change.last, _)}
    if change.difference == 0:
        return _("Your score on the {name} is the same as the first time: {last}.", **values), ""
    if change.difference < 0:
        said = _("Your score on the {name} is lower than the first time: it went from {first} to {last}.", **values)
    else:
        said = _("Your score on the {name} is higher than the first time: it went from {first} to {last}.", **values)
    return said, _chance(change, _)


def _chance(change: Change, _: Translate) -> str:
    if change.verdict is Verdict.UNKNOWN:
        return _("Talk with your therapist about what that difference says about you.")
    if not change.is_reliable:
        return _("A difference like that can also be chance.")
    if change.is_better:
        return _("That difference is larger than chance alone usually gives.")
    return _("That difference is larger than chance alone usually gives. Talk about it with your therapist.")
