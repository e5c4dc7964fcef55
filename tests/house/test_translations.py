"""Dutch is complete, and says nothing that English does not."""

from __future__ import annotations

import ast
import datetime as dt
from collections import defaultdict

from babel.messages.pofile import read_po

from runtherapy_data.i18n import translator
from runtherapy_data.i18n.completeness import complaints, sources
from runtherapy_data.i18n.translate import catalogue_files


def test_every_text_has_its_dutch() -> None:
    assert list(complaints()) == []


def test_numbers_and_days_read_as_people_write_them() -> None:
    nl, en = translator("nl"), translator("en")
    assert (nl.number(1.44, 1), en.number(1.44, 1)) == ("1,4", "1.4")
    assert (nl.signed(-0.3), nl.signed(0.04), nl.signed(1.4)) == ("−0,3", "0,0", "+1,4")
    assert nl.day(dt.date(2026, 5, 12)) == "di 12 mei"
    assert en.day(dt.date(2026, 5, 12), year=True) == "Tue 12 May 2026"


def test_no_text_hides_inside_an_f_string() -> None:
    """Before Python 3.12 the extractor does not look into f-strings: such a text would never be asked for in Dutch."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            inside = ast.walk(node) if isinstance(node, ast.JoinedStr) else ()
            said = [ast.unparse(call) for call in inside if isinstance(call, ast.Call)
                    and ast.unparse(call.func).rsplit(".", 1)[-1] in ("_", "plural", "translate")
                    and call.args and isinstance(call.args[0], ast.Constant)]  # fmt: skip
            assert not said, f"{path.name}: {said}"


def test_a_text_that_stands_in_two_catalogues_has_one_translation() -> None:
    found = defaultdict(set)
    for path in catalogue_files("nl"):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if message.id:
                    found[str(message.id)].add(str(message.string))
    assert not {text: said for text, said in found.items() if len(said) > 1}
