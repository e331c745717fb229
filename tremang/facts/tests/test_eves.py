"""What books held on the eve of a half-month is read once in it, and anew as soon as something before it changes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.evidence import scope
from tremang.facts.models import Fact, KeptEve
from tremang.facts.tests.test_contents import wrote
from tremang.kernel.events import mark_stale
from tremang.kernel.periods import half_first, half_of

pytestmark = pytest.mark.django_db
EARLIER = date(2026, 3, 4)


def look(world):
    """The commune is looked at after its club has written something of today; what was asked of activities before this half."""
    mark_stale([world.dong_vang.pk], TODAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        catch_up(world.dong_vang.place.parent, TODAY)
    return [one["sql"] for one in asked if "areas_activity" in one["sql"] and "t.day < " in one["sql"]]


def facts():
    return {(row.node_id, row.half): row.values for row in Fact.objects.all()}


def is_right(world):
    catch_up(world.city, TODAY)
    kept = facts()
    rebuild_all(TODAY)
    return kept == facts()


def test_the_year_is_read_at_the_first_look_of_a_half_month_and_not_at_the_second(world):
    wrote(world, names=["Đỗ Thị Ẩn", "Trần Thị Lụa"], day=EARLIER)
    catch_up(world.city, TODAY)
    assert look(world)
    assert KeptEve.objects.get(club_id=world.dong_vang.pk).half == half_of(TODAY)
    wrote(world, names=["Trần Thị Lụa", "Hoàng Văn Khiêm"], day=TODAY)
    assert look(world) == []
    assert is_right(world)


@pytest.mark.parametrize("takes_back", [True, False])
def test_what_is_written_or_taken_back_before_it_is_counted_at_the_next_look(world, takes_back):
    row = wrote(world, names=["Đỗ Thị Ẩn"], day=EARLIER)
    catch_up(world.city, TODAY)
    look(world)
    if takes_back:
        actions.drop(done_of(4), row, by=world.users["tuan"], today=TODAY)
    else:
        wrote(world, names=["Hoàng Văn Khiêm"], day=date(2026, 2, 3), outsiders=2, people=9)
    look(world)
    assert KeptEve.objects.get(club_id=world.dong_vang.pk).half < half_of(TODAY)
    look(world)
    assert is_right(world)


def test_a_new_half_month_reads_it_once_more_and_a_new_year_begins_with_nothing(world):
    wrote(world, names=["Đỗ Thị Ẩn"], day=EARLIER)
    catch_up(world.city, TODAY)
    look(world)
    for later in (half_first(half_of(TODAY) + 1), date(TODAY.year + 1, 1, 3)):
        mark_stale([world.dong_vang.pk], later)
        catch_up(world.dong_vang.place.parent, later)
        found = Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(later)).values
        assert "persons_selfhelp" not in found


def test_who_was_named_before_is_not_counted_again_and_who_was_not_is(world):
    wrote(world, names=["Đỗ Thị Ẩn", "Trần Thị Lụa"], day=EARLIER)
    catch_up(world.city, TODAY)
    look(world)
    before = Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(TODAY)).values.get("persons_selfhelp", 0)
    wrote(world, names=["Trần Thị Lụa", "Hoàng Văn Khiêm", "Vũ Thị Lương"], day=TODAY)
    look(world)
    now = Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(TODAY)).values.get("persons_selfhelp", 0)
    assert now - before == 2


def test_in_the_middle_of_a_half_month_what_was_done_in_it_is_told_row_by_row(world):
    wrote(world, names=["Đỗ Thị Ẩn"], day=half_first(half_of(TODAY)))
    catch_up(world.city, TODAY)
    stored = Fact.objects.get(node_id=world.dong_vang.pk, half=half_of(TODAY)).values
    assert stored["done_selfhelp"] == stored["took_selfhelp"] == 1
    assert scope(world.dong_vang.place, TODAY).values()[world.dong_vang.pk] == stored
