"""Writing a meeting down, screen by screen."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, person
from tremang.agenda.likely import following_day
from tremang.agenda.models import Draft
from tremang.clubs.models import Club, State, StateRow
from tremang.kernel import clock
from tremang.meetings.actions import correct_meeting, record_meeting, undo_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Meeting, Status
from tremang.meetings.queries import names_on_roll
from tremang.members.models import Membership

PER_RUN = {"id", "recorded_at", "recorded_by_id", "version"}


def row(meeting):
    return {
        name: value for name, value in Meeting.recorded_rows([meeting.pk])[meeting.pk].items() if name not in PER_RUN
    }


@pytest.mark.parametrize(
    ("held_on", "following"),
    [
        (date(2026, 11, 12), date(2026, 12, 12)),
        (date(2026, 11, 29), date(2026, 12, 12)),  # November's, held late
        (date(2026, 12, 5), date(2027, 1, 12)),  # December's, held early
        (date(2026, 12, 12), date(2027, 1, 12)),
    ],
)
def test_a_club_that_moved_its_meeting_meets_next_on_its_own_day(held_on, following):
    assert following_day(Club(meeting_day=12), held_on) == following


def test_the_screens_write_the_same_rows_as_the_act_itself(world, desk_of, write_down):
    man = desk_of("man")
    tu, luc = world.members["Phùng Thị Tư"].pk, world.members["Kiều Văn Lực"].pk
    review = write_down(man, world.dong_vang, absent=[tu, luc], why={f"why-{tu}": "represented"})
    answer = man.post(review)
    by_screens = Meeting.objects.get()
    assert answer.url == reverse("agenda:done", args=[by_screens.pk])
    told = row(by_screens)
    undo_meeting(by_screens, 1, by=world.users["man"], today=TODAY)
    by_act = record_meeting(
        world.dong_vang,
        MeetingData(
            held_on=date(2026, 8, 25), place="Nhà văn hóa", chaired_by="Hoàng Văn Khiêm", written_by="Phạm Thị Mận",
            marks={tu: Status.REPRESENTED, luc: Status.ABSENT}, guests=2, guest_names="Chị Nga",
            done={1: Done(), 2: Done("Đo huyết áp", {"measured": 9})}, themes=["digital"], own_themes=["green"],
            decisions="Thăm bà Tư.", next_on=date(2026, 9, 25),
        ),
        by=world.users["man"], today=TODAY,
    )  # fmt: skip
    assert row(by_act) == told
    assert not Draft.objects.exists()


def test_each_step_is_kept_and_taken_up_where_it_was_left(world, desk_of):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    assert man.get(f"{base}/").url == f"{base}/ngay/"
    answer = man.post(f"{base}/ngay/", {"held_on": "25/8", "place": "Sân đình", "later": "1"})
    assert answer.url == reverse("web:club", args=[world.dong_vang.pk])
    page = man.get(f"{base}/").content.decode()
    assert "Đang ghi dở buổi thứ\u00a0Ba\u00a025/8/2026" in page
    assert f"{base}/diem-danh/" in page
    world.users["man"].address_as = "bác"
    world.users["man"].save()
    assert "Bác đang ghi dở" in man.get(f"{base}/").content.decode()


def test_what_was_dropped_can_be_taken_up_again(world, desk_of):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    man.post(f"{base}/ngay/", {"held_on": "25/8", "place": "Sân đình"})
    page = man.post(f"{base}/bo/", follow=True).content.decode()
    assert "Đã bỏ bản ghi dở" in page and f"{base}/lay-lai/" in page
    assert not Draft.objects.exists()
    man.post(f"{base}/lay-lai/")
    assert Draft.objects.get().body["place"] == "Sân đình"


def test_a_step_ahead_of_the_day_leads_back_to_the_day(world, desk_of):
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    assert desk_of("man").get(f"{base}/noi-dung/").url == f"{base}/ngay/"
    assert desk_of("man").get(f"{base}/khong-co/").status_code == 404


def test_the_day_that_is_offered_is_the_latest_own_day_without_a_meeting(world, desk_of):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}/ngay/"
    assert 'value="25/8/2026"' in man.get(base).content.decode()
    record_meeting(world.dong_vang, MeetingData(held_on=date(2026, 8, 24)), by=world.users["man"], today=TODAY)
    assert 'value="25/7/2026"' in man.get(base).content.decode()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("30/2/2026", "Tháng 2 năm 2026 chỉ có 28 ngày"), ("24/9/2026", "chưa tới"), ("1/1/2024", "ra mắt ngày 29/3/2024"),
        ("", "Mời ghi ngày sinh hoạt"), ("hôm qua", "Chưa hiểu “hôm qua”"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_gets_one_sentence_and_keeps_what_was_typed(world, desk_of, day, said):
    answer = desk_of("man").post(f"/ghi-buoi/{world.dong_vang.pk}/ngay/", {"held_on": day, "place": "Sân đình làng"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page and "Sân đình làng" in page and "<title>Lỗi:" in page


def test_a_day_that_is_taken_leads_to_that_meeting(world, desk_of):
    meeting = record_meeting(
        world.dong_vang, MeetingData(held_on=date(2026, 8, 25)), by=world.users["khiem"], today=TODAY
    )
    answer = desk_of("man").post(f"/ghi-buoi/{world.dong_vang.pk}/ngay/", {"held_on": "25/8/2026"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hoàng Văn Khiêm" in page and reverse("meetings:show", args=[meeting.pk]) in page


def test_somebody_quicker_is_told_at_the_review_and_nothing_is_lost(world, desk_of, write_down):
    man = desk_of("man")
    review = write_down(man, world.dong_vang)
    record_meeting(world.dong_vang, MeetingData(held_on=date(2026, 8, 25)), by=world.users["khiem"], today=TODAY)
    answer = man.post(review)
    assert answer.status_code == 409
    assert "Hoàng Văn Khiêm" in answer.content.decode()
    assert Meeting.objects.count() == 1 and Draft.objects.get().body["decisions"] == "Thăm bà Tư."


def test_whoever_else_is_writing_is_named_at_the_review(world, desk_of, write_down, client):
    write_down(desk_of("khiem"), world.dong_vang)
    page = desk_of("man").get(write_down(desk_of("man"), world.dong_vang)).content.decode()
    assert "Hoàng Văn Khiêm cũng đang ghi dở" in page


def test_a_name_of_another_club_in_the_form_is_refused(world, desk_of):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    man.post(f"{base}/ngay/", {"held_on": "25/8/2026"})
    stranger = world.members["Bùi Thị Sáu"].pk
    answer = man.post(f"{base}/diem-danh/", {"absent": [stranger], "guests": "", "guest_names": ""})
    assert answer.status_code == 422
    assert "Danh sách vừa thay đổi" in answer.content.decode()
    assert Draft.objects.get().body["marks"] == {}


def test_who_left_meanwhile_drops_out_of_the_roll_without_a_word(world, desk_of, write_down):
    man = desk_of("man")
    gone = world.members["Trần Thị Lụa"]
    review = write_down(man, world.dong_vang, absent=[gone.pk])
    gone.left_on = date(2026, 8, 1)
    gone.save()
    assert man.post(review).status_code == 302
    assert Meeting.objects.get().expected == 10


def test_a_problem_at_the_review_leads_to_the_step_that_repairs_it(world, desk_of, write_down):
    man = desk_of("man")
    review = write_down(man, world.dong_vang)
    StateRow.objects.filter(club=world.dong_vang, state=State.ACTIVE).update(to_on=date(2026, 7, 31))
    StateRow.objects.create(club=world.dong_vang, state=State.PAUSED, from_on=date(2026, 8, 1), by_id=0)
    answer = man.post(review)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "đang tạm dừng" in page and "/ngay/?ve=xem-lai" in page


def test_from_the_review_a_step_leads_back_to_the_review(world, desk_of, write_down):
    man = desk_of("man")
    review = write_down(man, world.dong_vang)
    answer = man.post(review.replace("xem-lai", "chu-de") + "?ve=xem-lai", {"theme_jobs": "on"})
    assert answer.url == review
    assert Draft.objects.get().body["themes"] == ["jobs"]


def test_what_loses_its_tick_is_out_with_the_words_that_folded_away_beneath_it(world, desk_of, write_down):
    man = desk_of("man")
    review = write_down(man, world.dong_vang)
    still_sent = {"done_1": "on", "note_2": "Đo huyết áp", "count_2_measured": "9"}
    man.post(review.replace("xem-lai", "noi-dung"), still_sent)
    man.post(review.replace("xem-lai", "chu-de"), {"theme_digital": "on", "own_green": "on"})
    body = Draft.objects.get().body
    assert list(body["done"]) == ["1"]
    assert (body["themes"], body["own_themes"]) == (["digital"], [])


@pytest.fixture
def recorded(world, today):
    return record_meeting(
        world.dong_vang, MeetingData(held_on=date(2026, 8, 25), place="Sân đình", done={5: Done("Thẻ bảo hiểm")}),
        by=world.users["man"], today=TODAY,
    )  # fmt: skip


def test_a_correction_begins_with_what_was_recorded(world, desk_of, recorded):
    man = desk_of("man")
    page = man.get(f"/ghi-buoi/sua/{recorded.pk}/xem-lai/").content.decode()
    assert "Sân đình" in page and "Thẻ bảo hiểm" in page
    assert not Draft.objects.exists(), "looking writes nothing"
    man.post(f"/ghi-buoi/sua/{recorded.pk}/noi-dung/", {"done_5": "on", "done_8": "on"})
    assert man.post(f"/ghi-buoi/sua/{recorded.pk}/xem-lai/").status_code == 302
    recorded.refresh_from_db()
    assert (recorded.version, recorded.contents) == (2, 0b10010000)


def test_two_corrections_of_one_meeting_are_shown_side_by_side(world, desk_of, recorded):
    man = desk_of("man")
    review = f"/ghi-buoi/sua/{recorded.pk}/xem-lai/"
    man.post(review.replace("xem-lai", "ngay"), {"held_on": "25/8/2026", "place": "Nhà bà Mận"})
    correct_meeting(
        recorded, MeetingData(held_on=date(2026, 8, 25), place="Nhà ông Khiêm"), 1, by=world.users["khiem"], today=TODAY
    )
    answer = man.post(review)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nhà bà Mận" in page and "Nhà ông Khiêm" in page and "Hoàng Văn Khiêm" in page
    recorded.refresh_from_db()
    assert recorded.place == "Nhà ông Khiêm"
    assert man.post(review, {"choose": "mine"}).url == review
    assert man.post(review).status_code == 302
    recorded.refresh_from_db()
    assert (recorded.place, recorded.version) == ("Nhà bà Mận", 3)


@pytest.mark.parametrize(("choice", "place", "version"), [("mine", "Nhà bà Mận", 2), ("theirs", "Nhà ông Khiêm", 1)])
def test_two_new_records_of_one_meeting_are_shown_side_by_side(world, desk_of, today, choice, place, version):
    man, review = desk_of("man"), f"/ghi-buoi/{world.dong_vang.pk}/xem-lai/"
    man.post(review.replace("xem-lai", "ngay"), {"held_on": "25/8/2026", "place": "Nhà bà Mận"})
    recorded = record_meeting(
        world.dong_vang, MeetingData(held_on=date(2026, 8, 25), place="Nhà ông Khiêm"), by=world.users["khiem"],
        today=TODAY,
    )  # fmt: skip
    answer = man.post(review)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nhà bà Mận" in page and "Nhà ông Khiêm" in page and "Hoàng Văn Khiêm" in page
    then = man.post(review, {"choose": choice}).url
    if choice == "mine":
        assert man.post(then).status_code == 302
    recorded.refresh_from_db()
    assert (recorded.place, recorded.version) == (place, version)
    assert not Draft.objects.exists()


def test_keeping_the_other_ones_correction_drops_ones_own(world, desk_of, recorded):
    man = desk_of("man")
    review = f"/ghi-buoi/sua/{recorded.pk}/xem-lai/"
    man.post(review.replace("xem-lai", "ngay"), {"held_on": "25/8/2026", "place": "Nhà bà Mận"})
    correct_meeting(recorded, MeetingData(held_on=date(2026, 8, 25)), 1, by=world.users["khiem"], today=TODAY)
    assert man.post(review, {"choose": "theirs"}).url == reverse("meetings:show", args=[recorded.pk])
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["luong", "sau", "nga", "ha", "lanh_dao", "so", "nguoi_dung"])
def test_nobody_else_may_write_or_see_the_screens(world, desk_of, recorded, who):
    other = desk_of(who)
    club = world.dong_vang.pk
    for url in (
        f"/ghi-buoi/{club}/", f"/ghi-buoi/{club}/ngay/", f"/ghi-buoi/sua/{recorded.pk}/xem-lai/", f"/ghi-buoi/xong/{recorded.pk}/"
    ):  # fmt: skip
        assert other.get(url).status_code == 403, url
    assert other.post(f"/ghi-buoi/{club}/ngay/", {"held_on": "25/8/2026"}).status_code == 403
    assert other.post(f"/ghi-buoi/{club}/bo/").status_code == 403
    assert not Draft.objects.exists()


@pytest.fixture
def crowd(world):
    """The club with 121 members, long names and all."""
    for number in range(110):
        Membership.objects.create(
            club=world.dong_vang, person=person(f"Nguyễn Thị Ngọc Phượng Hoàng {number}", "F", 1950),
            joined_on=world.dong_vang.launched_on,
        )  # fmt: skip


def test_every_screen_stays_light_in_a_club_of_121(world, desk_of, write_down, crowd, django_assert_max_num_queries):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    man.post(f"{base}/ngay/", {"held_on": "25/8/2026"})
    man.post(f"{base}/diem-danh/?p=2", {"guests": "0"})
    for path in ("ngay/", "diem-danh/", "diem-danh/?p=2", "noi-dung/", "chu-de/", "quyet-dinh/", "xem-lai/"):
        with django_assert_max_num_queries(12):
            answer = man.get(f"{base}/{path}")
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000, path


def test_a_long_roll_comes_in_parts_and_every_part_is_kept(world, desk_of, crowd):
    man = desk_of("man")
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    man.post(f"{base}/ngay/", {"held_on": "25/8/2026"})
    roll = names_on_roll(world.dong_vang.pk, date(2026, 8, 25))
    first, second = roll[0].membership, roll[-1].membership
    assert man.post(f"{base}/diem-danh/", {"absent": [first]}).url == f"{base}/diem-danh/?p=2"
    assert man.post(f"{base}/diem-danh/?p=2", {"absent": [second], "guests": ""}).url == f"{base}/noi-dung/"
    assert Draft.objects.get().body["marks"] == {str(first): Status.ABSENT, str(second): Status.ABSENT}
    man.post(f"{base}/diem-danh/?p=2", {"guests": ""})
    assert Draft.objects.get().body["marks"] == {str(first): Status.ABSENT}


def test_a_club_without_members_can_still_write_its_meeting_down(world, desk_of, write_down):
    Membership.objects.filter(club=world.muong_chau).delete()
    nhan = desk_of("nhan")
    assert nhan.post(write_down(nhan, world.muong_chau)).status_code == 302
    assert Meeting.objects.get().expected == 0


def test_the_done_page_offers_undo_and_the_minutes(world, desk_of, write_down):
    man = desk_of("man")
    page = man.post(write_down(man, world.dong_vang), follow=True).content.decode()
    meeting = Meeting.objects.get()
    assert "Đã ghi buổi sinh hoạt 25/8/2026" in page
    assert reverse("meetings:minutes", args=[meeting.pk]) in page
    undo = reverse("meetings:undo", args=[meeting.pk, 1])
    assert undo in page
    page = man.post(undo, follow=True).content.decode()
    assert "Đã bỏ buổi sinh hoạt 25/8/2026" in page and not Meeting.objects.exists()
    man.post(reverse("meetings:bring_back", args=[world.dong_vang.pk, meeting.pk]))
    assert Meeting.objects.get().pk == meeting.pk


def test_a_draft_is_not_a_meeting(world, desk_of, write_down):
    with clock.fixed(TODAY):
        write_down(desk_of("man"), world.dong_vang)
    assert not Meeting.objects.exists()


def test_whoever_begins_is_told_on_the_first_step_that_somebody_else_already_writes(world, desk_of):
    desk_of("man").post(f"/ghi-buoi/{world.dong_vang.pk}/ngay/", {"held_on": "25/8/2026", "place": "Nhà văn hóa"})
    shown = desk_of("khiem").get(f"/ghi-buoi/{world.dong_vang.pk}/ngay/").content.decode()
    assert "Phạm Thị Mận cũng đang ghi dở một buổi của câu lạc bộ này" in shown
