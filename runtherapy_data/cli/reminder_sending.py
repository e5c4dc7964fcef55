"""Two ways out for a reminder: a file for each, or a mail server."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Final

from runtherapy_data.actions.reminders import NotSentError
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.exports.reminder_message import Message
from runtherapy_data.i18n import N_
from runtherapy_data.settings import Settings

_HANGS_UP: Final = 421
_NO_ADDRESS: Final = "an address that no message can be sent to"
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


def write(folder: Path, name: str, message: Message) -> None:
    """Put the message into a file of its own that only this user of the machine reads.

    Raises:
        NotSentError: it cannot be written (for nobody, then), or is there already.
    """
    if not message.to.isprintable():  # a line break would begin a header of its own
        raise NotSentError(_NO_ADDRESS)
    text, path = f"To: {message.to}\nSubject: {message.subject}\n\n{message.body}", folder / f"{name}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(opened, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:  # such as a disk that is full: half a message is none, and would stand in the way of the next
            path.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise NotSentError("its file is there already") from error
    except OSError as error:
        raise NotSentError(f"no file can be written to {folder}: {error.strerror}", for_all=True) from error


class MailServer:
    """The mail server of the settings. Connects at the first message, and again after a failure."""

    def __init__(self, found: Settings) -> None:
        """Read the settings.

        Raises:
            ConfigurationError: one is missing, or the way to the server would stand open.
        """
        _check(found)
        self._settings = found
        self._check_sender()
        self._password = _password(found)
        self._open: smtplib.SMTP | None = None

    def send(self, message: Message) -> None:
        """Hand one message over to the server.

        Raises:
            NotSentError: the server refuses this message, or (for all) cannot be reached or signed in to. Unsure where
                the connection broke after the message was handed over: the server may have taken it.
        """
        try:
            written = self._mail(message).as_bytes(policy=SMTP)
        except (ValueError, LookupError) as error:  # such as a line break
            raise NotSentError(_NO_ADDRESS) from error
        server, handed_over = self._server(), False
        try:
            _taken(server.mail(self._settings.smtp_sender))
            _taken(server.rcpt(message.to))
            handed_over = True
            _taken(server.data(written))
        except smtplib.SMTPResponseException as error:  # the server said no
            self._go_on(server, error.smtp_code)
            raise NotSentError(f"the mail server refused it ({error.smtp_code})") from error
        except UnicodeEncodeError as error:
            self._go_on(server)
            raise NotSentError("an address with letters that this way of sending has not") from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            server.close()
            self._open = None  # one message may have been too much for it; the next one asks again
            why = type(error).__name__ if isinstance(error, ValueError) else error  # that one repeats what was sent
            raise NotSentError(f"the connection broke ({why})", unsure=handed_over) from error

    def _go_on(self, server: smtplib.SMTP, code: int = 0) -> None:
        """Ready for the next message; a server that says 421 hangs up (RFC 5321, 3.8)."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.rset()
        if code == _HANGS_UP:
            server.close()
            self._open = None

    def _server(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = self._connected()
            except (smtplib.SMTPException, OSError) as error:
                raise NotSentError(f"the mail server cannot be used: {error}", for_all=True) from error
        return self._open

    def _connected(self) -> smtplib.SMTP:
        found, closed_off = self._settings, ssl.create_default_context()
        where, waits = (found.smtp_host, found.smtp_port), found.smtp_timeout_seconds
        server = (
            smtplib.SMTP_SSL(*where, timeout=waits, context=closed_off)
            if found.smtp_security == "tls"
            else smtplib.SMTP(*where, timeout=waits)
        )
        try:
            if found.smtp_security == "starttls":
                server.starttls(context=closed_off)
            server.ehlo_or_helo_if_needed()
            if found.smtp_user:
                server.login(found.smtp_user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._settings.smtp_sender, message.to, message.subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain=self._settings.smtp_sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no "out of office" in answer to it
        mail.set_content(message.body)
        return mail

    def _check_sender(self) -> None:
        sender = self._settings.smtp_sender
        try:
            self._mail(Message(sender, "", "")).as_bytes(policy=SMTP)
        except (ValueError, LookupError) as error:
            raise ConfigurationError(
                N_("No message can come from {sender}."), N_("Correct RUNTHERAPY_SMTP_SENDER."), sender=repr(sender)
            ) from error

    def close(self) -> None:
        """Say goodbye, where somebody is still there."""
        if self._open is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._open.quit()
            self._open = None


@contextlib.contextmanager
def mail_server(found: Settings) -> Iterator[MailServer]:
    """The mail server for one run."""
    server = MailServer(found)
    try:
        yield server
    finally:
        server.close()


def _taken(answer: tuple[int, bytes]) -> None:
    """The server said yes (RFC 5321, 4.2.1: 2xx)."""
    code, text = answer
    if code // 100 != 2:
        raise smtplib.SMTPResponseException(code, text.decode("ascii", errors="replace"))


def _check(found: Settings) -> None:
    if not found.smtp_host or "@" not in found.smtp_sender:
        raise ConfigurationError(
            N_("Reminders by e-mail need a mail server and a sender."),
            N_("Set RUNTHERAPY_SMTP_HOST and RUNTHERAPY_SMTP_SENDER (docs/reminders.md)."),
        )
    if found.smtp_security == "none" and found.smtp_host not in _THIS_MACHINE:
        raise ConfigurationError(
            N_("The way to the mail server {host} would stand open to everybody in between."),
            N_("Set RUNTHERAPY_SMTP_SECURITY to starttls or tls."),
            host=found.smtp_host,
        )


def _password(found: Settings) -> str:
    if not found.smtp_user:
        return ""
    try:
        text = found.smtp_password_file.read_text(encoding="utf-8") if found.smtp_password_file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            N_("The file with the password for the mail server cannot be read."),
            N_("Check RUNTHERAPY_SMTP_PASSWORD_FILE and the rights of the file."),
        ) from error
    return text.partition("\n")[0].strip("\r")
