"""Facts are right whatever happened and whoever looked when."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.clubs.models import StateRow
from tremang.facts import actions
from tremang.facts.actions import catch_up, is_fresh, rebuild_all
from tremang.facts.evidence import scope
from tremang.facts.measures import FLOWS, PHASES, STOCKS, phases_of, total
from tremang.facts.models import Fact
from tremang.facts.tests.histories import History, steps
from tremang.facts.topics import READS
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.tests.acting import Till
from tremang.indicators.registry import indicators
from tremang.kernel.events import mark_stale
from tremang.kernel.models import Stale
from tremang.kernel.periods import half_last, half_of
from tremang.meetings.models import Meeting
from tremang.members.actions.joining import join, take_back_join
from tremang.members.models import Membership
from tremang.places.queries import city, communes
from tremang.programme.territory.actions.changes import Decree, move_place

pytestmark = pytest.mark.django_db
few = settings(
    max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
)  # fmt: skip
looks = st.sets(st.integers(0, 13), max_size=4)


class Undone(Exception):
    """Takes an example's rows back."""


def facts():
    return {(row.node_id, row.half): (row.as_of, row.values) for row in Fact.objects.all()}


def lived(world, taken, looked):
    """A history after which the facts were looked at on the days `looked`, and once more at the end."""
    history = History(world)
    for number, step in enumerate(taken):
        history.take(step)
        if number in looked:
            place = city() if number % 2 else history.commune(number)
            catch_up(place, history.today)
    history.today += timedelta(days=len(taken) % 3 * 9)
    catch_up(city(), history.today)
    return history


@few
@given(steps, looks)
def test_keeping_up_gives_the_same_rows_as_rebuilding(world, taken, looked):
    try:
        with transaction.atomic():
            history = lived(world, taken, looked)
            kept = facts()
            rebuild_all(history.today)
            assert kept == facts()
            assert not Stale.objects.exists()
            raise Undone
    except Undone:
        pass


@few
@given(steps)
def test_facts_of_today_are_what_the_rows_say(world, taken):
    try:
        with transaction.atomic():
            today = lived(world, taken, set()).today
            found = scope(city(), today).values()
            half = half_of(today)
            stored = {node: values for (node, at), (_as_of, values) in facts().items() if at == half}
            for commune in communes():
                assert stored[commune.pk] == found[commune.pk], commune.name
            assert stored[city().pk] == total(found.values())
            raise Undone
    except Undone:
        pass


@few
@given(steps, st.integers(0, 12))
def test_facts_of_the_past_are_what_the_rows_say_by_the_boundaries_of_now(world, taken, back):
    try:
        with transaction.atomic():
            half = half_of(lived(world, taken, set()).today) - 1 - back
            found = scope(city(), half_last(half)).values()
            stored = {node: values for (node, at), (_as_of, values) in facts().items() if at == half}
            assert stored[city().pk] == total(found.values())
            raise Undone
    except Undone:
        pass


@few
@given(steps)
def test_the_city_is_the_sum_of_its_communes_and_of_its_own_officials(world, taken):
    try:
        with transaction.atomic():
            lived(world, taken, {1, 4})
            own = {"staff_trained.P1.n", "staff_trained.P1.d", "staff_trained.P2.n", "staff_trained.P2.d",
                   "staff_courses"}  # fmt: skip
            nodes = set(communes().values_list("pk", flat=True))
            by_half: dict[int, list] = {}
            whole: dict[int, dict] = {}
            for (node, half), (_as_of, values) in facts().items():
                if node in nodes:
                    by_half.setdefault(half, []).append(values)
                elif node == world.city.pk:
                    whole[half] = values
            for half, values in whole.items():
                summed = total(by_half.get(half, []))
                for key in (values.keys() | summed.keys()) - own:
                    assert values.get(key, 0) == summed.get(key, 0), (half, key)
            raise Undone
    except Undone:
        pass


