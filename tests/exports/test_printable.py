"""Whatever somebody typed can be printed: letters that the fonts hold, words that break, and an honest mark."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from runtherapy_data.exports.printable import FONTS, LONGEST_WORD, MISSING, line, lines, shortened


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    held = set().union(*(TTFont(path).getBestCmap() for path in FONTS.glob("*.ttf")))
    listed: set[int] = set()
    for pair in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        first, _, last = pair.partition("-")
        listed |= set(range(int(first, 16), int(last, 16) + 1))
    assert listed == held


def test_every_font_comes_with_its_licence() -> None:
    for path in FONTS.glob("*.ttf"):
        assert list(FONTS.glob(f"{path.stem.split('-')[0]}-*.txt")), path.name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Gewoon, met é, ë en “aanhaling”", "Gewoon, met é, ë en “aanhaling”"),
        ("e\u0301e\u0301n", "één"),
        ("Şükran, Łukasz, Ağca", "Şükran, Łukasz, Ağca"),
        ("Привет, שלום, مرحبا", "Привет, שלום, مرحبا"),
        ("goed 🙂 👍🏽", "goed 🙂 👍🏽"),
        ("a\tb\x00\x07c", "a bc"),
        ("van rechts \u202eom\u202c naar links", "van rechts om naar links"),
        ("日本語 en हिन्दी", f"{MISSING} en {MISSING}"),
        ("\ud800half", "half"),
        ("", ""),
    ],
)
def test_a_character_is_kept_or_marked(typed: str, printed: str) -> None:
    assert line(typed) == printed


def test_what_fonts_hold_only_piece_by_piece_has_a_plain_form() -> None:
    assert line("zeven 7\u20e3 en 🙂", plain=True) == f"zeven 7{MISSING} en {MISSING}"


def test_a_word_without_end_may_be_broken() -> None:
    printed = line("W" * 100)
    assert printed.replace("\u200b", "") == "W" * 100
    assert max(map(len, printed.split("\u200b"))) == LONGEST_WORD


def test_lines_are_kept_and_empty_ones_once() -> None:
    assert lines("\n\neen\r\n\n\n\ntwee  \n\n") == ["een", "", "twee"]
    assert line("een\n\ntwee") == "een twee"


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("kort", 20, "kort"),
        ("een zin die te lang is", 20, "een zin die… (meer)"),
        ("w" * 50, 20, "w" * 12 + "… (meer)"),
        ("precies twintig tek.", 20, "precies twintig tek."),
    ],
)
def test_a_text_that_is_too_long_ends_at_a_word_and_says_so(text: str, longest: int, kept: str) -> None:
    assert shortened(text, longest, "(meer)") == kept
    assert len(kept) <= longest
