"""Whoever takes a loan over without being a member: kept by his own word and no more of him than is needed, and shown."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.exchange.tables import Tables
from tremang.funds.actions import loans
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.actions.taking_over import Heir, take_over
from tremang.funds.models import Loan, LoanStep, Voucher
from tremang.funds.queries.risk import without_answer
from tremang.funds.tests.acting import BEGUN
from tremang.kernel.models import EventContent
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.members.data import PersonData
from tremang.members.erasing import erase_person
from tremang.members.models import LeaveReason, Membership, Person

SON = Heir(PersonData("Kiều Văn Hùng", "M", "1979"), "spoken")
PAPERS = ("loan", "loan_note", "loan_reminder")


@pytest.fixture
def orphan(till) -> Loan:
    """A loan whose borrower died on 01/8/2026 with a co-signer who is no member."""
    loan = till.lent(0)
    row = loan.membership
    row.left_on, row.leave_reason = date(2026, 8, 1), LeaveReason.DIED
    row.save()
    row.person.died_on = row.left_on
    row.person.save()
    return Loan.objects.get(pk=loan.pk)


def inherited(till, loan) -> Loan:
    take_over(loan, SON, "con trai, ở cùng nhà", on=TODAY, **till.by)
    return Loan.objects.get(pk=loan.pk)


def is_sound(till) -> bool:
    """Whether every row is as its event says; the small world itself has none."""
    return not [one for one in verify(till.club.pk).findings if one.code != "row_unknown"]


def code(act) -> str:
    with pytest.raises(Problem) as refused:
        act()
    return refused.value.code


def test_an_heir_who_is_no_member_takes_the_loan_over_with_his_name_sex_and_birth_alone(till, orphan):
    assert without_answer(orphan, TODAY) == "died"
    loan = inherited(till, orphan)
    heir = Person.objects.get(full_name="Kiều Văn Hùng")
    assert (loan.payer, loan.debtor, loan.is_taken_over, without_answer(loan, TODAY)) == (heir, None, True, "")
    assert (heir.sex, heir.born_year, heir.phone, heir.memberships.count()) == ("M", 1979, "", 0)
    step = LoanStep.objects.get(heir=heir)
    assert (step.agreed, step.words, step.label) == ("spoken", "con trai, ở cùng nhà", "Người khác nhận trả")
    slip = loans.repay(loan, 1_000_000, day=TODAY, **till.by)
    assert slip.who == "Kiều Văn Hùng"
    assert is_sound(till)


@pytest.mark.parametrize(
    ("heir", "expected"),
    [
        (Heir(SON.who, ""), "heir_not_asked"), (Heir(SON.who, "nghe nói"), "heir_not_asked"),
        (Heir(PersonData("Kiều Văn Hùng", "M", "2012"), "paper"), "heir_minor"),
        (Heir(PersonData("", "M", "1979"), "paper"), "no_name"), (Heir(PersonData("Kiều Văn Hùng", "", "1979"), "paper"), "no_sex"),
        (Heir(PersonData("Kiều Văn Hùng", "M", "bảy chín"), "paper"), "birth_unread"),
        (Heir(PersonData("Lê Thị Hợi", "F", "1960"), "paper"), "heir_is_member"),
    ],
)  # fmt: skip
def test_who_did_not_agree_is_a_child_nameless_or_a_member_is_not_written_as_an_heir(till, orphan, heir, expected):
    before = Person.objects.count()
    assert code(lambda: take_over(orphan, heir, "", on=TODAY, **till.by)) == expected
    assert (Person.objects.count(), Loan.objects.get(pk=orphan.pk).heir) == (before, None)


def test_taking_the_step_back_leaves_nothing_of_him_and_a_second_loan_uses_his_card_again(till, orphan):
    before = Person.objects.count()
    loan = inherited(till, orphan)
    assert code(lambda: inherited(till, loan)) == "same_debtor"
    other = till.lent(1)
    take_over(other, SON, "", on=TODAY, **till.by)
    assert Person.objects.count() == before + 1
    take_back_step(other, **till.by)
    assert Person.objects.count() == before + 1  # he still pays the first
    take_back_step(loan, **till.by)
    assert (Person.objects.count(), Loan.objects.get(pk=orphan.pk).heir) == (before, None)
    assert is_sound(till)


def test_a_member_may_take_it_from_the_heir_and_each_step_leads_back_to_the_one_before(till, orphan):
    loan = inherited(till, orphan)
    member = till.others[2]
    take_over(loan, member, "", on=TODAY, **till.by)
    loan = Loan.objects.get(pk=loan.pk)
    assert (loan.payer, loan.heir) == (member.person, None)
    take_back_step(loan, **till.by)
    assert Loan.objects.get(pk=loan.pk).payer.full_name == "Kiều Văn Hùng"


def test_pages_papers_the_account_and_the_file_say_who_pays(till, orphan, page: Client):
    loan = inherited(till, orphan)
    loans.repay(loan, 500_000, day=TODAY, **till.by)
    club, dead = till.club.pk, loan.membership_id
    for name in PAPERS:
        assert "Kiều Văn Hùng" in page.get(reverse(f"funds:{name}", args=[club, loan.pk])).content.decode(), name
    for name, args in (("loans", []), ("print_loans", []), ("loans_due", []), ("statement", [dead])):
        assert "Kiều Văn Hùng" in page.get(reverse(f"funds:{name}", args=[club, *args])).content.decode(), name
    note = page.get(reverse("funds:loan_note", args=[club, loan.pk])).content.decode()
    assert "Người nhận trả thay:</b> anh Kiều Văn Hùng, sinh năm 1979" in note and "NGƯỜI NHẬN TRẢ" in note
    assert [row[-1] for row in Tables().loans()] == [loan.heir_id]
    other = Client()
    other.force_login(till.world.users["ha"])
    assert "Kiều Văn Hùng" not in other.get(reverse("funds:loans", args=[club])).content.decode()


def test_the_form_takes_a_member_or_an_heir_and_keeps_what_was_typed(till, orphan, page: Client):
    url = reverse("funds:take_over_loan", args=[till.club.pk, orphan.pk])
    assert "điều 615" in page.get(url).content.decode()
    sent = {
        "debtor": "",
        "full_name": "Kiều Văn Hùng",
        "sex": "M",
        "born": "1979",
        "agreed": "",
        "words": "",
        "on": "23/9",
    }
    for wrong, field in (
        ({}, "agreed"), ({"agreed": "paper", "born": ""}, "born"), ({"agreed": "paper", "sex": ""}, "sex"),
        ({"debtor": str(till.others[1].pk)}, "full_name"), ({"full_name": ""}, "debtor"),
    ):  # fmt: skip
        answer = page.post(url, sent | wrong)
        assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert page.post(url, sent | {"agreed": "paper"}).status_code == 302
    shown = page.get(reverse("funds:loan", args=[till.club.pk, orphan.pk])).content.decode()
    assert "Người trả hiện nay: anh Kiều Văn Hùng" in shown and "đồng ý nhận trả (giấy có chữ ký)" in shown
    assert f"mã thẻ {Person.objects.get(full_name='Kiều Văn Hùng').pk}" in shown


def test_what_the_law_erases_of_an_heir_leaves_no_word_of_him(till, orphan):
    loan = inherited(till, orphan)
    loans.repay(loan, 1_000_000, day=TODAY, **till.by)
    erase_person(loan.heir, legal_basis="Đơn ngày 22/9/2026", by=till.world.users["chu_tich"], today=TODAY)
    told = [*Voucher.objects.values_list("who", flat=True), *Voucher.objects.values_list("words", flat=True)]
    told += [*LoanStep.objects.values_list("words", flat=True), *(str(one.body) for one in EventContent.objects.all())]
    assert not [words for words in told if "Kiều Văn Hùng" in words]
    assert Loan.objects.get(pk=loan.pk).payer.full_name == "Người đã xóa tên"
    assert is_sound(till)


def test_an_heir_who_joins_keeps_his_card_and_what_he_pays(till, orphan):
    loan = inherited(till, orphan)
    Membership.objects.create(club=till.club, person=loan.heir, joined_on=BEGUN)
    assert Loan.objects.get(pk=loan.pk).payer.memberships.count() == 1
    take_back_step(loan, **till.by)
    assert Person.objects.filter(full_name="Kiều Văn Hùng").exists()
