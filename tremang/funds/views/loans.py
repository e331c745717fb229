"""The loans of a club, and one loan from its asking to its end."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may
from tremang.clubs.days import next_day
from tremang.funds.actions.box import SPLIT
from tremang.funds.actions.loan_undo import last_act
from tremang.funds.lateness import Late
from tremang.funds.models import Account, Kind, Loan, LoanState, LoanStep, Voucher
from tremang.funds.models.loans import OPEN, WAITING
from tremang.funds.queries.loans import LoanNow, as_of, due_at, standings
from tremang.funds.queries.risk import AT_RISK, LATE_WORDS, Risk, risk, without_answer
from tremang.funds.views.loans_common import (
    WITH_PEOPLE,
    Fact,
    Row,
    cost,
    crumbs,
    due_facts,
    first_due_of,
    late_terms,
    late_words,
    loan_of,
    loan_url,
    now,
    paid_words,
    rows_of,
    terms_words,
)  # fmt: skip
from tremang.funds.views.occasion import way_back, with_day
from tremang.funds.views.parts import reader_of
from tremang.kernel.format import day as written
from tremang.kernel.format import percent, vnd
from tremang.members.data import called
from tremang.ui.links import address
from tremang.ui.tables import Column, Table
from tremang.ui.templatetags.ui import lowfirst, upfirst

RUNNING, DONE = "dang-vay", "da-xong"


def loans(request: HttpRequest, club: int) -> HttpResponseBase:
    """What is out and how late; for whoever may see persons: who waits, who pays next, who has paid."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    found, today = reader.club, reader.today
    rows = list(Loan.objects.filter(club=found).select_related(*WITH_PEOPLE).order_by("asked_on", "pk"))
    nows = {row.loan.pk: row for row in standings(rows, today)}
    sums = risk(nows.values())
    context: dict[str, Any] = {
        "club": found, "crumbs": crumbs(found)[:1], "summary": summary(sums), "classes": class_lines(sums),
        "sees": reader.sees_persons, "keeps": reader.keeps,
    }  # fmt: skip
    if not reader.sees_persons:
        return render(request, "funds/loans.html", context)
    if request.GET.get("download") == "xlsx":
        table = Table(request, book_columns(), [book_line(row, nows.get(row.pk), today) for row in rows])
        return table.download("so-theo-doi-vay-von", _("Sổ theo dõi vay vốn, %(club)s") % {"club": found.name})
    meets = next_day(found.meeting_day, found.meets_by_lunar, today)
    running = [row for row in nows.values() if row.loan.state in OPEN]
    done = [row for row in rows if row.state not in (*OPEN, *WAITING)]
    shown = DONE if request.GET.get("xem") == DONE else RUNNING
    if shown == RUNNING:
        lines, columns = [running_line(row, meets, today) for row in running], running_columns()
        empty = _("Chưa có ai đang vay. Giao tiền xong, người vay hiện ở đây.")
    else:
        lines, columns = [done_line(row, nows.get(row.pk), today) for row in done], done_columns()
        empty = _("Chưa có khoản vay nào đã xong.")
    order = "-days_late" if shown == RUNNING else "-ended_on"
    table = Table(request, columns, lines, sort=order, search=("name",) if len(lines) > 20 else (), empty=empty,
                  downloadable=False)  # fmt: skip
    context |= {
        "waiting": waiting([row for row in rows if row.state in WAITING], today, reader.keeps),
        "orphans": orphans(running, today, reader.keeps), "table": table, "shown": shown, "meets": meets,
        "tabs": [(RUNNING, _("Đang vay: %s") % len(running)), (DONE, _("Đã xong: %s") % len(done))], "count": len(rows),
        "late": any(row.standing.days_late for row in running), "has_running": bool(running),
        "regulation_url": address("funds:regulation", found.pk),
    }  # fmt: skip
    return render(request, "funds/loans.html", context)


def summary(sums: Risk) -> str:
    """The state of lending in a sentence or two."""
    if not sums.count:
        return _("Chưa có ai đang vay.")
    words = {"count": sums.count, "sum": vnd(sums.outstanding), "late": sums.count - sums.classes[Late.ON_TIME][0]}
    if not words["late"]:
        return _("%(count)s khoản đang vay, còn nợ gốc %(sum)s. Không ai chậm trả.") % words
    return _("%(count)s khoản đang vay, còn nợ gốc %(sum)s. %(late)s khoản nên nhắc.") % words


