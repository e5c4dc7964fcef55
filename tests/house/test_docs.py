"""The documents say what the program does: every permission, command and dependency is in them."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from runtherapy_data.cli.app import app
from runtherapy_data.identity import PERMISSIONS, Role, Scope
from tests.house.test_house import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SCOPES = {Scope.NONE: "–", Scope.OWN: "own", Scope.ASSIGNED: "assigned", Scope.PRACTICE: "practice"}


def permissions_table() -> str:
    """The permissions as docs/permissions.md shows them."""
    roles = [Role.CLIENT, Role.THERAPIST, Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM]
    lines = ["| operation | " + " | ".join(roles) + " |", "|---" * (len(roles) + 1) + "|"]
    for permission, scopes in PERMISSIONS.items():
        lines.append(f"| `{permission}` | " + " | ".join(SCOPES[scopes[role]] for role in roles) + " |")
    return "\n".join(lines)


def test_the_permissions_are_documented_as_they_are() -> None:
    assert permissions_table() in (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        for full in [f"{name} {sub}" for sub in getattr(command, "commands", {})] or [name]:
            assert f"runtherapy_data {full}" in text, f"`python -m runtherapy_data {full}` is documented nowhere"


def pinned(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {match[1].lower() for line in lines if (match := re.match(r"([A-Za-z0-9_-]+)(?:\[.*\])?==", line))}


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    for name in pinned(ROOT / "requirements.txt") | pinned(ROOT / "requirements-dev.txt"):
        assert f"| {name} " in README, f"{name} has no line in the table of dependencies"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} points at {target}"
