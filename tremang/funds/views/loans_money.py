"""The steps of a loan that move money: paid out, repaid, a repayment taken back, written off."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may
from tremang.funds import problems as say
from tremang.funds.actions import loans, slips, waiving
from tremang.funds.actions.lending import open_or_refuse
from tremang.funds.forms.loans import PayOutForm, RepayForm, TakeBackForm, WaiveForm, WriteOffForm
from tremang.funds.models import Account, Fund, Kind, Loan, Transfer, Voucher
from tremang.funds.queries.balances import at_hand
from tremang.funds.queries.loans import (
    LoanNow,
    due_at,
    is_unusual_payment,
    lacks_a_zero,
    least_repayment,
    usual_repayment,
)
from tremang.funds.views.loans_common import (
    Fact,
    crumbs,
    due_facts,
    first_due_of,
    hidden,
    loan_of,
    loan_url,
    meeting_id,
    now,
    paid_words,
)  # fmt: skip
from tremang.funds.views.occasion import day_asked, with_day
from tremang.funds.views.parts import closed_words, sum_key
from tremang.funds.views.replays import Change, changes
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.kernel.words import in_words
from tremang.members.data import called
from tremang.members.models import BoardMember, Membership
from tremang.places.models import Dated
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.templatetags.ui import upfirst


def pay_out(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Hand the money over: two members of the board, the day, the first due day."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    rows = {str(row.pk): row for row in board_members(found, today)}
    if len(rows) < 2:
        return _without_board(request, found, len(rows), today)
    people = [(key, upfirst(called(row.person, today))) for key, row in rows.items()]
    asked, then = day_asked(request, today), with_day(loan_url(found), request, today)
    first_due = first_due_of(found, asked.get("day", today))
    form = PayOutForm(request.POST or None, today=today, board=people, first_due=first_due, initial=asked)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        try:
            slip = loans.pay_out(
                found, loans.Hands(rows[data["paid_by"]], rows[data["witness"]]), day=data["day"], by=request.user,
                today=today, first_due=data["first_due"], meeting_id=meeting_id(found.club, data["day"]),
                once=data["once"],
            )  # fmt: skip
        except Problem as problem:
            form.key_anew(problem)
            raise
        words = {"sum": vnd(found.principal), "name": called(found.membership.person, today), "slip": slip.label}
        undo = with_day(loan_url(found, "undo_loan"), request, today)
        return _("Đã giao %(sum)s cho %(name)s, phiếu %(slip)s.") % words, undo

    box = at_hand(found.club_id, Fund.INCOME, Account.CASH, today)
    return entry_page(
        request, "funds/loan_entry.html", form, act, then,
        lambda: {
            "crumbs": crumbs(found.club, found, today), "back_url": then, "title": _("Giao tiền vay"),
            "summary": _("%(sum)s cho %(name)s.") % {
                "sum": vnd(found.principal), "name": called(found.membership.person, today)},
            "facts": [
                Fact(_("Giao"), vnd(found.principal), in_words(found.principal)),
                Fact(_("Hộp Quỹ tăng thu nhập có"), vnd(max(box, 0))),
            ],
            "button": _("Ghi đã giao %s") % vnd(found.principal),
        },
    )  # fmt: skip


def _without_board(request: HttpRequest, loan: Loan, there: int, today: date) -> HttpResponse:
    """Two of the board hand money over: where they cannot be chosen, who records the board, in place of empty lists."""
    url = with_day(loan_url(loan), request, today)
    keeps = may(request.user, Verb.KEEP_BOARD, loan.club.place, today)
    context = {
        "title": _("Giao tiền vay"), "crumbs": crumbs(loan.club, loan, today), "back_url": url, "is_one": there == 1,
        "board_url": address("members:board", loan.club_id) if keeps else "",
    }  # fmt: skip
    return render(request, "funds/loan_no_board.html", context, status=422 if request.method == "POST" else 200)


def board_members(loan: Loan, on: date) -> list[Membership]:
    """The memberships of the board, the borrower left out."""
    board = BoardMember.objects.filter(Dated.on(on), club=loan.club_id).values("person")
    rows = Membership.objects.filter(Membership.running(on), club=loan.club_id, person__in=board)
    return list(rows.exclude(person=loan.membership.person_id).select_related("person").order_by("person__sort_key"))


def repay(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Take a repayment; where it changes how later ones were used, that is shown for approval first."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    row = now(found, today)
    due = due_at(row, today) if row else 0
    form = RepayForm(request.POST or None, today=today, initial={"amount": vnd(due) if due else ""})
    asker = Asker(form, request.POST.getlist(FIELD))
    status = 200
    if request.method == "POST" and "again" not in request.POST:
        status = 422
        if form.is_valid():
            try:
                return _repaid(request, found, form, asker)
            except Problem as problem:
                if problem.status == 403:
                    raise
                form.key_anew(problem)
                tell(form, problem)
                status = problem.status
    context = {
        "form": form, "crumbs": crumbs(found.club, found, today), "back_url": loan_url(found), "button": _("Ghi trả nợ"),
        "title": _("%s trả nợ") % upfirst(called(found.payer, today)), "facts": due_facts(row) if row else [],
        "summary": _(
            "Tiền trả được trừ vào lãi quá hạn trước (nếu có), rồi đến lãi đến hạn, sau cùng là gốc. "
            "Trả thiếu hay trả trước đều ghi được."
        )
        if found.late_percent
        else _("Tiền trả được trừ vào lãi đến hạn trước, rồi đến gốc. Trả thiếu hay trả trước đều ghi được."),
    }  # fmt: skip
    return render(request, "funds/loan_entry.html", context, status=status)


def _repaid(request: HttpRequest, loan: Loan, form: RepayForm, asker: Asker) -> HttpResponse:
    day, amount, today = form.cleaned_data["day"], form.cleaned_data["amount"], form.today
    open_or_refuse(loan.club_id, day)
    _ask_if_unusual(now(loan, day), amount, asker)
    changed = []
    if loan.paid_out_on is not None and amount > 0 and loan.paid_out_on <= day <= today:
        changed = changes(loans.plan(loan, day, 0), loans.plan(loan, day, amount), day)
    if changed and "agreed" not in request.POST:
        words = {"sum": vnd(amount), "day": written(day)}
        return render(request, "funds/loan_replay.html", {
            "title": _("Các lần trả sau được chia lại"), "crumbs": crumbs(loan.club, loan, today), "changes": changed,
            "summary": _("Ghi thêm %(sum)s ngày %(day)s thì gốc và lãi của các lần trả sau đổi như dưới đây.") % words,
            "kept": [*hidden(form), *((FIELD, one) for one in asker.sure)], "button": _("Đồng ý, ghi %s") % vnd(amount),
            "back_url": loan_url(loan),
        })  # fmt: skip
    slip = loans.repay(loan, amount, day=day, by=request.user, today=today, once=form.cleaned_data["once"],
                       meeting_id=meeting_id(loan.club, day))  # fmt: skip
    said(request, repaid_words(loan, slip, today), _back_url(loan, slip))
    return redirect(loan_url(loan))


def _ask_if_unusual(row: LoanNow | None, amount: int, asker: Asker) -> None:
    """Raises Problem the first time where a zero too many or too few is likely: ten instalments, or a tenth of one.

    Not where the sum ends the loan.
    """
    if row is None:
        return
    middle, least, ends = usual_repayment(row), least_repayment(row), row.standing.to_settle
    if is_unusual_payment(amount, middle, ends):
        words, usual = say.UNUSUAL, middle
    elif lacks_a_zero(amount, least, ends):
        words, usual = say.UNUSUALLY_SMALL, least
    else:
        return
    asker.ask(sum_key(amount), Problem("unusual", words, field="amount", usual=vnd(usual), amount=vnd(amount)))


def _back_url(loan: Loan, slip: Voucher) -> str:
    return reverse("funds:take_back_repayment", args=[loan.club_id, loan.pk, slip.pk])


def repaid_words(loan: Loan, slip: Voucher, today: date) -> str:
    """What became of a repayment: what was interest, what principal, what is still owed."""
    rows = list(slip.transfers.all())
    interest = sum(row.amount for row in rows if row.kind == Kind.INTEREST)
    principal = sum(row.amount for row in rows if row.kind == Kind.PRINCIPAL)
    row = now(loan, today)
    late = _late_interest_in(row, interest + principal, slip.day) if row else 0
    words = {
        "sum": vnd(interest + principal), "used": paid_words(interest, principal, late), "slip": slip.label,
        "name": called(loan.payer, today),
    }  # fmt: skip
    text = _("Đã thu %(sum)s (%(used)s), phiếu %(slip)s.") % words
    if row is None:
        return text
    if row.standing.settled_on is not None:
        return text + " " + _("%s đã trả hết nợ.") % upfirst(words["name"])
    text += " " + _("%(name)s còn nợ gốc %(left)s.") % {
        "name": upfirst(words["name"]),
        "left": vnd(row.standing.outstanding),
    }
    if left := row.standing.interest_due + row.standing.principal_due:
        text += " " + _("Đến hôm nay còn thiếu %s.") % vnd(left)
    return text


def _late_interest_in(row: LoanNow, amount: int, day: date) -> int:
    """How much of a payment of `amount` đồng on `day`, the last written of that day, was late interest."""
    late = row.standing.late_interest_paid.get(day, 0)
    earlier = sum(row.standing.splits.get(day, loans.NOTHING)) - amount
    return max(late - earlier, 0)


def waive(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Let late interest go, as the board decided."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    form = WaiveForm(request.POST or None, today=today)
    row = now(found, today)
    owed = row.standing.late_interest_due if row else 0

    def act(data: dict[str, Any]) -> tuple[str, str]:
        waiving.waive(found, data["words"], by=request.user, today=today)
        words = {"sum": vnd(owed), "name": called(found.payer, today)}
        return _("Đã miễn %(sum)s lãi quá hạn cho %(name)s.") % words, loan_url(found, "undo_loan")

    return entry_page(
        request, "funds/loan_entry.html", form, act, loan_url(found),
        lambda: {
            "crumbs": crumbs(found.club, found, today), "back_url": loan_url(found), "title": _("Miễn lãi quá hạn"),
            "summary": _("Miễn lãi quá hạn mà %s còn nợ đến hôm nay. Gốc và lãi đã thỏa thuận vẫn phải trả.")
            % called(found.payer, today),
            "facts": [Fact(_("Lãi quá hạn được miễn"), vnd(owed))],
            "button": _("Ghi miễn %s") % vnd(owed),
        },
    )  # fmt: skip


def take_back(request: HttpRequest, club: int, loan: int, slip: int) -> HttpResponseBase:
    """Take a repayment back; where that changes how later ones are used, it is shown for approval first."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    voucher = Voucher.objects.select_related("club__place").filter(pk=slip, club=found.club).first()
    rows = list(Transfer.objects.filter(voucher=voucher, loan=found)) if voucher else []
    if voucher is None or not rows:
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None, today=today)
    amount = sum(row.amount for row in rows)
    changed = _changed_without(found, voucher, amount)
    status = 200
    if request.method == "POST" and form.is_valid() and (not changed or "agreed" in request.POST):
        try:
            slips.take_back(voucher, form.cleaned_data["reason"], by=request.user, today=today)
        except Problem as problem:
            if problem.status == 403:
                raise
            tell(form, problem)
            status = problem.status
        else:
            said(request, _("Đã hoàn lại phiếu %(slip)s, %(sum)s.") % {"slip": voucher.label, "sum": vnd(amount)})
            return redirect(loan_url(found))
    words = {"slip": voucher.label, "sum": vnd(amount), "day": written(voucher.day)}
    summary = _("Phiếu %(slip)s ngày %(day)s, %(sum)s: coi như chưa trả.") % words
    return render(request, "funds/loan_replay.html", {
        "title": _("Hoàn lại phiếu %s") % voucher.label, "crumbs": crumbs(found.club, found, today), "changes": changed,
        "summary": f"{summary} {closed_words(voucher, today)}".strip(), "form": form, "kept": [],
        "button": _("Đồng ý, hoàn lại %s") % vnd(amount), "back_url": loan_url(found),
    }, status=status)  # fmt: skip


