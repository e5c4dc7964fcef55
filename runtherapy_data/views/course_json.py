"""A course for machines: the facts that its page shows, as plain JSON values."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from runtherapy_data.views.course import Course


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def to_json(course: Course) -> dict[str, Any]:
    """The fields of `Course` under their own names; days as ISO dates, codes as codes, None where nothing was said."""
    facts: dict[str, Any] = _plain(asdict(course))
    for told, series in zip(facts["series"], course.series, strict=True):
        told["trend"] = _plain(asdict(series.trend)) if series.trend else None
    return {**facts, "phase": course.phase}
