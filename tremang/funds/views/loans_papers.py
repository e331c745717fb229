"""Papers about loans: the loan note, the reminder, what is due at the next meeting."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.clubs.days import next_day
from tremang.clubs.models import BoardPost, Club
from tremang.funds.models import Loan
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.loans import LoanNow, as_of, due_at, open_loans, standings
from tremang.funds.views.loans_common import (
    WITH_PEOPLE,
    cost,
    first_due_of,
    late_terms,
    late_words,
    loan_of,
    loan_url,
    paid_words,
    terms_words,
)  # fmt: skip
from tremang.funds.views.parts import reader_of, signers
from tremang.kernel.format import day as written
from tremang.kernel.words import in_words
from tremang.meetings.queries import commune_of
from tremang.meetings.views.papers import bare_name, heading
from tremang.members.data import called
from tremang.members.models import BoardMember
from tremang.places.models import Dated
from tremang.ui.tables import Column, Table
from tremang.ui.templatetags.ui import lowfirst, upfirst

KEEPERS = (BoardPost.TREASURER, BoardPost.CHAIR)


def note(request: HttpRequest, club: int, loan: int) -> HttpResponse:
    """The loan note (giấy vay) with its schedule, to be signed by four."""
    found, today = loan_of(request, club, loan, Verb.SEE_PERSONS)
    paid_out = found.paid_out_on or today
    periods = found.schedule(first_due_of(found, paid_out))
    context = {
        "loan": found, "periods": periods, "cost": cost(found, periods, paid_out), "terms": terms_words(found),
        "late_terms": late_terms(found.late_percent, found.method),
        "who": called(found.membership.person, today), "words": in_words(found.principal), "ends_on": periods[-1].due_on,
        "interest": sum(period.interest for period in periods), "total": sum(period.total for period in periods),
        "principal": periods[0].principal + periods[0].balance, "back": loan_url(found), "year": found.membership.person.born_year,
        "payer": called(found.payer, today) if found.is_taken_over else "",
    }  # fmt: skip
    return render(request, "funds/loan_note.html", context | _official(found.club) | posts(found.club, paid_out))


def book(request: HttpRequest, club: int) -> HttpResponse:
    """The loan book on A4: what runs, with `?xem=tat-ca` also what is over."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    rows = Loan.objects.filter(club=reader.club).select_related(*WITH_PEOPLE).order_by("paid_out_on", "pk")
    with_done = request.GET.get("xem") == "tat-ca"
    found = [now for now in standings(rows, reader.today) if with_done or now.loan.state in OPEN]
    context = {
        "lines": [_book_line(now) for now in found], "with_done": with_done, "today": reader.today,
        "lent": sum(now.loan.principal for now in found), "owed": sum(now.standing.outstanding for now in found),
        "paid": sum(now.standing.principal_paid for now in found),
        "interest": sum(now.standing.interest_paid for now in found), "signers": signers(reader.club, reader.today),
    }  # fmt: skip
    return render(request, "funds/loans_paper.html", _official(reader.club) | context)


def _book_line(now: LoanNow) -> dict[str, Any]:
    """A loan as a line of the paper book; whoever took it over stands beside the borrower."""
    loan, stands = now.loan, now.standing
    return {
        "loan": loan, "name": loan.membership.person.full_name, "ends_on": now.periods[-1].due_on,
        "debtor": loan.payer.full_name if loan.is_taken_over else "", "stands": stands,
        "rate": f"{loan.rate_month.normalize():f}".replace(".", ","),
        "state": late_words(stands) or (str(loan.get_state_display()).lower() if loan.state not in OPEN else ""),
    }  # fmt: skip


def _official(club: Club) -> dict[str, Any]:
    commune = commune_of(club)
    return {"club": club, "head": heading(club, commune), "where": bare_name(commune)}


