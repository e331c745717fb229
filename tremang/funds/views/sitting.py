"""The meeting's money, led step by step for whoever keeps it: one task a screen, each write with its way back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.clubs.addressed import club_or_404
from tremang.funds.actions.lending import open_or_refuse
from tremang.funds.actions.sitting import collect_once, repay_once, take_back_all
from tremang.funds.forms.sitting import Entry, Line, SumsForm, read
from tremang.funds.models import Voucher
from tremang.funds.queries import sitting as queries
from tremang.funds.queries.loans import least_repayment, usual_repayment
from tremang.funds.queries.months import closed_until
from tremang.funds.queries.sitting import Debt, Payer, Sitting
from tremang.funds.views import sitting_rest
from tremang.funds.views.replays import show_what_changes
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import longday, number, vnd
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry import tell
from tremang.ui.links import address
from tremang.ui.portions import in_parts, part_asked
from tremang.ui.said import said

MOST = 70  # rows on one screen; more would make the page too heavy for an old phone
KEPT = "sitting"  # the part of the session in which unfinished rows wait, with the sums that were asked about


@dataclass(frozen=True)
class Step:
    """One screen: its address, its name, what is asked."""

    slug: str
    name: Any
    question: Any


STEPS = (
    Step("dong-gop", gettext_lazy("Đóng góp"), gettext_lazy("Ai đóng góp?")),
    Step("tra-no", gettext_lazy("Trả nợ"), gettext_lazy("Ai trả nợ?")),
    Step("thu-chi", gettext_lazy("Thu, chi khác"), gettext_lazy("Có thu, chi gì khác?")),
    Step("cho-vay", gettext_lazy("Cho vay"), gettext_lazy("Ai vay?")),
    Step("dem-hop", gettext_lazy("Đếm hộp"), gettext_lazy("Trong hộp có bao nhiêu?")),
    Step("xong", gettext_lazy("Xong"), gettext_lazy("Tiền của buổi")),
)
SLUGS = [step.slug for step in STEPS]


def sitting_of(request: HttpRequest, club: int, day: str) -> Sitting:
    """The day of a club for the one who keeps its money; 404 for what is no day or still to come."""
    found = club_or_404(club)
    today = clock.today()
    require(request.user, Verb.KEEP_MONEY, found.place, today)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if on > today or found.launched_on is None or on < found.launched_on:
        raise Http404
    return queries.sitting(found, on)


def start(request: HttpRequest, club: int, day: str) -> HttpResponse:
    """The first step."""
    found = sitting_of(request, club, day)
    return redirect("funds:sitting_step", found.club.pk, found.day.isoformat(), SLUGS[0])


def step(request: HttpRequest, club: int, day: str, slug: str) -> HttpResponse:
    """A step."""
    found = sitting_of(request, club, day)
    if slug not in SLUGS:
        raise Http404
    context = screen(found, slug)
    if slug == "dong-gop":
        return contributions(request, found, context)
    if slug == "tra-no":
        return repayments(request, found, context)
    return sitting_rest.SHOW[slug](request, found, context)


def screen(found: Sitting, slug: str) -> dict[str, Any]:
    """What every step shows around its own."""
    place, closed = SLUGS.index(slug), closed_until(found.club.pk)
    return {
        "closed": closed if closed is not None and found.day <= closed else None,
        "months_url": address("funds:months", found.club.pk),
        "club": found.club, "day": found.day, "meeting_id": found.meeting_id, "step": STEPS[place], "number": place + 1,
        "total": len(STEPS), "home": home(found), "back": url(found, SLUGS[place - 1]) if place else "",
        "onward": url(found, SLUGS[place + 1]) if place + 1 < len(STEPS) else "",
        "following": STEPS[place + 1].name if place + 1 < len(STEPS) else "",
    }  # fmt: skip


def url(found: Sitting, slug: str) -> str:
    """The address of a step."""
    return reverse("funds:sitting_step", args=[found.club.pk, found.day.isoformat(), slug])


def home(found: Sitting) -> str:
    """Where the one who leaves goes: the meeting where it is recorded, else the club."""
    if found.meeting_id is not None:
        return address("meetings:show", found.meeting_id)
    return address("web:club", found.club.pk) or "/"


Gather = Callable[[], tuple[list[Line], dict[str, Any]]]  # the rows to fill in, and what stands around them
# sums, the newest transfer seen, who asks about them → what was done, its undo
Write = Callable[[dict[int, int], int, Asker], tuple[str, str]]


def contributions(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """Everybody on the roll; who is there pays this month's contribution unless tapped."""

    def gather() -> tuple[list[Line], dict[str, Any]]:
        people, newest = queries.payers(found)
        is_first = not any(payer.today > 0 for payer in people)
        return [_due_line(payer, is_first) for payer in people], {
            "newest": newest, "done": [payer for payer in people if payer.today > 0],
            "expected": sum(payer.today or payer.expected for payer in people),
            "received": sum(payer.today for payer in people),
            "has_rule": any(payer.monthly or payer.is_exempt for payer in people),
        }  # fmt: skip

    def write(sums: dict[int, int], seen: int, _asker: Asker) -> tuple[str, str]:
        slip = collect_once(
            found.club, sums, day=found.day, seen=seen, by=request.user, today=clock.today(), meeting_id=found.meeting_id
        )  # fmt: skip
        words = _("Đã thu đóng góp của %(count)s người, cộng %(sum)s, phiếu %(slip)s.")
        told = words % {"count": number(len(sums)), "sum": vnd(sum(sums.values())), "slip": slip.label}
        return told, undo_url(found, "dong-gop", [slip])

    context |= {"template": "funds/sitting_dues.html", "rule_url": address("funds:dues_rule", found.club.pk)}
    return _rows(request, found, context, gather, write)


