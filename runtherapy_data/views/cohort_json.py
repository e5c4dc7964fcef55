"""A comparison as machines read it: the fields of the view under their own names, days as ISO text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from runtherapy_data.views.cohorts import Comparison


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Everything that the page shows, and nothing that it does not."""
    through = comparison.through_on
    return {**asdict(comparison), "through_on": through.isoformat() if through else None}