def posts(club: Club, on: date) -> dict[str, str]:
    """Who keeps the money and who chairs on a day: post → name."""
    rows = BoardMember.objects.filter(Dated.on(on), club=club, post__in=KEEPERS).select_related("person")
    return {str(row.post): row.person.full_name for row in rows}


def reminder(request: HttpRequest, club: int, loan: int) -> HttpResponse:
    """A reminder for one borrower."""
    found, today = loan_of(request, club, loan, Verb.SEE_PERSONS)
    return _reminders(request, found.club, [found], today, loan_url(found))


def reminders(request: HttpRequest, club: int) -> HttpResponse:
    """A reminder for each borrower who is late, a sheet each."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    return _reminders(request, reader.club, open_loans(club), reader.today, "")


def _reminders(request: HttpRequest, club: Club, rows: list[Loan], today: date, back: str) -> HttpResponse:
    meets = next_day(club.meeting_day, club.meets_by_lunar, today)
    sheets = [
        reminder_of(row, meets, today)
        for row in standings(rows, today)
        if row.standing.settled_on is None and (row.standing.days_late or back)
    ]
    context = {"sheets": sheets, "meets": meets, "today": today, "back": back}
    return render(request, "funds/loan_reminder.html", context | _official(club) | posts(club, today))


def reminder_of(row: LoanNow, meets: date, today: date) -> dict[str, Any]:
    """What a reminder says to one borrower."""
    stands, loan = row.standing, row.loan
    due = due_at(as_of(row, meets), meets)
    overdue = stands.overdue_interest + stands.overdue_principal
    return {
        "who": called(loan.payer, today), "purpose": lowfirst(loan.purpose),
        "loan": loan, "due": due, "due_words": in_words(due) if due else "",
        "late": late_words(stands), "since": stands.late_since, "overdue": overdue,
        "used": paid_words(stands.overdue_interest, stands.overdue_principal, stands.late_interest_due), "left": stands.outstanding,
        "for_other": called(loan.membership.person, today) if loan.is_taken_over else "",
    }  # fmt: skip


def due_sheet(request: HttpRequest, club: int) -> HttpResponseBase:
    """For the wall: who has something to bring to the next meeting, without sums; and each one's own slip to cut off."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    found, today = reader.club, reader.today
    meets = next_day(found.meeting_day, found.meets_by_lunar, today)
    rows = _due_lines(found, meets, today)
    if request.GET.get("download") == "xlsx":
        title = _("Đến kỳ trả buổi %(day)s, %(club)s") % {"day": written(meets), "club": found.name}
        return Table(request, due_columns(), rows).download("den-ky-tra", title)
    context = {"club": found, "commune": commune_of(found), "rows": rows, "meets": meets, "today": today}
    return render(request, "funds/loan_due.html", context)


def due_columns() -> list[Column]:
    """What is due at a meeting, with the columns of the slips to cut off."""
    return [
        Column("who", _("Họ và tên")), Column("number", _("Kỳ thứ"), "number"), Column("of", _("Trong số kỳ"), "number"),
        Column("due", _("Mang theo (đồng)"), "money"), Column("left", _("Còn nợ gốc trước khi trả (đồng)"), "money"),
        Column("settle", _("Trả hết hôm nay (đồng)"), "money"),
    ]  # fmt: skip


def _due_lines(club: Club, meets: date, today: date) -> list[dict[str, Any]]:
    """Who has something to bring to the meeting on `meets`, in order of names."""
    rows: list[dict[str, Any]] = []
    for row in standings(open_loans(club.pk), today):
        if due := due_at(as_of(row, meets), meets):
            number = sum(period.due_on <= meets for period in row.periods) or 1
            rows.append({
                "who": upfirst(called(row.loan.payer, today)), "key": row.loan.payer.sort_key, "due": due,
                "words": in_words(due), "number": number, "of": len(row.periods),
                "left": row.standing.outstanding, "settle": row.standing.to_settle,
            })  # fmt: skip
    return sorted(rows, key=lambda line: line["key"])
