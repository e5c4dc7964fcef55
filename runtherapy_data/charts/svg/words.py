"""Text of a figure: plotly's few tags in lines of tspans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from runtherapy_data.charts.svg.elements import element, px, text_node
from runtherapy_data.charts.svg.known import UnpaintedError

FAMILY: Final = "Atkinson Hyperlegible Next"
LINE: Final = 1.3  # from one line to the next, in sizes of the letter
ASCENT: Final = 1.0  # from the top of a line to where its letters stand, in the same
_BREAK: Final = re.compile(r"<br\s*/?>")
_TAG: Final = re.compile(r"(<[^<>]*>)")
_COLOUR: Final = re.compile(r'<span style="color:\s*([^";]+);?">')
_ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def lines(text: str) -> list[str]:
    """The lines of a text with tags."""
    return _BREAK.split(text)


def spans(line: str, inks: Mapping[str, str]) -> str:
    """One line as markup: bold and coloured parts in tspans.

    Raises:
        UnpaintedError: a tag that is not painted.
    """
    said, bold, colours = [], 0, list[str]()
    for part in _TAG.split(line):
        if not part:
            continue
        if part in ("<b>", "</b>"):
            bold += 1 if part == "<b>" else -1
        elif found := _COLOUR.fullmatch(part):
            colours.append(inks.get(found[1], found[1]))
        elif part == "</span>":
            colours.pop()
        elif part.startswith("<") and part.endswith(">"):
            raise UnpaintedError(f"not painted: {part} in a text")
        else:
            weight, fill = "700" if bold else None, colours[-1] if colours else None
            said.append(element("tspan", text_node(unescape(part)), font_weight=weight, fill=fill))
    return "".join(said)


@dataclass(frozen=True, slots=True)
class Letters:
    """How a text is written: the size of its letters in px, its ink, and ink of the figure → ink on paper."""

    size: float
    ink: str
    inks: Mapping[str, str]


def letters(font: Mapping[str, Any], inks: Mapping[str, str]) -> Letters:
    """The letters that a figure asks for."""
    return Letters(float(font.get("size", 12)), ink_on_paper(font.get("color"), inks, inks["text"]), inks)


def write(text: str, x: float, y: float, how: Letters, *, anchor: str, vertical: str) -> str:
    """Lines of text in a box that hangs from, stands on or lies around (x, y).

    Args:
        text: with `<b>`, `<br>` and coloured spans; entities are unescaped.
        anchor: left, center or right: on which side of the box (x, y) lies.
        vertical: top, middle or bottom: at which height of it.
    """
    said = lines(text)
    height = LINE * how.size * len(said)
    top = {"top": y, "middle": y - height / 2, "bottom": y - height}[vertical]
    return "".join(
        element(
            "text",
            spans(line, how.inks),
            x=x,
            y=top + (LINE * number + ASCENT) * how.size,
            font_family=FAMILY,
            font_size=f"{px(how.size)}px",
            fill=how.ink,
            text_anchor=_ANCHORS[anchor],
            # Spaces between two glyphs and their names are meant: without this they shrink to one.
            **{"xml:space": "preserve"},
        )
        for number, line in enumerate(said)
        if line
    )


def ink_on_paper(given: Any, inks: Mapping[str, str], otherwise: str) -> str:
    """The ink that was asked for, as it is on paper."""
    return inks.get(given, given) if isinstance(given, str) else otherwise
