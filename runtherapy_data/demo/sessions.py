"""The sessions of the demo clients: one guided and two of one's own a week, walking that slowly turns into running."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from runtherapy_data.actions.bulk import Rows
from runtherapy_data.demo.arrays import Flags, Floats, IdMaker, Ints, Objects, in_turn, objects, only, rounded, scores
from runtherapy_data.demo.calendar import DAYTIME, Calendar
from runtherapy_data.demo.face import is_face, write_sessions
from runtherapy_data.demo.levels import COURSE_DAYS, DAYS, Levels
from runtherapy_data.demo.loaded import Batch
from runtherapy_data.demo.plan import plan
from runtherapy_data.demo.roster import COMPLAINTS, Roster
from runtherapy_data.demo.wording import wording
from runtherapy_data.measures.codes import Complaint, EventKind, Mode, SessionKind, TalkTest
from runtherapy_data.store.tables import SessionLog

_KINDS: Final = objects([SessionKind.GUIDED.value, SessionKind.INDEPENDENT.value])
_TALK: Final = objects([TalkTest.EASILY.value, TalkTest.JUST.value, TalkTest.NO.value])
_WEEK: Final = np.arange(DAYS) // 7  # 0 is the first
_WEEKS: Final = COURSE_DAYS // 7


@dataclass(frozen=True, slots=True)
class Schedule:
    """Client x day: `held`, and `guided` (of the days held). Per client: the mode, and what a session does to mood.

    `lift`: points of feeling from before to after; `next_day`: points of mood on the day after. `worn`: client x day,
    a day on which those who carry `after_effect` feel a session that lies behind them.
    """

    held: Flags
    guided: Flags
    fixed: Flags
    lift: Floats
    next_day: Floats
    worn: Flags

    def after(self, measure: str) -> Floats:
        """Client x day: what the sessions of the days before do to a daily measure, in points."""
        moved = np.zeros(self.held.shape)
        if measure == "mood":
            moved[:, 1:] = self.held[:, :-1] * self.next_day[:, None]
        return np.where(self.worn, plan().truths["after_effect"].after.get(measure, 0.0), moved)


def schedule(rng: np.random.Generator, roster: Roster, levels: Levels, calendar: Calendar) -> Schedule:
    """Which days have a session. One is skipped more readily on a bad day, except where a truth is about just that."""
    clients = len(roster)
    first = rng.integers(0, 5, clients)
    weekday = calendar.weekdays(roster.starts[:, None] + np.arange(DAYS))
    guided = weekday == first[:, None]
    later = rng.integers(4, 6, clients)
    alone = (weekday == ((first + 2) % 7)[:, None]) | (weekday == ((first + later) % 7)[:, None])
    alone &= _WEEK > 0  # the first week is with the therapist only
    chance = np.where(guided, 0.95, np.where(alone, 0.76, 0.0)) + np.where(alone, 0.1, 0.03) * levels.state
    unmoved = roster.carries("running_helps") | roster.carries("running_does_not") | roster.carries("overload")
    chance = np.where(unmoved[:, None], np.where(guided | alone, 0.95, 0.0), chance)
    # Rest between the sessions: without days that no session touches, its effect could not be told.
    worn_out = roster.carries("after_effect")
    rested = np.where(guided, 0.95, np.where(weekday == ((first + 2) % 7)[:, None], 0.3, 0.0))
    chance = np.where(worn_out[:, None], rested, chance)
    chance = np.where(roster.carries("almost_no_data")[:, None], np.where(guided, 0.6, 0.05 * alone), chance)
    chance = np.where(levels.during(EventKind.ILLNESS), 0.0, chance)
    chance = np.where(levels.during(EventKind.HOLIDAY), np.where(alone, 0.4, 0.0), chance)
    chance = np.where(roster.carries("nothing_yet")[:, None], 0.0, chance * (guided | alone))
    within = np.arange(DAYS) < np.minimum(roster.days, COURSE_DAYS)[:, None]
    held = (rng.random((clients, DAYS)) < chance) & within
    truths = plan().truths
    helps, does_not = roster.carries("running_helps"), roster.carries("running_does_not")
    next_day = np.where(helps, truths["running_helps"].next_day_mood or 0.0, rng.normal(0.25, 0.2, clients))
    next_day = np.where(does_not, truths["running_does_not"].next_day_mood or 0.0, next_day)
    lift = np.where(helps, 1.9, np.where(does_not, 0.2, rng.normal(0.9, 0.5, clients)))
    fatigue = roster.complaint == COMPLAINTS.index(Complaint.CHRONIC_FATIGUE)
    flat = worn_out | (fatigue & (rng.random(clients) < 0.85) & ~roster.carries("overload"))
    return Schedule(held, guided & held, ~flat, lift, next_day, _worn(held, worn_out))


def _worn(held: Flags, who: Flags) -> Flags:
    """Client x day: a session lies one to so many days back, in the weeks that the plan names."""
    truth = plan().truths["after_effect"]
    found = np.zeros_like(held)
    for later in range(1, truth.after_days + 1):
        found[:, later:] |= held[:, :-later]
    return found & who[:, None] & (truth.from_week - 1 <= _WEEK) & (truth.until_week > _WEEK)


def modes(plan_of: Schedule) -> list[str]:
    """The mode of each course."""
    named = objects([Mode.NO_FIXED_INCREMENTS.value, Mode.GENTLE_BUILD_UP.value])
    return named[plan_of.fixed.astype(np.int64)].tolist()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Of each session: minutes planned, walked and run; `by_week`: client x week, the minutes planned a session."""

    planned: Ints
    walking: Ints
    running: Ints
    by_week: Ints


