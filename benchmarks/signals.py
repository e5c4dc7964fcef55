"""`python -m benchmarks.signals [--write]`: what the rules find on made-up courses with planted truths.

The courses are those of the demo practice's generator, 2,300 a seed. The numbers of the rules were tuned on the seeds
11, 12 and 13; what is published is measured on others, with the code that also serves the daily list.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.signal_courses import Courses, courses
from benchmarks.signal_truths import (
    MORE_NOISE,
    Aim,
    aims,
    bad_days_missing,
    drifting,
    noisier,
    own_days,
    unregistered,
)
from runtherapy_data.analysis.findings import Episode
from runtherapy_data.analysis.rules import rules
from runtherapy_data.analysis.signals import current, history

SEEDS: Final = (101, 102, 103, 104, 105)
CLIENTS: Final = 2_300
DOCUMENT: Final = Path(__file__).resolve().parent.parent / "docs" / "signals.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
_NEVER: Final = 10_000
_FIRST_WEEKS: Final = 21  # days in which a level of one's own has to form: a rule that needs one can hardly hold


@dataclass
class Hits:
    """Of the courses with one truth: days from visible (and from first) until an aimed rule held; _NEVER for never."""

    visible: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)

    def within(self, days: int, *, of_first: bool = False) -> float:
        """The share found by so many days after."""
        return float(np.mean([one <= days for one in (self.first if of_first else self.visible)]))

    @property
    def found(self) -> list[int]:
        """The delays of those that were found."""
        return [one for one in self.visible if one < _NEVER]


@dataclass
class Measured:
    """Everything that was counted."""

    hits: dict[Aim, Hits] = field(default_factory=lambda: defaultdict(Hits))
    signals: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # (rule, truth) → episodes
    flagged: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # → courses
    courses: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # truth → courses
    weeks: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # truth → client-weeks
    # The same from week 4 on.
    later_signals: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    later_weeks: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    seconds: float = 0.0

    def false(self, rule: str, kinds: Callable[[str], bool] = lambda truth: True, *, later: bool = False) -> float:
        """False signals per 100 client-weeks (`later`: from week 4 on), where no truth is that the rule aims at."""
        aimed = {aim.truth for aim in aims() if rule in aim.rules}
        signals, weeks = (self.later_signals, self.later_weeks) if later else (self.signals, self.weeks)
        others = [truth for truth in self.weeks if truth not in aimed and kinds(truth)]
        return 100 * sum(signals[rule, truth] for truth in others) / sum(weeks[truth] for truth in others)


def count(into: Measured, of: Courses, only: Sequence[Aim]) -> None:
    """Look through one block and count."""
    begin = time.process_time()
    episodes = history(of.block)
    into.seconds += time.process_time() - begin
    carried = of.truths
    by_rule: dict[tuple[str, int], list[Episode]] = defaultdict(list)
    for one in episodes:
        by_rule[one.rule, one.course].append(one)
        into.signals[one.rule, carried[one.course]] += 1
        into.later_signals[one.rule, carried[one.course]] += one.first >= _FIRST_WEEKS
    for rule, course in by_rule:
        into.flagged[rule, carried[course]] += 1
    for truth, through in zip(carried, of.block.through.tolist(), strict=True):
        into.courses[truth] += 1
        into.weeks[truth] += (through + 1) / 7
        into.later_weeks[truth] += max(through + 1 - _FIRST_WEEKS, 0) / 7
    for aim in only:
        days = own_days(aim, of.block)
        for course in (at for at, truth in enumerate(carried) if truth == aim.truth):
            held = [one for rule in aim.rules for one in by_rule.get((rule, course), ())]
            day = int(days[course])
            lag = day - aim.visible  # of a truth whose day is the course's own
            into.hits[aim].visible.append(_delay(held, day))
            into.hits[aim].first.append(_delay(held, aim.first + lag))


def _delay(held: Iterable[Episode], day: int) -> int:
    """Days from a day until something holds; what holds already is found at once."""
    return min((max(one.first - day, 0) for one in held if one.last >= day), default=_NEVER)


def measure(seeds: Iterable[int], change: Callable[[Courses, int], Courses] = lambda of, _: of) -> Measured:
    """All seeds; `change` makes something of the courses first."""
    into, apart = Measured(), Measured()
    drift = [aim for aim in aims() if aim.rules == ("effort_drift",)]
    for seed in seeds:
        for of in courses(seed, CLIENTS):
            changed = change(of, seed)
            count(into, unregistered(changed), [aim for aim in aims() if aim not in drift])
            count(apart, drifting(changed), drift)
    into.hits.update(apart.hits)
    return into


def found_table(of: Measured) -> str:
    """Per rule and truth: how many are found, and when."""
    lines = [
        "| rule | planted truth | courses | found | within 7 days of visible | within 14 days of visible "
        "| delay from visible, median (90 %) | visible after |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for aim, hits in of.hits.items():
        delays = hits.found
        delay = f"{np.median(delays):.0f} ({np.percentile(delays, 90):.0f}) days" if delays else "–"
        names = " or ".join(f"`{rule}`" for rule in aim.rules)
        lines.append(
            f"| {names} | {aim.truth} | {len(hits.visible)} | {len(delays) / len(hits.visible):.0%} "
            f"| {hits.within(7):.0%} | {hits.within(14):.0%} | {delay} | {aim.visible - aim.first} days |"
        )
    return "\n".join(lines) + "\n"


def false_table(of: Measured) -> str:
    """Per rule: how often it speaks where nothing was planted for it."""
    lines = [
        "| rule | all other courses | of these: without any truth | of these: with another truth |",
        "|---|---|---|---|",
    ]
    for rule in rules():
        every, plain, other = of.false(rule.id), of.false(rule.id, lambda one: not one), of.false(rule.id, bool)
        lines.append(f"| `{rule.id}` | {every:.2f} | {plain:.2f} | {other:.2f} |")
    return "\n".join(lines) + "\n"


def targets(of: Measured) -> str:
    """What was aimed at, and what came of it."""
    overload = next(hits for aim, hits in of.hits.items() if aim.rules == ("overload",))
    steady = of.flagged["deterioration", "steady_improvement"] / of.courses["steady_improvement"]
    return (
        "| target | measured |\n|---|---|\n"
        f"| overload found within 7 days in ≥ 80 % | {overload.within(7):.0%} within 7 days of the day on which the "
        f"planted change has reached one point; {overload.within(7, of_first=True):.0%} within 7 days and "
        f"{overload.within(14, of_first=True):.0%} within 14 days of the first day, when it begins to grow from 0 |\n"
        f"| ≤ 3 false signals of overload per 100 client-weeks | {of.false('overload'):.2f}; counted from week 4 of a "
        f"course on, when the rule has something to go by, {of.false('overload', later=True):.2f} |\n"
        f"| steady improvers flagged for deterioration ≤ 1 % | {steady:.1%} of "
        f"{of.courses['steady_improvement']} |\n"
    )


def speed() -> str:
    """Processor time to look through ten thousand courses."""
    blocks = [of.block for of in courses(SEEDS[0], 10_000)]
    begin = time.process_time()
    for block in blocks:
        current(block)
    number = sum(len(block.through) for block in blocks)
    seconds = time.process_time() - begin
    return f"Looking through {number:,} courses for what holds today took {seconds:.1f} s of processor time."


def report() -> str:
    """Everything that docs/signals.md says was measured."""
    whole, blinded, shaken = measure(SEEDS), measure(SEEDS, bad_days_missing), measure(SEEDS, noisier)
    overload, noisy = (
        next(hits for aim, hits in one.hits.items() if aim.rules == ("overload",)) for one in (blinded, shaken)
    )
    number, weeks = sum(whole.courses.values()), sum(whole.weeks.values())
    return (
        f"{number:,} courses and {weeks:,.0f} client-weeks, seeds {SEEDS[0]} to {SEEDS[-1]}.\n\n{targets(whole)}\n"
        f"Found:\n\n{found_table(whole)}\n"
        f"False signals per 100 client-weeks:\n\n{false_table(whole)}\n"
        "The same courses, with half of the bad days missing (a bad day: sleep or energy a point or more below the "
        f"client's usual day): overload is found in {len(overload.found) / len(overload.visible):.0%}, in "
        f"{overload.within(7):.0%} within 7 days and in {overload.within(14):.0%} within 14 days of being visible, at "
        f"{blinded.false('overload'):.2f} false signals per 100 client-weeks; too little data is said "
        f"{blinded.false('too_little_data'):.2f} times per 100 client-weeks instead of "
        f"{whole.false('too_little_data'):.2f}.\n\n"
        f"The same courses, with more chance in them (a standard deviation of {MORE_NOISE} points on each daily answer "
        "and each effort, beside what the generator has): overload is found in "
        f"{noisy.within(7):.0%} within 7 days and in {noisy.within(14):.0%} within 14 days of being visible, at "
        f"{shaken.false('overload'):.2f} false signals per 100 client-weeks; less energy is said falsely "
        f"{shaken.false('falling_energy'):.2f} times.\n\n{speed()}\n"
    )


def main() -> None:
    """Measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the measured part of docs/signals.md")
    arguments = parser.parse_args()
    said = report()
    sys.stdout.write(said)
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        DOCUMENT.write_text(f"{before}{BEGIN}{said}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
