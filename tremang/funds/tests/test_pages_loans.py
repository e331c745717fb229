"""Pages of the loans: what a treasurer sees before writing, what is refused and kept, who sees no names."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.funds.actions import loans, slips
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.models import Loan, LoanState, Transfer, Voucher
from tremang.funds.queries.loans import standings
from tremang.funds.tests.acting import Till
from tremang.funds.views.loans_common import rows_of
from tremang.members.models import LeaveReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(world, today) -> Till:
    return Till(world)


@pytest.fixture
def pages(till):
    return Pages(till)


class Pages:
    """The browser of whoever is named; texts come without hard spaces."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.status = 0

    def client(self, who: str = "luong") -> Client:
        found = Client()
        found.force_login(self.till.world.users[who])
        return found

    def url(self, name: str, *args) -> str:
        return reverse(f"funds:{name}", args=[self.till.club.pk, *args])

    def get(self, name: str, *args, who: str = "luong", query: str = "") -> str:
        return self._text(self.client(who).get(self.url(name, *args) + query))

    def post(self, name: str, *args, who: str = "luong", **data) -> str:
        return self._text(self.client(who).post(self.url(name, *args), data, follow=True))

    def _text(self, answer) -> str:
        self.status = answer.status_code
        return answer.content.decode().replace("\u00a0", " ")


def asking(till, **more):
    return {
        "membership": till.others[0].pk, "principal": "5 triệu", "purpose": "nuôi gà", "months": "12", "cosigner": "Con",
        "asked_on": "20/9/2026",
    } | more  # fmt: skip


def test_the_schedule_is_shown_before_anything_is_written(pages, till):
    page = pages.post("ask_loan", **asking(till))
    assert pages.status == 200 and not Loan.objects.exists()
    for words in ("Mỗi kỳ trả", "Tổng lãi", "1. 25/10/2026", "6,0%", "Ghi đơn xin vay"):
        assert words in page
    assert 'value="nuôi gà"' in pages.post("ask_loan", **asking(till), again="1")
    page = pages.post("ask_loan", **asking(till), agreed="1")
    assert "Đã ghi đơn xin vay 5.000.000 đ" in page and "Hoàn tác" in page
    pages.post("ask_loan", **asking(till), agreed="1")
    assert Loan.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"principal": "500 con gà"}, "Chưa hiểu"), ({"principal": "99 triệu"}, "cho vay nhiều nhất 10.000.000 đ"),
        ({"purpose": ""}, "Chỗ này còn trống"), ({"months": "13"}, "nằm ngoài khoảng"),
        ({"cosigner": " "}, "Mời chọn hoặc ghi người cùng ký"),
        ({"asked_on": "30/2"}, "chỉ có 28 ngày"), ({"asked_on": "1/12/2026"}, "chưa tới"), ({"membership": "7"}, "chọn lại"),
    ],
)  # fmt: skip
def test_a_wrong_asking_is_one_sentence_and_nothing_is_lost(pages, till, wrong, sentence):
    page = pages.post("ask_loan", **asking(till, **wrong), agreed="1")
    assert pages.status == 422 and sentence in page and "nuôi gà" in page or "purpose" in wrong
    assert not Loan.objects.exists()


def test_from_asking_to_the_last_repayment_by_hand(pages, till):
    pages.post("ask_loan", **asking(till), agreed="1")
    loan = Loan.objects.get()
    assert "Ghi ý kiến Ban Chủ nhiệm" in pages.get("loan", loan.pk)
    assert "Đã ghi ý kiến" in pages.post("review_loan", loan.pk, opinion="co", words="", on="21/9")
    page = pages.post("decide_loan", loan.pk, outcome="co", principal="4 triệu", on="22/9")
    assert pages.status == 422 and "Quy chế để cuộc họp quyết định, mà chưa ghi số người đồng ý." in page
    page = pages.post("decide_loan", loan.pk, outcome="co", on="22/9", votes_for="3", votes_against="6")
    assert pages.status == 422 and "Số người đồng ý phải nhiều hơn" in page
    page = pages.post(
        "decide_loan", loan.pk, outcome="co", principal="4 triệu", on="22/9", votes_for="50", votes_against="2"
    )
    assert "vay 4.000.000 đ" in page and "50 người đồng ý, 2 người không đồng ý" in page
    one, other = till.board[0].pk, till.board[1].pk
    paying = {"day": "22/9", "first_due": "25/10", "once": "k1"}
    page = pages.post("pay_out_loan", loan.pk, paid_by=one, witness=one, **paying)
    assert pages.status == 422 and "hai người khác nhau" in page
    for _twice in range(2):
        page = pages.post("pay_out_loan", loan.pk, paid_by=one, witness=other, **paying)
        assert "Đã giao 4.000.000 đ" in page
    loan.refresh_from_db()
    assert loan.first_due == date(2026, 10, 25)
    page = pages.get("repay_loan", loan.pk)
    assert "Trả hết hôm nay" in page and "4.020.000 đ" in page
    page = pages.post("repay_loan", loan.pk, amount="9 triệu", day="23/9")
    assert pages.status == 422 and "chỉ còn phải trả 4.020.000 đ" in page and "9 triệu" in page
    for _twice in range(2):
        page = pages.post("repay_loan", loan.pk, amount="353.000", day="23/9", once="k2")
        assert "Đã thu 353.000 đ (lãi 20.000 đ, gốc 333.000 đ)" in page and "còn nợ gốc 3.667.000 đ" in page
    assert "đã trả hết nợ" in pages.post("repay_loan", loan.pk, amount="3.667.000", day="23/9")
    assert "Đã trả xong" in pages.get("loan", loan.pk)
    assert "Đã xong: 1" in pages.get("loans")


