"""The few words of SVG that a painted figure is made of."""

from __future__ import annotations

import re
from html import escape
from typing import Final

Style = dict[str, str | float | None]

# What XML cannot hold at all, even escaped (XML 1.0, section 2.2).
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def px(value: float) -> str:
    """A length or a place in pixels, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def text_node(text: str) -> str:
    """Text as it may stand between tags."""
    return escape(_IMPOSSIBLE.sub("", text), quote=False)


def element(name: str, /, *inside: str, **attributes: str | float | None) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, None is left out, `inside` is markup already."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_IMPOSSIBLE.sub("", _value(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(inside)
    return f"<{name}{said}>{body}</{name}>" if body else f"<{name}{said}/>"


def _value(value: str | float | None) -> str:
    return value if isinstance(value, str) else px(float(value or 0))
