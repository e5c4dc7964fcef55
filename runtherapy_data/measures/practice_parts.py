"""What a practice wants to decide, held against what is possible: part by part, as it is kept.

A part is a mapping that JSON can hold, or None for the default of the product. Beside the parts of `PracticeSettings`
there are the texts of the practice (language to text) and its zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from pydantic import BaseModel, TypeAdapter, ValidationError

from runtherapy_data.errors import ChangedMeanwhileError, InvalidInputError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.measures.codes import PHASE_NAMES, Phase
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.practice_settings import PARTS, Checked, PhaseName, Reminders
from runtherapy_data.measures.protocol import ASKED_MOMENTS, Protocol
from runtherapy_data.measures.within import words

PROTOCOL, PHASES, REMINDERS, HELP_CHECKED = PARTS
HELP_TEXT: Final = "help_text"
RISK_PROTOCOL: Final = "risk_protocol"
ZONE: Final = "zone"
EVERY_PART: Final = (PROTOCOL, HELP_TEXT, HELP_CHECKED, RISK_PROTOCOL, ZONE, PHASES, REMINDERS)
DEFAULT_ZONE: Final = "Europe/Amsterdam"
_OF_THE_MACHINE: Final = ("localtime", "posixrules", "Factory")
LONGEST_TEXT: Final[dict[str, int]] = {HELP_TEXT: 300, RISK_PROTOCOL: 4000}
LONGEST_NAME, LONGEST_SHORT = 60, 14  # a phase on a page, and in a band of the figure that is a week wide

Part = dict[str, Any]


def checked(part: str, value: Mapping[str, Any] | None) -> Part | None:
    """The part as it is kept; None where it is what the product does by default.

    Raises:
        InvalidInputError: `field` is the part, or names the place within it as `phase_names.reflection.short.nl`.
    """
    if part not in _CHECKS:
        raise InvalidInputError(
            "part", N_("There is no such part: {part}."), N_("Known are: {known}."), part=part[:40],
            known=", ".join(EVERY_PART),
        )  # fmt: skip
    return _CHECKS[part](dict(value)) if value else None


def unless_changed(seen: object, kept: object) -> None:
    """Refuse to write over what somebody else wrote since the asker looked."""
    if seen != kept:
        raise ChangedMeanwhileError(
            N_("Somebody else changed this while you had it open. Nothing was saved."),
            N_("Look at what is kept now, then choose."),
            now=kept, revision=0,
        )  # fmt: skip


def _formed(form: Any, part: str, value: object) -> Any:
    """The value in its form; the first thing that does not fit is named."""
    try:
        return TypeAdapter(form).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInputError(
            ".".join((part, *(str(place) for place in first["loc"] if "[" not in str(place)))),
            N_("This is not possible here: {problem}."),
            problem=first["msg"],
        ) from error


def _kept(part: BaseModel, default: BaseModel) -> Part | None:
    return None if part == default else part.model_dump(mode="json")


def _protocol(value: Part) -> Part | None:
    asked: Protocol = _formed(Protocol, PROTOCOL, value)
    for one in asked.asked:
        if instrument(one.instrument) is None:
            raise InvalidInputError(
                PROTOCOL, N_("There is no questionnaire {given}."), N_("Choose one of the list."),
                given=one.instrument[:40],
            )  # fmt: skip
        if one.moment not in ASKED_MOMENTS:
            raise InvalidInputError(
                PROTOCOL, N_("Nothing is asked by rule at this moment: {given}."), N_("Choose another moment."),
                given=one.moment,
            )  # fmt: skip
    # Each once, in the order of the moments, so that two ways to write one thing are the same.
    once = dict.fromkeys(asked.asked)
    ordered = tuple(sorted(once, key=lambda one: ASKED_MOMENTS.index(one.moment)))
    return _kept(asked.model_copy(update={"asked": ordered}), Protocol())


def _phases(value: Part) -> Part | None:
    named: dict[Phase, PhaseName] = _formed(dict[Phase, PhaseName], PHASES, value)
    for phase in PHASE_NAMES:
        if phase not in named:
            continue
        for which, most in (("name", LONGEST_NAME), ("short", LONGEST_SHORT)):
            for language in LANGUAGES:
                text = getattr(named[Phase(phase)], which).said(language)
                field = f"{PHASES}.{phase}.{which}.{language}"
                if words(field, text, most) != text or "\n" in text:
                    raise InvalidInputError(field, N_("Write a name on one line."))
    return {phase: named[Phase(phase)].model_dump(mode="json") for phase in PHASE_NAMES if phase in named} or None


def _reminders(value: Part) -> Part | None:
    return _kept(_formed(Reminders, REMINDERS, value), Reminders())


def _help_checked(value: Part) -> Part | None:
    held: dict[str, Checked] = _formed(dict[str, Checked], HELP_CHECKED, value)
    _known_languages(HELP_CHECKED, held)
    return {language: held[language].model_dump(mode="json") for language in LANGUAGES if language in held}


def _texts(part: str) -> Callable[[Part], Part | None]:
    def check(value: Part) -> Part | None:
        texts: dict[str, str] = _formed(dict[str, str], part, value)
        _known_languages(part, texts)
        said = {one: words(f"{part}.{one}", texts.get(one), LONGEST_TEXT[part]) for one in LANGUAGES}
        return {language: text for language, text in said.items() if text} or None

    return check


def _known_languages(part: str, given: Mapping[str, object]) -> None:
    if not set(given) <= set(LANGUAGES):
        raise InvalidInputError(part, N_("The language is nl or en."))


def _zone(value: Part) -> Part | None:
    name = value.get("name")
    # What a machine calls its own zone ("localtime") and zones with leap seconds ("right/…") are files there too.
    if not isinstance(name, str) or name in _OF_THE_MACHINE or name not in available_timezones():
        raise InvalidInputError(
            ZONE, N_("There is no time zone {zone}."), N_("Write it as Europe/Amsterdam."), zone=str(name)[:40]
        )
    return None if name == DEFAULT_ZONE else {"name": name}


_CHECKS: Final[dict[str, Callable[[Part], Part | None]]] = {
    PROTOCOL: _protocol,
    HELP_TEXT: _texts(HELP_TEXT),
    HELP_CHECKED: _help_checked,
    RISK_PROTOCOL: _texts(RISK_PROTOCOL),
    ZONE: _zone,
    PHASES: _phases,
    REMINDERS: _reminders,
}
