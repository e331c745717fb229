"""A look at the plan's targets may leave what only reports and the books of the contents show; whoever asks for that gets it."""

from contextlib import suppress
from datetime import date
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.areas.common.models import Activity, Participant
from tremang.facts import actions
from tremang.facts.actions import catch_up, is_fresh, rebuild_all
from tremang.facts.keeping import kept as kept_of
from tremang.facts.measures import FLOWS, LEAVABLE, STOCKS
from tremang.facts.models import Fact
from tremang.facts.tests.histories import living, steps
from tremang.facts.tests.holding import wrongly_kept
from tremang.facts.tests.test_acts_felt import assert_facts_are_those_of_a_rebuild
from tremang.facts.tests.test_circumstances import HOI, agreed, by_writer
from tremang.facts.tests.test_facts import Undone, facts, few
from tremang.facts.tests.test_looks import meanwhile
from tremang.facts.tests.test_topics import acts
from tremang.facts.topics import LEFT
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.kernel.models import Stale
from tremang.kernel.periods import half_of
from tremang.meetings.areas import Area
from tremang.members.actions.needs import declare_vulnerability
from tremang.members.models import Person, Purpose
from tremang.places.models import Kind, Place
from tremang.places.queries import city, under

pytestmark = pytest.mark.django_db
TOOK = f"took_{Area.CULTURE.name.lower()}"


def of_plan() -> dict[tuple[int, int], tuple[date, dict[str, int]]]:
    """The facts without what may be left."""
    return {
        key: (as_of, {name: amount for name, amount in values.items() if name not in LEAVABLE})
        for key, (as_of, values) in facts().items()
    }


def left() -> set[int]:
    """The clubs of which something was left."""
    return set(Stale.objects.filter(touched=LEFT).values_list("node_id", flat=True))


def told(node: int, measure: str) -> int:
    """A measure of today, as the facts have it."""
    values: dict[str, int] = Fact.objects.get(node_id=node, half=half_of(TODAY)).values
    return values.get(measure, 0)


@pytest.fixture
def looked(world):
    """Somebody has looked before, at all there is."""
    with clock.fixed(TODAY):
        look_around()
        yield world


def look_around() -> None:
    """A look at everything, and a second one, which keeps for the running half-month what looks keep for one another."""
    for _twice in range(2):
        mark_stale(Place.objects.filter(kind=Kind.CLUB).values_list("pk", flat=True), TODAY, ["meetings.meeting:1"])
        catch_up(city(), TODAY)


def danced(world, day: date = TODAY) -> Activity:
    """Eight people of Đồng Vàng danced, one of them by name, and the act left its mark."""
    found = Activity.objects.create(
        club=world.dong_vang, area=Area.CULTURE, day=day, what="Múa quạt", people=8, outsiders=0, by_id=1
    )
    Participant.objects.create(club=world.dong_vang, activity=found, membership=world.members["Kiều Văn Lực"])
    mark_stale([world.dong_vang.pk], day, [f"areas.activity:{found.pk}", "areas.participant:1"])
    return found


def test_a_look_at_the_targets_leaves_the_books_to_whoever_opens_them(looked):
    danced(looked)
    catch_up(looked.phuc_tho, TODAY, of_plan=True)
    assert looked.dong_vang.pk in left()
    assert told(looked.dong_vang.pk, TOOK) == 0
    catch_up(looked.phuc_tho, TODAY)
    assert left() == set()
    assert told(looked.dong_vang.pk, TOOK) == told(looked.phuc_tho.pk, TOOK) == 8
    assert_facts_are_those_of_a_rebuild()


def test_what_was_left_asks_nothing_of_those_who_look_at_the_targets_and_is_said_once(looked):
    for _again in range(3):
        danced(looked)
        catch_up(looked.phuc_tho, TODAY, of_plan=True)
        assert is_fresh(looked.phuc_tho, TODAY, of_plan=True) and not is_fresh(looked.phuc_tho, TODAY)
        catch_up(city(), TODAY, of_plan=True)
        assert is_fresh(city(), TODAY, of_plan=True) and not is_fresh(city(), TODAY)
    waiting = Stale.objects.filter(touched=LEFT)
    assert waiting.count() == len(left())
    assert Stale.objects.count() == waiting.count()


