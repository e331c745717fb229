"""A report with many cautions, or of which much has changed since, stays a light page: what is further is a page of its own."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tests.contracts.scene import meeting
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on
from tremang.reports.periods import period_of
from tremang.reports.tests.asked import sent, signed_in, url
from tremang.reports.views import reading, versions


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def half(world):
    return kind_on("commune-half", TODAY), world.phuc_tho, period_of(kind_on("commune-half", TODAY), "2026-H1")


def keys(asked) -> list[str]:
    return [one.key for one in cautions(Draft.of(*asked, TODAY))]


def test_the_first_cautions_are_explained_on_the_report_and_the_others_on_a_page_of_theirs(world, half, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    client, all_keys = signed_in(world, "tuan"), keys(half)
    assert len(all_keys) > 1
    report = client.get(url(half)).content.decode()
    assert report.count('name="caution"') == 1
    assert f"{len(all_keys)} điều cần giải thích" in report
    assert f"Cần giải thích ({len(all_keys)})" in report
    assert f"Xem {len(all_keys) - 1} điều nữa" in report
    listed = client.get(url(half, "explain")).content.decode()
    assert [key for key in all_keys if f"?dieu={key}" in listed] == all_keys
    own = client.get(url(half, "explain"), {"dieu": all_keys[-1]}).content.decode()
    assert f'value="{all_keys[-1]}"' in own
    client.post(url(half, "explain"), {"caution": all_keys[-1], "text": "nhà văn hóa đang sửa"})
    report = client.get(url(half)).content.decode()
    assert f"{len(all_keys) - 1} điều cần giải thích" in report
    assert "1 điều đã giải thích" in report
    assert "nhà văn hóa đang sửa" in client.get(url(half, "explain")).content.decode()


def test_an_explanation_that_is_too_long_is_asked_for_again_with_what_was_typed(world, half):
    client, key = signed_in(world, "tuan"), keys(half)[0]
    long = "vì nhà văn hóa đang sửa " * 200
    answer = client.post(url(half, "explain"), {"caution": key, "text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert Draft.of(*half, TODAY).explanations == {}


def test_an_explanation_is_mended_and_taken_back_on_its_page(world, half):
    client, key = signed_in(world, "tuan"), keys(half)[0]
    client.post(url(half, "explain"), {"caution": key, "text": "chờ máy"})
    assert "chờ máy" in client.get(url(half, "explain"), {"dieu": key}).content.decode()
    client.post(url(half, "explain"), {"caution": key, "bo": "1"})
    assert Draft.of(*half, TODAY).explanations == {}


def test_a_caution_that_is_none_leads_back_to_the_report(world, half):
    client = signed_in(world, "tuan")
    answer = client.get(url(half, "explain"), {"dieu": "khong-co"})
    assert (answer.status_code, answer["Location"].split("#")[0]) == (302, url(half))


def test_who_approves_sees_the_cautions_and_may_explain_none(world, half):
    client = signed_in(world, "ha")
    listed = client.get(url(half, "explain"))
    assert listed.status_code == 200
    assert "?dieu=" not in listed.content.decode()
    assert client.get(url(half, "explain"), {"dieu": keys(half)[0]}).status_code == 403


def test_of_much_that_changed_after_sending_each_line_has_a_page(world, monkeypatch):
    asked = kind_on("commune-quarter", TODAY), world.phuc_tho, period_of(kind_on("commune-quarter", TODAY), "2026-Q3")
    sent(asked, world.users["tuan"])
    client = signed_in(world, "tuan")
    with clock.fixed(TODAY + timedelta(days=1)):
        meeting(world.dong_vang)
        mark_stale([world.dong_vang.pk], date(2026, 8, 25))
        assert "đã ghi buổi sinh hoạt" in client.get(url(asked, "version", 1)).content.decode()
        monkeypatch.setattr(versions, "TOLD", 0)
        whole = client.get(url(asked, "version", 1)).content.decode()
        assert "đã ghi buổi sinh hoạt" not in whole
        assert 'href="?dong=meetings"' in whole
        line = client.get(url(asked, "version", 1), {"dong": "meetings"}).content.decode()
        assert "đã ghi buổi sinh hoạt ngày 25/8/2026" in line
        assert len(line) < len(whole) / 2
        other = client.get(url(asked, "version", 1), {"dong": "khong-co"}).content.decode()
        assert other.count('href="?dong=') == whole.count('href="?dong=')
