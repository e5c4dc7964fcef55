"""A store of a test's own: the program uses it until the test ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtherapy_data import store


def using(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The program works on the database of this URL, and keeps in the folder what it keeps beside it."""
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", url)
    monkeypatch.setenv("RUNTHERAPY_VAR_DIR", str(folder / "var"))
    store.dispose()
    yield url
    store.dispose()