def class_lines(sums: Risk) -> list[tuple[str, int, int]]:
    """The classes of lateness: words, how many, principal owed."""
    if not sums.count:
        return []
    lines = [(str(LATE_WORDS[late]), count, owed) for late, (count, owed) in sums.classes.items()]
    at_risk = _("Cộng các khoản chậm quá 30 ngày: %s số đang vay") % percent(sums.share, 1)
    return [*lines, (at_risk, sum(sums.classes[late][0] for late in AT_RISK), sums.at_risk)]


def waiting(rows: list[Loan], today: date, keeps: bool) -> list[dict[str, Any]]:
    """The loans that wait for somebody's act, and whose."""
    causes = {
        LoanState.ASKED: (_("Chờ ý kiến Ban Chủ nhiệm."), "review_loan", _("Ghi ý kiến")),
        LoanState.REVIEWED: (_("Chờ quyết định."), "decide_loan", _("Ghi quyết định")),
        LoanState.APPROVED: (_("Đã thông qua, chờ giao tiền."), "pay_out_loan", _("Giao tiền")),
    }
    found = []
    for row in rows:
        cause, name, action = causes[LoanState(row.state)]
        words = {
            "name": upfirst(called(row.membership.person, today)),
            "sum": vnd(row.principal),
            "purpose": lowfirst(row.purpose),
        }
        url = loan_url(row, name) if keeps else loan_url(row)
        found.append({
            "what": _("%(name)s xin vay %(sum)s để %(purpose)s") % words, "url": url,
            "cause": _("Xin ngày %s.") % written(row.asked_on) + " " + cause, "action": action if keeps else _("Xem"),
        })  # fmt: skip
    return found


def orphans(rows: list[LoanNow], today: date, keeps: bool) -> list[dict[str, Any]]:
    """Running loans of members who died or left: who must answer for them is to be settled."""
    found = []
    for row in rows:
        if why := without_answer(row.loan, today):
            name = upfirst(called(row.loan.payer, today))
            what = _("%s đã mất, khoản vay chưa có người nhận trả") if why == "died" else (
                _("%s đã thôi là thành viên, vẫn còn nợ"))  # fmt: skip
            cause = _("Còn nợ gốc %s.") % vnd(row.standing.outstanding)
            if row.loan.cosigner:
                cause += " " + _("Người cùng ký: %s. Nên hỏi trước.") % row.loan.cosigner
            found.append({
                "what": what % name, "cause": cause, "url": loan_url(row.loan, "take_over_loan" if keeps else "loan"),
                "action": _("Ghi người nhận trả") if keeps else _("Xem"),
            })  # fmt: skip
    return found


def running_columns() -> list[Column]:
    """The columns of what is being repaid."""
    return [
        Column("name", _("Người vay"), "link", url="url", small="purpose", order="key"),
        Column("owed", _("Còn nợ gốc (đồng)"), "money"), Column("next_on", _("Kỳ tới"), "day"),
        Column("due", _("Buổi tới phải trả (đồng)"), "money"), Column("late", _("Tình trạng"), order="days_late"),
    ]  # fmt: skip


def running_line(row: LoanNow, meets: date, today: date) -> dict[str, Any]:
    """A loan being repaid as a row of the list."""
    loan, stands, coming = row.loan, row.standing, row.standing.coming
    person = loan.payer
    return {
        "name": upfirst(called(person, today)), "key": person.sort_key, "url": loan_url(loan), "purpose": loan.purpose,
        "owed": stands.outstanding, "next_on": coming.due_on if coming else None, "due": due_at(as_of(row, meets), meets),
        "late": upfirst(late_words(stands)) or _("Đúng hạn"), "days_late": stands.days_late,
    }  # fmt: skip


def done_columns() -> list[Column]:
    """The columns of what is over."""
    return [
        Column("name", _("Người vay"), "link", url="url", small="purpose", order="key"),
        Column("lent", _("Số tiền (đồng)"), "money"), Column("state", _("Kết quả")),
        Column("paid_out_on", _("Ngày vay"), "day"), Column("ended_on", _("Ngày xong"), "day"),
    ]  # fmt: skip


def done_line(loan: Loan, row: LoanNow | None, today: date) -> dict[str, Any]:
    """A loan that is over, or never began, as a row of the list."""
    return {
        "name": upfirst(called(loan.membership.person, today)), "key": loan.membership.person.sort_key, "url": loan_url(loan),
        "purpose": loan.purpose, "lent": loan.principal, "state": str(LoanState(loan.state).label),
        "paid_out_on": loan.paid_out_on, "ended_on": row.standing.settled_on if row else loan.asked_on,
    }  # fmt: skip


