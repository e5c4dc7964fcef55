"""From a message id to a sentence.

English is the source language: a message id *is* the English text. Every other language has catalogues in
`locale/<language>/*.po`, one per room of the house so that a file stays small; they are read as they are, without a
compile step that could be forgotten.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
LOCALE_DIR: Final = Path(__file__).resolve().parent.parent / "locale"
_LOCALES: Final = {"nl": Locale("nl", "NL"), "en": Locale("en", "GB")}


def N_(message: str) -> str:
    """Mark a text that lives in a table as translatable; it is translated where it is shown."""
    return message


class Phrase(str):
    """A message id in whose place a practice may say words of its own (see `Translate.saying`).

    A type of its own: the same text may stand elsewhere for another thing, which then keeps its name.
    """

    __slots__ = ()


@lru_cache(maxsize=4096)  # a figure writes a hundred days at each rerun, mostly the same ones for everybody
def _day(language: Language, value: dt.date, pattern: str) -> str:
    # CLDR's Dutch abbreviations end in a full stop ("mei" does not); people in the Netherlands write none here.
    return format_date(value, format=pattern, locale=_LOCALES[language]).replace(".", "")


@dataclass(frozen=True, slots=True)
class Translate:
    """Says things in one language. Call it with a message id and the values for its {placeholders}.

    A value that is a number with decimals is written as it is in the language: 7,5 in Dutch.
    """

    language: Language
    _catalogue: gettext.NullTranslations = field(repr=False)
    _own: Mapping[Phrase, str] = field(default_factory=dict, repr=False, hash=False)

    def saying(self, phrases: Mapping[Phrase, str]) -> Translate:
        """The same, but for these phrases: a practice's own words (in this language), said to the letter."""
        return replace(self, _own=dict(phrases))

    def __call__(self, message: str, **values: object) -> str:
        if isinstance(message, Phrase) and message in self._own:
            return self._own[message]
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**{name: self._written(value) for name, value in values.items()}) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form that fits `n`; `{n}` is filled in by itself."""
        written = {name: self._written(value) for name, value in values.items()}
        return self._catalogue.ngettext(one, many, n).format(n=n, **written)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with this many decimals, with a comma in Dutch: 1,4."""
        pattern = "#,##0" if digits == 0 else "#,##0." + "0" * digits
        return format_decimal(value, format=pattern, locale=_LOCALES[self.language])

    def plain(self, value: float) -> str:
        """A number as short as it is, with a comma in Dutch: 7 or 7,5."""
        return f"{value:g}".replace(".", get_decimal_symbol(_LOCALES[self.language]))

    def _written(self, value: object) -> object:
        return self.plain(value) if isinstance(value, float) else value

    def signed(self, value: float, digits: int = 1) -> str:
        """A change with its sign and a real minus: +1,4 or −0,3."""
        rounded = round(value, digits)
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        return sign + self.number(abs(rounded), digits)

    def day(self, value: dt.date, *, year: bool = False) -> str:
        """A day as people write it: di 12 mei, or di 12 mei 2026."""
        return _day(self.language, value, "EEE d MMM y" if year else "EEE d MMM")

    def moment(self, value: dt.datetime) -> str:
        """A day and a time of day: di 12 mei 2026 14:05 (the value's own zone)."""
        pattern = "EEE d MMM y HH:mm"
        return format_datetime(value, format=pattern, locale=_LOCALES[self.language]).replace(".", "")


def catalogue_files(language: str) -> list[Path]:
    """The catalogues of one language, in a fixed order."""
    return sorted((LOCALE_DIR / language).glob("*.po"))


def _merged(language: str) -> Catalog:
    merged = Catalog(locale=language)
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and not message.fuzzy:
                    merged.add(message.id, message.string)
    return merged


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translate:
    """The translator of a language; an unknown one falls back to Dutch, the default of the product."""
    chosen: Language = "en" if language == "en" else "nl"
    if chosen == "en":
        return Translate(chosen, gettext.NullTranslations())
    buffer = BytesIO()
    write_mo(buffer, _merged(chosen))
    buffer.seek(0)
    return Translate(chosen, gettext.GNUTranslations(buffer))
