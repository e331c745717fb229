"""Promises of the lists of members in the forms of the books: whoever was there of late can be written of."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common.queries import roll_since
from tremang.areas.culture.models import SocialVisit
from tremang.areas.selfhelp.models import Help
from tremang.members.actions import leave
from tremang.members.models import LeaveReason, MembershipPause

SINCE = date(2026, 3, 23)


@pytest.fixture
def browser(man):
    client = Client()
    client.force_login(man)
    return client


def went(world, name, day, reason=LeaveReason.DIED):
    leave(world.members[name], left_on=day, reason=reason, by=world.users["man"], today=TODAY)


def test_who_died_or_left_of_late_stands_at_the_end_with_a_word(world):
    went(world, "Đỗ Thị Ẩn", date(2026, 9, 18))
    went(world, "Lê Thị Hợi", date(2026, 8, 1), LeaveReason.MOVED)
    went(world, "Trần Thị Lụa", date(2026, 2, 1), LeaveReason.LEFT)
    went(world, "Vũ Thị Lương", date(2026, 9, 1), LeaveReason.MISTAKE)
    MembershipPause.objects.create(
        club=world.dong_vang, membership=world.members["Khuất Duy Tạo"], from_on=date(2026, 9, 1)
    )
    names = [name for _pk, name in roll_since(world.dong_vang.pk, SINCE, TODAY)]
    assert names[-2:] == ["Bà Đỗ Thị Ẩn (đã mất)", "Bà Lê Thị Hợi (đã thôi)"]
    assert any("Khuất Duy Tạo" in name for name in names[:-2])  # away for illness: just he is visited
    assert not any("Lụa" in name or "Lương" in name for name in names)


def test_the_form_of_a_condolence_visit_bears_the_name_of_the_dead(world, browser):
    went(world, "Đỗ Thị Ẩn", date(2026, 9, 18))
    sent = {"occasion": "grief", "membership_id": world.members["Đỗ Thị Ẩn"].pk, "on": "20/9/2026", "people": "3"}
    url = reverse("culture:social_visit_add", args=[world.dong_vang.pk])
    assert browser.post(url, sent).status_code == 302
    assert SocialVisit.objects.get().membership_id == world.members["Đỗ Thị Ẩn"].pk


@pytest.mark.parametrize(("day", "status"), [("30/7/2026", 302), ("20/9/2026", 422)])
def test_help_given_before_somebody_left_is_written_and_later_help_refused(world, browser, day, status):
    went(world, "Lê Thị Hợi", date(2026, 8, 1), LeaveReason.MOVED)
    sent = {"membership_id": world.members["Lê Thị Hợi"].pk, "kind": "goods", "what": "gạo", "on": day}
    answer = browser.post(reverse("selfhelp:help_add", args=[world.dong_vang.pk]), sent)
    assert answer.status_code == status
    assert Help.objects.count() == (status == 302)
    if status == 422:
        assert "không phải thành viên câu lạc bộ vào ngày 20/9/2026" in answer.content.decode()


def test_the_day_of_an_address_reaches_further_back(world, browser):
    went(world, "Lê Thị Hợi", date(2026, 2, 1), LeaveReason.MOVED)
    url = reverse("selfhelp:help_add", args=[world.dong_vang.pk])
    assert "Lê Thị Hợi" not in browser.get(url).content.decode()
    assert "Bà Lê Thị Hợi (đã thôi)" in browser.get(f"{url}?ngay=2026-01-20").content.decode()


def test_equipment_is_not_given_to_the_dead_to_keep(world, browser):
    went(world, "Đỗ Thị Ẩn", date(2026, 9, 18))
    page = browser.get(reverse("resources:equipment_add", args=[world.dong_vang.pk])).content.decode()
    assert "Trần Thị Lụa" in page
    assert "Đỗ Thị Ẩn" not in page