def book_columns() -> list[Column]:
    """The loan book, with the columns of the paper one."""
    return [
        Column("name", _("Người vay")), Column("debtor", _("Người nhận trả")), Column("purpose", _("Mục đích")),
        Column("lent", _("Số tiền (đồng)"), "money"), Column("paid_out_on", _("Ngày vay"), "day"),
        Column("ends_on", _("Hạn trả hết"), "day"), Column("rate", _("Lãi một tháng (%)")), Column("terms", _("Cách trả")),
        Column("principal_paid", _("Đã trả gốc (đồng)"), "money"), Column("interest_paid", _("Đã trả lãi (đồng)"), "money"),
        Column("owed", _("Còn nợ gốc (đồng)"), "money"), Column("next_on", _("Kỳ tới"), "day"),
        Column("overdue", _("Quá hạn (đồng)"), "money"), Column("days_late", _("Số ngày chậm"), "number"),
        Column("cosigner", _("Người cùng ký")), Column("state", _("Tình trạng")),
    ]  # fmt: skip


def book_line(loan: Loan, row: LoanNow | None, today: date) -> dict[str, Any]:
    """A loan as a line of the loan book."""
    line: dict[str, Any] = {
        "name": loan.membership.person.full_name, "debtor": loan.payer.full_name if loan.is_taken_over else None,
        "purpose": loan.purpose, "lent": loan.principal, "paid_out_on": loan.paid_out_on,
        "rate": f"{loan.rate_month.normalize():f}".replace(".", ","), "terms": terms_words(loan),
        "cosigner": loan.cosigner,
        "state": str(LoanState(loan.state).label),
    }  # fmt: skip
    if row is not None:
        stands, coming = row.standing, row.standing.coming
        line |= {
            "ends_on": row.periods[-1].due_on, "principal_paid": stands.principal_paid,
            "interest_paid": stands.interest_paid, "owed": stands.outstanding,
            "next_on": coming.due_on if coming else None,
            "overdue": stands.overdue_interest + stands.overdue_principal, "days_late": stands.days_late,
        }  # fmt: skip
    return line


def loan(request: HttpRequest, club: int, loan: int) -> HttpResponseBase:
    """One loan: what is next, how it stands, its schedule beside what was paid, its steps."""
    found, today = loan_of(request, club, loan, Verb.SEE_PERSONS)
    keeps = may(request.user, Verb.KEEP_MONEY, found.club.place, today)
    row = now(found, today)
    steps = list(
        found.steps.select_related("paid_by__person", "witness__person", "debtor__person", "heir").order_by("pk")
    )
    name = upfirst(called(found.membership.person, today))
    context: dict[str, Any] = {
        "loan": found, "row": row, "keeps": keeps, "name": name, "crumbs": crumbs(found.club),
        "terms": upfirst(terms_words(found)), "steps": [step_line(step, today) for step in steps],
        "next": [(with_day(url, request, today), words) for url, words in next_acts(found, row)] if keeps else [],
        "sitting_url": way_back(request, club, "cho-vay", today) if keeps else "",
        "late_terms": late_terms(found.late_percent, found.method),
        "undo": with_day(loan_url(found, "undo_loan"), request, today) if keeps and may_undo(steps, row) else "",
        "orphan": row is not None and found.state in OPEN and without_answer(found, today),
        "is_open": found.state in OPEN, "waits": found.state in WAITING,
        "debtor": called(found.payer, today) if found.is_taken_over else "",
    }  # fmt: skip
    if row is not None:
        context |= {"rows": rows_of(row), "figures": figures(row), "receipts": receipts(found)}
    else:
        periods = found.schedule(first_due_of(found, found.asked_on))
        context |= {"rows": [Row(period, "") for period in periods], "figures": cost(found, periods, found.asked_on)}
    return render(request, "funds/loan.html", context)


def figures(row: LoanNow) -> list[Fact]:
    """How a loan stands, as lines of name and figure."""
    stands = row.standing
    paid = stands.principal_paid + stands.interest_paid
    lines = [
        Fact(_("Còn nợ gốc"), vnd(stands.outstanding)),
        Fact(
            _("Đã trả"),
            vnd(paid),
            paid_words(stands.interest_paid, stands.principal_paid, sum(stands.late_interest_paid.values())),
        ),
    ]
    return [*due_facts(row), *lines] if row.loan.state in OPEN else lines


