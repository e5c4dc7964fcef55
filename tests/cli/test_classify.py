"""`classify` counts change in a wide file of any questionnaire; on published data it gives the published counts."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from runtherapy_data.cli.app import app
from runtherapy_data.cli.classify import counted
from runtherapy_data.errors import RuntherapyError
from runtherapy_data.i18n import translator
from runtherapy_data.measures.change import Yardstick
from runtherapy_data.readers.pairs import Pairs

run = CliRunner()
EXAMPLE = ("--sd", "5", "--reliability", "0.5", "--direction", "lower", "--cutoff", "20")  # 9.8 points are needed


def classified(file: Path, *options: str, pre: str = "pre", post: str = "post") -> dict:
    done = run.invoke(app, ["classify", str(file), "--pre", pre, "--post", post, *options, "--json"])
    assert done.exit_code == 0, done.exception
    return json.loads(done.stdout)


def written(folder: Path, text: str) -> Path:
    file = folder / "scores.csv"
    file.write_text(text, encoding="utf-8")
    return file


def wide(rows: list[dict[str, str]], scale: str) -> str:
    """One row a person, from one row a person and moment."""
    people: dict[str, dict[str, str]] = {}
    for row in rows:
        people.setdefault(row["subject"], {})[row["time"]] = row[scale]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["subject", "pre", "post"])
    writer.writerows([name, scores["pre"], scores["post"]] for name, scores in people.items())
    return out.getvalue()


def test_the_published_counts_of_real_couples(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "jacobson_1989"
    rows = list(csv.DictReader((folder / "jacobson_1989.csv").read_text(encoding="utf-8").splitlines()))
    references = json.loads((folder / "reference_results.json").read_text(encoding="utf-8"))
    asked = [one for one in references if one["args"]["rci_method"] == "JT"]
    assert {one["better"] for one in asked} == {"lower", "higher"}
    for one in asked:
        found = classified(
            written(tmp_path, wide(rows, one["outcome"])),
            *("--sd", str(one["descriptives"]["sd_pre"]), "--reliability", str(one["args"]["reliability"])),
            *("--direction", one["better"], "--cutoff", str(one["cutoff_computed"])),
        )
        expected = one["expected"]
        assert found["counts"] == {
            "recovered": expected["Recovered"],
            "improved": expected["Improved"],
            "unchanged": expected["Unchanged"],
            "deteriorated": expected["Deteriorated"] + expected["Harmed"],
        }
        assert (found["n"], found["missing"]) == (one["n_used"], 30 - one["n_used"])


@pytest.mark.parametrize(
    ("pre", "post", "counted_as"),
    [
        ("30", "15", "recovered"), ("20", "10", "recovered"), ("30", "20", "improved"), ("19.9", "10", "improved"),
        ("12,4", "2,6", "unchanged"), ("2.6", "12.4", "unchanged"), ("30", "30", "unchanged"),
        ("25", "19", "unchanged"), ("5", "25", "deteriorated"), ("25", "40", "deteriorated"),
        ("-5", "5", "deteriorated"),
    ],
)  # fmt: skip
def test_ties_on_the_cut_off_and_on_1_96(tmp_path: Path, pre: str, post: str, counted_as: str) -> None:
    file = written(tmp_path, f'id;pre;post\n1;"{pre}";{post}\n')
    found = classified(file, *EXAMPLE)
    assert found["counts"] == {
        name: int(name == counted_as) for name in ("recovered", "improved", "unchanged", "deteriorated")
    }
    assert found["needed"] == pytest.approx(9.8)


def test_without_a_cut_off_nobody_recovers_and_nothing_clinical_is_counted(tmp_path: Path) -> None:
    found = classified(written(tmp_path, "pre,post\n30,0\n"), *EXAMPLE[:-2])
    assert found["counts"]["recovered"] == 0
    assert found["counts"]["improved"] == 1
    assert (found["cutoff"], found["clinical_at_start"]) == (None, None)


def test_missing_scores_are_counted_apart(tmp_path: Path) -> None:
    text = "pre,post\n30,15\nNA,15\n30,\n.,NaN\n\n"
    found = classified(written(tmp_path, text), *EXAMPLE)
    assert (found["n"], found["missing"], found["counts"]["recovered"]) == (1, 3, 1)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_line_of_one_separator_is_somebody_who_lacks_both_scores(tmp_path: Path, separator: str) -> None:
    text = "pre,post\n,\n30,15\n\n,\n".replace(",", separator)
    found = classified(written(tmp_path, text), *EXAMPLE)
    assert (found["n"], found["missing"]) == (1, 2)


def test_thousands_of_rows_and_constant_columns(tmp_path: Path) -> None:
    found = classified(written(tmp_path, "pre,post\n" + "30,30\n" * 5000), *EXAMPLE)
    assert (found["n"], found["counts"]["unchanged"]) == (5000, 5000)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"--sd": "0"}, "--sd is 0, and has to be above 0."),
        ({"--sd": "-3"}, "--sd is -3, and has to be above 0."),
        ({"--sd": "wide"}, "--sd: “wide” is not a number."),
        ({"--reliability": "1"}, "--reliability is 1, and has to be at least 0 and below 1."),
        ({"--reliability": "-0.1"}, "--reliability is -0.1"),
        ({"--direction": "up"}, "--direction is up, and has to be lower or higher"),
        ({"--cutoff": "high"}, "--cutoff: “high” is not a number."),
        ({"--post": "after"}, "The file has no column after. Columns in the file: pre, post."),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, options: dict[str, str], said: str) -> None:
    good = {"--pre": "pre", "--post": "post", **dict(zip(EXAMPLE[::2], EXAMPLE[1::2], strict=True))}
    given_ = [part for pair in {**good, **options}.items() for part in pair]
    done = run.invoke(app, ["classify", str(written(tmp_path, "pre,post\n30,15\n")), *given_])
    assert isinstance(done.exception, RuntherapyError)
    assert done.exception.text(translator("en")).startswith(said)


def test_a_file_that_is_not_there_is_one_line_and_code_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "runtherapy_data", "classify", str(tmp_path / "none.csv")]
    done = subprocess.run(
        [*command, "--pre", "a", "--post", "b", *EXAMPLE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The file ") and done.stderr.count("\n") == 1


def test_without_json_it_is_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    file = written(tmp_path, "pre,post\n30,15\n")
    done = run.invoke(app, ["classify", str(file), "--pre", "pre", "--post", "post", *EXAMPLE])
    assert done.stdout.splitlines()[0].split() == ["Hersteld", "1"]
    assert done.stdout.splitlines()[-1] == "Betrouwbaar: meer dan 9,80 punten."


scores = st.decimals(min_value=-50, max_value=50, places=1).map(float)


@given(st.lists(st.tuples(scores, scores)), st.integers(0, 9), scores)
def test_each_person_is_counted_once_and_turning_the_scale_round_changes_no_count(
    people: list[tuple[float, float]], missing: int, cutoff: float
) -> None:
    found = counted(Pairs(tuple(people), missing), Yardstick(4, 0.8, "higher_is_worse", cutoff))
    assert sum(found["counts"].values()) == found["n"] == len(people)
    turned = tuple((-first, -last) for first, last in people)
    assert counted(Pairs(turned, missing), Yardstick(4, 0.8, "higher_is_better", -cutoff))["counts"] == found["counts"]
    assert found["counts"]["recovered"] <= found["clinical_at_start"]
