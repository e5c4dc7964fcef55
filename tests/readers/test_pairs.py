"""Two columns of a wide file as pairs of scores, however the file was made."""

from __future__ import annotations

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.readers.files import Limits, read_table
from runtherapy_data.readers.maps import FileOptions
from runtherapy_data.readers.pairs import Pairs, number, read_pairs
from tests.readers.workbooks import sheet, workbook

LIMITS = Limits(2**20, 2**24)


def pairs(text: str | bytes, first: str = "pre", last: str = "post", name: str = "scores.csv") -> Pairs:
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    return read_pairs(read_table(name, content, FileOptions(), LIMITS), first, last)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), ("12,5", 12.5), ("12.5", 12.5), (" 7 ", 7), ("-3", -3), ("−3,5", -3.5), ("+4", 4), (".5", 0.5),
        ("12.", 12), ("2.608695652173913", 2.608695652173913), ("1e-05", 1e-5), ("1E+2", 100), ("0", 0), (3, 3),
        (2.5, 2.5), ("", None), ("  ", None), ("NA", None), ("na", None), (".", None), ("NaN", None), ("n.v.t.", None),
        (None, None), (float("nan"), None),
    ],
)  # fmt: skip
def test_a_score_as_programs_and_people_write_it(cell: object, value: float | None) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(
    "cell", ["twelve", "12a", "1.234,5", "1 234", "inf", "1e999", "12;5", "٣", True, b"3", "9" * 400]
)
def test_anything_else_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match=r"not a number|too large"):
        number(cell)


@pytest.mark.parametrize(
    ("text", "scores", "missing"),
    [
        ("id,pre,post\n1,15,8\n2,9,NA\n", ((15, 8),), 1),
        ("\ufeffid;pre;post\n1;15,5;8\n2;;7\n", ((15.5, 8),), 1),
        ("pre\tpost\n15\t8\n", ((15, 8),), 0),
        (" pre , post \n15,8\n", ((15, 8),), 0),
        ('"pre","post"\n"12,5","8"\n', ((12.5, 8),), 0),
        ("pre,post\n\n15,8\n   \n\n9,7\n\n", ((15, 8), (9, 7)), 0),
        ("pre,post,note\n15,8\n9\n", ((15, 8),), 1),  # a short row lacks what is not there
        ("PRE,Post\n15,8\n", ((15, 8),), 0),
        ("post,pre\n8,15\n", ((15, 8),), 0),
        ("pre,post,note,note\n15,8,a,b\n", ((15, 8),), 0),  # two of a name that nobody asks for
        ("pre,post\r\n15,8\r\n", ((15, 8),), 0),
        ("pre,post\n", (), 0),
        ("id,pre,post\n1,-3,−4\n", ((-3, -4),), 0),
        ("pre,post,\n15,8,\n", ((15, 8),), 0),
    ],
)
def test_the_pairs_of_a_file(text: str, scores: tuple[tuple[float, float], ...], missing: int) -> None:
    assert pairs(text) == Pairs(scores, missing)


def test_a_workbook_reads_alike() -> None:
    content = workbook({"scores": sheet([["id", "pre", "post"], ["a", 15, 8.5], ["b", None, 7], ["c", "12,5", "NA"]])})
    assert pairs(content, name="scores.xlsx") == Pairs(((15, 8.5),), 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,pre,post\n1,15,8\n2,vijf,8\n", "Row 3, column pre: “vijf” is not a score."),
        ("id,pre,post\n\n1,15,acht\n", "Row 3, column post: “acht” is not a score."),
        ("id,first,post\n1,15,8\n", "The file has no column pre. Columns in the file: id, first, post."),
        ("pre,pre,post\n1,15,8\n", "The file has 2 columns pre. Give them different names."),
        ("pre,post\n12,5,8\n", "Row 2 has more cells than there are columns."),
    ],
)
def test_what_cannot_be_read_is_named(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        pairs(text)
    assert str(refused.value).startswith(said)


def test_one_column_is_no_pair() -> None:
    with pytest.raises(InvalidInputError) as refused:
        pairs("pre,post\n15,8\n", "pre", "PRE")
    assert "both stand in column pre" in str(refused.value)
