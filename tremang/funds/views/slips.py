"""Pages that write money down, one thing a screen, and the page of a slip with the way to take it back."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.funds import problems as say
from tremang.funds.actions import slips as acts
from tremang.funds.actions.dues import collect
from tremang.funds.forms.slips import (
    INCOME,
    BankForm,
    CapitalForm,
    MoveForm,
    OneDuesForm,
    SlipForm,
    SpendForm,
    TakeBackForm,
    TakeInForm,
)
from tremang.funds.models import Account, Fund, Kind, Series, Transfer, Voucher
from tremang.funds.queries.books import (
    REPAID,
    Move,
    is_unusual,
    move_of,
    slip_of,
    splits_anew,
    total_of,
    transfers_of,
    usual,
    writer_of,
)
from tremang.funds.queries.dues import dues, rule_in, rules_of
from tremang.funds.views.occasion import day_asked, meeting_of, way_back
from tremang.funds.views.parts import Reader, closed_words, crumbs_of, reader_of, sent, signers, sum_key
from tremang.kernel.format import vnd
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem
from tremang.kernel.words import in_words
from tremang.meetings.queries import commune_of
from tremang.meetings.views.papers import bare_name, heading
from tremang.members.models import Membership
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said

Given = dict[str, Any]
OVERDRAWN = ("cash_overdrawn", "bank_overdrawn")


def take_in(request: HttpRequest, club: int) -> HttpResponse:
    """Money that came in."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    gifts = address("funds:gifts", club)
    sources = INCOME if gifts else (Account.GIFTS, *INCOME)
    initial = _asked_fund(request, "fund") | {"source": Account.OTHER_IN.value} | day_asked(request, reader.today)
    form = TakeInForm(sent(request), today=reader.today, sources=sources, initial=initial)

    def write(given: Given) -> Voucher:
        return acts.take_in(
            reader.club, Fund(given["fund"]), given["amount"], Account(given["source"]), given["words"], day=given["day"],
            by=request.user, today=reader.today, who=given["who"], into=Account(given["into"]), once=given["once"],
            meeting_id=meeting_of(club, given["day"]),
        )  # fmt: skip

    def middle(given: Given) -> int | None:
        kind = Kind.GIFT if given["source"] == Account.GIFTS else Kind.INCOME
        return usual(club, Fund(given["fund"]), kind, Account(given["source"]))

    more = [(_("Thu đóng góp của một người"), reverse("funds:dues", args=[club])), (_("Ghi ủng hộ"), gifts)]
    return money_page(
        request, reader, form, write, middle,
        {
            "title": _("Ghi một khoản thu"), "button": _("Ghi khoản thu"), "links": [link for link in more if link[1]],
            "summary": _("Trả nợ vay được ghi ở trang của khoản vay."),
        },
        _("Đã thu %(sum)s (%(words)s), phiếu %(slip)s."), way_back(request, club, "thu-chi", reader.today),
    )  # fmt: skip


def spend(request: HttpRequest, club: int) -> HttpResponse:
    """Money that was spent; where the box does not hold it, who allowed it is asked for."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    initial = _asked_fund(request, "fund") | day_asked(request, reader.today)
    form = SpendForm(sent(request), today=reader.today, initial=initial)

    def write(given: Given) -> Voucher:
        return acts.spend(
            reader.club, Fund(given["fund"]), given["amount"], Account(given["on_what"]), given["words"], day=given["day"],
            by=request.user, today=reader.today, who=given["who"], out_of=Account(given["out_of"]),
            overdrawn=given["overdrawn"], once=given["once"], meeting_id=meeting_of(club, given["day"]),
        )  # fmt: skip

    return money_page(
        request, reader, form, write,
        lambda given: usual(club, Fund(given["fund"]), Kind.SPENDING, Account(given["on_what"])),
        {"title": _("Ghi một khoản chi"), "button": _("Ghi khoản chi")},
        _("Đã chi %(sum)s (%(words)s), phiếu %(slip)s."), way_back(request, club, "thu-chi", reader.today),
    )  # fmt: skip


def capital(request: HttpRequest, club: int) -> HttpResponse:
    """Capital received, with its source and the document that approved it."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    form = CapitalForm(sent(request), today=reader.today, initial=_asked_fund(request, "fund"))

    def write(given: Given) -> Voucher:
        return acts.receive_capital(
            reader.club, Fund(given["fund"]), given["amount"], Account(given["source"]), given["words"],
            given["document"], day=given["day"], by=request.user, today=reader.today, who=given["who"],
            into=Account(given["into"]), once=given["once"],
        )  # fmt: skip

    return money_page(
        request, reader, form, write,
        lambda given: usual(club, Fund(given["fund"]), Kind.CAPITAL, Account(given["source"])),
        {"title": _("Nhận vốn"), "button": _("Ghi nhận vốn")},
        _("Đã nhận vốn %(sum)s (%(words)s), phiếu %(slip)s."),
    )  # fmt: skip


