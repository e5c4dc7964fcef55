"""docs/signals.md shows every rule as its file says it."""

from __future__ import annotations

import re

import pytest

from runtherapy_data.analysis.rules import Form, Rule, rules
from runtherapy_data.settings import ROOT

DOCUMENT = ROOT / "docs" / "signals.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")


def written(number: float) -> str:
    return f"{number:g}"


def form_rows(form: Form) -> list[str]:
    """One form in both languages."""
    return [
        f"| {words.en} | {words.nl} |" for words in (form.sentence, form.ground, form.threshold)
    ]  # fmt: skip


def section(one: Rule) -> str:
    """One rule as docs/signals.md shows it."""
    numbers = ", ".join(f"`{name}` {written(value)}" for name, value in one.parameters.items()) or "none"
    lines = [
        f"### {one.name.en} (`{one.id}`)\n",
        f"{one.why.en}\n",
        f"Group `{one.group}`, urgency {one.urgency}, fewest days {one.fewest_days}. Numbers: {numbers}.",
        f"Source: {one.source.en}.\n",
        "| English | Dutch |",
        "|---|---|",
        f"| **{one.name.en}** | **{one.name.nl}** |",
        *(row for form in one.forms for row in form_rows(form)),
        *(f"| *{words.en}* | *{words.nl}* |" for words in one.questions),
    ]
    return "\n".join(lines) + "\n"


def rendered() -> str:
    """All rules, the most urgent first."""
    return "\n".join(section(one) for one in rules())


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.id)
def test_a_rule_is_documented_as_it_is(one: Rule) -> None:
    assert section(one) in TEXT, f"put this into docs/signals.md:\n{section(one)}"


def test_no_other_rule_is_documented_and_they_stand_in_order() -> None:
    assert re.findall(r"^### .* \(`(\w+)`\)$", TEXT, flags=re.MULTILINE) == [one.id for one in rules()]


def test_the_figures_stand_between_their_marks() -> None:
    """`python -m benchmarks.signals --write` puts them there."""
    begin, end = TEXT.index("<!-- measured -->"), TEXT.index("<!-- /measured -->")
    assert "client-weeks" in TEXT[begin:end]
    assert all(f"`{one.id}`" in TEXT[begin:end] for one in rules())
