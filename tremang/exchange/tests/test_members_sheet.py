"""The sheet of members: whom one may see, and nobody else."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.kernel import clock
from tremang.members.models import LeaveReason, Membership

URL = reverse("exchange:members")


def sheet(world: World, who: str, **query: str) -> str:
    """All words of the sheet that `who` gets."""
    client = Client()
    client.force_login(world.users[who])
    with clock.fixed(TODAY):
        answer = client.get(URL, query)
        assert answer.status_code == 200, answer.status_code
        with ZipFile(BytesIO(answer.getvalue())) as book:
            return book.read("xl/worksheets/sheet1.xml").decode() + (
                book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else ""
            )


def test_an_officer_gets_the_members_of_his_commune_and_of_no_other(world):
    words = sheet(world, "tuan")
    assert "Lê Thị Hợi" in words and "Cấn Văn Bảy" in words
    assert "Bạch Công Sơn" not in words


def test_a_secretary_gets_her_own_club_alone(world):
    words = sheet(world, "man")
    assert "Lê Thị Hợi" in words and "Cấn Văn Bảy" not in words


def test_the_sheet_says_how_many_rows_it_has_and_leaves_out_who_left_or_never_was(world):
    Membership.objects.filter(pk=world.members["Kiều Văn Lực"].pk).update(left_on="2026-05-01", leave_reason="left")
    Membership.objects.filter(pk=world.members["Khuất Duy Tạo"].pk).update(
        left_on=TODAY, leave_reason=LeaveReason.MISTAKE
    )
    words = sheet(world, "man")
    assert "Kiều Văn Lực" not in words and "Khuất Duy Tạo" not in words
    assert "9 dòng" in words


def test_one_commune_may_be_asked_for(world):
    assert "Lê Thị Hợi" in sheet(world, "tuan", noi="09715")


@pytest.mark.parametrize("who", ["ha", "chu_tich", "so", "lanh_dao", "trung_uong", "nguoi_dung"])
def test_who_has_no_duty_towards_persons_gets_no_sheet(world, who, client):
    client.force_login(world.users[who])
    with clock.fixed(TODAY):
        assert client.get(URL).status_code == 403


def test_another_commune_is_refused_and_an_unknown_one_is_not_there(world, client):
    client.force_login(world.users["tuan"])
    with clock.fixed(TODAY):
        assert client.get(URL, {"noi": "09706"}).status_code == 403
        assert client.get(URL, {"noi": "99999"}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_members(world, client, django_assert_max_num_queries):
    client.force_login(world.users["tuan"])
    with clock.fixed(TODAY):
        client.get(URL)
        with django_assert_max_num_queries(8):
            client.get(URL)


def test_the_communes_page_leads_to_the_sheet_for_who_may_see_persons_and_for_nobody_else(world, client):
    with clock.fixed(TODAY):
        client.force_login(world.users["tuan"])
        assert f"{URL}?noi=09715" in client.get(reverse("web:commune", args=["09715"])).content.decode()
        client.force_login(world.users["lanh_dao"])
        assert URL not in client.get(reverse("web:commune", args=["09715"])).content.decode()
