"""What pages and papers say of a report is what it is: marks, dues, letters that no paper prints, counts that agree."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tests.cast import TODAY
from tremang.accounts.problems import refused
from tremang.kernel import clock
from tremang.kernel.problems import Conflict
from tremang.kernel.text import clean, prose
from tremang.places.models import Place
from tremang.reports import standing
from tremang.reports.actions import (
    allow_late,
    answer_obstacle,
    approve,
    explain,
    override,
    pass_up,
    raise_obstacle,
    send_back,
    withdraw_obstacle,
)
from tremang.reports.actions.issuing import issue
from tremang.reports.asking import asked
from tremang.reports.boxes import obstacles as box
from tremang.reports.boxes import results
from tremang.reports.ending import Ended
from tremang.reports.forms import SendForm
from tremang.reports.freezing import body, figures_in
from tremang.reports.lines.base import Figure
from tremang.reports.lines.registry import lines
from tremang.reports.models import Report, State
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.papers.official import document
from tremang.reports.tests.asked import sent, signed_in, url
from tremang.reports.tests.words import draft, meet, warned, words
from tremang.ui.asking import FIELD

HELD = date(2026, 8, 25)


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def quarter():
    return asked("commune-quarter", "09715", "2026-Q3", TODAY)


def month(world):
    return asked("club-month", str(world.dong_vang.pk), "2026-08", TODAY)


def shown(world, name, where, **query) -> str:
    cache.clear()
    return signed_in(world, name).get(where, query).content.decode().replace("\u00a0", " ")


def test_the_calendar_says_of_each_report_what_it_is(world):
    """A report that came back, one that was sent late and over missing ones, a club's month that came back."""
    where, query = reverse("reports:calendar"), {"loai": "commune-quarter"}
    report = sent(quarter(), world.users["tuan"])
    assert "gửi muộn, còn thiếu" in shown(world, "ha", where, **query)
    send_back(report, "thiếu", by=world.users["ha"], today=TODAY)
    calendar = shown(world, "ha", where, **query)
    assert "bị trả lại" in calendar and "gửi muộn" not in calendar and "gửi khi" not in calendar
    approve(sent(quarter(), world.users["tuan"]), by=world.users["ha"], today=TODAY)
    assert "đã duyệt, gửi muộn, còn thiếu" in shown(world, "ha", where, **query)
    meet(world, world.dong_vang, HELD)
    allow_late(*month(world), TODAY, "mới tập", by=world.users["tuan"], today=TODAY)
    send_back(sent(month(world), world.users["man"]), "sửa", by=world.users["tuan"], today=TODAY)
    assert "bị trả lại" in shown(world, "tuan", where)


def test_nobody_is_late_with_a_month_that_is_not_due_yet(world):
    with clock.fixed(date(2026, 9, 1)):
        board = shown(world, "ha", reverse("reports:late"), loai="club-month", ky="2026-08")
    assert "Trễ hạn: 0" in board and "chưa có nơi nào trễ" in board


def test_a_month_that_is_there_of_itself_asks_for_nothing(world):
    meet(world, world.dong_vang, HELD)
    page = shown(world, "man", url(month(world)))
    assert "không phải gửi gì thêm" in page and "chờ Câu lạc bộ" not in page and "button primary" not in page
    assert "đã quá hạn" not in page and "khóa nhận" not in page


def test_taking_back_an_issued_report_asks_first_and_keeps_the_reason(world):
    report = sent(quarter(), world.users["tuan"])
    issue(report, "12/BC-HNCT", TODAY, "Nguyễn Văn A", "Chủ tịch", by=world.users["tuan"], today=TODAY)
    client, where = signed_in(world, "tuan"), url(quarter(), "withdraw")
    client.post(where)
    report.refresh_from_db()
    assert report.state == State.SUBMITTED
    assert "phải phát hành văn bản thay thế" in client.get(where).content.decode()
    client.post(where, {"reason": "sai số tiền đóng góp"})
    report.refresh_from_db()
    assert report.state == State.DRAFT and "sai số tiền đóng góp" in shown(world, "tuan", url(quarter()))


def test_taking_back_a_report_of_a_locked_period_says_that_it_is_locked(world):
    report = sent(quarter(), world.users["tuan"])
    with clock.fixed(date(2026, 12, 20)):
        client, where = signed_in(world, "tuan"), url(quarter(), "withdraw")
        client.post(where)
        assert Report.objects.get(pk=report.pk).state == State.SUBMITTED
        assert "Kỳ này đã khóa nhận báo cáo từ ngày" in client.get(where).content.decode()


