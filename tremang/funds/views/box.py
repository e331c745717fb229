"""Counting the box by banknote, finding out why it does not match, and the code for the minute book."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.funds import problems as say
from tremang.funds.actions.box import count_box, leave_gap, mend, seal, unmend
from tremang.funds.box import Cause, Why
from tremang.funds.forms.box import CodeForm, CountForm, ReasonForm, UnwrittenForm
from tremang.funds.likely import likely
from tremang.funds.models import Account, BookSeal, CashCount, Fund
from tremang.funds.queries.box import Look, look
from tremang.funds.queries.months import last_closed
from tremang.funds.queries.seals import written_since
from tremang.funds.repairs import Said, how_many, repair
from tremang.funds.seals import Answer, Proof, prove
from tremang.funds.views.causes import SHOWN, cards, token
from tremang.funds.views.occasion import day_asked, way_back, with_day
from tremang.funds.views.parts import Reader, crumbs_of, reader_of
from tremang.kernel.format import day as written
from tremang.kernel.periods import month_last
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import whole
from tremang.kernel.words import in_words
from tremang.meetings.models import Meeting
from tremang.meetings.queries import meeting_on
from tremang.ui.entry import tell
from tremang.ui.links import address
from tremang.ui.said import said


def count(request: HttpRequest, club: int) -> HttpResponse:
    """The notes of one box. `?quy=` the fund, `?ngay=` the day, `?lai=` an earlier count to begin from."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    fund = Fund(asked) if (asked := request.GET.get("quy", "")) in Fund.values else Fund.INCOME
    on = _day(request.GET.get("ngay", ""), reader.today)
    form = CountForm(request.POST or None, notes=_notes(request, reader))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                meeting = meeting_on(club, on)
                row = count_box(
                    reader.club, fund, form.notes, on=on, by=request.user, today=reader.today,
                    meeting_id=meeting.pk if meeting else None, once=form.cleaned_data["once"],
                )  # fmt: skip
            except Problem as problem:
                if problem.status == 403:
                    raise
                form.key_anew(problem)
                tell(form, problem)
                status = problem.status
            else:
                return redirect(_counted_at(request, reader, row))
    back = way_back(request, club, "dem-hop", reader.today) or reverse("funds:home", args=[club])
    return render(request, "funds/count.html", _counting(reader, fund, on, form) | {"back_url": back}, status=status)


def _counted_at(request: HttpRequest, reader: Reader, row: CashCount) -> str:
    """The page of a count; whoever came from a step of the meeting's money is led back there from it."""
    return with_day(reverse("funds:counted", args=[row.club_id, row.pk]), request, reader.today)


def _day(asked: str, today: date) -> date:
    """A day of the address; today where it is none or has not come."""
    try:
        found = parse_date(asked)
    except ValueError:
        found = None
    return found if found and found <= today else today


def _notes(request: HttpRequest, reader: Reader) -> dict[str, int] | None:
    row = CashCount.objects.filter(club=reader.club, pk=whole(request.GET.get("lai", ""))).first()
    return row.notes if row else None


def _counting(reader: Reader, fund: Fund, on: date, form: CountForm) -> dict[str, Any]:
    values = [(value, bound.value() or "") for value, bound in form.lines]
    known = sum(value * whole(str(text)) for value, text in values)
    funds = [(each.label, f"?{urlencode({'quy': each.value, 'ngay': on.isoformat()})}", each == fund) for each in Fund]
    return {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "fund": fund, "on": on, "form": form, "funds": funds,
        "known": known, "is_today": on == reader.today,
    }  # fmt: skip


