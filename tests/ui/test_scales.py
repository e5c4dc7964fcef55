"""The control for a number from 0 to 10: what is seen, what a screen reader hears, and how an answer is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def _page(label: str, value: int | None) -> None:
    import streamlit as st

    from runtherapy_data.i18n import translator
    from runtherapy_data.ui.scales import scale

    st.session_state["answer"] = scale(label, "mood", "very bad", "*very* good", translator("en"), value)


def page(label: str = "Mood", value: int | None = None) -> AppTest:
    return AppTest.from_function(_page, args=(label, value), default_timeout=30).run()


def options(at: AppTest) -> list[str]:
    return [option.content for option in at.button_group[0].proto.options]


@pytest.mark.parametrize(("value", "answer"), [(None, None), (0, 0), (10, 10)])
def test_nothing_is_chosen_unless_told(value: int | None, answer: Any) -> None:
    assert page(value=value).session_state["answer"] == answer


def test_a_number_is_chosen_and_taken_back() -> None:
    at = page()
    at.button_group[0].set_value(0).run()
    assert at.session_state["answer"] == 0
    at.button_group[0].set_value(None).run()
    assert at.session_state["answer"] is None


def test_the_question_is_heard_with_every_number_and_the_ends_with_theirs() -> None:
    heard = options(page())
    assert heard[0] == ":small[Mood] 0 :small[very bad]"
    assert heard[1:10] == [f":small[Mood] {number}" for number in range(1, 10)]
    assert heard[10] == ":small[Mood] 10 :small[\\*very\\* good]"


def test_both_ends_stand_below_the_row() -> None:
    (ends,) = page().caption
    assert ends.value == ":small[0 very bad] :small[10 \\*very\\* good]"


def test_what_somebody_typed_as_a_question_is_no_layout() -> None:
    at = page("[up](https://elsewhere.example) **now**")
    assert all("](https" not in heard and "**" not in heard for heard in [at.button_group[0].label, *options(at)])
