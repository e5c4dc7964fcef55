"""Text that people typed, so that it can be printed: every character has a letter in the fonts, and no word is endless.

The papers carry their own fonts (`fonts/`) and rely on none of the machine's. What these fonts do not hold (Chinese,
Devanagari …) becomes `[…]`, and the paper says so at its foot.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).with_name("fonts")
MISSING: Final = "[…]"
# A word that is longer than a line would run off the paper: it may be broken after so many letters.
LONGEST_WORD: Final = 24
_BREAK_HERE: Final = "\u200b"
# Invisible characters that shape what stands beside them; all others of their kind are taken out.
_SHAPING: Final = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")
_ENDLESS: Final = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PLAIN: Final = re.compile(r"[^\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201d\u2026\u2212\u20ac]+")


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    """The code points that at least one font of the papers holds; a test compares the list with the fonts."""
    found: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(found)


def _kept(character: str) -> str:
    if character == "\t":
        return " "
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cs", "Cn", "Co") or (kind in ("Cf", "Zl", "Zp") and character not in _SHAPING):
        return ""
    return character if ord(character) in _covered() else "\x00"


def _line(line: str, *, plain: bool) -> str:
    composed = unicodedata.normalize("NFC", line)
    if plain:
        said = _PLAIN.sub(MISSING, composed.replace("\t", " "))
    else:
        said = re.sub("\x00+", MISSING, "".join(_kept(one) for one in composed))
    return _ENDLESS.sub(lambda found: _broken(found[0]), said.strip())


def _broken(word: str) -> str:
    return _BREAK_HERE.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def lines(text: str, *, plain: bool = False) -> list[str]:
    """The lines of a text as the paper can print them; empty lines are kept once, and not at the ends.

    `plain`: Latin letters and common signs only, for a text that the fonts hold piece by piece but not put together.
    """
    found: list[str] = []
    for raw in text.splitlines():
        said = _line(raw, plain=plain)
        if said or (found and found[-1]):
            found.append(said)
    while found and not found[-1]:
        found.pop()
    return found


def line(text: str, *, plain: bool = False) -> str:
    """The text on one line."""
    return " ".join(one for one in lines(text, plain=plain) if one)


def shortened(text: str, longest: int, more: str) -> str:
    """The text where it fits `longest` characters, else its beginning up to a word, followed by `more`."""
    if len(text) <= longest:
        return text
    room = longest - len(more) - 2
    begun = text[:room]
    inside_a_word = not (begun[-1].isspace() or text[room].isspace())
    cut = begun.rsplit(None, 1)[0] if inside_a_word and len(begun.split()) > 1 else begun
    return f"{cut.rstrip()}… {more}"
