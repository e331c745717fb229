"""Whatever goes wrong before or within a page, the answer is a sentence with its status."""

import sqlite3

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils.translation import deactivate, trans_real
from django.views.decorators.http import require_POST

from tremang.kernel.busy import is_busy
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
    path("sent/", require_POST(raising(Problem("odd", "Không tới đây."))), name="health"),
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


@pytest.mark.urls(__name__)
def test_an_address_that_only_takes_what_is_sent_says_so_when_it_is_opened(client):
    page = client.get("/sent/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Mời quay lại trang trước rồi bấm nút ở đó." in page.content.decode()
    assert client.get("/sent/", headers={"accept": "application/json"}).json()["code"] == "not_opened"


def refusal(code):
    """What the ORM raises where SQLite refuses with `code`."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = code
    error = OperationalError("database is locked")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("place", ["view", "session"])
def test_a_database_that_stays_locked_is_a_sentence_and_a_time_to_come_back(world, monkeypatch, place):
    def locked(*args, **kwargs):
        raise refusal(sqlite3.SQLITE_BUSY_SNAPSHOT)

    client = Client(raise_request_exception=False)
    client.force_login(world.users["man"])
    where, name = {"view": ("tremang.accounts.views.me.name_oneself", ""), "session": (SessionStore, "save")}[place]
    monkeypatch.setattr(where, name, locked) if name else monkeypatch.setattr(where, locked)
    page = client.post(reverse("accounts:me"), {"full_name": "Phạm Thị Mận", "phone": "0912345678"})
    assert page.status_code == 503 and 2 <= int(page["Retry-After"]) <= 10
    assert "Mời chờ khoảng một phút rồi làm lại" in page.content.decode()
    told = client.post(reverse("accounts:me"), {"full_name": "Mận"}, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (503, "busy") and told.has_header("Retry-After")


def test_only_a_database_that_others_hold_is_busy():
    assert is_busy(refusal(sqlite3.SQLITE_BUSY)) and is_busy(refusal(sqlite3.SQLITE_LOCKED))
    assert not any(
        is_busy(refusal(code)) for code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT)
    )
    assert not is_busy(sqlite3.OperationalError("locked")) and not is_busy(None)


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


def test_each_request_says_which_language_there_is(client):
    """Also in a thread where nobody has; and there Django looks for it, where the server has put a place of the thread's own."""
    deactivate()
    client.get(reverse("health"))
    assert trans_real._active.value.to_language() == settings.LANGUAGE_CODE