def test_taking_back_a_report_that_can_be_sent_again_at_once_is_one_tap(world):
    report = sent(quarter(), world.users["tuan"])
    signed_in(world, "tuan").post(url(quarter(), "withdraw"))
    assert Report.objects.get(pk=report.pk).state == State.DRAFT


def test_letters_of_old_fonts_and_pictures_in_an_explanation_are_asked_after(world):
    key = next(iter(warned(draft("commune-quarter", world.phuc_tho, "2026-Q3"))))
    for said, kind in (("C©u l¹c bé míi lËp", "letters"), ("đã nhắc 👍", "pictures")):
        explain(*quarter(), key, said, by=world.users["tuan"], today=TODAY)
        found = warned(draft("commune-quarter", world.phuc_tho, "2026-Q3"))
        assert f"dieu={key}" in found[f"{kind}-of-{key}"[:80]].url
    explain(*quarter(), key, "đã nhắc", by=world.users["tuan"], today=TODAY)
    assert not any("-of-" in one for one in warned(draft("commune-quarter", world.phuc_tho, "2026-Q3")))


def test_the_soft_hyphen_by_which_tcvn3_writes_a_letter_is_there_when_letters_are_looked_at(world):
    assert (clean("Ch\u00ada cã"), prose("Ch\u00ada cã")) == ("Cha cã", "Ch\u00ada cã")
    override(*quarter(), "meetings", 3, "ch\u00ada cã", by=world.users["tuan"], today=TODAY)
    assert "letters-meetings" in warned(draft("commune-quarter", world.phuc_tho, "2026-Q3"))


@pytest.mark.parametrize("typed", ["c¸c CLB ch\u00ada göi", "chưa gửi 👍", "Ch\u00ada cã"])
def test_a_reason_that_no_paper_prints_is_asked_after_once(world, typed):
    lacking = draft("commune-quarter", world.phuc_tho, "2026-Q3").missing

    def sent_with(reason, sure=()):
        given = {"missing": [one.key for one in lacking], "reason": [reason], FIELD: list(sure)}
        return SendForm(MultiValueDict(given), lacking=lacking)

    form = sent_with(typed)
    assert not form.is_valid() and "mời gửi lần nữa" in str(form.errors)
    assert sent_with(typed, form.sure).is_valid()
    assert not sent_with(f"{typed} {typed}", form.sure).is_valid()
    assert sent_with("chưa gửi").is_valid()


def test_places_without_an_approved_report_are_counted_alike_in_text_and_annexes(world):
    """One commune has sent and waits: the text and the annexes name both it and the one that has not sent."""
    half = asked("commune-half", "09715", "2026-H1", TODAY)
    allow_late(*half, TODAY, "mới tập", by=world.users["ha"], today=TODAY)
    sent(half, world.users["tuan"])
    told = body(draft("city-half", world.city, "2026-H1"))
    lacking = {entry["code"] for entry in told["missing"]}
    assert {part["code"] for part in told["parts"] if not part["is_done"]} == lacking and "09715" in lacking
    paper = str(document(told, clock.now()))
    assert "Xã Phúc Thọ (**)" in paper and "(**) Nơi chưa có báo cáo được duyệt" in paper
    assert "Nơi chưa gửi báo cáo" not in paper and "'Nơi chưa có báo cáo'" not in paper


def test_the_city_says_how_many_obstacles_it_does_not_name_and_its_annex_has_them(world, monkeypatch):
    monkeypatch.setattr(box, "MOST_OF_CITY", 1)
    for text in ("Thiếu nơi họp.", "Thiếu loa."):
        raise_obstacle(world.phuc_tho, text, by=world.users["tuan"], today=TODAY)
    found = draft("city-half", world.city, "2026-H2", date(2026, 12, 31))
    assert "trong đó 1 đang chờ trả lời" in words(found, "obstacles")["obstacles-rest"]
    paper = str(document(body(found), clock.now()))
    assert "Thiếu nơi họp" in paper and "Thiếu loa" in paper
    for row in Obstacle.objects.all():
        answer_obstacle(row, "Đã cấp.", by=world.users["ha"], today=TODAY)
    told = words(draft("city-half", world.city, "2026-H2", date(2026, 12, 31)), "obstacles")["obstacles-rest"]
    assert told == "Ngoài ra còn 1 vướng mắc các nơi đưa lên, đều đã được trả lời."


