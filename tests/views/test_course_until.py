"""A course as it was known on an earlier day."""

from __future__ import annotations

from runtherapy_data.views.course import DayWords, EventFact, PhaseSpan, ResultFact
from runtherapy_data.views.course_until import until
from tests.views.courses import answers, course, day, session

LATER = course(
    answers("mood", {0: 4, 10: 5, 20: 6}),
    sessions=(session(2), session(20)),
    results=(ResultFact("phq9", day(0), "intake", 12.0), ResultFact("phq9", day(20), "mid", 8.0)),
    events=(EventFact("holiday", day(9), day(20)), EventFact("illness", day(20), None)),
    words=(DayWords(day(10), "toen"), DayWords(day(20), "nu")),
    phases=(PhaseSpan("intake", day(0), day(13)), PhaseSpan("reflection", day(14), day(69))),
)


def test_nothing_of_later_days_is_in_it() -> None:
    then = until(LATER, day(10))
    assert (then.today, then.week, then.phase) == (day(10), 2, "intake")
    assert then.measured("mood").values == (4, 5)
    assert [one.day for one in then.sessions] == [day(2)] and [one.words for one in then.words] == ["toen"]
    assert len(then.results) == len(then.events) == len(then.phases) == 1
    assert (then.first_on, then.last_on) == (LATER.first_on, LATER.last_on)


def test_a_day_to_come_changes_nothing() -> None:
    assert until(LATER, day(60)) == LATER
