"""Possibly too much: more effort at as many minutes, or sleep and energy down together, while running goes on."""

from __future__ import annotations

import numpy as np

from runtherapy_data.analysis.block import Flags, Floats
from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look, Numbers, away, kept_up, rounded

MEASURES = ("sleep", "energy")


def look(facts: Facts) -> list[Look]:
    """One look, in three forms: by effort, by days, by both together."""
    return [_Overload(facts).look()]


class _Overload:
    """The three forms side by side; `share` of a limit is what a form needs, 1 to begin and less to go on."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.rule = facts, rule("overload")
        self.rise = facts.rise(self.rule)
        self.falls = {measure: facts.fall(measure, self.rule) for measure in MEASURES}
        sessions = facts.within(facts.sessions_on, int(self.rule["moving_within_days"]))
        self.moving = sessions >= self.rule["moving_sessions"]

    def limit(self, measure: str, prefix: str) -> Floats:
        """How far a measure has to fall, for the form by days (prefix empty) or for both together (`both_`)."""
        return self.falls[measure].limit(self.rule[f"{prefix}fall_points"], self.rule[f"{prefix}fall_spreads"])

    def fell(self, prefix: str, share: float) -> Flags:
        """(B, D): sleep and energy both fell so far, while running goes on."""
        far = [self.falls[one].points >= share * self.limit(one, prefix) for one in MEASURES]
        return np.asarray(np.logical_and.reduce(far) & self.moving)

    def rose(self, prefix: str, share: float) -> Flags:
        """(B, D): effort at equal minutes rose so far."""
        far = self.rise.effort_more >= share * self.rule[f"{prefix}rise_points"]
        return np.asarray(far & self.rise.over(self.rule.fewest_days))

    def forms(self, share: float) -> tuple[Flags, Flags, Flags]:
        """(B, D) for each form: both together, by effort, by days."""
        both = self.fell("both_", share) & self.rose("both_", share)
        return both, self.rose("", share), self.fell("", share)

    def look(self) -> Look:
        off_share = self.rule["off_share"]
        begins, stays = self.forms(1.0), self.forms(off_share)
        holds = kept_up(np.logical_or.reduce(begins), np.logical_or.reduce(stays))

        def ground(course: int, day: int) -> Ground:
            # What holds in full is said before what only still holds.
            both, effort, days = (bool(one[course, day]) for one in begins)
            if not (both or effort or days):
                both, effort, days = (bool(one[course, day]) for one in stays)
            return self.ground(course, day, effort=both or effort, days=both or not effort)

        return Look(self.rule, holds & self.facts.come, ground)

    def ground(self, course: int, day: int, *, effort: bool, days: bool) -> Ground:
        """What lies behind it: the sessions, the days, or both."""
        prefix = "both_" if effort and days else ""
        parts: dict[str, tuple[int, ...]] = {}
        numbers: Numbers = {}
        limits: Numbers = {"until": round(100 * self.rule["off_share"])}
        if effort:
            parts["sessions"] = tuple(sorted(set(self.rise.days[course, day].tolist())))
            numbers |= rise_numbers(self.rise.effort[course, day], self.rise.effort_more[course, day])
            numbers["minutes"] = round(float(self.rise.minutes[course, day]))
            limits[f"{prefix}rise_points"] = self.rule[f"{prefix}rise_points"]
        if days:
            for measure, fall in self.falls.items():
                first, answers = int(fall.first[course, day]), self.facts.daily(measure)[course, : day + 1]
                parts[measure] = tuple((first + np.flatnonzero(~np.isnan(answers[first:]))).tolist())
                numbers[measure] = rounded(fall.lately[course, day])
                numbers[f"{measure}_own"] = away(fall.lately[course, day], fall.points[course, day])
                numbers[f"{measure}_points"] = rounded(fall.points[course, day])
                limits[f"{measure}_limit"] = rounded(self.limit(measure, prefix)[course, day])
        behind = sorted({one for days_of in parts.values() for one in days_of})
        return Ground(tuple(behind), numbers, limits, parts=parts)


def rise_numbers(effort: float, more: float) -> Numbers:
    """Effort of the latest sessions, what equal ones took before, and the difference."""
    return {"effort": rounded(effort), "effort_own": away(effort, -more), "effort_points": rounded(more)}
