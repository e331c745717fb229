"""Whose number a club has, and who is listed when it is opened."""

from datetime import timedelta

import pytest

from tests.cast import TODAY
from tremang.areas.health.models import Insurance
from tremang.facts.actions import rebuild_all
from tremang.facts.models import Fact
from tremang.kernel import clock
from tremang.kernel.periods import half_of
from tremang.members.models import Membership
from tremang.places.models import Place
from tremang.reports.opening.circumstances import persons


@pytest.mark.django_db
def test_a_card_that_another_club_wrote_down_opens_where_its_person_counts(world):
    first = Membership.objects.filter(left_on=None, club=world.dong_vang).order_by("pk")[0]
    second = Membership.objects.create(person=first.person, club=world.trai_giua, joined_on=TODAY - timedelta(days=9))
    Insurance.objects.create(club=second.club, membership=second, is_insured=True, on=TODAY, by_id=1)
    with clock.fixed(TODAY):
        rebuild_all(TODAY)
        for club, count in ((first.club_id, 1), (second.club_id, 0)):
            assert Fact.objects.get(node_id=club, half=half_of(TODAY)).values.get("insured", 0) == count
            assert len(persons("insured", Place.objects.get(pk=club), TODAY)) == count
