"""The pages of a report: for every kind and state a page, for every act the rows of the act, for every slip a sentence."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY
from tests.contracts.scene import meeting
from tremang.accounts.models import Role
from tremang.kernel import clock
from tremang.kernel.events import mark_stale, record
from tremang.kernel.lock import writing
from tremang.reports.actions import allow_late, approve, begin, override, send_back, unapprove, withdraw
from tremang.reports.below import missing
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.kinds import kind_on, kinds_on
from tremang.reports.models import Frozen, Issue, LateEntry, Report, State
from tremang.reports.periods import last_over, period_of, running
from tremang.reports.tests.asked import explained, places, sent, signed_in, url

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def quarter(world):
    kind = kind_on("commune-quarter", TODAY)
    return kind, world.phuc_tho, period_of(kind, "2026-Q3")


def all_pages(asked) -> list[str]:
    first, box = asked[0].lines[0], asked[0].boxes[0]
    return [
        url(asked), url(asked, "send"), url(asked, "line", first), url(asked, "line", asked[0].lines[-1]),
        url(asked, "override", first), url(asked, "own", box), url(asked, "send_back"), url(asked, "unapprove"),
        url(asked, "issue"), url(asked, "late_entry"), url(asked, "raise"), url(asked, "version", 1),
    ]  # fmt: skip


def test_every_kind_in_every_state_is_a_page_for_writer_approver_and_reader(world):
    wrong = []
    for kind in kinds_on(TODAY):
        place, writer, approver = places(world)[kind.level]
        clients = {name: signed_in(world, name) for name in (writer, approver, "ban")}
        asked = (kind, place, last_over(kind, TODAY))
        if asked[2].rhythm == "review":
            asked = (kind, place, period_of(kind, "2030"))
        for state in State:
            if asked[2].to_on >= TODAY and state not in (State.NOT_DUE, State.DRAFT):
                continue
            brought_to(asked, state, world.users[writer], world.users[approver])
            for one in all_pages(asked):
                for name, client in clients.items():
                    status = client.get(one).status_code
                    if status not in (200, 403, 404, 422):
                        wrong.append(f"{kind.code} {state} {name} {one}: {status}")
            page = clients[writer].get(url(asked))
            assert page.status_code == 200, (kind.code, state, page.content.decode()[:300])
    assert not wrong, "\n".join(wrong)


def brought_to(asked, state, writer, approver) -> None:
    """Lead a report to a state, from wherever the state before it in the list left it."""
    if state == State.DRAFT:
        explained(asked, writer)
        begin(*asked, by=writer, today=TODAY)
    elif state == State.SUBMITTED:
        allow_late(*asked, TODAY, "máy hỏng", by=approver, today=TODAY)
        sent(asked, writer)
    elif state == State.RETURNED:
        send_back(Report.objects.get(kind=asked[0].code), "xem lại số buổi", by=approver, today=TODAY)
    elif state == State.APPROVED:
        approve(sent(asked, writer), by=approver, today=TODAY)
    elif state == State.ACCEPTED:
        Report.objects.filter(kind=asked[0].code).update(state=State.ACCEPTED)


def test_the_running_period_is_a_page_too(world):
    for kind in kinds_on(TODAY):
        place, writer, _approver = places(world)[kind.level]
        asked = (kind, place, running(kind, TODAY))
        assert signed_in(world, writer).get(url(asked)).status_code == 200


def test_a_report_explains_itself_and_is_sent_from_its_pages(world, quarter):
    client, tuan = signed_in(world, "tuan"), world.users["tuan"]
    for caution in cautions(Draft.of(*quarter, TODAY)):
        client.post(url(quarter, "explain"), {"caution": caution.key, "text": "nhà văn hóa đang sửa"})
    lacking = [one.key for one in missing(*quarter)]
    answer = client.post(url(quarter, "send"), {"missing": lacking, "reason": "chờ máy"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    report = Report.objects.get()
    assert (report.state, report.submitted_on) == (State.SUBMITTED, TODAY)
    frozen = Frozen.objects.get()
    assert (frozen.by_id, frozen.body["missing_reason"]) == (tuan.pk, "chờ máy")
    page = client.get(url(quarter)).content.decode()
    assert "chờ Thành phố Hà Nội duyệt" in page
    assert frozen.digest[:16] in page
    client.post(url(quarter, "withdraw"))
    report.refresh_from_db()
    assert report.state == State.DRAFT


def test_what_is_to_be_explained_comes_before_anything_is_typed_for_sending(world, quarter):
    """Whoever goes off to explain would lose the reason for the missing reports that he had typed."""
    client = signed_in(world, "tuan")
    page = client.get(url(quarter, "send")).content.decode()
    assert "cần giải thích trước" in page and 'name="reason"' not in page and "Gửi báo cáo</button>" not in page
    typed = client.post(url(quarter, "send"), {"reason": "máy hỏng từ tuần trước"})
    assert typed.status_code == 422 and "máy hỏng từ tuần trước" in typed.content.decode()
    explained(quarter, world.users["tuan"])
    page = client.get(url(quarter, "send")).content.decode()
    assert 'name="reason"' in page and "Gửi báo cáo</button>" in page


def test_sending_over_missing_places_says_so_and_keeps_what_was_typed(world, quarter):
    client = signed_in(world, "tuan")
    explained(quarter, world.users["tuan"])
    answer = client.post(url(quarter, "send"), {"reason": "máy hỏng từ tuần trước"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Còn thiếu báo cáo của" in body
    assert "máy hỏng từ tuần trước" in body
    assert not Frozen.objects.exists()
    lacking = [one.key for one in missing(*quarter)]
    answer = client.post(url(quarter, "send"), {"missing": lacking})
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == len(lacking)


def test_the_city_returns_with_a_reason_and_approves_the_version_it_read(world, quarter):
    sent(quarter, world.users["tuan"])
    client = signed_in(world, "ha")
    answer = client.post(url(quarter, "send_back"), {"reason": ""})
    assert answer.status_code == 422
    client.post(url(quarter, "send_back"), {"reason": "thiếu giải thích số vay"})
    assert Report.objects.get().state == State.RETURNED
    assert "thiếu giải thích số vay" in signed_in(world, "tuan").get(url(quarter)).content.decode()
    sent(quarter, world.users["tuan"])
    client.post(url(quarter, "approve"), {"version": "1"})
    assert Report.objects.get().state == State.SUBMITTED
    client.post(url(quarter, "approve"), {"version": "2"})
    assert Report.objects.get().state == State.APPROVED


def test_an_approval_just_given_is_undone_with_one_press_a_later_one_with_a_reason(world, quarter):
    report = sent(quarter, world.users["tuan"])
    client = signed_in(world, "ha")
    client.post(url(quarter, "approve"), {"version": "1"})
    client.post(url(quarter, "unapprove") + "?ngay=1")
    assert Report.objects.get().state == State.SUBMITTED
    approve(report, by=world.users["ha"], today=TODAY)
    assert client.post(url(quarter, "unapprove"), {"reason": ""}).status_code == 422
    client.post(url(quarter, "unapprove"), {"reason": "xã xin sửa"})
    assert Report.objects.get().state == State.SUBMITTED


def test_what_was_sent_stands_beside_what_is_now_with_what_was_written_since(world, quarter):
    sent(quarter, world.users["tuan"])
    with clock.fixed(TODAY + timedelta(days=1)):
        meeting(world.dong_vang)
        mark(world)
        record(
            world.dong_vang.pk, "gather_consents", "members.consent:7", by_id=world.users["man"].pk,
            body={"club": "", "rows": 3}, rows={"members.consent:7": {"id": 7}},
        )  # fmt: skip
        client = signed_in(world, "tuan")
        assert "đã khác bản gửi" in client.get(url(quarter)).content.decode()
        body = client.get(url(quarter, "version", 1)).content.decode()
    assert "Buổi sinh hoạt đã ghi" in body
    assert "Câu lạc bộ thôn Đồng Vàng" in body
    assert "gửi 0, nay 1" in body
    assert '<th scope="col" role="columnheader" class="num">Quý II/2026</th>' in body
    assert "đã ghi buổi sinh hoạt ngày 25/8/2026" in body
    assert "giấy đồng ý" not in body  # what cannot have moved a line does not stand under it


def mark(world) -> None:
    with writing(world.dong_vang.pk):
        mark_stale([world.dong_vang.pk], date(2026, 8, 25))


def test_the_clerk_keeps_number_and_signed_paper_with_the_version(world, quarter, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    sent(quarter, world.users["tuan"])
    client = signed_in(world, "tuan")
    given = {"number": "12/BC-HNCT", "issued_on": "23/9/2026", "signer": "Nguyễn Anh Tuấn", "position": "Chủ tịch"}
    answer = client.post(url(quarter, "issue"), given | {"pdf": SimpleUploadedFile("a.pdf", b"khong phai pdf")})
    assert answer.status_code == 422
    assert "không phải là PDF" in answer.content.decode()
    assert "12/BC-HNCT" in answer.content.decode()
    assert not Issue.objects.exists()
    answer = client.post(url(quarter, "issue"), given | {"pdf": SimpleUploadedFile("a.pdf", PDF)})
    assert answer.status_code == 302
    issue = Issue.objects.get()
    assert issue.size == len(PDF)
    body = client.get(url(quarter, "version", 1)).content.decode()
    assert issue.sha256 in body
    assert b"".join(client.get(url(quarter, "signed", 1)).streaming_content) == PDF


def test_a_paper_bears_a_number_that_no_other_of_the_year_bears(world, quarter):
    sent(quarter, world.users["tuan"])
    client = signed_in(world, "tuan")
    given = {"issued_on": "23/9/2026", "signer": "Nguyễn Anh Tuấn", "position": "Chủ tịch"}
    refused = client.post(url(quarter, "issue"), given | {"number": "abc"})
    assert "phải bắt đầu bằng chữ số" in refused.content.decode()
    assert client.post(url(quarter, "issue"), given | {"number": "5/BC-HNCT"}).status_code == 302
    send_back(Report.objects.get(), "xem lại số buổi", by=world.users["ha"], today=TODAY)
    sent(quarter, world.users["tuan"])
    refused = client.post(url(quarter, "issue"), given | {"number": "5"})
    assert "Số 05/BC-HNCT đã ghi cho báo cáo ký ngày 23/9/2026" in refused.content.decode()
    assert client.post(url(quarter, "issue"), given | {"number": "6"}).status_code == 302


def test_a_day_on_the_page_is_that_of_the_step_it_speaks_of_whatever_was_taken_back_since(world, quarter):
    report = sent(quarter, world.users["tuan"])
    with clock.fixed(TODAY + timedelta(days=3)):
        approve(report, by=world.users["ha"], today=clock.today())
    with clock.fixed(TODAY + timedelta(days=9)):
        unapprove(Report.objects.get(), "xã xin sửa", by=world.users["ha"], today=clock.today())
        shown = signed_in(world, "tuan").get(url(quarter)).content.decode()
    assert "Đã gửi ngày 23/9/2026, chờ" in shown


def test_the_figures_of_a_sent_report_still_open_and_say_what_was_sent(world, quarter):
    sent(quarter, world.users["tuan"])
    for name in ("ha", "tuan"):
        client = signed_in(world, name)
        assert 'href="so/meetings/"' in client.get(url(quarter)).content.decode()
        line = client.get(url(quarter, "line", "meetings")).content.decode()
        assert "Đúng như báo cáo đã gửi." in line
        assert "Ghi số khác, có lý do" not in line
    with clock.fixed(TODAY + timedelta(days=1)):
        meeting(world.dong_vang)
        mark(world)
        line = signed_in(world, "ha").get(url(quarter, "line", "meetings")).content.decode()
    assert "Báo cáo đã gửi ghi <b>0</b>. Dưới đây là số trong sổ hiện nay." in line


def test_a_share_follows_the_number_that_is_given_instead(world, quarter):
    line = next(one for one in Draft.of(*quarter, TODAY).lines if one.is_share and one.top == "women")
    count = next(one for one in Draft.of(*quarter, TODAY).lines if not one.is_share and one.top == "women")
    before = Draft.of(*quarter, TODAY).reported[line.code]
    override(*quarter, count.code, before.n + 3, "đếm lại sổ giấy", by=world.users["tuan"], today=TODAY)
    draft = Draft.of(*quarter, TODAY)
    assert (draft.reported[count.code].n, draft.reported[line.code]) == (before.n + 3, before._replace(n=before.n + 3))
    assert draft.sheet.reported[line.code] == before


def test_a_phase_is_named_by_its_years_though_it_begins_in_december(world):
    assert period_of(kind_on("city-review", TODAY), "2030").words == "giai đoạn 2026–2030"


def test_a_place_is_let_send_late(world, quarter):
    client = signed_in(world, "ha")
    answer = client.post(url(quarter, "late_entry"), {"until": "1/1/2031", "reason": "mưa lũ"})
    assert answer.status_code == 422
    assert "mưa lũ" in answer.content.decode()
    assert client.post(url(quarter, "late_entry"), {"until": "30/9/2026", "reason": "mưa lũ"}).status_code == 302
    assert LateEntry.objects.get().until == date(2026, 9, 30)
    assert signed_in(world, "tuan").get(url(quarter, "late_entry")).status_code == 403


def test_counts_of_needs_are_kept_back_from_whoever_has_no_duty_there(world, quarter):
    _kind, place, _period = quarter
    half = kind_on("commune-half", TODAY)
    asked = (half, place, last_over(half, TODAY))
    code = next(code for code in half.lines if "needs_supported" in code)
    for name, seen in (("tuan", True), ("ha", False), ("lanh_dao", False)):
        client = signed_in(world, name)
        row = next(row for part in client.get(url(asked)).context["parts"] for row in part.rows if row.code == code)
        assert row.is_hidden is not seen
        assert ("chỉ nơi có trách nhiệm xem" in client.get(url(asked, "line", code)).content.decode()) is not seen
    hidden = (
        signed_in(world, "lanh_dao").get(url(asked, "override", code)).content.decode()
    )  # he writes, without that duty
    assert "chỉ nơi có trách nhiệm xem" in hidden


@pytest.mark.parametrize(
    ("name", "code", "sends"),
    [
        ("tuan", "commune-quarter", True), ("man", "club-month", True), ("tuan", "commune-half", False),
        ("ha", "city-half", False),
    ],
)  # fmt: skip
def test_a_report_and_all_its_pages_are_read_in_few_queries(world, name, code, sends):
    kind = kind_on(code, TODAY)
    place, _writer, approver = places(world)[kind.level]
    asked, client = (kind, place, last_over(kind, TODAY)), signed_in(world, name)
    line, box = next(code for code in kind.lines if code in ("memberships", "meetings")), kind.boxes[0]
    drafted = [
        ("report", 11),
        ("send", 11),
        ("line", 12, line),
        ("override", 9, line),
        ("own", 8, box),
        ("issue", 8),
        ("raise", 8),
    ]
    for page, most, *more in drafted:
        _light(client, url(asked, page, *more), most)
    if not sends:  # its time is over
        return
    sent(asked, world.users[name])
    for page, most, *more in (("report", 9), ("version", 11, 1), ("line", 12, line), ("issue", 8)):
        _light(client, url(asked, page, *more), most)
    above = signed_in(world, approver)
    for page, most in (("report", 9), ("send_back", 6), ("unapprove", 6), ("late_entry", 6)):
        _light(above, url(asked, page), most)
    with clock.fixed(TODAY + timedelta(days=1)):
        meeting(world.dong_vang)
        mark(world)
        client = signed_in(world, name)
        client.get(url(asked))
        _light(client, url(asked, "version", 1), 12)


def _light(client, where, most) -> None:
    client.get(where)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(where).status_code == 200, where
    asked = "\n".join(query["sql"][:150] for query in caught.captured_queries)
    assert len(caught) <= most, f"{where}: {len(caught)}\n{asked}"


def test_words_that_name_nothing_are_answered_with_a_sentence(world):
    client = signed_in(world, "ha")
    for one in (
        "x/01/2026",
        "city-half/01/2026-Q9",
        "city-half/99999/2026-H1",
        "commune-half/01/2026-H1",
        "city-half/%F0/2026",
    ):
        for more in ("", "so/meetings/", "gui/", "ban/1/", "so/khong-co/sua/", "loi-van/x/cau/y/"):
            assert client.get(f"/bao-cao/{one}/{more}").status_code in (403, 404, 422), (one, more)


def test_two_withdrawals_or_approvals_in_a_row_are_a_sentence_not_a_failure(world, quarter):
    report = sent(quarter, world.users["tuan"])
    client, ha = signed_in(world, "tuan"), signed_in(world, "ha")
    for _time in range(2):
        assert client.post(url(quarter, "withdraw")).status_code == 302
    for _time in range(2):
        assert ha.post(url(quarter, "approve"), {"version": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.state == State.DRAFT
    with pytest.raises(Exception, match="rút về"):
        withdraw(report, by=world.users["tuan"], today=TODAY)
    with pytest.raises(Exception, match="bỏ duyệt"):
        unapprove(report, "x", by=world.users["ha"], today=TODAY)


def test_a_caution_leads_nowhere_that_its_reader_may_not_enter(world):
    half = kind_on("commune-half", TODAY)
    asked = (half, world.phuc_tho, last_over(half, TODAY))
    for name in ("tuan", "lanh_dao", "ha"):
        client = signed_in(world, name)
        found = [one["caution"].url for one in client.get(url(asked)).context["to_explain"]]
        assert found
        assert [where for where in found if where and client.get(where).status_code == 403] == []


def test_whoever_gives_accounts_is_led_there_from_the_caution_of_a_club_without_a_writer(world, quarter):
    Role.objects.filter(place=world.dong_vang.place).delete()
    link = f'<a href="{reverse("accounts:users")}">Cấp tài khoản cho thư ký</a>'
    for name, gives in (("tuan", True), ("lanh_dao", False), ("ha", True), ("chu_tich", False)):
        shown = signed_in(world, name).get(url(quarter)).content.decode()
        assert (link in shown, "Mở câu lạc bộ, tìm người ghi sổ" in shown) == (gives, not gives), name
