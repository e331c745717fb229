"""Between two of the days that a rule names as its moments, its answer does not change."""

from bisect import bisect_right
from datetime import date, timedelta

import pytest

from tremang.indicators.records import FAR, Course, Elsewhere, Need, Phase, Serving
from tremang.indicators.registry import indicators
from tremang.indicators.tests.making import club, member

TIME = Phase("T", date(2024, 1, 1), date(2030, 12, 31))
LEAP = date(2024, 2, 29)  # from here twelve months reach to a day that is none


def eventful():
    """A club that pauses, renews its board and has members with needs, one of them in two clubs."""
    record = club(date(2024, 1, 20), decided_on=date(2024, 1, 10))
    record.states = [
        (date(2024, 1, 20), date(2025, 6, 30), "active"), (date(2025, 7, 1), date(2025, 8, 15), "paused"),
        (date(2025, 8, 16), FAR, "active"),
    ]  # fmt: skip
    record.members = [
        member(1, date(2024, 1, 20), 1950), member(2, LEAP, 1960, left=date(2026, 3, 31)),
        member(3, date(2024, 8, 31), 1990),
    ]  # fmt: skip
    record.needs = {
        1: [Need(LEAP, FAR)], 2: [Need(date(2024, 12, 31), date(2025, 5, 5)), Need(date(2025, 9, 1), FAR)],
        3: [Need(date(2024, 8, 31), FAR)], 9: [Need(LEAP, FAR)],
    }  # fmt: skip
    record.supports = {1: [LEAP, date(2025, 10, 31)], 3: [date(2025, 1, 31)], 9: [LEAP]}
    record.elsewhere = {
        3: [Elsewhere(7, date(2024, 5, 1), date(2025, 12, 31), None, False, ((date(2024, 6, 1), date(2025, 3, 3)),))]
    }
    record.board = [Serving(1, date(2024, 1, 20), date(2026, 1, 19)), Serving(2, date(2024, 6, 1), FAR)]
    record.courses = {
        1: [Course(LEAP, True), Course(date(2025, 8, 31), False)],
        2: [Course(date(2024, 7, 31), True), Course(date(2025, 2, 28), False)],
    }
    return record


@pytest.mark.parametrize("code", sorted(code for code, rule in indicators().items() if rule.moments))
def test_between_two_moments_the_answer_does_not_change(code):
    rule, record = indicators()[code], eventful()
    moments = sorted(rule.moments(record))
    day, latest, told, answers = date(2023, 12, 1), None, None, set()
    while day < date(2029, 1, 1):
        since = bisect_right(moments, day)
        answer = rule.tally(record, day, TIME)
        assert since != latest or answer == told, day
        answers.add(answer)
        latest, told, day = since, answer, day + timedelta(days=1)
    assert len(answers) > 1, "nothing happened to this club that the rule looks at"
