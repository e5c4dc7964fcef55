"""What a therapist finds at the intake, and what it leads to.

An intake that leads to no therapy ends the course as "not begun": it is no drop-out, and it asks nothing more. All of
that can be taken back.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, drafts
from runtherapy_data.actions.evaluation import look_again
from runtherapy_data.actions.intake_end import end_unbegun, reopen
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import EndReason, IntakeOutcome
from runtherapy_data.queries.intake import HeldIntake
from runtherapy_data.queries.intake import intake as held_intake
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import Course, Intake

NOTE: Final = "intake.note"
DECIDE: Final = "intake.decide"
TAKE_BACK: Final = "intake.take_back"
DRAFT: Final = "intake"
LONGEST: Final = 4000
LONGEST_REFERRAL: Final = 200
PARTS: Final = ("complaints", "physical_capacity", "mental_capacity")


def note(
    grant: Grant, key: str, *, complaints: str, physical_capacity: str, mental_capacity: str, revision: int
) -> int | None:
    """Write down what was found in the grant's course; the new revision, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        complaints: in words, up to 4,000 characters; so are the others.
        physical_capacity: what the body can bear.
        mental_capacity: what the mind can bear.
        revision: of what the writer had before them; 0 where nothing stood there.

    Raises:
        InvalidInputError: `field` is the name of the argument.
        ChangedMeanwhileError: somebody else wrote meanwhile; `now` is the intake as it stands.
    """
    grant.require(Permission.COURSE_WRITE)
    given = dict(zip(PARTS, (complaints, physical_capacity, mental_capacity), strict=True))
    values = {name: within.words(name, text, LONGEST) for name, text in given.items()}
    with writing(grant) as connection:
        if not first_time(connection, grant, key, NOTE):
            return None
        held = _held(connection, grant, revision)
        _write(connection, grant, held, values)
        drafts.drop(connection, grant, DRAFT, str(grant.course_id))
        audit.record(connection, grant.principal, NOTE, course_id=grant.course_id)
    return held.revision + 1


def decide(grant: Grant, key: str, outcome: str, *, referred_to: str = "", revision: int) -> int | None:
    """Say what the intake led to, today; the new revision, or None when this key was used before.

    Suitable: the therapy begins. Not suitable, or referred to somebody else: the course ends as not begun, and asks
    nothing more. An earlier outcome is replaced.

    Raises:
        InvalidInputError: `field` is outcome or referred_to.
        ChangedMeanwhileError: somebody else wrote meanwhile; `now` is the intake as it stands.
        ConflictError: the course ended otherwise, or sessions in it say that it did begin.
    """
    grant.require(Permission.COURSE_WRITE)
    known = within.code("outcome", outcome or None, tuple(one.value for one in IntakeOutcome))
    if known is None:
        raise InvalidInputError("outcome", N_("Nothing was chosen here."), N_("Choose one of these."))
    to = within.words("referred_to", " ".join(referred_to.split()), LONGEST_REFERRAL)
    if known == IntakeOutcome.REFERRED and to is None:
        raise InvalidInputError(
            "referred_to", N_("To whom is missing."), N_("Fill in who goes on, such as the GP or a psychologist.")
        )
    with writing(grant) as connection:
        if not first_time(connection, grant, key, DECIDE):
            return None
        held = _held(connection, grant, revision)
        _let_go(connection, grant, held)
        on = today(grant.principal.zone)
        if known != IntakeOutcome.SUITABLE:
            end_unbegun(connection, grant, on)
        values = {
            "outcome": known, "referred_to": to if known == IntakeOutcome.REFERRED else None, "decided_on": on,
        }  # fmt: skip
        _write(connection, grant, held, values)
        audit.record(connection, grant.principal, DECIDE, course_id=grant.course_id)
    look_again(grant, [grant.course_id])
    return held.revision + 1


def take_back(grant: Grant, key: str, *, revision: int) -> int | None:
    """The intake goes on after all: no outcome, and the course stands as it did before; None as of `decide`.

    Raises:
        ChangedMeanwhileError: somebody else wrote meanwhile; `now` is the intake as it stands.
        ConflictError: the intake has no outcome, or the course ended for another reason.
    """
    grant.require(Permission.COURSE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, TAKE_BACK):
            return None
        held = _held(connection, grant, revision)
        if held.outcome is None:
            raise ConflictError(N_("This intake has no outcome."), N_("Open the course again."))
        _let_go(connection, grant, held)
        _write(connection, grant, held, {"outcome": None, "referred_to": None, "decided_on": None})
        audit.record(connection, grant.principal, TAKE_BACK, course_id=grant.course_id)
    look_again(grant, [grant.course_id])
    return held.revision + 1


def _let_go(connection: Connection, grant: Grant, held: HeldIntake) -> None:
    """Undo what an earlier outcome did to the course; refuse where the course ended for another reason."""
    here = (Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    reason = connection.scalar(select(Course.end_reason).where(*here))
    if reason == EndReason.NOT_BEGUN and held.outcome is not None:
        reopen(connection, grant)
    elif reason is not None:
        raise ConflictError(
            N_("This course has ended already."), N_("Open it again first, on its page Plan and phases.")
        )


def _one(grant: Grant) -> ColumnElement[bool]:
    return and_(Intake.practice_id == grant.practice_id, Intake.course_id == grant.course_id)


def _held(connection: Connection, grant: Grant, revision: int) -> HeldIntake:
    held = held_intake(connection, grant)
    if held.revision != revision:
        raise ChangedMeanwhileError(
            N_("Somebody else wrote in this intake meanwhile."),
            N_("Look at what stands there now, then keep yours or take theirs."),
            now=held, revision=held.revision,
        )  # fmt: skip
    return held


def _write(connection: Connection, grant: Grant, held: HeldIntake, values: dict[str, Any]) -> None:
    if held.revision == 0:
        connection.execute(
            insert(Intake).values(practice_id=grant.practice_id, course_id=grant.course_id, revision=1, **values)
        )
    else:
        connection.execute(update(Intake).where(_one(grant)).values(**values, revision=Intake.revision + 1))
    before: dict[str, object] = {name: getattr(held, name) or None for name in values}
    corrections.keep(connection, grant, "intake", str(grant.course_id), before, values)
