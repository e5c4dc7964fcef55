"""`change` says what may be said of two scores, and on what grounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.errors import InvalidInputError, RuntherapyError
from runtherapy_data.i18n import translator

run = CliRunner()


def told(*arguments: str) -> dict:
    done = run.invoke(app, ["change", *arguments, "--json"])
    assert done.exit_code == 0, done.exception
    return json.loads(done.stdout)


def refused(*arguments: str, language: str = "en") -> str:
    done = run.invoke(app, ["change", *arguments])
    assert isinstance(done.exception, RuntherapyError)
    assert done.stdout == ""
    return done.exception.text(translator(language))


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        (("phq9", "--from", "15", "--to", "8"), "recovered"),
        (("PHQ-9", "--from", "15,0", "--to", "8.0"), "recovered"),
        (("phq9", "--from", "24", "--to", "14"), "improved"),
        (("phq9", "--from", "15", "--to", "12"), "unchanged"),
        (("phq9", "--from", "8", "--to", "16"), "deteriorated"),
        (("dass21", "--subscale", "Angst", "--from", "30", "--to", "4"), "improved"),
        (("DASS21", "--subscale", "ANXIETY", "--from", "4", "--to", "30"), "deteriorated"),
        (("ors", "--from", "18", "--to", "29"), "unknown"),
        (("4dkl", "--subscale", "distress", "--from", "30", "--to", "4"), "unknown"),
    ],
)
def test_a_verdict(arguments: tuple[str, ...], verdict: str) -> None:
    assert told(*arguments)["verdict"] == verdict


def test_everything_a_program_needs_is_in_the_answer() -> None:
    answer = told("phq9", "--from", "15", "--to", "8")
    assert (answer["instrument"], answer["subscale"], answer["difference"]) == ("phq9", None, -7)
    assert answer["needed"] == pytest.approx(1.96 * 6.1 * (2 * (1 - 0.89)) ** 0.5)
    assert (answer["clinical_before"], answer["clinical_after"]) == (True, False)
    grounds = " ".join(answer["reasons"])
    known = "known in the field; not checked in its source for this app"
    for named in ("from 15 to 8", "1.96 × SD 6.1", "0.89", "Kroenke 2001", known, "Cut-off 10", "5.61"):
        assert named in grounds


def test_the_reasons_are_said_in_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    answer = told("phq9", "--from", "15", "--to", "8")
    assert answer["sentence"] == "PHQ-9 daalde van 15 naar 8: betrouwbaar verbeterd, onder de grens van 10."
    assert "Een verschil van meer dan 5,61 punten telt als betrouwbaar" in answer["reasons"][1]
    assert "SD 6,1: standaarddeviatie van mensen met een depressieve stoornis" in answer["reasons"][2]


def test_the_english_thresholds_stand_beside_the_verdict_under_their_own_name() -> None:
    answer = told("gad7", "--from", "9", "--to", "5")
    assert (answer["verdict"], answer["clinical_before"]) == ("improved", False)  # by the cut-off of 10
    assert answer["nhs"]["recovered"] is True  # by the caseness of 8
    assert "not a Dutch norm" in answer["nhs"]["label"]
    assert "nhs" not in told("isi", "--from", "20", "--to", "5")


@pytest.mark.parametrize(("last", "said"), [("25", "reliable improvement"), ("24.9", "no reliable change")])
def test_the_makers_own_threshold_stands_beside_what_is_not_known(last: str, said: str) -> None:
    answer = told("ors", "--from", "20", "--to", last)
    assert answer["verdict"] == "unknown"
    assert answer["reasons"][-1] == (
        "The makers' American threshold; a Dutch one is not known. There, 5 points or more are reliable: "
        f"{said}. Source: Miller & Duncan, manual (known in the field; not checked in its source for this app)."
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("4dkl", "--from", "3", "--to", "2"), "4dkl has no total: name a subscale with --subscale. Its subscales: "),
        (("hads", "--from", "3", "--to", "2"), "hads has no total"),
        (("phq9", "--subscale", "sleep", "--from", "3", "--to", "2"), "phq9 has no subscale sleep."),
        (("phq9", "--from", "28", "--to", "2"), "--from is 28, and this score of phq9 runs from 0 to 27."),
        (("phq9", "--from", "3", "--to", "-1"), "--to is -1, and this score of phq9 runs from 0 to 27."),
        (("phq9", "--from", "3", "--to", "many"), "--to: “many” is not a number."),
        (("phq9", "--from", "NaN", "--to", "3"), "--from: “NaN” is not a number."),
        (("nothing", "--from", "3", "--to", "3"), "There is no instrument nothing. Known are: 4dkl"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_one_line_that_names_the_field(arguments: tuple[str, ...], said: str) -> None:
    assert refused(*arguments).startswith(said)
    assert "\n" not in refused(*arguments)


def test_without_json_it_is_a_sentence_and_its_reasons() -> None:
    done = run.invoke(app, ["change", "who5", "--from", "36", "--to", "60"])
    first, *rest = done.stdout.splitlines()
    assert first.startswith("WHO-5 rose from 36 to 60, above the cut-off of 50: not known whether that is reliable")
    assert all(line.startswith("- ") for line in rest)


def test_an_input_error_ends_with_code_2() -> None:
    assert isinstance(run.invoke(app, ["change", "phq9", "--from", "99", "--to", "1"]).exception, InvalidInputError)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8"])
def test_json_is_whole_where_the_terminal_lacks_a_root_and_a_minus(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "runtherapy_data", "change", "phq9", "--from", "15", "--to", "8", "--json"],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding, "LANG": "C"},
    )  # fmt: skip
    assert "√" in json.loads(done.stdout.decode(encoding))["reasons"][1]
