"""Whatever goes wrong before or within a page, the answer is a sentence with its status."""

import pytest
from django.test import RequestFactory
from django.urls import path, reverse

from tremang.kernel.middleware import Problems
from tremang.kernel.problems import Conflict, Problem, Refused

pytestmark = pytest.mark.django_db


def raising(problem: Problem):
    def view(request):
        raise problem

    return view


urlpatterns = [
    path("problem/", raising(Problem("odd", "Có %(n)s chỗ lạ. Mời xem lại.", n=3)), name="health"),
    path("conflict/", raising(Conflict("both", "Hai người cùng sửa. Mời chọn.")), name="health"),
    path("refused/", raising(Refused("no", "Trang này dành cho người khác.")), name="health"),
]
PROBLEMS = [
    ("problem", 422, "Có 3 chỗ lạ"),
    ("conflict", 409, "Hai người cùng sửa"),
    ("refused", 403, "dành cho người khác"),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("where", "status", "sentence"), PROBLEMS)
def test_a_problem_that_no_page_caught_is_a_page_with_its_sentence(client, where, status, sentence):
    page = client.get(f"/{where}/")
    assert page.status_code == status
    assert sentence in page.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("where", "status", "sentence"), PROBLEMS)
def test_a_program_gets_the_same_as_json(client, where, status, sentence):
    answer = client.get(f"/{where}/", headers={"accept": "application/json"})
    assert answer.status_code == status
    assert sentence in answer.json()["sentence"]


def test_what_is_too_long_is_refused_before_it_is_read(client, settings, world):
    client.force_login(world.users["man"])
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post(
        reverse("accounts:me"), "full_name=" + "x" * 2000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "chia làm nhiều lần" in answer.content.decode()


def test_too_many_fields_are_refused_without_breaking(client, settings, world):
    client.force_login(world.users["man"])
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert client.post(reverse("accounts:me"), {f"f{n}": "1" for n in range(50)}).status_code == 400


@pytest.mark.parametrize(
    "url", ["/nhat-ky/9223372036854775808/", "/nhat-ky/" + "9" * 400 + "/", "/khong-co/", "/nhat-ky/-1/"]
)
def test_an_id_that_no_row_can_have_is_not_found(client, world, url):
    client.force_login(world.users["man"])
    assert client.get(url).status_code == 404


def test_a_nul_byte_in_an_address_is_refused(client, world):
    client.force_login(world.users["man"])
    assert client.get("/tim/?q=a%00b").status_code == 400
    assert client.get("/xa-phuong/%00/").status_code == 404


def test_an_unknown_host_is_refused(client):
    assert client.get("/health", headers={"host": "evil.example"}).status_code == 400


def test_other_errors_are_left_to_the_site():
    assert Problems(lambda request: None).process_exception(RequestFactory().get("/"), ValueError()) is None
