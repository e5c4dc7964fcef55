"""What people fill in, held against what can be before the database would refuse it, and against what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.typed import typed

_Fact = TypeVar("_Fact")


def whole(field: str, value: Any, ends: tuple[int, int]) -> int | None:
    """A whole number within both ends, or None where nothing was answered (which is not 0).

    Raises:
        InvalidInputError: it is no whole number, or lies outside; names the field, the value and the range.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not ends[0] <= value <= ends[1]:
        raise InvalidInputError(
            field,
            N_("{given} is not possible here: whole numbers from {low} to {high} are."),
            N_("Choose one of these, or leave it open."),
            given=_given(value), low=ends[0], high=ends[1],
        )  # fmt: skip
    return value


def number(field: str, value: Any, ends: tuple[int, int]) -> float | None:
    """A number within both ends, or None where nothing was answered. Errors as of `whole`."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not ends[0] <= value <= ends[1]:
        raise InvalidInputError(
            field,
            N_("{given} is not possible here: numbers from {low} to {high} are."),
            N_("Choose one of these, or leave it open."),
            given=_given(value), low=ends[0], high=ends[1],
        )  # fmt: skip
    return float(value)


def _given(value: Any) -> object:
    """What was given, to be said: a number with decimals stays one, since each language writes it in its own way."""
    return value if isinstance(value, float) else str(value)[:40]


def code(field: str, value: str | None, known: Mapping[str, str] | tuple[str, ...]) -> str | None:
    """One of the known codes, or None where nothing was chosen.

    Raises:
        InvalidInputError: it is none of them; names the field, the value and the codes.
    """
    if value is None or value in known:
        return None if value is None else str(value)
    raise InvalidInputError(
        field,
        N_("{given} is not possible here: {known} are."),
        N_("Choose one of these."),
        given=str(value)[:40], known=", ".join(known),
    )  # fmt: skip


def words(field: str, text: str | None, most: int) -> str | None:
    """What somebody typed, without invisible characters; None where nothing is left.

    Raises:
        InvalidInputError: it is longer than `most` characters.
    """
    said = typed(text or "")
    if len(said) > most:
        raise InvalidInputError(
            field,
            N_("This text has {given} characters; {most} is the most."),
            N_("Shorten it."),
            given=len(said), most=most,
        )  # fmt: skip
    return said or None


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