def test_a_look_at_the_targets_does_not_read_who_took_part(looked):
    for whole, reads in ((False, False), (True, True)):
        danced(looked)
        with CaptureQueriesContext(connection) as asked:
            catch_up(looked.phuc_tho, TODAY, of_plan=not whole)
        found = " ".join(one["sql"] for one in asked)
        assert ("GROUP BY t.club_id, t.area, SUBSTR" in found) == reads
        assert ("livelihood_povertyexit" in found) == reads


def test_what_only_money_changed_leaves_nothing(looked):
    mark_stale([looked.dong_vang.pk], TODAY, ["funds.voucher:1"])
    catch_up(looked.phuc_tho, TODAY, of_plan=True)
    assert left() == set() and is_fresh(looked.phuc_tho, TODAY)


def test_where_nobody_looked_before_nothing_is_left(world):
    danced(world)
    catch_up(world.phuc_tho, TODAY, of_plan=True)
    assert told(world.phuc_tho.pk, TOOK) == 8
    assert is_fresh(world.phuc_tho, TODAY)


def test_what_is_kept_of_people_goes_where_it_no_longer_holds_although_their_number_is_left(looked):
    person, club = looked.person(HOI), looked.dong_vang.pk
    agreed(person, Purpose.VULNERABLE)
    declare_vulnerability(person, "poor", declared_on=TODAY, club=looked.dong_vang, **by_writer(looked))
    catch_up(looked.phuc_tho, TODAY, of_plan=True)
    assert kept_of([club], half_of(TODAY), {})[1][club].circumstances is None  # what no longer holds does not stay
    assert left()
    assert_facts_are_those_of_a_rebuild()
    assert told(city().pk, "poor") == 1


def test_no_measure_that_pages_of_the_targets_show_may_be_left():
    assert STOCKS.keys() | FLOWS.keys() >= LEAVABLE
    assert {"clubs", "clubs_active", "clubs_paused", "members", "older", "women", "fund_income"}.isdisjoint(LEAVABLE)


def test_a_page_of_the_targets_leaves_and_the_books_of_the_commune_are_right(looked, client):
    client.force_login(looked.users["tuan"])
    danced(looked)
    assert client.get(f"/xa-phuong/{looked.phuc_tho.code}/").status_code == 200
    assert left()
    assert client.get(f"/xa-phuong/{looked.phuc_tho.code}/8-noi-dung/").status_code == 200
    assert not Stale.objects.filter(node_id__in=Place.objects.filter(under(looked.phuc_tho.path)).values("pk")).exists()


def test_a_look_that_leaves_does_not_write_over_what_another_one_worked_out_meanwhile(looked):
    """As on PostgreSQL, where an act may go in while a look holds the lock of the City."""
    danced(looked)
    catch_up(looked.phuc_tho, TODAY, of_plan=True)
    Person.objects.filter(full_name="Kiều Văn Lực").update(sex="F")
    mark_stale([looked.dong_vang.pk], TODAY, ["members.person:1"])

    def other():
        acted = Stale.objects.exclude(touched=LEFT)
        waiting = list(acted)
        acted.delete()
        with mock.patch.object(actions, "_ahead", lambda *_arguments, **_words: None):
            catch_up(looked.phuc_tho, TODAY)
        Stale.objects.bulk_create(waiting)

    with meanwhile(other):
        catch_up(looked.phuc_tho, TODAY, of_plan=True)
    catch_up(looked.phuc_tho, TODAY)
    assert told(looked.dong_vang.pk, TOOK) == told(looked.phuc_tho.pk, TOOK) == 8


@few
@given(steps, acts, st.sets(st.integers(0, 9), max_size=3))
def test_after_each_act_the_targets_are_those_of_a_rebuild_and_in_the_end_everything_is(world, before, taken, whole):
    with living(world, before) as history:
        for number, step in enumerate(taken):
            history.take(step)
            for place in map(history.commune, range(4)):
                catch_up(place, history.today, of_plan=number not in whole)
                assert wrongly_kept() == {}
            catch_up(city(), history.today, of_plan=True)
            with suppress(Undone), transaction.atomic():
                found = of_plan()
                rebuild_all(history.today)
                assert found == of_plan()
                raise Undone
        catch_up(city(), history.today)
        assert not Stale.objects.exists()
        assert_facts_are_those_of_a_rebuild(history.today)
