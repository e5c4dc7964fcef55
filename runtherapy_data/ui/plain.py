"""People's own words on a page: shown as they were written, never read as layout."""

from __future__ import annotations

import re
from typing import Final

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
# A colon before a word would call up an icon or an emoji (":smile:"); an invisible word joiner keeps it a colon.
_SHORTCODE: Final = re.compile(r":(?=[a-zA-Z_+\-])")


def escaped(text: str) -> str:
    """The text with everything that Markdown would act on made plain, on one line.

    CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped with a backslash. An address stays text and
    becomes no link or image, so that nothing that somebody typed makes a reader's browser call another host.
    """
    joined = _SHORTCODE.sub(":\u2060", " ".join(text.split()))
    joined = re.sub(r"(?i)(www)\.", "\\1\u2060.", joined.replace("://", ":\u2060//"))
    return _PUNCTUATION.sub(r"\\\1", joined)
