"""A practice's text for help in need: numbers can be called, and nothing that somebody typed acts as layout."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.ui.guard import HELP_IN_NEED
from runtherapy_data.ui.help_text import as_markdown, as_typed, numbers


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("Bel 112.", "Bel [112](tel:112)."),
        ("**Hulp nodig?** Bel 0800-0113", "**Hulp nodig?** Bel [0800-0113](tel:08000113)"),
        ("Bel [de lijn](tel:08000113) gerust", "Bel [de lijn](tel:08000113) gerust"),
        ("Wij: +31 20 123 45 67, ook 's avonds", r"Wij: [\+31 20 123 45 67](tel:+31201234567), ook 's avonds"),
        ("06 12345678\n\nof 06-87654321", "[06 12345678](tel:0612345678)  \nof [06-87654321](tel:0687654321)"),
        ("**Bel 112** nu", "**Bel [112](tel:112)** nu"),
        ("Open van 09:00 tot 17:00, sinds 2021", "Open van 09:00 tot 17:00, sinds 2021"),
        ("24/7, kamer 1120, 0,112 en 112/3", "24/7, kamer 1120, 0,112 en 112/3"),
        ("[kijk](https://kwaad.example)", r"\[kijk\]\(https:" + "\u2060" + r"//kwaad.example\)"),
        ("![x](tel:112)", r"\![x](tel:112)"),
        ("<b>vet</b> # kop", r"\<b\>vet\</b\> \# kop"),
        ("[x](tel:javascript)", r"\[x\]\(tel:" + "\u2060" + r"javascript\)"),
        ("$x$ `y` :smile:", "\\$x\\$ \\`y\\` :\u2060smile\\:"),
        ("- een\n1. twee", "\\- een  \n1\\. twee"),
        ("**  **", ""),
    ],
)  # fmt: skip
def test_what_is_typed_is_shown(typed: str, shown: str) -> None:
    assert as_markdown(typed).replace("\\:", ":") == shown.replace("\\:", ":")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_default_is_shown_as_it_was_and_edited_without_marks(language: str) -> None:
    default = translator(language)(HELP_IN_NEED)
    assert "[112](tel:112)" in as_markdown(default)
    assert "[0800-0113](tel:08000113)" in as_markdown(default)
    assert "tel:" not in as_typed(default)
    assert as_markdown(as_typed(default)) == as_markdown(default)


def test_the_numbers_are_listed_once_each_to_be_checked() -> None:
    assert numbers("**Bel 112.** Of 0800-0113, of 112, of [de wacht](tel:0201234567)") == (
        "112", "0800-0113", "de wacht",
    )  # fmt: skip
