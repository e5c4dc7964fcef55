"""A practice's text for help in need: plain words, **bold**, and telephone numbers that one tap calls. Nothing else.

Whoever writes it need not know Markdown: a number is a link by itself. `[label](tel:…)` is read too.
"""

from __future__ import annotations

import re
from typing import Final

from runtherapy_data.ui.plain import escaped

_LINK: Final = r"\[(?P<label>[^\[\]\n]{1,60})\]\(tel:(?P<to>\+?\d{2,15})\)"
# 112, or a number that begins with 0 or + and has at least eight digits: no hour, no year, no amount.
_NUMBER: Final = r"(?<![\w+.,/-])(?P<number>112|(?:\+\d|0)(?:[ -]?\d){7,14})(?![\w/-]|[.,]\d)"
_BOLD: Final = r"\*\*(?P<bold>[^*\n]+)\*\*"
_MARKS: Final = re.compile(f"{_LINK}|{_BOLD}|{_NUMBER}")
_LINKED: Final = re.compile(_LINK)
_NO_DIGIT: Final = re.compile(r"[^\d+]")


def as_markdown(text: str) -> str:
    """The text for `st.markdown`: whatever else somebody typed into it stays text, line by line."""
    return "  \n".join(_line(line.strip()) for line in text.splitlines() if line.strip())


def as_typed(text: str) -> str:
    """The text as one edits it: where the label of a link is its own number, the label alone."""
    return _LINKED.sub(lambda found: found["label"] if _dialled(found["label"]) == found["to"] else found[0], text)


def numbers(text: str) -> tuple[str, ...]:
    """What one can call from the text, each number once, as it stands there."""
    found = (number for line in text.splitlines() for number in _numbers(line))
    return tuple(dict.fromkeys(found))


def _numbers(line: str) -> list[str]:
    found: list[str] = []
    for mark in _MARKS.finditer(line):
        if mark["bold"]:
            found += _numbers(mark["bold"])
        else:
            found.append(mark["label"] or mark["number"])
    return found


def _line(line: str) -> str:
    parts, end = [], 0
    for mark in _MARKS.finditer(line):
        parts += [_plain(line[end : mark.start()]), _marked(mark)]
        end = mark.end()
    return "".join([*parts, _plain(line[end:])])


def _marked(mark: re.Match[str]) -> str:
    if mark["bold"]:
        inner = mark["bold"].strip()
        return f"**{_line(inner)}**" if inner else ""
    label = mark["label"] or mark["number"]
    return f"[{escaped(label)}](tel:{mark['to'] or _dialled(label)})"


def _plain(text: str) -> str:
    """Words between two marks, with the space that they had to them."""
    said = escaped(text)
    return f"{' ' * text[:1].isspace()}{said}{' ' * (bool(said) and text[-1:].isspace())}"


def _dialled(label: str) -> str:
    return _NO_DIGIT.sub("", label)
