"""Dutch is complete, and says nothing that English does not."""

from __future__ import annotations

import datetime as dt

from runtherapy_data.i18n import translator
from runtherapy_data.i18n.completeness import complaints


def test_every_text_has_its_dutch() -> None:
    assert list(complaints()) == []


def test_numbers_and_days_read_as_people_write_them() -> None:
    nl, en = translator("nl"), translator("en")
    assert (nl.number(1.44, 1), en.number(1.44, 1)) == ("1,4", "1.4")
    assert (nl.signed(-0.3), nl.signed(0.04), nl.signed(1.4)) == ("−0,3", "0,0", "+1,4")
    assert nl.day(dt.date(2026, 5, 12)) == "di 12 mei"
    assert en.day(dt.date(2026, 5, 12), year=True) == "Tue 12 May 2026"
