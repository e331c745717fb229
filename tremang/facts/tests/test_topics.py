"""Of a day that stands already only those measures are worked out that something touched may have changed."""

from datetime import date
from functools import reduce
from operator import or_

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.facts import topics
from tremang.facts.actions import catch_up
from tremang.facts.loading import load_clubs
from tremang.facts.measures import _DECIDED, FLOWS, STOCKS, _decided_by, club_values
from tremang.facts.models import Fact
from tremang.facts.tests.histories import living, steps
from tremang.facts.tests.test_acts_felt import assert_facts_are_those_of_a_rebuild
from tremang.facts.tests.test_facts import few
from tremang.facts.topics import EVERYTHING, READS
from tremang.indicators.base import Level
from tremang.indicators.registry import indicators
from tremang.kernel.events import mark_stale
from tremang.kernel.periods import half_of
from tremang.places.queries import city

BITS = (
    topics.MEMBERS, topics.BOARD, topics.NEEDS, topics.CIRCUMSTANCES, topics.LIFE, topics.BOOKS, topics.MONEY,
    topics.SUPPORTS, topics.HAPPENED, topics.BESIDE, topics.LATER,
)  # fmt: skip
OF_COMMUNES = {"staff_courses"}
WRONG = 77
# Acts of one and the same half-month, nearly all of the day itself: what is dated back further is worked out as a whole.
acts = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 11), st.integers(0, 1), st.just(0)), min_size=1, max_size=10
)


@pytest.mark.parametrize("touched", BITS)
@pytest.mark.django_db
def test_what_is_touched_is_worked_out_and_all_else_stays(world, touched):
    for club in load_clubs([world.dong_vang.pk, world.trai_giua.pk], date(2026, 1, 1)):
        full = club_values(club, [TODAY])[0]
        alone = club_values(club, [TODAY], touched, {})[0]
        known = {key: WRONG if key in alone else amount for key, amount in full.items()}
        assert club_values(club, [TODAY], touched, known)[0] == full
        assert full.items() >= alone.items()


@given(st.sets(st.sampled_from(BITS)))
def test_topics_together_decide_what_each_of_them_decides(several):
    assert _decided_by(reduce(or_, several, 0)) == frozenset().union(*map(_decided_by, several))


def test_every_measure_of_a_club_is_decided_by_something():
    assert {key for _topics, keys in _DECIDED for key in keys} == STOCKS.keys() | FLOWS.keys() - OF_COMMUNES
    assert sum(BITS) == EVERYTHING


def test_every_rule_of_clubs_hangs_on_something():
    for indicator in indicators().values():
        if indicator.level == Level.CLUB:
            assert topics.topics_of(indicator.code), indicator.code
            assert bool(topics.topics_of(indicator.code) & topics.BOOKS) == ("books" in READS[indicator.code])


@pytest.mark.parametrize(
    ("named", "read", "unread"),
    [
        ("funds.voucher:1", ["funds_transfer"], ["areas_activity t WHERE", "livelihood_povertyexit"]),
        ("areas.activity:1", ["areas_activity t WHERE", "livelihood_povertyexit"], ["funds_transfer"]),
        ("members.need:1", ["members_need"], ["funds_transfer", "livelihood_povertyexit"]),
    ],
)
@pytest.mark.django_db
def test_a_look_reads_only_what_the_mark_may_have_changed(world, named, read, unread):
    for once in (["meetings.meeting:1"], [named]):  # the first look of a half-month reads what it is to begin with
        catch_up(world.phuc_tho, TODAY)
        mark_stale([world.dong_vang.pk], TODAY, once)
    with CaptureQueriesContext(connection) as asked:
        catch_up(world.phuc_tho, TODAY)
    found = " ".join(one["sql"] for one in asked)
    assert [words for words in read if words not in found] == []
    assert [words for words in unread if words in found] == []


@pytest.mark.parametrize(
    ("as_of", "since", "is_whole"),
    [(TODAY, TODAY, False), (date(2026, 9, 22), TODAY, True), (TODAY, date(2026, 9, 1), True)],
)
@pytest.mark.django_db
def test_another_day_or_an_earlier_half_month_is_worked_out_as_a_whole(world, as_of, since, is_whole):
    catch_up(city(), TODAY)
    row = Fact.objects.filter(node_id=world.dong_vang.pk, half=half_of(TODAY))
    values = row.get().values
    row.update(as_of=as_of, values={**values, "members": WRONG})
    mark_stale([world.dong_vang.pk], since, ["funds.voucher:1"])
    catch_up(world.phuc_tho, TODAY)
    assert row.get().values["members"] == (values["members"] if is_whole else WRONG)


@few
@given(steps, acts)
@pytest.mark.django_db
def test_after_each_act_of_a_day_the_facts_are_those_of_a_rebuild(world, before, taken):
    with living(world, before) as history:
        for number, step in enumerate(taken):
            history.take(step)
            catch_up(history.commune(number), history.today)
        assert_facts_are_those_of_a_rebuild(history.today)
