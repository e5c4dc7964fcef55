"""The form of an instrument file: which facts it may hold, and where they stand."""

from __future__ import annotations

from pydantic import Field

from runtherapy_data.measures import facts
from runtherapy_data.measures.words import Words


class ScaleFile(facts.Form):
    """The facts of one score."""

    range: facts.Range | None = None
    bands: facts.Bands | None = None
    cutoff: facts.Cutoff | None = None
    sd: facts.Number | None = None
    reliability: facts.Number | None = None
    smallest_change: facts.Number | None = None
    published_change: facts.PublishedChange | None = None


class SubscaleFile(ScaleFile):
    """The facts of one subscale."""

    name: Words
    items: facts.ItemNumbers | None = None


class ItemsFile(facts.Form):
    """How many items, which answers, and how they become a score."""

    count: facts.Count
    answers: facts.Answers
    method: facts.Method
    reverse: facts.ItemNumbers | None = None
    recode: facts.Recode | None = None


class InstrumentFile(facts.Form):
    """One file, whole."""

    id: str
    name: Words
    direction: facts.DirectionFact
    licence: facts.Licence
    item_wording: facts.ItemWording | None = None
    period: facts.Period | None = None
    items: ItemsFile | None = None
    missing: facts.Missing | None = None
    risk_items: tuple[facts.RiskItem, ...] = ()
    total: ScaleFile = ScaleFile()
    subscales: dict[str, SubscaleFile] = Field(default_factory=dict)
    remarks: tuple[facts.Remark, ...] = ()
