"""The text of questionnaires: what may be given along with the product, and what a practice supplies itself.

A validated questionnaire keeps its wording to the letter. Whatever has no wording here is "scores only". A practice's
file has the same form as those in `wordings/`, one instrument a file, and is checked when it is read.
"""

from __future__ import annotations

import stat
from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError

from runtherapy_data.errors import ConfigurationError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.measures.facts import Form
from runtherapy_data.measures.instruments import Instrument, instrument
from runtherapy_data.measures.scales import Items
from runtherapy_data.measures.typed import typed

SHIPPED: Final = Path(__file__).resolve().parent / "wordings"
LARGEST: Final = 256 * 1024  # bytes; the longest of the known questionnaires needs a tenth of it
ENDS: Final = 2  # a long row of numbers has words at its ends only


class Text(Form):
    """A questionnaire in one language: `answers` lowest first, the same for every item or a row for each."""

    intro: str = Field(min_length=1)
    answers: tuple[str, ...] | tuple[tuple[str, ...], ...] = Field(min_length=1)
    items: tuple[str, ...] = Field(min_length=1)

    def answers_to(self, item: int) -> tuple[str, ...]:
        """The answers to an item, by its number, lowest first."""
        row = self.answers[item - 1] if self.has_rows else self.answers
        return tuple(answer for answer in row if isinstance(answer, str))

    @property
    def has_rows(self) -> bool:
        """Whether every item has answers of its own."""
        return isinstance(self.answers[0], tuple)


class Wording(Form):
    """The text of one instrument. permission: who allowed the practice to show it, and when."""

    instrument: str
    licence: str = Field(min_length=1)
    permission: str = ""
    certainty: dict[str, str] = Field(default_factory=dict)
    nl: Text | None = None
    en: Text | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is there in."""
        return tuple(language for language in ("nl", "en") if getattr(self, language))

    def said(self, language: str) -> Text | None:
        """The text in a language, or None: a wording is not shown in another language than was asked for."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text that can be used, by the id of its instrument; `troubles` names each file that cannot, and why."""

    by_instrument: dict[str, Wording]
    troubles: tuple[ConfigurationError, ...] = ()


def texts(folder: Path | None = None) -> Texts:
    """The texts that there are, read anew when a file was changed; a practice's own (`folder`) before a shipped one.

    A file that cannot be used, or a folder that cannot be read, stands in the way of nothing else.
    """
    shipped, own = _in_folder(SHIPPED), _in_folder(folder) if folder else Texts({})
    return Texts(shipped.by_instrument | own.by_instrument, shipped.troubles + own.troubles)


def wordings(folder: Path | None = None) -> dict[str, Wording]:
    """The texts that can be used; see `texts`, for whoever is to know of the others."""
    return texts(folder).by_instrument


def read_wording(content: bytes, name: str) -> Wording:
    """A text from the bytes of its file (`name` is said in errors), checked against its instrument."""
    try:
        wording = Wording.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"] if "[" not in str(part)) or "JSON"
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: {field}: {problem}."),
            file=name, field=field, problem=first["msg"],
        ) from error  # fmt: skip
    check(wording, name)
    return wording


def checked_file(content: bytes, name: str) -> Wording:
    """The text in a file (`name` is said in errors), if it fits its instrument and may be shown.

    Raises:
        InvalidInputError: the file is too large.
        ConfigurationError: it is no such file, or does not fit; names the field and what is expected.
    """
    if len(content) > LARGEST:
        raise InvalidInputError(
            "file", N_("This file is larger than {most} KiB."), N_("Give one questionnaire in a file."),
            most=LARGEST // 1024,
        )  # fmt: skip
    return read_wording(content.removeprefix(BOM_UTF8), name)


def check(wording: Wording, name: str) -> None:
    """Refuse a text that does not fit its instrument; ConfigurationError names the field and what is expected."""
    known = instrument(wording.instrument)
    if known is None:
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: there is no instrument {given} (instrument)."),
            file=name, given=wording.instrument[:40],
        )  # fmt: skip
    _check_licence(wording, known, name)
    for language in wording.languages:
        _check_text(wording, language, known, name)


def _check_licence(wording: Wording, known: Instrument, name: str) -> None:
    if not wording.languages:
        raise ConfigurationError(N_("The wording file {file} cannot be used: it has neither nl nor en."), file=name)
    if not known.wording_may_ship and not typed(wording.permission):
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: {instrument} may not be shown without leave (permission)."),
            N_("Write in permission who gave leave, and when."),
            file=name, instrument=known.id,
        )  # fmt: skip


