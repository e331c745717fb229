"""The ledger: balanced by construction, never changed, never below zero, corrected by slips the other way round."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.cast import TODAY, World
from tremang.funds.actions import dues, loans, slips
from tremang.funds.models import Account, Fund, LoanState, MonthClosing, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.members.erasing import erase_person
from tremang.members.models import BoardMember

pytestmark = pytest.mark.django_db


class Box:
    """Bà Lương with the box of thôn Đồng Vàng."""

    def __init__(self, world: World) -> None:
        self.world, self.club = world, world.dong_vang
        self.by = {"by": world.users["luong"], "today": TODAY}

    def capital(self, amount: int, day: date = TODAY) -> Voucher:
        return slips.receive_capital(
            self.club, Fund.INCOME, amount, Account.MEMBERS, "Thành viên góp vốn", "", day=day, **self.by
        )

    def spend(self, amount: int, day: date = TODAY, **more) -> Voucher:
        return slips.spend(self.club, Fund.INCOME, amount, Account.SUPPLIES, "Mua chè", day=day, **self.by, **more)

    def cash(self, fund: Fund = Fund.INCOME, on: date = TODAY) -> int:
        return trial(self.club.pk, on).balance(fund, Account.CASH)

    def hands(self) -> loans.Hands:
        board = BoardMember.objects.filter(club=self.club, to_on__isnull=True).order_by("pk")
        people = [row.person_id for row in board]
        members = [m for m in self.world.members.values() if m.club_id == self.club.pk and m.person_id in people]
        return loans.Hands(members[0], members[1])


@pytest.fixture
def box(world: World, today) -> Box:
    return Box(world)


def test_what_comes_in_and_goes_out_is_the_balance(box):
    box.capital(5_000_000)
    box.spend(120_000)
    assert box.cash() == 4_880_000
    found = trial(box.club.pk, TODAY)
    assert found.total(Fund.INCOME) == found.capital(Fund.INCOME) + found.result(Fund.INCOME) == 4_880_000


def test_a_box_does_not_fall_below_zero_on_any_day(box):
    box.capital(100_000, date(2026, 9, 10))
    with pytest.raises(Problem) as refused:
        box.spend(60_000, date(2026, 9, 9))
    assert refused.value.code == "cash_overdrawn"
    box.spend(60_000, date(2026, 9, 9), overdrawn="Ông Khiêm cho ứng trước")
    assert Voucher.objects.get(series="PC").overdrawn == "Ông Khiêm cho ứng trước"


def test_a_slip_taken_back_restores_what_was_before_and_only_once(box):
    box.capital(1_000_000)
    spent = box.spend(300_000)
    slips.take_back(spent, "ghi nhầm", **box.by)
    assert box.cash() == 1_000_000
    with pytest.raises(Problem):
        slips.take_back(spent, "lại", **box.by)


def test_the_database_itself_refuses_changes_and_strangers(box):
    voucher = box.capital(1_000_000)
    row = Transfer.objects.get(voucher=voucher)
    with pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.filter(pk=row.pk).update(amount=2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM funds_transfer WHERE id = %s", [row.pk])
    for wrong in ({"amount": 0}, {"debit": row.credit}, {"club_id": box.world.trai_giua.pk}, {"fund": "other"}):
        values = {f.attname: getattr(row, f.attname) for f in Transfer._meta.concrete_fields}
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer(**{**values, "id": row.pk + 1, "sequence": 99, **wrong}).save(force_insert=True)


def test_a_closed_month_takes_no_transfer_even_past_the_actions(box):
    voucher = box.capital(1_000_000, date(2026, 9, 10))
    MonthClosing(club=box.club, month=month_of(date(2026, 9, 1)), closed_on=TODAY, by_id=1).save(force_insert=True)
    with pytest.raises(Problem) as refused:
        box.spend(1, date(2026, 9, 11))
    assert refused.value.code == "month_closed"
    row = Transfer.objects.get(voucher=voucher)
    values = {f.attname: getattr(row, f.attname) for f in Transfer._meta.concrete_fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer(**{**values, "id": row.pk + 1, "sequence": 99}).save(force_insert=True)


def test_contributions_of_many_are_one_receipt(box):
    members = [m for m in box.world.members.values() if m.club_id == box.club.pk and m.left_on is None]
    dues.set_dues(box.club, 10_000, Fund.ACTIVITY, month_of(date(2026, 1, 1)), **box.by)
    voucher = dues.collect(box.club, {m.pk: 10_000 for m in members}, day=TODAY, **box.by)
    assert voucher.transfers.count() == len(members)
    assert box.cash(Fund.ACTIVITY) == 10_000 * len(members)


def test_a_loan_from_asking_to_its_last_repayment(box):
    box.capital(20_000_000, date(2026, 3, 1))
    hands = box.hands()
    borrower = next(
        m
        for m in box.world.members.values()
        if m.club_id == box.club.pk and m.pk not in (hands.paid_by.pk, hands.witness.pk) and m.left_on is None
    )
    loan = loans.ask(borrower, 6_000_000, "nuôi gà", asked_on=date(2026, 3, 2), cosigner="Con trai", **box.by)
    loans.review(loan, True, "", on=date(2026, 3, 3), **box.by)
    loans.decide(loan, True, on=date(2026, 3, 25), votes=loans.Votes(40, 2), **box.by)
    loans.pay_out(loan, hands, day=date(2026, 3, 25), **box.by)
    first = loans.repay(loan, 530_000, day=date(2026, 4, 25), **box.by)
    assert sorted(first.transfers.values_list("kind", "amount")) == [("interest", 30_000), ("principal", 500_000)]
    with pytest.raises(Problem) as refused:
        loans.repay(loan, 9_000_000, day=date(2026, 5, 25), **box.by)
    assert refused.value.code == "more_than_owed"
    loans.repay(loan, 5_530_000, day=date(2026, 5, 25), **box.by)
    loan.refresh_from_db()
    assert loan.state == LoanState.SETTLED
    slips.take_back(first, "chưa trả", **box.by)
    loan.refresh_from_db()
    assert loan.state == LoanState.RUNNING
    assert not [found for found in verify(box.club.pk).findings if found.code != "row_unknown"]


def test_a_person_erased_by_law_leaves_no_name_in_the_books_and_every_dong(box):
    member = box.world.members["Trần Thị Lụa"]
    slips.take_in(
        box.club, Fund.ACTIVITY, 200_000, Account.OTHER_IN, "Trần Thị Lụa bán rau giúp câu lạc bộ", day=TODAY,
        who="Trần Thị Lụa", membership_id=member.pk, **box.by,
    )  # fmt: skip
    erase_person(member.person, legal_basis="Đơn ngày 20/9/2026", by=box.world.users["chu_tich"], today=TODAY)
    told = Voucher.objects.get()
    assert "Lụa" not in told.who + told.words
    assert box.cash(Fund.ACTIVITY) == 200_000
    assert not [found for found in verify(box.club.pk).findings if found.code != "row_unknown"]


def cosigned_loans(box, texts):
    """A loan of the same borrower's neighbours for each text of a co-signer."""
    people = [row for name, row in box.world.members.items() if row.club_id == box.club.pk and row.left_on is None]
    found = []
    for borrower, text in zip([row for row in people if row.person.full_name not in texts], texts, strict=False):
        more = {"cosigner": text} if isinstance(text, str) else {"cosigned_by": text}
        found.append(loans.ask(borrower, 1_000_000, "nuôi gà", asked_on=TODAY, **more, **box.by))
    return found


