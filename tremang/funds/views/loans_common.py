"""What every page of loans does alike: find the loan, name people, show a schedule, say what a payment does."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremang.accounts.powers import Verb
from tremang.clubs.days import next_day
from tremang.clubs.models import Club
from tremang.funds.lateness import Standing
from tremang.funds.models import Loan, LoanState
from tremang.funds.queries.loans import LoanNow, standings
from tremang.funds.rates import effective_yearly
from tremang.funds.schedules import Method, Period
from tremang.funds.views.parts import reader_of
from tremang.kernel.format import day as written
from tremang.kernel.format import number, percent, vnd
from tremang.meetings.queries import meeting_on
from tremang.members.data import called
from tremang.ui.links import address
from tremang.ui.templatetags.ui import upfirst

WITH_PEOPLE = ("membership__person", "debtor__person", "heir")


def loan_of(request: HttpRequest, club: int, pk: int, verb: Verb) -> tuple[Loan, date]:
    """The loan of the address and today; the club is asked for first, so that a stranger learns nothing from a 404."""
    reader = reader_of(request, club, verb)
    loan = Loan.objects.filter(club=reader.club, pk=pk).select_related(*WITH_PEOPLE, "club__place").first()
    if loan is None:
        raise Http404
    loan.club = reader.club
    return loan, reader.today


def now(loan: Loan, on: date) -> LoanNow | None:
    """The loan as it stands at the end of `on`; None where it is not paid out by then."""
    found = standings([loan], on)
    return found[0] if found else None


def meeting_id(club: Club, on: date | None) -> int | None:
    """The club's meeting of that day, to which what is written belongs."""
    meeting = meeting_on(club.pk, on) if on else None
    return meeting.pk if meeting else None


def loan_url(loan: Loan, name: str = "loan") -> str:
    """The address of a page of the loan."""
    return reverse(f"funds:{name}", args=[loan.club_id, loan.pk])


def crumbs(club: Club, loan: Loan | None = None, today: date | None = None) -> list[tuple[str, str]]:
    """The way down to a page of loans."""
    way = [(club.name, address("web:club", club.pk)), (_("Vay vốn"), reverse("funds:loans", args=[club.pk]))]
    if loan is not None and today is not None:
        way.append((upfirst(called(loan.membership.person, today)), loan_url(loan)))
    return [step for step in way if step[1]]


def first_due_of(loan: Loan, on: date) -> date:
    """The club's first meeting that is at least half a month after a pay-out on `on`."""
    return next_day(loan.club.meeting_day, loan.club.meets_by_lunar, on + timedelta(days=15))


class Row(NamedTuple):
    """A period on a page: the schedule beside what became of it."""

    period: Period
    state: str
    is_late: bool = False


class Fact(NamedTuple):
    """A line of a page: its name, the figure, and what it is made of."""

    name: str
    figure: str
    note: str = ""


def due_facts(row: LoanNow) -> list[Fact]:
    """What is to be paid by today, what next, what would end the loan."""
    stands, coming = row.standing, row.standing.coming
    if stands.settled_on is not None:
        return [Fact(_("Còn phải trả"), vnd(0))]
    lines = []
    if due := stands.interest_due + stands.principal_due:
        note = paid_words(stands.interest_due, stands.principal_due, stands.late_interest_due)
        late = late_words(stands)
        lines.append(Fact(_("Đến hôm nay phải trả"), vnd(due), f"{note}; {late}" if late else note))
    if coming:
        note = paid_words(coming.interest, coming.principal)
        lines.append(Fact(_("Kỳ %s") % written(coming.due_on), vnd(coming.total), note))
    return [*lines, Fact(_("Trả hết hôm nay"), vnd(stands.to_settle))]


def rows_of(now: LoanNow) -> list[Row]:
    """The schedule, each period with a word on how it stands."""
    if now.loan.state == LoanState.WRITTEN_OFF:
        return _given_up(now)
    stands, left = now.standing, now.standing.principal_paid
    owed = {bill.due_on: bill.total for bill in stands.unpaid}
    rows = []
    for period in now.periods:
        left -= period.principal
        if stands.settled_on is not None:
            rows.append(Row(period, _("Đã xong")))
        elif stands.late_since is not None and stands.late_since <= period.due_on < now.on:
            words = {"days": (now.on - period.due_on).days, "left": number(owed.get(period.due_on, 0))}
            is_begun = owed.get(period.due_on, 0) < period.total
            late = _("Chậm %(days)s ngày, còn %(left)s") if is_begun else _("Chậm %(days)s ngày")
            rows.append(Row(period, late % words, True))
        elif period.due_on == now.on and (stands.interest_due or stands.principal_due):
            rows.append(Row(period, _("Đến hạn hôm nay")))
        elif period.due_on <= now.on:
            rows.append(Row(period, _("Đã trả")))
        elif left >= 0 and period.principal:
            rows.append(Row(period, _("Đã trả gốc trước")))
        else:
            rows.append(Row(period, _("Chưa tới kỳ")))
    return rows


