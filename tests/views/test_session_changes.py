"""Two versions of one session: what differs, and what stands after a choice. And a session in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.session_entry import ENTERED, SessionEntry
from runtherapy_data.queries.corrections import Corrected
from runtherapy_data.views.session_changes import PIECES, corrected_said, differences, merged, piece_said, put_back_said
from runtherapy_data.views.session_words import felt_said, heading_of, less_than_planned, saved_said

ZONE = "Europe/Amsterdam"
nl, en = translator("nl"), translator("en")
OPENED = SessionEntry(
    dt.date(2026, 3, 2), "guided", walking_minutes=15, running_minutes=10, intervals="5x(2/3)", effort=3, pain=1,
    reflection="Langs het water.",
)  # fmt: skip


def told(
    theirs: SessionEntry, mine: SessionEntry, opened: SessionEntry | None = OPENED
) -> list[tuple[str, bool, bool]]:
    return [(one.piece, one.both, one.is_mine) for one in differences(opened, theirs, mine)]


def test_every_column_is_in_one_piece() -> None:
    assert sorted(name for names in PIECES.values() for name in names) == sorted(ENTERED)


def test_what_one_of_the_two_changed_is_theirs_or_mine_and_what_both_did_has_to_be_chosen() -> None:
    theirs, mine = replace(OPENED, effort=5, pain=4), replace(OPENED, effort=8, enjoyment=9)
    assert told(theirs, mine) == [("effort", True, False), ("enjoyment", False, True), ("pain", False, False)]


@pytest.mark.parametrize(
    ("undone", "said"),
    [
        ({"effort": 8}, "Teruggezet: in de sessie van ma 2 mrt staat weer: inspanning 3."),
        ({"effort": None, "pain": 0, "enjoyment": 6},
         "Teruggezet: in de sessie van ma 2 mrt staat weer: inspanning 3, plezier niet ingevuld, pijn 1."),
        ({"running_minutes": 20, "intervals": None},
         "Teruggezet: in de sessie van ma 2 mrt staat weer: wat er is gedaan 10 min hardgelopen, 15 min gewandeld · "
         "5 × (2 min hardlopen / 3 min wandelen)."),
        ({"reflection": "x"}, "Teruggezet: in de sessie van ma 2 mrt staat weer: in eigen woorden “Langs het water.”."),
        ({}, "Teruggezet: de sessie van ma 2 mrt staat er weer zoals ze was."),
    ],
)  # fmt: skip
def test_a_change_that_is_undone_says_what_stands_again(undone: dict[str, Any], said: str) -> None:
    assert put_back_said(OPENED, replace(OPENED, **undone), nl, ZONE) == said


def test_zero_stands_again_as_zero() -> None:
    assert put_back_said(replace(OPENED, pain=0), OPENED, en, ZONE).endswith("stands again: pain 0.")


def test_what_both_made_the_same_of_is_no_difference() -> None:
    assert told(replace(OPENED, effort=5), replace(OPENED, effort=5)) == []


def test_without_what_stood_at_first_everything_has_to_be_chosen() -> None:
    assert told(OPENED, replace(OPENED, enjoyment=9), None) == [("enjoyment", True, False)]


def test_minutes_and_intervals_are_chosen_together() -> None:
    mine = replace(OPENED, intervals=None, walking_minutes=20)
    assert told(replace(OPENED, running_minutes=12), mine) == [("done", True, False)]
    chosen = merged(replace(OPENED, running_minutes=12), mine, {"done": True})
    assert (chosen.intervals, chosen.walking_minutes, chosen.running_minutes) == (None, 20, 10)


def test_what_was_taken_is_mine_and_the_rest_is_theirs() -> None:
    theirs, mine = replace(OPENED, effort=5, pain=4), replace(OPENED, effort=8, enjoyment=9)
    chosen = merged(theirs, mine, {"effort": False, "enjoyment": True, "pain": False})
    assert (chosen.effort, chosen.enjoyment, chosen.pain) == (5, 9, 4)


def test_a_piece_in_words() -> None:
    assert piece_said(OPENED, "done", nl, ZONE) == (
        "10 min hardgelopen, 15 min gewandeld · 5 × (2 min hardlopen / 3 min wandelen)"
    )
    assert piece_said(OPENED, "enjoyment", nl, ZONE) == "–"
    meets = replace(OPENED, next_appointment_at=dt.datetime(2026, 7, 1, 8, 15, tzinfo=dt.UTC))
    assert piece_said(meets, "next_appointment_at", nl, ZONE) == "wo 1 jul 10:15"
    noticed = replace(OPENED, picks={"breathing": ["calm"], "posture": ["bent"]})
    assert piece_said(noticed, "picks", en, ZONE) == "Breathing: calm; Posture: bent forward"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"effort": 3, "pain": None}, {"effort": 6, "pain": 0}, "Inspanning: 3 → 6; Pijn: – → 0"),
        ({"day": "2026-03-02"}, {"day": "2026-03-01"}, "Dag: ma 2 mrt → zo 1 mrt"),
        ({"kind": "guided"}, {"kind": "independent"}, "Soort: met de therapeut → zelfstandig"),
        ({"started_at": None}, {"started_at": "2026-03-02T09:30:00+00:00"}, "Begintijd: – → 10:30"),
        ({"picks": None}, {"picks": {"posture": ["bent"]}}, "Wat je opviel: – → Houding: voorover"),
        ({"effort": 3}, None, "weggehaald"),
        (None, {"effort": 3}, "teruggezet"),
    ],
)
def test_a_correction_in_words(old: dict[str, object] | None, new: dict[str, object] | None, said: str) -> None:
    assert corrected_said(Corrected(dt.datetime(2026, 3, 3, tzinfo=dt.UTC), "Bas", old, new), nl, ZONE) == said


@pytest.mark.parametrize(("planned", "says"), [(None, False), (25, False), (20, False), (26, True), (60, True)])
def test_less_than_planned_is_called_a_good_choice(planned: int | None, says: bool) -> None:
    entry = replace(OPENED, planned_minutes=planned)
    assert less_than_planned(entry, nl) == ("Minder dan gepland: ook dat is een goede keus." if says else "")


def test_what_is_said_after_saving() -> None:
    own = replace(OPENED, kind="independent")
    assert saved_said(OPENED, nl, to_client=False) == (
        "De sessie van ma 2 mrt is vastgelegd: 10 min hardgelopen, 15 min gewandeld."
    )
    assert saved_said(own, en, to_client=True) == (
        "Your session of Mon 2 Mar is noted: 10 min running, 15 min walking."
    )
    assert saved_said(own, en, to_client=False).startswith("The client's own session")


def test_how_it_felt_says_only_what_was_filled_in() -> None:
    assert felt_said(replace(OPENED, effort=None, pain=None), nl) == ""
    assert felt_said(replace(OPENED, feeling_after=0, talk_test="no"), nl) == (
        "gevoel na afloop 0, inspanning 3, pijn 1, kon niet praten"
    )


def test_a_kind_is_called_by_who_reads_it() -> None:
    own = replace(OPENED, kind="independent")
    assert heading_of(own, en) == "Mon 2 Mar · on their own"
    assert heading_of(own, en, to_client=True) == "Mon 2 Mar · on your own"
