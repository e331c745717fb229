"""What clubs did under each content: each act once, each person once, and as before when an act is taken back."""

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport, Participant
from tremang.areas.common.queries import done, sums
from tremang.areas.resources.book import EARNINGS
from tremang.areas.selfhelp.book import ACTIONS, HELPS
from tremang.clubs.models import Club
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.contents import CODES, CONTENT_FLOWS
from tremang.facts.evidence import scope
from tremang.facts.measures import PHASES
from tremang.facts.models import Fact
from tremang.facts.tests.histories import BEGIN, History
from tremang.facts.tests.test_facts import Undone, facts, few
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.periods import half_of
from tremang.kernel.problems import Problem
from tremang.meetings.models import Meeting
from tremang.members.models import LeaveReason, Membership, Need
from tremang.places.queries import under

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 10)
numbers = st.integers(0, 11)
doings = st.sampled_from(["meet", "join_again", "leave", "note_done", "help", "act_together", "give", "take_act_back"])
acts = st.lists(st.tuples(doings, numbers, numbers, st.integers(0, 200)), min_size=1, max_size=16)


def year_of(node, year=2026):
    """The sums of a node's flows in a calendar year."""
    found = defaultdict(int)
    for half, values in Fact.objects.filter(node_id=node.pk).values_list("half", "values"):
        if half // 24 == year:
            for key in values.keys() & CONTENT_FLOWS.keys():
                found[key] += values[key]
    return found


def wrote(world, area=4, *, club="dong_vang", names=(), by="tuan", **values):
    """A common entry of a club."""
    found = getattr(world, club)
    members = [world.members[name].pk for name in names]
    row = {"area": area, "day": DAY, "what": "việc chung", "people": len(members), "outsiders": 0, **values}
    return actions.add(done_of(area), found, row, members, by=world.users[by], today=TODAY)[0]


def met(world, contents, present, day=DAY, club="dong_vang"):
    return Meeting.objects.create(
        club=getattr(world, club), held_on=day, contents=contents, present=present, expected=max(present, 11),
        recorded_by_id=1, recorded_at=clock.now(),
    )  # fmt: skip


@few
@given(acts)
@example(taken=[("give", 4, 10, 3)])
def test_persons_of_a_year_are_never_more_than_members_and_outsiders(world, taken):
    try:
        with transaction.atomic():
            history = History(world)
            for name, a, b, offset in taken:
                history.today = max(history.today, BEGIN + timedelta(days=offset))
                with clock.fixed(history.today):
                    getattr(history, name)(a, b, history.today - timedelta(days=a * b))
                if (a + b) % 3 == 0:
                    catch_up(world.city, history.today)
            catch_up(world.city, history.today)
            kept = facts()
            rebuild_all(history.today)
            assert kept == facts()
            everybody = bounds(Membership.objects.all())
            for node, rows in [(world.city, everybody)] + [
                (club.place, bounds(Membership.objects.filter(club=club))) for club in Club.objects.all()
            ]:
                said = year_of(node)
                for area, code in enumerate(CODES, 1):
                    assert 0 <= said[f"persons_{code}"] <= rows[0] + outsiders_of(node, area), (node.name, code)
            for club in Club.objects.all():
                said = year_of(club.place)
                for area, code in enumerate(CODES, 1):
                    lines = done(club.pk, area, date(2026, 1, 1), history.today)
                    assert (said[f"done_{code}"], said[f"took_{code}"]) == sums(lines), code
            raise Undone
    except Undone:
        pass


def bounds(rows):
    """How many different persons were members at some time in the year."""
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE).exclude(left_on__lt=date(2026, 1, 1))
    return (rows.values("person").distinct().count(),)


def outsiders_of(node, area):
    rows = Activity.objects.filter(under(node.path, "club__place__path"), area=area, day__year=2026)
    return sum(rows.values_list("outsiders", flat=True))


