"""Choosing exercises from the practice's library: kind by kind, one tap each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import EXERCISE_KIND_NAMES, ExerciseKind
from runtherapy_data.measures.exercises import Exercise
from runtherapy_data.ui.plain import escaped


def choose(library: Sequence[Exercise], key: str, _: Translate, *, chosen: Collection[str] = ()) -> list[str]:
    """The codes of what was tapped; `chosen` are those that are tapped to begin with. `key` names the form.

    The kinds below each other, each with its exercises as buttons, so that nothing has to be typed or searched.
    """
    picked: list[str] = []
    names = {one.code: escaped(one.name.said(_.language)) for one in library}
    with st.container(key=f"exercise-choice-{key}", gap="small"):
        for kind in ExerciseKind:
            codes = [one.code for one in library if one.kind == kind]
            if codes:
                picked += st.pills(
                    _(EXERCISE_KIND_NAMES[kind]), codes, selection_mode="multi",
                    default=[code for code in codes if code in chosen], format_func=lambda code: names[code],
                    key=f"exercises-{kind}-{key}",
                )  # fmt: skip
    return picked


def texts(library: Sequence[Exercise], _: Translate) -> None:
    """How each of them goes, one below the other."""
    told = [f"**{escaped(one.name.said(_.language))}**\n{steps(one, _)}" for one in library]
    with st.container(key="exercise-texts-read"):
        st.markdown("\n\n".join(told))


def steps(exercise: Exercise, _: Translate) -> str:
    """How an exercise goes, a step on each line, as Markdown."""
    return "\n".join(f"- {escaped(step)}" for step in exercise.steps(_.language))
