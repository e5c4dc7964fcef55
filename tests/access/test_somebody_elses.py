"""Whoever names what is somebody else's reaches nothing: no row changes, and nothing is told.

Every public function of `queries` and `actions` that takes an id beside its grant is called with one of the file of
another client, of the practice and of another one, under every leave of somebody who has no business with that file.
A new function that is not called so in `elses_called` fails the first test.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

import runtherapy_data.actions
import runtherapy_data.queries
from runtherapy_data import store
from runtherapy_data.errors import RuntherapyError
from runtherapy_data.identity import CohortGrant, Grant, Permission, Principal, Role
from runtherapy_data.store import reading, writing
from runtherapy_data.store.tables import Base
from tests.access.elses import File, filled, leaves
from tests.access.elses_called import ALONE, WITHIN
from tests.factories import World

# What names somebody's row without being a UUID.
NAMED = {"client_code", "subject", "fact_key", "position", "practice_ids"}
BY_CODE = {"actions.import_courses.place"}  # names clients in a file, by their codes
# These work on a place in one's own file, whatever is named, or put there what the caller brings along.
IN_ONES_OWN_FILE = {
    "actions.check_ins.take_back", "actions.corrections.keep", "actions.drafts.keep", "actions.exercises.hand_out",
    "actions.goals.drop", "actions.goals.restore", "actions.goals.reword", "actions.life_events.restore",
    "actions.medical_points.restore", "actions.notes.restore", "actions.pauses.undo",
    "actions.questionnaire_rows.insert_result", "actions.questionnaire_rows.is_free", "actions.questionnaires.restore",
    "actions.session_rows.put", "actions.sessions.restore",
}  # fmt: skip
BESIDE = {"audit_event", "write_once"}  # the trail of the refusal; a key of one's own


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}".removeprefix("runtherapy_data.")


CALLED: dict[str, Callable[..., Any]] = {name_of(one): one for one in (*ALONE, *WITHIN)}


def functions(room: ModuleType) -> Iterator[FunctionType]:
    """The public functions of a room."""
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            if inspect.isfunction(one) and one.__module__ == found.name and not name.startswith("_"):
                yield one


def holds_id(hint: Any, above: tuple[Any, ...] = ()) -> bool:
    """Whether a value of this type can name a row by its id."""
    if hint is UUID:
        return True
    if hint in (Grant, CohortGrant, Connection) or hint in above or hint is inspect.Parameter.empty:
        return False
    if get_args(hint):
        return any(holds_id(one, (*above, hint)) for one in get_args(hint) if not isinstance(one, list))
    if is_dataclass(hint) or (inspect.isclass(hint) and issubclass(hint, tuple) and hasattr(hint, "_fields")):
        return any(holds_id(one, (*above, hint)) for one in get_type_hints(hint).values())
    return False


def takes_id(function: FunctionType) -> bool:
    hints = {name: one for name, one in get_type_hints(function).items() if name != "return"}
    return any(name in NAMED or holds_id(one) for name, one in hints.items())


def test_every_function_that_takes_an_id_is_called_with_somebody_elses() -> None:
    taking = {name_of(one) for room in (runtherapy_data.actions, runtherapy_data.queries) for one in functions(room)
              if takes_id(one)}  # fmt: skip
    assert taking - set(CALLED) == set()
    assert set(CALLED) - taking == BY_CODE


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> tuple[Path, tuple[File, File, File]]:
    """A store with one's own file, that of another client of the practice, and one of another practice: to copy."""
    path = tmp_path_factory.mktemp("elses") / "store.db"
    shutil.copy(migrated_sqlite, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{path}")
        store.dispose()
        here, there = World(), World(practice_id=2, _serial=500)
        here.account("supervisor", "supervisor@test.example")
        made = filled(here, "anna"), filled(here, "bert"), filled(there, "cor")
        store.dispose()
    return path, made


@pytest.fixture
def files(
    kept: tuple[Path, tuple[File, File, File]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[File, File, File]]:
    """The three files, in a store of the test's own."""
    path, made = kept
    shutil.copy(path, tmp_path / "store.db")
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    store.dispose()
    yield made
    store.dispose()


def everything(practice_id: int) -> Grant:
    """A grant on a whole practice, made here because tests stand outside the house."""
    return Grant(Principal(practice_id, Role.SYSTEM, asked_by="tests"), Permission.BULK, practice_id, None)


def rows_of_others(mine: File) -> Counter[tuple[Any, ...]]:
    return Counter(row for row, course in _rows(mine) if course != mine.course_id)


def rows_of(mine: File) -> Counter[tuple[Any, ...]]:
    return Counter(row for row, course in _rows(mine) if course == mine.course_id)


def _rows(mine: File) -> Iterator[tuple[tuple[Any, ...], UUID | None]]:
    for practice in (1, 2):
        with reading(everything(practice)) as connection:
            for name, table in Base.metadata.tables.items():
                if name in BESIDE:
                    continue
                for row in connection.execute(select(table)):
                    yield (practice, name, repr(row)), row._mapping.get("course_id")


def called(name: str, grant: Grant | CohortGrant, theirs: File) -> object:
    """What the function gives; None where it refuses, or the database does."""
    function = CALLED[name]
    try:
        if function in ALONE:
            return ALONE[function](grant, theirs)
        with writing(grant) as connection:  # type: ignore[arg-type]
            return WITHIN[function](connection, grant, theirs)
    except (RuntherapyError, IntegrityError):
        return None


@pytest.mark.parametrize("name", sorted(CALLED))
def test_what_is_somebody_elses_is_neither_changed_nor_told(name: str, files: tuple[File, File, File]) -> None:
    mine, *others = files
    before, own = rows_of_others(mine), rows_of(mine)
    for theirs in others:
        for grant in leaves(mine, theirs):
            if not isinstance(grant, get_type_hints(CALLED[name])["grant"]):
                continue  # mypy refuses it
            found = called(name, grant, theirs)
            assert name in IN_ONES_OWN_FILE or not found, (grant, found)
            assert name in IN_ONES_OWN_FILE or not theirs.tells(found), grant
    assert rows_of_others(mine) == before
    if name not in IN_ONES_OWN_FILE:
        assert rows_of(mine) == own
