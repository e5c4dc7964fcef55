"""What a plan does to every row, said once in the report."""

from __future__ import annotations

from collections.abc import Iterator

from runtherapy_data.i18n import N_
from runtherapy_data.readers.columns import Column
from runtherapy_data.readers.plan import Plan
from runtherapy_data.readers.refusals import Note
from runtherapy_data.readers.vocabulary import Kind


def plan_notes(plan: Plan) -> Iterator[Note]:
    """Columns left out, scales turned, days computed, and what was taken for granted."""
    if plan.ignored:
        yield Note(N_("Columns not read: {columns}."), {"columns": ", ".join(plan.ignored)})
    for column in plan.columns:
        if column.scale is not None:
            yield _scale_note(column)
    rule = plan.mapping.wide
    if rule is not None:
        yield Note(
            N_("The file has no day for each result: days are computed from {base} and the offsets in the map file."),
            {"base": rule.base_on.isoformat() if rule.base_on else rule.base_column},
        )
    present = {column.field.code for column in plan.columns} | set(plan.constants)
    if plan.kind == Kind.SESSIONS:
        if "kind" not in present:
            yield Note(N_("The file does not say which sessions were guided: all count as independent."))
        for code in ("walking_minutes", "running_minutes"):
            if code not in present:
                yield Note(N_("The file has no column for {name}: it counts as 0."), {"name": code})
    if plan.kind == Kind.QUESTIONNAIRES and not plan.wide and "moment" not in present:
        yield Note(N_("The file does not say at which moment a questionnaire was filled in: all count as extra."))


def _scale_note(column: Column) -> Note:
    rule = column.scale
    assert rule is not None  # noqa: S101 - asked for scaled columns only
    to = rule.to or column.field.range or rule.own
    low, high = (to[1], to[0]) if rule.reversed else to
    return Note(
        N_("{name} comes from {column}: {own_low} to {own_high} became {low} to {high}, rounded half up."),
        {
            "name": column.field.code, "column": column.header, "own_low": f"{rule.own[0]:g}",
            "own_high": f"{rule.own[1]:g}", "low": f"{low:g}", "high": f"{high:g}",
        },
    )  # fmt: skip
