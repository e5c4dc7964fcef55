"""What the end report says by itself: facts of the course, each change with its grounds, and no advice."""

from __future__ import annotations

from dataclasses import replace

from runtherapy_data.exports import paper, plain_text, report_words
from runtherapy_data.exports.documents import sheet
from runtherapy_data.i18n import translator
from runtherapy_data.measures.papers import PARTS, PaperKind
from runtherapy_data.views.course import PhaseSpan, ResultFact
from tests.exports.papers import making, said, told
from tests.views.courses import course, day, session

NL, EN = translator("nl"), translator("en")
ENDED = told(
    ends_on=day(30),
    end_reason="completed",
    client_name="Noor Voorbeeld",
    sessions=(
        session(2, home_exercises="Uitademen.", breathing="hoog"),
        session(9, kind="independent", walking_minutes=20, home_exercises="Stil zitten"),
        session(16, reflection="Dit is van mij"),
    ),
    phases=(PhaseSpan("intake", day(0), day(6)), PhaseSpan("guided_running", day(7), day(69))),
    results=(ResultFact("phq9", day(0), "intake", 16.0), ResultFact("phq9", day(28), "mid", 8.0)),
)


def test_it_says_how_the_course_went() -> None:
    parts = report_words.generated(ENDED, NL)
    assert parts["complaint"] == (
        "Noor Voorbeeld kwam voor hardlooptherapie met deze klacht: depressie en somberheid. "
        "Eerste scores: PHQ-9\u00a016."
    )
    assert parts["course"] == (
        "Het traject begon op ma 9 mrt 2026; er waren 10 weken gepland. Het eindigde op wo 8 apr 2026: afgerond. "
        "Er zijn 3 sessies genoteerd: 2 met de therapeut, 1 zelfstandig. Er zijn 35 dagelijkse check-ins ingevuld. "
        "Fasen: Intake vanaf ma 9 mrt; Begeleid lopen vanaf ma 16 mrt."
    )
    assert "Oefeningen voor thuis: Stil zitten; Uitademen." in parts["done"] and "23 minuten" in parts["done"]


def test_a_change_has_its_verdict_and_its_grounds() -> None:
    parts = report_words.generated(ENDED, NL)
    assert "PHQ-9 daalde van 16 naar 8: betrouwbaar verbeterd, onder de grens van 10." in parts["change"]
    assert "1,96 × SD" in parts["grounds"]
    assert "fell from 16 to 8" in report_words.generated(ENDED, EN)["change"]


def test_advice_is_the_therapists_and_an_empty_part_is_left_out() -> None:
    parts = report_words.generated(ENDED, NL)
    assert parts["advice"] == "" == parts["to"]
    text = said(paper.pdf(sheet(making(PaperKind.REPORT, "nl", ENDED, **parts))).content)
    assert "Advies" not in text and "Tess Therapeut" in text and "Praktijk Bosrand" in text
    assert "Advies Blijf wandelen" in said(
        paper.pdf(sheet(making(PaperKind.REPORT, "nl", ENDED, **{**parts, "advice": "Blijf wandelen"}))).content
    )


def test_what_is_private_is_not_suggested_for_a_letter() -> None:
    text = "\n".join(report_words.generated(ENDED, NL).values())
    assert "hoog" not in text and "Dit is van mij" not in text


def test_a_course_about_which_little_is_known_says_little() -> None:
    parts = report_words.generated(course(), NL)
    assert parts["course"] == "Het traject begon op ma 9 mrt 2026; er waren 10 weken gepland. Week 6 van 10."
    assert parts["grounds"] == ""
    assert paper.pdf(sheet(making(PaperKind.REPORT, "nl", course(), **parts))).pages == 1


def test_every_part_that_is_suggested_fits_its_limit() -> None:
    codes = ("phq9", "gad7", "who5", *("q" * 30 + str(one) for one in range(40)))
    many = replace(ENDED, results=tuple(ResultFact(code, day(at), "extra", float(at)) for code in codes
                                        for at in (0, 10, 20)), client_name="Noor " * 24)  # fmt: skip
    parts = report_words.generated(many, NL)
    assert all(len(parts[one.code]) <= one.longest for one in PARTS[PaperKind.REPORT])
    assert parts["change"].endswith("(ingekort)")


def test_the_text_to_copy_has_every_part() -> None:
    parts = {**report_words.generated(ENDED, NL), "to": "Praktijk De Brink"}
    copied = plain_text.text(PaperKind.REPORT, ENDED, parts, day(34), NL)
    assert "Aan\nPraktijk De Brink" in copied and "Waarop dit berust\n" in copied and "Advies" not in copied
