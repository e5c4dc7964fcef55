"""The slow twins: one course, one day, plain Python; they say what the fast ones have to say."""

from __future__ import annotations

from statistics import fmean, median, stdev

import numpy as np

from runtherapy_data.analysis.block import Block
from runtherapy_data.analysis.rules import Rule


def level(values: list[float]) -> tuple[float, float]:
    """Mean and standard deviation, of values that lie too far from the median pulled in."""
    middle = median(values)
    far = max(2.5 * 1.4826 * median(abs(one - middle) for one in values), 2.0)
    near = [min(max(one, middle - far), middle + far) for one in values]
    return fmean(near), stdev(near) if len(near) > 1 else 0.0


def counted(block: Block, first: int, last: int) -> int:
    """How many days after `first` through `last` lie outside life events."""
    return int((~block.left_out[0, first + 1 : last + 1]).sum())


def fall(block: Block, measure: str, day: int, rule: Rule) -> tuple[float, float] | None:
    """How many points the latest answers lie below the own level on a day, and the limit."""
    values = block.daily[measure][0]
    answered = [at for at in range(day + 1) if not np.isnan(values[at]) and not block.left_out[0, at]]
    latest = answered[-int(rule["recent_answers"]) :]
    if len(latest) < rule["recent_answers"] or counted(block, latest[0], day) >= rule["recent_within_days"]:
        return None
    earlier = [at for at in answered if at < latest[0]][-int(rule["own_answers"]) :]
    earlier = [at for at in earlier if counted(block, at, latest[0]) <= rule["own_within_days"]]
    if len(earlier) < rule["own_fewest_answers"]:
        return None
    own, spread = level([values[at] for at in earlier])
    lately, _ = level([values[at] for at in latest])
    limit = max(rule["fall_points"], rule["fall_spreads"] * max(spread, rule["least_spread"]))
    return own - lately, limit


def rise(block: Block, day: int, rule: Rule) -> float | None:
    """How much more effort the latest comparable sessions took on a day."""
    of, more = block.sessions, []
    minutes = of.walking + of.running
    known = [at for at in range(len(of.day)) if not np.isnan(of.effort[at]) and not block.left_out[0, of.day[at]]]
    for at in known:
        near = max(rule["equal_minutes"], rule["equal_share"] * minutes[at])
        equal = [
            of.effort[other]
            for other in known
            if rule["earlier_after_days"] <= counted(block, of.day[other], of.day[at]) <= rule["earlier_within_days"]
            and of.day[other] < of.day[at]
            and abs(minutes[at] - minutes[other]) <= near
            and abs(of.running[at] - of.running[other]) <= near
        ]
        if len(equal) >= rule["earlier_fewest"] and of.day[at] <= day:
            more.append((int(of.day[at]), of.effort[at] - level(equal)[0]))
    latest = more[-int(rule["recent_sessions"]) :]
    if len(latest) < rule["recent_sessions"] or counted(block, latest[0][0], day) >= rule["sessions_within_days"]:
        return None
    return level([one for _, one in latest])[0]
