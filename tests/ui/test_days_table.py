"""The table behind the figure keeps to what the figure shows."""

from __future__ import annotations

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.ui import course_words as said
from tests.views.courses import answers, course, day

NL = translator("nl")


@pytest.mark.parametrize(
    ("weeks", "newest", "oldest"), [(None, 24, 0), ((1, 4), 24, 0), ((2, 3), 20, 7), ((3, 4), 24, 14)]
)
def test_the_table_has_the_weeks_of_the_figure_and_the_newest_day_first(
    weeks: tuple[int, int] | None, newest: int, oldest: int
) -> None:
    shown = course(answers("mood", dict.fromkeys(range(25), 5)), today=24)
    _header, rows, _numbers = said.days(shown, NL, weeks=weeks)
    assert [row[0] for row in rows] == [NL.day(day(number)) for number in range(newest, oldest - 1, -1)]


def test_weeks_without_anything_in_them_give_no_rows() -> None:
    shown = course(answers("mood", {0: 5}), today=24)
    _header, rows, _numbers = said.days(shown, NL, weeks=(9, 10))
    assert rows == []
