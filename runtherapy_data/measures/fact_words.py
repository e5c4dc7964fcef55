"""The facts of an instrument in words: what each is called, and what it says."""

from __future__ import annotations

from typing import Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures import facts
from runtherapy_data.measures.fact_list import ListedFact
from runtherapy_data.measures.scales import Instrument

FACT_NAMES: Final[dict[str, str]] = {
    "direction": N_("Direction"),
    "licence": N_("Licence"),
    "item_wording": N_("Text of the items"),
    "period": N_("Period"),
    "items.count": N_("Number of items"),
    "items.answers": N_("Answers"),
    "items.recode": N_("Answers that count otherwise"),
    "items.method": N_("Score"),
    "items.reverse": N_("Reversed items"),
    "missing": N_("Missing items"),
    "risk_items": N_("Risk item"),
    "items": N_("Items"),
    "range": N_("Range"),
    "bands": N_("Bands"),
    "cutoff": N_("Cut-off"),
    "sd": N_("Standard deviation"),
    "reliability": N_("Reliability"),
    "smallest_change": N_("Smallest change that matters"),
    "published_change": N_("Published threshold for change"),
    "remarks": N_("Also known"),
}
CERTAINTY_NAMES: Final[dict[str, str]] = {
    "verified": N_("read in its source"),
    "general knowledge": N_("known in the field; not checked in its source for this app"),
    "UNSURE": N_("unsure: counts as not known"),
}
DIRECTION_NAMES: Final[dict[str, str]] = {
    "higher_is_worse": N_("higher is worse"),
    "higher_is_better": N_("higher is better"),
}


def fact_name(listed: ListedFact, instrument: Instrument, _: Translate) -> str:
    """What a fact is called, with the subscale that it belongs to: "Anxiety: Range"."""
    of, _dot, code = listed.path.rpartition(".")
    if isinstance(listed.fact, facts.Remark):
        of = listed.fact.about
    name = _(FACT_NAMES[listed.path if listed.path in FACT_NAMES else code])
    subscale = instrument.subscale(of.removeprefix("subscales."))
    return f"{subscale.name.said(_.language)}: {name}" if subscale else name


def certainty(listed: ListedFact, _: Translate) -> str:
    """How sure a fact is, and whether that keeps it from being used."""
    said = _(CERTAINTY_NAMES[listed.fact.certainty])
    return said if listed.is_used or not listed.fact.is_usable else _("{certainty}, not used", certainty=said)


def in_words(listed: ListedFact, _: Translate) -> str:
    """What a fact says; a dash for one that is unsure."""
    fact = listed.fact
    if not fact.is_usable:
        return "–"
    match fact:
        case facts.Bands():
            return "; ".join(
                f"{_points(one.low, _)}–{_points(one.high, _)} {one.words.said(_.language)}" for one in fact.steps
            )
        case facts.Cutoff():
            return f"{bound(fact, _)}: {fact.meaning.said(_.language)}"
        case facts.Range():
            return ends(fact.value, _)
        case facts.Number():
            return f"{_points(fact.value, _)} ({fact.kind.said(_.language)})"
        case facts.PublishedChange():
            case = _("a case: {bound}", bound=bound(fact.caseness, _)) if fact.caseness else ""
            said = (_("{points} points", points=_points(fact.points, _)), case, fact.label.said(_.language))
            return "; ".join(part for part in said if part)
        case facts.DirectionFact():
            return _(DIRECTION_NAMES[fact.value])
        case facts.ItemWording():
            return _("may be given along freely") if fact.may_ship else _("may not be given along")
        case facts.Licence() | facts.Period() | facts.Remark():
            return fact.words.said(_.language)
    return _about_items(fact, _)


def _about_items(fact: facts.Fact, _: Translate) -> str:
    match fact:
        case facts.Count():
            fewest, most = fact.ends
            return f"{fewest}" if fewest == most else f"{fewest}–{most}"
        case facts.Answers():
            said = ends(fact.value, _) + ("" if fact.whole else " " + _("with decimals"))
            return f"{said}: {fact.words.said(_.language)}" if fact.words else said
        case facts.Method():
            said = _("sum") if fact.value == "sum" else _("mean")
            return said if fact.factor == 1 else f"{said} × {_points(fact.factor, _)}"
        case facts.ItemNumbers():
            return ", ".join(str(number) for number in fact.value)
        case facts.Recode():
            return ", ".join(f"{answer} → {_points(value, _)}" for answer, value in fact.value.items())
        case facts.Missing():
            return (
                _("at most {n}; the mean of the others stands in", n=fact.at_most)
                if fact.of == "total"
                else _("at most {n} in each subscale; the mean of its others stands in", n=fact.at_most)
            )
        case facts.RiskItem():
            return _("item {item}, from {value} on", item=fact.item, value=_points(fact.at_or_above, _))
    raise TypeError(f"no words for {type(fact).__name__}")


def bound(fact: facts.Bound, _: Translate) -> str:
    """A bound with its side: "10 or higher"."""
    value = _points(fact.value, _)
    return _("{value} or higher", value=value) if fact.side == "at_or_above" else _("{value} or lower", value=value)


def ends(value: facts.Ends, _: Translate) -> str:
    """Lowest and highest: "0–27"."""
    return f"{_points(value[0], _)}–{_points(value[1], _)}"


def _points(value: float, _: Translate) -> str:
    digits = next((some for some in range(3) if round(value, some) == value), 3)
    return _.number(value, digits)