def test_an_earlier_repayment_shows_before_and_after_first(pages, till):
    loan = till.lent(0)
    loans.repay(loan, 1_000_000, day=date(2026, 6, 1), **till.by)
    page = pages.post("repay_loan", loan.pk, amount="500.000", day="1/4")
    assert "Trước và sau" in page and "Ngày 01/6/2026, 1.000.000 đ" in page
    assert Voucher.objects.filter(transfers__loan=loan, transfers__kind="principal").distinct().count() == 1
    assert 'value="500.000"' in pages.post("repay_loan", loan.pk, amount="500.000", day="1/4", again="1")
    page = pages.post("repay_loan", loan.pk, amount="500.000", day="1/4", agreed="1")
    assert "Đã thu 500.000 đ" in page
    slip = Voucher.objects.filter(transfers__loan=loan, transfers__kind="principal", day=date(2026, 4, 1)).first()
    count = Transfer.objects.count()
    page = pages.post("take_back_repayment", loan.pk, slip.pk)  # the undo bar sends no more than this
    assert "Trước và sau" in page and Transfer.objects.count() == count
    page = pages.post("take_back_repayment", loan.pk, slip.pk, reason="nhầm người", agreed="1")
    assert f"Đã hoàn lại phiếu {slip.label}" in page
    page = pages.post("take_back_repayment", loan.pk, slip.pk, reason="nữa", agreed="1")
    assert pages.status == 409 and "đã được hoàn lại" in page


def test_a_repayment_of_ten_instalments_is_asked_about_once(pages, till):
    loan = till.lent(0, on=date(2026, 9, 1))
    page = pages.post("repay_loan", loan.pk, amount="5.300.000", day="20/9")
    assert pages.status == 422 and "thường khoảng 530.000 đ" in page and 'name="chac" value="tien 5300000"' in page
    assert "Đã thu 5.300.000 đ" in pages.post(
        "repay_loan", loan.pk, amount="5.300.000", day="20/9", chac="tien 5300000"
    )
    other = till.lent(1, on=date(2026, 9, 1))
    whole = pages.get("repay_loan", other.pk)
    assert "Trả hết hôm nay" in whole
    assert "Đã thu 6.030.000 đ" in pages.post("repay_loan", other.pk, amount="6.030.000", day="20/9")


def test_a_tenth_of_an_instalment_is_asked_about_once_and_a_part_of_it_is_not(pages, till):
    loan = till.lent(0, on=date(2026, 9, 1))  # 530.000 a month
    page = pages.post("repay_loan", loan.pk, amount="53.000", day="20/9")
    assert pages.status == 422 and "có thể thiếu một số 0" in page and "thường khoảng 530.000 đ" in page
    assert "Đã thu 53.000 đ" in pages.post("repay_loan", loan.pk, amount="53.000", day="20/9", chac="tien 53000")
    assert "Đã thu 100.000 đ" in pages.post("repay_loan", loan.pk, amount="100.000", day="21/9")
    behind = till.lent(1)  # six instalments late: bringing one of them is nothing unusual
    assert "Đã thu 300.000 đ" in pages.post("repay_loan", behind.pk, amount="300.000", day="20/9")


def test_the_slip_of_a_repayment_is_taken_back_where_before_and_after_are_shown(pages, till):
    loan = till.lent(0)
    slip = loans.repay(loan, 500_000, day=date(2026, 4, 1), **till.by)
    loans.repay(loan, 1_000_000, day=date(2026, 6, 1), **till.by)
    assert "Trước và sau" in pages.get("take_back_repayment", loan.pk, slip.pk)
    answer = pages.client().get(pages.url("take_back", slip.pk))
    assert (answer.status_code, answer.url) == (302, pages.url("take_back_repayment", loan.pk, slip.pk))


