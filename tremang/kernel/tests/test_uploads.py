"""A file beyond the limit costs nothing and loses nothing that was typed."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from tremang.kernel.uploads import too_big_sentence


def sent(size: int) -> HttpRequest:
    request = RequestFactory().post(
        "/", {"note": "Đo huyết áp 52 người", "photo": SimpleUploadedFile("anh.jpg", b"x" * size, "image/jpeg")}
    )
    assert request.POST["note"] == "Đo huyết áp 52 người"
    return request


@pytest.fixture
def small_limit(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 3 * 2**20)
    yield


@pytest.mark.usefixtures("small_limit")
def test_a_file_beyond_the_limit_arrives_without_content_but_with_its_size():
    photo = sent(5 * 2**20).FILES["photo"]
    assert photo.read() == b""
    assert photo.size == 5 * 2**20
    assert too_big_sentence(photo).startswith("Tệp nặng 5 MB, quá mức 3 MB.")


@pytest.mark.usefixtures("small_limit")
def test_a_file_within_the_limit_arrives_whole():
    photo = sent(2 * 2**20).FILES["photo"]
    assert len(photo.read()) == 2 * 2**20
    assert too_big_sentence(photo) == ""