def test_commands_answer_bad_words_with_one_sentence(world, tmp_path):
    for kind, place, period in (
        ("none", "01", "2026"),
        ("city-half", "99999", "2026-H1"),
        ("city-half", "01", "2026-Q9"),
    ):
        with pytest.raises(CommandError, match=r"Mời|Các loại"):
            call_command("report", kind=kind, place=place, period=period, docx=str(tmp_path / "a.docx"))
    with pytest.raises(CommandError, match="Mời ghi theo mẫu"):
        call_command("report_status", period="abc")


def test_a_page_with_a_fault_has_the_word_once_in_its_title(world):
    key = next(iter(warned(draft("commune-quarter", world.phuc_tho, "2026-Q3"))))
    page = signed_in(world, "tuan").post(url(quarter(), "explain"), {"caution": key, "text": ""}).content.decode()
    assert page.split("</title>")[0].count("Lỗi:") == 1


def test_a_commune_that_was_divided_is_told_so_and_its_heirs_are_named(world):
    end = Ended(date(2026, 7, 1), [world.yen_bai, world.phuc_tho])
    assert end.words == "được chia, nhập vào xã Yên Bài và xã Phúc Thọ từ ngày 01/7/2026"
    Place.objects.filter(pk=world.yen_bai.pk).update(valid_to=date(2026, 6, 30))
    said = refused("see_figures", Place.objects.get(pk=world.yen_bai.pk)).sentence
    assert "nay không còn" in said and "Hội Người cao tuổi Thành phố" in said


def test_texts_say_what_is_meant(world):
    open_one = asked("commune-quarter", "09715", "2026-Q4", TODAY)
    assert "Kỳ chưa kết thúc, gửi được từ ngày 15/12/2026." in shown(world, "tuan", url(open_one, "send"))
    report = sent(quarter(), world.users["tuan"])
    approve(report, by=world.users["ha"], today=TODAY)
    told = shown(world, "ha", url(quarter(), "send_back"))
    assert "Bấm “Bỏ duyệt” để mở lại" in told and "mời nhờ" not in told
    assert standing.closed_words(standing.Due(TODAY, date(2026, 9, 14), None), "Xã Phúc Thọ") == (
        "Kỳ này đã khóa nhận báo cáo từ ngày 15/9/2026. Mời nhờ Xã Phúc Thọ cho gửi muộn."
    )


def test_silent_clubs_that_never_met_are_told_apart(world):
    causes = words(draft("city-half", world.city, "2026-H1"), "obstacles").get("causes", "")
    assert "mà chưa ghi buổi nào" not in causes
    assert str(box.CAUSES[box.Cause.NEVER_MET]) % {"count": "1"} == (
        "1 câu lạc bộ đã ra mắt nhưng quá hai tháng chưa ghi buổi sinh hoạt nào"
    )


def test_names_and_periods_are_not_broken_apart_in_a_paper(world):
    paper = document(body(draft("commune-quarter", world.phuc_tho, "2026-Q3")), clock.now())
    assert "thành\u00a0phố\u00a0hà\u00a0nội" in paper.parent_body.lower()
    assert "xã\u00a0phúc\u00a0thọ" in paper.issuing_body.lower() and "quý\u00a0III/2026" in paper.subject


def club_obstacle(world):
    return raise_obstacle(world.dong_vang.place, "Chưa có chỗ sinh hoạt.", by=world.users["man"], today=TODAY)


def test_only_who_raised_an_obstacle_withdraws_it_with_a_reason_and_it_can_be_read_afterwards(world):
    row = club_obstacle(world)
    where, page = (reverse(f"reports:{name}", args=[row.pk]) for name in ("withdraw_obstacle", "obstacle"))
    assert "Rút vướng mắc" not in shown(world, "tuan", page)
    told = signed_in(world, "tuan").post(where, {"reason": "thôi"}, follow=True).content.decode()
    row.refresh_from_db()
    assert "chỉ nơi ấy rút được" in told and row.withdrawn_on is None
    with pytest.raises(Conflict):
        withdraw_obstacle(row, "thôi", by=world.users["tuan"], today=TODAY)
    client = signed_in(world, "man")
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "đã mượn được nhà"}).status_code == 302
    told = shown(world, "tuan", page)
    assert "Đã rút" in told and "đã mượn được nhà" in told and "Chưa có chỗ sinh hoạt." in told
    assert world.users["man"].full_name in told