def test_a_plain_repayment_is_undone_at_once(pages, till):
    loan = till.lent(0)
    loans.repay(loan, 1_000_000, day=TODAY, **till.by)
    slip = Voucher.objects.filter(transfers__loan=loan, transfers__kind="interest").first()
    assert "Đã hoàn lại phiếu" in pages.post("take_back_repayment", loan.pk, slip.pk)


def test_extending_writing_off_and_taking_over_by_hand(pages, till):
    loan = till.lent(0)
    page = pages.post("extend_loan", loan.pk, months="6", words="gà ốm", on="20/9")
    assert "Đã gia hạn 6 tháng" in page
    assert "Đã bỏ bước" in pages.post("undo_loan", loan.pk)
    page = pages.post("take_over_loan", loan.pk, debtor=till.others[1].pk, words="", on="20/9")
    assert "nhận trả khoản vay" in page and "Người trả hiện nay" in page
    page = pages.post("write_off_loan", loan.pk, words="", on="20/9")
    assert pages.status == 422
    loans.repay(loan, 680_000, day=date(2026, 9, 10), **till.by)  # six months of interest, one of principal
    page = pages.post("write_off_loan", loan.pk, words="Biên bản 20/9", on="20/9")
    assert "Đã xóa nợ 5.500.000 đ" in page
    states = [row.state for row in rows_of(standings([Loan.objects.get()], TODAY)[0])]
    assert states[0] == "Đã trả" and set(states[1:]) == {"Đã xóa nợ"}
    assert "Đã bỏ bước" in pages.post("undo_loan", loan.pk)
    loan.refresh_from_db()
    assert loan.state == LoanState.RUNNING


def test_an_extension_stands_beside_the_months_agreed_on(pages, till):
    loan = till.lent(0)
    loans.extend(loan, 3, "gà ốm", on=date(2026, 9, 20), **till.by)
    for page in (pages.get("loan", loan.pk), pages.get("loan_note", loan.pk)):
        assert f"{loan.months} tháng, gia hạn thêm 3 tháng" in page
    assert len(Loan.objects.get().schedule()) == loan.months + 3


