"""Streamlit's one HTML page, made ours: the language, the title, our style sheet, the watch script."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from streamlit import file_util

from runtherapy_data.gate import assets
from runtherapy_data.gate.words import PRODUCT
from runtherapy_data.i18n import translator

_FONT: Final = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What is not ours to offer: Streamlit's icon, font and title, and the pointer to its interface for programs.
_TAKE_OUT: Final = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"<!--.*?-->\s*",
        r'<link rel="shortcut icon"[^>]*/>\s*',
        r'<link\s+rel="preload"[^>]*as="font"[^>]*/>\s*',
        r'<link rel="service-desc"[^>]*/>\s*',
        r"<title>.*?</title>\s*",
    )
)
_NOSCRIPT: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


@lru_cache(maxsize=1)
def _original() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def inline_script_hashes() -> list[str]:
    """The sources that a content security policy names for the page's inline scripts."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(_original()))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


@lru_cache(maxsize=2)
def page(language: str) -> bytes:
    """The page in the language of the account."""
    _ = translator(language)
    html = _original()
    for pattern in _TAKE_OUT:
        html = pattern.sub("", html)
    head = (
        f"<title>{_(PRODUCT)}</title>\n"
        f'    <link rel="icon" type="image/svg+xml" href="{assets.address("icon.svg")}" />\n'
        f'    <link rel="preload" href="/assets/{_FONT}" as="font" type="font/woff2" crossorigin />\n'
        f'    <script src="{assets.address("guard.js")}"></script>\n'
    )
    # Last in the head: our style sheet stands after Streamlit's and wins where both say something.
    tail = f'  <link rel="stylesheet" href="{assets.address("look.css")}" />\n  </head>'
    html = html.replace('<html lang="en">', f'<html lang="{_.language}">', 1)
    html = html.replace('<meta charset="UTF-8" />', f'<meta charset="UTF-8" />\n    {head}', 1)
    html = html.replace("</head>", tail, 1).replace('="./static/', '="/static/')
    needs_script = _("This page needs JavaScript.")
    return _NOSCRIPT.sub(f"<noscript><p>{needs_script}</p></noscript>", html).encode()
