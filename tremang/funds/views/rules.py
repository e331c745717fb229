"""What a club decided about its money: regulation, contributions, exemptions, bank accounts and their QR pictures."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.clubs.names import short_name
from tremang.funds import vietqr
from tremang.funds.actions.dues import exempt, set_dues
from tremang.funds.actions.rules import end_exemption, set_bank_account, set_regulation
from tremang.funds.banks import bank_name
from tremang.funds.forms.rules import (
    BankAccountForm,
    CodeForm,
    DuesForm,
    EndExemptionForm,
    ExemptionForm,
    RegulationForm,
)
from tremang.funds.models import BankAccount, DuesExemption, Fund, Regulation
from tremang.funds.queries.dues import rule_in, rules_of
from tremang.funds.queries.rules import regulation_on
from tremang.funds.rates import effective_yearly, ruling
from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.funds.views.loans_common import late_terms
from tremang.funds.views.parts import SLUG_OF, Crumbs, Reader, crumbs_of, fund_of, reader_of, sent
from tremang.kernel.format import day as written
from tremang.kernel.format import number, vnd
from tremang.kernel.periods import add_months, month_first, month_of
from tremang.members.models import LeaveReason, Membership
from tremang.ui import qr
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address

Given = dict[str, Any]
YEAR = 12


def regulation(request: HttpRequest, club: int) -> HttpResponse:
    """The regulation in force with what it really costs, those before it, and for the treasurer the form of a new one."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    if request.method == "POST":
        require(request.user, Verb.KEEP_MONEY, reader.club.place, reader.today)
    now = regulation_on(reader.club, reader.today)
    form = RegulationForm(sent(request), today=reader.today, now=now) if reader.keeps else None
    kept = Regulation.objects.filter(club=club).order_by("-from_on")
    law = ruling(reader.today)
    context = {
        "title": _("Quy chế cho vay"), "crumbs": crumbs_of(reader.club), "now": now, "is_ours": now.by_id == 0,
        "lines": regulation_lines(now, reader.today), "kept": [(row, cost_words(row, row.from_on)) for row in kept],
        "law": _("Luật cho phép nhiều nhất %(most)s%% một năm (%(source)s).")
        % {"most": number(float(law.yearly) * 100), "source": _(law.source)},
        "button": _("Ghi quy chế mới"), "back_url": reverse("funds:home", args=[club]),
    }  # fmt: skip
    if form is None:
        return render(request, "funds/regulation.html", context | {"form": None})

    def act(given: Given) -> tuple[str, str]:
        rules = form.rules()
        event = set_regulation(reader.club, rules, given["from_on"], by=request.user, today=reader.today)
        row = Regulation.objects.get(club=club, from_on=given["from_on"])
        words = {"day": written(given["from_on"]), "cost": cost_words(row, row.from_on)}
        return _("Đã ghi quy chế áp dụng từ ngày %(day)s: %(cost)s.") % words, address("places:undo", event.pk)

    return entry_page(
        request, "funds/regulation.html", form, act, reverse("funds:regulation", args=[club]), lambda: context
    )  # fmt: skip


def effective(rules: Regulation, on: date) -> str:
    """What a loan at the cap costs a year by these rules, in per cent with one decimal; "" where no rate can be told.

    Reckoned from the first of the month, from where due days are whole months apart: one regulation, one figure.
    """
    on = on.replace(day=1)
    try:
        terms = Terms(
            rules.cap, rules.months, Fraction(rules.rate_month) / 100, Method(rules.method), Repay(rules.repay), add_months(on, 1),
            rules.multiple, rules.grace,
        )  # fmt: skip
        return number(effective_yearly(rules.cap, on, [(period.due_on, period.total) for period in schedule(terms)]), 1)
    except ValueError:
        return ""


def cost_words(rules: Regulation, on: date) -> str:
    """The nominal rate and beside it what is really paid in a year."""
    month, year = number(rules.rate_month), number(rules.rate_month * YEAR)
    real = effective(rules, on)
    words = _("lãi %(month)s%% một tháng, tức %(year)s%% một năm") % {"month": month, "year": year}
    return _("%(words)s; tính ra thực trả %(real)s%% một năm") % {"words": words, "real": real} if real else words


