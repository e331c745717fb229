"""The boards: what is due from me, who is late and why, the calendar, the log of reminders and its sheet."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.accounts.models import Role
from tremang.kernel import clock
from tremang.reports.actions import allow_late, approve, send_back
from tremang.reports.kinds import kind_on
from tremang.reports.models import OutboxMessage, Report
from tremang.reports.periods import period_of
from tremang.reports.reminders.actions import remind
from tremang.reports.tests.test_reminders import DUE, at
from tremang.reports.tests.test_standings import AUGUST, IN_TIME, meet, sent

pytestmark = pytest.mark.django_db
QUARTER = {"loai": "commune-quarter", "ky": "2026-Q3"}


@pytest.fixture
def page(world, client):
    """The text of a page as somebody sees it, by the name of its address."""

    def page(name, address, **query):
        cache.clear()  # some tests write rows without an act
        client.force_login(world.users[name])
        found = client.get(reverse(f"reports:{address}"), query)
        page.status = found.status_code
        return found.content.decode() if not found.streaming else b"".join(found.streaming_content)

    with clock.fixed(TODAY):
        yield page


def test_a_secretary_sees_the_month_that_is_due_with_one_button(world, page):
    shown = page("man", "home")
    assert "1 báo cáo đến hạn" in shown and "Báo cáo tháng của câu lạc bộ, tháng 8/2026" in shown
    assert "Hạn ngày 07/9/2026, đã quá 16 ngày." in shown
    assert shown.count("button primary") == 1 and reverse("agenda:start", args=[world.dong_vang.pk]) in shown
    meet(world.dong_vang, date(2026, 8, 25))
    shown = page("man", "home")
    assert "Không có báo cáo nào đến hạn." in shown and "Có từ ngày 25/8/2026, trong hạn 07/9/2026." in shown


def test_an_officer_sees_his_own_reports_and_those_that_wait_for_him(world, page):
    sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME)
    shown = page("tuan", "home")
    assert "Báo cáo quý của xã, phường, quý III/2026" in shown and "Còn thiếu 6 báo cáo" in shown
    assert "1 báo cáo chờ duyệt" in shown and "Câu lạc bộ thôn Đồng Vàng: Báo cáo tháng của câu lạc bộ" in shown
    assert "Muồng Cháu" not in shown


def test_a_report_that_came_back_says_so_with_the_reason(world, page):
    report = sent(world, world.phuc_tho, "tuan")
    assert "quý III/2026" not in page("tuan", "home").split("Kỳ vừa qua")[0]
    send_back(report, "thiếu thôn Trại Giữa", by=world.users["ha"], today=TODAY)
    shown = page("tuan", "home")
    assert "Bị trả lại: thiếu thôn Trại Giữa" in shown and "Sửa rồi gửi lại" in shown


def test_after_the_last_day_the_page_says_who_can_still_open_it(page):
    assert "Đã khóa nhận báo cáo từ ngày" in page("tuan", "home") and "cần Thành phố Hà Nội cho gửi muộn" in page(
        "tuan", "home"
    )


def test_whoever_writes_no_reports_reads_those_that_were_sent_at_his_reach(world, page):
    """The treasurer her club's, the City's board and the centre what the City has signed, and how many communes have sent."""
    of_city = sent(world, world.city, "ha", "city-half", "2026-H1", date(2026, 6, 26))
    sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME)
    shown = page("luong", "home")
    assert "báo cáo đến hạn" not in shown and "Báo cáo tháng của câu lạc bộ, tháng 8/2026" in shown
    sent(world, world.phuc_tho, "tuan")
    for reader in ("ban", "so", "trung_uong"):
        shown = page(reader, "home")
        assert "Chưa có báo cáo nào gửi, duyệt xong." in shown, reader  # the City's waits for its leader's word
        assert "1 nơi đã gửi." in shown and "Báo cáo quý của xã, phường, quý III/2026" in shown
    approve(of_city, by=world.users["chu_tich"], today=TODAY)
    for reader in ("ban", "so", "trung_uong"):
        shown = page(reader, "home")
        assert "Báo cáo 6 tháng của Thành phố, 6 tháng đầu năm 2026" in shown, reader
        assert "Sắp tới" not in shown and "button primary" not in shown


def test_a_draft_is_read_by_who_writes_or_approves_it_and_a_sent_report_by_every_reader(world, client):
    def status(name, *more):
        client.force_login(world.users[name])
        return client.get(reverse("reports:report", args=["commune-quarter", "09715", "2026-Q3"])).status_code

    readers, others = ("ban", "so", "trung_uong"), ("tuan", "lanh_dao", "ha", "chu_tich")
    with clock.fixed(TODAY):
        assert [status(name) for name in readers] == [403] * 3
        assert [status(name) for name in others] == [200] * 4
        client.force_login(world.users["so"])
        refused = client.get(reverse("reports:file", args=["commune-quarter", "09715", "2026-Q3", "docx"]))
        assert refused.status_code == 403 and "chỉ nơi lập và nơi duyệt xem được" in refused.content.decode()
        report = sent(world, world.phuc_tho, "tuan")
        assert [status(name) for name in (*readers, *others)] == [200] * 7
        send_back(report, "thiếu", by=world.users["ha"], today=TODAY)
        assert [status(name) for name in readers] == [403] * 3
        client.force_login(world.users["so"])
        version = reverse("reports:version", args=["commune-quarter", "09715", "2026-Q3", 1])
        assert client.get(version).status_code == 403


def test_the_next_step_is_that_of_whoever_looks(world, page):
    """Who is late: the City calls on the commune, or lets it in late; the commune writes; the City's board only reads."""
    late = reverse("reports:late_entry", args=["commune-quarter", "09715", "2026-Q3"])
    shown = page("ha", "late", **QUARTER)
    named = "?q=X%C3%A3+Ph%C3%BAc+Th%E1%BB%8D"
    assert "Xem ai phụ trách để nhắc" in shown and reverse("accounts:users") + named in shown
    shown_to_leader = page("chu_tich", "late", **QUARTER)
    assert "Xem đã nhắc ai" in shown_to_leader and reverse("reports:reminders") + named in shown_to_leader
    assert "Mở báo cáo" not in shown and late not in shown
    assert "Mở báo cáo" in page("tuan", "late", loai="commune-quarter", ky="2026-Q3")
    assert "Mở báo cáo" not in page("ban", "late", **QUARTER) and "Xem đã nhắc ai" not in page("ban", "late", **QUARTER)
    assert "/bao-cao/commune-quarter/" not in page("ban", "late", **QUARTER).partition("<table")[2]
    shown = page("ha", "late", loai="commune-half", ky="2026-H1")
    assert "Cho gửi muộn" in shown and reverse("reports:late_entry", args=["commune-half", "09715", "2026-H1"]) in shown
    sent(world, world.phuc_tho, "tuan")
    assert "Xem và duyệt" in page("ha", "late", **QUARTER, xem="cho")
    assert "Xem báo cáo đã gửi" in page("ban", "late", **QUARTER, xem="cho")


