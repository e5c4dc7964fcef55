"""The words that files use: column headers and answers, in Dutch and English. docs/imports.md is rendered from here.

Compared without case, accents, spaces, punctuation and anything between brackets, so that `Stemming (0-10)` is
`stemming`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from runtherapy_data.measures.codes import Moment, SessionKind, TalkTest
from runtherapy_data.measures.ranges import CHECK_IN_RANGES, SESSION_RANGES


class Kind(StrEnum):
    """What a file holds."""

    CHECK_INS = "check-ins"
    SESSIONS = "sessions"
    QUESTIONNAIRES = "questionnaires"


class Form(StrEnum):
    """How the cells of a column are written."""

    CODE = "code"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"  # a day and a time
    WHOLE = "whole"
    NUMBER = "number"  # at most two decimals
    TEXT = "text"
    CHOICE = "choice"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a kind of file may have: its code (also the column in the store) and the headers it goes by."""

    code: str
    form: Form
    dutch: tuple[str, ...]
    english: tuple[str, ...]
    range: tuple[float, float] | None = None
    required: bool = False


def plain(text: str) -> str:
    """A header or an answer as it is compared."""
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    text = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", "", "".join(letter for letter in text if not unicodedata.combining(letter)))


_CLIENT: Final = Field(
    "client", Form.CODE, ("cliënt", "cliëntcode", "code", "cliëntnummer", "patiënt", "patiëntnummer", "deelnemer"),
    ("client", "client code", "client number", "patient", "participant", "subject"), required=True,
)  # fmt: skip
_DAY: Final = Field(
    "day", Form.DAY, ("datum", "dag", "invuldatum", "datum check-in", "datum sessie"),
    ("date", "day", "check-in date", "session date"), required=True,
)  # fmt: skip
_PAIN: Final = (("pijn", "pijnscore"), ("pain", "pain score"))

CHECK_INS: Final = (
    _CLIENT,
    _DAY,
    Field("time", Form.TIME, ("tijd", "tijdstip"), ("time", "time of day")),
    Field("mood", Form.WHOLE, ("stemming", "humeur"), ("mood",), CHECK_IN_RANGES["mood"]),
    Field("sleep", Form.WHOLE, ("slaap", "slaapkwaliteit", "kwaliteit slaap"), ("sleep", "sleep quality"),
          CHECK_IN_RANGES["sleep"]),
    Field("energy", Form.WHOLE, ("energie", "energieniveau"), ("energy", "energy level"), CHECK_IN_RANGES["energy"]),
    Field("tension", Form.WHOLE, ("spanning", "stress", "spanningsniveau"),
          ("tension", "tension level", "stress level"), CHECK_IN_RANGES["tension"]),
    Field("pain", Form.WHOLE, *_PAIN, CHECK_IN_RANGES["pain"]),
    Field("hours_slept", Form.NUMBER, ("uren slaap", "uren geslapen", "slaapduur", "slaapuren"),
          ("hours slept", "hours of sleep", "sleep hours"), CHECK_IN_RANGES["hours_slept"]),
    Field("words", Form.TEXT, ("woorden", "in eigen woorden", "opmerking", "opmerkingen", "toelichting", "notitie"),
          ("words", "in own words", "note", "notes", "remark", "remarks", "comment", "comments")),
)  # fmt: skip

