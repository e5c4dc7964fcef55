"""The rules as data: every file says what it has to say, in both languages, with numbers that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from runtherapy_data.analysis.rules import FOLDER, Form, Rule, read_rule, rule, rules
from runtherapy_data.measures.daily import DAILY
from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.measures.words import Words

GROUPS = list(SignalGroup)
EVERY = pytest.mark.parametrize("one", rules(), ids=lambda one: one.id)
FORMS = [pytest.param(one, form, id=f"{one.id}-{at}") for one in rules() for at, form in enumerate(one.forms)]


def texts(one: Rule) -> list[Words]:
    said = [one.name, one.why, *one.questions]
    for form in one.forms:
        said += [form.sentence, form.ground, form.threshold]
    return said


def test_the_ten_rules_in_order_of_urgency() -> None:
    assert [one.id for one in rules()] == [
        "risk_item", "overload", "after_effect", "effort_drift", "deterioration", "falling_energy", "falling_sleep",
        "no_improvement", "silence", "too_little_data",
    ]  # fmt: skip


def test_urgency_follows_the_groups() -> None:
    places = [GROUPS.index(one.group) for one in rules()]
    assert places == sorted(places)
    assert {one.group for one in rules()} == set(GROUPS)
    assert len({one.urgency for one in rules()}) == len(rules())


@EVERY
def test_a_file_is_called_after_its_rule(one: Rule) -> None:
    assert (FOLDER / f"{one.id}.toml").is_file()


@EVERY
def test_the_words_keep_to_the_manners_of_the_house(one: Rule) -> None:
    for words in texts(one):
        assert not re.search(r"\bdoor\b|diagnose|tempo is|kilometer", words.nl.lower()), words.nl
        assert not re.search(r"\bcaused by\b|because of|diagnos", words.en.lower()), words.en
        assert "!" not in words.nl + words.en
        for said in (words.nl, words.en):
            assert said == said.strip()
    assert all(words.nl.endswith("?") and words.en.endswith("?") for words in one.questions)
    assert not one.name.nl.endswith(".")


@pytest.mark.parametrize(("one", "form"), FORMS)
def test_every_number_that_a_form_offers_can_be_filled_in_and_is_said_somewhere(one: Rule, form: Form) -> None:
    offered = dict.fromkeys((*form.numbers, *form.limits, "since", "days"), "7")
    for language in ("nl", "en"):
        said = [words.said(language) for words in (form.sentence, form.ground, form.threshold)]
        assert all("{" not in text.format(**offered) for text in said)
        unsaid = [name for name in (*form.numbers, *form.limits) if not any(f"{{{name}}}" in text for text in said)]
        assert unsaid in ([], ["subscale"])  # said with its instrument


@EVERY
def test_measures_are_those_of_the_check_in(one: Rule) -> None:
    assert {code for form in one.forms for code in form.measures} <= {measure.code for measure in DAILY}


def test_a_finding_is_said_in_the_form_that_has_its_numbers() -> None:
    overload = rule("overload")
    for form in overload.forms:
        assert overload.form(dict.fromkeys(form.numbers, 1.0)) is form
    assert overload.form({"something": 1.0}) is overload.forms[0]


TEXT = (FOLDER / "silence.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("No check-in and no session for {silent} days.", "Nothing for {silence} days.", "the same numbers"),
        ("{silent} dagen geen", "{quiet} dagen geen", "the same numbers"),
        ('numbers = ["silent"]', 'numbers = ["since"]', "two meanings"),
        ('numbers = ["silent"]', 'numbers = ["nothing"]', "no number is called silent"),
        ('numbers = ["silent"]', 'numbers = ["silent_days"]', "two meanings"),
        ('nl = "Stil"', 'nl = "Stil sinds {since}"', "nothing is filled in"),
        ('group = "silent"', 'group = "quiet"', "group"),
        ("fewest_days = 10", "fewest_days = 0", "fewest_days"),
        ("urgency = 60", "urgency = 60\nextra = 1", "extra"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(before: str, after: str, complaint: str) -> None:
    assert before in TEXT
    with pytest.raises(ValidationError, match=complaint):
        read_rule(TEXT.replace(before, after))


def test_no_number_to_tune_stands_in_code() -> None:
    """A whole number above 7 or a broken one in the code of a rule would be a limit that its file does not know."""
    for path in sorted((Path(FOLDER).parent / "signals").glob("*.py")):
        code = re.sub(
            r'""".*?"""|#.*|^_\w+_AT_ONCE.*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        numbers = {float(one) for one in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", code)}
        # In levels.py: how far an answer may lie before it is pulled in, which is part of the method.
        allowed = {2.5, 1.4826} if path.name == "levels.py" else {256.0, 100.0}
        assert not {one for one in numbers if one > 7 or one % 1} - allowed, path.name
