"""One intake at a glance: part by part, what is there and what is still open. Nothing here blocks anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.codes import INTAKE_OUTCOME_NAMES, PURPOSE_NAMES, EndReason, IntakeOutcome, Purpose
from runtherapy_data.queries import consents, goals, medical_points, plan
from runtherapy_data.queries import intake as queries
from runtherapy_data.queries.intake import HeldIntake
from runtherapy_data.queries.invitations import ClientAccount
from runtherapy_data.queries.plan import Terms

FEWEST_GOALS: Final = 3


class Part(StrEnum):
    """The parts of an intake, in the order of the page."""

    REGISTERED = "registered"
    NOTES = "notes"
    MEDICAL = "medical"
    GOALS = "goals"
    PLAN = "plan"
    CONSENTS = "consents"
    INVITATION = "invitation"
    OUTCOME = "outcome"


PART_NAMES: Final[dict[str, str]] = {
    Part.REGISTERED: N_("Who, why and from when"),
    Part.NOTES: N_("Complaints and what somebody can bear"),
    Part.MEDICAL: N_("Medical points of attention"),
    Part.GOALS: N_("Goals in the client's words"),
    Part.PLAN: N_("Build-up and plan"),
    Part.CONSENTS: N_("Consent"),
    Part.INVITATION: N_("Invitation for the client"),
    Part.OUTCOME: N_("Outcome of the intake"),
}


@dataclass(frozen=True, slots=True)
class State:
    """How one part stands, in words; `is_done`: nothing is left to do in it."""

    part: Part
    told: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class IntakeView:
    """Everything that the page of an intake says about one course."""

    terms: Terms
    intake: HeldIntake
    points_open: int
    points: int
    goals: int
    weeks: tuple[PlannedWeek, ...]
    consents: tuple[str, ...]
    account: ClientAccount | None
    is_demo: bool = False

    @property
    def is_over(self) -> bool:
        """The course has ended, for whatever reason."""
        return self.terms.ends_on is not None

    @property
    def is_unbegun(self) -> bool:
        """The intake led to no therapy."""
        return self.terms.end_reason == EndReason.NOT_BEGUN

    def states(self, _: Translate) -> tuple[State, ...]:
        """Every part with how it stands."""
        told = (
            (_.day(self.terms.starts_on, year=True), True),
            self._notes(_), self._medical(_), self._goals(_), self._plan(_), self._consents(_), self._invitation(_),
            self._outcome(_),
        )  # fmt: skip
        return tuple(State(part, *one) for part, one in zip(Part, told, strict=True))

    def sentence(self, _: Translate) -> str:
        """What is still open, in one sentence; medical points that nobody confirmed are said first."""
        still_open = [one for one in self.states(_) if not one.is_done]
        said = []
        if self.points_open:
            said.append(_("Confirm the medical points before the first run."))
        if still_open:
            said.append(_.plural("{n} part is still open.", "{n} parts are still open.", len(still_open)))
        else:
            said.append(_("Everything has been filled in."))
        return " ".join(said)

    def _notes(self, _: Translate) -> tuple[str, bool]:
        held = (self.intake.complaints, self.intake.physical_capacity, self.intake.mental_capacity)
        if all(held):
            return _("written down"), True
        return (_("partly written down") if any(held) else _("not written down yet")), False

    def _medical(self, _: Translate) -> tuple[str, bool]:
        if not self.points:
            return _("not asked yet"), False
        if self.points_open:
            return _.plural("{n} point to confirm", "{n} points to confirm", self.points_open), False
        return _.plural("{n} point, confirmed", "{n} points, confirmed", self.points), True

    def _goals(self, _: Translate) -> tuple[str, bool]:
        if not self.goals:
            return _("none yet"), False
        many = _.plural("{n} goal", "{n} goals", self.goals)
        if self.goals < FEWEST_GOALS:
            return _("{goals}; three to five are asked", goals=many), False
        return many, True

    def _plan(self, _: Translate) -> tuple[str, bool]:
        if not self.weeks:
            return _("not kept yet"), False
        return _.plural("{n} week planned", "{n} weeks planned", len(self.weeks)), True

    def _consents(self, _: Translate) -> tuple[str, bool]:
        given = [_(PURPOSE_NAMES[one]) for one in self.consents]
        if not given:
            return _("none recorded"), False
        return ", ".join(given), Purpose.THERAPY in self.consents

    def _invitation(self, _: Translate) -> tuple[str, bool]:
        account = self.account
        if account is None:
            return _("not invited yet"), False
        if self.is_demo and account.link_expires_at is None and not account.has_password:
            return _("demo account"), True
        if account.has_password and account.active:
            return _("can sign in"), True
        if account.link_expires_at is not None and account.active:
            return _("invited"), True
        return _("cannot sign in"), False

    def _outcome(self, _: Translate) -> tuple[str, bool]:
        if self.intake.outcome is None:
            return _("not decided yet"), False
        return outcome_words(self.intake, _), True


def outcome_words(held: HeldIntake, _: Translate) -> str:
    """What the intake led to, to whom where that is said, and when."""
    name = _(INTAKE_OUTCOME_NAMES[held.outcome]) if held.outcome else ""
    if held.outcome == IntakeOutcome.REFERRED and held.referred_to:
        name = _("referred to {who}", who=held.referred_to)
    return f"{name}, {_.day(held.decided_on)}" if held.decided_on else name


def of(connection: Connection, grant: Grant, account: ClientAccount | None, *, is_demo: bool = False) -> IntakeView:
    """The intake of the grant's course. `account`: the client's, which is asked for under a leave of its own."""
    held = medical_points.points(connection, grant)
    given = consents.of_client(connection, grant)
    return IntakeView(
        terms=plan.terms(connection, grant),
        intake=queries.intake(connection, grant),
        points_open=sum(one.is_open for one in held),
        points=len(held),
        goals=sum(one.dropped_on is None for one in goals.goals(connection, grant)),
        weeks=plan.planned(connection, grant),
        consents=_standing([one.purpose for one in given if one.holds]),
        account=account,
        is_demo=is_demo,
    )


def _standing(purposes: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.value for one in Purpose if one in purposes)
