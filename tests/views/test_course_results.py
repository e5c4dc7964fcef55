"""What the questionnaires of a course say, to the therapist and to the client, in both languages."""

from __future__ import annotations

import re

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.change import Verdict
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.views.course import EventFact, ResultFact
from runtherapy_data.views.course_results import ScaleResults, on_hatched_days, results, told_to_client
from tests.views.courses import course, day

NL, EN = translator("nl"), translator("en")


def scored(instrument: str, *scores: float, subscale: str = "") -> ScaleResults:
    """The results of one scale, ten days apart."""
    facts = []
    for number, score in enumerate(scores):
        parts = ((subscale, score),) if subscale else ()
        facts.append(ResultFact(instrument, day(10 * number), "mid", None if subscale else score, parts))
    (found,) = results(course(results=tuple(facts)))
    return found


@pytest.mark.parametrize(
    ("instrument", "scores", "nl", "en"),
    [
        (
            "phq9", (15, 8),
            "PHQ-9 daalde van 15 naar 8: betrouwbaar verbeterd, onder de grens van 10.",
            "PHQ-9 fell from 15 to 8: reliably improved, below the cut-off of 10.",
        ),
        (
            "phq9", (17, 10),
            "PHQ-9 daalde van 17 naar 10: betrouwbaar verbeterd, nog steeds op de grens van 10.",
            "PHQ-9 fell from 17 to 10: reliably improved, still on the cut-off of 10.",
        ),
        (
            "phq9", (24, 14),
            "PHQ-9 daalde van 24 naar 14: betrouwbaar verbeterd, nog steeds boven de grens van 10.",
            "PHQ-9 fell from 24 to 14: reliably improved, still above the cut-off of 10.",
        ),
        (
            "phq9", (9, 2),
            "PHQ-9 daalde van 9 naar 2: betrouwbaar verbeterd; de eerste score lag al onder de grens van 10.",
            "PHQ-9 fell from 9 to 2: reliably improved; the first score was already below the cut-off of 10.",
        ),
        (
            "phq9", (15, 13.5),
            "PHQ-9 daalde van 15 naar 13,5: geen betrouwbaar verschil, nog steeds boven de grens van 10.",
            "PHQ-9 fell from 15 to 13.5: no reliable difference, still above the cut-off of 10.",
        ),
        (
            "phq9", (12, 9),
            "PHQ-9 daalde van 12 naar 9: geen betrouwbaar verschil, ook al ligt de score nu onder de grens van 10.",
            "PHQ-9 fell from 12 to 9: no reliable difference, even though the score is now below the cut-off of 10.",
        ),
        (
            "phq9", (12, 12),
            "PHQ-9 bleef 12: geen betrouwbaar verschil, nog steeds boven de grens van 10.",
            "PHQ-9 stayed 12: no reliable difference, still above the cut-off of 10.",
        ),
        (
            "phq9", (8, 16),
            "PHQ-9 steeg van 8 naar 16: betrouwbaar verslechterd, nu boven de grens van 10.",
            "PHQ-9 rose from 8 to 16: reliably worse, now above the cut-off of 10.",
        ),
        (
            "phq9", (1, 9),
            "PHQ-9 steeg van 1 naar 9: betrouwbaar verslechterd, nog steeds onder de grens van 10.",
            "PHQ-9 rose from 1 to 9: reliably worse, still below the cut-off of 10.",
        ),
        (
            "pss10", (30, 12),
            "PSS-10 daalde van 30 naar 12: betrouwbaar verbeterd.",
            "PSS-10 fell from 30 to 12: reliably improved.",
        ),
        (
            "phq9", (15,),
            "PHQ-9 was 15 op ma 9 mrt, boven de grens van 10: er is nog geen tweede score om mee te vergelijken.",
            "PHQ-9 was 15 on Mon 9 Mar, above the cut-off of 10: no second score yet to compare with.",
        ),
        (
            "of_their_own", (3, 4),
            "of_their_own steeg van 3 naar 4: of dat betrouwbaar is, is niet te zeggen: "
            "deze vragenlijst is hier niet bekend.",
            "of_their_own rose from 3 to 4: not known whether that is reliable: "
            "nothing is known of this questionnaire.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_for_the_therapist(instrument: str, scores: tuple[float, ...], nl: str, en: str) -> None:
    found = scored(instrument, *scores)
    assert found.sentence(NL) == nl
    assert found.sentence(EN) == en


def test_a_scale_where_higher_is_better_and_no_reliability_is_published() -> None:
    found = scored("ors", 18, 29)
    assert found.sentence(NL) == (
        "ORS steeg van 18 naar 29, boven de grens van 25: of dat betrouwbaar is, is niet te zeggen: "
        "geen betrouwbaarheid gepubliceerd die zeker genoeg is."
    )
    assert found.since_first is not None and found.since_first.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ((15, 8), "Je score op de PHQ-9 is lager dan de eerste keer: van 15 naar 8. "
                  "Dat verschil is groter dan toeval alleen meestal geeft."),
        ((15, 13), "Je score op de PHQ-9 is lager dan de eerste keer: van 15 naar 13. "
                   "Zo'n verschil kan ook toeval zijn."),
        ((8, 16), "Je score op de PHQ-9 is hoger dan de eerste keer: van 8 naar 16. "
                  "Dat verschil is groter dan toeval alleen meestal geeft. Bespreek het met je therapeut."),
        ((8, 8), "Je score op de PHQ-9 is even hoog als de eerste keer: 8."),
        ((8,), "Je score op de PHQ-9 was 8 op ma 9 mrt. Er is nog geen tweede."),
    ],
)  # fmt: skip
def test_the_sentence_for_the_client(scores: tuple[float, ...], words: str) -> None:
    assert scored("phq9", *scores).sentence(NL, to_client=True) == words


ALARM = re.compile(
    r"slechter|hersteld|verbeterd|klinisch|ziek|depress|stoornis|grens|worse|deteriorat|clinical|cut-off|recovered",
    re.I,
)


@pytest.mark.parametrize("one", instruments(), ids=lambda one: one.id)
@pytest.mark.parametrize("turned", [False, True])
def test_no_client_reads_a_verdict_a_cut_off_or_an_alarm(one, turned: bool) -> None:
    low, high = next(scale.range for scale in (one.total, *one.subscales) if scale and scale.range)
    subscale = "" if one.total else one.subscales[0].id
    scores = (high, low) if turned else (low, high)
    found = scored(one.id, *scores, subscale=subscale)
    for _ in (NL, EN):
        said = found.sentence(_, to_client=True).replace(found.name(_), "")
        assert not ALARM.search(said)


def test_since_the_previous_score_is_said_from_the_third_one_on() -> None:
    assert scored("phq9", 15, 8).previous_sentence(NL) == ""
    found = scored("phq9", 15, 12, 8)
    assert found.previous_sentence(NL) == "Sinds de vorige keer (12 op do 19 mrt): geen betrouwbaar verschil."
    assert found.since_previous is not None and found.since_previous.difference == -4
    assert scored("phq9", 15, 8, 15).previous_sentence(NL).endswith("betrouwbaar verslechterd.")


def test_the_reasons_name_every_number_and_its_source() -> None:
    told = " ".join(scored("phq9", 15, 8).reasons(NL))
    for named in (
        "van 15 (ma 9 mrt 2026, halverwege) naar 8 (do 19 mrt 2026, halverwege) is −7 punten",
        "meer dan 5,61 punten telt als betrouwbaar: 1,96 × SD 6,1 × √(2 × (1 − 0,89))",
        "SD 6,1: standaarddeviatie van mensen met een depressieve stoornis (n = 41). Bron: Kroenke 2001",
        "(bekend in het vak; voor dit programma niet in de bron zelf nagekeken)",
        "Grens 10",
        "de grens zelf telt als klinisch",
        "Hersteld: klinisch bij de eerste score, betrouwbaar verbeterd, en nu niet meer klinisch.",
        "geen Nederlandse norm",
    ):
        assert named in told


@pytest.mark.parametrize(
    ("instrument", "scores", "said"),
    [
        ("phq9", (9, 2), "de eerste score was niet klinisch"),
        ("phq9", (24, 14), "de laatste score is nog klinisch"),
        ("pss10", (30, 12), "niemand heet hier hersteld"),
        ("phq9", (12, 9), "kan ook alleen ruis van de vragenlijst zijn"),
        ("ors", (18, 29), "een betrouwbaar verschil is niet te berekenen"),
        ("phq9", (15, 14, 14, 13, 8), "Er zijn 4 scores met de eerste vergeleken"),
        ("of_their_own", (3, 4), "Deze vragenlijst is hier niet bekend"),
    ],
)
def test_the_reasons_say_what_is_not_claimed(instrument: str, scores: tuple[float, ...], said: str) -> None:
    assert said in " ".join(scored(instrument, *scores).reasons(NL))


def test_one_score_needs_no_reasons() -> None:
    assert scored("phq9", 15).reasons(NL) == ()
    assert scored("phq9", 15).since_first is None and scored("phq9", 15).since_previous is None


def test_totals_stand_before_subscales_and_every_scale_has_its_own_scores() -> None:
    facts = (
        ResultFact("phq9", day(30), "mid", 9.0),
        ResultFact("4dkl", day(0), "intake", None, (("distress", 20.0), ("anxiety", 4.0))),
        ResultFact("phq9", day(0), "intake", 15.0),
    )
    found = results(course(results=facts))
    assert [one.name(EN) for one in found] == ["PHQ-9", "4DSQ anxiety", "4DSQ distress"]
    assert [score.value for score in found[0].scores] == [15, 9]  # the day decides, not the order of the rows


def own(number: int, mean: float, *activities: int) -> ResultFact:
    return ResultFact("psk", day(number), "mid", mean, (), frozenset(activities))


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ((own(0, 8, 1, 2, 3), own(30, 7, 1, 2, 3)), "PSK daalde van 8 naar 7: "),
        ((own(0, 8, 1, 2, 3, 4), own(30, 7, 1, 2, 3)), "er is nog geen tweede score van dezelfde activiteiten."),
        ((own(0, 8, 1, 2, 3, 4), own(30, 7, 1, 2, 3), own(60, 5, 3, 2, 1)), "PSK daalde van 7 naar 5: "),
        ((own(0, 8), own(30, 7)), "PSK daalde van 8 naar 7: "),  # scores without answers, as an import brings them
    ],
)
def test_own_activities_are_compared_with_themselves_alone(taken: tuple[ResultFact, ...], said: str) -> None:
    (found,) = results(course(results=taken))
    assert said in found.sentence(NL)


