"""The matrix of completeness is what one gets by looking at each report one by one."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from tests.cast import TODAY
from tremang.clubs.models import StateRow
from tremang.kernel import clock
from tremang.kernel.periods import add_months, month_of
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting
from tremang.places.models import Place
from tremang.reports.kinds import kinds_on
from tremang.reports.models import Level, Report, State
from tremang.reports.periods import due_days, periods_between
from tremang.reports.queries import completeness, standings
from tremang.reports.queries.completeness import of_each_club

pytestmark = pytest.mark.django_db
SINCE = date(2021, 10, 1)


def a_history(world, seed):
    """Meetings written sooner and later, pauses, and reports of communes and clubs in all states."""
    draw = Random(seed)
    clubs = (world.dong_vang, world.trai_giua, world.muong_chau)
    for club in clubs:
        for month in range(month_of(club.launched_on), month_of(TODAY) + 1):
            for _time in range(draw.choice([0, 1, 1, 1, 2])):
                held = date(month // 12, month % 12 + 1, draw.randint(1, 28))
                if held <= TODAY and not Meeting.objects.filter(club=club, held_on=held).exists():
                    at = datetime(held.year, held.month, held.day, draw.randint(0, 23), 59) + timedelta(
                        days=draw.choice([0, 0, 1, 5, 9, 40])
                    )
                    Meeting.objects.create(
                        club=club, held_on=held, contents=1, recorded_by_id=1, recorded_at=timezone.make_aware(at)
                    )
        if draw.random() < 0.7:
            stop = add_months(TODAY, -draw.randint(1, 4)).replace(day=draw.randint(1, 28))
            StateRow.objects.filter(club=club, state="active").update(to_on=stop)
            StateRow.objects.create(
                club=club, state="active", from_on=stop + timedelta(days=draw.randint(2, 50)), by_id=0
            )
    places = {Level.CLUB: [club.place for club in clubs], Level.COMMUNE: [world.phuc_tho, world.yen_bai]}
    for kind in kinds_on(TODAY):
        for period in periods_between(kind, SINCE, TODAY):
            due, closes = due_days(kind, period)
            for place in places.get(kind.level, ()):
                state = draw.choice(
                    [None, State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED, State.ACCEPTED]
                )
                if state is not None:
                    Report.objects.create(
                        kind=kind.code, place=place, commune_code=place.commune_code, period=period.label,
                        from_on=period.from_on, to_on=period.to_on, due_on=due, closes_on=closes, state=state,
                        lacking=draw.choice([0, 0, 2]),
                        submitted_on=None if state == State.DRAFT else due + timedelta(days=draw.randint(-2, 2)),
                    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_looking_at_every_report_alone(world, seed):
    a_history(world, seed)
    matrix = completeness(SINCE, TODAY)
    codes = [code for code, _name, _sort in matrix.communes]
    seen = 0
    for column in matrix.columns:
        found = standings(column.kind, column.period, TODAY)
        for at, code in enumerate(codes):
            here = [one for one in found if one.place.commune == code]
            assert column.expected[at] == len(here)
            assert column.complete[at] == sum(one.complete for one in here)
            assert column.on_time[at] == sum(one.on_time for one in here)
            seen += len(here)
    assert seen > 50


@pytest.mark.parametrize("seed", range(3))
def test_months_of_each_club_add_up_to_those_of_its_commune(world, seed):
    a_history(world, seed)
    matrix = completeness(SINCE, TODAY, ["club-month"], world.phuc_tho)
    assert [code for code, _name, _sort in matrix.communes] == ["09715"]
    periods = [column.period for column in matrix.columns][-60:]
    clubs = of_each_club(matrix.columns[0].kind, periods, world.phuc_tho)
    assert {club.name for club in clubs} == {"Câu lạc bộ thôn Đồng Vàng", "Câu lạc bộ thôn Trại Giữa"}
    for number, column in enumerate(matrix.columns[-60:]):
        assert column.expected == [sum(club.expected >> number & 1 for club in clubs)]
        assert column.complete == [sum(club.complete >> number & 1 for club in clubs)]
        assert column.on_time == [sum(club.on_time >> number & 1 for club in clubs)]


def test_sixty_months_of_all_kinds_take_ten_queries_and_eight_when_nothing_happened(world, django_assert_num_queries):
    a_history(world, 1)
    with django_assert_num_queries(10):
        matrix = completeness(SINCE, TODAY)
    with django_assert_num_queries(8):
        again = completeness(SINCE, TODAY)
    assert again == matrix
    assert len([column for column in matrix.columns if column.kind.code == "club-month"]) == 59
    Place.objects.filter(pk=world.yen_bai.pk).update(valid_to=TODAY)
    assert len(completeness(SINCE, TODAY).communes) == 1


def test_an_act_at_a_club_is_seen_at_once_and_only_that_club_is_read_anew(world, django_assert_num_queries):
    def august():
        (column,) = completeness(date(2026, 8, 31), date(2026, 8, 31), ["club-month"]).columns
        return column.complete

    assert august() == [0, 0]
    with clock.fixed(date(2026, 9, 4)):
        record_meeting(
            world.dong_vang, MeetingData(held_on=date(2026, 8, 25)), by=world.users["man"], today=date(2026, 9, 4)
        )
    assert august() == [1, 0]


def test_more_than_sixty_months_are_counted_in_parts(world):
    a_history(world, 2)
    long, short = completeness(date(2015, 1, 1), TODAY, ["club-month"]), completeness(SINCE, TODAY, ["club-month"])
    assert len(long.columns) > 120
    assert [column.complete for column in long.columns[-len(short.columns) :]] == [
        one.complete for one in short.columns
    ]