def regulation_lines(rules: Regulation, on: date) -> list[tuple[str, str]]:
    """A regulation as name and text."""
    real = effective(rules, on)
    return [
        (_("Lãi"), _("%(month)s%% một tháng, %(method)s") % {
            "month": number(rules.rate_month), "method": rules.get_method_display(),
        }),
        (_("Một năm"), _("%(year)s%% theo quy chế") % {"year": number(rules.rate_month * YEAR)}
         + (_("; thực trả %(real)s%%, vì gốc đã trả dần") % {"real": real} if real else "")),
        (_("Cách trả"), rules.get_repay_display()),
        (_("Thời hạn"), _("%(months)s tháng") % {"months": rules.months}
         + (_(", %(grace)s kỳ đầu chỉ trả lãi") % {"grace": rules.grace} if rules.grace else "")),
        (_("Trả chậm"), late_terms(rules.late_percent, rules.method) or _("không thu lãi quá hạn")),
        (_("Nhiều nhất"), _("%(cap)s một khoản; mỗi người %(person)s khoản, mỗi nhà %(home)s khoản") % {
            "cap": vnd(rules.cap), "person": rules.loans_per_person, "home": rules.loans_per_household,
        }),
        (_("Làm tròn"), _("đến %(sum)s") % {"sum": vnd(rules.multiple)}),
        (_("Người cùng ký"), _("cần") if rules.needs_cosigner else _("không cần")),
        (_("Ai quyết định"), rules.get_approver_display()),
        (_("Lãi thu được"), _("%(activity)s%% chuyển Quỹ hoạt động, %(reserve)s%% dự phòng, %(capital)s%% bổ sung vốn") % {
            "activity": rules.to_activity, "reserve": rules.to_reserve, "capital": rules.to_capital,
        }),
    ]  # fmt: skip


def dues_rule(request: HttpRequest, club: int) -> HttpResponse:
    """The monthly contribution, who is exempt, and for the treasurer the form of a new rule."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    if request.method == "POST":
        require(request.user, Verb.KEEP_MONEY, reader.club.place, reader.today)
    rules = rules_of(club)
    now = rule_in(rules, month_of(reader.today))
    form = DuesForm(
        sent(request), today=reader.today, initial={"fund": now.fund if now else Fund.ACTIVITY.value}
    ) if reader.keeps else None  # fmt: skip
    free = DuesExemption.objects.filter(club=club).select_related("membership__person").order_by("-from_on", "pk")
    context = {
        "title": _("Mức đóng góp"), "crumbs": crumbs_of(reader.club), "now": now, "club": reader.club,
        "rules": [(row, month_first(row.from_month), Fund(row.fund).label) for row in reversed(rules)],
        "exemptions": [(row, row.holds_on(reader.today)) for row in free], "keeps": reader.keeps,
        "button": _("Ghi mức đóng góp"), "back_url": reverse("funds:home", args=[club]),
    }  # fmt: skip
    if form is None:
        return render(request, "funds/dues_rule.html", context | {"form": None})

    def act(given: Given) -> tuple[str, str]:
        month = given["from_month"]
        event = set_dues(
            reader.club, given["amount"], Fund(given["fund"]), month, by=request.user, today=reader.today
        )  # fmt: skip
        words = {"sum": vnd(given["amount"]), "month": f"{month_first(month).month}/{month // 12}"}
        return _("Đã ghi mức đóng góp %(sum)s từ tháng %(month)s.") % words, address("places:undo", event.pk)

    return entry_page(
        request, "funds/dues_rule.html", form, act, reverse("funds:dues_rule", args=[club]), lambda: context
    )  # fmt: skip


def exemption(request: HttpRequest, club: int) -> HttpResponse:
    """A member who need not contribute."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    rows = Membership.objects.filter(Membership.running(reader.today), club=club).exclude(
        leave_reason=LeaveReason.MISTAKE
    )
    members = list(rows.select_related("person", "club__place").order_by("person__sort_key", "pk"))
    form = ExemptionForm(sent(request), today=reader.today, members=members)
    then = reverse("funds:dues_rule", args=[club])

    def act(given: Given) -> tuple[str, str]:
        row, event = exempt(
            form.membership(), given["from_on"], given["to_on"], given["reason"], by=request.user, today=reader.today
        )
        sentence = _("Đã ghi miễn đóng góp cho %(name)s.") % {"name": row.membership.person.full_name}
        return sentence, address("places:undo", event.pk) if event else ""

    return entry_page(
        request, "funds/entry.html", form, act, then,
        lambda: {
            "title": _("Miễn đóng góp"), "crumbs": _under_dues(reader), "button": _("Ghi miễn đóng góp"), "back_url": then,
        },
    )  # fmt: skip


