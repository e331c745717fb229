"""A look at a commune works out what it has to write before it asks for the lock; whatever happens meanwhile, nothing is lost."""

from contextlib import contextmanager
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.clubs.models import Club, StateRow
from tremang.facts import actions, working
from tremang.facts.actions import catch_up, is_fresh, rebuild_all
from tremang.facts.loading import load_clubs, pairs_of
from tremang.facts.models import Fact
from tremang.facts.tests.histories import living, steps
from tremang.facts.tests.test_acts_felt import assert_facts_are_those_of_a_rebuild
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.kernel.models import Stale
from tremang.kernel.periods import half_of
from tremang.meetings.models import Meeting
from tremang.members.models import Membership
from tremang.places.models import Place
from tremang.places.queries import city, under

pytestmark = pytest.mark.django_db
few = settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def facts():
    return {(row.node_id, row.half): (row.as_of, row.values) for row in Fact.objects.all()}


@contextmanager
def meanwhile(happens):
    """Between what a look works out and its turn at the lock, `happens()`; yields what the look had worked out."""
    ahead, found = actions._ahead, []

    def slow(*arguments, **words):
        found.append(ahead(*arguments, **words))
        happens()
        return found[-1]

    with mock.patch.object(actions, "_ahead", slow):
        yield found


@few
@given(steps, steps, st.integers(0, 3))
def test_whatever_happens_while_a_look_reckons_the_facts_come_out_right(world, before, during, number):
    with living(world, before) as history:
        for step in during[::2]:
            history.take(step)
        with meanwhile(lambda: [history.take(step) for step in during[1::2]]):
            catch_up(history.commune(number), history.today)
        assert_facts_are_those_of_a_rebuild(history.today)


def test_a_look_only_reads_until_it_has_worked_out_everything(world):
    catch_up(world.city, TODAY)
    mark_stale([world.dong_vang.pk], TODAY)

    def reading(execute, sql, params, many, context):
        assert sql.lstrip().startswith("SELECT"), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(reading):
        found = actions._ahead(world.phuc_tho, world.city, TODAY)
    assert [node for _pk, node, *_rest in found.marks] == [world.dong_vang.pk]


def test_a_mark_that_lands_while_a_look_reckons_is_not_passed_over(world):
    catch_up(world.city, TODAY)
    mark_stale([world.dong_vang.pk], TODAY)

    def met():
        Meeting.objects.create(
            club=world.dong_vang, held_on=date(2026, 9, 20), contents=255, present=10, expected=11, recorded_by_id=1,
            recorded_at="2026-09-20T02:00:00Z",
        )  # fmt: skip
        mark_stale([world.dong_vang.pk], date(2026, 9, 20))

    with meanwhile(met):
        catch_up(world.phuc_tho, TODAY)
    assert Fact.objects.get(node_id=world.phuc_tho.pk, half=half_of(TODAY)).values["present"] == 10


def test_of_two_looks_the_slower_one_writes_nothing(world):
    catch_up(world.city, TODAY)
    mark_stale([world.dong_vang.pk], TODAY)

    def other():
        with mock.patch.object(actions, "_ahead", lambda *_arguments, **_words: None):
            catch_up(world.phuc_tho, TODAY)

    with meanwhile(other), mock.patch.object(actions.Laid, "write", side_effect=AssertionError):
        catch_up(world.phuc_tho, TODAY)
    assert is_fresh(world.phuc_tho, TODAY)
    assert not Stale.objects.filter(node_id=world.dong_vang.pk).exists()


@pytest.mark.parametrize(("rows", "passed"), [([], "beside.anything"), (["meetings.meeting:1"], "beside")])
@pytest.mark.parametrize("is_ahead", [True, False])
def test_where_a_person_is_in_a_club_of_another_commune_the_look_leaves_a_mark_there(world, rows, passed, is_ahead):
    person = Membership.objects.filter(club=world.dong_vang).order_by("pk").first().person
    there = Membership.objects.exclude(under(world.phuc_tho.path, "club__place__path")).first()
    Membership.objects.create(club=there.club, person=person, joined_on=TODAY)
    catch_up(city(), TODAY)
    mark_stale([world.dong_vang.pk], TODAY, rows)
    with mock.patch.object(actions, "_ahead", actions._ahead if is_ahead else lambda *_arguments, **_words: None):
        catch_up(world.phuc_tho, TODAY)
        waiting = Stale.objects.exclude(node_id=world.city.pk)
        assert list(waiting.values_list("node_id", "touched")) == [(there.club_id, passed)]
        catch_up(there.club.place.parent, TODAY)
    assert not waiting.exists()
    catch_up(city(), TODAY)
    kept = facts()
    rebuild_all(TODAY)
    assert kept == facts()


def test_a_look_of_the_day_before_bears_what_was_done_after_midnight_and_the_next_one_counts_it(world):
    eve, day = date(2026, 9, 14), date(2026, 9, 15)
    catch_up(city(), eve)
    Meeting.objects.create(
        club=world.dong_vang, held_on=day, contents=1, present=5, expected=9, recorded_by_id=1, recorded_at=clock.now()
    )
    mark_stale([world.dong_vang.pk], day)
    for place in (world.phuc_tho, city()):
        catch_up(place, eve)
    assert "meetings" not in Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(eve)).values
    catch_up(city(), day)
    assert Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(day)).values["meetings"] == 1


@pytest.mark.parametrize("looker", ["city", "commune"])
def test_where_the_first_day_on_record_moves_back_no_other_clubs_books_are_read_again(world, monkeypatch, looker):
    catch_up(city(), TODAY)
    club = world.trai_giua
    born = StateRow.objects.order_by("from_on")[0].from_on - timedelta(days=100)
    first = StateRow.objects.filter(club=club).order_by("from_on")[0]
    StateRow.objects.filter(pk=first.pk).update(from_on=born)
    mark_stale([club.pk], born)
    read: set[int] = set()

    def load(ids, *bounds, **told):
        read.update(set(ids) if len(bounds) == 1 else ())
        return load_clubs(ids, *bounds, **told)

    monkeypatch.setattr(working, "load_clubs", load)
    catch_up(city() if looker == "city" else Place.objects.get(code=club.place.commune_code), TODAY)
    beside = {other for _person, _club, other in pairs_of([club.pk])}  # what is counted once may count there now
    assert read == {club.pk} | beside
    assert read < set(Club.objects.values_list("pk", flat=True))
    kept = facts()
    assert min(half for _node, half in kept) == half_of(born)
    rebuild_all(TODAY)
    assert kept == facts()
