"""Two weeks of a course side by side, on the therapist's page: chosen, said in words, in a table and in a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from runtherapy_data.charts import course_weeks as chart
from runtherapy_data.charts import questionnaires
from runtherapy_data.i18n import Translate
from runtherapy_data.measures.codes import EVENT_NAMES
from runtherapy_data.ui import panels
from runtherapy_data.ui.course_words import NOT_FILLED_IN
from runtherapy_data.ui.plain import escaped
from runtherapy_data.views import course_weeks as view
from runtherapy_data.views.course import Course, EventFact, SessionFact
from runtherapy_data.views.course_weeks import Spread, Week, spread


def side_by_side(course: Course, _: Translate) -> None:
    """Two weeks beside each other, built only when somebody asks for it."""
    if not st.toggle(_("Two weeks side by side"), key="two-weeks"):
        return
    proposed = view.last_two(course)
    if proposed is None:
        panels.nothing_yet(
            "weeks",
            _("There are no two weeks yet of which anything was reported."),
            _("From the second week on they can be laid beside each other here."),
        )
        return
    one, other = _choose(course, proposed, _)
    if one == other:
        panels.muted(_("Choose two different weeks."))
        return
    earlier, later = view.week(course, min(one, other)), view.week(course, max(one, other))
    said = view.differences(earlier, later, _)
    st.markdown(escaped(said))
    left, right = st.columns(2, gap="medium")
    with left:
        panels.table("weeks", *_table(earlier, later, _))
    with right:
        _figure(earlier, later, said, _)
    _words(earlier, later, _)


def _choose(course: Course, proposed: tuple[int, int], _: Translate) -> tuple[int, int]:
    """The two weeks. The choice is kept for as long as the weeks are there: another client has others."""
    found = view.with_data(course)
    labels = {number: _label(view.week(course, number), _) for number in found}
    with st.container(key="two-weeks-choice", horizontal=True):
        chosen = []
        for key, name, number in (("week-a", _("One week"), proposed[0]), ("week-b", _("The other week"), proposed[1])):
            kept = st.session_state.get(key)
            # Said anew on every run, so that the browser shows the label in the reader's language.
            st.session_state[key] = kept if kept in labels else number
            chosen.append(
                st.selectbox(name, found, format_func=lambda week: labels[week], key=key, filter_mode=None, width=240)
            )
    return chosen[0], chosen[1]


def _label(week: Week, _: Translate) -> str:
    return _("week {week}, from {day}", week=_number(week), day=_.day(week.first_on))


def _number(week: Week) -> str:
    """The number of a week with a real minus: weeks before the start count back."""
    return str(week.number).replace("-", "−")


def _table(earlier: Week, later: Week, _: Translate) -> tuple[list[str], list[list[str]]]:
    """A row for everything that was noted in either week; the weeks are the columns."""
    weeks = (earlier, later)
    rows = [[_("Check-ins"), *(_days(week, _) for week in weeks)]]
    for measure in chart.shown(earlier, later):
        means = [_told(spread(week.of(measure)), _, days=week.days_answered) for week in weeks]
        rows.append([_(measure.name), *means])
    rows.append([_("Sessions"), *(_sessions(week, _) for week in weeks)])
    if any(week.sessions for week in weeks):
        rows += [
            [_("Running"), *(f"{week.running} min" for week in weeks)],
            [_("Walking"), *(f"{week.walking} min" for week in weeks)],
            [_("Planned"), *(NOT_FILLED_IN if week.planned is None else f"{week.planned} min" for week in weeks)],
        ]
    for name, field in ((_("Effort"), "effort"), (_("Enjoyment"), "enjoyment"), (_("Pain"), "pain")):
        told = [spread(getattr(one, field) for one in week.sessions) for week in weeks]
        if any(told):
            rows.append([name, *(_told(one, _) for one in told)])
    if any(_feelings(week.sessions) for week in weeks):
        rows.append([_("Feeling"), *(_felt(week.sessions, _) for week in weeks)])
    if any(week.events for week in weeks):
        rows.append([_("Life events"), *(_events(week, _) for week in weeks)])
    return [_("Measure"), *(_head(week, _) for week in weeks)], rows


def _head(week: Week, _: Translate) -> str:
    if week.passed < view.DAYS:
        return _("Week {week} (not over yet)", week=_number(week))
    return _("Week {week}", week=_number(week))


def _days(week: Week, _: Translate) -> str:
    return _("{days} of {passed} days", days=week.days_answered, passed=max(week.passed, week.days_answered))


def _told(found: Spread | None, _: Translate, *, days: int | None = None) -> str:
    """The mean with lowest and highest; `days` is on how many days there was a check-in, said where fewer had this."""
    if found is None:
        return NOT_FILLED_IN
    told = _.number(found.mean, 0 if found.lowest == found.highest else 1)
    if found.lowest != found.highest:
        told = _("{mean} ({low}–{high})", mean=told, low=found.lowest, high=found.highest)
    if days is None or found.count == days:
        return told
    return _.plural("{mean} on {n} day", "{mean} on {n} days", found.count, mean=told)


def _sessions(week: Week, _: Translate) -> str:
    guided = sum(one.kind == "guided" for one in week.sessions)
    own = len(week.sessions) - guided
    parts = [_("{n} with therapist", n=guided)] if guided else []
    parts += [_("{n} on their own", n=own)] if own else []
    return ", ".join(parts) or _("no sessions")


def _feelings(sessions: Sequence[SessionFact]) -> list[tuple[int, int]]:
    return [
        (one.feeling_before, one.feeling_after)
        for one in sessions
        if one.feeling_before is not None and one.feeling_after is not None
    ]


def _felt(sessions: Sequence[SessionFact], _: Translate) -> str:
    """The means before and after, of the sessions for which both were filled in."""
    pairs = _feelings(sessions)
    if not pairs:
        return NOT_FILLED_IN
    before, after = (_.number(sum(one[which] for one in pairs) / len(pairs), 1) for which in (0, 1))
    return f"{before} → {after}"


def _events(week: Week, _: Translate) -> str:
    names = [
        f"{_(EVENT_NAMES[one.kind])} ({_span(max(one.starts_on, week.first_on), _until(one, week), _)})"
        for one in week.events
    ]
    return ", ".join(names) or NOT_FILLED_IN


def _until(event: EventFact, week: Week) -> dt.date:
    return min(event.last_on, week.last_on)


def _span(first: dt.date, last: dt.date, _: Translate) -> str:
    return _.day(first) if first == last else f"{_.day(first)} – {_.day(last)}"


def _figure(earlier: Week, later: Week, alt: str, _: Translate) -> None:
    weekdays = [_.day(earlier.first_on + dt.timedelta(days=at)).split()[0] for at in range(view.DAYS)]
    fig = chart.figure(earlier, later, weekdays, _)
    if fig is not None:
        panels.figure("weeks", fig, questionnaires.config(_), alt=alt)
        panels.muted(
            _("Open and dashed: week {earlier}. Filled: week {later}.", earlier=_number(earlier), later=_number(later))
        )


def _words(earlier: Week, later: Week, _: Translate) -> None:
    """What the client wrote in each of the two weeks."""
    if not (earlier.words or later.words):
        return
    for week, column in zip((earlier, later), st.columns(2, gap="medium"), strict=True):
        with column:
            panels.muted(_("Written in week {week}", week=_number(week)))
            if week.words:
                panels.quotes(f"week-{week.number}", [(_wrote(one, _), one.words) for one in week.words])
            else:
                panels.muted(_("Nothing."))


def _wrote(said: view.Said, _: Translate) -> str:
    return _("{day}, after the session", day=_.day(said.day)) if said.after_session else _.day(said.day)