def _minutes(rng: np.random.Generator, roster: Roster, levels: Levels, of: Schedule, who: Ints, day: Ints) -> Minutes:
    """Planned and done; a gentle build-up by five minutes at a time, or flat where no fixed increments were agreed."""
    clients, week = len(roster), day // 7
    begin, growth = rng.choice([15.0, 20.0, 25.0], clients), rng.uniform(1.6, 2.6, clients) * of.fixed
    begin = np.where(of.fixed, begin, rng.choice([10.0, 15.0, 20.0], clients))
    by_week = np.minimum(5 * np.rint((begin[:, None] + growth[:, None] * np.arange(_WEEKS)) / 5), 45.0)
    planned = by_week[who, week]
    gentle = np.where(rng.random((clients, 13)) < 0.15, 0.6, 1.0)[who, np.minimum(week, 12)]
    bad = np.clip(1 + 0.12 * np.minimum(levels.state[who, day], 0), 0.5, 1)
    done = np.rint(planned * np.clip(rng.normal(0.98, 0.08, len(who)), 0.6, 1.12) * gentle * bad)
    first, faster = rng.uniform(0, 0.15, clients), rng.uniform(0.03, 0.065, clients)
    share = np.clip(first[who] + np.where(of.fixed, faster, 0.008)[who] * week + rng.normal(0, 0.03, len(who)), 0, 0.75)
    running = np.rint(done * np.where(share < 0.06, 0, share))
    truth = plan().truths["overload"]
    by_week[roster.carries("overload"), truth.from_week - 2 :] = 5 * round(truth.minutes / 5)
    same = roster.carries("overload")[who] & (week + 1 >= truth.from_week - 1)
    planned = np.where(same, 5 * round(truth.minutes / 5), planned)
    done, running = np.where(same, truth.minutes, done), np.where(same, truth.minutes // 2, running)
    whole = (one.astype(np.int64) for one in (planned, done - running, running, by_week))
    return Minutes(*whole)


def _effort(rng: np.random.Generator, roster: Roster, levels: Levels, who: Ints, day: Ints, minutes: Minutes) -> Floats:
    done = minutes.walking + minutes.running
    own = rng.normal(0, 0.7, len(roster))
    effort = 3.0 + 2.6 * minutes.running / np.maximum(done, 1) + 0.035 * (done - 20) + own[who]
    effort = effort - 0.5 * levels.state[who, day] - 0.06 * (day // 7)
    truth = plan().truths["overload"]
    climbing = np.clip(day / 7 + 1 - truth.from_week, 0, truth.until_week + 1 - truth.from_week)
    climbing = climbing * (1 - truth.recovers * np.clip((day / 7 - truth.until_week) / 2, 0, 1))
    overloaded = roster.carries("overload")[who]
    effort = np.where(overloaded, 4.0 + truth.effort_per_week * climbing, effort)
    return effort + np.where(overloaded, 0.35, 0.6) * rng.standard_normal(len(who))


def _left_out(rng: np.random.Generator, values: Ints, share: float | Floats) -> list[int | None]:
    """Some answers are not filled in."""
    return scores(np.where(rng.random(len(values)) < share, -1, values))


def _words(rng: np.random.Generator, who: Ints, guided: Flags, better: Ints, share: float) -> dict[str, Objects]:
    """What client and therapist wrote: reflections by how it felt, observations with guided sessions only."""
    count, said = len(guided), wording()
    written: dict[str, Objects] = {name: np.full(count, None, dtype=object) for name in said.observations}
    for name, options in said.observations.items():
        where = np.flatnonzero(guided & (rng.random(count) < share))
        written[name][where] = in_turn(rng, options, who[where])
    written["home_exercises"] = np.full(count, None, dtype=object)
    where = np.flatnonzero(guided & (rng.random(count) < share))
    written["home_exercises"][where] = in_turn(rng, said.home_exercises, who[where])
    written["reflection"] = np.full(count, None, dtype=object)
    tells = rng.random(count) < share / 2
    for options, these in (
        (said.reflections["better"], better > 0),
        (said.reflections["same"], better == 0),
        (said.reflections["worse"], better < 0),
    ):
        where = np.flatnonzero(tells & these)
        written["reflection"][where] = in_turn(rng, options, who[where])
    return written


@dataclass(frozen=True, slots=True)
class Held:
    """The session log, and of each session in it: its client, day of the course, id, minutes, and if it was guided."""

    rows: Rows
    who: Ints
    day: Ints
    ids: Objects
    guided: Flags
    minutes: Minutes

    def only(self, rows: Rows, kept: Ints) -> Held:
        """These rows of the log, which are those at these places."""
        minutes = Minutes(
            self.minutes.planned[kept], self.minutes.walking[kept], self.minutes.running[kept], self.minutes.by_week
        )
        return Held(rows, self.who[kept], self.day[kept], self.ids[kept], self.guided[kept], minutes)


def rows(rng: np.random.Generator, batch: Batch, of: Schedule, ids: IdMaker, share_of_words: float) -> Held:
    """The session log."""
    roster, levels, calendar = batch.roster, batch.levels, batch.calendar
    who, day = np.nonzero(of.held)
    offset, guided = roster.starts[who] + day, of.guided[who, day]
    minutes = _minutes(rng, roster, levels, of, who, day)
    effort = rounded(_effort(rng, roster, levels, who, day, minutes))
    talks = np.select([effort <= 4, effort <= 6], [0, np.where(rng.random(len(who)) < 0.5, 0, 1)], 1)
    talks = np.where((effort >= 8) & (rng.random(len(who)) < 0.7), 2, talks)
    mood = levels.level[0][who, day] + of.after("mood")[who, day]
    before = rounded(mood + rng.normal(0, 0.7, len(who)))
    after = rounded(before + of.lift[who] - 0.25 * (effort >= 7) + rng.normal(0, 0.8, len(who)))
    enjoyment = rounded(5.3 + 0.35 * (mood - 5) + 0.5 * of.lift[who] + rng.normal(0, 1, len(who)))
    sore = rng.random(len(roster)) < np.array([0.1, 0.1, 0.1, 0.35, 0.45, 0.15])[roster.complaint]
    pain = np.where(sore[who], rounded(2.2 + 0.2 * (effort - 4) + rng.normal(0, 1.2, len(who))), -1)
    times = rng.integers(*DAYTIME, len(roster))
    started = calendar.moments(offset, times[who])
    ahead = calendar.moments(offset + 7, times[who])
    goes_on = guided & (offset + 7 <= np.maximum(roster.ends, 0)[who])
    words = _words(rng, who, guided, after - before, share_of_words)
    told = np.flatnonzero(is_face(roster.number)[who])
    write_sessions(words["reflection"], told, day[told])
    made = objects(ids.make(len(who)))
    log = Rows(
        SessionLog,
        {
            "course_id": batch.courses[who].tolist(),
            "id": made.tolist(),
            "day": calendar.days(offset).tolist(),
            "started_at": started.tolist(),
            "kind": _KINDS[(~guided).astype(np.int64)].tolist(),
            "planned_minutes": scores(minutes.planned),
            "walking_minutes": scores(minutes.walking),
            "running_minutes": scores(minutes.running),
            "effort": _left_out(rng, effort, np.where(roster.carries("overload")[who], 0.0, 0.03)),
            "talk_test": _TALK[talks].tolist(),
            "feeling_before": _left_out(rng, before, 0.05),
            "feeling_after": _left_out(rng, after, 0.05),
            "enjoyment": _left_out(rng, enjoyment, 0.06),
            "pain": scores(pain),
            "next_appointment_at": only(ahead, goes_on),
            **{name: texts.tolist() for name, texts in words.items()},
            "entered_by": np.where(guided, batch.therapists[who], batch.writers[who]).tolist(),
            "recorded_at": calendar.moments(offset, times[who] + 1).tolist(),
        },
    )
    return Held(log, who, day, made, guided, minutes)