def _check_text(wording: Wording, language: str, known: Instrument, name: str) -> None:
    text, items = wording.said(language), known.items
    if text is None or items is None:
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: the items of {instrument} are not known here (instrument)."),
            file=name, instrument=known.id,
        )  # fmt: skip
    if not items.fewest <= len(text.items) <= items.most:
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: {given} items, expected {expected} ({field})."),
            file=name, field=f"{language}.items", given=len(text.items), expected=items.count,
        )  # fmt: skip
    if text.has_rows and len(text.answers) != len(text.items):
        raise ConfigurationError(
            N_("The wording file {file} cannot be used: answers to {given} items, expected {expected} ({field})."),
            file=name, field=f"{language}.answers", given=len(text.answers), expected=len(text.items),
        )  # fmt: skip
    allowed = _answer_counts(items)
    for item in range(1, len(text.items) + 1):
        if len(text.answers_to(item)) not in allowed:
            raise ConfigurationError(
                N_("The wording file {file} cannot be used: {given} answers, expected {expected} ({field})."),
                file=name, field=f"{language}.answers", given=len(text.answers_to(item)), expected=allowed[0],
            )  # fmt: skip
    _check_visible(text, language, name)


def _check_visible(text: Text, language: str, name: str) -> None:
    """Nobody is asked what cannot be read: every text has a visible character, and none that no screen shows."""
    answers = [answer for item in range(1, len(text.items) + 1) for answer in text.answers_to(item)]
    for field, told in (("intro", (text.intro,)), ("items", text.items), ("answers", answers)):
        if any(not typed(one) or typed(one) != one.strip() for one in told):
            raise ConfigurationError(
                N_("The wording file {file} cannot be used: a text is empty or has hidden characters ({field})."),
                file=name, field=f"{language}.{field}",
            )  # fmt: skip


def _answer_counts(items: Items) -> tuple[int, ...]:
    """How many words for answers there may be: one each; of eleven answers or a drawn line, its two ends."""
    count = int(items.answers[1] - items.answers[0]) + 1
    if not items.whole:
        return (ENDS,)
    return (count, ENDS) if count > 7 else (count,)


def _in_folder(folder: Path) -> Texts:
    found: dict[str, Wording] = {}
    troubles: list[ConfigurationError] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except OSError as error:
        return Texts({}, (_no_folder(folder, error),))
    for path in paths:
        try:
            wording = _in_file(path)
            if wording.instrument in found:
                raise ConfigurationError(
                    N_("The wording file {file} cannot be used: {given} has a text in another file too (instrument)."),
                    file=_named(path), given=wording.instrument,
                )  # fmt: skip
            found[wording.instrument] = wording
        except ConfigurationError as error:
            troubles.append(error)
    return Texts(found, tuple(troubles))


def _in_file(path: Path) -> Wording:
    """The text in a file of a folder; ConfigurationError where it cannot be read or used."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # to open a named pipe waits for ever
            raise _unreadable(path, "not a regular file")
        if status.st_size > LARGEST:
            raise ConfigurationError(
                N_("The wording file {file} cannot be used: it is larger than {most} KiB."),
                N_("Give one questionnaire in a file."),
                file=_named(path), most=LARGEST // 1024,
            )  # fmt: skip
        return _read(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from error


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> Wording:
    """The text in a file, read anew when that was changed; what is no use is not remembered."""
    return read_wording(path.read_bytes().removeprefix(BOM_UTF8), _named(path))


def _named(path: Path) -> str:
    """The name of a file, as it can be written: a folder takes names that are no text."""
    return path.name.encode(errors="replace").decode()


def _unreadable(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        N_("The wording file {file} cannot be read ({problem})."),
        N_("Check its rights, or take it out of the folder."),
        file=_named(path), problem=why,
    )  # fmt: skip


def _no_folder(folder: Path, error: OSError) -> ConfigurationError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ConfigurationError(
            N_("The folder of wording files {folder} is not there."),
            N_("Correct RUNTHERAPY_WORDING_DIR."),
            folder=folder,
        )
    return ConfigurationError(
        N_("The folder of wording files {folder} cannot be read ({problem})."),
        N_("Check the rights of the folder."),
        folder=folder, problem=error.strerror or type(error).__name__,
    )  # fmt: skip
