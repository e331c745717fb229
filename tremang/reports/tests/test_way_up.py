"""A report goes up: drafted, sent and frozen, returned, approved, opened again."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.reports.actions import (
    allow_late,
    approve,
    begin,
    explain,
    override,
    send_back,
    submit,
    unapprove,
    withdraw,
)
from tremang.reports.below import missing
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.models import Frozen, Report, State, Step
from tremang.reports.periods import period_of
from tremang.reports.tests.asked import url


@pytest.fixture
def quarter(world):
    kind = kind_on("commune-quarter", TODAY)
    return kind, world.phuc_tho, period_of(kind, "2026-Q3")


def explained(quarter, world):
    """Everything that the report warns of has its word of explanation."""
    kind, place, period = quarter
    for caution in cautions(Draft.of(kind, place, period, TODAY)):
        explain(kind, place, period, caution.key, "câu lạc bộ mới tập ghi sổ", by=world.users["tuan"], today=TODAY)


def sent(quarter, world, **more):
    kind, place, period = quarter
    explained(quarter, world)
    lacking = [one.key for one in missing(kind, place, period)]
    return submit(
        kind, place, period, by=world.users["tuan"], today=TODAY, missing=lacking, reason="các câu lạc bộ mới tập ghi sổ",
        **more,
    )  # fmt: skip


def test_a_sent_report_is_frozen_and_waits_for_the_city(world, quarter):
    report = sent(quarter, world)
    assert (report.state, report.submitted_on) == (State.SUBMITTED, TODAY)
    frozen = Frozen.objects.get(report=report)
    assert frozen.body["place"]["name"] == world.phuc_tho.name
    assert frozen.body["figures"]["clubs"]["reported"] == [2, None]


def test_it_goes_all_the_way_and_back(world, quarter):
    report = sent(quarter, world)
    ha = world.users["ha"]
    send_back(report, "thiếu số tiền đóng góp", by=ha, today=TODAY)
    report = sent(quarter, world)
    approve(report, by=ha, today=TODAY, version=2)
    with pytest.raises(Conflict):
        withdraw(report, by=world.users["tuan"], today=TODAY)
    unapprove(report, "xã xin sửa", by=ha, today=TODAY)
    withdraw(report, by=world.users["tuan"], today=TODAY)
    assert list(Step.objects.order_by("pk").values_list("verb", flat=True)) == [
        "begin", "submit", "return", "submit", "approve", "unapprove", "withdraw",
    ]  # fmt: skip


def test_nobody_approves_his_own_report(world, quarter):
    report = sent(quarter, world)
    with pytest.raises(Refused):
        approve(report, by=world.users["tuan"], today=TODAY)


def test_missing_clubs_are_named_or_it_is_not_sent(world, quarter):
    kind, place, period = quarter
    explained(quarter, world)
    with pytest.raises(Problem) as problem:
        submit(kind, place, period, by=world.users["tuan"], today=TODAY)
    assert problem.value.code == "missing"


def test_a_period_that_runs_is_not_sent(world, quarter):
    kind, place, _period = quarter
    with pytest.raises(Problem) as problem:
        submit(kind, place, period_of(kind, "2026-Q4"), by=world.users["tuan"], today=TODAY)
    assert problem.value.code == "not_over"


def test_another_figure_needs_a_reason_and_both_go_up(world, quarter):
    kind, place, period = quarter
    tuan = world.users["tuan"]
    with pytest.raises(Problem) as problem:
        override(kind, place, period, "meetings", 7, "", by=tuan, today=TODAY)
    assert problem.value.code == "needs_reason"
    override(kind, place, period, "meetings", 7, "một buổi ghi trên giấy", by=tuan, today=TODAY)
    body = Frozen.objects.get(report=sent(quarter, world)).body
    assert body["figures"]["meetings"]["reported"] == [7, None]
    assert body["figures"]["meetings"]["computed"] != [7, None]
    assert body["figures"]["meetings"]["reason"] == "một buổi ghi trên giấy"


def test_what_was_sent_cannot_be_changed_in_the_database(world, quarter):
    sent(quarter, world)
    with pytest.raises(Exception, match="append-only"):
        Frozen.objects.update(digest="")


def test_beginning_twice_makes_one_report(world, quarter):
    kind, place, period = quarter
    for _time in range(2):
        begin(kind, place, period, by=world.users["tuan"], today=TODAY)
    assert Report.objects.count() == 1
    assert period.to_on == date(2026, 9, 14)


def halves(world):
    """The half-years of the commune and of the City that holds it, sent late."""
    kinds = kind_on("commune-half", TODAY), kind_on("city-half", TODAY)
    lower = (kinds[0], world.phuc_tho, period_of(kinds[0], "2026-H1"))
    upper = (kinds[1], world.city, period_of(kinds[1], "2026-H1"))
    for one, above in ((lower, "ha"), (upper, "chu_tich")):
        allow_late(*one, TODAY, "mới tập dùng", by=world.users[above], today=TODAY)
    return lower, upper


def sent_late(asked, by):
    for caution in cautions(Draft.of(*asked, TODAY)):
        explain(*asked, caution.key, "đã nắm", by=by, today=TODAY)
    lacking = [one.key for one in missing(*asked)]
    return submit(*asked, by=by, today=TODAY, missing=lacking, reason="các nơi mới tập ghi")


def refusal(act) -> str:
    with pytest.raises(Conflict) as refused:
        act()
    return refused.value.sentence


def test_a_report_that_a_sent_one_holds_is_not_opened_and_the_refusal_says_which_and_who_opens_that(world, client):
    lower, upper = halves(world)
    ha, leader = world.users["ha"], world.users["chu_tich"]
    one = sent_late(lower, world.users["tuan"])
    approve(one, by=ha, today=TODAY)
    city = sent_late(upper, ha)

    def opening() -> str:
        return refusal(lambda: unapprove(one, "sửa số", by=ha, today=TODAY))

    assert opening() == (
        "Báo cáo này nằm trong “Báo cáo 6 tháng của Thành phố” 6 tháng đầu năm 2026 đã gửi, chờ duyệt nên chưa mở được. "
        "Mời nhờ Thành phố Hà Nội rút báo cáo đó về, hoặc lãnh đạo Thành phố trả lại, rồi mở."
    )
    approve(city, by=leader, today=TODAY)
    assert opening() == (
        "Báo cáo này nằm trong “Báo cáo 6 tháng của Thành phố” 6 tháng đầu năm 2026 đã duyệt nên chưa mở được. "
        "Mời nhờ lãnh đạo Thành phố bỏ duyệt báo cáo đó trước."
    )
    client.force_login(ha)
    with clock.fixed(TODAY):
        page = client.get(url(lower, "unapprove")).content.decode().replace("\u00a0", " ")
        assert "Mời nhờ lãnh đạo Thành phố bỏ duyệt báo cáo đó trước." in page and "<textarea" not in page
        assert "nằm trong “Báo cáo 6 tháng của Thành phố”" in client.get(url(lower)).content.decode()
    unapprove(city, "thiếu một xã", by=leader, today=TODAY)
    withdraw(city, by=ha, today=TODAY)
    unapprove(one, "sửa số", by=ha, today=TODAY)


def test_a_step_that_is_not_possible_says_who_can_do_what_instead(world, quarter, client):
    report, ha, tuan = sent(quarter, world), world.users["ha"], world.users["tuan"]
    assert refusal(lambda: unapprove(report, "sửa", by=ha, today=TODAY)) == (
        "Báo cáo này đã gửi, đang chờ duyệt nên không bỏ duyệt được. Thành phố Hà Nội duyệt hoặc trả lại được; "
        "Xã Phúc Thọ rút về được."
    )
    client.force_login(ha)
    with clock.fixed(TODAY):
        page = client.get(url(quarter, "unapprove")).content.decode()
        assert url(quarter, "send_back") in page and "đang chờ duyệt" in page
    send_back(report, "xem lại", by=ha, today=TODAY)
    assert refusal(lambda: approve(report, by=ha, today=TODAY)).endswith("Mời chờ Xã Phúc Thọ sửa rồi gửi lại.")
    approve(sent(quarter, world), by=ha, today=TODAY)
    assert refusal(lambda: withdraw(report, by=tuan, today=TODAY)) == (
        "Báo cáo này đã duyệt nên không rút về được. Muốn mở lại, mời nhờ Thành phố Hà Nội bỏ duyệt."
    )
    with clock.fixed(TODAY):
        assert url(quarter, "unapprove") in client.get(url(quarter, "send_back")).content.decode()
