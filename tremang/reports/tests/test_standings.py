"""Who owes what, who is late and why; completeness comes from what exists, not from a button."""

import json
import pickle
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.cast import TODAY
from tremang.accounts.models import RoleKind
from tremang.cli import main
from tremang.clubs.models import StateRow
from tremang.funds.models import CashCount
from tremang.kernel import clock
from tremang.meetings.models import Meeting
from tremang.places.models import Place
from tremang.reports.actions import approve, begin, explain, send_back, submit
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.models import Report, State
from tremang.reports.periods import due_days, period_of
from tremang.reports.queries import standings
from tremang.reports.queries.duties import first_page

pytestmark = pytest.mark.django_db
IN_TIME = date(2026, 9, 18)  # the last days on which August can still be sent
AUGUST = "2026-08"  # its reports were due on Monday 7/9/2026: 2/9 is a holiday


def meet(club, day, written=None):
    written = written or day
    return Meeting.objects.create(
        club=club, held_on=day, contents=1, present=8, expected=11, recorded_by_id=1,
        recorded_at=timezone.make_aware(datetime(written.year, written.month, written.day, 20)),
    )  # fmt: skip


def stand(code, label, today=TODAY, within=None):
    kind = kind_on(code, today)
    return {one.place.name: one for one in standings(kind, period_of(kind, label), today, within)}


def sent(world, place, by, code="commune-quarter", label="2026-Q3", today=TODAY):
    kind = kind_on(code, today)
    period = period_of(kind, label)
    draft = Draft.of(kind, place, period, today)
    for one in cautions(draft):
        explain(kind, place, period, one.key, "đã xem", by=world.users[by], today=today)
    lacking = [one.key for one in draft.missing]
    return submit(kind, place, period, by=world.users[by], today=today, missing=lacking, reason="chưa đủ")


def test_a_meeting_written_down_in_time_is_all_a_club_has_to_do(world):
    meet(world.dong_vang, date(2026, 8, 25))
    one = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"]
    assert (one.complete, one.on_time, one.is_late, one.reasons) == (True, True, False, [])
    assert (one.due_on, one.submitted_on, one.state) == (date(2026, 9, 7), date(2026, 8, 25), State.DUE)


def test_a_meeting_written_down_after_the_due_day_is_there_but_not_in_time(world):
    meet(world.dong_vang, date(2026, 8, 25), date(2026, 9, 8))
    one = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"]
    assert (one.complete, one.on_time, one.is_late) == (True, False, False)
    Meeting.objects.update(recorded_at=timezone.make_aware(datetime(2026, 9, 7, 23, 59)))
    assert stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"].on_time


def test_a_month_without_a_meeting_is_told_with_its_cause_and_the_next_step(world):
    meet(world.dong_vang, date(2026, 5, 25))
    one = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"]
    assert one.is_late and not one.complete
    (no_meeting, silent) = one.reasons
    assert no_meeting.code == "no_meeting"
    assert "Buổi gần nhất có 8 trong 11 người đến" in no_meeting.text
    assert no_meeting.step.words == "Mở câu lạc bộ, hẹn ngày đến"
    assert (silent.code, silent.step.url) == ("silent_since", f"/nhat-ky/{world.dong_vang.pk}/")


def test_a_box_that_was_counted_but_never_agreed_stands_first_among_the_reasons(world):
    CashCount.objects.create(
        club=world.dong_vang, fund="activity", on=date(2026, 8, 25), counted=480_000, book=500_000, by_id=1,
        recorded_at=clock.now(),
    )  # fmt: skip
    reason = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"].reasons[0]
    assert reason.code == "box_mismatch"
    assert "thiếu 20.000\u00a0đ so với sổ" in reason.text
    CashCount.objects.update(words="bà Lụa nộp sau")
    assert stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"].reasons[0].code == "no_meeting"


def test_a_paused_club_owes_nothing(world):
    StateRow.objects.filter(club=world.dong_vang, state="active").update(to_on=date(2026, 8, 30))
    assert "Câu lạc bộ thôn Đồng Vàng" not in stand("club-month", AUGUST)
    assert "Câu lạc bộ thôn Đồng Vàng" in stand("club-month", "2026-07")


