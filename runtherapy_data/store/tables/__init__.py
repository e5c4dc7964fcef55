"""Every table, one family a file. Facts and constraints only."""

from runtherapy_data.store.tables.base import Base
from runtherapy_data.store.tables.cohorts import CohortOutcome, CohortWeek, Snapshot
from runtherapy_data.store.tables.courses import (
    Assignment,
    Client,
    Consent,
    Course,
    CourseComplaint,
    LifeEvent,
    PhaseStart,
)
from runtherapy_data.store.tables.facts import (
    CheckIn,
    QuestionnaireAnswer,
    QuestionnaireResult,
    QuestionnaireSubscale,
    SessionLog,
)
from runtherapy_data.store.tables.papers import Document, TherapistNote
from runtherapy_data.store.tables.people import (
    Account,
    LoginSession,
    OneTimeLink,
    Practice,
    SignInFailure,
    Supervision,
)
from runtherapy_data.store.tables.signals import Signal, SignalEvaluation, SignalEvent
from runtherapy_data.store.tables.trail import AuditEvent, ImportMark, WriteOnce

__all__ = [
    "Account",
    "Assignment",
    "AuditEvent",
    "Base",
    "CheckIn",
    "Client",
    "CohortOutcome",
    "CohortWeek",
    "Consent",
    "Course",
    "CourseComplaint",
    "Document",
    "ImportMark",
    "LifeEvent",
    "LoginSession",
    "OneTimeLink",
    "PhaseStart",
    "Practice",
    "QuestionnaireAnswer",
    "QuestionnaireResult",
    "QuestionnaireSubscale",
    "SessionLog",
    "SignInFailure",
    "Signal",
    "SignalEvaluation",
    "SignalEvent",
    "Snapshot",
    "Supervision",
    "TherapistNote",
    "WriteOnce",
]