@few
@given(steps)
def test_totals_agree_by_the_boundaries_of_then_and_of_now(world, taken):
    """Units move between communes and are never lost: what is asked of clubs is the same for the City."""
    try:
        with transaction.atomic():
            history = lived(world, taken, set())
            day = history.today - timedelta(days=40)
            then, now = (total(scope(city(), day, way).values().values()) for way in ("then", "now"))
            for key in (
                "clubs",
                "members",
                "meetings",
                "full_and_monthly.n",
                "full_and_monthly.d",
                "older_joiners.P1.n",
            ):
                assert then.get(key, 0) == now.get(key, 0), key
            raise Undone
    except Undone:
        pass


@few
@given(steps)
def test_the_units_behind_one_number_are_those_of_the_whole_books(world, taken):
    try:
        with transaction.atomic():
            today = lived(world, taken, set()).today
            everything = scope(city(), today)
            for indicator in indicators().values():
                only = scope(city(), today, only=indicator)
                for phase in phases_of(indicator):
                    assert sorted(only.standings(indicator, phase), key=str) == sorted(
                        everything.standings(indicator, phase), key=str
                    ), indicator.code
            raise Undone
    except Undone:
        pass


def test_every_rule_says_what_it_reads():
    assert READS.keys() == indicators().keys()


def test_a_meeting_recorded_is_in_the_citys_numbers_at_the_next_look(world):
    catch_up(world.city, TODAY)
    Meeting.objects.create(
        club=world.dong_vang, held_on=date(2026, 9, 20), contents=255, present=10, expected=11, recorded_by_id=1,
        recorded_at="2026-09-20T02:00:00Z",
    )  # fmt: skip
    mark_stale([world.dong_vang.pk], date(2026, 9, 20))
    assert not is_fresh(world.city, TODAY)
    catch_up(world.city, TODAY)
    values = Fact.objects.get(node_id=world.city.pk, half=half_of(TODAY)).values
    assert (values["meetings"], values["present"], values["expected"]) == (1, 10, 11)
    assert is_fresh(world.city, TODAY)


def test_a_mark_that_lands_while_others_are_worked_off_stays(world, monkeypatch):
    catch_up(world.city, TODAY)
    mark_stale([world.dong_vang.pk], TODAY)
    refresh = actions.refresh

    def slow(*arguments, **named):
        mark_stale([world.trai_giua.pk], TODAY)  # somebody writes meanwhile
        return refresh(*arguments, **named)

    monkeypatch.setattr(actions, "refresh", slow)
    catch_up(world.city, TODAY)
    assert list(Stale.objects.values_list("node_id", flat=True)) == [world.trai_giua.pk]


def test_a_commune_touched_through_a_shared_person_is_brought_up_to_the_day_as_a_whole(world):
    """Bà Tư also joins in Yên Bài; looking only at Phúc Thọ must not leave Yên Bài half worked out."""
    catch_up(world.phuc_tho, TODAY - timedelta(days=90))
    Membership.objects.create(club=world.muong_chau, person=world.person("Phùng Thị Tư"), joined_on=TODAY)
    mark_stale([world.dong_vang.pk], TODAY)
    catch_up(world.phuc_tho, TODAY)
    catch_up(world.city, TODAY)
    kept = facts()
    rebuild_all(TODAY)
    assert kept == facts()


def test_a_club_that_comes_from_a_commune_nobody_looked_at_brings_its_past_along(world):
    day = date(2026, 6, 1)
    catch_up(world.phuc_tho, TODAY)
    move_place(
        world.muong_chau.place, world.phuc_tho, decree=Decree("19/NQ-HĐND", day, day), by=world.users["ha"], today=TODAY
    )
    catch_up(world.city, TODAY)
    kept = facts()
    rebuild_all(TODAY)
    assert kept == facts()


def test_an_older_first_day_found_later_lengthens_the_facts_of_all(world):
    catch_up(world.city, TODAY)
    StateRow.objects.create(
        club=world.muong_chau, state="campaign", from_on=date(2023, 1, 5), to_on=date(2025, 8, 4), by_id=0
    )
    mark_stale([world.muong_chau.pk], date(2023, 1, 5))
    catch_up(world.city, TODAY)
    kept = facts()
    rebuild_all(TODAY)
    assert kept == facts()
    assert min(half for _node, half in kept) == half_of(date(2023, 1, 5))