def test_what_was_just_raised_is_taken_back_by_its_undo(world):
    row = club_obstacle(world)
    where = reverse("reports:withdraw_obstacle", args=[row.pk]) + "?ngay=1"
    signed_in(world, "tuan").post(where)
    row.refresh_from_db()
    assert row.withdrawn_on is None
    assert signed_in(world, "man").post(where).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_on == TODAY


@pytest.mark.parametrize("gone", [True, False])
def test_an_answer_that_comes_too_late_says_why_and_keeps_what_was_typed(world, gone):
    row = club_obstacle(world)
    if gone:
        withdraw_obstacle(row, "đã xong", by=world.users["man"], today=TODAY)
    else:
        pass_up(row, by=world.users["tuan"], today=TODAY)
    where = reverse("reports:answer_obstacle", args=[row.pk])
    answer = signed_in(world, "tuan").post(where, {"answer": "Mượn nhà văn hóa thôn Cổ Điển."})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Mượn nhà văn hóa thôn Cổ Điển." in page
    assert ("đã được Câu lạc bộ thôn Đồng Vàng rút" if gone else "đã chuyển lên Thành phố Hà Nội") in page


def test_a_report_carries_what_waits_at_its_own_level_once(world):
    """A club's obstacle stands in its commune's report, and once it was passed up in the City's, with club and commune."""
    row = club_obstacle(world)
    commune = draft("commune-quarter", world.phuc_tho, "2026-Q4", date(2026, 12, 31))
    assert [(one.obstacle.pk, one.origin) for one in commune.obstacles] == [(row.pk, "Câu lạc bộ thôn Đồng Vàng")]
    passed = pass_up(row, by=world.users["tuan"], today=TODAY)
    for kind, place, period in (("commune-quarter", world.phuc_tho, "2026-Q4"), ("city-half", world.city, "2026-H2")):
        found = draft(kind, place, period, date(2026, 12, 31))
        assert [one.obstacle.pk for one in found.obstacles] == [passed.pk]
    assert found.obstacles[0].origin == "Câu lạc bộ thôn Đồng Vàng, xã Phúc Thọ"


def test_the_list_of_obstacles_names_who_raised_them_and_marks_those_overdue(world):
    pass_up(club_obstacle(world), by=world.users["tuan"], today=TODAY)
    home = reverse("reports:home")
    assert "Câu lạc bộ thôn Đồng Vàng, xã Phúc Thọ" in shown(world, "ha", home) and "đã quá hạn 1" not in shown(
        world, "ha", home
    )
    with clock.fixed(date(2026, 12, 1)):
        assert "đã quá hạn 14/10/2026" in shown(world, "ha", home)


def test_the_capital_by_source_and_the_mean_say_what_they_leave_out(world):
    found = draft("commune-quarter", world.phuc_tho, "2026-Q3")
    capital = next(line.code for line in lines().values() if line.code.startswith("capital_"))
    found.lines = [line for line in lines().values() if line.code in ("fund_income", "fund_mean", "clubs", capital)]
    found.reported = {code: Figure(0) for code in lines() if code.startswith("capital_")} | {
        "fund_income": Figure(10_000_000), "fund_activity": Figure(0), capital: Figure(7_000_000), "fund_mean": Figure(8_000_000, 2),
    }  # fmt: skip
    found.previous = {}
    told = {one.key: one.text.replace("\u00a0", " ") for one in results._funds(found)}
    assert told["capital"].endswith("kết quả hoạt động chưa phân bổ 3.000.000 đ.")
    assert "không tính 2.000.000 đ của câu lạc bộ đã đóng" in told["funds_mean"]
    assert "tính trên các câu lạc bộ hiện có" in str(lines()["fund_mean"].title)


@pytest.mark.parametrize(
    ("kind", "period", "is_compared"),
    [
        ("commune-half", "2026-H1", False), ("commune-half", "2026-H2", True), ("commune-year", "2026", True),
        ("commune-quarter", "2026-Q1", False), ("commune-quarter", "2026-Q2", True),
    ],
)  # fmt: skip
def test_what_is_counted_from_new_year_on_is_not_set_beside_the_count_of_another_year(world, kind, period, is_compared):
    told = figures_in(draft(kind, world.phuc_tho, period))
    assert (told["persons_health"]["previous"][0] is not None) == is_compared
    assert told["clubs"]["previous"][0] is not None
