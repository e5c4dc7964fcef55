"""Sleep or energy clearly below the client's own level, for several answered days."""

from __future__ import annotations

import numpy as np

from runtherapy_data.analysis.rules import Rule, rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look, away, kept_up, rounded


def look(facts: Facts) -> list[Look]:
    """A look for each of the two measures."""
    return [_look(facts, rule(f"falling_{measure}"), measure) for measure in ("energy", "sleep")]


def _look(facts: Facts, rule: Rule, measure: str) -> Look:
    fall = facts.fall(measure, rule)
    limit = fall.limit(rule["fall_points"], rule["fall_spreads"])
    holds = kept_up(fall.points >= limit, fall.points >= rule["off_share"] * limit)
    answers = facts.daily(measure)

    def ground(course: int, day: int) -> Ground:
        first = int(fall.first[course, day])
        return Ground(
            days=tuple((first + np.flatnonzero(~np.isnan(answers[course, first : day + 1]))).tolist()),
            numbers={
                "lately": rounded(fall.lately[course, day]),
                "own": away(fall.lately[course, day], fall.points[course, day]),
                "points": rounded(fall.points[course, day]),
            },
            limits={"limit": rounded(limit[course, day]), "until": rounded(rule["off_share"] * limit[course, day])},
        )

    return Look(rule, holds & facts.come, ground)
