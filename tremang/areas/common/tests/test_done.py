"""The common entry "what was done": quick, counted once, with a photo where there is one."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity
from tremang.areas.common.photos import path_of
from tremang.areas.common.queries import done, done_by_area, proof_of, sums
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem
from tremang.meetings.actions import record_meeting
from tremang.meetings.areas import Area
from tremang.meetings.data import Done, MeetingData

ON = date(2026, 9, 20)


@pytest.fixture
def desk(man):
    client = Client()
    client.force_login(man)
    return client


def swept(**more):
    return {
        "area": 4, "what": "dọn đường làng", "day": ON, "people": 9, "outsiders": 0, "themes": 0, "own_themes": 0,
        "at_meeting": False, "note": "", **more,
    }  # fmt: skip


def add_url(world):
    return reverse("selfhelp:activity_add", args=[world.dong_vang.pk])


def picture():
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile("viec.jpg", out.getvalue(), "image/jpeg")


def test_a_word_a_day_and_a_number_are_enough(world, desk):
    answer = desk.post(add_url(world), {"what": "dọn đường làng", "day": "20/9", "people": "9"})
    assert answer.status_code == 302
    row = Activity.objects.get()
    assert (row.area, row.what, row.day, row.people, row.own_themes) == (4, "dọn đường làng", ON, 9, 0)


def test_what_is_written_in_an_earlier_month_is_of_that_month_and_leads_back_to_it(world, desk):
    book = reverse("selfhelp:home", args=[world.dong_vang.pk])
    for url in (f"{book}?thang=2026-08", f"{reverse('areas:all', args=[world.dong_vang.pk])}?thang=2026-08"):
        assert f'href="{add_url(world)}?ngay=2026-08-31"' in desk.get(url).content.decode()
    url = f"{add_url(world)}?ngay=2026-08-31"
    assert 'value="31/8/2026"' in desk.get(url).content.decode()
    answer = desk.post(url, {"what": "dọn đường làng", "day": "20/8", "people": "9"})
    assert (answer.status_code, answer.url) == (302, f"{book}?thang=2026-08")


def test_a_reader_who_is_told_no_small_numbers_sorts_the_month_by_people(world, man):
    club, by = world.dong_vang, {"by": man, "today": TODAY}
    for day, people in ((18, 3), (19, 6), (20, 9)):
        actions.add(
            done_of(3), club, swept(area=3, what=f"việc {day}", day=date(2026, 9, day), people=people), (), **by
        )
    client = Client()
    client.force_login(world.users["ha"])
    for order in ("people", "-people"):
        page = client.get(reverse("homecare:home", args=[club.pk]), {"sort": order, "thang": "2026-09"})
        words = page.content.decode()
        assert page.status_code == 200 and words.count("dưới 5") == 1
        assert ">không nêu<" in words and "3 lần, không nêu số người vì có lần ít" in words  # nothing to subtract from
        assert ">6<" not in words and ">9<" not in words


def test_what_is_often_done_fills_in_the_word_by_one_tap_and_leads_to_the_fields(world, desk):
    page = desk.get(add_url(world)).content.decode()
    assert '<button form="viec-moi" name="viec" value="Dọn đường làng">' in page
    answer = desk.post(add_url(world), {"viec": "Dọn đường làng"})
    assert answer.url.endswith("#id_what")
    form = desk.get(answer.url.partition("#")[0]).context["form"]
    assert form["what"].value() == "Dọn đường làng"
    assert [bound.name for bound in form.first_fields] == ["what", "day", "people"]


def test_the_eight_contents_stand_before_what_waits_and_the_head_leads_there(world, man, desk):
    clinic = {"area": 2, "day": ON, "what": "khám mắt", "giver": "Trạm Y tế xã", "themes": 0}
    actions.give(world.phuc_tho, clinic, [world.dong_vang], by=world.users["tuan"], today=TODAY)
    page = desk.get(reverse("areas:all", args=[world.dong_vang.pk])).content.decode()
    places = [
        page.index(part) for part in ('href="#cho">1 việc chờ', 'class="rows contents"', '<div id="cho">', "khám mắt")
    ]
    assert places == sorted(places)


def test_what_the_meeting_recorded_already_counts_once_in_whatever_order_it_was_written(world, man):
    club = world.dong_vang
    actions.add(done_of(4), club, swept(at_meeting=True), by=man, today=TODAY)
    assert sums(done(club.pk, 4, ON, ON)) == (1, 9)
    record_meeting(club, MeetingData(ON, done={Area.SELFHELP: Done("dọn đường")}), by=man, today=TODAY)
    assert sums(done(club.pk, 4, ON, ON)).events == 1
    assert len(done(club.pk, 4, ON, ON)) == 2


def test_what_was_done_apart_on_the_day_of_a_meeting_counts_beside_it(world, man):
    club = world.dong_vang
    record_meeting(club, MeetingData(ON, done={Area.SELFHELP: Done()}), by=man, today=TODAY)
    actions.add(done_of(4), club, swept(), by=man, today=TODAY)
    assert sums(done(club.pk, 4, ON, ON)).events == 2


def test_a_book_covers_a_content_that_no_meeting_named(world, man):
    actions.add(done_of(4), world.dong_vang, swept(), by=man, today=TODAY)
    lines = done_by_area(world.dong_vang.pk, date(2026, 8, 1), TODAY)
    found = {area: proof.what for area in Area if (proof := proof_of(lines[area], month_of(ON)))}
    assert found == {Area.SELFHELP: "dọn đường làng"}
    assert proof_of(lines[Area.SELFHELP], month_of(date(2026, 8, 1))) is None


def test_a_meeting_proves_better_than_a_later_line_of_the_book(world, man):
    club = world.dong_vang
    record_meeting(club, MeetingData(ON, done={Area.SELFHELP: Done()}), by=man, today=TODAY)
    actions.add(done_of(4), club, swept(day=TODAY), by=man, today=TODAY)
    assert proof_of(done(club.pk, 4, ON, TODAY), month_of(ON)).day == ON


def test_words_of_nothing_are_refused_with_an_example(world, man):
    with pytest.raises(Problem) as refusal:
        actions.add(done_of(4), world.dong_vang, swept(what="  "), by=man, today=TODAY)
    assert refusal.value.code == "no_words"


def test_a_photo_is_kept_shown_to_the_club_and_to_no_office(world, desk):
    desk.post(add_url(world), {"what": "dọn đường", "day": "20/9", "people": "9", "photo": picture()})
    row = Activity.objects.get()
    url = reverse("areas:photo", args=[world.dong_vang.pk, row.pk])
    assert path_of(row.photo).exists()
    assert desk.get(url)["Content-Type"] == "image/jpeg"
    office = Client()
    office.force_login(world.users["so"])
    assert office.get(url).status_code == 403


def test_a_correction_without_a_new_photo_keeps_the_old_one(world, desk):
    desk.post(add_url(world), {"what": "dọn đường", "day": "20/9", "people": "9", "photo": picture()})
    row = Activity.objects.get()
    url = reverse("selfhelp:activity_correct", args=[world.dong_vang.pk, row.pk])
    assert desk.post(url, {"what": "dọn ngõ", "day": "20/9", "people": "8"}).status_code == 302
    again = Activity.objects.get()
    assert (again.photo, again.what, again.people) == (row.photo, "dọn ngõ", 8)


def test_a_file_that_is_no_photo_is_told_and_nothing_typed_is_lost(world, desk):
    sent = {"what": "dọn đường", "day": "20/9", "people": "9", "photo": SimpleUploadedFile("x.jpg", b"khong phai anh")}
    answer = desk.post(add_url(world), sent)
    assert answer.status_code == 422
    assert "dọn đường" in answer.content.decode()
    assert not Activity.objects.exists()


def test_the_page_of_the_eight_books_tells_the_year_beside_the_month_and_an_idea_where_nothing_was_done(
    world, man, desk, django_assert_max_num_queries
):
    for day in (ON, date(2026, 3, 8)):
        actions.add(done_of(4), world.dong_vang, swept(day=day), by=man, today=TODAY)
    url = reverse("areas:all", args=[world.dong_vang.pk])
    with django_assert_max_num_queries(10):  # month and year out of the same rows
        page = desk.get(url).content.decode()
    rows = page.split('<ul class="rows contents">')[1].split("<li>")[1:]
    assert "Cả năm 2026: 2 lần" in rows[3] and "Có thể" not in rows[3]
    assert "Cả năm 2026: 0 lần" in rows[6] and "Tháng này chưa có. Có thể: " in rows[6]
    earlier = desk.get(url, {"thang": "2026-05"}).content.decode()
    assert f'href="{reverse("selfhelp:home", args=[world.dong_vang.pk])}?thang=2026-05"' in earlier
    assert "Có thể" not in earlier and "Tháng này" not in earlier.split('<ul class="rows contents">')[1]
