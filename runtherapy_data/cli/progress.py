"""How far a long command is: a bar on a terminal, a plain line a tenth elsewhere; nothing when nothing is to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer


@contextmanager
def showing(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that hears `done` of `total`; the bar appears with the first call."""
    bar: Any = None
    said = 0

    def hear(done: int, total: int) -> None:
        nonlocal bar, said
        if not sys.stderr.isatty():
            if done * 10 // total > said:
                said = done * 10 // total
                typer.echo(f"{label}: {done} / {total}", err=True)
            return
        if bar is None:
            bar = typer.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
        bar.update(done - bar.pos)

    try:
        yield hear
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
