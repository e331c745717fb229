"""What a report says in words: exact sentences, no invented reason, and the writer's own words kept."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import TODAY
from tremang.clubs.actions import advance
from tremang.clubs.models import State
from tremang.funds.actions.box import count_box
from tremang.funds.models import Fund
from tremang.funds.tests.acting import Till
from tremang.kernel.format import NBSP
from tremang.places.models import Kind, UnitType
from tremang.reports.actions import allow_late, edit, explain, override, raise_obstacle, submit
from tremang.reports.boxes.base import written
from tremang.reports.boxes.phrases import called, change, listed, money
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.registry import cautions
from tremang.reports.kinds import kinds_on
from tremang.reports.lines.base import Unit
from tremang.reports.models import Frozen
from tremang.reports.tests.words import draft, everything, meet, warned, words

QUARTER = "2026-Q3"


def quarter(world):
    return draft("commune-quarter", world.phuc_tho, QUARTER)


@pytest.fixture
def met(world):
    """Đồng Vàng meets each month from April on, Trại Giữa only in June."""
    for month in (4, 5, 6, 7, 8, 9):
        meet(world, world.dong_vang, date(2026, month, 10))
    meet(world, world.trai_giua, date(2026, 6, 20), (2,))
    return world


def test_sums_are_told_in_million_and_billion_where_they_are_large():
    plain = [money(value).replace(NBSP, " ") for value in (0, 2_500_000, 125_430_000, 894_000_000, 1_250_000_000)]
    assert plain == ["0 đ", "2.500.000 đ", "125,4 triệu đồng", "894 triệu đồng", "1,25 tỷ đồng"]


def test_what_rose_and_fell_is_said_with_its_share():
    since = "quý II/2026"
    assert change(153, 141, Unit.TIME, since) == "tăng 12 lượt người, tương đương 8,5% so với quý II/2026"
    assert change(97, 100, Unit.PERSON, since) == "giảm 3 người, tương đương 3,0% so với quý II/2026"
    assert change(4, 3, Unit.MEETING, since) == "tăng 1 buổi so với quý II/2026"
    assert change(87, 10, Unit.MEETING, since) == "tăng 77 buổi, gấp 8,7 lần so với quý II/2026"
    assert change(5, 5, Unit.CLUB, since) == "không thay đổi so với quý II/2026"
    assert change(5, 0, Unit.CLUB, since) == "quý II/2026 chưa có"


def test_names_stand_in_a_sentence_as_clerks_write_them():
    assert called("Xã Phúc Thọ") == "xã Phúc Thọ"
    assert called("Câu lạc bộ thôn Đồng Vàng") == "thôn Đồng Vàng"
    assert called("Câu lạc bộ Hoa Sen") == "Hoa Sen"
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed(list("abcdefgh"), 5, "xã, phường") == "a, b, c, d, e và 3 xã, phường khác"


def test_a_communes_quarter_in_words(met):
    assert words(quarter(met), "results") == {
        "network": "Đến hết ngày 14/9/2026, xã Phúc Thọ có 2 câu lạc bộ, không thay đổi so với quý II/2026; tất cả đang hoạt động.",
        "standard": "Chưa có câu lạc bộ nào được đánh giá đạt chuẩn.",
        "members": "Các câu lạc bộ có 14 thành viên (mỗi người tính một lần), không thay đổi so với quý II/2026.",
        "older_women": "Trong số thành viên có 13 người từ 60 tuổi trở lên (92,9%) và 10 phụ nữ (71,4%).",
        "meetings": "Trong quý III/2026, các câu lạc bộ sinh hoạt 4 buổi, tăng 1 buổi so với quý II/2026; có 37 lượt thành viên "
        "dự, tỷ lệ dự 100,0% (quý II/2026: 100,0%).",
        "contents": "Có hoạt động thuộc 2 trong 8 nội dung: chăm sóc sức khỏe (4 buổi và hoạt động, 37 lượt người); tăng thu nhập "
        "(3 buổi và hoạt động, 33 lượt người).",
        "contents_up": "So với quý II/2026, lượt người tham gia tăng nhiều nhất ở: chăm sóc sức khỏe (4 lượt).",
        "contents_bare": "Chưa ghi hoạt động thuộc nội dung: chăm sóc tại nhà dựa vào tình nguyện viên; tự giúp nhau và hỗ trợ "
        "cộng đồng; quyền và lợi ích; nâng cao nhận thức, kiến thức; văn hóa, văn nghệ, thăm hỏi, giao lưu; vận động nguồn lực.",
        "funds": "Cuối kỳ, chưa ghi số dư của hai quỹ.",
    }


def test_a_commune_says_who_stands_out_what_is_missing_and_what_follows(met):
    found, quiet = quarter(met), met.trai_giua.pk
    assert words(found, "standing_out") == {
        "often": "Câu lạc bộ sinh hoạt từ 3 buổi trở lên trong kỳ: thôn Đồng Vàng.",
        f"silent-{quiet}": "Câu lạc bộ thôn Trại Giữa chưa ghi buổi sinh hoạt nào sau ngày 20/6/2026. "
        "Chưa ghi chủ nhiệm đương nhiệm.",
    }
    assert words(found, "obstacles") == {
        "none": "Ngoài các câu lạc bộ nêu trên, trong kỳ chưa ghi khó khăn, vướng mắc nào."
    }
    assert words(found, "missing")["awaited-club-month"] == (
        "Còn 1 trong 2 câu lạc bộ chưa đủ số liệu hằng tháng: thôn Trại Giữa (tháng 7, 8/2026)."
    )
    assert words(found, "missing")["undeclared-hamlet_coverage"] == (
        "Chưa khai báo tổng số thôn, tổ dân phố của xã Phúc Thọ."
    )
    assert words(found, "proposals") == {
        "training": "Đề nghị Thành phố mở lớp tập huấn cho Ban Chủ nhiệm của 2 câu lạc bộ chưa được tập huấn đủ.",
        "renewal": "Kiện toàn Ban Chủ nhiệm và ghi vào sổ đối với câu lạc bộ thôn Trại Giữa.",
        "declaring": "Khai báo danh sách cán bộ; số dân và số người được tuyên truyền; tổng số thôn, tổ dân phố.",
        "reports": "Hướng dẫn 1 câu lạc bộ ghi đủ các buổi sinh hoạt trong kỳ.",
    }


def test_a_clubs_month_in_words(met):
    found = draft("club-month", met.dong_vang.place, "2026-08")
    said = words(found, "results")
    assert said["members"] == "Đến hết ngày 31/8/2026, câu lạc bộ có 11 thành viên, không thay đổi so với tháng 7/2026."
    assert said["meetings"] == (
        "Trong tháng 8/2026, câu lạc bộ sinh hoạt 1 buổi, không thay đổi so với tháng 7/2026; có 11 lượt thành viên dự, "
        "tỷ lệ dự 100,0% (tháng 7/2026: 100,0%)."
    )
    assert words(found, "missing") == {"none": "Không còn báo cáo, khai báo nào thiếu."}


def test_who_is_counted_at_another_club_is_not_divided_by(met):
    """Bà Tư is in the list of Trại Giữa and counted at Đồng Vàng."""
    said = words(draft("club-month", met.trai_giua.place, "2026-08"), "results")
    assert said["members"].startswith("Đến hết ngày 31/8/2026, câu lạc bộ có 4 thành viên")
    assert said["older_women"] == (
        "1 thành viên đã được tính ở câu lạc bộ khác; trong 3 người còn lại có 3 người từ 60 tuổi trở lên (100,0%) và 2 phụ nữ "
        "(66,7%)."
    )


def test_a_month_without_anything_reads_well(met):
    found = draft("club-month", met.trai_giua.place, "2026-08")
    said = words(found, "results")
    assert said["meetings"] == "Trong tháng 8/2026, câu lạc bộ chưa ghi buổi sinh hoạt nào."
    assert said["contents_bare"] == "Trong kỳ chưa ghi hoạt động nào thuộc 8 nội dung."
    assert words(found, "missing") == {"meeting": "Chưa ghi biên bản sinh hoạt tháng 8/2026."}


def test_the_money_of_a_club_in_words(world):
    till = Till(world)
    till.lent(0)
    said = words(draft("club-month", world.dong_vang.place, "2026-03"), "results")
    assert said["funds"] == (
        "Cuối kỳ, Quỹ tăng thu nhập có 60.000.000 đ, kể cả tiền đang cho vay, tháng 2/2026 chưa có; Quỹ hoạt động có 0 đ."
    )
    assert said["loans"] == (
        "Trong kỳ cho 1 lượt người vay 6.000.000 đ, tháng 2/2026 chưa có; số tiền đang cho vay là 6.000.000 đ, bằng 10,0% Quỹ "
        "tăng thu nhập."
    )


def test_the_city_names_communes_and_counts_against_the_plan(met):
    found = draft("city-half", met.city, "2026-H1")
    said = words(found, "results")
    assert said["network"] == (
        "Đến hết ngày 14/6/2026, toàn Thành phố có 3 câu lạc bộ, tăng 1 câu lạc bộ so với 6 tháng cuối năm 2025; tất cả đang "
        "hoạt động."
    )
    assert said["targets_above"] == (
        "Cao hơn khoảng của Kế hoạch đến hết năm 2030: tỷ lệ nữ trong số người cao tuổi vào câu lạc bộ mới 66,7% (mục tiêu 50–60%)."
    )
    assert (
        "câu lạc bộ mới 1 (bằng 0,4% mục tiêu 250); người cao tuổi vào câu lạc bộ mới 3 (mục tiêu 10.000)"
        in said["targets_going"]
    )
    assert words(found, "standing_out")["silent"] == (
        "Có 2 câu lạc bộ ở 2 xã, phường từ hai tháng trở lên chưa ghi buổi sinh hoạt, cần quan tâm: xã Yên Bài (1) và xã Phúc Thọ (1)."
    )
    assert words(found, "missing")["awaited-commune-half"] == (
        "Còn 2 trong 2 xã, phường chưa có báo cáo được duyệt: xã Phúc Thọ và xã Yên Bài."
    )


def test_a_city_without_any_club_reads_well(world):
    found = draft("city-half", world.city, "2020-H1")
    assert words(found, "results") == {
        "network": "Đến hết ngày 14/6/2020, toàn Thành phố chưa có câu lạc bộ liên thế hệ tự giúp nhau."
    }
    assert words(found, "obstacles") == {"none": "Trong kỳ chưa ghi khó khăn, vướng mắc nào."}
    assert all(everything(found))


def test_a_pause_is_told_with_the_reason_that_was_recorded(met):
    advance(
        met.trai_giua, State.PAUSED, date(2026, 9, 1), "nhà văn hóa đang sửa", by=met.users["tuan"], today=TODAY
    )  # fmt: skip
    said = words(quarter(met), "standing_out")
    assert said[f"paused-{met.trai_giua.pk}"] == (
        "Câu lạc bộ thôn Trại Giữa tạm dừng từ ngày 01/9/2026; lý do đã ghi: “nhà văn hóa đang sửa”."
    )
    assert f"silent-{met.trai_giua.pk}" not in said


def test_the_text_says_that_a_figure_was_given_otherwise_and_leaves_the_reason_to_the_annex(met):
    one = quarter(met)
    override(
        one.kind, one.place, one.period, "meetings", 5, "một buổi ghi trên giấy", by=met.users["tuan"], today=TODAY
    )
    assert words(quarter(met), "results")["overrides"] == (
        "Có 1 dòng số liệu báo cáo khác với sổ, lý do từng dòng ghi ở phụ lục."
    )


def test_what_came_after_sending_is_said_in_the_next_report(met):
    one = draft("commune-quarter", met.phuc_tho, "2026-Q2")
    for key in warned(one):
        explain(one.kind, one.place, one.period, key, "đã nắm", by=met.users["tuan"], today=TODAY)
    allow_late(one.kind, one.place, one.period, TODAY, "mới tập dùng", by=met.users["ha"], today=TODAY)
    lacking = [awaited.key for awaited in one.missing]
    submit(one.kind, one.place, one.period, by=met.users["tuan"], today=TODAY, missing=lacking, reason="mới tập ghi")
    meet(met, met.trai_giua, date(2026, 5, 20), (2,))
    assert words(quarter(met), "results")["adjusted-2026-Q2"] == (
        "Số liệu quý II/2026 đã gửi được điều chỉnh theo sổ hiện nay ở 4 dòng, từng dòng ghi ở phụ lục."
    )


def test_what_is_said_to_a_matter_stands_with_it_and_nowhere_else_in_the_text(met):
    """A silent club among those that need a look, a declaration among what is missing; at the City the commune's name."""
    one, city, tuan = quarter(met), draft("city-half", met.city, "2026-H1"), met.users["tuan"]
    quiet = f"silent-{met.trai_giua.pk}"
    explain(one.kind, one.place, one.period, quiet, "đã đến thăm bác chủ nhiệm", by=tuan, today=TODAY)
    explain(one.kind, one.place, one.period, "undeclared-hamlet_coverage", "đang rà soát", by=tuan, today=TODAY)
    explain(
        city.kind, city.place, city.period, "silent-09715", "đã nhắc", by=met.users["ha"], today=TODAY
    )  # fmt: skip
    found = quarter(met)
    assert words(found, "standing_out")[quiet].endswith(
        "Chưa ghi chủ nhiệm đương nhiệm. Giải trình: “đã đến thăm bác chủ nhiệm”."
    )
    assert words(found, "missing")["undeclared-hamlet_coverage"] == (
        "Chưa khai báo tổng số thôn, tổ dân phố của xã Phúc Thọ. Giải trình: “đang rà soát”."
    )
    text = " ".join(everything(found))
    assert text.count("đã đến thăm bác chủ nhiệm") == text.count("đang rà soát") == 1
    assert words(draft("city-half", met.city, "2026-H1"), "standing_out")["silent"].endswith(
        "xã Yên Bài (1) và xã Phúc Thọ (1, giải trình: “đã nhắc”)."
    )