def test_the_list_says_who_is_late_and_who_must_answer(pages, till):
    loan = till.lent(0)
    till.approved(1)
    row = loan.membership
    row.left_on, row.leave_reason = date(2026, 8, 1), LeaveReason.DIED
    row.save()
    page = pages.get("loans")
    for words in ("đã mất, khoản vay chưa có người nhận trả", "Người cùng ký: Con trai", "Đã thông qua, chờ giao tiền",
                  "Chậm quá 90 ngày", "100,0%", "Chậm 175 ngày"):  # fmt: skip
        assert words in page, words
    answer = pages.client("man").get(pages.url("loans") + "?download=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Người vay" and rows[1][0] == row.person.full_name and rows[1][3] == 6_000_000


def test_a_repayment_split_anew_is_no_payment_to_be_taken_back_as_one(pages, till):
    loan = till.lent(0)
    loans.repay(loan, 1_000_000, day=date(2026, 6, 1), **till.by)
    earlier = loans.repay(loan, 500_000, day=date(2026, 4, 1), **till.by)
    anew = Voucher.objects.exclude(pk=earlier.pk).get(transfers__loan=loan, transfers__kind="interest", series="PK")
    client = pages.client()
    assert client.get(pages.url("take_back", earlier.pk)).url == pages.url("take_back_repayment", loan.pk, earlier.pk)
    assert client.get(pages.url("take_back", anew.pk)).status_code == 200
    assert "Hoàn lại phiếu này" in pages.get("slip", earlier.pk)
    assert "Hoàn lại phiếu này" not in pages.get("slip", anew.pk)
    shown = pages.get("loan", loan.pk)
    assert "Chia lại" in shown and "không có tiền vào ra" in shown
    assert pages.url("take_back_repayment", loan.pk, earlier.pk) in shown
    assert pages.url("take_back_repayment", loan.pk, anew.pk) not in shown
    paper = pages.get("statement", loan.membership.pk)
    line = paper.partition(anew.label)[2].partition("</tr>")[0]
    assert "không có tiền vào ra" in line and 'data-label="Đã n' not in line


def test_a_part_paid_ahead_is_told_as_what_is_left(pages, till):
    loan = till.lent(0)
    due, late = standings([loan], TODAY)[0].standing.unpaid[-1], standings([loan], TODAY)[0].standing
    loans.repay(loan, late.interest_due + late.principal_due + 100_000, day=TODAY, **till.by)
    stands = standings([Loan.objects.get()], TODAY)[0].standing
    left = f"{stands.coming.total:,}".replace(",", ".")
    assert stands.coming.due_on > due.due_on and stands.coming.total == due.total - 100_000
    assert f"{left} đ" in pages.get("loan", loan.pk)
    assert f": {left}</td>" in pages.get("statement", loan.membership.pk)


def test_a_late_period_paid_in_part_says_what_is_left_of_it(pages, till):
    loan = till.lent(0)
    unpaid = standings([loan], TODAY)[0].standing.unpaid
    loans.repay(loan, sum(bill.interest for bill in unpaid) + 50_000, day=TODAY, **till.by)
    left = standings([Loan.objects.get()], TODAY)[0].standing.unpaid[0].total
    assert f"ngày, còn {left:,}".replace(",", ".").replace("ngày.", "ngày,") in pages.get("loan", loan.pk)


def test_what_was_taken_back_is_written_anew_when_the_button_is_pressed_again(pages, till):
    loan = till.approved(0)
    one, other = till.board[0].pk, till.board[1].pk
    steps = {
        "pay_out_loan": {"paid_by": one, "witness": other, "day": "22/9", "first_due": "25/10", "once": "k1"},
        "repay_loan": {"amount": "500.000", "day": "23/9", "once": "k2"},
    }
    for name, told in steps.items():
        pages.post(name, loan.pk, **told)
        slip = Voucher.objects.get(request_key=told["once"])
        if name == "repay_loan":
            slips.take_back(slip, "", **till.by)
        else:
            take_back_step(loan, **till.by)
        page = pages.post(name, loan.pk, **told)
        assert pages.status == 409 and f"Phiếu {slip.label} mà trang này đã ghi nay đã được hoàn lại" in page
        [fresh] = re.findall(r'name="once" value="([^"]*)"', page)
        pages.post(name, loan.pk, **told | {"once": fresh})
        assert pages.status == 200 and Voucher.objects.filter(request_key=fresh).exists()


def test_the_city_sees_sums_without_a_name_and_the_secretary_keeps_no_money(pages, till):
    loan = till.lent(0)
    page = pages.get("loans", who="ha")
    assert "6.000.000 đ" in page and loan.membership.person.full_name not in page
    assert pages.get("loans", who="ha", query="?download=xlsx").startswith("<!doctype")
    pages.get("loan", loan.pk, who="ha")
    assert pages.status == 403
    assert "Ghi trả nợ" not in pages.get("loan", loan.pk, who="man")
    pages.post("repay_loan", loan.pk, who="man", amount="1.000.000", day="23/9")
    assert pages.status == 403 and loan.transfers.count() == 1


def test_papers_carry_words_and_signatures_and_the_wall_no_sums(pages, till):
    loan = till.lent(0)
    note = pages.get("loan_note", loan.pk)
    for words in (
        "Sáu triệu đồng",
        "NGƯỜI CÙNG KÝ",
        "THỦ QUỸ",
        "Vũ Thị Lương",
        "Hoàng Văn Khiêm",
        "01/3/2027",
        "6.360.000",
    ):
        assert words in note, words
    assert "Kính gửi" in pages.get("loan_reminder", loan.pk) and "Kính gửi" in pages.get("loan_reminders")
    wall, _cut, own = pages.get("loans_due").partition("Phiếu riêng, cắt rời")
    assert loan.membership.person.full_name in wall and " đ" not in wall.partition("<tbody>")[2]
    assert "Mời mang theo" in own and " đ" in own


def test_the_loan_book_is_printed_with_its_sums_and_what_is_over_when_asked_for(pages, till):
    running, done = till.lent(0), till.lent(1)
    loans.repay(running, 1_000_000, day=date(2026, 4, 1), **till.by)
    loans.repay(done, 6_030_000, day=date(2026, 3, 20), **till.by)
    assert pages.url("print_loans") in pages.get("loans")
    paper = pages.get("print_loans")
    assert "5.030.000" in paper and "970.000" in paper and done.membership.person.full_name not in paper
    assert done.membership.person.full_name in pages.get("print_loans", query="?xem=tat-ca")
    assert pages.get("print_loans", who="ha") and pages.status == 403


def test_pages_stay_within_twelve_queries(pages, till):
    loan = till.lent(0)
    till.lent(1)
    till.approved(2)
    loans.repay(loan, 1_000_000, day=TODAY, **till.by)
    names = ("loan", "repay_loan", "extend_loan", "take_over_loan", "write_off_loan", "loan_note", "loan_reminder")
    for url in [pages.url(name) for name in ("loans", "ask_loan", "loan_reminders", "loans_due", "print_loans")] + [
        pages.url(name, loan.pk) for name in names
    ]:
        client = pages.client()
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        assert len(caught) <= 12, (url, len(caught))


def test_nothing_is_found_under_another_club(pages, till):
    loan = till.lent(0)
    other = till.world.trai_giua
    answer = pages.client("tuan").get(reverse("funds:loan", args=[other.pk, loan.pk]))
    assert answer.status_code == 404
