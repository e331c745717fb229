"""The pages and papers of meetings: who sees what, what they cost, what they say."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY, person
from tremang.kernel.events import key
from tremang.kernel.models import EventContent
from tremang.meetings.actions import correct_meeting, record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting, Status
from tremang.members.models import Membership

SEES_NAMES = ("man", "khiem", "luong", "tuan")
SEES_FIGURES = ("ha", "chu_tich", "ban", "so", "lanh_dao", "trung_uong")
SEES_NOTHING = ("sau", "nhan", "nga", "nguoi_dung")
NAMES = ("Kiều Văn Lực", "Phùng Thị Tư", "Đo huyết áp ở nhà bà Lụa", "Thăm bà Hợi", "Khám mắt", "Chị Nga", "Khiêm")


@pytest.mark.parametrize("who", SEES_NAMES)
def test_those_with_a_duty_towards_persons_read_all_of_it(desk_of, meeting, who):
    page = desk_of(who).get(reverse("meetings:show", args=[meeting.pk])).content.decode()
    assert all(name in page for name in NAMES)


@pytest.mark.parametrize("who", SEES_FIGURES)
def test_others_read_the_figures_and_no_name_or_word(desk_of, meeting, who):
    answer = desk_of(who).get(reverse("meetings:show", args=[meeting.pk]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert (
        "8 / 11" in page
        and "Chuyển đổi số, câu lạc bộ tự làm" in page
        and "số người được đo huyết áp: 9" in page.lower()
    )
    assert not [name for name in NAMES if name in page]


@pytest.mark.parametrize("who", SEES_NOTHING)
def test_strangers_see_no_meeting_at_all(world, desk_of, meeting, who):
    other = desk_of(who)
    for name, pk in [
        ("meetings:show", meeting.pk), ("meetings:minutes", meeting.pk), ("meetings:list", world.dong_vang.pk),
        ("meetings:attendance", world.dong_vang.pk), ("meetings:sheet", world.dong_vang.pk), ("web:club", world.dong_vang.pk),
    ]:  # fmt: skip
        assert other.get(reverse(name, args=[pk])).status_code == 403, name


@pytest.mark.parametrize("who", SEES_FIGURES)
def test_papers_and_grids_of_names_stay_closed_to_those_without_that_duty(world, desk_of, meeting, who):
    other = desk_of(who)
    assert other.get(reverse("meetings:minutes", args=[meeting.pk])).status_code == 403
    assert other.get(reverse("meetings:sheet", args=[world.dong_vang.pk])).status_code == 403
    assert other.get(reverse("meetings:attendance", args=[world.dong_vang.pk])).status_code == 403
    club = other.get(reverse("web:club", args=[world.dong_vang.pk]))
    assert club.status_code == 200 and not [name for name in world.members if name in club.content.decode()]


def test_an_unknown_meeting_is_not_found(desk_of):
    for url in (
        "/sinh-hoat/1/",
        "/sinh-hoat/1/bien-ban/",
        "/sinh-hoat/cua/1/",
        "/cau-lac-bo/1/",
        "/sinh-hoat/anh/1.jpg",
    ):
        assert desk_of("man").get(url).status_code == 404, url


def test_what_was_said_before_and_by_whom_is_on_the_page(world, desk_of, meeting):
    again = MeetingData(held_on=meeting.held_on, place="Sân đình")
    correct_meeting(meeting, again, 1, by=world.users["khiem"], today=TODAY)
    page = desk_of("man").get(reverse("meetings:show", args=[meeting.pk])).content.decode()
    assert "Trước: Nhà văn hóa thôn" in page and "Sau: Sân đình" in page
    assert "Trước: vắng<br>Sau: có mặt" in page
    assert page.index("Hoàng Văn Khiêm</b> sửa") < page.index("Phạm Thị Mận</b> ghi buổi")


def test_what_was_erased_by_law_leaves_the_page_whole(world, desk_of, meeting):
    correct_meeting(meeting, MeetingData(held_on=meeting.held_on), 1, by=world.users["khiem"], today=TODAY)
    EventContent.objects.filter(event__subject=key(meeting)).delete()
    answer = desk_of("man").post(reverse("meetings:undo", args=[meeting.pk, 2]))
    assert answer.status_code == 422 and "không còn gì để hoàn tác" in answer.content.decode()
    assert desk_of("man").get(reverse("meetings:show", args=[meeting.pk])).status_code == 200


def test_undo_on_the_page_takes_back_the_last_correction(world, desk_of, meeting):
    correct_meeting(meeting, MeetingData(held_on=meeting.held_on, place="X"), 1, by=world.users["man"], today=TODAY)
    page = desk_of("man").post(reverse("meetings:undo", args=[meeting.pk, 2]), follow=True).content.decode()
    assert "đã trở lại như trước khi sửa" in page and "Nhà văn hóa thôn" in page
    assert "Hoàn tác, bỏ buổi này khỏi sổ" in page and "Hoàn tác lần sửa cuối" not in page
    answer = desk_of("man").post(reverse("meetings:undo", args=[meeting.pk, 2]))
    assert answer.status_code == 409


@pytest.mark.parametrize("who", ["luong", "ha", "sau", "lanh_dao"])
def test_who_may_not_record_may_not_undo(desk_of, meeting, who):
    assert desk_of(who).post(reverse("meetings:undo", args=[meeting.pk, 1])).status_code == 403
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_undo_wants_a_post(desk_of, meeting):
    assert desk_of("man").get(reverse("meetings:undo", args=[meeting.pk, 1])).status_code == 405


def test_the_minutes_are_an_official_paper(desk_of, meeting):
    page = desk_of("man").get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    for words in (
        "HỘI NGƯỜI CAO TUỔI XÃ PHÚC THỌ", "TỰ GIÚP NHAU THÔN ĐỒNG VÀNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: ……/BB-CLB", "Phúc Thọ, ngày …… tháng …… năm ………<", "BIÊN BẢN", "8 trong 11 thành viên",
        "Cử người đi thay:</b> bà Phùng Thị Tư.", "Vắng có phép:</b> bà Đỗ Thị Ẩn.", "Vắng:</b> ông Kiều Văn Lực.",
        "(chưa làm trong buổi này)", "<p>Dọn đường làng.</p>", "CHỦ TRÌ", "THƯ KÝ",
    ):  # fmt: skip
        assert words in page, words


def test_the_minutes_count_women_and_older_people_among_those_who_came(world, desk_of, meeting):
    page = desk_of("man").get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    # Came: Tạo, Hợi (66 less a month), Lụa, Ánh, Hường (41), Mận, Khiêm, Lương; six of them women.
    assert "trong đó 6 nữ, 7 người từ 60 tuổi trở lên" in page


def test_the_blank_sheet_names_everybody_expected_twenty_a_page(world, desk_of):
    for number in range(30):
        Membership.objects.create(
            club=world.dong_vang, person=person(f"Cấn Thị {number}", "F", 1950), joined_on=world.dong_vang.launched_on
        )
    page = desk_of("man").get(reverse("meetings:sheet", args=[world.dong_vang.pk])).content.decode()
    assert "Thứ\u00a0Sáu\u00a025/9/2026. Tờ 1 trong 3." in page
    assert page.count('class="box"') == 41 * 3
    assert "25/10/2026" in desk_of("man").get(
        reverse("meetings:sheet", args=[world.dong_vang.pk]) + "?ngay=25/10"
    ).content.decode()  # fmt: skip


def test_the_list_downloads_as_excel(world, desk_of, meeting):
    answer = desk_of("man").get(reverse("meetings:list", args=[world.dong_vang.pk]) + "?download=xlsx")
    assert answer.status_code == 200 and "spreadsheetml" in answer["Content-Type"]


@pytest.fixture
def busy_year(world, today):
    """121 members and fourteen months of meetings; one of them has stopped coming."""
    for number in range(110):
        Membership.objects.create(
            club=world.dong_vang, person=person(f"Nguyễn Thị Ngọc Phượng {number}", "F", 1950),
            joined_on=world.dong_vang.launched_on,
        )  # fmt: skip
    gone = world.members["Kiều Văn Lực"].pk
    for back in range(14):
        day = date(2026, 8, 25) - timedelta(days=30 * back)
        marks = {gone: Status.ABSENT} if back < 3 else {}
        record_meeting(world.dong_vang, MeetingData(held_on=day, marks=marks), by=world.users["man"], today=TODAY)


@pytest.mark.parametrize("who", ["man", "ha"])
def test_the_clubs_pages_stay_light_with_121_members(world, desk_of, busy_year, who, django_assert_max_num_queries):
    user = desk_of(who)
    pk = world.dong_vang.pk
    pages = [reverse("web:club", args=[pk]), reverse("meetings:list", args=[pk])]
    pages += [reverse("meetings:show", args=[Meeting.objects.latest("held_on").pk])]
    if who == "man":
        pages += [
            reverse("meetings:attendance", args=[pk]),
            reverse("meetings:minutes", args=[Meeting.objects.first().pk]),
        ]
    latest = Meeting.objects.latest("held_on")
    correct_meeting(
        latest, MeetingData(held_on=latest.held_on, place="Sân đình"), 1, by=world.users["man"], today=TODAY
    )
    user.get(pages[0])  # once a minute the session is written
    for url in pages:
        with django_assert_max_num_queries(12):
            answer = user.get(url)
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000, (url, len(answer.content))


def test_who_stopped_coming_stands_on_top_of_the_clubs_grid(world, desk_of, busy_year):
    page = desk_of("man").get(reverse("web:club", args=[world.dong_vang.pk])).content.decode()
    assert "Vắng 3 buổi liền" in page
    grid = page[page.index("Có mặt 12 tháng") :]
    assert grid.index("Ông Kiều Văn Lực") < grid.index("Ngọc Phượng")


def test_the_club_page_leads_to_the_meeting_that_is_still_to_be_written_down(world, desk_of):
    page = desk_of("man").get(reverse("web:club", args=[world.dong_vang.pk])).content.decode()
    assert "Buổi tới: thứ\u00a0Sáu\u00a025/9" in page
    assert "Ghi buổi sinh hoạt 25/8" in page and reverse("agenda:start", args=[world.dong_vang.pk]) in page
    assert reverse("agenda:start", args=[world.dong_vang.pk]) not in desk_of("ha").get(
        reverse("web:club", args=[world.dong_vang.pk])
    ).content.decode()  # fmt: skip


def test_a_page_has_one_primary_button(world, desk_of, meeting):
    for url in (
        reverse("web:club", args=[world.dong_vang.pk]), reverse("meetings:show", args=[meeting.pk]),
        reverse("meetings:list", args=[world.dong_vang.pk]), f"/ghi-buoi/{world.dong_vang.pk}/ngay/",
    ):  # fmt: skip
        assert desk_of("man").get(url).content.decode().count("button primary") == 1, url