def test_a_box_that_differs_stands_with_what_was_said_to_it_and_the_others_are_counted(met):
    till = Till(met)
    count_box(till.club, Fund.INCOME, {500_000: 119}, on=date(2026, 8, 10), **till.by)
    one = quarter(met)
    assert words(one, "obstacles")["boxes"] == ("1 câu lạc bộ có hộp tiền lệch sổ ở lần đếm gần nhất, chưa ghi lý do.")
    [key] = [key for key in warned(one) if key.startswith("box-")]
    explain(one.kind, one.place, one.period, key, "thủ quỹ đếm lại", by=met.users["tuan"], today=TODAY)
    said = words(quarter(met), "obstacles")
    assert "boxes" not in said
    assert said[f"explained-{key}"].endswith("chưa ghi lý do lệch. Giải trình: “thủ quỹ đếm lại”.")


def test_no_reason_is_ever_invented(met):
    """Every "vì", "do" or "bởi" ("lý do" aside) stands within words that somebody recorded, or the records' own of a silence."""
    told = ["do nhà văn hóa dột", "do mưa bão", "vì thư ký đi vắng"]
    tuan = met.users["tuan"]
    one = quarter(met)
    override(one.kind, one.place, one.period, "meetings", 5, "một buổi ghi trên giấy", by=tuan, today=TODAY)
    explain(one.kind, one.place, one.period, f"silent-{met.trai_giua.pk}", told[2], by=tuan, today=TODAY)
    raise_obstacle(met.phuc_tho, told[1], by=tuan, today=TODAY, report=quarter(met).report)
    advance(met.muong_chau, State.PAUSED, date(2026, 9, 1), told[0], by=met.users["nga"], today=TODAY)
    drafts = [
        draft(kind.code, place, period)
        for kind in kinds_on(TODAY)
        for place in (met.city, met.phuc_tho, met.yen_bai, met.dong_vang.place, met.trai_giua.place)
        if place.kind == kind.level
        for period in [
            {"month": "2026-08", "quarter": QUARTER, "half": "2026-H2", "year": "2026", "review": "2030"}[kind.rhythm]
        ]
        if kind.code != "city-review"
    ]
    sentences = [sentence for found in drafts for sentence in everything(found)]
    recorded = [*told, *(club.reason for found in drafts for club in found.around.silent)]
    assert all(any(text in sentence for sentence in sentences) for text in told)
    for sentence in sentences:
        bare = sentence
        for text in recorded:
            bare = bare.replace(text.rstrip("."), "")
        assert not re.search(r"\b(vì|(?<!lý )do|bởi|nguyên nhân)\b", bare, re.IGNORECASE), sentence


