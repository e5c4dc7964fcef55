"""What can go wrong in a way that a user can do something about.

An error carries its sentence as a message id plus values, never a finished sentence, because the one who raises it does
not know the reader's language. The screen, the sign-in page and the command line each say it with `text(translate)`.
"""

from __future__ import annotations

from collections.abc import Callable


class RuntherapyError(Exception):
    """Base of every expected error: a message id, an optional remedy, and the values for both.

    A value that is a number is given as one, so that it is said as the reader's language writes it.
    """

    def __init__(self, message: str, remedy: str = "", **values: object) -> None:
        super().__init__(message, remedy, values)
        self.message = message
        self.remedy = remedy
        self.values = values

    def text(self, translate: Callable[..., str]) -> str:
        """The sentence and its remedy in the reader's language."""
        parts = [translate(part, **self.values) for part in (self.message, self.remedy) if part]
        return " ".join(parts)

    def __str__(self) -> str:
        said = {name: f"{value:g}" if isinstance(value, float) else value for name, value in self.values.items()}
        return " ".join(part.format(**said) for part in (self.message, self.remedy) if part)


class NotAllowedError(RuntherapyError):
    """The asker has no right to this; says nothing about whether it exists."""


class NotFoundError(RuntherapyError):
    """The thing that was named does not exist (told only to those who may know)."""


class InvalidInputError(RuntherapyError):
    """A value that cannot be accepted; `field` names it as the reader knows it."""

    def __init__(self, field: str, message: str, remedy: str = "", **values: object) -> None:
        super().__init__(message, remedy, **values)
        self.field = field


class ConflictError(RuntherapyError):
    """The facts changed since the asker last saw them, or the thing exists already."""


class ChangedMeanwhileError(ConflictError):
    """Somebody else changed this since the asker opened it, and nothing was written.

    `now` is what stands, with its `revision`.
    """

    def __init__(self, message: str, remedy: str = "", *, now: object, revision: int, **values: object) -> None:
        super().__init__(message, remedy, **values)
        self.now = now
        self.revision = revision


class ConfigurationError(RuntherapyError):
    """A setting or the environment makes running impossible or unsafe."""