def bank(request: HttpRequest, club: int) -> HttpResponse:
    """Cash to the bank, or back from it."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    form = BankForm(sent(request), today=reader.today, initial=_asked_fund(request, "fund"))

    def write(given: Given) -> Voucher:
        return acts.bank(
            reader.club, Fund(given["fund"]), given["amount"], into_bank=given["way"] == "in", day=given["day"],
            by=request.user, today=reader.today, once=given["once"],
        )  # fmt: skip

    return money_page(
        request, reader, form, write, lambda given: usual(club, Fund(given["fund"]), Kind.BANKING),
        {"title": _("Gửi, rút ngân hàng"), "button": _("Ghi gửi, rút")},
        _("Đã ghi %(sum)s (%(words)s), phiếu %(slip)s."),
    )  # fmt: skip


def move(request: HttpRequest, club: int) -> HttpResponse:
    """Cash from one fund's box to the other's."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    form = MoveForm(sent(request), today=reader.today, initial=_asked_fund(request, "out_of"))

    def write(given: Given) -> Voucher:
        return acts.move_between(
            reader.club, Fund(given["out_of"]), given["amount"], given["words"], day=given["day"], by=request.user,
            today=reader.today, once=given["once"],
        )  # fmt: skip

    return money_page(
        request, reader, form, write, lambda given: usual(club, Fund(given["out_of"]), Kind.MOVED),
        {
            "title": _("Chuyển giữa hai quỹ"), "button": _("Ghi chuyển quỹ"),
            "summary": _("Tiền mặt chuyển từ hộp của quỹ này sang hộp của quỹ kia."),
        },
        _("Đã chuyển %(sum)s (%(words)s), phiếu %(slip)s."),
    )  # fmt: skip


