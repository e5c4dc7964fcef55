"""How long it takes to look through all running courses of a practice for signals, and what batches are worth."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.practices import environment

ROOT = Path(__file__).resolve().parents[1]
ALONE = 100


@dataclass(frozen=True)
class Night:
    """Running courses, the seconds for all of them together, and the milliseconds for one alone (the median)."""

    courses: int
    seconds: float
    alone_ms: float

    @property
    def each_ms(self) -> float:
        """Milliseconds a course, in batches."""
        return self.seconds * 1000 / self.courses


def night(clients: int) -> Night:
    """Look through a practice of this size as the nightly job does, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.looking"]
    done = subprocess.run(
        command, check=True, cwd=ROOT, env={**os.environ, **environment(clients)}, capture_output=True, text=True
    )
    return Night(**json.loads(done.stdout))


def _measure() -> dict[str, float]:
    from runtherapy_data.access import grant_maintenance, grant_system
    from runtherapy_data.actions import demo_practice
    from runtherapy_data.actions.evaluation import evaluate
    from runtherapy_data.identity import Permission
    from runtherapy_data.queries.signal_courses import due
    from runtherapy_data.store import reading, today

    demo = demo_practice.find(grant_maintenance("benchmark"))
    assert demo is not None
    grant, on = grant_system(demo.practice_id, Permission.SIGNALS, "benchmark", demo.zone), today(demo.zone)
    evaluate(grant, on)  # so that what is measured raises nothing for the first time
    begin = time.perf_counter()
    looked = evaluate(grant, on)
    seconds = time.perf_counter() - begin
    with reading(grant) as connection:
        some = due(connection, grant, on)[:ALONE]
    alone = []
    for one in some:
        begin = time.perf_counter()
        evaluate(grant, on, [one.course_id])
        alone.append((time.perf_counter() - begin) * 1000)
    return {"courses": looked.courses, "seconds": seconds, "alone_ms": statistics.median(alone)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure()))
