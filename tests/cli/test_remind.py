"""`remind`: who is told, by file and through a real mail server on this machine, and what the messages do not say."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from runtherapy_data import store
from runtherapy_data.cli.app import app
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World
from tests.live import free_port

SECRET = "een geheim"
DAY = dt.timedelta(days=1)
TELLING = ("Test practice", "http://localhost:8501")


class Postbox:
    """What a mail server received; it takes nothing for the addresses in `refuses`."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []
        self.refuses: set[str] = set()
        self.hangs_up_on: set[str] = set()
        self.hangs_up_after: set[str] = set()
        self.says_goodbye_at: set[str] = set()
        self.slow: dict[str, float] = {}  # how many seconds it takes to answer, by address
        self.takes: int | None = None  # so many messages, then it is gone for good

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.hangs_up_on or (self.takes is not None and len(self.messages) >= self.takes):
            server.transport.close()
        if address in self.says_goodbye_at:
            return "421 closing for tonight"
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, email.message.EmailMessage)
        self.messages.append(parsed)
        await asyncio.sleep(max((self.slow.get(one, 0.0) for one in envelope.rcpt_tos), default=0.0))
        if self.hangs_up_after.intersection(envelope.rcpt_tos):
            server.transport.close()
        return "250 OK"


def knows(_server: object, _session: object, _envelope: object, _mechanism: str, given: Any) -> AuthResult:
    ok = isinstance(given, LoginPassword) and (given.login, given.password) == (b"post", SECRET.encode())
    return AuthResult(success=ok, handled=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, authority: trustme.CA) -> Iterator[pytest.MonkeyPatch]:
    """Settings of a mail server whose certificate this machine trusts; `served` fills in its port."""
    trusted, password = tmp_path / "trusted.pem", tmp_path / "password"
    authority.cert_pem.write_to_path(trusted)
    password.write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    monkeypatch.setenv("RUNTHERAPY_SMTP_HOST", "localhost")
    monkeypatch.setenv("RUNTHERAPY_SMTP_SENDER", "praktijk@test.example")
    monkeypatch.setenv("RUNTHERAPY_SMTP_USER", "post")
    monkeypatch.setenv("RUNTHERAPY_SMTP_PASSWORD_FILE", str(password))
    monkeypatch.setenv("RUNTHERAPY_SMTP_TIMEOUT_SECONDS", "5")
    yield monkeypatch
    store.dispose()


