"""The one table that says who may do what to whose facts. docs/permissions.md is rendered from it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from runtherapy_data.identity.principals import Role


class Permission(StrEnum):
    """An operation that needs a grant."""

    COURSE_READ = "course.read"  # one course: daily facts, sessions, questionnaires, events
    CASELOAD_READ = "caseload.read"  # the list of courses that somebody is responsible for
    COHORT_READ = "cohort.read"  # aggregates of consented courses, never a person
    PEOPLE_READ = "people.read"  # accounts, who treats whom
    PEOPLE_WRITE = "people.write"  # create, reset, deactivate, assign
    COURSE_WRITE = (
        "course.write"  # a therapist's work on a course: signals, events, notes, documents, plan, phases, goals
    )
    COURSE_BEGIN = "course.begin"  # an intake: a new client, or a new course of a client one treated
    CLIENT_INVITE = "client.invite"  # let a client in: their account and its single-use link
    CHECK_IN_WRITE = "check_in.write"  # how one is: check-ins, week reflections, exercises ticked off
    SESSION_WRITE = "session.write"  # sessions: what was done, how it felt
    RESULT_WRITE = "result.write"  # questionnaires: fill in, type over from paper
    IMPORT = "facts.import"  # add facts to courses from a file or another database
    ACCOUNT_OWN = "account.own"  # one's own language and password
    SETTINGS_WRITE = "settings.write"  # what the practice decides for itself: protocol, texts, zone, exercises
    REMIND = "reminders.send"  # tell clients who asked for it that something is due, and nothing more
    SIGNALS = "signals.evaluate"  # look through the facts of courses for signals, by rule
    SNAPSHOT = "snapshot.take"  # aggregate the practice for its supervisor
    BULK = "facts.bulk"  # the demo practice and other whole-practice loads
    MAINTAIN = "practice.maintain"  # create a practice, its first admin: from the command line of the machine only


class Scope(StrEnum):
    """Whose facts an operation reaches."""

    NONE = "none"
    OWN = "own"  # the client that the account belongs to
    ASSIGNED = "assigned"  # clients whose therapist (or substitute) the account is today
    PRACTICE = "practice"  # everybody in the practice


_N, _O, _A, _P = Scope.NONE, Scope.OWN, Scope.ASSIGNED, Scope.PRACTICE
_ROLES: Final = (Role.CLIENT, Role.THERAPIST, Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM)

# fmt: off
_TABLE: Final = {
    #                           client  therapist  supervisor  admin  system
    Permission.COURSE_READ:    (_O,     _A,        _N,         _N,    _N),
    Permission.CASELOAD_READ:  (_N,     _A,        _N,         _N,    _N),
    Permission.COHORT_READ:    (_N,     _N,        _P,         _N,    _N),
    Permission.PEOPLE_READ:    (_N,     _N,        _N,         _P,    _P),
    Permission.PEOPLE_WRITE:   (_N,     _N,        _N,         _P,    _P),
    Permission.COURSE_WRITE:   (_N,     _A,        _N,         _N,    _N),
    Permission.COURSE_BEGIN:   (_N,     _A,        _N,         _N,    _N),
    Permission.CLIENT_INVITE:  (_N,     _A,        _N,         _N,    _N),
    Permission.CHECK_IN_WRITE: (_O,     _N,        _N,         _N,    _N),
    Permission.SESSION_WRITE:  (_O,     _A,        _N,         _N,    _N),
    Permission.RESULT_WRITE:   (_O,     _A,        _N,         _N,    _N),
    Permission.IMPORT:         (_N,     _A,        _N,         _P,    _P),
    Permission.ACCOUNT_OWN:    (_O,     _O,        _O,         _O,    _N),
    Permission.SETTINGS_WRITE: (_N,     _N,        _N,         _P,    _N),
    Permission.REMIND:         (_N,     _N,        _N,         _N,    _P),
    Permission.SIGNALS:        (_N,     _N,        _N,         _N,    _P),
    Permission.SNAPSHOT:       (_N,     _N,        _N,         _N,    _P),
    Permission.BULK:           (_N,     _N,        _N,         _N,    _P),
    Permission.MAINTAIN:       (_N,     _N,        _N,         _N,    _P),
}
# fmt: on
PERMISSIONS: Final[dict[Permission, dict[Role, Scope]]] = {
    permission: dict(zip(_ROLES, scopes, strict=True)) for permission, scopes in _TABLE.items()
}


def scope_of(role: Role, permission: Permission) -> Scope:
    """Whose facts this role reaches with this permission."""
    return PERMISSIONS[permission][role]
