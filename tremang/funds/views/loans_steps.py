"""The steps of a loan that move no money: asked, reviewed, decided, withdrawn, extended, taken over; and undoing a step."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.funds import problems as say
from tremang.funds.actions import loans
from tremang.funds.actions.lending import asked, lacking_ground
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.actions.taking_over import Heir
from tremang.funds.actions.taking_over import take_over as take_over_by
from tremang.funds.forms.loans import YES, AskForm, DecideForm, ExtendForm, ReviewForm, TakeOverForm
from tremang.funds.models import Loan
from tremang.funds.queries.risk import without_answer
from tremang.funds.queries.rules import regulation_on
from tremang.funds.views.loans_common import (
    Fact,
    cost,
    crumbs,
    first_due_of,
    hidden,
    late_terms,
    loan_of,
    loan_url,
    meeting_id,
    now,
    terms_words,
)  # fmt: skip
from tremang.funds.views.occasion import day_asked, way_back, with_day
from tremang.funds.views.parts import reader_of
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.meetings.queries import names_on_roll
from tremang.members.data import PersonData, called
from tremang.members.models import Membership
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said
from tremang.ui.templatetags.ui import upfirst


def ask(request: HttpRequest, club: int) -> HttpResponseBase:
    """Write down that a member asks for a loan; its schedule is shown before anything is written."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    found, today = reader.club, reader.today
    rules = regulation_on(found, today)
    people = [(str(name.membership), name.Called) for name in names_on_roll(found.pk, today)]
    form = AskForm(
        request.POST or None, today=today, people=people, rules=rules, initial=day_asked(request, today, "asked_on")
    )  # fmt: skip
    context = {
        "title": _("Đơn xin vay"), "crumbs": crumbs(found), "button": _("Xem lịch trả"), "form": form,
        "back_url": way_back(request, club, "cho-vay", today) or reverse("funds:loans", args=[club]),
        "summary": rules_words(rules),
    }  # fmt: skip
    status = 200
    if request.method == "POST" and "again" not in request.POST:
        status = 422
        if form.is_valid():
            try:
                return _asked(request, form, context)
            except Problem as problem:
                if problem.status == 403:
                    raise
                tell(form, problem)
                status = problem.status
    return render(request, "ui/entry.html", context, status=status)


def _asked(request: HttpRequest, form: AskForm, context: dict[str, Any]) -> HttpResponse:
    """Show what the loan would cost, or write it down once that was seen."""
    data, today = form.cleaned_data, form.today
    member = Membership.objects.select_related("person", "club__place").get(pk=data["membership"])
    cosigned_by = Membership.objects.select_related("person").filter(pk=data["cosigned_by"] or 0).first()
    terms = {name: data[name] for name in ("asked_on", "cosigner", "months")} | {
        "by": request.user, "today": today, "cosigned_by": cosigned_by}  # fmt: skip
    name = called(member.person, today)
    if "agreed" in request.POST:
        loan = loans.ask(member, data["principal"], data["purpose"], **terms)
        said(request, _("Đã ghi đơn xin vay %(sum)s của %(name)s.") % {"sum": vnd(loan.principal), "name": name},
             loan_url(loan, "withdraw_loan"))  # fmt: skip
        return redirect(with_day(loan_url(loan), request, today))
    loan = asked(member, data["principal"], data["purpose"], **terms)
    periods = loan.schedule(first_due_of(loan, loan.asked_on))
    return render(request, "funds/loan_preview.html", context | {
        "title": _("%(name)s xin vay %(sum)s") % {"name": upfirst(name), "sum": vnd(loan.principal)}, "loan": loan,
        "summary": _("Nếu được giao tiền ngày %s thì lịch trả như sau. Chưa ghi gì vào sổ.") % written(loan.asked_on),
        "terms": upfirst(terms_words(loan)), "late_terms": late_terms(loan.late_percent, loan.method),
        "cost": cost(loan, periods, loan.asked_on), "periods": periods,
        "kept": hidden(form), "button": _("Ghi đơn xin vay"), "form": None,
    })  # fmt: skip


