"""Both papers as PDF: tagged, on so many pages, with every word of what was written, whatever was written."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from runtherapy_data.exports import paper
from runtherapy_data.exports.documents import sheet
from runtherapy_data.exports.paper import PaperFullError
from runtherapy_data.exports.printable import line, shortened
from runtherapy_data.measures.papers import MOST_LINES, MOST_PAGES, PARTS, PaperKind
from tests.exports.papers import making, reader, said, told

KINDS = list(PaperKind)
# What typst takes for markup, and what could end a JSON text or a template's string.
SIGNS = r"""#let x = 1 $a^2$ _laag_ *vet* @naam <lab> // niets /* niets */ \ [een] {twee} "drie" `vier` ~ = + - 'v'"""


def filled(kind: PaperKind, text: str) -> dict[str, str]:
    """Each part as full as it may be, with a text over and over."""
    parts = {}
    for part in PARTS[kind]:
        times = part.longest // (len(text) + 1) + 1
        parts[part.code] = " ".join([text] * times)[: part.longest].strip()
    return parts


def nothing_lost(kind: PaperKind, parts: dict[str, str]) -> bytes:
    """Print it; every word of every part stands in the PDF, on the pages that the paper may take."""
    printed = paper.pdf(sheet(making(kind, **parts)))
    assert printed.pages == len(reader(printed.content).pages) <= MOST_PAGES[kind]
    there = Counter(said(printed.content))
    asked = Counter("".join(line(written) for written in parts.values()))
    assert not {letter: count for letter, count in asked.items() if letter.strip("\u200b ") and there[letter] < count}
    for page in range(1, printed.pages + 1):
        assert white_margins(sheet(making(kind, **parts)), page)
    return printed.content


def white_margins(one: paper.Sheet, page: int, mm: int = 6) -> bool:
    """Whether nothing runs out to the edges of a page."""
    printed = paper.png(one, page)
    assert printed is not None
    picture = Image.open(io.BytesIO(printed.content)).convert("L")
    edge = round(mm / 25.4 * paper.PREVIEW_PPI)
    wide, high = picture.size
    strips = ((0, 0, edge, high), (wide - edge, 0, wide, high), (0, 0, wide, edge), (0, high - edge, wide, high))
    return all(picture.crop(strip).getextrema() == (255, 255) for strip in strips)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_tagged_has_a_title_and_a_language_and_describes_its_figure(kind: PaperKind, language: str) -> None:
    made = making(kind, language, change="Iets", **({"words": "ik"} if kind == PaperKind.CARD else {}))
    pdf = reader(paper.pdf(sheet(made)).content)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == language
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    names = {"nl": ("Gesprekskaart", "Eindverslag"), "en": ("Conversation card", "End report")}[language]
    assert pdf.metadata is not None and pdf.metadata.title == names[KINDS.index(kind)]
    week = {"nl": "Week 5 van 10", "en": "Week 5 of 10"}[language]
    assert any(week in alt for alt in _alts(root["/StructTreeRoot"]))


def _alts(node: object) -> list[str]:
    """The alternative texts in a tree of structure elements."""
    found: list[str] = []
    pending, seen = [node], set()
    while pending:
        one = getattr(pending.pop(), "get_object", lambda: None)()
        if isinstance(one, list):
            pending += one
        elif isinstance(one, dict) and id(one) not in seen:
            seen.add(id(one))
            found += [str(one["/Alt"])] if "/Alt" in one else []
            pending += [one.raw_get("/K")] if "/K" in one else []
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_gives_the_same_bytes(kind: PaperKind) -> None:
    assert paper.pdf(sheet(making(kind, change="Iets"))) == paper.pdf(sheet(making(kind, change="Iets")))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    ["gewone woorden van een dag", "W", "M" * 4000, SIGNS, "🙂 goed", "שלום עולם", "Łódź, Şükran en Ağca", "i" * 40],
    ids=["words", "wide letters", "one endless word", "signs", "emoji", "right to left", "far letters", "long words"],
)
def test_full_parts_fit_and_nothing_is_cut_off(kind: PaperKind, text: str) -> None:
    nothing_lost(kind, filled(kind, text))


@pytest.mark.parametrize("kind", KINDS)
def test_long_names_fit(kind: PaperKind) -> None:
    course = replace(told(), client_name="Wilhelmina-Alexandra van den Heuvel-Broekhuizen " * 4, client_code="C" * 40)
    made = replace(making(kind, about=course), maker="Maximiliaan de Wit " * 6, practice="Praktijk Onder de Bomen " * 5)
    printed = paper.pdf(sheet(replace(made, parts=filled(kind, "gewone woorden"))))
    text = said(printed.content)
    assert text.count("Heuvel-Broekhuizen") >= 4 and "C" * 40 in text.replace(" ", "")


def test_a_part_with_every_line_it_may_have_fits_or_is_refused_with_a_way_out() -> None:
    lines = "\n".join(["a"] * (MOST_LINES - 1))
    printed = paper.pdf(sheet(making(PaperKind.REPORT, advice=lines, change=lines)))
    assert printed.pages <= 2
    with pytest.raises(PaperFullError) as refused:
        paper.pdf(sheet(making(PaperKind.CARD, words=lines, change=lines, question=lines, next_step=lines)))
    assert refused.value.remedy


def test_signs_of_the_template_stay_signs() -> None:
    text = said(nothing_lost(PaperKind.CARD, {"question": SIGNS}))
    assert "#let x = 1 $a^2$ _laag_ *vet* @naam <lab>" in text


def test_what_cannot_be_printed_is_marked_and_the_foot_says_so() -> None:
    text = said(paper.pdf(sheet(making(words="漢字 en meer", change="gewoon"))).content)
    assert "[…] en meer" in text and "staan hier als […]" in text
    assert "staan hier als" not in said(paper.pdf(sheet(making(words="gewoon"))).content)


def test_letters_that_no_font_holds_together_are_printed_plainly() -> None:
    text = said(paper.pdf(sheet(making(change="de a\u0488 en de gewone letters"))).content)
    assert "en de gewone letters" in text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_every_text_there_is_can_be_printed(text: str) -> None:
    assert paper.pdf(sheet(making(change=text, about=EMPTY))).pages == 1


EMPTY = replace(told(), series=(), sessions=())


def test_a_course_without_facts_has_no_figure() -> None:
    assert "Zo ging het" not in said(paper.pdf(sheet(making(about=EMPTY, change="Iets"))).content)


def test_the_day_of_the_paper_is_that_of_the_practice() -> None:
    assert "zo 12 apr 2026" in said(paper.pdf(sheet(making())).content)
    late = replace(making(), made_at=dt.datetime(2026, 4, 12, 22, 30, tzinfo=dt.UTC))
    assert "ma 13 apr 2026" in said(paper.pdf(sheet(late)).content)


def test_a_demo_says_so_and_a_practice_does_not() -> None:
    assert "verzonnen" in said(paper.pdf(sheet(making())).content)
    assert "verzonnen" not in said(paper.pdf(sheet(replace(making(), is_demo=False))).content)


def test_the_pages_can_be_looked_at() -> None:
    one = sheet(making(change="Iets"))
    printed = paper.png(one, 1)
    assert printed is not None and printed.content.startswith(b"\x89PNG") and printed.pages == 1
    assert paper.png(one, 2) is None and paper.png(one, 0) is None


def test_the_shortening_mark_of_a_quote_fits_its_part() -> None:
    assert len(shortened("woord " * 900, 500, "(lees verder in het dossier)")) <= 500
