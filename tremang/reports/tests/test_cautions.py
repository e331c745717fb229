"""Warnings before sending: each appears with its cause, goes away with it, and there are never too many."""

from datetime import date

import pytest

from tests import cast
from tests.cast import TODAY
from tremang.clubs.actions import advance
from tremang.clubs.models import State
from tremang.funds.actions.box import count_box, leave_gap
from tremang.funds.models import Account, Fund
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import Till
from tremang.kernel.problems import Problem
from tremang.meetings.models import Status
from tremang.programme.territory.actions.hamlets import count_hamlets
from tremang.reports.actions import edit, explain, override, submit
from tremang.reports.cautions import outliers as far
from tremang.reports.cautions.contradictions import RULES, broken
from tremang.reports.cautions.registry import cautions
from tremang.reports.figures import figures_of
from tremang.reports.history import before, histories
from tremang.reports.lines.base import Figure, Span
from tremang.reports.lines.registry import lines
from tremang.reports.models import Passage
from tremang.reports.tests.words import draft, meet, warned

QUARTER, HALF = "2026-Q3", "2026-H1"


def quarter(world):
    return draft("commune-quarter", world.phuc_tho, QUARTER)


def test_a_silent_club_is_warned_of_until_its_meeting_is_written_down(world):
    meet(world, world.dong_vang, date(2026, 9, 10))
    key = f"silent-{world.trai_giua.pk}"
    caution = warned(quarter(world))[key]
    assert caution.text == "Câu lạc bộ thôn Trại Giữa: ra mắt ngày 25/02/2026, chưa ghi buổi nào."
    assert caution.url == f"/cau-lac-bo/{world.trai_giua.pk}/qua-trinh/"
    meet(world, world.trai_giua, date(2026, 8, 20))
    assert key not in warned(quarter(world))


def test_a_month_without_a_meeting_is_warned_of_in_the_clubs_own_report_but_not_while_it_is_paused(world):
    club = world.trai_giua
    caution = warned(draft("club-month", club.place, "2026-08"))["no-meeting"]
    assert (caution.text, caution.action) == ("Tháng 8/2026 chưa ghi buổi sinh hoạt nào.", "Ghi buổi sinh hoạt")
    advance(club, State.PAUSED, date(2026, 8, 1), "sửa nhà văn hóa", by=world.users["tuan"], today=TODAY)
    assert "no-meeting" not in warned(draft("club-month", club.place, "2026-08"))


def test_the_city_hears_of_a_commune_once_and_of_at_most_ten(world):
    for number in range(14):
        commune = cast.place(
            cast.Kind.COMMUNE, cast.UnitType.RURAL, f"1{number:04d}", f"Xã Mới {number}", world.city, cast.NEW_MAP
        )
        for club in range(3):
            hamlet = cast.place(
                cast.Kind.HAMLET,
                cast.UnitType.VILLAGE,
                f"{commune.code}-{club:04d}",
                f"Thôn {club}",
                commune,
                cast.NEW_MAP,
            )
            cast.club(hamlet, f"Câu lạc bộ thôn {number} {club}", date(2025, 3, 1), date(2025, 3, 20))
    found = {
        key: one.text for key, one in warned(draft("city-half", world.city, HALF)).items() if key.startswith("silent")
    }
    assert len(found) == far.MOST + 1
    assert found["silent-10000"].startswith("Xã Mới 0 có 3 câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt")
    assert (
        found["silent-rest"] == "Còn 6 xã, phường khác có 15 câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt."
    )


def test_a_figure_far_from_the_clubs_own_past_is_warned_of(world):
    club = world.dong_vang
    for month in (1, 2, 3, 4, 5, 6, 7):
        meet(world, club, date(2026, month, 20))
    assert not [key for key in warned(draft("club-month", club.place, "2026-07")) if key.startswith("outlier")]
    for day in (1, 5, 9, 13, 17):
        meet(world, club, date(2026, 8, day))
    caution = warned(draft("club-month", club.place, "2026-08"))[f"outlier-{club.pk}-meetings"]
    assert (
        caution.text
        == "Câu lạc bộ thôn Đồng Vàng: “Buổi sinh hoạt đã ghi” là 5 buổi, các kỳ trước thường khoảng 1 buổi."
    )
    assert caution.url == f"/cau-lac-bo/{club.pk}/"


def test_of_what_there_was_none_before_it_is_not_said_that_there_were_nought(world, monkeypatch):
    club = world.dong_vang
    one = far.Outlier(club.pk, club.name, "", lines()["dues"], 2_950_000, 0, 9.0)
    monkeypatch.setattr(far, "outliers", lambda _draft: [one])
    (caution,) = far.found(draft("club-month", club.place, "2026-08"))
    assert caution.text.partition("”")[2].replace("\u00a0", " ") == " là 2.950.000 đ, các kỳ trước thường không có."


