"""What the tables say of a club's people is read again where an act touched it, and is never kept wrongly."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.clubs.models import State
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.circumstances import OF_PERSONS
from tremang.facts.eves import Eve
from tremang.facts.keeping import kept
from tremang.facts.models import KeptEve
from tremang.facts.packing import packed
from tremang.facts.people import People
from tremang.facts.telling import Life
from tremang.facts.tests.histories import History, steps
from tremang.facts.tests.holding import plain, wrongly_kept
from tremang.facts.tests.test_circumstances import HOI, TU, by_writer, declared
from tremang.facts.tests.test_facts import Undone, facts, few, looks
from tremang.facts.topics import (
    BOARD,
    BOOKS,
    CIRCUMSTANCES,
    EVERYTHING,
    LIFE,
    MEMBERS,
    MONEY,
    NEEDS,
    READ_ANEW,
    SUPPORTS,
    touches,
)
from tremang.indicators.records import FAR, Begun, Course, Member, Need, Serving
from tremang.kernel.events import mark_stale
from tremang.kernel.periods import half_of
from tremang.members.actions.leaving import leave
from tremang.members.actions.needs import declare_need
from tremang.members.erasing import erase_person
from tremang.places.queries import city

db = pytest.mark.django_db
PARTS = {
    "members": "FROM members_membership t JOIN members_person", "board": "FROM members_boardmember t",
    "needs": 'FROM members_need t WHERE t."club_id"', "circumstances": "'near_poor') AND w.club_id IN",
    "life": "FROM resources_equipment t",
}  # fmt: skip
days = st.dates(date(1900, 1, 1), FAR)
who = st.integers(1, 2**63 - 1)


def read_by_a_look(world) -> list[str]:
    """The parts that the next look at the commune of Đồng Vàng reads."""
    with CaptureQueriesContext(connection) as asked:
        catch_up(world.phuc_tho, TODAY)
    return [part for part, words in PARTS.items() if any(words in one["sql"] for one in asked)]


@db
def test_a_look_reads_the_people_once(world):
    assert read_by_a_look(world) == list(PARTS)
    mark_stale([world.dong_vang.pk], TODAY, ["meetings.meeting:1"])
    assert read_by_a_look(world) == []
    assert kept([world.dong_vang.pk], half_of(TODAY), {})[1][world.dong_vang.pk].whole


@db
def test_an_act_that_does_not_say_what_it_touched_has_all_read_again(world):
    read_by_a_look(world)
    mark_stale([world.dong_vang.pk], TODAY)
    assert read_by_a_look(world) == list(PARTS)


@db
def test_what_an_act_touched_is_read_again_and_nothing_else(world):
    read_by_a_look(world)
    declare_need(world.person(HOI), "loan", declared_on=TODAY, club=world.dong_vang, **by_writer(world))
    assert read_by_a_look(world) == ["needs"]
    declared(world, HOI)
    read_by_a_look(world)  # declared of May: facts are worked out from then on
    mark_stale([world.dong_vang.pk], TODAY, [])
    read_by_a_look(world)
    leave(world.members[HOI], left_on=TODAY, reason="moved", by=world.users["man"], today=TODAY)
    assert {"members", "circumstances"} <= set(read_by_a_look(world))
    assert wrongly_kept() == {}


@db
def test_what_is_said_of_a_person_in_one_club_is_read_again_in_the_other_one(world):
    """Tư is in two clubs: what the one declares of her counts in both."""
    catch_up(city(), TODAY)
    declared(world, TU)
    catch_up(city(), TODAY)
    assert wrongly_kept() == {}


@db
def test_nothing_of_whom_the_law_has_forgotten_is_kept(world):
    read_by_a_look(world)
    erase_person(world.person(HOI), legal_basis="Đơn ngày 1/9", by=world.users["chu_tich"], today=TODAY)
    assert KeptEve.objects.get(club_id=world.dong_vang.pk).people is None
    read_by_a_look(world)
    assert wrongly_kept() == {}


@few
@given(steps, looks)
@db
def test_after_each_look_what_is_kept_is_what_the_tables_say(world, taken, looked):
    with suppress(Undone), transaction.atomic():
        history = History(world)
        for number, step in enumerate(taken):
            history.take(step)
            if number in looked:
                catch_up(city() if number % 2 else history.commune(number), history.today)
                assert wrongly_kept() == {}
        history.today += timedelta(days=3)
        catch_up(city(), history.today)
        assert wrongly_kept() == {}
        raise Undone


def test_the_models_of_which_rows_were_touched_say_what_may_differ():
    assert touches("") == EVERYTHING
    assert touches("meetings.meeting funds.voucher") == BOOKS | MONEY | SUPPORTS
    assert touches("members.membership members.person") == MEMBERS | CIRCUMSTANCES
    assert touches("areas.activity training.courserecord") == BOOKS | SUPPORTS | BOARD
    assert touches("members.need") == NEEDS
    assert touches("clubs.staterow resources.equipment") == LIFE
    assert touches("agenda.errand") == READ_ANEW  # of an app that nobody thought of


@given(
    days,
    st.lists(st.tuples(who, days, days, st.sampled_from("FM"), st.integers(1880, 2030), st.none() | days)),
    st.lists(st.tuples(who, days, days)),
    st.dictionaries(who, st.lists(st.tuples(days, st.booleans()), min_size=1)),
    st.dictionaries(who, st.lists(st.tuples(days, days), min_size=1)),
    st.dictionaries(who, st.lists(st.tuples(st.sampled_from(sorted(OF_PERSONS)), days, days), min_size=1)),
    st.tuples(
        st.none() | days, st.none() | days, st.booleans(), st.lists(st.tuples(days, days, st.sampled_from(State.values))),
        st.lists(st.tuples(who, days, days)), st.lists(st.tuples(days, st.booleans())),
        st.lists(st.tuples(days, days, st.integers(0, 500), st.integers(0, 10**9))),
    ),
)  # fmt: skip
def test_what_is_kept_of_people_is_read_back_as_it_was(since, members, serving, courses, needs, circumstances, life):
    people = People(
        since,
        [Member(*row) for row in members],
        (
            [Serving(*row) for row in serving],
            {person: [Course(*row) for row in own] for person, own in courses.items()},
        ),
        {person: [Need(*row) for row in own] for person, own in needs.items()},
        circumstances,
        Life(*life),
    )
    again = People.read(people.told())
    assert again.since == people.since
    for part in PARTS:
        assert plain(again, part, set()) == plain(people, part, set())
    assert again.told() == people.told()
    again.packed.clear()  # what lay there already is not put together again
    assert again.told() == people.told()


@db
def test_facts_after_somebody_was_forgotten_are_those_of_a_rebuild(world):
    declared(world, HOI)
    catch_up(city(), TODAY)
    erase_person(world.person(HOI), legal_basis="Đơn ngày 1/9", by=world.users["chu_tich"], today=TODAY)
    catch_up(city(), TODAY)
    kept = facts()
    rebuild_all(TODAY)
    assert kept == facts()


@db
def test_what_an_earlier_version_kept_in_another_form_is_read_anew(world):
    read_by_a_look(world)
    KeptEve.objects.update(people=packed(0, [(date(2026, 1, 1),)]))
    mark_stale([world.dong_vang.pk], TODAY, ["meetings.meeting:1"])
    assert read_by_a_look(world) == list(PARTS)
    assert wrongly_kept() == {}


@given(
    st.dictionaries(st.integers(0, 40_000), st.integers(0, 255)),
    st.lists(st.tuples(days, st.integers(0, 15), st.integers(0, 15))),
    st.lists(st.tuples(st.integers(2013, 2100), st.integers(1, 8), st.integers(0, 500), st.integers(0, 500))),
    st.dictionaries(st.integers(1, 8), st.lists(who, min_size=1)),
    st.lists(st.tuples(days, *[st.integers(0, 255)] * 5)),
    st.dictionaries(who, days),
)
def test_what_is_kept_of_the_books_is_read_back_as_it_was(covered, themed, begun, named, meetings, supports):
    eve = Eve(covered, themed, [Begun(*row) for row in begun], named, meetings, supports)
    again = Eve.read(eve.told())
    assert (again.covered, sorted(again.meetings), again.supports) == (covered, sorted(meetings), supports)
    assert (sorted(again.themed), sorted(again.begun)) == (sorted(eve.themed), sorted(eve.begun))
    assert {area: sorted(own) for area, own in again.named.items()} == {
        area: sorted(own) for area, own in named.items()
    }
