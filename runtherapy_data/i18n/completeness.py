"""`python -m runtherapy_data.i18n.completeness`: is every text of the product in every catalogue? Exit code 1 if not.

A text in `runtherapy_data/<room>/` or `pages/` belongs in `locale/nl/<room>.po` (pages: `ui.po`). With `--write` the
missing texts are added there with an empty translation, and texts that are gone are taken out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from runtherapy_data.i18n.translate import LOCALE_DIR

ROOT: Final = LOCALE_DIR.parent.parent
# `_("…")` where it is said at once, `_.plural("one", "many", n)`, and N_("…") in tables and in errors.
KEYWORDS: Final[dict[str, tuple[int, ...] | None]] = {"_": None, "N_": None, "plural": (1, 2)}
_PLACEHOLDER: Final = re.compile(r"\{(\w*)")

Message = str | tuple[str, ...]


def room_of(path: Path) -> str:
    """The catalogue that a source file's texts belong in."""
    parts = path.relative_to(ROOT).parts
    if parts[0] in ("pages", "app.py"):
        return "ui"
    return parts[1] if len(parts) > 2 else "house"


def sources() -> list[Path]:
    """Every Python file whose texts can reach a reader."""
    found = [*(ROOT / "runtherapy_data").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Server-rendered HTML, whose texts stand in `_("…")` as well."""
    return sorted((ROOT / "runtherapy_data").rglob("*.html"))


def texts() -> dict[str, set[Message]]:
    """Room → its message ids (a pair for a plural)."""
    found: dict[str, set[Message]] = defaultdict(set)
    for path in sources():
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found[room_of(path)].add(message)
    for path in templates():
        found[room_of(path)].update(re.findall(r'\b_\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")))
    for room in found:
        found[room].discard("")
    return found


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _message(text: str | list[str] | tuple[str, ...] | None) -> Message:
    return tuple(text) if isinstance(text, (tuple, list)) else text or ""


def _same_placeholders(message: Message, translation: Message) -> bool:
    ids = message if isinstance(message, tuple) else (message,)
    strings = translation if isinstance(translation, tuple) else (translation,)
    allowed = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    return all(set(_PLACEHOLDER.findall(text)) <= allowed for text in strings)


def complaints(language: str = "nl") -> Iterator[str]:
    """One line for each text that is missing, unsure, left over or whose placeholders differ."""
    found = texts()
    for room in sorted({*found, *(path.stem for path in (LOCALE_DIR / language).glob("*.po"))}):
        path = LOCALE_DIR / language / f"{room}.po"
        known: set[Message] = set()
        for entry in _read(path, language):
            if not entry.id:
                continue
            key = _message(entry.id)
            if not entry.string or (isinstance(entry.string, tuple) and not all(entry.string)):
                yield f"{path.name}: no translation: {key!r}"
            elif entry.fuzzy:
                yield f"{path.name}: fuzzy: {key!r}"
            elif not _same_placeholders(key, _message(entry.string)):
                yield f"{path.name}: placeholders differ: {key!r}"
            known.add(key)
        for message in sorted(found.get(room, set()) - known, key=str):
            yield f"{path.name}: missing: {message!r}"
        for message in sorted(known - found.get(room, set()), key=str):
            yield f"{path.name}: left over: {message!r}"


def write(language: str = "nl") -> None:
    """Bring the catalogues up to date with the sources, keeping the translations that there are."""
    for room, messages in texts().items():
        path = LOCALE_DIR / language / f"{room}.po"
        old = {
            tuple(m.id) if isinstance(m.id, (tuple, list)) else m.id: m.string for m in _read(path, language) if m.id
        }
        fresh = Catalog(locale=language, project="runtherapy", charset="utf-8")
        for message in sorted(messages, key=str):
            fresh.add(message, old.get(message) or (("", "") if isinstance(message, tuple) else ""))
        with path.open("wb") as file:
            write_po(file, fresh, omit_header=True, width=110, sort_output=True)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    problems = list(complaints())
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    sys.exit(1 if problems else 0)
