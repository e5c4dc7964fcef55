"""What the supervisor sees about the demo practice is what its raw rows say, and no more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from runtherapy_data.access import grant_cohorts, principal_by_email
from runtherapy_data.errors import InvalidInputError
from runtherapy_data.i18n import translator
from runtherapy_data.identity import CohortGrant
from runtherapy_data.measures.codes import Complaint
from runtherapy_data.measures.groups import ALL
from runtherapy_data.store import reading
from runtherapy_data.views import cohort_choices, cohorts
from runtherapy_data.views.cohort_choices import Choice, Choices
from runtherapy_data.views.cohort_words import group_name, share, summary
from runtherapy_data.views.cohorts import Comparison, Share
from tests.cohort_practice import CHANGES, MEASURES, RawCourse, in_group, raw_courses

HALF_A_DIGIT = 0.05 + 1e-9


@pytest.fixture
def grant(demo: str) -> CohortGrant:
    return grant_cohorts(principal_by_email("supervisor@demo.example"))


def choices_of(grant: CohortGrant) -> Choices:
    with reading(grant) as connection:
        return cohort_choices.of(connection, grant)


def compare(grant: CohortGrant, a: Choice, b: Choice | None = None) -> Comparison:
    with reading(grant) as connection:
        return cohorts.of(connection, grant, cohort_choices.of(connection, grant), a, b or Choice())


def test_every_shown_mean_and_n_of_the_demo_equals_a_slow_recount(grant: CohortGrant) -> None:
    courses, seen = raw_courses(), 0
    choices = choices_of(grant)
    for complaint in choices.complaints:
        for period in choices.periods:
            group = compare(grant, Choice(complaint, period)).a
            chosen = [course for course in courses if in_group(course, complaint, period)]
            assert group.courses in (None, len(chosen))
            seen += sum(_agrees(group, chosen, measure) for measure in (*MEASURES, *CHANGES))
    assert seen > 1000


def _agrees(group: cohorts.Group, chosen: list[RawCourse], measure: str) -> int:
    """How many weeks of the measure are shown; each agrees with the raw rows."""
    for point in group.line(measure).shown:
        values = [v for course in chosen if (v := course.value(measure, point.week)) is not None]
        assert point.courses == len(values) >= 10
        assert point.mean == pytest.approx(sum(values) / len(values), abs=HALF_A_DIGIT)
        assert point.mean is not None and point.low is not None and point.high is not None
        assert point.low <= point.mean <= point.high
    return len(group.line(measure).shown)


def test_outcomes_of_the_demo_are_near_a_slow_recount_and_never_exact(grant: CohortGrant) -> None:
    said = 0
    for complaint in (*Complaint, ALL):
        group = compare(grant, Choice(complaint)).a
        chosen = [course for course in raw_courses() if in_group(course, complaint, ALL)]
        ends = Counter(course.outcome for course in chosen)
        for one in group.outcomes:
            n, whole = ends[one.outcome], len(chosen)
            if one.courses is None or one.percent is None:
                assert n < 8 or one.fewer_than is None
                continue
            said += 1
            assert n >= 8 and abs(one.courses - n) <= 2 and abs(one.percent - 100 * one.courses / whole) <= 2.5
            assert one.courses % 5 == one.percent % 5 == 0
    assert said >= 8


def test_a_comparison_begins_with_the_two_largest_complaints(grant: CohortGrant) -> None:
    choices = choices_of(grant)
    sizes = sorted((n for choice, n in choices.released.items() if choice == Choice(choice.complaint) != Choice()))
    assert [choices.released[choice] for choice in choices.default_pair()] == sizes[:-3:-1]
    only = {Choice(): 30, Choice("depression"): 25}
    assert replace(choices, released=only).default_pair() == (Choice("depression"), Choice())


def test_the_demo_shows_four_complaints_and_their_total_and_hides_the_smallest(grant: CohortGrant) -> None:
    choices = choices_of(grant)
    sizes = Counter(course.complaint for course in raw_courses())
    assert {code for code, n in sizes.items() if n >= 30} <= {choice.complaint for choice in choices.released}
    assert Choice() in choices.released
    assert min(sizes.values()) < 10
    hidden = compare(grant, Choice(min(sizes, key=lambda code: sizes[code]))).a
    assert hidden.courses is None and hidden.outcomes == ()
    assert not any(line.shown for line in hidden.lines)


@pytest.mark.parametrize("text, expected", [
    ("depression", Choice("depression")),
    ("depression:all", Choice("depression")),
    (":", Choice()),
])  # fmt: skip
def test_a_choice_can_be_written_down(grant: CohortGrant, text: str, expected: Choice) -> None:
    assert choices_of(grant).parse(text) == expected


@pytest.mark.parametrize("text", ["happiness", "depression:2026-05-01", "depression:all:elsewhere", "depression:1999"])
def test_only_the_fixed_choices_are_taken(grant: CohortGrant, text: str) -> None:
    with pytest.raises(InvalidInputError):
        choices_of(grant).parse(text)


@pytest.mark.parametrize("part, whole, within", [
    (Choice("depression", "2026-Q1"), Choice(), True),
    (Choice("depression", "2026-Q1"), Choice("depression", "2026"), True),
    (Choice("depression", "2026"), Choice("depression", "2026-Q1"), False),
    (Choice("depression", "2026"), Choice("anxiety_panic", "2026"), False),
    (Choice(), Choice(practice="one"), False),
])  # fmt: skip
def test_a_group_knows_what_it_is_a_part_of(part: Choice, whole: Choice, within: bool) -> None:
    assert part.is_within(whole) is within


def test_the_opening_sentence_gives_its_numbers(grant: CohortGrant) -> None:
    a, b = choices_of(grant).default_pair()
    comparison = compare(grant, a, b)
    said = summary(comparison, translator("nl"))
    change = comparison.a.line("energy_change").points[7]
    assert said.startswith("Bij stress en burn-out is de energie in week 8 ")
    assert f"n = {change.courses})" in said
    assert "week 8" in summary(comparison, translator("en"))


def test_a_group_that_may_not_be_shown_says_why(grant: CohortGrant) -> None:
    comparison = compare(grant, Choice(Complaint.BODY_CONNECTION))
    assert "minder dan 10 trajecten" in summary(comparison, translator("nl"))


@pytest.mark.parametrize("one, nl, en", [
    (Share("completed", 40, 60), "ongeveer 40 (60 %)", "about 40 (60%)"),
    (Share("completed", fewer_than=8), "minder dan 8", "fewer than 8"),
    (Share("completed"), "–", "–"),
])  # fmt: skip
def test_how_many_ended_so_is_said_about(one: Share, nl: str, en: str) -> None:
    assert (share(one, translator("nl")), share(one, translator("en"))) == (nl, en)


def test_a_group_is_named_with_its_practice_only_where_there_are_several() -> None:
    _ = translator("nl")
    choice = Choice("depression", "2026-Q2", "north")
    assert group_name(choice, {"north": "Noord"}, _) == "Depressie en somberheid · gestart in kwartaal 2 van 2026"
    assert group_name(choice, {"north": "Noord", "south": "Zuid"}, _).endswith(" · Noord")