def test_with_too_short_a_past_nothing_is_said(world):
    club = world.dong_vang
    for month in (5, 6, 7):
        meet(world, club, date(2026, month, 20))
    for day in (1, 5, 9, 13, 17, 21):
        meet(world, club, date(2026, 8, day))
    assert not [key for key in warned(draft("club-month", club.place, "2026-08")) if key.startswith("outlier")]


@pytest.mark.parametrize(
    ("earlier", "level", "floor", "bound"),
    [
        ([1] * 7, 0.5, 3, 3),  # the line's floor
        ([100] * 8, 50.0, 3, 50),  # half of what is usual
        ([10, 12, 11, 13, 9, 10, 12, 11], 5.5, 3, 4 * 1.4826),  # four standard deviations by the MAD, which is 1 here
        ([10] * 7 + [1000], 5.0, 3, 5),  # one wild period does not make the next one usual
    ],
)
def test_how_far_is_far(earlier, level, floor, bound):
    assert far.bound(earlier, level, floor) == pytest.approx(bound)


def test_the_past_of_many_places_is_what_their_reports_would_give(met):
    """One query over the facts gives what `figures_of` gives period by period."""
    one = draft("commune-half", met.phuc_tho, "2026-H2")
    nodes = [part.unit.node for part in one.sheet.parts]
    lines = [line for line in one.lines if line.code in far.FLOORS]
    periods = before(one.kind, one.period, 3)
    found = histories(nodes, lines, periods)
    assert any(any(found[node]["meetings"]) for node in nodes)
    for index, period in enumerate(periods):
        given_ = figures_of(nodes, lines, period, TODAY)
        for node in nodes:
            assert [found[node][line.code][index] for line in lines] == [given_[node][line.code].n for line in lines]
    assert {line.span for line in lines} == {Span.END, Span.PERIOD}


@pytest.fixture
def met(world):
    for month in (3, 4, 5, 6, 7, 8):
        meet(world, world.dong_vang, date(2026, month, 20))
        meet(world, world.trai_giua, date(2026, month, 21), (2,))
    return world


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.part}>{rule.all}")
def test_a_part_greater_than_its_whole_is_a_contradiction(rule):
    assert not list(broken({rule.part: Figure(3), rule.all: Figure(3)}, RULES))
    assert [key for key, _text in broken({rule.part: Figure(4), rule.all: Figure(3)}, RULES)] == [rule.part]


def test_more_came_than_were_expected_and_the_report_says_both_numbers(met):
    one, tuan = quarter(met), met.users["tuan"]
    assert not [key for key in warned(one) if key.startswith("against")]
    present, expected = one.reported["present"].n, one.reported["attendance"].d
    override(one.kind, one.place, one.period, "present", expected + 9, "đếm lại", by=tuan, today=TODAY)
    text = warned(quarter(met))["against-present"].text
    assert text == f"Xã Phúc Thọ: có {expected + 9} lượt thành viên dự, nhiều hơn {expected} lượt lẽ ra có mặt."
    override(one.kind, one.place, one.period, "present", present, "đếm lại", by=tuan, today=TODAY)
    assert "against-present" not in warned(quarter(met))


def test_a_meeting_to_which_nobody_came_is_a_contradiction(world):
    everybody = {row.pk: Status.ABSENT for row in world.members.values() if row.club_id == world.dong_vang.pk}
    meet(world, world.dong_vang, date(2026, 8, 10), marks=everybody)
    text = warned(quarter(world))[f"against-{world.dong_vang.pk}-nobody"].text
    assert text == "Câu lạc bộ thôn Đồng Vàng: đã ghi 1 buổi sinh hoạt mà không có thành viên nào dự."


def test_a_given_figure_far_from_the_records_is_asked_about_and_a_near_one_is_not(met):
    one, tuan = quarter(met), met.users["tuan"]
    override(one.kind, one.place, one.period, "meetings", 70, "ghi trên giấy", by=tuan, today=TODAY)
    records = one.sheet.reported["meetings"].n
    assert warned(quarter(met))["far-meetings"].text == (
        f"“Buổi sinh hoạt đã ghi” ghi 70 buổi, cách xa số theo sổ là {records} buổi. Mời xem lại có thừa hay thiếu chữ số không."
    )
    override(one.kind, one.place, one.period, "meetings", records + 1, "ghi trên giấy", by=tuan, today=TODAY)
    assert "far-meetings" not in warned(quarter(met))