def test_the_commune_sees_which_clubs_are_late_and_why(world, page):
    meet(world.trai_giua, date(2026, 8, 25))
    shown = page("tuan", "late")
    assert "Trễ hạn: 1" in shown and "Tất cả: 2" in shown
    assert "Câu lạc bộ thôn Đồng Vàng" in shown and "Chưa ghi buổi sinh hoạt tháng 8/2026." in shown
    assert "Thôn Trại Giữa" not in shown and "Muồng Cháu" not in shown


def test_whoever_gives_accounts_is_led_there_where_a_club_has_nobody_who_writes(world, client):
    Role.objects.filter(place=world.dong_vang.place).delete()

    def late(name):
        client.force_login(world.users[name])
        return client.get(
            reverse("reports:late"), {"noi": "09715", "loai": "club-month", "ky": AUGUST}
        ).content.decode()

    link = f'<a href="{reverse("accounts:users")}">Cấp tài khoản cho thư ký</a>'
    with clock.fixed(TODAY):
        for name, gives in (("tuan", True), ("lanh_dao", False), ("ha", True), ("chu_tich", False)):
            assert (link in late(name), "Mở câu lạc bộ, tìm người ghi sổ" in late(name)) == (gives, not gives), name


def test_the_city_sees_communes_and_of_clubs_their_number_in_each(world, page):
    shown = page("ha", "late", **QUARTER)
    assert "Xã Phúc Thọ" in shown and "Còn thiếu 6 báo cáo" in shown and "Xã Yên Bài" in shown
    shown = page("ha", "late", loai="club-month", ky=AUGUST)
    assert "2 xã, phường còn câu lạc bộ chưa ghi buổi sinh hoạt." in shown
    assert f"noi=09715&amp;loai=club-month&amp;ky={AUGUST}" in shown
    assert "Câu lạc bộ thôn Đồng Vàng" in page("ha", "late", noi="09715", loai="club-month", ky=AUGUST)


