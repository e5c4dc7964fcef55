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
    Substitution,
)
from runtherapy_data.store.tables.facts import (
    CheckIn,
    QuestionnaireAnswer,
    QuestionnaireResult,
    QuestionnaireSubscale,
    SessionLog,
    WeekReflection,
)
from runtherapy_data.store.tables.filling import Correction, Draft, ExerciseDone, ExerciseGiven, QuestionnaireDue
from runtherapy_data.store.tables.intake import Goal, Intake, MedicalPoint, PlanWeek
from runtherapy_data.store.tables.papers import Document, TherapistNote
from runtherapy_data.store.tables.people import (
    Account,
    LoginSession,
    OneTimeLink,
    Practice,
    SignInFailure,
    Supervision,
)
from runtherapy_data.store.tables.settings import PracticeExercise, PracticeSetting, PracticeWording, ReminderSent
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
    "Correction",
    "Course",
    "CourseComplaint",
    "Document",
    "Draft",
    "ExerciseDone",
    "ExerciseGiven",
    "Goal",
    "ImportMark",
    "Intake",
    "LifeEvent",
    "LoginSession",
    "MedicalPoint",
    "OneTimeLink",
    "PhaseStart",
    "PlanWeek",
    "Practice",
    "PracticeExercise",
    "PracticeSetting",
    "PracticeWording",
    "QuestionnaireAnswer",
    "QuestionnaireDue",
    "QuestionnaireResult",
    "QuestionnaireSubscale",
    "ReminderSent",
    "SessionLog",
    "SignInFailure",
    "Signal",
    "SignalEvaluation",
    "SignalEvent",
    "Snapshot",
    "Substitution",
    "Supervision",
    "TherapistNote",
    "WeekReflection",
    "WriteOnce",
]
