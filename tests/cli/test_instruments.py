"""`instruments` lists facts with their sources, `score` scores a form; neither needs a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from runtherapy_data import store
from runtherapy_data.cli import main
from runtherapy_data.cli.app import app
from runtherapy_data.settings import settings

run = CliRunner()


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store that cannot be opened."""
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/none.db")
    settings.cache_clear()
    store.dispose()


def told(*arguments: str) -> Any:
    done = run.invoke(app, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_instrument_is_listed_with_its_facts_and_their_sources() -> None:
    found = {one["id"]: one for one in told("instruments")}
    assert set(found) == {
        "4dkl", "bat", "bdi", "cis20", "dass21", "eq5d5l", "gad7", "hads", "isi", "nprs", "ors", "phq9", "psk", "pss10",
        "srs", "who5",
    }  # fmt: skip
    for one in found.values():
        assert set(one["name"]) == {"nl", "en"}
        for fact in one["facts"]:
            assert set(fact) == {"fact", "value", "source", "certainty", "used"}
            assert fact["source"]
            assert fact["certainty"] in ("verified", "general knowledge", "UNSURE")
            assert (fact["value"] is None) == (fact["certainty"] == "UNSURE")
    phq9 = {fact["fact"]: fact for fact in found["phq9"]["facts"]}
    assert phq9["total.range"]["value"] == [0, 27]
    assert phq9["items.count"]["value"] == 9
    assert phq9["total.cutoff"]["value"]["value"] == 10
    assert (phq9["total.reliability"]["value"]["value"], phq9["total.reliability"]["certainty"]) == (0.89, "verified")
    assert (phq9["total.sd"]["value"]["value"], phq9["total.sd"]["certainty"]) == (6.1, "general knowledge")
    assert phq9["item_wording"]["value"] is True
    assert found["phq9"]["wording"] == ["nl", "en"]


def test_one_instrument_is_told_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    said = run.invoke(app, ["instruments", "4DKL"]).stdout
    assert "- Angst: Banden: 0–7 laag; 8–12 matig verhoogd; 13–24 sterk verhoogd" in said
    assert "- Risicovraag: –\n  (onzeker: telt als niet bekend: " in said
    assert "bekend in het vak; voor dit programma niet in de bron zelf nagekeken, niet gebruikt" in said
    table = run.invoke(app, ["instruments"]).stdout.splitlines()
    assert len(table) == 17
    assert any(line.startswith("phq9 ") and line.endswith("nl, en") for line in table)


def test_a_practices_own_text_is_listed_and_a_wrong_one_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"intro": "Inleiding", "answers": list("abcde"), "items": ["vraag"] * 7}
    file = {"instrument": "isi", "licence": "eigen", "permission": "de maker, 2026", "nl": text}
    (tmp_path / "isi.json").write_text(json.dumps(file), encoding="utf-8")
    monkeypatch.setenv("RUNTHERAPY_WORDING_DIR", str(tmp_path))
    settings.cache_clear()
    assert [one["wording"] for one in told("instruments", "isi")] == [["nl"]]
    (tmp_path / "pss.json").write_text(json.dumps(file | {"instrument": "pss10"}), encoding="utf-8")
    assert "pss.json cannot be used: 7 items, expected 10" in failing(["instruments"], monkeypatch)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    ended = run.invoke(app, ["instruments"])
    assert ended.exit_code == 2
    assert ["a.json" in line or "pss.json" in line for line in ended.stderr.splitlines()] == [True, True]
    assert len(ended.stdout.splitlines()) == 17  # the list itself is whole
    with monkeypatch.context() as patch:
        patch.setattr("runtherapy_data.demo.start.prepare", lambda *_: None)
        ended = run.invoke(app, ["prepare"])
    assert (ended.exit_code, len(ended.stderr.splitlines())) == (0, 2)


