"""All facts of an instrument's file in a row, as they are listed: where in the file, what, from whom, how sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from runtherapy_data.measures.facts import Bands, Cutoff, Fact
from runtherapy_data.measures.instrument_file import InstrumentFile

MEANING: Final = (Bands, Cutoff)  # what says something of somebody is used only when it was read in its source


@dataclass(frozen=True, slots=True)
class ListedFact:
    """One fact. `path` is its place in the file (`total.range`, `subscales.anxiety.items`); several may share one."""

    path: str
    fact: Fact

    @property
    def is_used(self) -> bool:
        """Whether the product uses it: UNSURE facts never, bands and cut-offs only when they were verified."""
        return self.fact.is_verified if isinstance(self.fact, MEANING) else self.fact.is_usable

    @property
    def value(self) -> Any:
        """What is stated, as plain JSON; None for an UNSURE fact, which is as if it were not there."""
        if not self.fact.is_usable:
            return None
        stated = self.fact.model_dump(mode="json", exclude={"source", "source_nl", "certainty"}, exclude_defaults=True)
        return _whole(next(iter(stated.values())) if len(stated) == 1 else stated)


def listed_facts(file: InstrumentFile) -> tuple[ListedFact, ...]:
    """Every fact that stands in the file, in its order."""
    return tuple(ListedFact(path, fact) for path, fact in _within("", file))


def _within(path: str, part: Any) -> Iterator[tuple[str, Fact]]:
    if isinstance(part, Fact):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _within(f"{path}.{name}".lstrip("."), getattr(part, name))
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _within(f"{path}.{name}", value)
    elif isinstance(part, tuple):
        for one in part:
            yield from _within(path, one)


def _whole(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