def test_a_box_that_differs_is_warned_of_until_its_reason_is_written(world):
    till = Till(world)
    book = trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.CASH)
    assert book == 60_000_000
    count = count_box(till.club, Fund.INCOME, {500_000: 119}, on=date(2026, 8, 10), **till.by)
    key = f"box-{till.club.pk}-income"
    caution = warned(quarter(world))[key]
    assert caution.text.replace("\u00a0", " ") == (
        "Câu lạc bộ thôn Đồng Vàng: ngày 10/8/2026 hộp Quỹ tăng thu nhập đếm được 59.500.000 đ, sổ ghi 60.000.000 đ, chưa ghi "
        "lý do lệch."
    )
    assert caution.url == f"/quy/{till.club.pk}/dem-hop/{count.pk}/"
    assert "box-09715" not in warned(draft("city-half", world.city, HALF))  # counted after that period
    assert warned(draft("city-half", world.city, "2026-H2"))["box-09715"].text == (
        "Xã Phúc Thọ có 1 câu lạc bộ có hộp tiền lệch sổ ở lần đếm gần nhất, chưa ghi lý do."
    )
    leave_gap(count, "mua chè quên ghi", **till.by)
    assert key not in warned(quarter(world))


def test_a_later_count_that_agrees_ends_the_warning(world):
    till = Till(world)
    count_box(till.club, Fund.INCOME, {500_000: 119}, on=date(2026, 8, 10), **till.by)
    count_box(till.club, Fund.INCOME, {500_000: 120}, on=date(2026, 8, 11), **till.by)
    assert f"box-{till.club.pk}-income" not in warned(quarter(world))


def test_what_is_not_declared_is_asked_for_where_the_report_divides_by_it(world):
    half = warned(draft("commune-half", world.phuc_tho, HALF))
    assert half["undeclared-hamlet_coverage"].text == (
        "Chưa khai báo tổng số thôn, tổ dân phố nên “Thôn, tổ dân phố có câu lạc bộ” chưa tính được."
    )
    assert half["undeclared-hamlet_coverage"].url == "/dia-ban/09715/thon/"
    assert not [key for key in warned(quarter(world)) if key.startswith("undeclared")]
    count_hamlets(world.phuc_tho, date(2026, 6, 1), "danh sách của xã", by=world.users["tuan"], today=TODAY)
    assert "undeclared-hamlet_coverage" not in warned(draft("commune-half", world.phuc_tho, HALF))
    city = warned(draft("city-half", world.city, HALF))["undeclared-hamlet_coverage"].text
    assert city == (
        "“Thôn, tổ dân phố có câu lạc bộ” tính thiếu 1 xã, phường chưa khai báo tổng số thôn, tổ dân phố: xã Yên Bài."
    )


def test_a_report_is_sent_only_when_each_warning_is_explained(met):
    advance(met.trai_giua, State.PAUSED, date(2026, 9, 1), "sửa nhà văn hóa", by=met.users["tuan"], today=TODAY)
    till = Till(met)
    count_box(till.club, Fund.INCOME, {500_000: 119}, on=date(2026, 8, 10), **till.by)
    one, tuan = quarter(met), met.users["tuan"]
    lacking = [awaited.key for awaited in one.missing]
    send = {"by": tuan, "today": TODAY, "missing": lacking, "reason": "mới tập ghi"}
    with pytest.raises(Problem) as problem:
        submit(one.kind, one.place, one.period, **send)
    assert problem.value.code == "unexplained"
    for key in warned(quarter(met)):
        explain(one.kind, one.place, one.period, key, "đang tìm chỗ lệch", by=tuan, today=TODAY)
    assert submit(one.kind, one.place, one.period, **send).is_sent


def test_keys_of_warnings_can_be_kept(met):
    for found in (quarter(met), draft("city-half", met.city, HALF), draft("commune-half", met.yen_bai, HALF)):
        assert all(0 < len(key) <= 50 for key in warned(found))


def test_a_sentence_in_a_font_of_before_unicode_is_asked_about_and_kept(world):
    one = quarter(world)
    for text in ("C¸c c©u l¹c bé ho¹t ®éng ®Òu.", "Các câu lạc bộ hoạt động đều."):
        edit(one.kind, one.place, one.period, "results", "", text, by=world.users["tuan"], today=TODAY)
    asked = [caution for caution in cautions(quarter(world)) if caution.key.startswith("letters-")]
    assert len(asked) == 1 and "TCVN3" in asked[0].text and "/cau/own-" in asked[0].url
    assert Passage.objects.filter(text__contains="C¸c").exists()


def test_a_picture_among_the_words_is_asked_after_and_the_paper_says_that_it_stood_there(world):
    one, tuan = quarter(world), world.users["tuan"]
    edit(one.kind, one.place, one.period, "results", "", "Chúc các cụ vui 🎉 khỏe.", by=tuan, today=TODAY)
    override(one.kind, one.place, one.period, "meetings", 1, "bù 👍 rồi", by=tuan, today=TODAY)
    told = {key: caution for key, caution in warned(quarter(world)).items() if key.startswith("pictures-")}
    assert len(told) == 2
    words = {caution.text for caution in told.values()}
    assert (
        "Câu “Chúc các cụ vui 🎉 khỏe.” có hình 🎉, văn bản không in được nên sẽ ghi “[hình]”. Mời viết bằng chữ."
        in words
    )
    assert all(caution.url.startswith("/bao-cao/commune-quarter/09715/") for caution in told.values())
