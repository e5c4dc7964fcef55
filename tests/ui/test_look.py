"""The look keeps its promises: one set of tokens, readable text, documented pages."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from runtherapy_data.gate import assets
from runtherapy_data.ui.navigation import PAGES

ROOT = Path(__file__).resolve().parents[2]
CSS = assets.shelf()["look.css"].bodies[""].decode()
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SCHEMES = ("light", "dark")


def token(name: str, scheme: str) -> str:
    """A colour of the style sheet."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", CSS)
    assert found
    return found[1 + SCHEMES.index(scheme)].upper()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours (relative luminance, its definition)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("scheme", "text", "paper"), list(product(SCHEMES, ("ink", "muted", "primary"), ("paper", "card")))
)
def test_text_can_be_read_on_paper_and_on_card(scheme: str, text: str, paper: str) -> None:
    assert contrast(token(text, scheme), token(paper, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("backgroundColor", "paper"), ("secondaryBackgroundColor", "card"), ("textColor", "ink"),
        ("primaryColor", "primary"), ("linkColor", "primary"), ("borderColor", "hairline"),
    ],
)  # fmt: skip
def test_theme_and_style_sheet_say_the_same(scheme: str, option: str, name: str) -> None:
    assert THEME[scheme][option].upper() == token(name, scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["paper", "card", "ink", "muted", "primary", "hairline"])
def test_the_tokens_are_documented_as_they_are(scheme: str, name: str) -> None:
    row = next(line for line in (ROOT / "docs" / "look.md").read_text().splitlines() if line.startswith(f"| {name} "))
    assert token(name, scheme) in row


def test_no_asset_comes_from_elsewhere() -> None:
    assert not re.search(r"https?:|//[a-z]|@import", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))


def test_every_part_of_the_style_sheet_has_its_place_in_the_order() -> None:
    assert sorted(assets.LOOK) == sorted(path.stem for path in (assets.FOLDER / "look").iterdir())


def test_every_page_is_documented() -> None:
    text = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| (\w+) \| (.+?) \(.*?\) \| `/([\w-]+).*?` \| `pages/(.+?)` \|$", text, re.MULTILINE))
    assert rows == {(item.role.value, item.title, item.url_path, item.file) for item in PAGES}
