"""The page that erases by law: only for who may, with a basis, and it says what it did."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.members.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, world):
    client.force_login(world.users["chu_tich"])
    with clock.fixed(TODAY):
        yield lambda **sent: client.post(reverse("web:erase"), sent)


def test_the_code_and_the_basis_erase(page, world):
    person = world.person("Phùng Thị Tư")
    assert page(code=f" {person.pk} ", legal_basis="Đơn ngày 20/9/2026").status_code == 302
    assert Person.objects.get(pk=person.pk).full_name == "Người đã xóa tên"


@pytest.mark.parametrize("code", ["", "abc", "123", "9" * 19, "9" * 40, "-1"])
def test_a_wrong_code_says_so_and_keeps_the_basis(page, world, code):
    answer = page(code=code, legal_basis="Đơn ngày 20/9/2026")
    assert answer.status_code == 422
    assert 'value="Đơn ngày 20/9/2026"' in answer.content.decode()
    assert Person.objects.filter(full_name="Phùng Thị Tư").exists()


def test_without_a_basis_nothing_is_erased(page, world):
    assert page(code=world.person("Phùng Thị Tư").pk, legal_basis=" ").status_code == 422
    assert Person.objects.filter(full_name="Phùng Thị Tư").exists()


@pytest.mark.parametrize("user", ["ha", "tuan", "khiem", "man", "ban", "so", "lanh_dao", "trung_uong"])
def test_the_page_is_closed_to_others(client, world, user):
    client.force_login(world.users[user])
    assert client.get(reverse("web:erase")).status_code == 403