@pytest.mark.parametrize(
    "query",
    [{"loai": "gì đó"}, {"ky": "2026-Q9"}, {"ky": "2099"}, {"xem": "x"}, {"p": "99", "sort": "-?"}, {"so": "-1"}],
)
def test_strange_words_in_an_address_fall_back_to_what_there_is(page, query):
    for address in ("late", "calendar"):
        page("tuan", address, **query)
        assert page.status == 200


def test_a_place_that_is_none_or_not_ones_own_is_a_sentence(page):
    assert "Không có nơi nào mang mã “00000”" in page("tuan", "late", noi="00000")
    page("tuan", "calendar", noi="09706")
    assert page.status == 403


def test_the_calendar_says_in_words_who_had_what_in_time(world, page):
    meet(world.dong_vang, date(2026, 8, 25))
    meet(world.dong_vang, date(2026, 7, 25), date(2026, 8, 20))
    shown = page("tuan", "calendar")
    assert all(words in shown for words in ("đủ, đúng hạn", "đủ, muộn", "trễ hạn", "Tháng 8/2026"))
    assert "1/2 CLB" in page("ha", "calendar", loai="club-month")
    sent(world, world.phuc_tho, "tuan")
    assert "trễ hạn" in page("ha", "calendar", **QUARTER)


def test_the_file_has_the_same_rows_in_words_for_sixty_months(world, page):
    meet(world.dong_vang, date(2026, 8, 25))
    book = page("tuan", "calendar", so="60", download="xlsx")
    (head, first, *_rest) = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(head) == 61 and head[-1] == "Tháng 8/2026"
    assert (first[0], first[-1], first[1]) == ("Câu lạc bộ thôn Đồng Vàng", "đủ, đúng hạn", "–")


def test_the_boards_ask_few_questions_of_the_database(world, client, django_assert_max_num_queries):
    for name, address, most in (
        ("man", "home", 7), ("tuan", "home", 8), ("ha", "home", 7), ("so", "home", 9), ("tuan", "late", 8), ("ha", "late", 9),
        ("tuan", "calendar", 12), ("ha", "calendar", 12), ("tuan", "reminders", 5), ("ha", "reminders_paper", 5),
    ):  # fmt: skip
        client.force_login(world.users[name])
        with clock.fixed(TODAY):
            client.get(reverse(f"reports:{address}"))
            cache.clear()  # as the first who looks finds it
            with django_assert_max_num_queries(most):
                assert client.get(reverse(f"reports:{address}")).status_code == 200


def test_a_board_is_kept_until_the_next_act(world, client, django_assert_max_num_queries):
    client.force_login(world.users["ha"])
    with clock.fixed(TODAY):
        for address in ("late", "calendar"):
            client.get(reverse(f"reports:{address}"), QUARTER)
            with django_assert_max_num_queries(10):
                assert "Xã Phúc Thọ" in client.get(reverse(f"reports:{address}"), QUARTER).content.decode()
        assert "Trễ hạn: 2" in client.get(reverse("reports:late"), QUARTER).content.decode()
        sent(world, world.phuc_tho, "tuan")
        assert "Trễ hạn: 1" in client.get(reverse("reports:late"), QUARTER).content.decode()


