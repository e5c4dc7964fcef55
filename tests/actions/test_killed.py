"""A process that is killed while it writes leaves each form whole or not at all, on both databases."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from sqlalchemy import select

from runtherapy_data.store import reading, tables, today
from tests.actions.writing_on import ITEMS
from tests.factories import ZONE, World
from tests.house.test_house import ROOT

KILLS = 4
ROUNDS_A_TIME = 40  # more than one process comes to
KINDS = {"check-in": "check_in.save", "session": "session.add", "form": "questionnaire.add"}


def killed_while_writing(code: str, first: int) -> int:
    """Let a process write, and kill it at some moment in a round; the last round that it said was done."""
    command = [sys.executable, "-m", "tests.actions.writing_on", code, str(first)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    said = process.stdout.readline()
    time.sleep(random.uniform(0.0, 0.25))
    process.send_signal(signal.SIGKILL)
    rest, complaint = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, complaint
    time.sleep(0.2)  # a server may still be ending what it was asked for
    return int([said, *rest.splitlines(keepends=True)][-1])


def rows(world: World, *columns: Any) -> list[tuple[Any, ...]]:
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_each_form_is_whole_or_not_there(any_world: World) -> None:
    world = any_world
    _therapist, _client, _course, code = world.pair()
    acknowledged = set[int]()
    for kill in range(KILLS):
        last = killed_while_writing(code, kill * ROUNDS_A_TIME)
        acknowledged |= set(range(kill * ROUNDS_A_TIME, last + 1))
    once, sessions, results = tables.WriteOnce, tables.SessionLog, tables.QuestionnaireResult
    keys = {key for (key,) in rows(world, once.key)}
    # What was answered is there.
    assert {f"{kind} {number}" for kind in KINDS for number in acknowledged} <= keys
    # Facts, keys and the trail say the same.
    many = Counter(key.split()[0] for key in keys)
    trail = Counter(action for (action,) in rows(world, tables.AuditEvent.action))
    assert {kind: trail[action] for kind, action in KINDS.items()} == dict(many)
    assert sorted(words for (words,) in rows(world, sessions.reflection)) == sorted(
        f"round {key.split()[1]}" for key in keys if key.startswith("session")
    )
    answers = Counter(result for (result,) in rows(world, tables.QuestionnaireAnswer.result_id))
    assert answers == {result: ITEMS for (result,) in rows(world, results.id)}
    assert len(answers) == many["form"]
    # The check-in of the day is the last one that was kept; each one before it is in the history.
    ((mood, words),) = rows(world, tables.CheckIn.mood, tables.CheckIn.words)
    newest = max(int(key.split()[1]) for key in keys if key.startswith("check-in"))
    assert (mood, words) == (newest % 11, f"round {newest}")
    corrected = [
        key for fact, key in rows(world, tables.Correction.fact, tables.Correction.fact_key) if fact == "check_in"
    ]
    assert corrected.count(today(ZONE).isoformat()) == many["check-in"] - 1
    # A draft stands exactly as long as what it was for does not.
    for kind, content in rows(world, tables.Draft.kind, tables.Draft.content):
        name = {"check_in": "check-in", "session": "session", "paper": "form"}[kind]
        (said,) = content.values()
        assert f"{name} {said.split()[1]}" not in keys