def rules_words(rules: Any) -> str:
    """What the regulation says, in a sentence."""
    example = Loan(
        principal=rules.cap, rate_month=rules.rate_month, method=rules.method, repay=rules.repay, months=rules.months,
        grace=rules.grace, multiple=rules.multiple,
    )  # fmt: skip
    return _("Theo quy chế: %(terms)s; nhiều nhất %(cap)s một khoản.") % {
        "terms": terms_words(example), "cap": vnd(rules.cap)}  # fmt: skip


def _page(request: HttpRequest, loan: Loan, form: Any, act: Any, **context: Any) -> HttpResponseBase:
    """A page that writes one step of a loan."""
    url = with_day(loan_url(loan), request, form.today)

    def act_on_the_day(data: dict[str, Any]) -> tuple[str, str]:
        words, undo_url = act(data)
        return words, with_day(undo_url, request, form.today)

    return entry_page(
        request, "funds/loan_entry.html", form, act_on_the_day, url,
        lambda: {"crumbs": crumbs(loan.club, loan, form.today), "back_url": url, **context},
    )  # fmt: skip


def _who(loan: Loan, form: Any) -> str:
    return called(loan.membership.person, form.today)


def _facts(loan: Loan) -> list[Fact]:
    lines = [Fact(_("Xin vay"), vnd(loan.principal)), Fact(_("Để làm gì"), loan.purpose)]
    return [*lines, Fact(_("Người cùng ký"), loan.cosigner)] if loan.cosigner else lines


def review(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """The board's opinion."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    form = ReviewForm(request.POST or None, today=today, initial=day_asked(request, today, "on"))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        loans.review(found, data["opinion"] == YES, data["words"], on=data["on"], by=request.user, today=today)
        return _("Đã ghi ý kiến Ban Chủ nhiệm về đơn của %s.") % _who(found, form), loan_url(found, "undo_loan")

    return _page(request, found, form, act, title=_("Ý kiến Ban Chủ nhiệm"), button=_("Ghi ý kiến"), facts=_facts(found),
                 summary=_("Về đơn xin vay của %s.") % _who(found, form))  # fmt: skip


def decide(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """What the meeting, or the board, decided."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    form = DecideForm(
        request.POST or None, today=today, loan=found, rules=regulation_on(found.club, today),
        initial=day_asked(request, today, "on"),
    )  # fmt: skip
    asker = Asker(form, request.POST.getlist(FIELD))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        votes = None
        if data["votes_for"] is not None or data["votes_against"]:
            votes = loans.Votes(data["votes_for"] or 0, data["votes_against"] or 0)
        approved = data["outcome"] == YES
        if approved:
            _ask_for_ground(asker, form, found)
        loans.decide(
            found, approved, on=data["on"], by=request.user, today=today, votes=votes, words=data["words"],
            principal=data["principal"] if approved else None, meeting_id=meeting_id(found.club, data["on"]),
        )  # fmt: skip
        words = {"name": _who(found, form), "sum": vnd(found.principal)}
        sentence = _("Đã ghi việc thông qua cho %(name)s vay %(sum)s.") if approved else _(
            "Đã ghi việc không thông qua khoản vay của %(name)s.")  # fmt: skip
        return sentence % words, loan_url(found, "undo_loan")

    summary = _("Cuộc họp câu lạc bộ quyết định, ghi rõ số người đồng ý.") if form.by_meeting else _(
        "Ban Chủ nhiệm quyết định.")  # fmt: skip
    return _page(request, found, form, act, title=_("Quyết định cho vay"), button=_("Ghi quyết định"),
                 facts=[Fact(_("Người vay"), _who(found, form)), *_facts(found)], summary=summary)  # fmt: skip


