"""The text of questionnaires: the shipped one fits, and a practice's own is checked against its instrument."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.instruments import instrument, instruments
from runtherapy_data.measures.wording import LARGEST, read_wording, texts, wordings

SHIPPED = {"phq9"}


def own(instrument: str = "isi", items: int = 7, answers: Any = None, **fields: Any) -> dict[str, Any]:
    """A practice's file: made-up sentences, for no real text may stand here."""
    text = {"intro": "Inleiding", "answers": answers or list("abcde"), "items": [f"Vraag {n}" for n in range(items)]}
    return {"instrument": instrument, "licence": "eigen licentie", "permission": "de maker, 2026", "nl": text} | fields


def test_only_what_is_free_ships_and_it_fits_its_instrument() -> None:
    found = wordings()
    assert set(found) == SHIPPED
    for id, wording in found.items():
        known = instrument(id)
        assert known is not None
        assert known.wording_may_ship
        assert known.licence is not None
        assert known.licence.is_verified
        assert (wording.languages, wording.permission) == (("nl", "en"), "")
        assert wording.certainty


def test_the_phq9_ships_to_the_letter() -> None:
    dutch, english = (wordings()["phq9"].said(language) for language in ("nl", "en"))
    assert dutch is not None
    assert english is not None
    assert (
        dutch.intro == "Hoe vaak hebt u in de afgelopen 2 weken last gehad van één of meer van de volgende problemen?"
    )
    assert dutch.answers_to(1) == dutch.answers_to(9) == (
        "Helemaal niet", "Verscheidene dagen", "Meer dan de helft van de dagen", "Bijna elke dag",
    )  # fmt: skip
    assert dutch.items[3] == "Zich moe voelen of gebrek aan energie hebben"
    assert dutch.items[8].startswith("De gedachte dat u beter dood zou kunnen zijn")
    assert english.answers_to(9) == ("Not at all", "Several days", "More than half the days", "Nearly every day")
    assert english.items[8] == "Thoughts that you would be better off dead or of hurting yourself in some way"


@pytest.mark.parametrize(
    "file",
    [
        own(),
        own(items=7, answers=[list("abcde")] * 7),
        own("nprs", 1, answers=["geen pijn", "ergst denkbare pijn"]),
        own("nprs", 1, answers=[str(number) for number in range(11)]),
        own("ors", 4, answers=["links", "rechts"]),
        own("psk", 3, answers=["geen moeite", "onmogelijk"]),
        own("gad7", 7, answers=list("abcd"), permission=""),
        own("phq9", 9, answers=list("abcd"), permission=""),
    ],
)
def test_a_practices_own_text_loads_and_stands_before_the_shipped_one(file: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "eigen.json").write_text(json.dumps(file), encoding="utf-8-sig")  # as Notepad saves it
    found = wordings(tmp_path)
    assert set(found) == SHIPPED | {file["instrument"]}
    text = found[file["instrument"]].said("nl")
    assert text is not None
    assert text.intro == "Inleiding"
    assert found[file["instrument"]].said("en") is None


SAID = {"intro": "i", "answers": list("abcde"), "items": ["v"] * 7}
WRONG = {
    "too few items": (own(items=6), r"6 items, expected 7 \(nl.items\)"),
    "too many items": (own("psk", 6, answers=["a", "b"]), r"6 items, expected 3–5 \(nl.items\)"),
    "too few answers": (own(answers=list("abcd")), r"4 answers, expected 5 \(nl.answers\)"),
    "two ends where answers are few": (own(answers=["a", "b"]), r"2 answers, expected 5 \(nl.answers\)"),
    "a row of answers too few": (own(answers=[list("abcde")] * 6), r"answers to 6 items, expected 7 \(nl.answers\)"),
    "a short row": (own(answers=[list("abcde")] * 6 + [list("abc")]), r"3 answers, expected 5 \(nl.answers\)"),
    "no permission": (own(permission=" "), r"isi may not be shown without leave \(permission\)"),
    "no permission where the licence is unsure": (own("psk", 3, answers=["a", "b"], permission=""), r"\(permission\)"),
    "permission that nobody can see": (own(permission="\u200b"), r"isi may not be shown without leave \(permission\)"),
    "an answer that nobody can see": (own(answers=["a", "b", "c", "d", " "]), r"empty .*\(nl.answers\)"),
    "a character that no screen shows": (own(nl=SAID | {"intro": "i\0"}), r"hidden characters \(nl.intro\)"),
    "an item that nobody can see": (own(nl=SAID | {"items": ["\u200b"] * 7}), r"empty .*\(nl.items\)"),
    "no licence": (own(licence=""), "licence: "),
    "no language": (own(nl=None), "neither nl nor en"),
    "unknown instrument": (own("isi2"), r"no instrument isi2 \(instrument\)"),
    "items are not known": (own("bdi", 21), r"items of bdi are not known here \(instrument\)"),
    "a field that there is not": (own(de={}), "de: "),
    "an empty text": (own(nl={"intro": "", "answers": list("abcde"), "items": ["v"] * 7}), "nl.intro: "),
    "no items": (own(nl={"intro": "i", "answers": list("abcde")}), "nl.items: "),
    "numbers for answers": (own(answers=[0, 1, 2, 3, 4]), "nl.answers"),
}