def one_dues(request: HttpRequest, club: int, membership: int) -> HttpResponse:
    """The contribution of one member, outside a meeting; what he owes stands there already."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    member = get_object_or_404(Membership.objects.select_related("person"), pk=membership, club=club)
    line = next((one for one in dues(club, reader.today) if one.membership.pk == membership), None)
    owes = line.owes if line is not None else 0
    rule = rule_in(rules_of(club), month_of(reader.today))
    due = owes if owes > 0 else rule.amount if rule else 0
    initial = {"amount": f"{due:,}".replace(",", ".")} if due else {}
    form = OneDuesForm(sent(request), today=reader.today, initial=initial)
    name = member.person.full_name

    def write(given: Given) -> Voucher:
        return collect(
            reader.club, {membership: given["amount"]}, day=given["day"], by=request.user, today=reader.today,
            once=given["once"],
        )  # fmt: skip

    summary = _("Còn thiếu %(sum)s đến hết tháng này.") % {"sum": vnd(owes)} if owes > 0 else _("Đã đóng đủ.")
    return money_page(
        request, reader, form, write, lambda given: usual(club, Fund(rule.fund if rule else Fund.ACTIVITY), Kind.DUES),
        {
            "title": _("Đóng góp của %(name)s") % {"name": name}, "button": _("Ghi đóng góp"), "summary": summary,
            "crumbs": crumbs_of(reader.club, (_("Đóng góp"), reverse("funds:dues", args=[club]))),
        },
        _("Đã thu %(sum)s (%(words)s), phiếu %(slip)s."), reverse("funds:dues", args=[club]),
    )  # fmt: skip


def money_page(
    request: HttpRequest, reader: Reader, form: SlipForm, write: Callable[[Given], Voucher],
    middle: Callable[[Given], int | None], about: Given, sentence: str, then: str = "",
) -> HttpResponse:  # fmt: skip
    """One screen for one slip. A sum far above the usual is asked about once; the same form sent twice writes once."""
    club = reader.club
    home = reverse("funds:home", args=[club.pk])
    asker = Asker(form, request.POST.getlist(FIELD))

    def act(given: Given) -> tuple[str, str]:
        form.understood = amount = given["amount"]
        try:
            about_it = middle(given)
            if is_unusual(amount, about_it):
                asked = Problem("unusual", say.UNUSUAL, field="amount", usual=vnd(about_it), amount=vnd(amount))
                asker.ask(sum_key(amount), asked)
            voucher = write(given)
        except Problem as problem:
            form.key_anew(problem)
            if problem.code in OVERDRAWN and isinstance(form, SpendForm):
                form.ask_who_allows()
            raise
        words = {"sum": vnd(amount), "words": in_words(amount), "slip": voucher.label}
        return sentence % words, reverse("funds:undo_slip", args=[club.pk, voucher.pk])

    return entry_page(
        request, "funds/entry.html", form, act, then or home,
        lambda: {"crumbs": crumbs_of(club), "back_url": then or home, "echo": _echo(form)} | about,
    )  # fmt: skip


def _echo(form: SlipForm) -> str:
    """The sum as it was understood, to be read back in words; "" where none was."""
    amount = form.understood or getattr(form, "cleaned_data", {}).get("amount")
    return f"{vnd(amount)}: {in_words(amount)}" if amount else ""


def _asked_fund(request: HttpRequest, field: str) -> dict[str, str]:
    asked = request.GET.get("quy", "")
    return {field: asked} if asked in Fund.values else {}


def slip(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A slip: its transfers, who wrote it, what took it back."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    voucher = _slip_or_404(club, pk)
    rows = transfers_of(voucher)
    back = getattr(voucher, "reversed_by", None)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "slip": voucher, "rows": rows, "total": total_of(rows),
        "words": in_words(total_of(rows)), "by": writer_of(voucher), "kind": _kind(voucher, move_of(rows)),
        "back": back, "may_go": reader.keeps and not back and _stands_alone(voucher, rows),
        "loan_url": next((address("funds:loan", club, row.loan_id) for row in rows if row.loan_id), ""),
        "fund": next((row.fund for row in rows), Fund.ACTIVITY),
    }  # fmt: skip
    return render(request, "funds/slip.html", context)


def paper(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The slip on A4, to be signed."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    voucher = _slip_or_404(club, pk)
    rows = transfers_of(voucher)
    commune = commune_of(reader.club)
    people = [row for row in rows if row.membership_id]
    move = move_of(rows)
    total = move.amount if move else total_of(rows)
    context = {
        "club": reader.club, "slip": voucher, "kind": _kind(voucher, move), "total": total, "move": move,
        "words": in_words(total), "rows": rows, "people": people if len(people) > 1 else [],
        "head": heading(reader.club, commune), "where": bare_name(commune), "back": getattr(voucher, "reversed_by", None),
        "signers": signers(reader.club, voucher.day), "is_in": voucher.series == Series.IN,
        "funds": sorted({str(Fund(row.fund).label) for row in rows}),
    }  # fmt: skip
    return render(request, "funds/slip_paper.html", context)


def _kind(voucher: Voucher, move: Move | None) -> str:
    """What a slip is called: between the funds it is neither a receipt nor a payment, whatever its number says."""
    return _("Phiếu chuyển quỹ") if move else str(Series(voucher.series).label)


def _stands_alone(voucher: Voucher, rows: list[Transfer]) -> bool:
    """Whether a slip can be taken back by itself: not what takes back another, nor what only splits repayments anew."""
    return voucher.reverses_id is None and not splits_anew(rows) and not any(row.reverses_id for row in rows)


def take_back(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Take a slip back with a reason; it stays in the books beside the one that takes it back.

    A repayment is taken back where it is shown first what that does to the later ones.
    """
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    voucher = _slip_or_404(club, pk)
    rows = transfers_of(voucher)
    # Interest and principal without money are a repayment split anew: nobody paid by such a slip.
    paid = (row.loan_id for row in rows if row.kind in REPAID and row.debit in acts.HOLDS_MONEY)
    if (loan := next(paid, None)) and voucher.reverses_id is None:
        return redirect("funds:take_back_repayment", club, loan, pk)
    form = TakeBackForm(sent(request))
    here = reverse("funds:slip", args=[club, pk])

    def act(given: Given) -> tuple[str, str]:
        back = acts.take_back(voucher, given["reason"], by=request.user, today=reader.today)
        return _("Đã hoàn lại phiếu %(slip)s bằng phiếu %(back)s.") % {"slip": voucher.label, "back": back.label}, ""

    summary = _("%(words)s, %(sum)s. Phiếu vẫn nằm trong sổ, bên cạnh phiếu hoàn lại.") % {
        "words": voucher.words, "sum": vnd(total_of(rows)),
    }  # fmt: skip
    summary = f"{summary} {closed_words(voucher, reader.today)}".strip()
    return entry_page(
        request, "funds/entry.html", form, act, here,
        lambda: {
            "title": _("Hoàn lại phiếu %(slip)s") % {"slip": voucher.label}, "summary": summary, "back_url": here,
            "crumbs": crumbs_of(reader.club, (_("Phiếu %(slip)s") % {"slip": voucher.label}, here)),
            "button": _("Hoàn lại phiếu"),
        },
    )  # fmt: skip


@require_POST
def undo(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Take back what was just written, by the link beside it; pressed again it does nothing more."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    voucher = _slip_or_404(club, pk)
    if getattr(voucher, "reversed_by", None) is None:
        acts.take_back(voucher, "", by=request.user, today=reader.today)
    said(request, _("Đã hoàn lại phiếu %(slip)s. Sổ vẫn giữ cả hai phiếu.") % {"slip": voucher.label})
    return redirect("funds:slip", club, pk)


def _slip_or_404(club: int, pk: int) -> Voucher:
    found = slip_of(club, pk)
    if found is None:
        raise Http404
    return found