def _given_up(now: LoanNow) -> list[Row]:
    """The schedule of a loan written off: what was paid before, and all that was let go, future periods too."""
    principal, interest = now.standing.principal_paid, now.standing.interest_paid
    rows = []
    for period in now.periods:
        principal, interest = principal - period.principal, interest - period.interest
        is_paid = principal >= 0 and bool(period.principal or interest >= 0)
        rows.append(Row(period, _("Đã trả") if is_paid else _("Đã xóa nợ")))
    return rows


def terms_words(loan: Loan) -> str:
    """The agreement in one line: "0,5%/tháng trên số tiền vay ban đầu, gốc trả đều từng kỳ, 10 tháng, gia hạn thêm 3 tháng"."""
    words = {
        "rate": percent(loan.rate_month.normalize(), None if loan.rate_month % 1 else 0),
        "method": loan.get_method_display(), "repay": loan.get_repay_display(), "months": loan.months,
    }  # fmt: skip
    text = _("lãi %(rate)s/tháng tính %(method)s, %(repay)s, %(months)s tháng") % words
    if loan.first_lent:
        text += _(", vay lúc đầu %(sum)s") % {"sum": vnd(loan.first_lent)}
    if longer := sum(months for _on, months, _left in loan.extensions):
        text += _(", gia hạn thêm %(longer)s tháng") % {"longer": longer}
    if loan.grace:
        text += _(", %(grace)s tháng đầu chỉ trả lãi") % {"grace": loan.grace}
    return text


def late_terms(percent: int, method: str) -> str:
    """What late interest was agreed on, in a sentence or two; "" where none was. `percent` of the agreed rate."""
    if not percent:
        return ""
    text = _(
        "Gốc trả chậm thì phải trả thêm lãi quá hạn, bằng %(percent)s%% mức lãi đã thỏa thuận cho mỗi tháng chậm đủ; "
        "chậm chưa đủ một tháng thì không tính."
    ) % {"percent": percent}
    if method == Method.DECLINING:
        return text
    if percent <= 100:
        return text + " " + _(
            "Chưa hết thời hạn vay thì chưa thu, vì lãi đã tính trên số tiền vay ban đầu; hết hạn mới thu."
        )  # fmt: skip
    return text + " " + _(
        "Chưa hết thời hạn vay thì chỉ thu phần trên 100%, vì lãi đã tính trên số tiền vay ban đầu; hết hạn mới thu đủ mức này."
    )  # fmt: skip


def cost(loan: Loan, periods: Sequence[Period], paid_out: date) -> list[Fact]:
    """What a loan costs, as lines of name and figure: the sum of a period, all interest, the two yearly rates."""
    totals = {period.total for period in periods[:-1]} or {periods[-1].total}
    low, high = min(totals), max(totals)
    each = vnd(low) if low == high else _("từ %(low)s đến %(high)s") % {"low": vnd(low), "high": vnd(high)}
    interest = sum(period.interest for period in periods)
    nominal = float(loan.rate * 12 * 100)
    lines = [
        Fact(_("Mỗi kỳ trả"), each),
        Fact(_("Tổng lãi"), vnd(interest)),
        Fact(_("Trả tất cả"), vnd(interest + sum(period.principal for period in periods))),
        Fact(_("Lãi ghi trong quy chế, tính cả năm"), percent(nominal, 1)),
    ]
    try:
        real = effective_yearly(loan.principal, paid_out, [(period.due_on, period.total) for period in periods])
    except ValueError:  # repaid so soon that no yearly rate follows
        return lines
    return [*lines, Fact(_("Lãi thực trả, tính trên gốc còn nợ"), percent(real, 1))]


def late_words(stands: Standing) -> str:
    """How late, in words; "" where not."""
    days = stands.days_late
    return ngettext("chậm %(days)s ngày", "chậm %(days)s ngày", days) % {"days": days} if days else ""


def hidden(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, to be sent along unseen while the outcome is shown."""
    return [(name, form.data.get(form.add_prefix(name), "")) for name in form.fields]


def paid_words(interest: int, principal: int, late_interest: int = 0) -> str:
    """How a payment was used: "lãi quá hạn 6.000 đ, lãi 30.000 đ, gốc 500.000 đ"; `late_interest` is part of `interest`."""
    parts = [(_("lãi quá hạn %s"), late_interest), (_("lãi %s"), interest - late_interest), (_("gốc %s"), principal)]
    return ", ".join(words % vnd(part) for words, part in parts if part)
