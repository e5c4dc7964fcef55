"""What a reminder says: that something is ready, at which practice, and where. Nothing about what, and about nobody."""

from __future__ import annotations

from dataclasses import dataclass

from runtherapy_data.i18n import translator


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one language: to whom, what stands above it, and what it says."""

    to: str
    subject: str
    body: str


def message(to: str, language: str, practice: str, address: str) -> Message:
    """The message for one client; `address` is where they sign in. The subject does not even name the practice."""
    _ = translator(language)
    lines = [
        _("Hello,"),
        "",
        _("Something is ready for you at {practice}:", practice=practice),
        address,
        "",
        _("It may wait until it suits you."),
        "",
        _("You get this message because you asked for it. On the page My progress you can put it off again."),
    ]
    return Message(to, _("Something is ready for you"), "\n".join(lines) + "\n")
