"""What an action did to one fact: so that it can be said, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Changed(Generic[_Fact]):
    """A fact before and after: `before` is None where it was made, `after` is None where it was taken away."""

    before: _Fact | None
    after: _Fact | None

    @property
    def reversed(self) -> Changed[_Fact]:
        """The way back."""
        return Changed(self.after, self.before)
