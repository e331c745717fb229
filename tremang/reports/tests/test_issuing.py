"""The clerk's part: a signed paper that is scanned later, and a paper whose version is no longer the one that is sent."""

import io
import re
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.verify import verify
from tremang.reports.actions import add_signed, allow_late, approve, correct_issue, issue, send_back, withdraw
from tremang.reports.asking import asked
from tremang.reports.models import State
from tremang.reports.models.papers import Issue
from tremang.reports.papers import written
from tremang.reports.sources import source_of
from tremang.reports.tests.asked import PDF, sent, signed_in, url


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def quarter(world):
    return asked("commune-quarter", "09715", "2026-Q3", TODAY)


@pytest.fixture
def report(world, quarter):
    return sent(quarter, world.users["tuan"])


def issued(world, report, number="12/BC-HNCT", pdf=None) -> Issue:
    return issue(report, number, TODAY, "Nguyễn Anh Tuấn", "Chủ tịch", pdf, by=world.users["tuan"], today=TODAY)


def paper(quarter) -> str:
    file = written(source_of(*quarter, TODAY), "docx")
    text = ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", text).replace("\u00a0", " ")


def test_a_paper_scanned_later_is_added_once_as_an_event_and_locked_to_its_version(world, quarter, report):
    issued(world, report)
    client, where = signed_in(world, "tuan"), url(quarter, "add_signed", 1)
    assert "chưa có bản PDF đã ký" in client.get(url(quarter)).content.decode()
    refused = client.post(where, {"pdf": SimpleUploadedFile("a.pdf", b"khong phai pdf")})
    assert refused.status_code == 422 and "không phải là PDF" in refused.content.decode()
    assert client.post(where).status_code == 422
    assert client.post(where, {"pdf": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    row = Issue.objects.get()
    assert (row.frozen.number, row.size) == (1, len(PDF))
    assert b"".join(client.get(url(quarter, "signed", 1)).streaming_content) == PDF
    event = Event.objects.get(verb="report_signed")
    assert event.chain_id == world.phuc_tho.pk
    assert not [found for found in verify().findings if found.row.startswith("reports.issue")]
    again = client.post(where, {"pdf": SimpleUploadedFile("b.pdf", PDF + b"%%EOF\n")})
    assert again.status_code == 409 and "đã có bản PDF đã ký" in again.content.decode()
    assert Issue.objects.get().sha256 == row.sha256
    assert b"".join(client.get(url(quarter, "signed", 1)).streaming_content) == PDF


def test_a_paper_that_came_with_its_number_is_not_replaced_and_one_without_number_is_not_kept(world, report):
    frozen, by = report.versions.get(), {"by": world.users["tuan"], "today": TODAY}
    with pytest.raises(Problem) as refused:
        add_signed(frozen, PDF, **by)
    assert refused.value.code == "not_issued"
    issued(world, report, pdf=PDF)
    with pytest.raises(Conflict) as refused:
        add_signed(frozen, PDF, **by)
    assert refused.value.code == "has_signed"


def test_a_report_is_issued_when_it_is_sent_and_the_word_from_above_does_not_change_the_paper(world, quarter, report):
    row = issued(world, report)
    before = paper(quarter)
    approve(report, by=world.users["ha"], today=TODAY)
    assert Issue.objects.get() == row and paper(quarter) == before


@pytest.mark.parametrize("back", ["return", "withdraw"])
def test_an_issued_report_that_comes_back_says_that_its_paper_is_no_longer_the_one_that_is_sent(
    world, quarter, report, back
):
    issued(world, report)
    client = signed_in(world, "tuan")
    assert "không còn là bản đang gửi" not in client.get(url(quarter)).content.decode()
    if back == "return":
        above = signed_in(world, "ha").get(url(quarter, "send_back")).content.decode()
        assert "Báo cáo này đã phát hành, số 12/BC-HNCT" in above
        send_back(report, "nói rõ số buổi", by=world.users["ha"], today=TODAY)
    else:
        withdraw(report, by=world.users["tuan"], today=TODAY)
    page = client.get(url(quarter)).content.decode()
    assert page.count("không còn là bản đang gửi") == 2  # in the notice and beside the version
    assert "không còn là bản đang gửi" in client.get(url(quarter, "version", 1)).content.decode().lower()
    assert "Báo cáo này thay thế Báo cáo số 12/BC-HNCT ngày 23/9/2026." in paper(quarter)


def test_the_version_sent_next_is_issued_anew_and_says_which_paper_it_replaces(world, quarter, report):
    issued(world, report)
    send_back(report, "nói rõ số buổi", by=world.users["ha"], today=TODAY)
    again = sent(quarter, world.users["tuan"])
    assert again.state == State.SUBMITTED
    with pytest.raises(Problem) as refused:
        issued(world, again)
    assert refused.value.code == "number_taken"
    issued(world, again, "15/BC-HNCT")
    text = paper(quarter)
    assert "Số: 15/BC-HNCT" in text and text.count("thay thế Báo cáo số 12/BC-HNCT") == 1
    old = signed_in(world, "tuan").get(url(quarter, "file", "docx") + "?ban=1")
    assert b"PK" in old.content


def test_a_number_misread_and_a_wrong_file_are_put_right_with_a_reason_and_stay_readable(world, quarter, report):
    row = issued(world, report, "21/BC-HNCT", pdf=PDF)
    client, where = signed_in(world, "tuan"), url(quarter, "correct_issue", 1)
    assert where in client.get(url(quarter, "version", 1)).content.decode()
    typed = {"number": "12/BC-HNCT", "issued_on": "23/9/2026", "signer": row.signer, "position": row.position}
    refused = client.post(where, typed)
    assert refused.status_code == 422 and "Chưa ghi lý do sửa" in refused.content.decode()
    assert "12/BC-HNCT" in refused.content.decode() and Issue.objects.get() == row
    right = PDF + b"%%EOF\n"
    good = typed | {"reason": "gõ nhầm số", "pdf": SimpleUploadedFile("b.pdf", right)}
    assert client.post(where, good).status_code == 302
    now = Issue.objects.get()
    assert (now.number, now.size) == ("12/BC-HNCT", len(right))
    assert "Số: 12/BC-HNCT" in paper(quarter)
    page = client.get(url(quarter, "version", 1)).content.decode()
    assert "Số 21/BC-HNCT" in page and "gõ nhầm số" in page
    assert b"".join(client.get(url(quarter, "signed", 1)).streaming_content) == right
    old = url(quarter, "signed_before", 1, now.before.get().pk)
    assert old in page and b"".join(client.get(old).streaming_content) == PDF
    assert Event.objects.get(verb="report_issue_correct").chain_id == world.phuc_tho.pk
    assert not [found for found in verify().findings if found.row.startswith("reports.issue")]
    frozen = report.versions.get()
    same = correct_issue(
        frozen,
        now.number,
        now.issued_on,
        now.signer,
        now.position,
        "xem lại",
        right,
        by=world.users["tuan"],
        today=TODAY,
    )
    assert not same and now.before.count() == 1


def test_what_is_put_right_keeps_the_rules_of_what_is_written_first(world, quarter, report):
    issued(world, report)
    send_back(report, "nói rõ số buổi", by=world.users["ha"], today=TODAY)
    again = sent(quarter, world.users["tuan"])
    issued(world, again, "15/BC-HNCT")
    frozen, by = again.versions.get(number=2), {"by": world.users["tuan"], "today": TODAY}
    for number, day, code in (
        ("12/BC-HNCT", TODAY, "number_taken"), ("muoi", TODAY, "odd_number"),
        ("16/BC-HNCT", TODAY.replace(day=1), "issued_too_early"), ("16/BC-HNCT", TODAY.replace(month=12), "issued_in_future"),
    ):  # fmt: skip
        with pytest.raises(Problem) as refused:
            correct_issue(frozen, number, day, "Nguyễn Anh Tuấn", "Chủ tịch", "gõ nhầm", **by)
        assert refused.value.code == code
    assert [row.number for row in Issue.objects.order_by("number")] == ["12/BC-HNCT", "15/BC-HNCT"]
    refused = signed_in(world, "ha").get(url(quarter, "correct_issue", 2))
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("5 BC-HNCT", "05/BC-HNCT"), ("5-BC-HNCT", "05/BC-HNCT"), ("12A / BC-HNCT", "12a/BC-HNCT"), ("7", "07")],
)
def test_a_number_stands_on_paper_as_the_decree_writes_it_however_it_was_typed(world, quarter, report, typed, kept):
    assert issued(world, report, typed).number == kept
    symbol = kept.partition("/")[2] or "BC-HNCT"
    assert f"Số: {kept.partition('/')[0]}/{symbol}Phúc Thọ" in paper(quarter)


def test_the_symbol_that_the_clerk_wrote_stands_on_the_paper(world, quarter, report):
    issued(world, report, "12/BC-BĐD")
    assert "Số: 12/BC-BĐDPhúc Thọ" in paper(quarter) and "Báo cáo số 12/BC-BĐD ngày" in paper(quarter)


def test_a_number_given_before_is_known_again_with_and_without_its_nought(world, report):
    issued(world, report, "5/BC-HNCT")
    half = asked("commune-half", "09715", "2026-H1", TODAY)
    allow_late(*half, TODAY, "mới tập", by=world.users["ha"], today=TODAY)
    other = sent(half, world.users["tuan"])
    for typed in ("05/BC-HNCT", "5", "05 BC-HNCT"):
        with pytest.raises(Problem) as refused:
            issued(world, other, typed)
        assert refused.value.code == "number_taken"


@pytest.mark.parametrize("name", ["correct_issue", "add_signed"])
def test_a_page_of_the_clerk_with_a_fault_has_the_word_once_in_its_title(world, quarter, report, name):
    issued(world, report)
    page = signed_in(world, "tuan").post(url(quarter, name, 1), {}).content.decode()
    assert page.split("</title>")[0].count("Lỗi:") == 1