def test_a_result_without_any_score_is_no_scale() -> None:
    assert results(course(results=(ResultFact("phq9", day(0), "intake", None),))) == ()


def test_what_several_scales_have_in_common_is_said_to_the_client_once() -> None:
    def taken(number: int, **scores: float) -> ResultFact:
        return ResultFact("4dkl", day(number), "mid", None, tuple(scores.items()))

    facts = (taken(0, anxiety=8, depression=4, distress=20), taken(30, anxiety=6, depression=4, distress=24))
    assert told_to_client(results(course(results=facts)), NL) == [
        "Je score op de 4DKL angst is lager dan de eerste keer: van 8 naar 6.",
        "Je score op de 4DKL depressie is even hoog als de eerste keer: 4.",
        "Je score op de 4DKL distress is hoger dan de eerste keer: van 20 naar 24.",
        "Bespreek met je therapeut wat dat verschil over jou zegt.",
    ]
    assert told_to_client([scored("phq9", 15, 8)], NL) == [scored("phq9", 15, 8).sentence(NL, to_client=True)]
    assert told_to_client([scored("phq9", 15)], NL) == []


def test_scores_of_days_in_a_life_event_are_marked() -> None:
    taken = tuple(ResultFact("phq9", day(at), "mid", 10.0, ()) for at in (0, 20, 30))
    assert on_hatched_days(course(results=taken), NL) == ""
    shown = course(results=taken, events=(EventFact("bereavement", day(18), day(33)),), today=40)
    assert on_hatched_days(shown, NL) == (
        f"Ingevuld op gearceerde dagen: {NL.day(day(20))} en {NL.day(day(30))}. "
        "De gebeurtenis kan in deze scores meewegen."
    )
    assert on_hatched_days(shown, EN).startswith("Filled in on hatched days: ")