def test_looking_at_one_commune_leaves_the_marks_of_the_others(world):
    catch_up(world.city, TODAY)
    mark_stale([world.dong_vang.pk, world.muong_chau.pk], TODAY, ["meetings.meeting:1"])
    catch_up(world.phuc_tho, TODAY)
    assert list(Stale.objects.values_list("node_id", flat=True)) == [world.muong_chau.pk]
    assert is_fresh(world.phuc_tho, TODAY) and not is_fresh(world.yen_bai, TODAY)


def test_a_new_day_is_noticed_without_any_mark(world):
    catch_up(world.city, TODAY)
    assert is_fresh(world.city, TODAY) and not is_fresh(world.city, TODAY + timedelta(days=1))
    catch_up(world.city, TODAY + timedelta(days=30))
    newest = Fact.objects.filter(node_id=world.city.pk).order_by("-half").first()
    assert newest.as_of == TODAY + timedelta(days=30)
    closed = Fact.objects.filter(node_id=world.city.pk, half=half_of(TODAY)).get()
    assert closed.as_of == half_last(half_of(TODAY))


def test_a_fresh_look_asks_one_question_and_five_hundred_marks_cost_no_more_queries_than_five(
    world, django_assert_num_queries, django_assert_max_num_queries
):
    catch_up(world.city, TODAY)
    with django_assert_num_queries(1):
        catch_up(world.city, TODAY)
    for count in (5, 500):
        mark_stale_many(world, count)
        with django_assert_max_num_queries(70):
            catch_up(world.city, TODAY)


def mark_stale_many(world, count):
    clubs = [world.dong_vang.pk, world.trai_giua.pk, world.muong_chau.pk]
    half = half_of(TODAY)
    Stale.objects.bulk_create([Stale(node_id=clubs[n % 3], half=half - n % 4) for n in range(count)])


def test_a_person_of_two_clubs_is_one_person_above_them(world):
    catch_up(world.city, TODAY)
    values = Fact.objects.get(node_id=world.city.pk, half=half_of(TODAY)).values
    assert (values["members"], values["members_once"]) == (17, 16)


def test_every_measure_has_its_meaning_written_down(world):
    rebuild_all(TODAY)
    known = STOCKS.keys() | FLOWS.keys() | {"communes", "communes_counted"}
    codes = indicators().keys()
    phases = {phase.code for phase in PHASES}
    for values in Fact.objects.values_list("values", flat=True):
        for key in values:
            code, *tail = key.split(".")
            assert key in known or (code in codes and tail[-1] in "ndl" and set(tail[:-1]) <= phases), key


def test_a_loan_whose_payout_was_taken_back_was_not_lent(world):
    till = Till(world)
    loan = till.lent(0, 6_000_000, on=TODAY)
    catch_up(world.city, TODAY)
    now = Fact.objects.filter(node_id=world.city.pk, half=half_of(TODAY))
    before = now.get().values
    take_back_step(loan, **till.by)
    catch_up(world.city, TODAY)
    after = now.get().values
    assert (before["lent"], before["borrowers"]) == (6_000_000, 1)
    assert ("lent" in after, "borrowers" in after) == (False, False)


def test_a_second_club_that_was_entered_by_mistake_leaves_the_first_one_as_it_was(world):
    """Joined there earlier, he counted there; taken back, he counts again where he was."""
    person, other = world.person("Đinh Thị Nhàn"), world.dong_vang
    by = {"by": world.users["tuan"], "today": TODAY}
    catch_up(city(), TODAY)
    before = facts()
    second = join(other, person, joined_on=Membership.objects.get(person=person).joined_on - timedelta(days=40), **by)
    catch_up(city(), TODAY)
    assert facts() != before
    take_back_join(second, **by)
    catch_up(city(), TODAY)
    assert facts() == before
