"""A real server of the app on a free loopback port, started as a user would, and ended by the process that began it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
# Each server would compress Streamlit's files anew, half a minute of a processor: all servers of all runs share them.
_COMPRESSED = ROOT / ".pytest_cache" / "static"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Live:
    """A running server: where it is, which process it is, where it writes, and (on SQLite) its database file."""

    url: str
    pid: int
    log: Path
    database: str = ""

    def demo_cookie(self, role: str) -> str:
        """The Cookie header of somebody who pressed the demo button of a role."""
        with httpx.Client(base_url=self.url) as browser:
            page = browser.get("/sign-in")
            token = page.text.split('name="csrf"')[1].split('value="')[1].split('"')[0]
            reply = browser.post("/demo-sign-in", data={"role": role, "csrf": token}, headers={"Origin": self.url})
            assert reply.status_code == 303, reply.text[:300]
            # httpx keeps Secure cookies from plain http: read them from the reply itself.
            pairs = [value.split(";")[0] for value in reply.headers.get_list("set-cookie")]
        return "; ".join(pairs)


def streamlit_command(port: int, script: str = "app.py") -> list[str]:
    """`streamlit run`, as the README says, on a port of its own."""
    return [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]


def uvicorn_command(port: int) -> list[str]:
    """`uvicorn app:app`, on a port of its own."""
    return [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]


def _share_what_is_compressed(var_dir: Path) -> None:
    _COMPRESSED.mkdir(parents=True, exist_ok=True)
    var_dir.mkdir(parents=True, exist_ok=True)
    if not (var_dir / "static").exists():  # a server that was killed comes back to the same folder
        (var_dir / "static").symlink_to(_COMPRESSED, target_is_directory=True)


@contextmanager
def serving(
    command: list[str], port: int, environment: dict[str, str], log: Path, cwd: Path = ROOT, seconds: float = 90
) -> Iterator[Live]:
    """Start a server and wait until it is healthy; end it afterwards."""
    _share_what_is_compressed(Path(environment["RUNTHERAPY_VAR_DIR"]))
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            url = f"http://localhost:{port}"
            until = time.monotonic() + seconds
            while True:
                assert process.poll() is None, log.read_text(errors="replace")[-3000:]
                try:
                    if httpx.get(f"{url}/_stcore/health", timeout=5).status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                assert time.monotonic() < until, log.read_text(errors="replace")[-3000:]
                time.sleep(0.1)
            yield Live(url, process.pid, log, environment.get("RUNTHERAPY_DATABASE_URL", "").removeprefix("sqlite:///"))
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)