def _due_line(payer: Payer, is_first: bool) -> Line:
    """His row; ticked where he most likely pays. Once a pass was written, those left out of it did not pay."""
    likely = payer.expected or payer.monthly
    text = number(likely) if likely else ""
    if payer.is_exempt and not payer.owes:
        note = _("Được miễn tháng này")
    elif payer.behind:
        note = _("Còn thiếu từ trước %(sum)s") % {"sum": vnd(payer.behind)}
    elif payer.owes <= 0 and payer.monthly:
        note = _("Đã đóng tháng này")
    else:
        note = "" if payer.is_here else _("Vắng")
    ticked = is_first and payer.is_here and payer.expected > 0
    return Line(
        payer.membership, payer.name, Entry(ticked, text), payer.monthly or max(payer.owes, 0), note, payer.today > 0,
        owed=payer.owes,
    )  # fmt: skip


def repayments(request: HttpRequest, found: Sitting, context: dict[str, Any]) -> HttpResponse:
    """Every running loan with what is due; tick who pays."""

    def gather() -> tuple[list[Line], dict[str, Any]]:
        rows, newest = queries.debts(found)
        return [_debt_line(debt) for debt in rows], {
            "newest": newest, "done": [debt for debt in rows if debt.today > 0],
            "expected": sum(debt.due + debt.today for debt in rows), "received": sum(debt.today for debt in rows),
        }  # fmt: skip

    def write(sums: dict[int, int], seen: int, asker: Asker) -> tuple[str, str]:
        open_or_refuse(found.club.pk, found.day)
        show_what_changes(sums, found.day, asker)
        slips = repay_once(
            found.club, sums, day=found.day, seen=seen, by=request.user, today=clock.today(), meeting_id=found.meeting_id
        )  # fmt: skip
        parts = queries.parts_of(slips)
        words = _("Đã ghi %(count)s người trả nợ, cộng %(sum)s: gốc %(principal)s, lãi %(interest)s.")
        told = words % {
            "count": number(len(sums)), "sum": vnd(sum(sums.values())), "principal": vnd(parts.get("principal", 0)),
            "interest": vnd(parts.get("interest", 0)),
        }  # fmt: skip
        return told, undo_url(found, "tra-no", slips)

    context |= {"template": "funds/sitting_repay.html"}
    return _rows(request, found, context, gather, write)


def _debt_line(debt: Debt) -> Line:
    stands = debt.now.standing
    left = _("Còn nợ gốc %(sum)s") % {"sum": vnd(stands.outstanding)}
    if stands.days_late:
        left = _("Chậm %(days)s ngày. %(left)s") % {"days": stands.days_late, "left": left}
    elif not debt.due and stands.coming is not None:
        left = _("Kỳ tới %(day)s. %(left)s") % {"day": written(stands.coming.due_on, year=False), "left": left}
    return Line(
        debt.loan.pk, debt.name, Entry(False, number(debt.due) if debt.due else ""), usual_repayment(debt.now), left,
        debt.today > 0, owed=debt.due, ends=stands.to_settle, least=least_repayment(debt.now),
    )  # fmt: skip


def _rows(request: HttpRequest, found: Sitting, context: dict[str, Any], gather: Gather, write: Write) -> HttpResponse:
    """One screen of rows, or the next part of a long list; the last part writes what all parts hold."""
    key = f"{found.club.pk}/{found.day}/{context['step'].slug}"
    waiting = request.session.get(KEPT, {}).get(key, {})
    kept = {int(pk): Entry(*entry) for pk, entry in waiting.get("rows", {}).items()}
    lines, around = gather()
    sent = set(request.POST.getlist("pays"))
    # What was written meanwhile and is now sent once more goes to the act, which knows whether it is the same again.
    lines = [line for line in lines if not line.is_done or str(line.pk) in sent]
    entries = {line.pk: kept.get(line.pk, line.likely) for line in lines}
    parts = in_parts(lines, MOST)
    part = part_asked(request, len(parts))
    form, status = None, 200
    if request.method == "POST":
        here, is_last = parts[part - 1], part == len(parts)
        entries |= read(request.POST, sent, lines)
        sure = {one for one in request.POST.getlist(FIELD) if whole(one.partition(":")[0]) in entries}
        sure |= set(waiting.get("sure", []))
        if "later" in request.POST:
            _keep(request, key, entries, sure)
            said(request, _("Đã lưu phần đang ghi của buổi %(day)s.") % {"day": longday(found.day)})
            return redirect(context["home"])
        if "before" in request.POST:  # judged when all is written; until then nothing that was typed is lost
            _keep(request, key, entries, sure)
            return redirect(f"{request.path}?p={max(part - 1, 1)}")
        form = SumsForm(lines if is_last else here, entries, sure)
        status = 422
        if form.is_valid():
            if not is_last:
                _keep(request, key, entries, sure)
                return redirect(f"{request.path}?p={part + 1}")
            problem = _write(request, form, write)
            if problem is None:
                _keep(request, key, {})
                return redirect(context["onward"])
            status = problem.status
            if status == 409:  # others were quicker: what they wrote is shown as written
                lines, around = gather()
                lines = [line for line in lines if not line.is_done]
                entries = {line.pk: entries.get(line.pk, line.likely) for line in lines}
                parts = in_parts(lines, MOST)
        part = min(_part_of(form, parts, part), len(parts))
        if len(parts) > 1:  # the next press sends only the rows of the part that is shown
            _keep(request, key, entries, sure)
    if status == 422:  # judged by what was seen then: what others wrote since is not passed over by a second try
        around["newest"] = whole(request.POST.get("seen", ""))
    context |= around | _shown(form, entries, parts, part)
    return render(request, context["template"], context, status=status)