def test_a_cosigner_erased_by_law_is_gone_from_the_loans_of_others_and_nobody_else_is(box):
    member = box.world.members["Trần Thị Lụa"]
    texts = [member, "trần thị  lụa", "Trần Thị Lúa", "bà Trần Thị Lụa"]
    linked, typed, other, with_title = cosigned_loans(box, texts)
    assert (linked.cosigner, linked.cosigned_by) == ("Trần Thị Lụa", member)
    erase_person(member.person, legal_basis="Đơn ngày 20/9/2026", by=box.world.users["chu_tich"], today=TODAY)
    for loan in (linked, typed):
        loan.refresh_from_db()
        assert (loan.cosigner, loan.cosigned_by, loan.purpose) == ("", None, "nuôi gà")
    for loan, text in ((other, "Trần Thị Lúa"), (with_title, "bà Trần Thị Lụa")):  # not the same name: not found
        loan.refresh_from_db()
        assert loan.cosigner == text
    assert not [found for found in verify(box.club.pk).findings if found.code != "row_unknown"]


def test_nobody_signs_for_himself_and_no_stranger_signs(box):
    member = box.world.members["Trần Thị Lụa"]
    stranger = next(row for row in box.world.members.values() if row.club_id != box.club.pk)
    for wrong, code in ((member, "own_cosigner"), (stranger, "not_a_member")):
        with pytest.raises(Problem) as refused:
            loans.ask(member, 1_000_000, "nuôi gà", asked_on=TODAY, cosigned_by=wrong, **box.by)
        assert refused.value.code == code