def counted(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """What a count came to: the box matches, or by how much it does not and what may have happened."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    counts = CashCount.objects.annotate(last_closed=Subquery(last_closed(OuterRef("club"))[:1]))
    row = get_object_or_404(counts, pk=pk, club=reader.club)
    row.club = reader.club
    found = look(row)
    causes = likely(found.box)
    reason = ReasonForm(request.POST if request.POST.get("act") == "leave" else None)
    problem = None
    if request.method == "POST":
        try:
            answer = _act(request, reader, row, found, causes, reason)
            if answer is not None:
                return answer
        except Problem as refused:
            if refused.status == 403:
                raise
            problem = refused
    status = 200 if request.method != "POST" else problem.status if problem else 422
    sitting = way_back(request, club, "dem-hop", reader.today)
    context = _result(reader, row, found, causes, reason) | {
        "problem": problem, "sitting_url": sitting, "back_url": sitting or reverse("funds:home", args=[club])
    }  # fmt: skip
    return render(request, "funds/counted.html", context, status=status)


def _act(
    request: HttpRequest, reader: Reader, row: CashCount, found: Look, causes: list[Cause], reason: ReasonForm
) -> HttpResponseRedirect | None:  # fmt: skip
    by, today = request.user, reader.today
    if request.POST.get("act") == "leave":
        if not reason.is_valid():
            return None
        slip = leave_gap(row, reason.cleaned_data["reason"], by=by, today=today)
        said(request, _("Đã để lệch và ghi lý do, phiếu %(slip)s.") % {"slip": slip.label}, _undo(reader, slip.pk))
        return redirect(_counted_at(request, reader, row))
    cause = next((one for one in causes if token(one) == request.POST.get("cause")), None)
    if cause is None:
        raise Conflict("cause_gone", say.CAUSE_GONE)
    keys = [key for key in request.POST.getlist("key") if key in cause.keys]
    if cause.keys and len(set(keys)) != how_many(cause):
        one = how_many(cause) == 1
        raise Problem("choose_whom", say.CHOOSE_ONE if one else say.CHOOSE_WHOM, count=how_many(cause))
    fix = repair(found, cause, keys, _told(request, cause))
    if fix is None:
        raise Problem("not_by_itself", say.NOT_BY_ITSELF)
    after = mend(row, fix.wrong, fix.right, by=by, today=today)
    undo = with_day(reverse("funds:undo_mending", args=[row.club_id, after.pk]), request, today)
    said(request, _("Đã sửa sổ."), undo)
    return redirect(_counted_at(request, reader, after))


@require_POST
def undo_mending(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Undo what mended the box: the lines stand as before, and the same notes are held against them."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(CashCount, pk=pk, club=reader.club)
    row.club = reader.club
    before = unmend(row, by=request.user, today=reader.today)
    said(request, _("Đã hoàn tác việc sửa sổ."))
    return redirect(_counted_at(request, reader, before))


def _told(request: HttpRequest, cause: Cause) -> Said | None:
    if cause.why not in (Why.UNKNOWN_SPENDING, Why.UNKNOWN_INCOME):
        return None
    form = UnwrittenForm(request.POST, is_spending=cause.why == Why.UNKNOWN_SPENDING)
    if not form.is_valid():
        raise Problem("wrong_account", say.WRONG_ACCOUNT)
    return Said(Account(form.cleaned_data["account"]), form.cleaned_data["words"])


def _undo(reader: Reader, slip: int) -> str:
    return address("funds:undo_slip", reader.club.pk, slip)


def _result(reader: Reader, row: Any, found: Look, causes: list[Cause], reason: ReasonForm) -> dict[str, Any]:
    again = urlencode({"quy": row.fund, "ngay": row.on.isoformat(), "lai": row.pk})
    count_url = f"{reverse('funds:count', args=[row.club_id])}?{again}"
    other = Fund.ACTIVITY if row.fund == Fund.INCOME else Fund.INCOME
    other_url = (
        f"{reverse('funds:count', args=[row.club_id])}?{urlencode({'quy': other.value, 'ngay': row.on.isoformat()})}"
    )
    closed = None if row.last_closed is None else month_last(row.last_closed)
    return {
        "closed": closed if closed is not None and row.on <= closed else None, "months_url": address("funds:months", row.club_id),
        "club": reader.club, "crumbs": crumbs_of(reader.club), "row": row, "fund": Fund(row.fund), "gap": found.gap,
        "size": abs(found.gap), "in_words": in_words(abs(found.gap)), "book": found.box.book,
        "cards": cards(found, causes, count_url), "more": max(0, len(causes) - SHOWN), "reason": reason,
        "count_url": count_url, "other": other, "other_url": other_url, "other_is_counted": found.box.other_gap is not None,
        "seal_url": reverse("funds:seal", args=[row.club_id]),
        "counted_in_words": in_words(row.counted),
    }  # fmt: skip


def seal_page(request: HttpRequest, club: int) -> HttpResponse:
    """The code of the books for the minute book; a POST makes it for the day of `?ngay=`, else for the last meeting."""
    reader = reader_of(request, club, Verb.SEE_EVENTS)
    asked = day_asked(request, reader.today, "held_on")
    meeting = (
        Meeting.objects.filter(club=club, **(asked or {"held_on__lte": reader.today})).order_by("-held_on").first()
    )
    on = meeting.held_on if meeting else asked.get("held_on", reader.today)
    if request.method == "POST" and "check" not in request.POST:
        reader_of(request, club, Verb.KEEP_MONEY)
        row = seal(reader.club, on, by=request.user, today=reader.today, meeting_id=meeting.pk if meeting else None)
        return redirect(
            f"{with_day(reverse('funds:seal', args=[club]), request, reader.today)}{'&' if asked else '?'}ma={row.pk}"
        )
    shown = BookSeal.objects.filter(club=club, pk=whole(request.GET.get("ma", ""))).first()
    seals = BookSeal.objects.filter(club=club).order_by("-sequence")[:12]
    form = CodeForm(request.POST if "check" in request.POST else None, today=reader.today)
    proof, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            proof, status = prove(reader.club, form.cleaned_data["on"], form.cleaned_data["code"]), 200
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "reader": reader, "on": on, "seals": seals, "form": form,
        "shown": shown, "proof": _proof(proof), "grouped": f"{shown.code[:4]} {shown.code[4:]}" if shown else "",
        "sitting_url": way_back(request, club, "xong", reader.today) if reader.keeps and shown else "",
    }  # fmt: skip
    return render(request, "funds/seal.html", context, status=status)


def _proof(proof: Proof | None) -> dict[str, Any] | None:
    """The answer in words; what was changed is told by `tremang verify`, event by event.

    Where the chain is whole, what was written since into the days it vouches for is listed: the code says nothing of it.
    """
    if proof is None:
        return None
    on = written(proof.seal.on) if proof.seal else ""
    since = written_since(proof.seal) if proof.seal and proof.answer == Answer.WHOLE else []
    if since:
        sentence = _(
            "Mã khớp: những gì đã ghi đến lúc lấy mã còn nguyên. "
            "Từ đó có %(count)s phiếu ghi thêm cho ngày %(day)s hoặc trước đó:"
        )
        return {"is_whole": False, "words": sentence % {"count": len(since), "day": on}, "since": since}
    words = {
        Answer.WHOLE: _("Mã khớp. Sổ quỹ đến hết buổi ngày %(day)s còn nguyên như lúc khóa.") % {"day": on},
        Answer.OTHER_CODE: _(
            "Mã không khớp với sổ hiện nay. Mời đọc lại mã và ngày trong sổ biên bản. "
            "Nếu đọc đúng, sổ đến hết buổi ngày %(day)s không còn như lúc khóa."
        ) % {"day": on},
        Answer.CHANGED: _("Mã đúng, nhưng có %(count)s chỗ trong sổ khác với lúc khóa. Mời báo cho cán bộ quản lý phần mềm.")
        % {"count": len(proof.findings)},
        Answer.NO_SEAL: _("Ngày này chưa có mã khóa sổ. Mời xem lại ngày trong sổ biên bản."),
    }  # fmt: skip
    return {"is_whole": proof.answer == Answer.WHOLE, "words": words[proof.answer], "since": since}