def test_no_sentence_names_a_person(met):
    names = {row.person.full_name for row in met.members.values()} | {user.full_name for user in met.users.values()}
    sentences = everything(quarter(met)) + everything(draft("city-half", met.city, "2026-H1"))
    assert not [sentence for sentence in sentences if any(name in sentence for name in names)]


def test_below_the_city_no_sentence_tells_of_needs(met):
    """Those counts are seen only by whose duty it is; a sentence is read by everybody who reads the report."""
    said = {place: " ".join(everything(draft(f"{place}-half", node, "2026-H1")))
            for place, node in (("commune", met.phuc_tho), ("city", met.city))}  # fmt: skip
    assert "nhu cầu" not in said["commune"]
    assert "thành viên có nhu cầu được hỗ trợ" in said["city"]


def test_an_edited_sentence_is_never_overwritten_and_the_new_draft_is_offered(met):
    one, tuan = quarter(met), met.users["tuan"]
    drafted = words(one, "results")["meetings"]
    edit(one.kind, one.place, one.period, "results", "meetings", "Sinh hoạt đều đặn.", drafted, by=tuan, today=TODAY)
    still = next(row for row in written(quarter(met), boxes()["results"]) if row.key == "meetings")
    assert (still.text, still.is_edited, still.is_refreshed) == ("Sinh hoạt đều đặn.", True, False)
    meet(met, met.trai_giua, date(2026, 9, 12), (2,))
    later = next(row for row in written(quarter(met), boxes()["results"]) if row.key == "meetings")
    assert (later.text, later.is_refreshed) == ("Sinh hoạt đều đặn.", True)
    assert "sinh hoạt 5 buổi" in later.drafted