def failing(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The one line that a command ends with, and its exit code 2."""
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setattr("sys.argv", ["runtherapy_data", *arguments])
    written: list[str] = []
    monkeypatch.setattr("sys.stderr.write", written.append)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert len("".join(written).strip().splitlines()) == 1
    return "".join(written)


@pytest.mark.parametrize(
    ("id", "items", "expected"),
    [
        ("phq9", "1,2,3,0,1,2,3,0,0", {"total": 12, "complete": True, "missing": [], "prorated": False, "risk": []}),
        ("PHQ-9", " 1, 2,3 ,0,1,2,3,0, 1", {"total": 13, "risk": [9]}),
        ("phq9", "1,1,1,1,1,1,1,,", {"total": 9, "complete": False, "missing": [8, 9], "prorated": True}),
        ("phq9", "1,1,1,1,1,1,,,", {"total": None, "complete": False, "missing": [7, 8, 9], "prorated": False}),
        ("phq9", "3,3,3,3,3,0,0,0,0", {"total": 15, "band": {"nl": "matig-ernstig", "en": "moderately severe"}}),
        ("who5", "3,2,4,1,5", {"total": 60, "band": None, "subscales": {}}),
        ("ors", "6.3,4.2,10,0", {"total": 20.5}),
        ("gad7", "3,3,3,3,3,3,", {"total": None, "missing": [7]}),
        ("hads", ",".join(["3", "0"] * 7), {"total": None, "subscales": {"anxiety": 21, "depression": 0}}),
        ("4dkl", ",".join(["4"] * 50), {"total": None, "subscales": {"distress": 32, "depression": 12, "anxiety": 24,
                                                                     "somatisation": 32}}),
    ],
)  # fmt: skip
def test_a_form_is_scored(id: str, items: str, expected: dict[str, Any]) -> None:
    found = told("score", id, "--items", items)
    assert {key: found[key] for key in expected} == expected
    assert set(found) == {
        "instrument", "total", "complete", "subscales", "missing", "prorated", "band", "bands", "risk",
    }  # fmt: skip


def test_a_whole_score_is_a_whole_number_in_json() -> None:
    assert '"total": 12,' in run.invoke(app, ["score", "phq9", "--items", "1,2,3,0,1,2,3,0,0", "--json"]).stdout


def test_a_score_is_told_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    said = run.invoke(app, ["score", "phq9", "--items", "1,2,3,0,1,,2,0,1"]).stdout.splitlines()
    assert said == [
        "PHQ-9 – depressieve klachten",
        "- Totaal: 11,25 (0–27): matig",
        "Zonder antwoord: item 6.",
        "Het gemiddelde van de andere antwoorden telt in plaats van wat ontbreekt.",
        "Item 9 vraagt om een gesprek met de therapeut, hoe hoog het totaal ook is.",
    ]


@pytest.mark.parametrize(
    ("id", "items", "says"),
    [
        ("phq9", "0,0,0,4,0,0,0,0,0", "Item 4: 4 is no possible answer; fill in a whole number from 0 to 3."),
        ("phq9", "0,x,0,0,0,0,0,0,0", "Item 2: “x” is not a number."),
        ("phq9", "-1,0,0,0,0,0,0,0,0", "Item 1: -1"),
        ("phq9", "0,0,0,0,0,0,0,0,NA", "Item 9: “NA” is not a number."),
        ("nprs", "1_0", "Item 1: “1_0” is not a number."),
        ("nprs", "٣", "Item 1: “٣” is not a number."),
        ("nprs", "inf", "Item 1: “inf” is not a number."),
        ("phq9", "1,2,3", "items: Number of answers to phq9: 3, expected: 9."),
        ("phq9", "", "items: Number of answers to phq9: 1, expected: 9."),
        ("eq5d5l", "1,1,1,1,1", "eq5d5l cannot be scored from its items"),
        ("phq99", "1", "There is no instrument phq99. Known are: 4dkl, bat, "),
    ],
)
def test_what_cannot_be_scored_is_one_line_that_names_it(
    id: str, items: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failing(["score", id, "--items", items], monkeypatch).startswith(says)