@pytest.mark.parametrize(("file", "says"), WRONG.values(), ids=WRONG)
def test_a_text_that_does_not_fit_is_refused_by_file_and_field(file: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"wording file eigen\.json .*{says}") as refused:
        read_wording(json.dumps(file).encode(), "eigen.json")
    assert refused.value.text(translator("nl")).startswith("Het tekstbestand eigen.json kan niet gebruikt worden")


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", json.dumps(own()).encode("utf-16")])
def test_what_is_no_json_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ConfigurationError, match=r"eigen\.json cannot be used: JSON"):
        read_wording(content, "eigen.json")


def troubles(folder: Path) -> list[str]:
    return [str(one) for one in texts(folder).troubles]


def test_two_files_for_one_instrument_and_a_folder_that_is_not_there_are_named(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(own()), encoding="utf-8")
    (said,) = troubles(tmp_path)
    assert re.search(r"b\.json .*isi has a text in another file too", said)
    assert set(wordings(tmp_path)) == SHIPPED | {"isi"}
    for no_folder in (tmp_path / "nowhere", tmp_path / "a.json"):
        (said,) = troubles(no_folder)
        assert "RUNTHERAPY_WORDING_DIR" in said
        assert set(wordings(no_folder)) == SHIPPED


def no_rights(folder: Path) -> None:
    """A file whose reading fails, as for want of rights (which whoever runs the tests may have)."""
    (folder / "broken.json").symlink_to(folder / "broken.json")


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "not JSON": (
        lambda at: (at / "broken.json").write_text('{"instrument":\n "isi",\n}'),
        "JSON: .*at line 3 column 1",
    ),
    "not UTF-8": (lambda at: (at / "broken.json").write_bytes(b'{"instrument": "\xff"}'), "JSON: "),
    "empty": (lambda at: (at / "broken.json").touch(), "JSON: "),
    "another form": (lambda at: (at / "broken.json").write_text("[]"), "JSON: "),
    "does not fit": (lambda at: (at / "broken.json").write_text(json.dumps(own(items=6))), "nl.items"),
    "deep": (lambda at: (at / "broken.json").write_text("[" * 100_000), "JSON: "),
    "too large": (lambda at: (at / "broken.json").write_text(" " * (LARGEST + 1)), "larger than 256 KiB"),
    "cannot be opened": (no_rights, "cannot be read .*Check its rights"),
    "no file": (lambda at: (at / "broken.json").mkdir(), "cannot be read .*not a regular file"),
    "a pipe": (lambda at: os.mkfifo(at / "broken.json"), "cannot be read .*not a regular file"),
    "gone": (lambda at: (at / "broken.json").symlink_to(at / "gone"), "cannot be read .*No such file"),
}


@pytest.mark.parametrize(("breaks", "says"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_used_is_named_and_stands_in_nothings_way(
    tmp_path: Path, breaks: Callable[[Path], object], says: str
) -> None:
    (tmp_path / "isi.json").write_text(json.dumps(own()), encoding="utf-8")
    breaks(tmp_path)
    (said,) = troubles(tmp_path)
    assert re.search(rf"broken\.json .*{says}", said), said
    assert set(wordings(tmp_path)) == SHIPPED | {"isi"}


def test_a_file_that_was_put_right_is_read_again_and_one_whose_name_is_no_text_can_be_named(tmp_path: Path) -> None:
    broken = tmp_path / os.fsdecode(b"\xff.json")
    broken.write_text("{")
    (said,) = troubles(tmp_path)
    assert "?.json" in said and said.isprintable()
    broken.write_text(json.dumps(own()))
    assert troubles(tmp_path) == []
    assert "isi" in wordings(tmp_path)


def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    (said, *_shipped) = reversed(troubles(tmp_path))
    assert re.search(r"cannot be read \(Permission denied\)\. Check the rights of the folder", said)


def test_what_may_not_ship_does_not() -> None:
    assert {one.id for one in instruments() if one.wording_may_ship} == {"phq9", "gad7", "dass21", "nprs"}