def test_a_commune_that_does_not_exist_then_or_any_more_owes_nothing(world):
    assert stand("commune-quarter", "2025-Q2") == {}
    Place.objects.filter(pk=world.yen_bai.pk).update(valid_to=date(2026, 9, 20))
    assert list(stand("commune-quarter", "2026-Q3")) == ["Xã Phúc Thọ"]


def test_a_commune_is_told_what_is_missing_below_it(world):
    for club, month in ((world.dong_vang, 6), (world.trai_giua, 6), (world.dong_vang, 7)):
        meet(club, date(2026, month, 25))
    one = stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"]
    assert [reason.code for reason in one.reasons] == ["not_opened", "missing_below"]
    assert one.is_late and one.state == State.DUE
    assert one.reasons[1].text == (
        "Còn thiếu 3 báo cáo: Câu lạc bộ thôn Trại Giữa (tháng 7/2026), Câu lạc bộ thôn Đồng Vàng (tháng 8/2026), "
        "Câu lạc bộ thôn Trại Giữa (tháng 8/2026)."
    )
    assert one.reasons[1].step.url == "/bao-cao/tre-han/?noi=09715&loai=club-month&ky=2026-08"


def test_an_opened_report_a_sent_one_and_a_returned_one_each_say_what_comes_next(world):
    kind = kind_on("commune-quarter", TODAY)
    period = period_of(kind, "2026-Q3")
    begin(kind, world.phuc_tho, period, by=world.users["tuan"], today=TODAY)
    assert stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"].reasons[0].code == "not_sent"
    report = sent(world, world.phuc_tho, "tuan")
    one = stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"]
    assert [reason.code for reason in one.reasons] == ["waiting_approval", "missing_below"]
    assert one.reasons[0].text == "Đang chờ Thành phố Hà Nội duyệt."
    assert one.reasons[1].text.startswith("Gửi khi còn thiếu 6 báo cáo: ")
    assert (one.is_there, one.complete, one.on_time, one.is_late) == (True, False, False, False)
    send_back(report, "thiếu thôn Trại Giữa", by=world.users["ha"], today=TODAY)
    one = stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"]
    assert (one.reasons[0].code, one.reasons[0].text) == ("returned", "Bị trả lại: thiếu thôn Trại Giữa")
    assert one.is_late and not one.complete


def test_a_commune_is_complete_when_it_sent_over_nobodys_absence(world):
    for club in (world.dong_vang, world.trai_giua):
        for day in (date(2026, 6, 20), date(2026, 7, 25), date(2026, 8, 25)):
            meet(club, day)
    report = sent(world, world.phuc_tho, "tuan")
    one = stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"]
    assert one.complete and not one.on_time  # it was due on 21/9, and today is the 23rd
    Report.objects.filter(pk=report.pk).update(submitted_on=date(2026, 9, 21))
    approve(report, by=world.users["ha"], today=TODAY)
    one = stand("commune-quarter", "2026-Q3")["Xã Phúc Thọ"]
    assert (one.complete, one.on_time, one.state, one.reasons) == (True, True, State.APPROVED, [])


def test_an_approved_monthly_report_stands_for_a_meeting_that_nobody_wrote_down(world):
    report = sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME)
    one = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"]
    assert not one.complete
    assert (one.reasons[0].code, one.reasons[0].text) == ("waiting_approval", "Đang chờ Xã Phúc Thọ duyệt.")
    approve(report, by=world.users["tuan"], today=TODAY)
    one = stand("club-month", AUGUST)["Câu lạc bộ thôn Đồng Vàng"]
    assert (one.complete, one.on_time, one.submitted_on) == (True, False, IN_TIME)


def test_the_number_of_queries_does_not_grow_with_the_clubs(world, django_assert_max_num_queries):
    kind = kind_on("club-month", TODAY)
    with django_assert_max_num_queries(2):
        standings(kind, period_of(kind, AUGUST), TODAY)
    with django_assert_max_num_queries(3):
        kind = kind_on("commune-quarter", TODAY)
        standings(kind, period_of(kind, "2026-Q3"), TODAY)


def test_a_kind_goes_into_a_cache_without_the_tables_with_which_it_was_read(world):
    kind = kind_on("club-month", TODAY)
    again = pickle.loads(pickle.dumps(kind))
    assert "_rules" in vars(kind) and "_rules" not in vars(again)
    assert again == kind and due_days(again, period_of(again, AUGUST)) == due_days(kind, period_of(kind, AUGUST))


