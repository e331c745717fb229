"""Starting the books in mid-life: step by step, read back before it is written, taken back while nothing follows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.funds.actions.opening import Opening, can_be_taken_back, check, check_day, open_books, take_back_opening
from tremang.funds.forms.beginnings import SOURCES, OpeningForm
from tremang.funds.models import Fund
from tremang.funds.queries.months import books_begin
from tremang.funds.queries.rules import regulation_on
from tremang.funds.views.parts import Reader, crumbs_of, reader_of, sent
from tremang.kernel.problems import Problem
from tremang.meetings.queries import names_on_roll
from tremang.ui.entry import tell
from tremang.ui.said import said

STEPS = ["tien", "nguon", "ai-vay", "vay", "dong-gop", "xem"]


def opening(request: HttpRequest, club: int) -> HttpResponse:
    """The steps; once the books have begun, what they began with and the way back as long as there is one."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    begun = books_begin(club)
    if request.method == "POST" and "take_back" in (request.POST.get("act"), request.GET.get("act")):
        take_back_opening(reader.club, by=request.user, today=reader.today)
        said(request, _("Đã hoàn lại số dư ban đầu. Mời ghi lại từ đầu."))
        return redirect("funds:opening", club)
    if begun is not None:
        voucher = can_be_taken_back(reader.club)
        context = {
            "club": reader.club, "crumbs": crumbs_of(reader.club), "begun": begun, "voucher": voucher,
        }  # fmt: skip
        return render(request, "funds/opened.html", context, status=409 if request.method == "POST" else 200)
    names = {name.membership: name.Called for name in names_on_roll(club, reader.today)}
    rules = regulation_on(reader.club, reader.today)
    form = OpeningForm(sent(request), club=reader.club, today=reader.today, names=names, rules=rules)
    step, status = "tien", 200
    if request.method == "POST":
        step, status = _next(request, reader, form)
        if step == "":
            return redirect("funds:home", club)
    return render(request, "funds/opening.html", _context(reader, form, step), status=status)


def _next(request: HttpRequest, reader: Reader, form: OpeningForm) -> tuple[str, int]:
    """The step to show and its status; "" once everything is written."""
    here = request.POST.get("step", "")
    here = here if here in STEPS else STEPS[0]
    back = request.POST.get("back", "")
    if back in STEPS and STEPS.index(back) < STEPS.index(here):
        form.faults([])
        return back, 200
    done = STEPS[: STEPS.index(here) + 1]
    if form.faults(done):
        groups = form.groups()
        at_fault = next((step for step in done if any(name in form.errors for name in groups[step])), here)
        return at_fault, 422
    try:
        if here == "xem":
            voucher = open_books(reader.club, form.opening(), by=request.user, today=reader.today)
            said(request, _("Đã ghi số dư ban đầu, phiếu %(slip)s.") % {"slip": voucher.label}, _undo(reader))
            return "", 200
        if here == "tien":
            check_day(reader.club, form.cleaned_data["on"], reader.today)
        if here == "dong-gop":
            check(reader.club, form.opening(), reader.today)
    except Problem as problem:
        if problem.status == 403:
            raise
        tell(form, problem)
        return ("tien" if problem.field == "on" else here), problem.status
    following = STEPS[STEPS.index(here) + 1]
    return ("dong-gop" if following == "vay" and not form.borrowers else following), 200


def _undo(reader: Reader) -> str:
    return f"{reverse('funds:opening', args=[reader.club.pk])}?act=take_back"


def _context(reader: Reader, form: OpeningForm, step: str) -> dict[str, Any]:
    groups = form.groups()
    shown = set(groups[step])
    hidden: list[tuple[str, str]] = []
    if form.is_bound:
        for name in (name for group in groups.values() for name in group if name not in shown):
            hidden += [(name, value) for value in form.given(name) if value]
    number = STEPS.index(step)
    return {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "form": form, "step": step, "number": number + 1,
        "total": len(STEPS), "done": number, "back": STEPS[_before(form, number)] if number else "", "hidden": hidden,
        "day": form["on"], "opens_on": getattr(form, "cleaned_data", {}).get("on"), "funds": [_fund(form, fund) for fund in Fund],
        "loans": [_loans_of(form, pk) for pk in form.borrowers],
        "owed": [(name, form[f"owed_{pk}"], form[f"ahead_{pk}"]) for pk, name in form.names.items()],
        "review": _review(reader, form.opening(), form.names) if step == "xem" and not form.errors else None,
    }  # fmt: skip


def _loans_of(form: OpeningForm, pk: int) -> dict[str, Any]:
    first, second = f"loan_{pk}", f"loan_{pk}_2"
    return {
        "name": form.names[pk], "first": [form[f"{first}_{part}"] for part in form.loan_parts],
        "second": [form[f"{second}_{part}"] for part in form.loan_parts], "has_second": form.is_told(second),
    }  # fmt: skip


def _before(form: OpeningForm, number: int) -> int:
    """The step before; that of the loans' details is passed over where nobody borrows."""
    return number - 2 if STEPS[number] == "dong-gop" and not form.borrowers else number - 1


def _fund(form: OpeningForm, fund: Fund) -> dict[str, Any]:
    return {
        "label": fund.label, "places": [form[f"{fund.value}_cash"], form[f"{fund.value}_bank"]],
        "sources": [form[f"{fund.value}_{source.value}"] for source in SOURCES],
    }  # fmt: skip


def _review(reader: Reader, opening: Opening, names: dict[int, str]) -> dict[str, Any]:
    """What is about to be written, read back: each fund with what it holds and where it came from."""
    funds = []
    for fund in Fund:
        holding = opening.funds[fund]
        lent = opening.held(fund) - holding.cash - holding.bank
        kept = opening.kept(fund)
        funds.append(
            {
                "label": fund.label, "cash": holding.cash, "bank": holding.bank, "lent": lent, "held": opening.held(fund),
                "sources": [(source.label, amount) for source, amount in holding.capital.items()],
                "kept": kept, "short": -kept if kept < 0 else 0,
            }
        )  # fmt: skip
    return {
        "on": opening.on, "funds": funds, "loans": len(opening.loans),
        "owed": sum(amount for amount in opening.owed.values() if amount > 0),
        "owing": sum(1 for amount in opening.owed.values() if amount > 0),
        "paid_ahead": -sum(amount for amount in opening.owed.values() if amount < 0),
        "ahead": sum(1 for amount in opening.owed.values() if amount < 0),
        "borrowers": [
            (names[loan.membership.pk], loan.principal, loan.next_due, loan.next_due < opening.on)
            for loan in opening.loans
        ],
    }  # fmt: skip
