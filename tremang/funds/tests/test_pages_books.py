"""The pages of a club's money: who may see and write, one slip a form, books that show what was taken back."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from tests.cast import TODAY, World
from tremang.funds.actions import box, dues, loans, months, slips
from tremang.funds.models import Account, Fund, Kind, Loan, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.queries.books import book, usual
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Conflict

pytestmark = pytest.mark.django_db
SEPTEMBER = month_of(date(2026, 9, 1))


@pytest.fixture
def by(world: World) -> dict:
    return {"by": world.users["luong"], "today": TODAY}


@pytest.fixture
def filled(world: World, by: dict) -> World:
    """A club with capital in the lending fund, contributions in the other, and something spent."""
    club = world.dong_vang
    slips.receive_capital(
        club, Fund.INCOME, 20_000_000, Account.STATE, "Ngân sách xã", "118/QĐ-UBND", day=date(2026, 7, 1), **by
    )
    dues.set_dues(club, 10_000, Fund.ACTIVITY, month_of(date(2026, 7, 1)), **by)
    dues.collect(club, {world.members["Kiều Văn Lực"].pk: 30_000}, day=date(2026, 9, 1), **by)
    slips.spend(club, Fund.ACTIVITY, 12_000, Account.SUPPLIES, "Mua chè", day=date(2026, 9, 2), who="Bà Lụa", **by)
    return world


@pytest.fixture
def sign_in(world: World):
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name])
        return client

    return signed_in


def lend(world: World, by: dict) -> None:
    """Five million to ông Lực, late by a period."""
    members = world.members
    loan = loans.ask(
        members["Kiều Văn Lực"], 5_000_000, "nuôi gà", asked_on=date(2026, 7, 2), cosigner="Con trai", **by
    )  # fmt: skip
    loans.review(loan, True, "", on=date(2026, 7, 3), **by)
    loans.decide(loan, True, on=date(2026, 7, 25), votes=loans.Votes(40, 2), **by)
    hands = loans.Hands(members["Hoàng Văn Khiêm"], members["Vũ Thị Lương"])
    loans.pay_out(loan, hands, day=date(2026, 7, 25), **by)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def url(name: str, *args: object) -> str:
    return reverse(f"funds:{name}", args=args)


def spending(**changed: object) -> dict:
    return {
        "amount": "50.000", "on_what": "supplies", "words": "Mua chè", "who": "", "fund": "activity", "out_of": "cash",
        "day": "23/9/2026", "once": "a1", "overdrawn": "",
    } | changed  # fmt: skip


class TestHome:
    def test_the_treasurer_sees_balances_slips_and_doors_within_twelve_queries(
        self, filled, sign_in, by, django_assert_max_num_queries
    ):
        client = sign_in("luong")
        lend(filled, by)
        client.get(url("home", filled.dong_vang.pk))
        with django_assert_max_num_queries(12):
            page = client.get(url("home", filled.dong_vang.pk)).content.decode()
        assert "15.000.000" in page and "18.000" in page and "1 trong 1 khoản" in page
        assert "PC-1/2026" in page and url("spend", filled.dong_vang.pk) in page
        assert len(page.encode()) < 60_000

    def test_the_secretary_sees_slips_and_has_no_door_to_write(self, filled, sign_in):
        client = sign_in("man")
        page = client.get(url("home", filled.dong_vang.pk)).content.decode()
        assert "PC-1/2026" in page and url("spend", filled.dong_vang.pk) not in page
        assert client.get(url("spend", filled.dong_vang.pk)).status_code == 403
        assert client.post(url("spend", filled.dong_vang.pk), spending()).status_code == 403
        assert Voucher.objects.count() == 3

    def test_the_city_sees_figures_and_no_names(self, filled, sign_in):
        client = sign_in("ha")
        page = client.get(url("home", filled.dong_vang.pk)).content.decode()
        assert "20.000.000" in page
        assert "Bà Lụa" not in page and "PC-1/2026" not in page
        assert client.get(url("public", filled.dong_vang.pk)).status_code == 200
        for name, *more in (("cashbook", "hoat-dong"), ("dues",), ("slip", Voucher.objects.first().pk)):
            assert client.get(url(name, filled.dong_vang.pk, *more)).status_code == 403

    def test_a_club_without_a_slip_is_led_to_its_first(self, world, sign_in):
        page = sign_in("luong").get(url("home", world.dong_vang.pk)).content.decode()
        assert "Sổ quỹ chưa có khoản nào." in page

    def test_the_club_page_leads_here(self, filled, sign_in):
        page = sign_in("man").get(reverse("web:club", args=[filled.dong_vang.pk])).content.decode()
        assert url("home", filled.dong_vang.pk) in page


class TestSlips:
    def test_money_is_read_back_in_words_and_undone_by_the_link_beside_it(self, filled, sign_in):
        client, club = sign_in("luong"), filled.dong_vang
        answer = client.post(url("spend", club.pk), spending(amount="5 nghìn", on_what="visits"), follow=True)
        page = answer.content.decode()
        assert "Đã chi 5.000" in page and "Năm nghìn đồng" in page
        slip = Voucher.objects.get(number=2, series="PC")
        undo = url("undo_slip", club.pk, slip.pk)
        assert undo in page
        for _again in range(2):
            assert client.post(undo, follow=True).status_code == 200
        assert trial(club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) == 18_000
        assert Voucher.objects.filter(reverses=slip).count() == 1

    def test_the_same_form_sent_twice_writes_once(self, filled, sign_in):
        client, club = sign_in("luong"), filled.dong_vang
        key = hidden(client.get(url("spend", club.pk)).content.decode(), "once")
        assert key.isdigit()
        for _again in range(2):
            assert client.post(url("spend", club.pk), spending(amount="5.000", once=key)).status_code == 302
        assert Transfer.objects.filter(kind=Kind.SPENDING).count() == 2
        other = client.post(url("spend", club.pk), spending(amount="6.000", once=key))
        assert other.status_code == 409
        fresh = hidden(other.content.decode(), "once")
        assert fresh and fresh != key
        assert client.post(url("spend", club.pk), spending(amount="6.000", once=fresh)).status_code == 302

    @pytest.mark.parametrize(
        "changed", [{"words": "nước uống"}, {"who": "bà Tư"}, {"day": "22/9/2026"}, {"on_what": "arts"}]
    )
    def test_the_same_form_with_something_else_in_it_is_asked_about_not_swallowed(self, filled, sign_in, changed):
        client, club = sign_in("luong"), filled.dong_vang
        form = spending(amount="5.000")
        assert client.post(url("spend", club.pk), form).status_code == 302
        answer = client.post(url("spend", club.pk), form | changed)
        page = answer.content.decode()
        assert answer.status_code == 409 and Voucher.objects.filter(request_key="a1").count() == 1
        assert client.post(url("spend", club.pk), form | changed | {"once": hidden(page, "once")}).status_code == 302
        assert trial(club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) == 8_000

    @pytest.mark.parametrize("by_line", [False, True])
    def test_what_was_taken_back_is_not_said_to_be_written(self, filled, sign_in, by, by_line):
        client, club = sign_in("luong"), filled.dong_vang
        form = spending(amount="5.000")
        assert client.post(url("spend", club.pk), form).status_code == 302
        slip = Voucher.objects.get(request_key="a1")
        if by_line:  # as a mending of the box does
            count = box.count_box(club, Fund.ACTIVITY, {1_000: 18}, on=TODAY, **by)
            box.mend(count, [slip.transfers.get().pk], [], **by)
        else:
            slips.take_back(slip, "", **by)
        answer = client.post(url("spend", club.pk), form)
        page = answer.content.decode()
        assert answer.status_code == 409 and f"Phiếu {slip.label} mà trang này đã ghi nay đã được hoàn lại" in page
        assert client.post(url("spend", club.pk), form | {"once": hidden(page, "once")}).status_code == 302
        assert trial(club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) == 13_000

    def test_the_same_sum_of_another_member_or_day_or_by_another_document_is_another(self, filled, by):
        lend(filled, by)
        club, loan = filled.dong_vang, Loan.objects.get()
        one, other = filled.members["Đỗ Thị Ẩn"].pk, filled.members["Trần Thị Lụa"].pk
        eve = TODAY - timedelta(days=1)

        def capital(document: str) -> Voucher:
            return slips.receive_capital(
                club, Fund.INCOME, 1_000_000, Account.STATE, "", document, day=TODAY, once="c", **by
            )  # fmt: skip

        dues.collect(club, {one: 10_000}, day=TODAY, once="d", **by)
        loans.repay(loan, 500_000, day=TODAY, once="r", **by)
        capital("QĐ 12")
        for again in (
            lambda: dues.collect(club, {other: 10_000}, day=TODAY, once="d", **by),
            lambda: dues.collect(club, {one: 10_000}, day=eve, once="d", **by),
            lambda: loans.repay(loan, 500_000, day=eve, once="r", **by),
            lambda: capital("QĐ 13"),
        ):
            with pytest.raises(Conflict) as refused:
                again()
            assert refused.value.code == "written_already"

    def test_contributions_and_repayments_sent_twice_are_written_once(self, filled, by):
        lend(filled, by)
        member, loan = filled.members["Đỗ Thị Ẩn"], Loan.objects.get()
        for _again in range(2):
            first = dues.collect(filled.dong_vang, {member.pk: 10_000}, day=TODAY, once="d", **by)
            paid = loans.repay(loan, 500_000, day=TODAY, once="r", **by)
        assert Voucher.objects.get(request_key="d") == first and Voucher.objects.get(request_key="r") == paid
        with pytest.raises(Conflict):
            dues.collect(filled.dong_vang, {member.pk: 20_000}, day=TODAY, once="d", **by)

    def test_ten_times_the_usual_is_asked_about_once(self, filled, sign_in, by):
        client, club = sign_in("luong"), filled.dong_vang
        for day in (3, 4):
            slips.spend(club, Fund.INCOME, 12_000, Account.SUPPLIES, "Chè", day=date(2026, 9, day), **by)
        assert usual(club.pk, Fund.INCOME, Kind.SPENDING, Account.SUPPLIES) is None  # two are too few to judge by
        slips.spend(club, Fund.INCOME, 12_000, Account.SUPPLIES, "Chè", day=TODAY, **by)
        form = spending(amount="120.000", fund="income", once="b2")
        asked = client.post(url("spend", club.pk), form)
        page = asked.content.decode()
        assert asked.status_code == 422 and "gấp từ 10 lần" in page
        assert "Một trăm hai mươi nghìn đồng" in page
        assert hidden(page, "chac") == "tien 120000"
        assert client.post(url("spend", club.pk), form | {"chac": "tien 1200000"}).status_code == 422
        assert client.post(url("spend", club.pk), form | {"chac": "tien 120000"}).status_code == 302

    def test_spending_beyond_the_box_asks_who_allowed_it_and_shows_him_in_the_books(self, filled, sign_in):
        client, club = sign_in("luong"), filled.dong_vang
        short = client.post(url("spend", club.pk), spending())
        assert short.status_code == 422 and "Ai cho phép" in short.content.decode()
        for nobody in ("x", "a b", "Khiêm", "1 2 3"):
            answer = client.post(url("spend", club.pk), spending(overdrawn=nobody))
            assert answer.status_code == 422 and "Mời ghi họ tên người đồng ý, ví dụ: Hoàng Văn Khiêm." in answer.text
        allowed = spending(overdrawn="Ông Khiêm cho ứng trước")
        assert client.post(url("spend", club.pk), allowed).status_code == 302
        page = client.get(url("cashbook", club.pk, "hoat-dong") + "?ky=2026-09").content.decode()
        assert "Ông Khiêm cho ứng trước" in page

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("take_in", {"source": "other_in", "fund": "activity", "into": "cash", "words": "Bán giấy vụn", "who": "Bà Ẩn"}),
            ("capital", {"source": "members", "fund": "income", "into": "bank", "document": "", "words": "", "who": ""}),
            ("bank", {"way": "in", "fund": "income"}),
            ("move", {"out_of": "income", "words": "Theo buổi 25/8"}),
        ],
    )  # fmt: skip
    def test_each_page_writes_one_slip(self, filled, sign_in, name, form):
        client, club = sign_in("luong"), filled.dong_vang
        before = Voucher.objects.count()
        assert client.get(url(name, club.pk)).status_code == 200
        sent = form | {"amount": "200k", "day": "23/9", "once": "c3"}
        assert client.post(url(name, club.pk), sent).status_code == 302
        assert Voucher.objects.count() == before + 1
        for wrong in ({"amount": "1.5tr"}, {"amount": "-5"}, {"amount": "0"}, {"day": "31/12/2026"}, {"day": "x"}, {}):
            sent = form | {"amount": "200k", "day": "23/9", "once": ""} | wrong
            answer = client.post(url(name, club.pk), sent if wrong else {})
            assert answer.status_code == 422
            assert "Lỗi:" in answer.content.decode()
        assert Voucher.objects.count() == before + 1

    def test_capital_from_outside_needs_its_document(self, filled, sign_in):
        form = {"source": "project", "fund": "income", "into": "cash", "document": "", "amount": "5tr", "day": "23/9"}
        answer = sign_in("luong").post(url("capital", filled.dong_vang.pk), form)
        assert answer.status_code == 422 and "văn bản" in answer.content.decode()

    def test_a_slip_shows_what_took_it_back_and_by_whom(self, filled, sign_in):
        client, club = sign_in("luong"), filled.dong_vang
        slip = Voucher.objects.get(series="PC")
        assert client.post(url("take_back", club.pk, slip.pk), {"reason": ""}).status_code == 422
        assert client.post(url("take_back", club.pk, slip.pk), {"reason": "ghi nhầm quỹ"}).status_code == 302
        page = client.get(url("slip", club.pk, slip.pk)).content.decode()
        assert "đã được hoàn lại" in page and "ghi nhầm quỹ" in page and "Vũ Thị Lương" in page
        assert client.post(url("take_back", club.pk, slip.pk), {"reason": "lại"}).status_code == 409
        book_page = client.get(url("cashbook", club.pk, "hoat-dong") + "?ky=2026-09").content.decode()
        assert "đã hoàn lại bằng phiếu" in book_page and "Hoàn lại phiếu PC-1/2026" in book_page

    def test_ids_of_another_club_lead_nowhere(self, filled, sign_in):
        slip, here, there = Voucher.objects.first(), filled.dong_vang.pk, filled.trai_giua.pk
        member, stranger = filled.members["Kiều Văn Lực"].pk, filled.members["Bùi Thị Sáu"].pk
        assert sign_in("tuan").get(url("slip", there, slip.pk)).status_code == 404
        assert sign_in("tuan").post(url("undo_slip", there, slip.pk)).status_code == 404
        assert sign_in("tuan").get(url("statement", there, member)).status_code == 404
        assert sign_in("luong").get(url("one_dues", here, stranger)).status_code == 404
        assert sign_in("luong").get(url("home", there)).status_code == 403
        assert sign_in("nga").get(url("home", here)).status_code == 403
        assert sign_in("luong").get(url("cashbook", here, "quy-la")).status_code == 404


class TestBooks:
    def test_the_cash_book_carries_the_balance_from_line_to_line(self, filled):
        found = book(filled.dong_vang.pk, Fund.ACTIVITY, Account.CASH, date(2026, 9, 2), TODAY)
        assert (found.before, found.came, found.went, found.after) == (30_000, 0, 12_000, 18_000)
        assert [line.left for line in found.lines] == [18_000]

    @pytest.mark.parametrize("asked", ["", "2026-09", "2026", "tat-ca", "2026-13", "0000", "99999", "²026", "x"])
    def test_any_period_in_the_address_gives_a_book(self, filled, sign_in, asked):
        client = sign_in("man")
        for name in ("cashbook", "print_cashbook"):
            answer = client.get(url(name, filled.dong_vang.pk, "hoat-dong"), {"ky": asked})
            assert answer.status_code == 200
        assert client.get(url("public", filled.dong_vang.pk), {"ky": asked}).status_code == 200

    def test_books_come_as_excel(self, filled, sign_in):
        client = sign_in("man")
        for name, *more in (("cashbook", "hoat-dong"), ("dues",)):
            answer = client.get(url(name, filled.dong_vang.pk, *more), {"download": "xlsx"})
            assert b"".join(answer.streaming_content)[:2] == b"PK"

    def test_the_public_sheet_and_a_members_account_come_as_excel_with_the_sums_of_the_papers(self, filled, sign_in):
        client, club, member = sign_in("man"), filled.dong_vang, filled.members["Kiều Văn Lực"].pk
        dues.collect(club, {member: 20_000}, day=TODAY, by=filled.users["luong"], today=TODAY)
        for name, *more in (("public",), ("statement", member)):
            paper = client.get(url(name, club.pk, *more), {"ky": "2026"})
            assert "download=xlsx" in paper.text
            answer = client.get(url(name, club.pk, *more), {"ky": "2026", "download": "xlsx"})
            sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
            found = [value for row in sheet.to_python() for value in row if isinstance(value, float)]
            wanted = [fund["total"] for fund in paper.context["funds"]] if name == "public" else [20_000]
            assert set(wanted) <= set(found), name

    def test_papers_say_sums_in_words(self, filled, sign_in):
        client, club = sign_in("man"), filled.dong_vang
        slip = client.get(url("slip_paper", club.pk, Voucher.objects.get(series="PC").pk)).content.decode()
        assert "PHIẾU CHI" in slip and "Mười hai nghìn đồng" in slip
        public = client.get(url("public", club.pk), {"ky": "2026"}).content.decode()
        assert "Hai mươi triệu đồng" in public and "Vốn Nhà nước hỗ trợ" in public

    def test_the_public_sheet_adds_up(self, filled, sign_in, by):
        slips.move_between(filled.dong_vang, Fund.INCOME, 500_000, "", day=TODAY, **by)
        page = sign_in("ha").get(url("public", filled.dong_vang.pk), {"ky": "2026-09"})
        for fund in page.context["funds"]:
            assert fund["before"] + fund["came_sum"] - fund["went_sum"] == fund["total"]

    def test_the_sources_of_both_funds_add_up_to_what_they_have(self, filled, sign_in, by):
        club, words = filled.dong_vang, {20_018_000: "Thu nhiều hơn chi", 19_968_000: "Chi nhiều hơn thu"}
        for has, result in words.items():
            page = sign_in("ha").get(url("public", club.pk), {"ky": "2026"})
            assert page.context["sources_sum"] == sum(fund["total"] for fund in page.context["funds"]) == has
            assert result in page.text and "Cộng, bằng tiền của hai quỹ" in page.text
            slips.spend(club, Fund.INCOME, 50_000, Account.HEALTH, "đo huyết áp", day=TODAY, **by)

    def test_what_goes_from_fund_to_fund_is_a_paper_of_its_own(self, filled, sign_in, by):
        client, club = sign_in("man"), filled.dong_vang
        moved = slips.move_between(club, Fund.INCOME, 500_000, "", day=TODAY, **by)
        paper = client.get(url("slip_paper", club.pk, moved.pk)).text
        assert "PHIẾU CHUYỂN QUỸ" in paper and "NGƯỜI NỘP" not in paper and moved.label in paper
        assert "Từ quỹ:</b> Quỹ tăng thu nhập" in paper and "Sang quỹ:</b> Quỹ hoạt động" in paper
        back = slips.take_back(moved, "nhầm", **by)
        paper = client.get(url("slip_paper", club.pk, back.pk)).text
        assert "Từ quỹ:</b> Quỹ hoạt động" in paper and "Sang quỹ:</b> Quỹ tăng thu nhập" in paper
        for name in ("cashbook", "print_cashbook"):
            for fund in ("tang-thu-nhap", "hoat-dong"):
                assert f"Phiếu chuyển {moved.label}" in client.get(url(name, club.pk, fund), {"ky": "2026-09"}).text

    def test_interest_shared_out_prints_what_crosses_and_what_stays(self, filled, sign_in, by):
        client, club = sign_in("man"), filled.dong_vang
        lend(filled, by)
        loans.repay(Loan.objects.get(), 500_000, day=TODAY, **by)
        shared = months.share_out(club, day=TODAY, **by)
        sums = {row.credit: row.amount for row in shared.transfers.all()}
        paper = client.get(url("slip_paper", club.pk, shared.pk))
        assert "PHIẾU CHUYỂN QUỸ" in paper.text and paper.context["total"] == sums["clearing"]
        assert "từ “Lãi thành viên trả” sang “Lãi để lại bổ sung vốn”" in paper.text
        slip = client.get(url("slip", club.pk, shared.pk))
        assert 'Lãi thành viên trả <span class="second">sang</span> Lãi để lại bổ sung vốn' in slip.text
        assert slip.context["total"] == sum(row.amount for row in shared.transfers.exclude(credit="clearing"))

    def test_the_grid_of_contributions_shows_who_owes_and_takes_what_is_owed(self, filled, sign_in):
        client, club = sign_in("luong"), filled.dong_vang
        page = client.get(url("dues", club.pk)).content.decode()
        assert "10 người còn thiếu, cộng 300.000" in page.replace("\xa0", " ")
        member = filled.members["Đỗ Thị Ẩn"].pk
        form = client.get(url("one_dues", club.pk, member)).content.decode()
        assert 'value="30.000"' in form
        sent = {"amount": "30.000", "day": "23/9", "once": "d4"}
        assert client.post(url("one_dues", club.pk, member), sent).status_code == 302
        assert "9 người còn thiếu" in client.get(url("dues", club.pk)).content.decode()

    def test_a_member_gets_a_statement_of_his_own_alone(self, filled, sign_in, by, django_assert_max_num_queries):
        client = sign_in("man")
        lend(filled, by)
        client.get(url("home", filled.dong_vang.pk))
        with django_assert_max_num_queries(12):
            page = client.get(url("statement", filled.dong_vang.pk, filled.members["Kiều Văn Lực"].pk)).content.decode()
        assert "Kiều Văn Lực" in page and "30.000" in page and "5.000.000" in page and "Đỗ Thị Ẩn" not in page