def may_undo(steps: list[LoanStep], row: LoanNow | None) -> bool:
    """Whether the latest step can be taken back: a pay-out only as long as nothing was repaid."""
    last = last_act(steps)
    is_payout = last is not None and last.state == LoanState.RUNNING and not last.takes_over and last.waived is None
    return last is not None and not (is_payout and (row is None or row.standing.splits or row.loan.is_opening))


def receipts(loan: Loan) -> list[dict[str, Any]]:
    """The slips of a loan's repayments, newest first, with what each was used for."""
    found: dict[int, dict[str, Any]] = {}
    rows = loan.transfers.filter(kind__in=[Kind.PRINCIPAL, Kind.INTEREST, Kind.WRITE_OFF, Kind.PAYOUT])
    for row in rows.select_related("voucher__reversed_by").order_by("-day", "-sequence"):
        line = found.setdefault(
            row.voucher_id, {"slip": row.voucher, "interest": 0, "principal": 0, "anew": 0, "cash": False}
        )
        if row.debit in SPLIT and row.credit in SPLIT:
            line["anew"] += row.amount if row.credit == Account.INTEREST else -row.amount
            continue
        kind = "interest" if row.kind == Kind.INTEREST else "principal"
        line[kind] += row.amount
        line["cash"] = line["cash"] or row.kind in (Kind.PRINCIPAL, Kind.INTEREST)
    return [_receipt(line) for line in found.values()]


def _receipt(line: dict[str, Any]) -> dict[str, Any]:
    slip: Voucher = line["slip"]
    back = getattr(slip, "reversed_by", None)
    anew = _("Chia lại %(sum)s từ gốc sang lãi") if line["anew"] > 0 else _("Chia lại %(sum)s từ lãi sang gốc")
    return {
        "slip": slip, "words": slip.words, "sum": line["interest"] + line["principal"],
        "anew": anew % {"sum": vnd(abs(line["anew"]))} if line["anew"] else "",
        "used": paid_words(line["interest"], line["principal"]) if line["cash"] else "",
        "back": back.label if back else "", "may_go": line["cash"] and not back and slip.reverses_id is None,
    }  # fmt: skip


def step_line(step: LoanStep, today: date) -> dict[str, Any]:
    """A step of a loan's life in words."""
    words = []
    if step.amount is not None:
        words.append(vnd(step.amount))
    if step.votes_for is not None:
        words.append(
            _("%(yes)s người đồng ý, %(no)s người không đồng ý")
            % {"yes": step.votes_for, "no": step.votes_against or 0}
        )
    if step.paid_by and step.witness:
        pair = {"one": called(step.paid_by.person, today), "other": called(step.witness.person, today)}
        words.append(_("%(one)s giao tiền, %(other)s chứng kiến") % pair)
    if step.debtor:
        words.append(_("%s nhận trả") % called(step.debtor.person, today))
    if step.heir:
        said = {"name": called(step.heir, today), "how": str(step.get_agreed_display()).lower()}
        words.append(_("%(name)s, không phải thành viên, đồng ý nhận trả (%(how)s)") % said)
    if step.waived is not None:
        words.append(vnd(step.waived))
    if step.words:
        words.append(step.words)
    return {"label": step.label, "on": step.on, "words": ". ".join(upfirst(part) for part in words)}


def next_acts(loan: Loan, row: LoanNow | None) -> list[tuple[str, str]]:
    """What can be written next about a loan, the likeliest first."""
    acts = {
        LoanState.ASKED: [("review_loan", _("Ghi ý kiến Ban Chủ nhiệm")), ("decide_loan", _("Ghi quyết định"))],
        LoanState.REVIEWED: [("decide_loan", _("Ghi quyết định"))],
        LoanState.APPROVED: [("pay_out_loan", _("Giao tiền"))],
    }  # fmt: skip
    running = [
        ("repay_loan", _("Ghi trả nợ")), ("extend_loan", _("Gia hạn")), ("take_over_loan", _("Người khác nhận trả")),
        ("write_off_loan", _("Xóa nợ")),
    ]  # fmt: skip
    if row is not None and row.standing.late_interest_due:
        running.insert(1, ("waive_late_interest", _("Miễn lãi quá hạn")))
    found = running if loan.state in OPEN else acts.get(LoanState(loan.state), [])
    return [(loan_url(loan, name), words) for name, words in found]
