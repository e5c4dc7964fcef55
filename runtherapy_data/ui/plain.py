"""People's own words on a page: shown as they were written, never read as layout."""

from __future__ import annotations

import re
from typing import Final

# What Markdown acts on anywhere in a line, and what it acts on only where a line begins (lists, headings, rules).
_ANYWHERE: Final = re.compile(r"([\\`*_{}\[\]()<>#|~$:&!^])")
_AT_START: Final = re.compile(r"^([-+=]|\d+(?=\.))")
# A colon before a word would call up an icon or an emoji (":smile:"); an invisible word joiner keeps it a colon.
_SHORTCODE: Final = re.compile(r":(?=[a-zA-Z_+\-])")
_ADDRESS: Final = re.compile(r"(?i)(www)\.")


def named(label: str, *whose: str) -> str:
    """The label of a button, followed by what tells it from its likes: small print that only a screen reader gets.

    The style sheet hides it in every button and link.
    """
    return f"{escaped(label)} :small[{escaped(', '.join(whose))}]"


def escaped(text: str) -> str:
    """The text with everything that Markdown would act on made plain, on one line.

    CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped with a backslash. An address stays text and
    becomes no link or image, so that nothing that somebody typed makes a reader's browser call another host.
    """
    line = " ".join(text.split())
    line = _SHORTCODE.sub(":\u2060", line.replace("://", ":\u2060//"))
    line = _ANYWHERE.sub(r"\\\1", _ADDRESS.sub("\\1\u2060.", line))
    return _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", line)


def paragraphs(text: str) -> str:
    """A text of several lines, each of them plain; lines with nothing on them are left out."""
    return "  \n".join(escaped(line) for line in text.splitlines() if line.strip())