def test_keys_are_short_enough_to_be_kept_and_none_comes_twice(met):
    for found in (
        quarter(met),
        draft("city-half", met.city, "2026-H1"),
        draft("club-month", met.dong_vang.place, "2026-08"),
    ):
        for code in found.kind.boxes:
            keys = [sentence.key for sentence in boxes()[code].draft(found)]
            assert len(keys) == len(set(keys))
            assert all(0 < len(key) <= 60 for key in keys)


def test_what_is_frozen_are_the_sentences_that_stood_there(met):
    one, tuan = quarter(met), met.users["tuan"]
    for key in warned(one):
        explain(one.kind, one.place, one.period, key, "đã cử người đến thăm", by=tuan, today=TODAY)
    stood = everything(quarter(met))
    lacking = [awaited.key for awaited in one.missing]
    report = submit(one.kind, one.place, one.period, by=tuan, today=TODAY, missing=lacking, reason="mới tập ghi")
    body = Frozen.objects.get(report=report).body
    frozen = [sentence["text"].replace(NBSP, " ") for box in body["boxes"] for sentence in box["sentences"]]
    assert frozen == stood
    assert any("Giải trình: “đã cử người đến thăm”." in sentence for sentence in frozen)


def queries(kind, place, period) -> int:
    found = draft(kind, place, period)
    with CaptureQueriesContext(connection) as caught:
        everything(found)
        cautions(found)
    return len(caught)


def test_the_number_of_queries_does_not_grow_with_the_clubs_and_communes(met):
    few = [queries("city-half", met.city, "2026-H1"), queries("commune-half", met.phuc_tho, "2026-H1")]
    for number in range(6):
        commune = cast.place(Kind.COMMUNE, UnitType.RURAL, f"1{number:04d}", f"Xã Mới {number}", met.city, cast.NEW_MAP)
        for parent in (commune, met.phuc_tho):
            hamlet = cast.place(
                Kind.HAMLET, UnitType.VILLAGE, f"{parent.code}-9{number:03d}", f"Thôn {number}", parent, cast.NEW_MAP
            )
            cast.club(hamlet, f"Câu lạc bộ thôn {number} {parent.name}", date(2025, 3, 1), date(2025, 3, 20))
    many = [queries("city-half", met.city, "2026-H1"), queries("commune-half", met.phuc_tho, "2026-H1")]
    assert many == few
    assert max(many) <= 40
