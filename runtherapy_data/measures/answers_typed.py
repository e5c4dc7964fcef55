"""Answers to a questionnaire as somebody types them in one go: "1 0 2 3", "1,0,,3", "1023"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.scales import Items

_LEFT_OUT: Final = ("", "-", "–", "x", "?", "_", ".")


def answers_typed(text: str, items: Items, numbers: Sequence[int]) -> dict[int, float]:
    """Item → answer; `numbers`: the items in the order of the form. A dash or an x stands for one that was left out.

    Spaces, semicolons and commas part answers; where answers have decimals, a comma is a decimal one as long as
    something else parts them. Digits without anything between them are an answer each, where no answer has two.

    Raises:
        InvalidInputError: there are too few or too many, or one is no number; names the item.
    """
    parts = _parts(text.strip(), items, len(numbers))
    if len(parts) != len(numbers):
        raise InvalidInputError(
            "items",
            N_("{given} answers were typed, {expected} are expected."),
            N_("Type a dash for a question that was left out."),
            given=len(parts), expected=len(numbers),
        )  # fmt: skip
    found = {}
    for number, part in zip(numbers, parts, strict=True):
        if part.lower() in _LEFT_OUT:
            continue
        if not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", part, re.ASCII):
            raise InvalidInputError(
                f"item {number}", N_("Item {item}: “{value}” is not a number."),
                N_("Type digits, and a dash for a question that was left out."), item=number, value=part[:20],
            )  # fmt: skip
        found[number] = float(part.replace(",", "."))
    return found


def _parts(text: str, items: Items, many: int) -> list[str]:
    if not text:
        return []
    if len(text) == many > 1 and not re.search(r"[\s,;]", text) and max(items.answers) < 10:
        return list(text)
    if not items.whole and re.search(r"[\s;]", text):
        return re.split(r"\s*;\s*|\s+", text)
    return re.split(r"\s*[,;]\s*|\s+", text)


def as_typed(answers: dict[int, int], numbers: Sequence[int]) -> str:
    """Answers as `answers_typed` reads them, to type on: "1 0 - 3"."""
    return " ".join(str(answers[number]) if number in answers else "-" for number in numbers)
