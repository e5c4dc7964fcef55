"""From facts to a sheet of paper: typst with a template, the texts as data, and fonts of our own.

A text reaches typst as JSON that its template reads: it is never markup, whatever somebody typed. Nothing is fetched
and no font of the machine is used. The PDF is tagged, for people who have it read aloud (PDF/UA-1).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from runtherapy_data.errors import ConflictError
from runtherapy_data.exports import printable
from runtherapy_data.i18n import N_

TEMPLATES: Final = Path(__file__).with_name("templates")
PRINTED_INK: Final = "#1E2A2B"  # 14.9 : 1 on white paper
FIGURE_PX: Final = 680.0  # 180 mm, the width between the margins, so that a letter of 12 px is one of 9 pt
# Letter sizes in points with how much of its size the figure keeps: the first with which all fits is taken.
SIZES: Final[tuple[tuple[float, float], ...]] = (
    (11, 1), (10.5, 1), (10, 1), (10, 0.95), (9.5, 0.9), (9.5, 0.86), (9, 0.82), (9, 0.78), (8.5, 0.74), (8, 0.7),
    (8, 0.6),
)  # fmt: skip
# How far letters and figure may shrink to spare a page; after that the paper takes the next page that it may have.
COMFORTABLE: Final = SIZES[:5]
PREVIEW_PPI: Final = 110.0
STANDARD: Final = "ua-1"

Facts = dict[str, Any]  # what a template reads: plain JSON values


class PaperFullError(ConflictError):
    """The texts do not fit the pages that this paper may take."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished sheet: its bytes and how many pages it has."""

    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the template's name, the facts for it (given how to make a text printable), and how many pages.

    `facts` takes `plain` (see `printable.lines`) and gives everything that the template reads.
    """

    template: str
    facts: Callable[[bool], Facts]
    most_pages: int
    made_at: dt.datetime


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(printable.FONTS)])


def _compiler(sheet: Sheet, facts: Facts, size: tuple[float, float]) -> typst.Compiler:
    data = json.dumps({**facts, "size": size[0], "figure_scale": size[1]})
    return typst.Compiler(
        str(TEMPLATES / sheet.template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _pages(compiler: typst.Compiler) -> int:
    return int(json.loads(compiler.query("<pages>", field="value", one=True)))


def _fitting(sheet: Sheet, facts: Facts) -> tuple[typst.Compiler, int]:
    """The compiler with the fewest pages and then the largest letters that fit, and how many pages these are.

    Raises:
        PaperFullError: it does not fit.
    """
    for most in range(1, sheet.most_pages + 1):
        for size in SIZES if most == sheet.most_pages else COMFORTABLE:
            compiler = _compiler(sheet, facts, size)
            if (pages := _pages(compiler)) <= most:
                return compiler, pages
    raise PaperFullError(N_("This text does not fit the paper."), N_("Shorten a part, or take out empty lines."))


def _compiled(sheet: Sheet, make: Callable[[typst.Compiler], bytes]) -> Printed:
    try:
        compiler, pages = _fitting(sheet, sheet.facts(False))
        return Printed(make(compiler), pages)
    except typst.TypstError as error:
        # A letter and a mark that two fonts hold, but neither holds together: print what every font can.
        if "could not be displayed" not in error.message:
            raise
    compiler, pages = _fitting(sheet, sheet.facts(True))
    return Printed(make(compiler), pages)


def _pdf(sheet: Sheet, compiler: typst.Compiler) -> bytes:
    moment = sheet.made_at.astimezone(dt.UTC).replace(microsecond=0)
    return _single(compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment))


def pdf(sheet: Sheet) -> Printed:
    """The sheet as a tagged PDF (PDF/UA-1): the same facts give the same bytes.

    Raises:
        PaperFullError: the texts do not fit the pages of this paper.
        typst.TypstError: the template or the standard is broken (a fault of ours).
    """
    return _compiled(sheet, lambda compiler: _pdf(sheet, compiler))


def png(sheet: Sheet, page: int) -> Printed | None:
    """One page (1 is the first) of the very same sheet as a picture, or None where it has no such page."""

    def make(compiler: typst.Compiler) -> bytes:
        _pdf(sheet, compiler)  # what the PDF refuses is not shown either
        made = compiler.compile(format="png", ppi=PREVIEW_PPI)
        every: Sequence[bytes] = made if isinstance(made, list) else [_single(made)]
        return every[page - 1] if 0 < page <= len(every) else b""

    printed = _compiled(sheet, make)
    return printed if printed.content else None


def _single(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("typst gave something else than one file")
    return made
