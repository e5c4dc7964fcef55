"""What people typed is kept as they typed it, but for what nobody can see."""

from __future__ import annotations

import pytest

from runtherapy_data.measures.typed import typed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  op vakantie\ntot maandag ", "op vakantie\ntot maandag"),
        ("a\x00b\x07c", "abc"),
        ("\u200b\u2060 \u202e", ""),
        (" \n\t", ""),
        ("שלום \u200fمرحبا", "שלום \u200fمرحبا"),
        ("👩\u200d⚕️ {x} $a$ <b>", "👩\u200d⚕️ {x} $a$ <b>"),
        ("\ud800x", "x"),
    ],
)
def test_only_what_is_invisible_is_left_out(text: str, kept: str) -> None:
    assert typed(text) == kept