@contextmanager
def served(authority: trustme.CA, environment: pytest.MonkeyPatch, security: str) -> Iterator[Postbox]:
    """A mail server that asks for a name and a password, behind STARTTLS or TLS (or in the open)."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    box, starttls, port = Postbox(), security == "starttls", free_port()
    running = Controller(
        box, hostname="localhost", port=port, authenticator=knows, auth_required=starttls,
        auth_require_tls=starttls, require_starttls=starttls, tls_context=context if starttls else None,
        ssl_context=context if security == "tls" else None,
    )  # fmt: skip
    running.start()
    try:
        environment.setenv("RUNTHERAPY_SMTP_PORT", str(port))
        environment.setenv("RUNTHERAPY_SMTP_SECURITY", security)
        store.dispose()
        yield box
    finally:
        running.stop()


def decide(world: World, way: str, after_days: int = 2) -> None:
    world.add(
        tables.PracticeSetting, practice_id=world.practice_id, part="reminders",
        value={"way": way, "after_days": after_days}, changed_at=now(),
    )  # fmt: skip


def client(world: World, address: str, *, asked: bool = True, due: int | None = 5, **course: Any) -> None:
    """A client who checks in every day, and was asked for the PHQ-9 so many days ago."""
    client_id, _code = world.client()
    course_id = world.course(client_id, **course)
    world.account(
        "client", f"{address}@test.example", client_id=client_id, reminders=asked, password_hash="x", language="nl"
    )
    for back in range(3):
        world.check_in(course_id, today(ZONE) - back * DAY, mood=5)
    if due is not None:
        world.add(
            tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=new_id(), instrument="phq9", moment="mid",
            due_on=today(ZONE) - due * DAY, asked_at=now() - 30 * DAY,
        )  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["remind", *words], catch_exceptions=False)


def told(world: World) -> int:
    with reading(world.everything()) as connection:
        return len(connection.execute(select(tables.ReminderSent.account_id)).all())


def files(folder: Path) -> list[Path]:
    return sorted((folder / "var" / "reminders").rglob("*.txt"))


def test_nothing_is_sent_unless_the_practice_chose_a_way(world: World, tmp_path: Path) -> None:
    client(world, "a")
    assert run().stdout == "practice-1: reminders are off\n"
    assert told(world) == 0 and files(tmp_path) == []


def test_each_message_is_a_file_that_only_the_machines_user_reads(world: World, tmp_path: Path) -> None:
    decide(world, "file")
    client(world, "a")
    client(world, "b", asked=False)
    client(world, "c", due=1)  # has not waited long enough
    client(world, "d", due=None)
    line = "practice-1: clients who asked for reminders: 3; something is ready for: 1"
    assert run("--dry-run").stdout == f"{line}\n"
    assert told(world) == 0 and files(tmp_path) == []
    assert run().stdout == f"{line}; sent (file): 1; failed: 0\n"
    (file,) = files(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    text = file.read_text(encoding="utf-8")
    assert text.startswith("To: a@test.example\nSubject: Er staat iets voor je klaar\n\nHallo,\n")
    assert all(part in text for part in TELLING)
    assert run().stdout.endswith("something is ready for: 0; sent (file): 0; failed: 0\n")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_goes_through_the_mail_server_and_says_nothing_about_anybody(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA, security: str
) -> None:
    decide(world, "email")
    client(world, "a")
    client(world, "b")
    with served(authority, environment, security) as box:
        assert run().stdout.endswith("something is ready for: 2; sent (email): 2; failed: 0\n")
        assert run().stdout.endswith("something is ready for: 0; sent (email): 0; failed: 0\n")
    assert sorted(one["To"] for one in box.messages) == ["a@test.example", "b@test.example"]
    for one in box.messages:
        text = one.get_content()
        assert one["From"] == "praktijk@test.example" and one["Auto-Submitted"] == "auto-generated"
        assert one["Subject"] == "Er staat iets voor je klaar"
        assert all(part in text for part in TELLING)
        for word in ("phq", "vragenlijst", "therap", "check-in", "T-000", "cliënt"):
            assert word.casefold() not in (text + str(one)).casefold().replace("runtherapy", ""), word
    assert told(world) == 2


def test_one_address_that_fails_stops_no_other_and_is_tried_again(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    for name in "abcd":
        client(world, name)
    with served(authority, environment, "starttls") as box:
        box.refuses, box.hangs_up_on = {"b@test.example"}, {"c@test.example"}
        ended = run()
        assert ended.stdout.endswith("something is ready for: 4; sent (email): 2; failed: 2\n")
        assert ended.exit_code == 1 and told(world) == 2
        box.refuses = box.hangs_up_on = set()
        ended = run()
        assert ended.stdout.endswith("something is ready for: 2; sent (email): 2; failed: 0\n")
        assert ended.exit_code == 0
    assert sorted(one["To"][0] for one in box.messages) == list("abcd")


def test_a_message_that_may_have_gone_is_not_sent_a_second_time(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    client(world, "a")
    client(world, "b")
    with served(authority, environment, "starttls") as box:
        box.hangs_up_after = {"a@test.example"}
        ended = run()
        assert ended.stdout.endswith("sent (email): 1; failed: 1\n") and ended.exit_code == 1
        assert run().stdout.endswith("something is ready for: 0; sent (email): 0; failed: 0\n")
    assert sorted(one["To"] for one in box.messages) == ["a@test.example", "b@test.example"]


def test_a_server_that_answers_too_slowly_is_not_asked_again_for_what_it_may_have_sent(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    for name in "abc":
        client(world, name)
    environment.setenv("RUNTHERAPY_SMTP_TIMEOUT_SECONDS", "1")
    with served(authority, environment, "starttls") as box:
        box.slow = {"a@test.example": 0.2, "b@test.example": 2.0}
        ended = run()
        assert ended.stdout.endswith("sent (email): 2; failed: 1\n") and ended.exit_code == 1
        assert "not sent: the connection broke (" in ended.stderr and "timed out" in ended.stderr
        assert run().stdout.endswith("something is ready for: 0; sent (email): 0; failed: 0\n")
    assert sorted(one["To"][0] for one in box.messages) == ["a", "b", "c"]


def test_a_server_that_dies_in_the_middle_loses_nothing_and_sends_nothing_twice(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    for name in "abcd":
        client(world, name)
    with served(authority, environment, "starttls") as box:
        box.takes = 2
        ended = run()
        assert ended.stdout.endswith("sent (email): 2; failed: 2\n")
    first = [one["To"] for one in box.messages]
    assert run().stdout.endswith("something is ready for: 2; sent (email): 0; failed: 2\n")  # nobody answers now
    with served(authority, environment, "starttls") as box:
        assert run().stdout.endswith("something is ready for: 2; sent (email): 2; failed: 0\n")
    assert sorted(one[0] for one in [*first, *(one["To"] for one in box.messages)]) == list("abcd")


def test_a_server_that_says_goodbye_is_called_again(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    for name in "abc":
        client(world, name)
    with served(authority, environment, "starttls") as box:
        box.says_goodbye_at = {"a@test.example"}
        ended = run()
        assert ended.stdout.endswith("sent (email): 2; failed: 1\n")
        assert ended.stderr == "practice-1: not sent: the mail server refused it (421)\n"
        box.says_goodbye_at = set()
        assert run().stdout.endswith("sent (email): 1; failed: 0\n")
    assert sorted(one["To"][0] for one in box.messages) == list("abc")


# None of them can be registered; they stand here as if another program had written them into the table.
BROKEN = ["b@test.example\nBcc: eve@test.example", "b@test.example\r\n\r\nGeheim", "b@", "bé@test.example"]


@pytest.mark.parametrize("address", BROKEN)
@pytest.mark.parametrize("way", ["email", "file"])
def test_an_address_that_would_add_a_header_or_is_none_stops_no_other(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA, tmp_path: Path, address: str, way: str
) -> None:
    decide(world, way)
    for name in "abc":
        client(world, name)
    with writing(world.everything()) as connection:
        account = tables.Account
        connection.execute(update(account).where(account.email == "b@test.example").values(email=address))
    with served(authority, environment, "starttls") as box:
        ended = run()
    written = [email.message_from_bytes(one.read_bytes()) for one in files(tmp_path)]
    got = [*box.messages, *written]
    assert {"a@test.example", "c@test.example"} <= {str(one["To"]) for one in got}
    assert all(one["Bcc"] is None and "eve" not in str(one["To"]) for one in got)
    if way == "email":
        assert len(got) == 2 and "failed: 1" in ended.stdout
        assert "practice-1: not sent: an address " in ended.stderr and "@" not in ended.stderr


def test_the_reason_is_said_once_and_names_nobody(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    for name in "abc":
        client(world, name)
    with served(authority, environment, "starttls") as box:
        box.refuses = {"a@test.example", "b@test.example"}
        ended = run()
    assert ended.stdout.endswith("sent (email): 1; failed: 2\n")
    assert ended.stderr == "practice-1: not sent: the mail server refused it (550)\n"


def test_half_a_file_is_none_and_is_written_again(
    world: World, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    decide(world, "file")
    client(world, "a")

    def disk_is_full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with environment.context() as patch:
        patch.setattr("runtherapy_data.cli.reminder_sending.os.fdopen", disk_is_full)
        ended = run()
    assert ended.stdout.endswith("sent (file): 0; failed: 1\n") and "No space left on device" in ended.stderr
    assert files(tmp_path) == []
    assert run().stdout.endswith("sent (file): 1; failed: 0\n")


def test_a_server_that_is_not_there_or_is_another_gets_nothing(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    client(world, "a")
    client(world, "b")
    with served(trustme.CA(), environment, "starttls") as box:  # its certificate is of somebody unknown
        ended = run()
    assert ended.stdout.endswith("sent (email): 0; failed: 2\n") and ended.exit_code == 1
    assert box.messages == [] and told(world) == 0
    assert run().stdout.endswith("sent (email): 0; failed: 2\n")  # nobody answers any more


def test_a_wrong_password_sends_nothing(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA, tmp_path: Path
) -> None:
    decide(world, "email")
    client(world, "a")
    (tmp_path / "password").write_text("iets anders", encoding="utf-8")
    with served(authority, environment, "starttls") as box:
        assert run().stdout.endswith("sent (email): 0; failed: 1\n")
    assert box.messages == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"RUNTHERAPY_SMTP_HOST": ""}, "RUNTHERAPY_SMTP_HOST"),
        ({"RUNTHERAPY_SMTP_SENDER": "praktijk"}, "RUNTHERAPY_SMTP_SENDER"),
        ({"RUNTHERAPY_SMTP_SENDER": "praktijk@test.example\nBcc: eve@test.example"}, "RUNTHERAPY_SMTP_SENDER"),
        ({"RUNTHERAPY_SMTP_PASSWORD_FILE": "/nowhere"}, "RUNTHERAPY_SMTP_PASSWORD_FILE"),
        ({"RUNTHERAPY_SMTP_SECURITY": "none", "RUNTHERAPY_SMTP_HOST": "mail.test.example"}, "RUNTHERAPY_SMTP_SECURITY"),
    ],
)
def test_a_setting_that_would_not_do_is_named_before_anything_is_sent(
    world: World, environment: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    decide(world, "email")
    client(world, "a")
    for name, value in settings.items():
        environment.setenv(name, value)
    store.dispose()
    with pytest.raises(ConfigurationError) as refusal:
        run()
    assert named in str(refusal.value) and told(world) == 0


def test_a_server_on_this_machine_may_be_reached_in_the_open(
    world: World, environment: pytest.MonkeyPatch, authority: trustme.CA
) -> None:
    decide(world, "email")
    client(world, "a")
    environment.setenv("RUNTHERAPY_SMTP_USER", "")
    with served(authority, environment, "none") as box:
        assert run().stdout.endswith("sent (email): 1; failed: 0\n")
    assert len(box.messages) == 1