def end_of_exemption(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The last day of an exemption."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(DuesExemption.objects.select_related("membership__person", "club__place"), pk=pk, club=club)
    form = EndExemptionForm(sent(request), today=reader.today)
    then = reverse("funds:dues_rule", args=[club])

    def act(given: Given) -> tuple[str, str]:
        event = end_exemption(row, given["to_on"], by=request.user, today=reader.today)
        words = {"name": row.membership.person.full_name, "day": written(given["to_on"])}
        return _("Đã ghi %(name)s được miễn đến hết ngày %(day)s.") % words, address("places:undo", event.pk)

    return entry_page(
        request, "funds/entry.html", form, act, then,
        lambda: {
            "title": _("Thôi miễn đóng góp: %(name)s") % {"name": row.membership.person.full_name},
            "crumbs": _under_dues(reader), "button": _("Ghi ngày hết miễn"), "back_url": then,
        },
    )  # fmt: skip


def bank_account(request: HttpRequest, club: int, fund: str) -> HttpResponse:
    """The bank account of a fund."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    which = fund_of(fund)
    row = BankAccount.objects.filter(club=club, fund=which).first()
    initial = {"bank": row.bank, "number": row.number, "holder": row.holder} if row else {}
    form = BankAccountForm(sent(request), initial=initial)
    then = reverse("funds:code", args=[club, fund])

    def act(given: Given) -> tuple[str, str]:
        event = set_bank_account(
            reader.club, which, given["bank"], given["number"], given["holder"], by=request.user, today=reader.today
        )
        return _("Đã ghi tài khoản của %(fund)s.") % {"fund": which.label}, address("places:undo", event.pk)

    return entry_page(
        request, "funds/entry.html", form, act, then,
        lambda: {
            "title": _("Tài khoản của %(fund)s") % {"fund": which.label}, "button": _("Ghi tài khoản"),
            "crumbs": crumbs_of(reader.club), "back_url": reverse("funds:home", args=[club]),
        },
    )  # fmt: skip


def code(request: HttpRequest, club: int, fund: str) -> HttpResponse:
    """The picture that a banking app reads, with sum and purpose (`?tien=10000&noi=…`)."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    which = fund_of(fund)
    row = BankAccount.objects.filter(club=club, fund=which).first()
    asked = {"tien": request.GET.get("tien", ""), "noi": request.GET.get("noi", "") or _default_purpose(reader, which)}
    form = CodeForm(asked)
    good = form.is_valid()
    amount = form.cleaned_data.get("tien") if good else None
    purpose = form.cleaned_data.get("noi", "") if good else ""
    context: Given = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "fund": which, "slug": SLUG_OF[which], "row": row,
        "form": form, "keeps": reader.keeps, "amount": amount, "purpose": vietqr.purpose_text(purpose),
    }  # fmt: skip
    if row is not None:
        context["bank"] = bank_name(row.bank)
        if good:
            label = _("Mã QR chuyển tiền vào tài khoản %(number)s, %(bank)s") % {
                "number": row.number, "bank": context["bank"],
            }  # fmt: skip
            context["picture"] = qr.drawn(vietqr.payload(row.bank, row.number, amount or None, purpose), label)
    return render(request, "funds/code.html", context, status=200 if good else 422)


def _default_purpose(reader: Reader, fund: Fund) -> str:
    return f"{'DG' if fund == Fund.ACTIVITY else 'TN'} CLB {short_name(reader.club.name)}"


def _under_dues(reader: Reader) -> Crumbs:
    return crumbs_of(reader.club, (_("Mức đóng góp"), reverse("funds:dues_rule", args=[reader.club.pk])))
