"""Promises of the suggestion for a new pair and of the plan of visits: pure rules."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tremang.areas.homecare.schedule import Pair, Visit, loads, planned, unanswered
from tremang.areas.homecare.suggesting import FULL, Volunteer, Wish, nearness, ranked

MONDAY = date(2026, 9, 21)
volunteers = st.lists(
    st.builds(
        Volunteer, id=st.integers(1, 10_000), name=st.just("bà A"), sex=st.sampled_from("FM"),
        group=st.none() | st.integers(1, 3), hamlet=st.none() | st.integers(1, 2), address=st.sampled_from(["", "xom dong"]),
        load=st.integers(0, 9),
    ),
    max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip
wishes = st.builds(
    Wish, group=st.none() | st.integers(1, 3), hamlet=st.none() | st.integers(1, 2),
    address=st.sampled_from(["", "xom dong"]), prefers_sex=st.sampled_from(["", "F", "M"]),
)  # fmt: skip


@given(wishes, volunteers)
def test_who_is_full_is_never_first_while_one_as_near_is_free(wish, people):
    found = ranked(wish, people)
    assert {one.volunteer.id for one in found} == {one.id for one in people}
    if found and found[0].is_full:
        near = nearness(wish, found[0].volunteer)
        assert not [one for one in people if one.load < FULL and nearness(wish, one) >= near]


@given(wishes, volunteers)
def test_equals_stay_in_the_order_given_and_the_order_is_the_same_each_time(wish, people):
    found = [one.volunteer for one in ranked(wish, people)]
    assert found == [one.volunteer for one in ranked(wish, people)]
    assert found == [one.volunteer for one in ranked(wish, found)]


@given(wishes, volunteers)
def test_each_suggestion_says_why(wish, people):
    assert all(len(one.reasons) >= 2 for one in ranked(wish, people))


def test_the_sex_asked_for_goes_before_nearness_and_nearness_before_load():
    near_man = Volunteer(1, "ông Lực", "M", group=1)
    far_woman = Volunteer(2, "bà Lụa", "F", group=2, load=3)
    near_woman = Volunteer(3, "bà Hợi", "F", group=1, load=4)
    wish = Wish(group=1, prefers_sex="F")
    assert [one.volunteer.id for one in ranked(wish, [near_man, far_woman, near_woman])] == [3, 2, 1]
    assert ranked(wish, [near_woman])[0].reasons == ("cùng tổ", "là nữ như mong muốn", "đang thăm 4 lần mỗi tuần")


def test_of_two_as_near_the_one_who_visits_less_comes_first():
    busy, free = Volunteer(1, "bà Lụa", group=1, load=2), Volunteer(2, "ông Lực", group=1)
    assert [one.volunteer.id for one in ranked(Wish(group=1), [busy, free])] == [2, 1]


def test_a_plan_has_a_visit_for_each_weekday_until_the_pair_ends():
    pair = Pair(1, 10, 20, 2 + 16, date(2026, 9, 1), date(2026, 9, 22))
    assert [plan.day for plan in planned([pair], MONDAY, MONDAY + timedelta(days=6))] == [date(2026, 9, 22)]


@given(st.integers(1, 127), st.integers(0, 60))
def test_a_week_of_a_plan_has_as_many_visits_as_weekdays(weekdays, shift):
    pair = Pair(1, 10, 20, weekdays, MONDAY)
    since = MONDAY + timedelta(days=shift)
    assert len(planned([pair], since, since + timedelta(days=6))) == weekdays.bit_count()
    assert loads([pair], since) == {20: weekdays.bit_count()}


def test_a_visit_is_missed_from_the_day_after_until_something_is_recorded():
    plans = planned([Pair(1, 10, 20, 2, MONDAY)], MONDAY, MONDAY + timedelta(days=6))
    tuesday = MONDAY + timedelta(days=1)
    assert unanswered(plans, [], tuesday) == []
    assert unanswered(plans, [], tuesday + timedelta(days=1)) == plans
    assert unanswered(plans, [Visit(10, 20, tuesday)], tuesday + timedelta(days=2)) == []
    assert unanswered(plans, [Visit(10, 20, tuesday, came=False)], tuesday + timedelta(days=2)) == []


def test_somebody_else_who_came_that_day_answers_for_the_visit_but_not_somebody_else_who_did_not():
    plans = planned([Pair(1, 10, 20, 2, MONDAY)], MONDAY, MONDAY + timedelta(days=6))
    tuesday = MONDAY + timedelta(days=1)
    assert unanswered(plans, [Visit(10, 21, tuesday)], MONDAY + timedelta(days=6)) == []
    assert unanswered(plans, [Visit(10, 21, tuesday, came=False)], MONDAY + timedelta(days=6)) == plans
