"""A treasurer starts her club's books in mid-life, keeps three meetings, finds a mistake, and the City's target follows."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.funds.models import Account, CashCount, Fund, Loan, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.queries.loans import now_of, repayments
from tremang.kernel import clock
from tremang.kernel.verify import verify

pytestmark = pytest.mark.journey
FUND = "Quỹ từ 50 triệu"
BORROWER, NEWCOMER, SLOW = "Kiều Văn Lực", "Trần Thị Lụa", "Phùng Thị Tư"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def onward(page) -> None:
    with page.expect_navigation():
        page.locator("main button.primary").first.click()


def fill(page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def on_the_board(desk) -> str:
    desk.goto("/thanh-pho/")
    return desk.locator("main li, main tr").filter(has_text=FUND).first.inner_text().replace("\xa0", " ")


def start_books(page, club, borrower) -> None:
    page.goto(f"/quy/{club.pk}/bat-dau/")
    fill(page, on="30/6/2026", income_cash="12 triệu", income_bank="40.000.000", activity_cash="500k")
    onward(page)
    fill(page, income_members="40.000.000")
    onward(page)
    page.locator(f"input[name=borrowers][value='{borrower.pk}']").check()
    onward(page)
    key = f"loan_{borrower.pk}_"
    fill(page, **{f"{key}principal": "3.000.000", f"{key}months": "6", f"{key}due": "25/7/2026"})
    onward(page)
    onward(page)
    onward(page)


def meeting(page, club, on: str, *, absent: str = "", repays: bool = True) -> None:
    """Contributions of everybody but one, the repayment that is due, nothing else; up to the step of loans."""
    page.goto(f"/quy/{club.pk}/buoi/{on}/dong-gop/")
    if absent:
        page.locator(".pay", has_text=absent).locator("input[name=pays]").uncheck()
    onward(page)
    if repays:
        page.locator("main input[name=pays]").first.check()
    onward(page)


def test_from_the_first_balance_to_the_citys_target(world, page, desk, sign_in):
    club, members = world.dong_vang, world.members
    sign_in(desk, "ha")
    assert "0 / 3" in on_the_board(desk)
    sign_in(page, "luong")
    start_books(page, club, members[BORROWER])
    assert trial(club.pk, TODAY).total(Fund.INCOME) == 55_000_000
    assert "1 / 3" in on_the_board(desk)

    page.goto(f"/quy/{club.pk}/muc-dong-gop/")
    fill(page, amount="10.000")
    page.locator("[name=from_month]").fill("7/2026")
    onward(page)
    meeting(page, club, "2026-07-25")
    meeting(page, club, "2026-08-25", absent=SLOW)
    loan = Loan.objects.get()
    assert Transfer.objects.filter(loan=loan, credit=Account.LOANS).count() == 2

    new_loan(page, club, members)
    a_wrong_count(page, club)
    a_correction_two_months_back(page, club, loan)
    papers(page, club)
    assert "1 / 3" in on_the_board(desk)
    assert not [found for found in verify(club.pk).findings if found.code != "row_unknown"]


def new_loan(page, club, members) -> None:
    page.goto(f"/quy/{club.pk}/vay/xin/")
    page.locator("[name=membership]").select_option(str(members[NEWCOMER].pk))
    fill(page, principal="5 triệu", purpose="nuôi gà", cosigner="Con trai")
    while not Loan.objects.filter(membership=members[NEWCOMER]).exists():
        onward(page)
    loan = Loan.objects.get(membership=members[NEWCOMER])
    page.goto(f"/quy/{club.pk}/vay/{loan.pk}/y-kien/")
    page.locator("[name=opinion] >> nth=0").check()
    onward(page)
    page.goto(f"/quy/{club.pk}/vay/{loan.pk}/quyet-dinh/")
    page.locator("[name=outcome] >> nth=0").check()
    fill(page, votes_for="40")
    onward(page)
    page.goto(f"/quy/{club.pk}/vay/{loan.pk}/giao-tien/")
    choices = page.locator("[name=paid_by] option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    page.locator("[name=paid_by]").select_option(choices[0])
    page.locator("[name=witness]").select_option(choices[1])
    onward(page)
    loan.refresh_from_db()
    assert loan.state == LoanState.RUNNING


def a_wrong_count(page, club) -> None:
    """A spending of 45.000 is written as 450.000; the box holds too much, and one tap puts the book right."""
    page.goto(f"/quy/{club.pk}/chi/")
    page.locator("[name=on_what]").select_option(Account.SUPPLIES)
    fill(page, amount="450.000", words="Mua chè")
    page.locator(f"[name=fund][value={Fund.ACTIVITY}]").check()
    onward(page)
    held = trial(club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) + 405_000
    page.goto(f"/quy/{club.pk}/dem-hop/?quy=activity")
    for value in (500_000, 100_000, 50_000, 10_000, 5_000):
        page.locator(f"[name=n{value}]").fill(str(held // value))
        held %= value
    onward(page)
    assert "Hộp thừa 405.000" in page.locator("main").inner_text().replace("\xa0", " ")
    with page.expect_navigation():
        page.get_by_role("button", name="45.000").first.click()
    count = CashCount.objects.order_by("-id").first()
    assert count.counted == count.book == trial(club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH)


def a_correction_two_months_back(page, club, loan) -> None:
    """July's repayment was 300.000 less than written: taken back and written anew, what followed is split again."""
    paid = Transfer.objects.filter(loan=loan, day=date(2026, 7, 25))
    slip, amount = paid[0].voucher, sum(row.amount for row in paid)
    page.goto(f"/quy/{club.pk}/vay/{loan.pk}/tra/{slip.pk}/hoan-lai/")
    onward(page)
    while not Voucher.objects.filter(reverses=slip).exists():
        onward(page)
    page.goto(f"/quy/{club.pk}/vay/{loan.pk}/tra/")
    fill(page, amount=str(amount - 300_000), day="25/7/2026")
    onward(page)
    while not Voucher.objects.filter(transfers__loan=loan, day=date(2026, 7, 25), pk__gt=slip.pk, series="PT").exists():
        onward(page)
    now = now_of(loan, repayments([loan.pk], TODAY)[loan.pk], TODAY).standing
    assert trial(club.pk, TODAY).balance(Fund.INCOME, Account.LOANS) == now.outstanding + 5_000_000


def papers(page, club) -> None:
    for path in ("so-quy/tang-thu-nhap/in/", "cong-khai/", "dong-gop/in/"):
        assert page.goto(f"/quy/{club.pk}/{path}").status == 200