def _changed_without(loan: Loan, voucher: Voucher, amount: int) -> list[Change]:
    """What taking a repayment back would change; nothing where it will be refused anyway."""
    try:
        paid = loans.plan(loan, voucher.day, 0)
        if amount > sum(paid.get(voucher.day, loans.NOTHING)):
            return []
        return changes(paid, loans.plan(loan, voucher.day, -amount), voucher.day)
    except Problem:
        return []


def write_off(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Give up what is left, by the minutes."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    form = WriteOffForm(request.POST or None, today=today)
    row = now(found, today)
    left = row.standing.outstanding if row else 0

    def act(data: dict[str, Any]) -> tuple[str, str]:
        slip = loans.write_off(found, data["words"], on=data["on"], by=request.user, today=today,
                               meeting_id=meeting_id(found.club, data["on"]))  # fmt: skip
        words = {"sum": vnd(left), "name": called(found.payer, today), "slip": slip.label}
        return _("Đã xóa nợ %(sum)s của %(name)s, phiếu %(slip)s.") % words, loan_url(found, "undo_loan")

    return entry_page(
        request, "funds/loan_entry.html", form, act, loan_url(found),
        lambda: {
            "crumbs": crumbs(found.club, found, today), "back_url": loan_url(found), "title": _("Xóa nợ"),
            "summary": _("Quỹ chịu mất số còn nợ của %s. Cần biên bản họp câu lạc bộ.") % called(found.payer, today),
            "facts": [Fact(_("Còn nợ gốc, sẽ xóa"), vnd(left), in_words(left))],
            "button": _("Ghi xóa nợ %s") % vnd(left),
        },
    )  # fmt: skip
