"""A question built once gives what the ORM gives each time, and refuses what it could not tell apart."""

from datetime import date, datetime, timedelta

import pytest

from tests.cast import TODAY
from tremang.clubs.models import Club
from tremang.kernel.prepared import Question
from tremang.meetings.models import Meeting
from tremang.members.models import Membership


@Question
def members(club_id: int, day: date, *, alone: bool):
    found = Membership.objects.filter(club=club_id, joined_on__lte=day).select_related("person").order_by("pk")
    return found[:1] if alone else found


@Question
def derived(club_id: int, day: date):
    return Meeting.objects.filter(club=club_id, held_on__range=(day, day + timedelta(days=7)))


@Question
def without(club_id: int, day: date):
    return Club.objects.filter(pk=club_id)


@Question
def nothing(club_id: int):
    return Club.objects.filter(pk__in=[], place=club_id)


def test_it_asks_the_same_for_other_values_and_other_words(world, django_assert_num_queries):
    for club in Club.objects.all():
        expected = list(Membership.objects.filter(club=club.pk, joined_on__lte=TODAY).order_by("pk"))
        with django_assert_num_queries(1):
            found = members(club.pk, TODAY, alone=False)
        assert found == expected
        with django_assert_num_queries(0):
            assert [row.person.full_name for row in found] == [row.person.full_name for row in found]
        assert members(club.pk, TODAY, alone=True) == expected[:1]
    assert members(world.dong_vang.pk, date(1900, 1, 1), alone=False) == []


def test_a_value_worked_out_of_another_is_found(world):
    with pytest.raises(AssertionError, match="is not"):
        derived(world.dong_vang.pk, TODAY)


def test_a_value_that_the_statement_lacks_and_one_of_another_kind_are_refused(world):
    with pytest.raises(TypeError, match="not in"):
        without(world.dong_vang.pk, TODAY)
    for value in (None, True, 1.5, datetime(2026, 1, 1)):
        with pytest.raises(TypeError):
            nothing(value)


def test_what_can_hold_nothing_asks_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert nothing(world.dong_vang.pk) == []
