"""The rules of the house that import-linter cannot see (docs/adr/0001)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "runtherapy_data"
PAGES = ROOT / "pages"


def sources(*folders: Path) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_rooms(path: Path) -> set[str]:
    """`streamlit`, and the rooms of the package (`ui`, `charts` …) that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            modules = [f"{module}.{alias.name}" for alias in node.names] if module == "runtherapy_data" else [module]
        else:
            continue
        for module in modules:
            parts = module.split(".")
            found.add(parts[1] if parts[0] == "runtherapy_data" and len(parts) > 1 else parts[0])
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


PAGE_FILES = sources(PAGES)
ALL_FILES = sources(PACKAGE, PAGES)


def test_there_are_pages_and_none_lies_flat_in_the_folder() -> None:
    assert PAGE_FILES
    assert not list(PAGES.glob("*.py")), "a flat page runs without the sign-in on a cold server"


@pytest.mark.parametrize("path", PAGE_FILES, ids=names(PAGE_FILES))
def test_a_page_is_short_composed_and_opens_with_the_guard(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    allowed = {"streamlit", "ui", "charts", "actions", "views", "identity", "__future__"}
    assert imported_rooms(path) <= allowed
    body = [node for node in tree(path).body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    statements = [node for node in body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    assert ast.unparse(statements[0]).startswith("viewer = guard.require("), "the first statement is the guard"


@pytest.mark.parametrize("path", ALL_FILES, ids=names(ALL_FILES))
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    long = [f"{node.name}: {node.end_lineno - node.lineno + 1}" for node in functions(path)
            if node.end_lineno and node.end_lineno - node.lineno + 1 > 60]  # fmt: skip
    assert not long


DATA_ROOMS = sources(PACKAGE / "queries", PACKAGE / "actions")


@pytest.mark.parametrize("path", DATA_ROOMS, ids=names(DATA_ROOMS))
def test_every_public_query_and_action_takes_a_grant(path: Path) -> None:
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            kinds = {ast.unparse(arg.annotation) for arg in (*node.args.args, *node.args.kwonlyargs) if arg.annotation}
            assert kinds & {"Grant", "CohortGrant"}, f"{node.name} reads or writes without a reason"


def test_only_access_makes_grants() -> None:
    for path in ALL_FILES:
        if path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else PAGES).parts[0] == "access":
            continue
        made = [
            ast.unparse(node.func) for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("Grant", "CohortGrant")
        ]  # fmt: skip
        assert not made, path


FORBIDDEN = re.compile(
    r"unsafe_allow_html|unsafe_allow_javascript|st\.html\b|st\.download_button|cache_data|components\.v1|use_container_width"
    r"|import pickle|plotly\.express"
)


@pytest.mark.parametrize("path", ALL_FILES, ids=names(ALL_FILES))
def test_nothing_that_leaks_or_is_deprecated(path: Path) -> None:
    code = "\n".join(ast.unparse(node) for node in tree(path).body)  # unparse drops comments
    assert not FORBIDDEN.search(code)


PURE = sources(*(PACKAGE / room for room in ("analysis", "measures", "charts", "readers", "identity")))
CLOCKS = re.compile(r"\.(now|today|utcnow)\(\)|time\.time\(|os\.environ|getenv")


@pytest.mark.parametrize("path", PURE, ids=names(PURE))
def test_pure_rooms_look_at_no_clock_and_no_environment(path: Path) -> None:
    code = "\n".join(ast.unparse(node) for node in tree(path).body)
    assert not CLOCKS.search(code)


def test_no_room_is_called_utils() -> None:
    banned = {"utils", "helpers", "manager", "service", "services", "common"}
    assert not [path for path in ALL_FILES if path.stem in banned or path.parent.name in banned]


def test_a_callback_writes_nothing() -> None:
    """Streamlit runs callbacks before the guard: with the last run's viewer, whose sign-in may have ended since."""
    for path in sources(PACKAGE / "ui", PAGES):
        code = tree(path)
        keywords = [keyword for node in ast.walk(code) if isinstance(node, ast.Call) for keyword in node.keywords]
        events = [keyword for keyword in keywords if keyword.arg in ("on_click", "on_change", "on_select")]
        named = {event.value.id for event in events if isinstance(event.value, ast.Name)}
        acting = {alias.asname or alias.name for node in ast.walk(code) if isinstance(node, ast.ImportFrom)
                  and (node.module or "").startswith(("runtherapy_data.actions", "runtherapy_data.access"))
                  for alias in node.names}  # fmt: skip
        for node in functions(path):
            if node.name in named:
                used = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
                assert not used & acting, f"{path.name}: the callback {node.name} uses {used & acting}"
