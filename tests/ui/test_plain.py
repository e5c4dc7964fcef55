"""What somebody typed is shown as they typed it, and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from runtherapy_data.ui.plain import escaped

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def rendered(text: str) -> tuple[set[str], str]:
    """The kinds of tokens that Markdown makes of a line that begins with it, and the text that a reader sees."""
    kinds, seen = set(), ""
    for token in MARKDOWN.parse(f"{text}x"):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            seen += child.content
    return kinds, seen.removesuffix("x").replace("\u2060", "")


ONLY_TEXT = {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}


@pytest.mark.parametrize(
    "typed",
    [
        "*druk* en _stil_ en ~~weg~~",
        "![x](https://elders.example/pixel.png)",
        "[klik](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "`code` en $x^2$ en :red[rood]",
        "# kop | cel | 1. punt > citaat",
        "back\\slash\\*",
        "&amp; &lt;b&gt;",
        "- geen lijst",
        "1. geen lijst",
        "2) geen lijst",
        "---",
        "=== geen kop",
        "[^1] geen voetnoot",
    ],
)
def test_markdown_in_somebodys_words_is_only_text(typed: str) -> None:
    kinds, seen = rendered(escaped(typed))
    assert kinds <= ONLY_TEXT
    assert seen == typed


@pytest.mark.parametrize("typed", [":smile:", "zie :material/home:", "https://elders.example", "www.elders.example"])
def test_nothing_typed_becomes_an_icon_or_a_link(typed: str) -> None:
    plain = re.sub(r"\\", "", escaped(typed))
    assert not re.search(r":[a-z_/]+:|://|www\.", plain)


@settings(deadline=None)  # how long a draw takes says nothing about the text
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Zs"]), max_size=40))
def test_any_text_reads_as_it_was_typed(typed: str) -> None:
    kinds, seen = rendered(escaped(typed))
    assert kinds <= ONLY_TEXT
    assert seen == typed.replace("\u2060", "")


@pytest.mark.parametrize("typed", ["C-0421", "di 12 mei, 16,5 min (gelopen)", "a.b@c.example"])
def test_everyday_text_keeps_its_commas_and_dashes(typed: str) -> None:
    assert escaped(typed).replace("\\(", "(").replace("\\)", ")") == typed


def test_several_lines_become_one() -> None:
    assert escaped("een\n\ntwee   drie") == "een twee drie"
