"""Promises about what is told twice: asked about once, written when it is meant, and the same form sent again changes nothing."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from tests.cast import TODAY
from tests.contracts.scene import meeting
from tremang.areas.common.actions import answer
from tremang.areas.common.models import Activity, OfficeSupport, SupportAnswer
from tremang.areas.culture.models import Exchange
from tremang.kernel.ids import new_id

DAY = date(2026, 8, 25)  # of the meeting in `scene`, which names all eight contents


@pytest.fixture
def man(world):
    return signed_in(world, "man")


def signed_in(world, name: str) -> Client:
    client = Client()
    client.force_login(world.users[name])
    return client


def url(world, book: str, register: str = "activity") -> str:
    return reverse(f"{book}:{register}_add", args=[world.dong_vang.pk])


def once_more(client: Client, address: str, fields: dict, answer) -> object:
    """The same form sent again, as its page stands now."""
    assert answer.status_code == 409 or answer.status_code == 422, answer.status_code
    return client.post(address, fields | {"chac": answer.context["form"].sure})


def test_a_thing_done_twice_on_a_day_is_asked_about_once_and_written_when_meant(world, man):
    told = {"what": "Đi bộ buổi sáng", "day": "20/9/2026", "people": "8"}
    address = url(world, "health")
    assert man.post(address, told | {"ma": new_id()}).status_code == 302
    asked = man.post(address, told | {"what": "đi bộ  BUỔI SÁNG", "ma": new_id()})
    assert "Sổ đã có việc này ngày 20/9/2026" in asked.content.decode()
    assert "đi bộ  BUỔI SÁNG" in asked.content.decode() or "đi bộ BUỔI SÁNG" in asked.content.decode()
    assert Activity.objects.count() == 1
    assert once_more(man, address, told | {"ma": new_id()}, asked).status_code == 302
    assert Activity.objects.count() == 2


def test_the_same_form_sent_again_is_not_asked_about(world, man):
    told = {"what": "Đi bộ buổi sáng", "day": "20/9/2026", "people": "8", "ma": new_id()}
    assert [man.post(url(world, "health"), told).status_code for _turn in range(2)] == [302, 302]
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("book", "register", "told"),
    [
        ("learning", "activity", {"what": "Nói chuyện phòng té ngã", "day": "25/8/2026", "people": "9"}),
        ("learning", "talk", {"what": "phòng té ngã", "on": "25/8/2026", "people": "9"}),
    ],
)
def test_what_the_meeting_of_the_day_told_already_is_asked_about(world, man, book, register, told):
    meeting(world.dong_vang)
    address = url(world, book, register)
    told = told | {"ma": new_id()}
    asked = man.post(address, told)
    assert "Buổi sinh hoạt ngày 25/8/2026 đã ghi nội dung này" in asked.content.decode()
    assert not Activity.objects.exists()
    assert man.post(address, told | {"at_meeting": "on"}).status_code == 302
    assert Activity.objects.get().at_meeting


def test_an_exchange_told_twice_is_asked_about_once(world, man):
    told = {"other_name": "Câu lạc bộ Bá Thước", "what": "văn nghệ", "on": "12/9/2026", "people": "6"}
    address = url(world, "culture", "exchange")
    assert man.post(address, told | {"ma": new_id()}).status_code == 302
    asked = man.post(address, told | {"ma": new_id()})
    assert "Sổ đã có một dòng giống hệt" in asked.content.decode()
    assert Exchange.objects.count() == 1
    assert once_more(man, address, told | {"ma": new_id()}, asked).status_code == 302
    assert Exchange.objects.count() == 2


def test_an_office_that_gives_the_same_twice_is_asked_once(world):
    tuan = signed_in(world, "tuan")
    address = reverse("areas:give", args=[world.phuc_tho.code])
    told = {
        "area": "6", "what": "Học phân loại rác", "day": "12/9/2026", "giver": "Hội Phụ nữ xã", "everyone": "on",
    }  # fmt: skip
    assert tuan.post(address, told | {"ma": new_id()}).status_code == 302
    asked = tuan.post(address, told | {"ma": new_id()})
    assert "đã ghi cho câu lạc bộ rồi" in asked.content.decode()
    assert OfficeSupport.objects.count() == 1
    assert once_more(tuan, address, told | {"ma": new_id()}, asked).status_code == 302


def test_two_offices_that_told_of_what_the_club_wrote_itself_count_once_and_the_club_chooses(world, man):
    row = Activity.objects.create(
        club=world.dong_vang, area=6, day=date(2026, 9, 12), what="phân loại rác", people=30, by_id=1
    )
    tuan = signed_in(world, "tuan")
    told = {"area": "6", "what": "Học phân loại rác", "day": "12/9/2026", "giver": "Hội Phụ nữ xã", "everyone": "on"}
    for turn in range(2):
        tuan.post(
            reverse("areas:give", args=[world.phuc_tho.code]),
            told | {"ma": new_id(), "what": f"Học phân loại rác {turn or ''}"},
        )
    for waiting in Activity.objects.filter(club=world.dong_vang, is_confirmed=False):
        form = man.get(reverse("areas:answer", args=[world.dong_vang.pk, waiting.office_id])).context["form"]
        assert (form["answer"].value(), form["own"].value()) == (None, None)  # it may be another event of the day
        answer(waiting, SupportAnswer.Answer.ALREADY, None, row.pk, by=world.users["man"], today=TODAY)
    found = Activity.objects.filter(club=world.dong_vang)
    assert [one.pk for one in found] == [row.pk]
    assert found[0].office.what == "Học phân loại rác"  # the first office's name stays


def test_a_reading_of_somebody_is_not_told_in_a_book_that_everybody_reads(world, man):
    told = {"what": "Đưa bà Hà đi khám, huyết áp 185/112", "day": "20/9/2026", "people": "2", "ma": new_id()}
    refused = man.post(url(world, "health"), told)
    assert "Số đo của từng người mời ghi ở trang đo" in refused.content.decode()
    assert "185/112" in refused.content.decode()
    assert not Activity.objects.exists()
    assert man.post(url(world, "health"), told | {"what": "Đi bộ ngày 20/9 và 18/09/2026"}).status_code == 302


def test_the_clubs_own_words_are_for_those_with_a_duty_towards_persons(world, man):
    told = {"what": "Đưa bà Phan Thị Hà đi khám", "day": "20/9/2026", "people": "7", "ma": new_id()}
    man.post(url(world, "health"), told)
    home, paper = (reverse(f"health:{name}", args=[world.dong_vang.pk]) for name in ("home", "activity_paper"))
    everything = reverse("areas:all", args=[world.dong_vang.pk])
    for name, reads in (("man", True), ("tuan", True), ("so", False), ("trung_uong", False)):
        client = signed_in(world, name)
        for page in (home, paper, everything):
            answered = client.get(f"{page}?thang=2026-09")
            if page == home or answered.status_code == 200:
                assert ("Phan Thị Hà" in answered.content.decode()) is reads, (name, page)
        sheet = client.get(home, {"thang": "2026-09", "download": "xlsx"})
        rows = load_workbook(BytesIO(b"".join(sheet.streaming_content))).get_sheet_by_index(0).to_python()
        assert ("Phan Thị Hà" in str(rows)) is reads, name
    assert "Việc của câu lạc bộ" in signed_in(world, "so").get(f"{home}?thang=2026-09").content.decode()