def _ask_for_ground(asker: Asker, form: DecideForm, loan: Loan) -> None:
    """Raise Problem where an approval lacks its ground: once, and until a reason is given."""
    data = form.cleaned_data
    lacks = lacking_ground(loan, data["on"], voted=data["votes_for"] is not None)
    if not lacks or (asker.is_meant(f"can cu: {' '.join(lacks.values())}") and data["words"]):
        return
    field = "votes_for" if "votes" in lacks else "words"
    if "opinion" in lacks:
        form.ways = {field: (_("Ghi ý kiến Ban Chủ nhiệm"), loan_url(loan, "review_loan"))}
    raise Problem("no_ground", say.ON_WHAT_GROUND, field=field, lacks=" ".join(lacks.values()))


@require_POST
def withdraw(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """The member does not want the loan any more; also the way back from an asking."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    loans.withdraw(found, on=today, by=request.user, today=today)
    said(request, _("Đã ghi %s rút đơn xin vay.") % called(found.membership.person, today),
         loan_url(found, "undo_loan"))  # fmt: skip
    return redirect(loan_url(found))


@require_POST
def undo(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Take the latest step back."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    event = take_back_step(found, by=request.user, today=today)
    said(request, _("Đã bỏ bước vừa ghi của khoản vay (%s).") % event.content.body["step"])
    return redirect(with_day(loan_url(found), request, today))


def extend(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """More time for what is owed."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    form = ExtendForm(request.POST or None, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        loans.extend(found, data["months"], data["words"], on=data["on"], by=request.user, today=today,
                     meeting_id=meeting_id(found.club, data["on"]))  # fmt: skip
        words = {"months": data["months"], "name": _who(found, form)}
        return _("Đã gia hạn %(months)s tháng cho %(name)s. Lịch trả mới ở dưới.") % words, loan_url(found, "undo_loan")

    row = now(found, today)
    facts = []
    if row is not None:
        last = row.periods[-1].due_on
        facts = [Fact(_("Còn nợ gốc"), vnd(row.standing.outstanding)), Fact(_("Hạn trả hết"), written(last))]
    summary = _("Số còn nợ của %s được chia lại cho các kỳ còn lại và các kỳ thêm.") % _who(found, form)
    if found.late_percent:
        summary += " " + _(
            "Gốc được gia hạn thì thôi tính lãi quá hạn; lãi quá hạn đã thu của phần gốc ấy được trừ vào gốc."
        )
    return _page(
        request, found, form, act, title=_("Gia hạn khoản vay"), button=_("Ghi gia hạn"), facts=facts, summary=summary
    )


def take_over(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """Another member answers for the loan, or somebody who is none."""
    found, today = loan_of(request, club, loan, Verb.KEEP_MONEY)
    names = names_on_roll(found.club_id, today)
    people = [(str(name.membership), name.Called) for name in names if name.person != found.payer.pk]
    form = TakeOverForm(request.POST or None, today=today, people=people)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        chosen = Membership.objects.select_related("person").filter(pk=data["debtor"] or 0).first()
        told = PersonData(data["full_name"], data["sex"], data["born"])
        debtor = chosen or Heir(told, data["agreed"])
        take_over_by(found, debtor, data["words"], on=data["on"], by=request.user, today=today)
        words = {"debtor": called(found.payer, today), "name": _who(found, form)}
        return _("Đã ghi %(debtor)s nhận trả khoản vay của %(name)s.") % words, loan_url(found, "undo_loan")

    row = now(found, today)
    facts = [Fact(_("Còn nợ gốc"), vnd(row.standing.outstanding))] if row else []
    facts += [Fact(_("Người cùng ký"), found.cosigner)] if found.cosigner else []
    summary = _("Khi %s đã mất, chuyển đi hoặc không trả được. Lịch trả giữ nguyên.") % called(found.payer, today)
    if without_answer(found, today) == "died":
        summary += " " + _(
            "Người thừa kế chỉ phải trả trong phạm vi di sản để lại (Bộ luật Dân sự 2015, điều 615); nhận trả nhiều hơn là tự nguyện."
        )
    return _page(
        request, found, form, act, title=_("Người khác nhận trả"), button=_("Ghi người nhận trả"), facts=facts,
        summary=summary,
    )  # fmt: skip
