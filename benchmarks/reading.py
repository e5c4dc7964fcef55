"""How long one course takes to read, and what becomes of that when the practice grows."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.practices import environment

ROOT = Path(__file__).resolve().parents[1]
TIMES = 200


def one_course(clients: int) -> float:
    """Median ms to read one course (grant checked, all its facts) in a practice of this size, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.reading"]
    done = subprocess.run(
        command, check=True, cwd=ROOT, env={**os.environ, **environment(clients)}, capture_output=True, text=True
    )
    return float(json.loads(done.stdout)["median_ms"])


def _measure() -> float:
    from runtherapy_data.access import grant_course, principal_by_email
    from runtherapy_data.queries import course as queries
    from runtherapy_data.store import reading

    client = principal_by_email("client@demo.example")
    grant = grant_course(client)
    times = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        with reading(grant) as connection:
            queries.read(connection, grant)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"median_ms": _measure()}))
