"""The kinds of fact that an instrument file holds. Each carries its source and how sure it is.

`verified`: read in its source. `general knowledge`: cited, not re-read. `UNSURE`: stands in the file, loads as absent.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from runtherapy_data.measures.words import Words

Certainty = Literal["verified", "general knowledge", "UNSURE"]
Direction = Literal["higher_is_worse", "higher_is_better"]
Side = Literal["at_or_above", "at_or_below"]
Ends = tuple[float, float]


class Form(BaseModel):
    """A part of a data file: nothing unknown in it, and nobody changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Form):
    """What every fact carries: where it comes from, and how sure that is.

    A citation reads the same in every language; a source that says more has its Dutch in `source_nl`.
    """

    source: str = Field(min_length=1)
    source_nl: str = ""
    certainty: Certainty

    def cited(self, language: str) -> str:
        """The source, in this language where it says more than a citation."""
        return (self.source_nl if language == "nl" else "") or self.source

    @property
    def is_verified(self) -> bool:
        """Read in its source."""
        return self.certainty == "verified"

    @property
    def is_usable(self) -> bool:
        """Sure enough to compute with: everything but UNSURE."""
        return self.certainty != "UNSURE"


class Band(Form):
    """A named part of a scale, both ends included."""

    low: float
    high: float
    words: Words


class Bands(Fact):
    """The bands of a scale, lowest first."""

    steps: tuple[Band, ...] = Field(min_length=1)


class Bound(Form):
    """The score from which on (`at_or_above`), or down to which (`at_or_below`), something holds."""

    value: float
    side: Side

    def reached(self, score: float) -> bool:
        """Whether it holds of this score; of the bound itself it does."""
        return score >= self.value if self.side == "at_or_above" else score <= self.value


class Cutoff(Bound, Fact):
    """The bound from which on something is said of somebody, and what."""

    meaning: Words


class Licence(Fact):
    """Under which terms the questionnaire may be used, in one sentence."""

    words: Words


class ItemWording(Fact):
    """Whether the text of the items may be given along with the product without asking anybody."""

    may_ship: bool


class DirectionFact(Fact):
    """Which way a score gets worse."""

    value: Direction


class Range(Fact):
    """Lowest and highest score, both included."""

    value: Ends


class Number(Fact):
    """A published number of a scale, and which kind it is (Cronbach's alpha, retest ICC, SD of a named sample)."""

    value: float = Field(gt=0)
    kind: Words


class Caseness(Bound):
    """From which score on, in somebody's definition, a person counts as a case."""


class PublishedChange(Fact):
    """A change in points that somebody else publishes as reliable, and by whom: their definition, not a norm."""

    points: float = Field(gt=0)
    label: Words
    caseness: Caseness | None = None


class Count(Fact):
    """How many items: a number, or [fewest, most] where people choose their own."""

    value: int | tuple[int, int]

    @property
    def ends(self) -> tuple[int, int]:
        """Fewest and most."""
        return self.value if isinstance(self.value, tuple) else (self.value, self.value)


class Answers(Fact):
    """Lowest and highest answer as it is filled in; whole numbers unless `whole` is false."""

    value: Ends
    whole: bool = True
    words: Words | None = None


class Method(Fact):
    """How items become a score: their sum or mean, times a factor."""

    value: Literal["sum", "mean"]
    factor: float = Field(default=1, gt=0)


class ItemNumbers(Fact):
    """Items by their number, 1 is the first."""

    value: tuple[int, ...] = Field(min_length=1)


class Recode(Fact):
    """Answers that count as another number: answer (as text, TOML has no numeric keys) → what it counts for."""

    value: dict[int, float] = Field(min_length=1)


class Missing(Fact):
    """How many items may be missing, of the whole or of each subscale; the mean of the others stands in for them."""

    at_most: int = Field(ge=0)
    of: Literal["total", "each_subscale"]


class RiskItem(Fact):
    """An item whose answer goes to the therapist from `at_or_above` on, whatever the total."""

    item: int = Field(ge=1)
    at_or_above: float


class Period(Fact):
    """The time that the questions are about."""

    words: Words


class Remark(Fact):
    """Something known that nothing is computed with: another cut-off, a range of reliabilities, a caution."""

    about: str = Field(min_length=1)
    words: Words
