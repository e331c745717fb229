"""On what an approval stands: the board's opinion, the votes, the minutes; as the club's regulation says who decides."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.funds.actions import loans
from tremang.funds.models import Approver, Loan, LoanStep, Regulation
from tremang.funds.tests.acting import BEGUN
from tremang.kernel.problems import Problem

ON = date(2026, 9, 20)


@pytest.fixture
def asked(till) -> Loan:
    return loans.ask(till.others[0], 5_000_000, "nuôi gà", asked_on=ON, cosigner="Con trai", **till.by)


@pytest.fixture
def by_board(till) -> None:
    Regulation.objects.create(
        club=till.club, from_on=BEGUN, rate_month=Decimal("0.5"), method="flat", repay="equal_principal",
        approver=Approver.BOARD, by_id=0,
    )  # fmt: skip


def decided(page, loan, answer=None, **more):
    """The form sent, with what a form that was shown before carries unseen."""
    url = reverse("funds:decide_loan", args=[loan.club_id, loan.pk])
    sent = {"outcome": "co", "votes_for": "", "votes_against": "", "principal": "", "words": "", "on": "23/9"}
    return page.post(url, sent | ({"chac": answer.context["form"].sure} if answer else {}) | more)


def question(answer) -> str:
    assert answer.status_code == 422
    return str([*answer.context["form"].errors.values()])


def test_with_the_boards_opinion_and_the_votes_nothing_is_asked(till, asked, page):
    loans.review(asked, True, "", on=ON, by=till.world.users["luong"], today=TODAY)
    assert decided(page, asked, votes_for="40").status_code == 302


def test_without_the_boards_opinion_it_is_asked_once_and_the_reason_is_kept(till, asked, page):
    first = decided(page, asked, votes_for="40")
    assert "Đơn này chưa có ý kiến Ban Chủ nhiệm." in question(first)
    shown = first.content.decode()
    review = reverse("funds:review_loan", args=[till.club.pk, asked.pk])
    assert 'name="chac"' in shown and f'<a class="way" href="{review}">' in shown
    assert "chưa có ý kiến" in question(decided(page, asked, first, votes_for="40"))  # a reason is still lacking
    assert decided(page, asked, first, votes_for="40", words="việc gấp, cả Ban dự họp").status_code == 302
    assert LoanStep.objects.get(loan=asked, state="approved").words == "việc gấp, cả Ban dự họp"


def test_a_meeting_without_votes_is_asked_for_them_or_for_the_minutes_that_name_it(till, asked, page):
    loans.review(asked, True, "", on=ON, **till.by)
    first = decided(page, asked, words="biên bản họp 23/9/2026")
    assert "mà chưa ghi số người đồng ý." in question(first) and "ý kiến Ban" not in question(first)
    assert decided(page, asked, first, words="biên bản họp 23/9/2026").status_code == 302


def test_where_the_board_was_against_the_meeting_may_still_decide_with_a_reason(till, asked, page):
    loans.review(asked, False, "nợ cũ", on=ON, **till.by)
    first = decided(page, asked, votes_for="40")
    assert "Ngày 20/9/2026 Ban Chủ nhiệm đã ghi không đồng ý." in question(first)
    assert decided(page, asked, first, votes_for="40", words="nợ cũ đã trả").status_code == 302


@pytest.mark.usefixtures("by_board")
def test_where_the_board_decides_its_own_no_refuses_by_whatever_way(till, asked, page):
    loans.review(asked, False, "", on=ON, **till.by)
    with pytest.raises(Problem) as refused:
        loans.decide(asked, True, on=TODAY, votes=loans.Votes(4, 1), **till.by)
    assert refused.value.code == "board_against"
    assert decided(page, asked, votes_for="4", words="đổi ý").status_code == 422
    assert decided(page, asked, outcome="khong").status_code == 302


@pytest.mark.usefixtures("by_board")
def test_where_the_board_decides_its_opinion_or_its_votes_are_enough(till, asked, page):
    first = decided(page, asked)
    assert "chưa có ý kiến Ban Chủ nhiệm" in question(first) and "cuộc họp" not in question(first)
    assert decided(page, asked, votes_for="4").status_code == 302
    other = loans.ask(till.others[1], 5_000_000, "nuôi gà", asked_on=ON, cosigner="Con trai", **till.by)
    loans.review(other, True, "", on=ON, **till.by)
    assert decided(page, other).status_code == 302


def test_votes_against_refuse_and_a_refusal_needs_no_ground(till, asked, page):
    loans.review(asked, True, "", on=ON, **till.by)
    for votes in ({"votes_for": "3", "votes_against": "6"}, {"votes_against": "6"}):
        answer = decided(page, asked, **votes)
        assert answer.status_code == 422
    assert decided(page, asked, outcome="khong").status_code == 302
