"""The colours of the sign-in pages can be read in light and in dark (WCAG 2.2: 1.4.3 text, 1.4.11 edges and focus)."""

from __future__ import annotations

import re

import pytest

from runtherapy_data.gate import assets

SHEET = (assets.FOLDER / "sign-in.css").read_text(encoding="utf-8")
LIGHT, DARK = [
    dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", SHEET, re.S)
]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("text", "paper", 4.5),
        ("text", "card", 4.5),
        ("text", "said", 4.5),
        ("text", "sky", 4.5),
        ("muted", "card", 4.5),
        ("muted", "paper", 4.5),
        ("primary", "paper", 4.5),
        ("primary", "card", 4.5),
        ("on-primary", "primary", 4.5),
        ("error", "error-paper", 4.5),
        ("field", "card", 3.0),
        ("field", "paper", 3.0),
        ("error", "paper", 3.0),
    ],
)
def test_every_pair_that_meets_has_contrast(tokens: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= least
