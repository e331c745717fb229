"""The list of members: ordered by given name, filtered, paged, taken away as Excel, and closed to others."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, person
from tests.crawl import read
from tremang.clubs.models import Group
from tremang.members.actions import leave, pause
from tremang.members.models import Membership
from tremang.members.tests.cards import address, body

pytestmark = pytest.mark.django_db


def names(desk, world, query: str = "") -> list[str]:
    """The names on the page, in their order."""
    page = read("/", 200, body(desk, address("list", world.dong_vang.pk) + query)).body
    table = page[page.index("<tbody") : page.index("</tbody>")] if "<tbody" in page else ""
    found = [(table.index(f">{name}<"), name) for name in world.members if f">{name}<" in table]
    return [name for _place, name in sorted(found)]


def sheet(desk, world, query: str) -> str:
    answer = desk.get(f"{address('list', world.dong_vang.pk)}{query}")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as parts:
        return "".join(parts.read(part).decode() for part in parts.namelist() if part.startswith("xl/worksheets/"))


def test_names_stand_by_the_given_name_in_vietnamese_order(world, desk_of):
    assert names(desk_of("man"), world) == [
        "Nguyễn Thị Ngọc Ánh", "Đỗ Thị Ẩn", "Lê Thị Hợi", "Nguyễn Thu Hường", "Hoàng Văn Khiêm", "Trần Thị Lụa",
        "Kiều Văn Lực", "Vũ Thị Lương", "Phạm Thị Mận", "Khuất Duy Tạo", "Phùng Thị Tư",
    ]  # fmt: skip
    assert names(desk_of("man"), world, "?sort=-age")[0] == "Đỗ Thị Ẩn"
    assert names(desk_of("man"), world, "?sort=nonsense") == names(desk_of("man"), world)


def test_filters_by_name_group_age_and_state(world, man, desk_of):
    members, desk = world.members, desk_of("man")
    pause(members["Trần Thị Lụa"], from_on=date(2026, 9, 1), by=man, today=TODAY)
    leave(members["Kiều Văn Lực"], left_on=date(2026, 9, 1), reason="left", by=man, today=TODAY)
    leave(members["Đỗ Thị Ẩn"], left_on=date(2026, 9, 1), reason="mistake", by=man, today=TODAY)
    assert len(names(desk, world)) == 9
    assert names(desk, world, "?q=thi+lua") == ["Trần Thị Lụa"]
    assert names(desk, world, "?tt=nghi") == ["Trần Thị Lụa"]
    assert names(desk, world, "?tt=thoi") == ["Kiều Văn Lực"]
    assert len(names(desk, world, "?tt=tat-ca")) == 10
    assert names(desk, world, "?tuoi=duoi-55") == ["Nguyễn Thu Hường"]
    assert names(desk, world, "?tuoi=55") == []
    two = Group.objects.get(club=world.dong_vang, name="Tổ 2")
    assert names(desk, world, f"?to={two.pk}&tuoi=60") == [
        "Nguyễn Thị Ngọc Ánh", "Hoàng Văn Khiêm", "Trần Thị Lụa", "Phạm Thị Mận",
    ]  # fmt: skip
    assert "Không có thành viên nào ở phần này." in body(desk, f"{address('list', world.dong_vang.pk)}?to=1")


@pytest.fixture
def many(world):
    for number in range(60):
        Membership.objects.create(
            club=world.dong_vang,
            person=person(f"Cấn Thị Bé {number}", "F", 1950),
            joined_on=world.dong_vang.launched_on,
        )


def test_a_long_list_has_pages_and_stays_light(world, desk_of, many):
    desk, url = desk_of("man"), address("list", world.dong_vang.pk)
    body(desk, url)
    with CaptureQueriesContext(connection) as caught:
        page = body(desk, url)
    assert len(caught) <= 12
    assert "50 trong 71 dòng" in page and "Phùng Thị Tư" not in page
    for number in (2, 99):
        assert "21 trong 71 dòng" in (last := body(desk, f"{url}?p={number}")) and "Phùng Thị Tư" in last


def test_the_download_holds_every_row_that_was_asked_for_and_their_number(world, desk_of, many):
    every = sheet(desk_of("man"), world, "?download=xlsx")
    assert every.count("<row ") == 71 + 2
    some = sheet(desk_of("man"), world, "?download=xlsx&tuoi=duoi-55")
    assert some.count("<row ") == 1 + 2 and "1 dòng" in some and "Nguyễn Thu Hường" in some


@pytest.mark.parametrize("name", ["sau", "nga", "ha", "chu_tich", "ban", "so", "lanh_dao", "trung_uong", "nguoi_dung"])
def test_who_has_no_duty_towards_persons_sees_nobody(world, desk_of, name):
    for query in ("", "?download=xlsx", "?q=tu"):
        page = body(desk_of(name), address("list", world.dong_vang.pk) + query, 403)
        assert not [member for member in world.members if member in page and member != world.users[name].full_name]


@pytest.mark.parametrize("name", ["man", "khiem", "luong", "tuan"])
def test_who_has_one_sees_them_all(world, desk_of, name):
    assert len(names(desk_of(name), world)) == 11
