"""One cell, one value: what is read, what is missing, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers import cells, days

ZONE = "Europe/Amsterdam"
D = Decimal


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (cells.number, "6,5", D("6.5")), (cells.number, " 6.5 ", D("6.5")), (cells.number, "−3", D(-3)),
        (cells.number, 7, D(7)), (cells.number, 7.0, D("7.0")), (cells.number, float("nan"), None),
        (cells.number, "", None), (cells.number, "n.v.t.", None), (cells.number, "NA", None), (cells.number, "-", None),
        (cells.number, "0", D(0)),
        (cells.whole, "7,0", D("7.0")), (cells.whole, 0, D(0)),
        (cells.two_decimals, "7:30", D("7.50")), (cells.two_decimals, dt.time(7, 45), D("7.75")),
        (cells.two_decimals, "7,25", D("7.25")),
        (cells.text, "  =HYPERLINK(1) ", "=HYPERLINK(1)"), (cells.text, "NA", "NA"), (cells.text, "  ", None),
        (cells.text, None, None), (cells.text, 5, "5"),
        (cells.code(10), 421.0, "421"), (cells.code(10), " K-1 ", "K-1"),
        (cells.time, "9:05", dt.time(9, 5)), (cells.time, "09.05", dt.time(9, 5)), (cells.time, 0.75, dt.time(18, 0)),
        (cells.time, dt.time(9, 5, 30), dt.time(9, 5)), (cells.time, "", None),
        (cells.choice("kind"), "Begeleid", "guided"), (cells.choice("talk_test"), "nog net", "just"),
        (cells.choice("moment"), "Follow up", "follow_up"), (cells.choice("moment"), "", None),
        (cells.instrument, "PHQ-9", "phq9"), (cells.instrument, "4DKL", "4dkl"), (cells.instrument, "4DSQ", "4dkl"),
        (cells.instrument, "bdi", "bdi"), (cells.instrument, "CIS-20R", "cis20"),
        (cells.moment(ZONE), "12-05-2026 19:30", dt.datetime(2026, 5, 12, 17, 30, tzinfo=dt.UTC)),
        (cells.moment(ZONE), "2026-05-12T19:30:00Z", dt.datetime(2026, 5, 12, 19, 30, tzinfo=dt.UTC)),
        (cells.start(ZONE), "19:30", dt.time(19, 30)),
        (cells.start(ZONE), "2026-05-12 19:30", dt.datetime(2026, 5, 12, 17, 30, tzinfo=dt.UTC)),
    ],
)  # fmt: skip
def test_a_cell_is_read(parse: cells.Parser, cell: Any, value: Any) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (cells.number, "1.234,5"), (cells.number, "zes"), (cells.number, "=6"), (cells.number, "1e3"),
        (cells.number, True), (cells.number, float("inf")), (cells.number, "٣"), (cells.number, 10**13),
        (cells.whole, "6,5"), (cells.two_decimals, "6,555"),
        (cells.text, "a\x00b"), (cells.text, "x" * 10_001), (cells.code(3), "K-12"),
        (cells.time, "25:00"), (cells.time, "9 uur"),
        (cells.choice("kind"), "soms"), (cells.instrument, "PHQ"),
        (cells.moment(ZONE), "morgen"),
    ],
)  # fmt: skip
def test_a_cell_is_refused_with_a_remedy(parse: cells.Parser, cell: Any) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse(cell)
    assert refused.value.remedy


DAY = dt.date(2026, 5, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "12-05-2026", "12/5/26", "12.05.2026", "2026-05-12", "2026/5/12", "12 mei 2026", "di 12 mei 2026",
        "12-May-2026", "2026-05-12 00:00:00", "12-05-2026 23:59", "2026-05-12T08:30:00", 46154, 46154.0, "46154",
        DAY, dt.datetime(2026, 5, 12, 23, 30),  # noqa: DTZ001 - a spreadsheet knows no zone
        dt.datetime(2026, 5, 11, 22, 30, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_a_day_is_read_day_first(cell: Any) -> None:
    assert cells.day(ZONE)(cell) == DAY


@pytest.mark.parametrize("cell", ["05/13/2026", "31-02-2026", "2026", "12-05", "0", "12 foo 2026", "gisteren", 3])
def test_what_is_no_day_is_refused(cell: Any) -> None:
    with pytest.raises(InvalidInputError, match="not a day"):
        cells.day(ZONE)(cell)


def test_a_map_may_name_the_format_and_then_only_that_counts() -> None:
    parse = cells.day(ZONE, "%m/%d/%Y")
    assert parse("05/13/2026") == dt.date(2026, 5, 13)
    with pytest.raises(InvalidInputError, match="as %m/%d/%Y writes it"):
        parse("13-05-2026")


@pytest.mark.parametrize(("text", "year"), [("1-1-68", 2068), ("1-1-69", 1969), ("1-1-00", 2000)])
def test_a_short_year_is_of_this_century_until_68(text: str, year: int) -> None:
    assert days.day_of_text(text).year == year


def test_the_clock_change_refuses_the_hour_that_never_was_and_takes_the_first_of_the_two() -> None:
    spring, autumn = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
    with pytest.raises(InvalidInputError, match="did not exist"):
        days.moment_of(spring, dt.time(2, 30), ZONE)
    assert days.moment_of(spring, dt.time(3, 0), ZONE) == dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC)
    assert days.moment_of(autumn, dt.time(2, 30), ZONE) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


@given(st.dates(dt.date(1969, 1, 1), dt.date(2068, 12, 31)), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%y"]))
def test_a_day_that_was_written_is_read_back(day: dt.date, pattern: str) -> None:
    assert cells.day(ZONE)(day.strftime(pattern)) == day


PARSERS = [
    cells.number, cells.whole, cells.two_decimals, cells.text, cells.code(40), cells.day(ZONE), cells.time,
    cells.start(ZONE), cells.moment(ZONE), cells.choice("kind"), cells.instrument,
]  # fmt: skip
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.times(), st.decimals(),
    st.datetimes(), st.datetimes(timezones=st.just(dt.UTC)), st.binary(max_size=9),
    st.from_regex(r"\d{1,4}[-/. :]\d{1,2}[-/. :]\d{1,4}( \d\d:\d\d)?", fullmatch=True),
)  # fmt: skip


@given(st.sampled_from(PARSERS), ANYTHING)
def test_no_cell_makes_a_parser_crash(parse: cells.Parser, cell: Any) -> None:
    try:
        parse(cell)
    except InvalidInputError as error:
        assert error.remedy
