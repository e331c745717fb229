"""Obstacles: raised, answered within a term, passed up, withdrawn; they travel with the report, answers with them."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify
from tremang.places.models import Place
from tremang.reports.actions import (
    allow_late,
    answer_obstacle,
    begin,
    pass_up,
    raise_obstacle,
    submit,
    withdraw_obstacle,
)
from tremang.reports.freezing import body
from tremang.reports.models import Obstacle
from tremang.reports.obstacles import waiting_for, whereabouts
from tremang.reports.tests.words import draft, meet, words

MAN, TUAN, LEADER, HA = "man", "tuan", "chu_tich", "ha"


@pytest.fixture
def raised(world):
    """Đồng Vàng lacks a room; its secretary says so."""
    return raise_obstacle(world.dong_vang.place, "Chưa có chỗ sinh hoạt khi mưa.", by=world.users[MAN], today=TODAY)


def act(world, verb, row, *more, by, today=TODAY, **named):
    return verb(row, *more, by=world.users[by], today=today, **named)


def refused(verb, *arguments, **named) -> str:
    with pytest.raises(Problem) as problem:
        verb(*arguments, **named)
    return problem.value.code


def test_a_clubs_obstacle_waits_for_its_commune_fifteen_working_days(world, raised):
    assert (raised.owner, raised.due_on) == (world.phuc_tho, date(2026, 10, 14))
    assert not raised.is_late(date(2026, 10, 14))
    assert raised.is_late(date(2026, 10, 15))
    assert list(waiting_for(world.users[TUAN], TODAY)) == [raised]
    assert not waiting_for(world.users["nga"], TODAY)
    assert not waiting_for(world.users[HA], TODAY)


def test_an_answer_ends_the_waiting_and_can_be_written_anew(world, raised):
    act(world, answer_obstacle, raised, "Mượn nhà văn hóa thôn Cổ Điển.", by=TUAN)
    assert not waiting_for(world.users[TUAN], TODAY)
    later = act(world, answer_obstacle, raised, "Đã mượn được nhà văn hóa.", by=TUAN, today=TODAY + timedelta(days=2))
    assert (later.answer, later.answered_on) == ("Đã mượn được nhà văn hóa.", TODAY + timedelta(days=2))
    verbs = list(Event.objects.filter(chain_id=world.dong_vang.pk).values_list("verb", flat=True))
    assert verbs == ["raise_obstacle", "answer_obstacle", "answer_obstacle"]


def test_passed_up_it_waits_for_the_city_and_the_original_shows_where_it_is(world, raised):
    passed = act(world, pass_up, raised, by=TUAN)
    assert (passed.place, passed.owner, passed.text) == (world.phuc_tho, world.city, raised.text)
    assert whereabouts([raised])[raised.pk] == passed
    assert not waiting_for(world.users[TUAN], TODAY)
    assert list(waiting_for(world.users[LEADER], TODAY)) == [passed]
    act(world, answer_obstacle, passed, "Thành phố hỗ trợ mái che.", by=LEADER)
    assert whereabouts([raised])[raised.pk].answer == "Thành phố hỗ trợ mái che."
    assert not waiting_for(world.users[LEADER], TODAY)


def test_what_was_passed_up_can_be_taken_back_and_waits_below_again(world, raised):
    passed = act(world, pass_up, raised, by=TUAN)
    act(world, withdraw_obstacle, passed, "tự giải quyết", by=TUAN)
    assert list(waiting_for(world.users[TUAN], TODAY)) == [raised]
    again = act(world, pass_up, raised, by=TUAN, text="Các câu lạc bộ thiếu chỗ sinh hoạt.")
    assert again.text == "Các câu lạc bộ thiếu chỗ sinh hoạt."


@pytest.mark.parametrize(
    ("verb", "by"),
    [(answer_obstacle, MAN), (answer_obstacle, "nga"), (pass_up, "khiem"), (withdraw_obstacle, "sau"), (withdraw_obstacle, LEADER)],
)  # fmt: skip
def test_who_has_no_duty_for_it_is_refused(world, raised, verb, by):
    more = () if verb is pass_up else ("Lời ghi.",)
    with pytest.raises(Refused):
        act(world, verb, raised, *more, by=by)


def test_only_the_writer_of_a_place_raises_there(world):
    for by in ("luong", "nga", HA):
        with pytest.raises(Refused):
            raise_obstacle(world.dong_vang.place, "Thiếu ghế.", by=world.users[by], today=TODAY)
    assert not Obstacle.objects.exists()


def test_staff_of_the_city_answers_for_it_too(world):
    own = act(world, raise_obstacle, world.phuc_tho, "Thiếu nơi họp.", by=TUAN)
    act(world, answer_obstacle, own, "Sẽ xem.", by=HA)
    assert not waiting_for(world.users[HA], TODAY)


def test_each_refusal_says_what_is_wrong(world, raised):
    place, man, tuan = world.dong_vang.place, world.users[MAN], world.users[TUAN]
    on = {"today": TODAY}
    assert refused(raise_obstacle, place, " \t ", by=man, **on) == "no_obstacle"
    assert refused(raise_obstacle, place, "a" * 1_001, by=man, **on) == "obstacle_too_long"
    assert refused(answer_obstacle, raised, "", by=tuan, **on) == "no_answer"
    assert refused(answer_obstacle, raised, "a" * 1_001, by=tuan, **on) == "obstacle_too_long"
    quarter = draft("commune-quarter", world.phuc_tho, "2026-Q3")
    report = begin(quarter.kind, quarter.place, quarter.period, by=tuan, today=TODAY)
    assert refused(raise_obstacle, place, "Thiếu ghế.", by=man, report=report, **on) == "other_report"
    passed = pass_up(raised, by=tuan, **on)
    for verb, more, by in (
        (answer_obstacle, ("Được.",), tuan),
        (pass_up, (), tuan),
        (withdraw_obstacle, ("Xong.",), man),
    ):
        assert refused(verb, raised, *more, by=by, **on) == "is_passed_up"
    assert refused(pass_up, passed, by=world.users[LEADER], **on) == "no_level_above"
    answer_obstacle(passed, "Được.", by=world.users[LEADER], **on)
    assert refused(withdraw_obstacle, passed, "xong", by=tuan, **on) == "is_answered"
    other = raise_obstacle(place, "Thiếu loa.", by=man, **on)
    answer_obstacle(other, "Đã cấp.", by=tuan, **on)
    assert refused(pass_up, other, by=tuan, **on) == "is_answered"
    third = raise_obstacle(place, "Thiếu sách.", by=man, **on)
    assert refused(withdraw_obstacle, third, " ", by=man, **on) == "needs_reason"
    withdraw_obstacle(third, "đã có sách", by=man, **on)
    assert refused(answer_obstacle, third, "Có.", by=tuan, **on) == "is_withdrawn"
    assert refused(withdraw_obstacle, third, "đã có", by=man, **on) == "is_withdrawn"


def test_nothing_is_raised_in_a_report_that_is_sent(world):
    meet(world, world.dong_vang, date(2026, 8, 10), by=MAN)
    month = draft("club-month", world.dong_vang.place, "2026-08")
    man = world.users[MAN]
    allow_late(month.kind, month.place, month.period, TODAY, "mới tập dùng", by=world.users[TUAN], today=TODAY)
    report = submit(month.kind, month.place, month.period, by=man, today=TODAY)
    with pytest.raises(Conflict) as problem:
        raise_obstacle(month.place, "Thiếu ghế.", by=man, today=TODAY, report=report)
    assert problem.value.code == "is_sent"


def test_what_stands_in_the_way_goes_up_in_the_communes_report_with_its_answer(world, raised):
    quarter = draft("commune-quarter", world.phuc_tho, "2026-Q3")
    tuan = world.users[TUAN]
    report = begin(quarter.kind, quarter.place, quarter.period, by=tuan, today=TODAY)
    assert "obstacle" not in " ".join(words(draft("commune-quarter", world.phuc_tho, "2026-Q3"), "obstacles"))
    passed = pass_up(raised, by=tuan, today=TODAY, report=report)
    own = raise_obstacle(world.phuc_tho, "Thiếu cán bộ chuyên trách", by=tuan, today=TODAY, report=report)
    said = words(draft("commune-quarter", world.phuc_tho, "2026-Q3"), "obstacles")
    assert said[f"obstacle-{passed.pk}"] == (
        "Câu lạc bộ thôn Đồng Vàng nêu: “Chưa có chỗ sinh hoạt khi mưa”. Đang chờ Thành phố Hà Nội trả lời, hạn đến ngày 14/10/2026."
    )
    assert said[f"obstacle-{own.pk}"].startswith("Xã Phúc Thọ nêu: “Thiếu cán bộ chuyên trách”.")
    answer_obstacle(own, "Đã bố trí.", by=world.users[LEADER], today=TODAY)
    found = draft("commune-quarter", world.phuc_tho, "2026-Q3")
    assert words(found, "obstacles")[f"obstacle-{own.pk}"] == (
        "Xã Phúc Thọ nêu: “Thiếu cán bộ chuyên trách”. Ngày 23/9/2026, Thành phố Hà Nội đã trả lời: “Đã bố trí”."
    )
    assert words(found, "proposals")[f"answer-{world.city.pk}"] == (
        "Đề nghị Thành phố Hà Nội trả lời 1 vướng mắc đã nêu ở trên."
    )
    assert [(entry["text"], entry["origin"], entry["answer"]) for entry in body(found, tuan)["obstacles"]] == [
        ("Chưa có chỗ sinh hoạt khi mưa.", "Câu lạc bộ thôn Đồng Vàng", ""), ("Thiếu cán bộ chuyên trách", "", "Đã bố trí."),
    ]  # fmt: skip


def test_an_obstacle_leaves_the_reports_after_the_period_in_which_it_was_answered(world, raised):
    def keys(period: str) -> list[str]:
        return [
            one.obstacle.text
            for one in draft("club-month", world.dong_vang.place, period, date(2026, 12, 31)).obstacles
        ]

    assert [keys("2026-08"), keys("2026-09"), keys("2026-10")] == [[], [raised.text], [raised.text]]
    act(world, answer_obstacle, raised, "Đã có chỗ.", by=TUAN, today=date(2026, 10, 5))
    assert [keys("2026-09"), keys("2026-10"), keys("2026-11")] == [[raised.text], [raised.text], []]


def test_where_the_owner_was_merged_away_the_place_that_took_it_over_answers(world, raised):
    Place.objects.filter(pk=world.phuc_tho.pk).update(valid_to=TODAY)
    hamlet = world.hamlets["Thôn Đồng Vàng"]
    Place.objects.filter(pk=hamlet.pk).update(parent=world.yen_bai, path=f"{world.yen_bai.path}.h{hamlet.pk}")
    Place.objects.filter(pk=world.dong_vang.pk).update(path=f"{world.yen_bai.path}.h{hamlet.pk}.c{world.dong_vang.pk}")
    row = Obstacle.objects.select_related("place__parent__parent", "owner").get(pk=raised.pk)
    assert list(waiting_for(world.users["nga"], TODAY)) == [row]
    assert act(world, answer_obstacle, row, "Được.", by="nga").answered_by_id == world.users["nga"].pk


def test_rows_and_events_of_obstacles_vouch_for_each_other(world, raised):
    passed = act(world, pass_up, raised, by=TUAN)
    act(world, answer_obstacle, passed, "Được.", by=LEADER)
    for chain in (world.dong_vang.pk, world.phuc_tho.pk):
        assert not [found for found in verify(chain).findings if found.row.startswith("reports.") or not found.row]
