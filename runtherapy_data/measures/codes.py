"""The field's fixed lists: complaint groups, phases, modes, moments. Code → its text on screen (a message id)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from runtherapy_data.i18n import N_, Phrase


def spellings(client_code: str) -> tuple[str, ...]:
    """How a client's code may be registered, given how somebody typed it: as it stands, in capitals, in small letters.

    A few values and not a comparison without case, so that the store finds them by its index.
    """
    code = client_code.strip()
    return tuple(dict.fromkeys((code, code.upper(), code.lower())))


class Complaint(StrEnum):
    """Why somebody comes."""

    STRESS_BURNOUT = "stress_burnout"
    ANXIETY_PANIC = "anxiety_panic"
    DEPRESSION = "depression"
    CHRONIC_FATIGUE = "chronic_fatigue"
    PSYCHOSOMATIC = "psychosomatic"
    BODY_CONNECTION = "body_connection"


class Phase(StrEnum):
    """Where in the therapy a course is; phases may overlap and repeat."""

    INTAKE = "intake"
    BUILDING_TRUST = "building_trust"
    GUIDED_RUNNING = "guided_running"
    REFLECTION = "reflection"
    HOME_PRACTICE = "home_practice"
    INTEGRATION = "integration"


class Mode(StrEnum):
    """How the load grows: gently by plan, or (in chronic fatigue) with no fixed increments."""

    GENTLE_BUILD_UP = "gentle_build_up"
    NO_FIXED_INCREMENTS = "no_fixed_increments"


class EndReason(StrEnum):
    """How a course ended."""

    COMPLETED = "completed"
    STOPPED_EARLY = "stopped_early"
    REFERRED = "referred"
    NOT_BEGUN = "not_begun"  # the intake said so; no course of therapy followed


class SessionKind(StrEnum):
    """With the therapist, or on one's own."""

    GUIDED = "guided"
    INDEPENDENT = "independent"


class TalkTest(StrEnum):
    """Could one talk while moving?"""

    EASILY = "easily"
    JUST = "just"
    NO = "no"


class Moment(StrEnum):
    """Where in the course a questionnaire was filled in."""

    INTAKE = "intake"
    MID = "mid"
    END = "end"
    FOLLOW_UP = "follow_up"
    EXTRA = "extra"


class EventKind(StrEnum):
    """Things of life that explain a dip or a gap."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"
    BEREAVEMENT = "bereavement"
    PAUSE = "pause"  # the course itself is paused: set with the course, not noted as an event of life
    OTHER = "other"


class IntakeOutcome(StrEnum):
    """What the intake led to."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"
    REFERRED = "referred"


class ExerciseKind(StrEnum):
    """What an exercise is: on the spot, or on foot."""

    BREATHING = "breathing"
    RELAXATION = "relaxation"
    RUNNING = "running"


class DueState(StrEnum):
    """What became of a questionnaire that was asked for."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Purpose(StrEnum):
    """What a client consents to, each apart."""

    THERAPY = "therapy"
    SUPERVISION = "supervision"
    COHORT = "cohort"


COMPLAINT_NAMES: Final[dict[str, str]] = {
    Complaint.STRESS_BURNOUT: N_("Stress and burn-out"),
    Complaint.ANXIETY_PANIC: N_("Anxiety and panic"),
    Complaint.DEPRESSION: N_("Depression and low mood"),
    Complaint.CHRONIC_FATIGUE: N_("Chronic fatigue"),
    Complaint.PSYCHOSOMATIC: N_("Psychosomatic complaints"),
    Complaint.BODY_CONNECTION: N_("More in the body, less in the head"),
}
PHASE_NAMES: Final[dict[str, Phrase]] = {
    Phase.INTAKE: Phrase(N_("Intake")),
    Phase.BUILDING_TRUST: Phrase(N_("Building trust in moving")),
    Phase.GUIDED_RUNNING: Phrase(N_("Guided running")),
    Phase.REFLECTION: Phrase(N_("Reflection and body awareness")),
    Phase.HOME_PRACTICE: Phrase(N_("Practising at home")),
    Phase.INTEGRATION: Phrase(N_("Integration in daily life")),
}
PHASE_SHORT_NAMES: Final[dict[str, Phrase]] = {
    Phase.INTAKE: Phrase(N_("intake")),
    Phase.BUILDING_TRUST: Phrase(N_("trust")),
    Phase.GUIDED_RUNNING: Phrase(N_("guided")),
    Phase.REFLECTION: Phrase(N_("reflection")),
    Phase.HOME_PRACTICE: Phrase(N_("at home")),
    Phase.INTEGRATION: Phrase(N_("integration")),
}
MODE_NAMES: Final[dict[str, str]] = {
    Mode.GENTLE_BUILD_UP: N_("Gentle build-up"),
    Mode.NO_FIXED_INCREMENTS: N_("No fixed increments"),
}
END_REASON_NAMES: Final[dict[str, str]] = {
    EndReason.COMPLETED: N_("completed"),
    EndReason.STOPPED_EARLY: N_("stopped early"),
    EndReason.REFERRED: N_("referred"),
    EndReason.NOT_BEGUN: N_("not begun after the intake"),
}
SESSION_KIND_NAMES: Final[dict[str, str]] = {
    SessionKind.GUIDED: N_("with the therapist"),
    SessionKind.INDEPENDENT: N_("on your own"),
}
TALK_TEST_NAMES: Final[dict[str, str]] = {
    TalkTest.EASILY: N_("could talk easily"),
    TalkTest.JUST: N_("could just talk"),
    TalkTest.NO: N_("could not talk"),
}
MOMENT_NAMES: Final[dict[str, str]] = {
    Moment.INTAKE: N_("at intake"),
    Moment.MID: N_("halfway"),
    Moment.END: N_("at the end"),
    Moment.FOLLOW_UP: N_("at follow-up"),
    Moment.EXTRA: N_("extra"),
}
EVENT_NAMES: Final[dict[str, str]] = {
    EventKind.HOLIDAY: N_("Holiday"),
    EventKind.ILLNESS: N_("Illness"),
    EventKind.BEREAVEMENT: N_("Bereavement"),
    EventKind.PAUSE: N_("Pause"),
    EventKind.OTHER: N_("Event"),
}
INTAKE_OUTCOME_NAMES: Final[dict[str, str]] = {
    IntakeOutcome.SUITABLE: N_("suitable"),
    IntakeOutcome.NOT_SUITABLE: N_("not suitable"),
    IntakeOutcome.REFERRED: N_("referred to somebody else"),
}
EXERCISE_KIND_NAMES: Final[dict[str, str]] = {
    ExerciseKind.BREATHING: N_("Breathing"),
    ExerciseKind.RELAXATION: N_("Relaxation"),
    ExerciseKind.RUNNING: N_("Running assignment"),
}
PURPOSE_NAMES: Final[dict[str, str]] = {
    Purpose.THERAPY: N_("the therapy itself"),
    Purpose.SUPERVISION: N_("supervision"),
    Purpose.COHORT: N_("statistics of groups"),
}
