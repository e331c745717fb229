"""The steps of a meeting's money that lead elsewhere and back: other sums, loans, the box; and the end."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.funds.forms.gifts import MONEY
from tremang.funds.models import Fund
from tremang.funds.queries import sitting as queries
from tremang.funds.queries.seals import written_since
from tremang.funds.queries.sitting import FundDay, Sitting
from tremang.kernel.format import longday, vnd
from tremang.kernel.words import in_words
from tremang.ui.links import address
from tremang.ui.templatetags.ui import lowfirst


def other_sums(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """What was taken in and spent besides, with the ways to write more."""
    rows = [
        {"slip": slip, "amount": amount, "url": address("funds:slip", found.club.pk, slip.pk)}
        for slip, amount in queries.slips_of(found, others=True)
    ]
    context |= {
        "rows": rows, "take_in": leading(found, "funds:take_in"), "spend": leading(found, "funds:spend"),
        "gift": leading(found, "funds:gifts", ghi=MONEY),
    }  # fmt: skip
    return render(request, "funds/sitting_other.html", context)


def leading(found: Sitting, name: str, **more: str) -> str:
    """The address of a page of the club that should know of the meeting, its day and the way back; "" where there is none."""
    page = address(name, found.club.pk)
    known = {"ngay": found.day.isoformat()} | ({"buoi": found.meeting_id} if found.meeting_id else {})
    return f"{page}?{urlencode(known | more)}" if page else ""


def loans(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """Who waits for the meeting's decision or for the money."""
    rows = [
        {
            "loan": loan,
            "name": name,
            "url": f"{address('funds:loan', found.club.pk, loan.pk)}?ngay={found.day.isoformat()}",
        }
        for loan, name in queries.waiting_loans(found.club.pk, found.day)
    ]
    context |= {"rows": rows, "ask": leading(found, "funds:ask_loan")}
    return render(request, "funds/sitting_loans.html", context)


def box(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """What should be in each box, and the way to count it."""
    counted = queries.counts_of(found)
    rows = []
    for line in queries.day_of_funds(found):
        if line.is_quiet:
            continue
        page = address("funds:count", found.club.pk)
        known = {"ngay": found.day.isoformat(), "quy": line.fund.value}
        known |= {"buoi": str(found.meeting_id)} if found.meeting_id else {}
        rows.append(
            {
                "fund": line.fund.label,
                "count": counted.get(line.fund),
                "book": line.cash,
                "url": f"{page}?{urlencode(known)}" if page else "",
            }
        )
    context |= {"rows": rows, "to_count": next((row["url"] for row in rows if row["count"] is None), "")}
    return render(request, "funds/sitting_box.html", context)


def end(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """The day's money fund by fund, and what is read aloud."""
    funds = [line for line in queries.day_of_funds(found) if not line.is_quiet]
    seal = queries.seal_of(found)
    context |= {
        "funds": funds, "seal": seal, "aloud": [sentence for line in funds for sentence in read_aloud(line)],
        "seal_url": leading(found, "funds:seal"), "since": written_since(seal) if seal else [],
        "title": _("Tiền buổi %(day)s") % {"day": longday(found.day)},
        "books": address("funds:home", found.club.pk),
    }  # fmt: skip
    return render(request, "funds/sitting_end.html", context)


def read_aloud(line: FundDay) -> list[str]:
    """What the meeting hears of a fund, sums in words where it matters."""
    name = str(Fund(line.fund).label)
    found = [_("%(fund)s trước buổi có %(sum)s.") % {"fund": name, "sum": vnd(line.before)}]
    if line.came:
        found.append(_("Thu %(sum)s: %(parts)s.") % {"sum": vnd(line.came_in), "parts": _parts(line.came)})
    if line.went:
        found.append(_("Chi %(sum)s: %(parts)s.") % {"sum": vnd(line.went_out), "parts": _parts(line.went)})
    if not line.came and not line.went:
        found.append(_("Trong buổi không thu, không chi."))
    after = _("Sau buổi còn %(sum)s") % {"sum": vnd(line.after)}
    words = in_words(line.after) if line.after >= 0 else ""
    found.append(f"{after} ({words[:1].lower()}{words[1:]})." if words else f"{after}.")
    if line.lent:
        found.append(_("Thành viên đang vay %(sum)s.") % {"sum": vnd(line.lent)})
    return found


def _parts(sums: dict[str, int]) -> str:
    """What money was for, with its sum where it was for several things."""
    words = [(lowfirst(what), vnd(amount)) for what, amount in sums.items()]
    return words[0][0] if len(words) == 1 else "; ".join(f"{what} {amount}" for what, amount in words)


SHOW = {"thu-chi": other_sums, "cho-vay": loans, "dem-hop": box, "xong": end}
