"""What a page says, read back from the test of it, and its buttons."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from runtherapy_data.i18n import Translate
from runtherapy_data.i18n.completeness import texts


def words(at: AppTest) -> str:
    """Everything that the page says outside its figures, as one text without Markdown's escapes."""
    said = []
    for node in at.main:
        for name in ("value", "label", "body"):
            text = getattr(node, name, None)
            if isinstance(text, str):
                said.append(text)
    return re.sub(r"\\(.)", r"\1", "\n".join(said))


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button with this label; small print behind it, whose button it is, is for a screen reader."""
    (found,) = (one for one in at.button if one.label.partition(" :small")[0] == label)
    return found.click().run()


def figures(at: AppTest) -> list[dict[str, Any]]:
    """The specifications of the figures on the page."""
    return [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]


def figure_words(at: AppTest) -> str:
    """Everything that is written inside the figures."""
    return "\n".join(note.get("text", "") for spec in figures(at) for note in spec["layout"].get("annotations", ()))


@functools.cache
def _message_ids() -> frozenset[str]:
    return frozenset(one for messages in texts().values() for one in messages if isinstance(one, str))


def english_in(text: str, translate: Translate) -> list[str]:
    """Message ids (English) that stand in a text that ought to be in another language."""
    telling = (
        one for one in _message_ids() if one in text and len(one) > 2 and "{" not in one and translate(one) != one
    )
    return sorted(one for one in telling if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text))
