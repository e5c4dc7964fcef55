"""What an import did, or would do: the same report for a dry run and a real one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Permission, Role, Scope, scope_of
from runtherapy_data.readers.refusals import Note, Refusal
from runtherapy_data.readers.vocabulary import Kind

LEFT_ALONE: Final = Note(
    N_("Facts that were there already are left as they are and not compared: an administrator does not read them."), {}
)


def may_compare(grant: Grant) -> bool:
    """Whether the importer may learn how a fact that is there differs from the file's, and change it.

    Whoever may not read a course may add to it, and learns that a fact is there, never its value.
    """
    role = grant.principal.role
    return role == Role.SYSTEM or scope_of(role, Permission.COURSE_READ) != Scope.NONE


@dataclass(slots=True)
class Outcome:
    """How the facts of one batch compare with the store: numbers of facts, and how often each field changed."""

    new: int = 0
    unchanged: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)

    def compare(self, different: list[str]) -> bool:
        """Count a fact that the store has already; true when it differs."""
        if different:
            self.changed += 1
            self.fields.update(different)
        else:
            self.unchanged += 1
        return bool(different)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole import. `rows` counts rows of the file; all other numbers count facts (check-ins, sessions, results).

    `read` is the sum of new, unchanged, changed and refused.
    """

    kind: Kind
    rows: int
    new: int
    unchanged: int
    changed: int
    refused: int
    clients_created: int
    changed_fields: tuple[tuple[str, int], ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]

    @property
    def read(self) -> int:
        """Facts that were found, accepted or not."""
        return self.new + self.unchanged + self.changed + self.refused

    def all_notes(self) -> tuple[Note, ...]:
        """The notes of the reader, and what happened in the store."""
        found = list(self.notes)
        if self.clients_created:
            found.append(Note(N_("Clients created: {n}."), {"n": self.clients_created}))
        if self.changed_fields:
            fields = ", ".join(f"{name} {times}×" for name, times in self.changed_fields)
            found.append(Note(N_("Changed: {fields}."), {"fields": fields}))
        return tuple(found)

    def as_json(self, translate: Translate) -> dict[str, Any]:
        """The report for a program, its sentences in the reader's language."""
        numbers = {name: getattr(self, name) for name in ("read", "new", "unchanged", "changed", "refused")}
        return {
            "kind": self.kind.value,
            "rows": self.rows,
            **numbers,
            "clients_created": self.clients_created,
            "changed_fields": dict(self.changed_fields),
            "refusals": [_refusal(one, translate) for one in self.refusals],
            "notes": [translate(note.message, **note.values) for note in self.all_notes()],
        }


def _refusal(one: Refusal, translate: Translate) -> dict[str, Any]:
    return {
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "reason": translate(one.reason, **one.values),
        "remedy": translate(one.remedy, **one.values),
    }
