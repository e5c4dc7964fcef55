"""One act, one word: what keeps what was filled in is *bewaren* in Dutch and *save* in English, on every form."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from runtherapy_data.i18n.translate import catalogue_files


def pairs(room: str) -> list[tuple[str, str]]:
    (path,) = (one for one in catalogue_files("nl") if one.stem == room)
    with path.open("rb") as file:
        return [(str(one.id), str(one.string)) for one in read_po(file) if one.id]


@pytest.mark.parametrize("room", ["ui", "cli"])
def test_no_form_says_it_with_another_word(room: str) -> None:
    found = pairs(room)
    assert [said for _, said in found if re.search(r"(?i)\bop(ge)?sla(an|gen)\b|\bsla\b.*\bop\b", said)] == []
    assert [said for said, _ in found if re.match(r"Keep (the|these|this|mine)\b", said)] == []
    saving = [said for english, said in found if re.match(r"Save\b", english)]
    assert [said for said in saving if "bewa" not in said.lower()] == []
    assert room == "cli" or saving
