"""Sessions are found again: by their key, by their start, else in order of the day."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import tables
from tests.actions.imports import CREATE, numbers, rows_of, run, system
from tests.factories import World

KEYED = "K-1;1-5-2026;19:30;begeleid;10;5;3;;s1"
TIMED = "K-1;1-5-2026;19:30;begeleid;10;5;3;;"
UNTIMED = "K-1;1-5-2026;;begeleid;10;5;3;;"


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ([KEYED], ["K-1;2-5-2026;8:00;zelf;10;5;3;;s1"], (0, 0, 1, 0)),  # the key alone names it
        ([KEYED], ["K-1;1-5-2026;19:30;begeleid;10;5;3;;s2"], (1, 0, 0, 0)),  # another key is another session
        ([KEYED], [TIMED], (0, 1, 0, 0)),
        ([TIMED], [UNTIMED], (0, 1, 0, 0)),
        ([UNTIMED], [TIMED], (0, 0, 1, 0)),  # now its start is known
        ([TIMED], ["K-1;1-5-2026;20:30;begeleid;10;5;3;;"], (1, 0, 0, 0)),
        ([UNTIMED], ["K-1;1-5-2026;;zelf;10;5;3;;"], (1, 0, 0, 0)),
        ([UNTIMED], [UNTIMED, UNTIMED], (1, 1, 0, 0)),  # two on a day, of which one was known
        ([TIMED, UNTIMED], ["K-1;1-5-2026;;begeleid;12;5;3;;", TIMED], (0, 1, 1, 0)),
        ([], [KEYED, KEYED], (1, 0, 0, 1)),
        ([], [TIMED, TIMED], (1, 0, 0, 1)),
        ([KEYED], [KEYED, KEYED], (0, 1, 0, 1)),
    ],
)
def test_a_session_is_found_again(
    world: World, before: list[str], after: list[str], outcome: tuple[int, int, int, int]
) -> None:
    if before:
        run(system(world), Kind.SESSIONS, *before, mapping=CREATE)
    assert numbers(run(system(world), Kind.SESSIONS, *after, mapping=CREATE)) == outcome


def test_two_sessions_on_a_day_without_a_time_keep_their_order(world: World) -> None:
    rows = [f"K-1;1-5-2026;;zelf;{minutes};;;;" for minutes in (30, 10, 20)]
    run(system(world), Kind.SESSIONS, *rows, mapping=CREATE)
    assert numbers(run(system(world), Kind.SESSIONS, *rows)) == (0, 3, 0, 0)


def test_a_session_lands_in_utc_and_on_the_day_of_the_practice(world: World) -> None:
    run(system(world), Kind.SESSIONS, "K-1;29-3-2026;0:30;zelf;10;;;;", mapping=CREATE)
    assert rows_of(world, tables.SessionLog, "day", "started_at") == [
        (dt.date(2026, 3, 29), dt.datetime(2026, 3, 28, 23, 30, tzinfo=dt.UTC))
    ]