SESSIONS: Final = (
    _CLIENT,
    _DAY,
    Field("started_at", Form.TIME, ("tijd", "begintijd", "starttijd", "aanvang", "begonnen om"),
          ("time", "start time", "started at", "start")),
    Field("kind", Form.CHOICE, ("soort", "type", "soort sessie", "type sessie"),
          ("kind", "session kind", "session type")),
    Field("planned_minutes", Form.WHOLE, ("gepland", "geplande minuten", "minuten gepland"),
          ("planned", "planned minutes", "minutes planned"), SESSION_RANGES["planned_minutes"]),
    Field("walking_minutes", Form.WHOLE, ("wandelminuten", "minuten wandelen", "wandelen", "minuten gewandeld"),
          ("walking minutes", "minutes walking", "walking", "minutes walked"), SESSION_RANGES["walking_minutes"]),
    Field("running_minutes", Form.WHOLE, ("loopminuten", "hardloopminuten", "minuten hardlopen", "hardlopen",
          "minuten gelopen"), ("running minutes", "minutes running", "running", "minutes run"),
          SESSION_RANGES["running_minutes"]),
    Field("effort", Form.WHOLE, ("inspanning", "ervaren inspanning", "rpe"), ("effort", "perceived effort"),
          SESSION_RANGES["effort"]),
    Field("talk_test", Form.CHOICE, ("praattest", "praten"), ("talk test", "could talk")),
    Field("feeling_before", Form.WHOLE, ("gevoel vooraf", "gevoel voor", "vooraf"), ("feeling before", "before"),
          SESSION_RANGES["feeling_before"]),
    Field("feeling_after", Form.WHOLE, ("gevoel achteraf", "gevoel na", "achteraf"), ("feeling after", "after"),
          SESSION_RANGES["feeling_after"]),
    Field("enjoyment", Form.WHOLE, ("plezier",), ("enjoyment",), SESSION_RANGES["enjoyment"]),
    Field("pain", Form.WHOLE, *_PAIN, SESSION_RANGES["pain"]),
    Field("breathing", Form.TEXT, ("ademhaling",), ("breathing",)),
    Field("posture", Form.TEXT, ("houding",), ("posture",)),
    Field("muscle_tension", Form.TEXT, ("spierspanning",), ("muscle tension",)),
    Field("mental_signals", Form.TEXT, ("mentale signalen",), ("mental signals",)),
    Field("reflection", Form.TEXT, ("reflectie", "terugblik", "in eigen woorden"), ("reflection", "in own words")),
    Field("home_exercises", Form.TEXT, ("oefeningen thuis", "huiswerk", "thuisoefeningen"),
          ("home exercises", "homework")),
    Field("next_appointment_at", Form.MOMENT, ("volgende afspraak",), ("next appointment",)),
    Field("source_key", Form.CODE, ("sessienummer", "sessie id", "id", "kenmerk"),
          ("session id", "session number", "key")),
)  # fmt: skip

QUESTIONNAIRES: Final = (
    _CLIENT,
    Field("day", Form.DAY, ("datum", "invuldatum", "ingevuld op", "afnamedatum", "dag"),
          ("date", "taken on", "completed on", "day"), required=True),
    Field("instrument", Form.INSTRUMENT, ("vragenlijst", "instrument", "meetinstrument"),
          ("questionnaire", "measure"), required=True),
    Field("moment", Form.CHOICE, ("meetmoment", "moment", "afnamemoment"), ("occasion", "wave", "measurement moment")),
    Field("total", Form.NUMBER, ("totaal", "totaalscore", "score", "somscore"), ("total", "total score", "sum score")),
)  # fmt: skip

FIELDS: Final[dict[Kind, tuple[Field, ...]]] = {
    Kind.CHECK_INS: CHECK_INS,
    Kind.SESSIONS: SESSIONS,
    Kind.QUESTIONNAIRES: QUESTIONNAIRES,
}

# An answer that says "no answer"; in a column of text only an empty cell does.
MISSING: Final = frozenset({"", "-", "–", ".", "na", "n/a", "nan", "nvt", "n.v.t.", "null", "none", "#n/a", "#nb"})

CHOICES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "kind": {
        SessionKind.GUIDED: ("begeleid", "met therapeut", "samen", "guided", "with therapist"),
        SessionKind.INDEPENDENT: ("zelfstandig", "alleen", "zelf", "eigen", "independent", "own", "alone"),
    },
    "talk_test": {
        TalkTest.EASILY: ("makkelijk", "goed", "ja", "easily", "easy", "yes"),
        TalkTest.JUST: ("net", "nog net", "just", "just about"),
        TalkTest.NO: ("niet", "nee", "no", "not"),
    },
    "moment": {
        Moment.INTAKE: ("intake", "begin", "start", "voormeting", "pre", "baseline", "t0"),
        Moment.MID: ("midden", "halverwege", "tussenmeting", "tussentijds", "mid", "halfway"),
        Moment.END: ("eind", "einde", "eindmeting", "afsluiting", "end", "post"),
        Moment.FOLLOW_UP: ("follow-up", "vervolg", "vervolgmeting", "nameting"),
        Moment.EXTRA: ("extra", "tussendoor", "other"),
    },
}
ANSWERS: Final[dict[str, dict[str, str]]] = {
    field: {plain(word): str(code) for code, words in choices.items() for word in (code, *words)}
    for field, choices in CHOICES.items()
}
