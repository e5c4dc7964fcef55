"""Which text of a questionnaire is read: the practice's own, else the folder's, else the shipped one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtherapy_data.measures.wording import wordings
from runtherapy_data.queries.practice_wordings import own_wordings, wordings_of
from runtherapy_data.settings import settings
from runtherapy_data.store import now, reading, tables
from tests.factories import World


def file(instrument: str = "isi", items: int = 7, intro: str = "Inleiding", answers: int = 5) -> dict[str, Any]:
    """A made-up text: no real one may stand here."""
    text = {"intro": intro, "answers": list("abcdefghijk"[:answers]), "items": [f"Vraag {n}" for n in range(items)]}
    return {"instrument": instrument, "licence": "eigen", "permission": "de maker, 2026", "nl": text}


def keep(world: World, content: dict[str, Any], instrument: str = "") -> None:
    world.add(
        tables.PracticeWording, practice_id=world.practice_id, instrument=instrument or content["instrument"],
        content=content, changed_at=now(),
    )  # fmt: skip


def intros(world: World) -> dict[str, str]:
    with reading(world.everything()) as connection:
        found = wordings_of(connection, world.everything())
    return {one.instrument: text.intro for one in found.values() if (text := one.said("nl"))}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "wordings"
    made.mkdir()
    monkeypatch.setattr(
        "runtherapy_data.queries.practice_wordings.settings",
        lambda: settings().model_copy(update={"wording_dir": made}),
    )
    return made


def test_the_practices_own_text_stands_before_the_folders_and_the_shipped_one(world: World, folder: Path) -> None:
    shipped = wordings()["phq9"].said("nl")
    assert shipped is not None
    assert intros(world) == {"phq9": shipped.intro}
    (folder / "a.json").write_text(json.dumps(file(intro="uit de map")))
    (folder / "b.json").write_text(json.dumps(file("gad7", 7, "uit de map", 4)))
    keep(world, file(intro="van de praktijk"))
    assert intros(world) == {"phq9": shipped.intro, "isi": "van de praktijk", "gad7": "uit de map"}


def test_another_practices_text_is_not_read(world: World) -> None:
    other = World(practice_id=2)
    keep(other, file())
    assert "isi" not in intros(world)
    assert "isi" in intros(other)


@pytest.mark.parametrize(
    "content, instrument",
    [(file(items=6), "isi"), ({"instrument": "isi"}, "isi"), (file("gad7", 7, answers=4), "isi"), (file("xyz"), "xyz")],
)
def test_a_text_that_fits_no_more_is_left_out_and_named(world: World, content: dict[str, Any], instrument: str) -> None:
    keep(world, content, instrument)
    with reading(world.everything()) as connection:
        (own,) = own_wordings(connection, world.everything())
        assert (own.instrument, own.wording) == (instrument, None)
        assert instrument not in wordings_of(connection, world.everything())
