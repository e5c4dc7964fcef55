"""Rows to facts: what each row becomes, and which are refused with which words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers.facts import Batch
from runtherapy_data.readers.maps import read_map
from runtherapy_data.readers.plan import make_plan
from runtherapy_data.readers.plan_notes import plan_notes
from runtherapy_data.readers.reading import read_facts
from runtherapy_data.readers.vocabulary import Kind

TODAY = dt.date(2026, 6, 1)


def read(kind: Kind, headers: str, *rows: tuple[Any, ...], mapping: str = "", client: str | None = None) -> Batch:
    plan = make_plan(
        kind, headers.split(","), read_map(mapping.encode(), kind), client=client, zone="Europe/Amsterdam", today=TODAY
    )
    batch = read_facts(plan, enumerate(rows, start=2))
    batch.notes += plan_notes(plan)
    return batch


def values(batch: Batch) -> list[dict[str, Any]]:
    return [fact.values for fact in batch.facts]


def check_ins(*rows: tuple[Any, ...], mapping: str = "") -> Batch:
    return read(Kind.CHECK_INS, "client,date,mood,sleep,words", *rows, mapping=mapping)


def test_a_missing_answer_is_missing_and_never_nought() -> None:
    batch = check_ins(
        ("K", "1-5-2026", "0", "", ""), ("K", "2-5-2026", "NA", "n.v.t.", "NA"), ("K", "3-5-2026", "", "-")
    )
    assert values(batch) == [{"mood": 0}, {"words": "NA"}]
    assert batch.notes[0].values == {"n": 1}
    assert not batch.refusals


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (("K", "1-5-2026", "11"), "mood", "outside"),
        (("K", "1-5-2026", "-1"), "mood", "outside"),
        (("K", "1-5-2026", "6,5"), "mood", "not a whole"),
        (("K", "1-5-2026", "goed"), "mood", "not a number"),
        (("K", "13/31/2026", "5"), "date", "not a day"),
        (("K", "", "5"), "date", "empty"),
        (("", "1-5-2026", "5"), "client", "empty"),
        (("K" * 41, "1-5-2026", "5"), "client", "longer"),
        (("K", "2-6-2026", "5"), "date", "still to come"),
        (("K", "1-5-1926", "5"), "date", "too long ago"),
        (("K", "1-5-2026", "5", "5", "w", "extra"), "", "more cells"),
    ],
)
def test_a_bad_row_is_refused_by_row_and_column(row: tuple[str, ...], column: str, reason: str) -> None:
    batch = check_ins(("K", "1-4-2026", "5"), row)
    assert len(batch.facts) == 1
    assert [(one.row, one.column) for one in batch.refusals] == [(3, column)]
    assert reason in batch.refusals[0].reason
    assert batch.refusals[0].remedy
    assert batch.refused_facts == 1


def test_a_refusal_quotes_a_cell_briefly_and_harmlessly() -> None:
    batch = check_ins(("K", "1-5-2026", "\x1b[2J" + "x" * 100))
    assert batch.refusals[0].value == "·[2J" + "x" * 75 + "…"


def test_a_row_with_two_bad_cells_is_one_refused_fact_with_two_reasons() -> None:
    batch = check_ins(("K", "1-5-2026", "11", "12", ""))
    assert (batch.refused_facts, len(batch.refusals), batch.facts) == (1, 2, [])


SCALED = """
client = "BB-{subject:03}"
[columns]
day = "date"
time = "at"
mood = "cheerful"
energy = "tired"
words = "said"
[scales.mood]
from = [1, 7]
[scales.energy]
from = [1, 7]
reversed = true
[days]
combine = "mean"
fields = { energy = "last" }
"""


def test_several_reports_a_day_become_one_on_their_own_scale_before_the_one_rounding() -> None:
    batch = read(
        Kind.CHECK_INS, "subject,date,at,cheerful,tired,said,pain",
        (7, "1-5-2026", "20:00", 5, 1, "goed", 3), (7, "1-5-2026", "9:00", 2, 7, "moe", 3),
        (7, "2-5-2026", "9:00", 7, None, None, 3), (7, "3-5-2026", "9:00", 8, None, None, 3),
        mapping=SCALED,
    )  # fmt: skip
    # 3.5 on 1–7 is 4.17 on 0–10; rounding each report first (2 and 7) would have given 5.
    assert values(batch) == [{"mood": 4, "energy": 10, "words": "moe\ngoed"}, {"mood": 10}]
    assert [(fact.row, fact.client) for fact in batch.facts] == [(2, "BB-007"), (4, "BB-007")]
    assert [(one.row, one.column, one.values) for one in batch.refusals] == [(5, "cheerful", {"low": "1", "high": "7"})]
    said = [note.message.format(**note.values) for note in batch.notes]
    assert said == [
        "3 reports on 2 days: several on one day became one (mean, energy: last).",
        "Columns not read: pain.",
        "mood comes from cheerful: 1 to 7 became 0 to 10, rounded half up.",
        "energy comes from tired: 1 to 7 became 10 to 0, rounded half up.",
    ]


def test_a_map_with_columns_reads_these_alone() -> None:
    batch = check_ins(("K", "1-5-2026", 5, 6, "x"), mapping="[columns]\nclient='client'\nday='date'\nsleep='mood'")
    assert values(batch) == [{"sleep": 5}]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[columns]\nclient='client'\nday='date'\nmood='Cheerful'", "no column Cheerful"),
        ("client='{nobody}'", "no column nobody"),
        ("[constants]\nmood='11'", "constants.mood"),
    ],
)
def test_a_map_that_does_not_fit_the_file_is_told(mapping: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        check_ins(mapping=mapping)


def test_a_client_is_named_beside_the_file_or_in_it_but_not_both() -> None:
    batch = read(Kind.CHECK_INS, "date,mood", ("1-5-2026", 5), client="K-9")
    assert batch.facts[0].client == "K-9"
    with pytest.raises(InvalidInputError, match="says itself"):
        read(Kind.CHECK_INS, "client,date,mood", client="K-9")


def test_sessions_know_their_moment_and_count_missing_minutes_of_one_kind_as_nought() -> None:
    batch = read(
        Kind.SESSIONS, "cliënt,datum,tijd,soort,loopminuten,praattest",
        ("K", "29-3-2026", "3:30", "begeleid", "20", "ja"), ("K", "29-3-2026", "2:30", "begeleid", "20", ""),
        ("K", "30-3-2026", "", "zelf", "", ""), ("K", "31-3-2026", "", "zelf", "601", ""),
    )  # fmt: skip
    assert values(batch) == [
        {"kind": "guided", "started_at": dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC), "running_minutes": 20,
         "walking_minutes": 0, "talk_test": "easily"},
    ]  # fmt: skip
    assert [(one.row, one.column) for one in batch.refusals] == [(5, "loopminuten"), (3, "tijd"), (4, "loopminuten")]
    assert "walking_minutes: it counts as 0" in batch.notes[-1].message.format(**batch.notes[-1].values)


@pytest.mark.parametrize(("start", "kept"), [("2026-05-01T23:30:00+02:00", 1), ("2026-05-01T23:30:00Z", 0)])
def test_a_session_begins_on_its_own_day_in_the_practices_zone(start: str, kept: int) -> None:
    batch = read(Kind.SESSIONS, "cliënt,datum,tijd,wandelen", ("K", "1-5-2026", start, "20"))
    assert (len(batch.facts), len(batch.refusals)) == (kept, 1 - kept)


QUESTIONNAIRES = "client,date,instrument,occasion,total,distress,anxiety"


def test_questionnaires_keep_total_and_subscales_within_the_ranges_of_their_instrument() -> None:
    batch = read(
        Kind.QUESTIONNAIRES, QUESTIONNAIRES,
        ("K", "1-5-2026", "PHQ-9", "begin", "15"), ("K", "1-5-2026", "4DKL", "", "", "12", "3"),
        ("K", "1-5-2026", "PHQ-9", "eind", ""),
        ("K", "1-5-2026", "PHQ-9", "eind", "28"), ("K", "1-5-2026", "4DKL", "", "12"),
        ("K", "1-5-2026", "4DKL", "", "", "33"), ("K", "1-5-2026", "PHQ-9", "", "", "3"),
        ("K", "1-5-2026", "MMPI", "", "3"), ("K", "1-5-2026", "", "", "3"),
    )  # fmt: skip
    assert values(batch) == [
        {"instrument": "phq9", "moment": "intake", "total": 15.0, "subscales": {}},
        {"instrument": "4dkl", "moment": "extra", "subscales": {"distress": 12.0, "anxiety": 3.0}},
    ]
    assert sorted((one.row, one.column) for one in batch.refusals) == [
        (5, "total"), (6, "total"), (7, "distress"), (8, "distress"), (9, "instrument"), (10, "instrument"),
    ]  # fmt: skip


WIDE = """
client = "{who}"
[wide]
base_column = "start"
[[wide.scores]]
column = "pre"
instrument = "phq9"
moment = "intake"
offset_days = 0
[[wide.scores]]
column = "post"
instrument = "phq9"
moment = "end"
offset_days = 60
"""


def test_a_wide_row_gives_a_result_for_each_moment_and_a_bad_one_leaves_its_neighbour() -> None:
    batch = read(
        Kind.QUESTIONNAIRES, "who,start,pre,post",
        ("a", "1-1-2026", "20", "9"), ("b", "1-1-2026", "20", ""), ("c", "1-1-2026", "99", "9"), ("d", "", "1", "2"),
        ("", "1-1-2026", "1", ""), ("e", "1-5-2026", "1", "2"),
        mapping=WIDE,
    )  # fmt: skip
    found = [(fact.client, fact.day.isoformat(), fact.values["moment"], fact.values["total"]) for fact in batch.facts]
    assert found == [
        ("a", "2026-01-01", "intake", 20), ("a", "2026-03-02", "end", 9), ("b", "2026-01-01", "intake", 20),
        ("c", "2026-03-02", "end", 9), ("e", "2026-05-01", "intake", 1),
    ]  # fmt: skip
    assert sorted((one.row, one.column) for one in batch.refusals) == [(4, "pre"), (5, ""), (6, "client"), (7, "day")]
    assert batch.refused_facts == 4
