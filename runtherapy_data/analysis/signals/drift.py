"""More effort and less enjoyment at as many minutes, slowly."""

from __future__ import annotations

from runtherapy_data.analysis.rules import rule
from runtherapy_data.analysis.signals.facts import Facts
from runtherapy_data.analysis.signals.looks import Ground, Look, away, kept_up, rounded
from runtherapy_data.analysis.signals.overload import rise_numbers


def look(facts: Facts) -> list[Look]:
    """One look; both have to be there, on the same sessions."""
    this = rule("effort_drift")
    rise, off = facts.rise(this), this["off_share"]
    more, less, enough = this["rise_points"], this["fall_points"], rise.over(this.fewest_days)
    begins = (rise.effort_more >= more) & (rise.enjoyment_less >= less) & enough
    stays = (rise.effort_more >= off * more) & (rise.enjoyment_less >= off * less) & enough

    def ground(course: int, day: int) -> Ground:
        enjoyment, lost = rise.enjoyment[course, day], rise.enjoyment_less[course, day]
        return Ground(
            days=tuple(sorted(set(rise.days[course, day].tolist()))),
            numbers={
                **rise_numbers(rise.effort[course, day], rise.effort_more[course, day]),
                "enjoyment": rounded(enjoyment),
                "enjoyment_own": away(enjoyment, lost),
                "enjoyment_points": rounded(lost),
            },
            limits={"rise_points": more, "fall_points": less, "until": round(100 * off)},
        )

    return [Look(this, kept_up(begins, stays) & facts.come, ground)]