def test_what_is_due_is_kept_for_each_reader_until_the_next_act(world, client, django_assert_max_num_queries):
    told = {}
    with clock.fixed(TODAY):
        for turn in ("before", "after"):
            for name in ("tuan", "ha"):
                client.force_login(world.users[name])
                client.get(reverse("reports:home"))
                with django_assert_max_num_queries(4):
                    told[name, turn] = client.get(reverse("reports:home")).content.decode()
            if turn == "before":
                sent(world, world.phuc_tho, "tuan")
    assert "Xem và duyệt" not in told["ha", "before"]
    assert "Xem và duyệt" in told["ha", "after"]
    assert "Xem và duyệt" not in told["tuan", "after"]
    assert told["tuan", "before"] != told["tuan", "after"]


def test_the_log_of_reminders_shows_those_within_reach(world, page):
    remind(at(DUE))
    shown = page("tuan", "reminders")
    assert "Phạm Thị Mận" in shown and "Có trong danh sách in" in shown and "Đinh Thị Nhàn" not in shown
    assert "Đinh Thị Nhàn" in page("ha", "reminders")
    page("man", "reminders")
    assert page.status == 403


def test_the_sheet_names_whom_to_call_on_and_of_what(world, page):
    remind(at(DUE))
    shown = page("tuan", "reminders_paper")
    assert "Danh sách nhắc" in shown and "Phạm Thị Mận" in shown and "Chưa ghi buổi sinh hoạt tháng 8/2026" in shown
    assert "Ngày này không có ai cần gọi." in page("tuan", "reminders_paper", ngay="2026-01-01")
    page("tuan", "reminders_paper", ngay="2026-99-99")
    assert page.status == 200 and OutboxMessage.objects.exists()


def test_the_page_of_the_commune_names_its_reports_that_are_due(world, client):
    def commune(name):
        client.force_login(world.users[name])
        return client.get(reverse("web:commune", args=["09715"])).content.decode()

    with clock.fixed(TODAY):
        line = "Báo cáo quý của xã, phường, quý III/2026 đến hạn ngày 21/9/2026"
        assert line in commune("tuan") and line not in commune("ha")
        report = sent(world, world.phuc_tho, "tuan")
        assert line not in commune("tuan")
        send_back(report, "thiếu", by=world.users["ha"], today=TODAY)
        assert "Bị trả lại, mời sửa rồi gửi lại." in commune("tuan")


def test_the_page_of_a_club_speaks_of_reports_only_when_one_came_back(world, client):
    def club():
        client.force_login(world.users["man"])
        return client.get(reverse("web:club", args=[world.dong_vang.pk])).content.decode()

    with clock.fixed(TODAY):
        assert "bị trả lại" not in club()
        report = sent(world, world.dong_vang.place, "man", "club-month", AUGUST, IN_TIME)
        assert "bị trả lại" not in club()
        send_back(Report.objects.get(pk=report.pk), "thiếu", by=world.users["tuan"], today=TODAY)
        assert "Báo cáo tháng 8/2026 bị trả lại" in club()


def test_an_older_month_that_came_back_is_due_with_the_reason_though_its_meeting_is_on_record(world, page):
    meet(world.dong_vang, date(2026, 7, 10))
    report = sent(world, world.dong_vang.place, "man", "club-month", "2026-07", date(2026, 8, 5))
    assert "tháng 7/2026" not in page("man", "home")
    send_back(Report.objects.get(pk=report.pk), "thiếu", by=world.users["tuan"], today=TODAY)
    due = page("man", "home").split("Sắp tới")[0]
    assert "Không có báo cáo nào đến hạn" not in due and "Báo cáo tháng của câu lạc bộ, tháng 7/2026" in due
    assert (
        "Bị trả lại: thiếu" in due and "Đã khóa nhận báo cáo từ ngày" in due and "cần Xã Phúc Thọ cho gửi muộn" in due
    )
    kind = kind_on("club-month", TODAY)
    allow_late(
        kind, world.dong_vang.place, period_of(kind, "2026-07"), date(2026, 9, 25), "chờ sửa", by=world.users["tuan"],
        today=TODAY,
    )  # fmt: skip
    assert "Gửi lại được đến hết ngày 25/9/2026." in page("man", "home")