def test_each_writer_sees_what_is_due_from_his_own_place(world):
    meet(world.dong_vang, date(2026, 7, 25))
    (man,) = first_page(world.users["man"], TODAY).duties
    assert [(kind.code, period.label) for kind, period, _one in man.open_now] == [("club-month", AUGUST)]
    assert "2026-07" not in [one.period.label for one in man.earlier]
    assert [one.period.label for one in man.coming] == ["2026-09"]
    (tuan,) = first_page(world.users["tuan"], TODAY).duties
    assert {kind.code for kind, _period, _one in tuan.open_now} == {"commune-year", "commune-half", "commune-quarter"}
    assert first_page(world.users["luong"], TODAY).duties == []


def test_a_sent_report_waits_for_the_place_just_above_and_for_nobody_else(world):
    quarter, month = (
        sent(world, world.phuc_tho, "tuan"),
        sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME),
    )
    waiting = {name: [one.report.pk for one in first_page(user, TODAY).waiting] for name, user in world.users.items()}
    assert {name for name, found in waiting.items() if quarter.pk in found} == {"ha", "chu_tich"}
    assert {name for name, found in waiting.items() if month.pk in found} == {"tuan", "lanh_dao"}


def told(capsys, *words):
    with clock.fixed(TODAY):
        call_command("report_status", *words)
    return json.loads(capsys.readouterr().out)


def test_the_command_tells_every_expected_report_as_json(world, capsys):
    meet(world.dong_vang, date(2026, 8, 25))
    rows = told(capsys, "--period", AUGUST, "--json")
    assert {row["place"] for row in rows} == {
        str(club.pk) for club in (world.dong_vang, world.trai_giua, world.muong_chau)
    }
    mine = next(row for row in rows if row["place"] == str(world.dong_vang.pk))
    assert mine == {
        "place": str(world.dong_vang.pk), "kind": "club-month", "state": "due", "due_on": "2026-09-07",
        "submitted_on": "2026-08-25", "complete": True, "on_time": True, "reasons": [],
    }  # fmt: skip
    assert [(row["kind"], row["place"]) for row in told(capsys, "--period", "2026-H1", "--json")] == [
        ("commune-half", "09715"), ("commune-half", "09706"), ("centre-half", "01"), ("city-half", "01"),
    ]  # fmt: skip
    assert {row["kind"] for row in told(capsys, "--period", "2030", "--json")} == {
        "commune-year", "city-year", "centre-year", "city-review",
    }  # fmt: skip
    assert "city-review" not in {row["kind"] for row in told(capsys, "--period", "2026", "--json")}


def test_the_command_tells_the_same_as_lines_for_people(world, capsys):
    with clock.fixed(TODAY):
        call_command("report_status", "--period", AUGUST)
    out = capsys.readouterr().out
    assert "trễ hạn" in out and out.endswith("3 báo cáo: 0 đủ, 0 đúng hạn, 3 trễ.\n")


@pytest.mark.parametrize("label", ["", "2026-13", "2026-Q5", "quý 3", "2026-H1 ", "9999", "²026"])
def test_a_strange_period_is_one_sentence_or_read_with_good_will(world, label, capsys):
    code = main(["report-status", "--period", label, "--json"])
    out, err = capsys.readouterr()
    if label.strip() == "2026-H1":
        assert code == 0 and json.loads(out)
    else:
        assert code == 2 and err.count("\n") == 1 and "2026-10" in err


def test_only_roles_that_write_and_approve_are_named_as_writers_and_approvers():
    from tremang.accounts.powers import TABLE, Verb
    from tremang.reports.models.kinds import Level
    from tremang.reports.reminders.matters import APPROVERS, WRITERS

    assert all(Verb.WRITE_REPORTS in TABLE[kind] for kinds in WRITERS.values() for kind in kinds)
    for level, kinds in APPROVERS.items():
        verb = Verb.SIGN_REPORTS if level == Level.CITY else Verb.APPROVE_REPORTS
        assert all(verb in TABLE[RoleKind(kind)] for kind in kinds)
