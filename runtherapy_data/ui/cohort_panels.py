"""The parts of the supervisor's page. Each draws itself from the comparison, and says so when it has nothing."""

from __future__ import annotations

from typing import Final

import streamlit as st

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.measures.groups import FEWEST, FEWEST_ENDED, OUTCOMES
from runtherapy_data.ui import cohort_pickers, panels
from runtherapy_data.views import cohort_words as words
from runtherapy_data.views.cohort_choices import Choice, Choices
from runtherapy_data.views.cohort_words import NO_NUMBER
from runtherapy_data.views.cohorts import Comparison, Group, Point

COULD_EXPLAIN: Final = (
    (
        N_("Who stopped"),
        N_(
            "A later week speaks only of those who were still in the course. When people who had a hard time stop,"
            " the mean rises without anybody getting better."
        ),
    ),
    (
        N_("Who did not check in"),
        N_("On bad days a check-in is skipped more often. A mean can look better than the weeks were."),
    ),
    (
        N_("What would have changed anyway"),
        N_("People come when things are at their worst. Some of what follows would have come without therapy, too."),
    ),
    (
        N_("How the groups differ otherwise"),
        N_(
            "Nobody was put into these groups by lot. Severity, season and everything else that was not measured"
            " can make the difference; the figure cannot tell which."
        ),
    ),
)


def heading(comparison: Comparison, answer: str, _: Translate) -> None:
    """The top of the page: what was found, and through which day."""
    through = comparison.through_on
    above = _("Through {day} · only courses with consent", day=_.day(through, year=True)) if through else ""
    panels.heading(_("Compare cohorts"), answer, above=above)


def nothing_yet(choices: Choices, _: Translate) -> None:
    """A practice without consented courses, or with too few of them for any number."""
    panels.heading(_("Compare cohorts"), _("There is nothing to compare yet."))
    if not choices.has_courses:
        panels.nothing_yet(
            "cohorts",
            _("Nobody has agreed yet that their course may be counted here."),
            _("Clients are asked for this at intake. From {n} courses on, the first group appears.", n=FEWEST),
        )
    else:
        panels.nothing_yet(
            "cohorts",
            _("There are still fewer than {n} courses with consent in every group.", n=FEWEST),
            _("Numbers about so few people could be traced to one of them. A group appears once it is larger."),
        )


def overlap(comparison: Comparison, _: Translate) -> None:
    """Said where one group is a part of the other, or the same."""
    a, b = comparison.a.choice, comparison.b.choice
    if a == b:
        panels.muted(_("A and B are the same group. Choose another complaint, period or practice for one of them."))
    elif a.is_within(b):
        panels.muted(_("The courses of A are counted in B, too."))
    elif b.is_within(a):
        panels.muted(_("The courses of B are counted in A, too."))


def numbers(comparison: Comparison, _: Translate) -> None:
    """The table behind the figure, built only when somebody asks for it."""
    if not st.toggle(_("Show the weeks as a table"), key="weeks-table"):
        return
    measure = cohort_pickers.measure(_)
    header = [_("Week"), _("A: mean (95%)"), _("A: n"), _("B: mean (95%)"), _("B: n")]
    lines = (comparison.a.line(measure), comparison.b.line(measure))
    rows = [
        [str(a.week), _mean(a, _), _courses(a.courses), _mean(b, _), _courses(b.courses)]
        for a, b in zip(lines[0].points, lines[1].points, strict=True)
    ]
    panels.table("weeks", header, rows, numbers=(1, 2, 3, 4))


def _mean(point: Point, _: Translate) -> str:
    if point.mean is None or point.low is None or point.high is None:
        return NO_NUMBER
    values = {name: _.number(getattr(point, name), 1) for name in ("mean", "low", "high")}
    return _("{mean} ({low} to {high})", **values)


def _courses(courses: int | None) -> str:
    return NO_NUMBER if courses is None else str(courses)


def outcomes(comparison: Comparison, _: Translate) -> None:
    """How the courses ended, and how many began."""
    panels.section(_("How the courses ended"))
    groups = (comparison.a, comparison.b)
    named = [f"{letter}: {_name(group, comparison, _)}" for letter, group in zip("AB", groups, strict=True)]
    panels.muted(" · ".join(named))  # above the table: in its head the names push B off a phone
    rows = [[_("began"), *(_courses(group.courses) for group in groups)]]
    for place, outcome in enumerate(OUTCOMES):
        cells = [words.share(group.outcomes[place], _) if group.outcomes else NO_NUMBER for group in groups]
        rows.append([words.outcome(outcome, _), *cells])
    panels.table("outcomes", [_("Outcome"), "A", "B"], rows, numbers=(1, 2))
    panels.muted(
        _(
            "Rounded to fives, and a number under {n} is not given: nobody can be recognised in it."
            " A dash: a small number could be worked out.",
            n=FEWEST_ENDED,
        )
    )


def _name(group: Group, comparison: Comparison, _: Translate) -> str:
    return words.group_name(group.choice, comparison.practices, _)


def could_explain(_: Translate) -> None:
    """What else can make a difference: said beside every comparison, not only where it is welcome."""
    panels.section(_("What could explain a difference"))
    panels.lines("could-explain", [(_(lead), _(fact)) for lead, fact in COULD_EXPLAIN])


def not_shown(comparison: Comparison, choices: Choices, _: Translate) -> None:
    """Why some groups and weeks have no number, and which complaints these are now."""
    panels.section(_("Why some groups are not shown"))
    panels.muted(
        _(
            "Every number rests on at least {n} courses. A number is left out, too, when a smaller group could be"
            " worked out from it by subtraction. Only clients who agreed are counted; whoever withdraws is out"
            " at the next release.",
            n=FEWEST,
        )
    )
    for letter, group in zip("AB", (comparison.a, comparison.b), strict=True):
        missing = [code for code in choices.complaints if _with(group.choice, code) not in choices.released]
        if missing:
            names = ", ".join(words.complaint(code, _) for code in missing)
            panels.muted(_("Without a number for the period of {letter}: {names}.", letter=letter, names=names))
        practices = choices.practice_ids(group.choice.practice)
        if group.courses is not None and group.practices < len(practices):
            panels.muted(
                _(
                    "Group {letter} rests on {some} of {all} practices; the others have too few courses in it.",
                    letter=letter, some=group.practices, all=len(practices),
                )
            )  # fmt: skip


def _with(choice: Choice, complaint: str) -> Choice:
    return Choice(complaint, choice.period, choice.practice)
