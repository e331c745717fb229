"""Acts whose trace is easily missed: after each of them the facts are those of a rebuild."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.areas.common.models import Activity, Participant
from tremang.areas.health.actions import erase
from tremang.areas.health.models import Insurance
from tremang.clubs.actions import Facts, edit_club, undo_life
from tremang.clubs.models import ServedHamlet
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.models import KeptEve
from tremang.facts.tests.test_facts import facts
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.kernel.models import Event
from tremang.members.actions.closing import merge_club, undo_close
from tremang.members.actions.joining import join, take_back_join
from tremang.places.models import HamletCount
from tremang.places.queries import city
from tremang.programme.territory.actions.changes import Decree, merge_places
from tremang.programme.training.actions import complete_course, list_official
from tremang.programme.training.models import CourseKind, Official
from tremang.programme.undoing import undo

pytestmark = pytest.mark.django_db
LUC = "Kiều Văn Lực"


def assert_facts_are_those_of_a_rebuild(day: date = TODAY) -> None:
    catch_up(city(), day)
    kept = facts()
    rebuild_all(day)
    assert kept == facts()


@pytest.fixture
def named(world):
    """Of eight people in the spring one was named; in September five took part without names."""
    club = {"club": world.dong_vang, "area": 2, "outsiders": 0, "by_id": 1}
    spring = Activity.objects.create(day=date(2026, 3, 10), what="Đo huyết áp", people=8, **club)
    Participant.objects.create(club=world.dong_vang, activity=spring, membership=world.members[LUC])
    Activity.objects.create(day=date(2026, 9, 21), what="Đo huyết áp", people=5, **club)
    with clock.fixed(TODAY):
        rebuild_all(TODAY)
        yield


@pytest.mark.parametrize("joined", [date(2026, 9, 5), date(2026, 9, 20)])
def test_who_was_in_two_clubs_and_is_no_more_counts_as_if_he_had_never_been(world, named, joined):
    by = world.users["sau"]
    row = join(world.trai_giua, world.person(LUC), joined_on=joined, by=by, today=TODAY)
    catch_up(world.phuc_tho, TODAY)
    take_back_join(row, by=by, today=TODAY)
    catch_up(world.phuc_tho, TODAY)
    assert_facts_are_those_of_a_rebuild()


def test_who_comes_to_be_in_two_clubs_counts_as_if_he_had_always_been(world, named):
    mark_stale([world.dong_vang.pk], TODAY)
    catch_up(world.phuc_tho, TODAY)
    join(world.trai_giua, world.person(LUC), joined_on=TODAY, by=world.users["sau"], today=TODAY)
    catch_up(world.phuc_tho, TODAY)
    assert_facts_are_those_of_a_rebuild()


def test_a_merger_of_clubs_taken_back_leaves_no_trace(world, named):
    by = world.users["tuan"]
    act = merge_club(world.dong_vang, world.trai_giua, date(2026, 9, 10), by=by, today=TODAY)
    catch_up(world.phuc_tho, TODAY)
    undo_close(world.dong_vang, act.sequence, by=by, today=TODAY)
    catch_up(world.phuc_tho, TODAY)
    assert_facts_are_those_of_a_rebuild()


def test_a_hamlet_that_a_club_serves_from_now_on_is_covered_at_its_commune_too(world):
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2026, 1, 1), source="Danh mục thôn")
    club, by = world.dong_vang, world.users["tuan"]
    served = {row.hamlet: (row.from_on, row.to_on) for row in ServedHamlet.objects.filter(club=club)}
    served[world.hamlets["Thôn Cổ Điển"]] = date(2026, 9, 1), None
    with clock.fixed(TODAY):
        rebuild_all(TODAY)
        edit_club(club, Facts(club.name), served, by=by, today=TODAY)
        catch_up(world.phuc_tho, TODAY)
        assert_facts_are_those_of_a_rebuild()
        newest = Event.objects.filter(chain_id=club.pk).latest("sequence")
        undo_life(club, newest.sequence, by=by, today=TODAY)
        catch_up(world.phuc_tho, TODAY)
        assert_facts_are_those_of_a_rebuild()


def test_a_card_destroyed_with_the_readings_is_counted_and_kept_no_more(world):
    row = world.members["Phạm Thị Mận"]
    Insurance.objects.create(club=world.dong_vang, membership=row, on=date(2026, 9, 1), is_insured=True, by_id=1)
    with clock.fixed(TODAY):
        rebuild_all(TODAY)
        mark_stale([world.dong_vang.pk], TODAY)
        catch_up(city(), TODAY)
        erase(row.person, world.dong_vang, by=world.users["man"], today=TODAY)
    assert KeptEve.objects.get(club=world.dong_vang).people is None
    later = date(2026, 10, 5)
    with clock.fixed(later):
        mark_stale([world.dong_vang.pk], later, ["meetings.meeting:1"])
        assert_facts_are_those_of_a_rebuild(later)


def test_a_course_taken_back_after_a_merger_is_taken_from_the_unit_that_took_over_the_list(world):
    ha, tuan = world.users["ha"], world.users["tuan"]
    with clock.fixed(TODAY):
        list_official(world.phuc_tho, "Trần Văn Một", "Cán bộ", date(2026, 3, 1), by=tuan, today=TODAY)
        learnt = list(Official.objects.all())
        act = complete_course(learnt, CourseKind.INITIAL, date(2026, 9, 2), "Lớp một", by=tuan, today=TODAY)
        decree = Decree("1/NQ-HĐND", date(2026, 9, 20), date(2026, 9, 20))
        merge_places([world.phuc_tho], world.yen_bai, decree=decree, by=ha, today=TODAY)
        rebuild_all(TODAY)
        undo(act, by=ha, today=TODAY)
        assert_facts_are_those_of_a_rebuild()
