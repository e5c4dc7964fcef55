"""Demo practices of several sizes, loaded once and kept in var/bench for the next run."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"


def environment(clients: int) -> dict[str, str]:
    """The settings that make the product (and the naive app) use the practice of this size."""
    return {
        "RUNTHERAPY_DATABASE_URL": f"sqlite:///{FOLDER / f'{clients}.db'}",
        "RUNTHERAPY_VAR_DIR": str(ROOT / "var"),
    }


def load(clients: int) -> float | None:
    """Load a practice of this size and take its snapshot; seconds that it took, or None when it was there already.

    Loaded anew every day, because a demo practice is dated back from the day of loading.
    """
    path = FOLDER / f"{clients}.db"
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = dt.datetime.now().astimezone().date()
    if path.exists() and dt.datetime.fromtimestamp(path.stat().st_ctime).astimezone().date() == fresh:
        return None
    for left in FOLDER.glob(f"{clients}.db*"):
        left.unlink()
    begin = time.perf_counter()
    command = [sys.executable, "-m", "runtherapy_data", "demo", "--clients", str(clients)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **environment(clients)}, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    snapshot = [sys.executable, "-m", "runtherapy_data", "snapshot"]
    subprocess.run(
        snapshot, check=True, cwd=ROOT, env={**os.environ, **environment(clients)}, stdout=subprocess.DEVNULL
    )
    return seconds
