"""Shared by all tests: an empty, migrated store of one's own, and the people and courses to put in it."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from runtherapy_data import store
from runtherapy_data.demo import start
from tests.factories import World
from tests.stores import using

pytest_plugins = ("tests.postgres_server",)
SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Each test of a page makes Streamlit look through all that is installed, which stays as it is within a run."""
    once = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy: migrating anew for each test costs more than the tests do."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{path}")
        store.dispose()
        store.migrate()
        store.dispose()
    return path


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty store of this test's own; the program uses it until the test ends."""
    path = tmp_path / "runtherapy.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    yield from using(f"sqlite:///{path}", tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """A SQLite database with the demo practice as it is loaded today, and its snapshot: to copy, not to change."""
    path = tmp_path_factory.mktemp("store") / "demo.db"
    shutil.copy(migrated_sqlite, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{path}")
        store.dispose()
        start.prepare()
        store.dispose()
    return path


@pytest.fixture
def demo(tmp_path: Path, demo_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a demo practice of this test's own; the program uses it until the test ends."""
    path = tmp_path / "demo.db"
    shutil.copy(demo_database, path)
    yield from using(f"sqlite:///{path}", tmp_path, monkeypatch)


@pytest.fixture
def world(database: str) -> World:
    """An empty store with one practice in it, and makers for everything else."""
    return World()


@pytest.fixture
def shared_data() -> Path:
    """Real data for checking; it is no part of this project, so the test says so where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return SHARED_DATA