@few
@given(acts, st.sampled_from(["note_done", "help", "act_together"]), numbers, numbers)
def test_an_act_taken_back_leaves_the_facts_as_they_were(world, taken, name, a, b):
    try:
        with transaction.atomic():
            history = History(world)
            for doing, first, second, offset in taken:
                history.today = max(history.today, BEGIN + timedelta(days=offset))
                with clock.fixed(history.today):
                    getattr(history, doing)(first, second, history.today - timedelta(days=first * second))
            catch_up(world.city, history.today)
            before, latest = facts(), Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            with clock.fixed(history.today):
                getattr(history, name)(a, b, history.today - timedelta(days=a))
                catch_up(world.city, history.today)
                for event in Event.objects.filter(pk__gt=latest):
                    club = Club.objects.get(pk=event.chain_id)
                    actions.undo(club, event.pk, **history.keeper(club))
            catch_up(world.city, history.today)
            assert facts() == before
            raise Undone
    except Undone:
        pass


def test_the_same_act_at_the_meeting_in_the_book_and_by_an_office_counts_once(world):
    met(world, 0b1000, 9)
    row = wrote(world, names=["Đỗ Thị Ẩn", "Trần Thị Lụa"], at_meeting=True)
    waiting = Activity.objects.create(
        club=world.dong_vang, area=4, day=DAY, what="việc chung", people=50, by_id=1, is_confirmed=False,
        office=support(world),
    )  # fmt: skip
    catch_up(world.city, TODAY)
    said = year_of(world.dong_vang.place)
    assert (said["done_selfhelp"], said["took_selfhelp"], said["persons_selfhelp"]) == (1, 9, 9)
    actions.answer(waiting, "already", own=row.pk, by=world.users["tuan"], today=TODAY)
    catch_up(world.city, TODAY)
    assert year_of(world.city)["done_selfhelp"] == 1


def support(world):
    """Something that an office gave."""
    return OfficeSupport.objects.create(place=world.city, area=4, day=DAY, what="việc chung", giver="Hội", by_id=1)


def test_a_meeting_recorded_later_takes_the_book_into_itself(world):
    wrote(world, people=3, at_meeting=True)
    catch_up(world.city, TODAY)
    assert year_of(world.city)["took_selfhelp"] == 3
    met(world, 0b1000, 8)
    wrote(world, 7, people=1)
    catch_up(world.city, TODAY)
    said = year_of(world.city)
    assert (said["done_selfhelp"], said["took_selfhelp"], said["done_culture"]) == (1, 8, 1)


def test_named_persons_count_once_a_year_and_numbers_by_the_largest(world):
    wrote(world, names=["Đỗ Thị Ẩn"], day=date(2026, 2, 3))
    wrote(world, names=["Đỗ Thị Ẩn", "Trần Thị Lụa"], day=date(2026, 5, 20), people=6, outsiders=2)
    wrote(world, people=4, outsiders=3, day=date(2026, 6, 1))
    wrote(world, names=["Đỗ Thị Ẩn"], day=date(2025, 11, 1))
    catch_up(world.city, TODAY)
    by_half = {
        half: values["persons_selfhelp"]
        for half, values in Fact.objects.filter(node_id=world.city.pk).values_list("half", "values")
        if "persons_selfhelp" in values
    }
    # in May 4 members took part at once, so there are at least 4, and 2 outsiders; in June a third outsider
    assert by_half == {
        half_of(date(2025, 11, 1)): 1, half_of(date(2026, 2, 3)): 1, half_of(date(2026, 5, 20)): 5,
        half_of(date(2026, 6, 1)): 1,
    }  # fmt: skip


def test_a_person_of_two_clubs_counts_where_he_was_named_first(world):
    there = "Phùng Thị Tư ở Trại Giữa"
    wrote(world, names=["Phùng Thị Tư"], day=date(2026, 8, 20))
    catch_up(world.city, TODAY)
    assert year_of(world.dong_vang.place)["persons_selfhelp"] == 1
    wrote(world, club="trai_giua", names=[there], day=date(2026, 8, 3))
    catch_up(world.city, TODAY)
    assert year_of(world.dong_vang.place)["persons_selfhelp"] == 0
    assert year_of(world.trai_giua.place)["persons_selfhelp"] == year_of(world.city)["persons_selfhelp"] == 1
    wrote(world, club="trai_giua", names=[there, "Bùi Thị Sáu"], area=2, day=date(2026, 8, 20))
    wrote(world, names=["Phùng Thị Tư"], area=2, day=date(2026, 8, 20))
    catch_up(world.city, TODAY)
    assert year_of(world.city)["persons_health"] == 2
    first, _second = sorted([world.dong_vang, world.trai_giua], key=lambda club: club.pk)
    assert year_of(first.place)["persons_health"] >= 1, "on the same day the lower id counts"