def _write(request: HttpRequest, form: SumsForm, write: Write) -> Problem | None:
    """Write the sums, if there are any; what could not be is told in the form and returned."""
    seen = request.POST.get("seen", "")
    try:
        if form.sums:
            said(request, *write(form.sums, whole(seen), form.asker))
    except Problem as problem:
        if problem.status == 403:
            raise
        tell(form, problem)
        return problem
    return None


def _shown(form: SumsForm | None, entries: dict[int, Entry], parts: list[list[Line]], part: int) -> dict[str, Any]:
    errors = form.errors if form is not None else {}
    rows = [
        {
            "id": line.pk, "name": line.name, "note": line.note, "ticked": entries[line.pk].is_ticked,
            "sum": entries[line.pk].text, "error": errors.get(f"sum-{line.pk}"), "is_due": line.owed > 0,
        }
        for line in parts[part - 1]
    ]  # fmt: skip
    elsewhere = [entries[line.pk] for group in parts if group is not parts[part - 1] for line in group]
    return {
        "form": form, "rows": rows, "part": part, "parts": len(parts), "is_last": part == len(parts),
        "elsewhere": sum(_amount(entry) for entry in elsewhere),
        "marked": sum(_amount(entry) for entry in entries.values()),
        "here": f"?p={part}" if len(parts) > 1 else "",  # not always the part that was sent
    }  # fmt: skip


def _amount(entry: Entry) -> int:
    """The sum of a ticked row as far as it is plain digits; the form reads all other ways of writing."""
    digits = entry.text.replace(".", "").replace(" ", "")
    return whole(digits) if entry.is_ticked else 0


def _part_of(form: SumsForm, parts: list[list[Line]], part: int) -> int:
    """The part with the first row to look at again."""
    wrong = {name for name in form.errors if name.startswith("sum-")}
    for place, group in enumerate(parts, 1):
        if any(f"sum-{line.pk}" in wrong for line in group):
            return place
    return part


def _keep(request: HttpRequest, key: str, entries: dict[int, Entry], sure: Collection[str] = ()) -> None:
    """Keep unfinished rows in the session, or forget them where there are none. At most three days of meetings wait.

    `sure` waits with them: what was meant on an earlier part is not asked about again on the last.
    """
    kept = {name: rows for name, rows in request.session.get(KEPT, {}).items() if name != key}
    if entries:
        kept = dict(list(kept.items())[-5:])
        rows = {str(pk): [entry.is_ticked, entry.text] for pk, entry in entries.items()}
        kept[key] = {"rows": rows, "sure": sorted(sure)}
    request.session[KEPT] = kept


def undo_url(found: Sitting, slug: str, slips: Sequence[Voucher]) -> str:
    """The address that takes these slips back; they stand in it as numbers apart."""
    ids = "-".join(str(slip.pk) for slip in slips)
    return f"{reverse('funds:sitting_undo', args=[found.club.pk, found.day.isoformat(), slug])}?phieu={ids}"


@require_POST
def undo(request: HttpRequest, club: int, day: str, slug: str) -> HttpResponse:
    """Take back what a step has just written."""
    found = sitting_of(request, club, day)
    if slug not in SLUGS:
        raise Http404
    ids = [whole(text) for text in request.GET.get("phieu", "").split("-")]
    slips = list(Voucher.objects.filter(club=found.club, pk__in=ids).select_related("club__place").order_by("-pk"))
    if not slips:
        raise Http404
    try:
        take_back_all(slips, "", by=request.user, today=clock.today())
    except Problem as problem:
        if problem.status == 403:
            raise
        said(request, problem.sentence)
    else:
        labels = ", ".join(slip.label for slip in slips)
        said(request, _("Đã hoàn lại phiếu %(slips)s. Mời ghi lại cho đúng.") % {"slips": labels})
    return redirect(url(found, slug))
