"""What an action did to one fact: so that it can be said, and taken back; and whether it is still what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from runtherapy_data.errors import ChangedMeanwhileError
from runtherapy_data.i18n import N_

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


def unchanged(stands: _Fact, seen: _Fact) -> _Fact:
    """What stands, as long as it is what the asker saw.

    Raises:
        ChangedMeanwhileError: somebody else changed it since; `now` is what stands.
    """
    if stands != seen:
        raise ChangedMeanwhileError(
            N_("Somebody else changed this since you opened it. Nothing was saved."),
            N_("Look at what stands now, and choose again."),
            now=stands,
            revision=0,
        )
    return stands