def test_all_present_in_two_clubs_are_not_more_than_their_members(world):
    for club, present in (("dong_vang", 12), ("trai_giua", 4)):
        met(world, 0b10, present, club=club)
    catch_up(world.city, TODAY)
    rows = Membership.objects.filter(club__in=[world.dong_vang, world.trai_giua])
    most = rows.values("person").distinct().count()
    assert most < rows.count()
    assert year_of(world.city)["persons_health"] <= most
    with suppress(Problem):
        wrote(world, 2, club="trai_giua", names=["Phùng Thị Tư ở Trại Giữa"])
    catch_up(world.city, TODAY)
    assert year_of(world.city)["persons_health"] <= most


def test_a_membership_entered_by_mistake_took_part_in_nothing(world):
    wrote(world, names=["Khuất Duy Tạo"], people=1)
    Membership.objects.filter(pk=world.members["Khuất Duy Tạo"].pk).update(
        left_on=TODAY, leave_reason=LeaveReason.MISTAKE
    )
    rebuild_all(TODAY)
    assert Participant.objects.count() == 1
    assert year_of(world.city)["persons_selfhelp"] == 1  # somebody took part, nobody knows who


def test_taking_part_in_an_income_activity_supports_a_need(world):
    name = "Đỗ Thị Ẩn"
    Need.objects.create(club=world.dong_vang, person=world.person(name), kind="income", declared_on=date(2026, 5, 1))
    key = "needs_supported"

    def said():
        rebuild_all(TODAY)
        values = Fact.objects.get(node_id=world.city.pk, half=half_of(TODAY)).values
        return values.get(f"{key}.n", 0), values.get(f"{key}.d", 0)

    wrote(world, 2, names=[name])
    waiting = Activity.objects.create(
        club=world.dong_vang, area=1, day=DAY, what="lớp", people=1, by_id=1, is_confirmed=False, office=support(world)
    )
    Participant.objects.create(club=world.dong_vang, activity=waiting, membership=world.members[name])
    assert said() == (0, 1)
    wrote(world, 1, names=[name, "Phùng Thị Tư"])
    assert said() == (1, 1)
    (found,) = scope(world.city, TODAY, only=indicators()[key]).standings(indicators()[key], PHASES[1])
    assert (found.standing.unit, found.standing.counted) == (world.person(name).pk, True)


def test_books_cover_contents_and_themes_on_any_day(world):
    wrote(world, 6, people=3, own_themes=1, day=date(2026, 9, 1))
    catch_up(world.city, TODAY)
    values = Fact.objects.get(node_id=world.city.pk, half=half_of(TODAY)).values
    assert (values["areas_integrated.n"], values["digital_green_jobs.n"]) == (1, 1)
    rule = indicators()["areas_integrated"]
    for day, counted in ((date(2026, 8, 31), 0), (date(2026, 9, 1), 1)):
        found = scope(world.city, day, only=rule).standings(rule, PHASES[0])
        assert sum(one.standing.counted for one in found) == counted


def test_what_was_given_in_selfhelp_is_added_up(world):
    for member in ("Đỗ Thị Ẩn", "Trần Thị Lụa"):
        given = {"membership_id": world.members[member].pk, "about": "", "kind": "goods", "what": "gạo", "on": DAY}
        actions.add(HELPS, world.dong_vang, given | {"value": 300_000}, by=world.users["man"], today=TODAY)
    given = {"kind": "roads", "what": "dọn đường", "on": DAY, "people": 8, "outsiders": 2}
    actions.add(ACTIONS, world.dong_vang, given, by=world.users["man"], today=TODAY)
    catch_up(world.city, TODAY)
    said = year_of(world.city)
    assert (said["value_selfhelp"], said["done_selfhelp"], said["took_selfhelp"]) == (600_000, 3, 10)


def test_what_joint_work_earned_is_the_value_of_resources(world):
    stall = {"on": DAY, "what": "bán hàng hội làng", "people": 6, "outsiders": 0, "income": 450_000}
    actions.add(EARNINGS, world.dong_vang, stall, by=world.users["man"], today=TODAY)
    catch_up(world.city, TODAY)
    assert year_of(world.city)["value_resources"] == 450_000
