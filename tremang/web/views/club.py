"""The page of a club: its next meeting, who comes, what is done, who makes it up."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.agenda.likely import lacking_day
from tremang.agenda.models import Draft
from tremang.areas.common.books import Reader, books
from tremang.areas.common.queries import covered_by_month
from tremang.clubs.addressed import LARGEST_ID
from tremang.clubs.days import lunar_words, monthly_words, next_meeting_day
from tremang.clubs.models import Club, ClubMerger, FoundingDecision, ManagingBody, State, StateRow
from tremang.inbox.queries import waits, waits_in_private
from tremang.kernel import clock
from tremang.kernel.format import clock as hour
from tremang.kernel.format import day as written
from tremang.kernel.periods import month_first
from tremang.kernel.prepared import Question
from tremang.meetings.grids import Year, attendance_grid, contents_grid, in_need_first, lacking_words, marks_of, year_of
from tremang.meetings.queries import commune_of, names_on_roll, share
from tremang.members.composition import composition
from tremang.places.models import Place
from tremang.reports.gathered import in_rounds, plain
from tremang.reports.kinds import reading
from tremang.reports.periods import period_of
from tremang.reports.queries.duties import returned
from tremang.ui.links import address
from tremang.web.clubs_of import CLOSED

SHOWN_PERSONS, SHOWN_MEETINGS = 9, 5


def club(request: HttpRequest, pk: int) -> HttpResponse:
    """Names for those with a duty towards persons; figures for everybody who may see the club."""
    found = next(iter(_asked(pk, request.user.pk)), None) if pk <= LARGEST_ID else None
    if found is None:
        raise Http404
    today, place = clock.today(), found.place
    require(request.user, Verb.SEE_FIGURES, place, today)
    sees_persons = may(request.user, Verb.SEE_PERSONS, place, today)
    year = year_of(pk, today)
    in_books = covered_by_month(pk, month_first(year.months[0]), today)
    context: dict[str, Any] = {
        "club": found, "commune": commune_of(found), "summary": _summary(found, commune_of(found)), "sees_persons": sees_persons,
        "norms": composition(found, today, exact=may(request.user, Verb.SEE_SENSITIVE, place, today)),
        "contents": contents_grid(year, in_books, _books(found)), "advice": lacking_words(year, in_books),
        "meetings": _last(year), "links": _links(request.user, found, sees_persons, today),
        "has_met": bool(year.meetings or in_books),
        "state": "" if found.state == State.ACTIVE else found.get_state_display(),
        "closed": _closed(found) if found.state in CLOSED else None,
    }  # fmt: skip
    context |= _attendance(found, year, sees_persons, today)
    context |= _next(request.user, found, year, today)
    context["waiting"] = _urgent(request.user, found, sees_persons, today)
    return render(request, "web/club.html", context)


@Question
def _asked(pk: int, user_id: int) -> "QuerySet[Any, Any]":
    """A club with its decision, whether a report of its own came back, and what the reader has begun to write down.

    These would else be four questions more.
    """
    decisions = FoundingDecision.objects.filter(club=OuterRef("pk")).order_by("-decided_on")[:1]
    return Club.objects.filter(pk=pk).select_related("place__parent__parent__parent").annotate(
        decision=Subquery(decisions.values("number")), decided_on=Subquery(decisions.values("decided_on")),
        has_returned=Exists(returned().filter(place=OuterRef("pk"))), has_sent=waits("pk"),
        has_private=waits_in_private("pk"),
        begun=Subquery(Draft.objects.filter(club=OuterRef("pk"), user_id=user_id, meeting_id=0).values("body")[:1]),
    )  # fmt: skip


def _urgent(user: User, found: Club, sees_persons: bool, today: date) -> list[dict[str, Any]]:
    """What may not wait until its page is opened: reports that came back, and what the books say is urgent."""
    reader = Reader(user, found, today, sees_persons, may(user, Verb.KEEP_BOOKS, found.place, today))
    urgent = [job for book in books().values() for job in book.urgent(reader)]
    private = found.has_private and may(user, Verb.SEE_HEALTH, found.place, today)
    if private or (found.has_sent and sees_persons):
        urgent.insert(0, _sent(found))
    writes = found.has_returned and may(user, Verb.WRITE_REPORTS, found.place, today)
    return [*_returned(found.place), *urgent] if writes else urgent


def _sent(found: Club) -> dict[str, Any]:
    """That something which came from the club's phones waits for somebody."""
    return {
        "what": _("Có việc gửi từ điện thoại cần xem và chọn"), "url": address("inbox:list", found.pk),
        "cause": _("Hai bản ghi khác nhau, hoặc việc chưa ghi được."), "action": _("Xem và chọn"),
    }  # fmt: skip


def _returned(place: Place) -> list[dict[str, Any]]:
    """The club's own reports that the commune returned: the only ones about which it has to do something."""
    found = []
    [rows], rules = in_rounds(plain(returned().filter(place=place)), reading())
    for report in rows:
        period = period_of(rules.named(report.kind, report.to_on), report.period)
        found.append(
            {
                "what": _("Báo cáo %(period)s bị trả lại") % {"period": period.words},
                "url": address("reports:report", report.kind, report.place_id, report.period),
                "cause": _("Mời xem lý do, sửa rồi gửi lại."), "action": _("Mở báo cáo"),
            }
        )  # fmt: skip
    return found


def _books(found: Club) -> dict[int, str]:
    """Content → the page of its book."""
    return {book.area: reverse(f"{book.code}:home", args=[found.pk]) for book in books().values()}


def _summary(found: Club, commune: Place | None) -> str:
    words = []
    if found.decision:
        words.append(
            _("Quyết định số %(number)s ngày %(day)s") % {"number": found.decision, "day": written(found.decided_on)}
        )
    if found.launched_on:
        words.append(_("ra mắt %(day)s") % {"day": written(found.launched_on)})
    line = ", ".join(words)
    if found.managing_body != ManagingBody.OTHER:
        body = _("%(body)s %(unit)s quản lý.") % {
            "body": found.get_managing_body_display(), "unit": commune.unit_type if commune else "",
        }  # fmt: skip
        return f"{line[:1].upper()}{line[1:]}. {body}" if line else body
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def _attendance(found: Club, year: Year, sees_persons: bool, today: date) -> dict[str, Any]:
    if not sees_persons:
        return {"attendance": attendance_grid(year, [], {}, {}), "members": None}
    names = names_on_roll(found.pk, today)
    marks = marks_of(year)
    rows = in_need_first(year, names, marks)[:SHOWN_PERSONS]
    urls = {name.membership: address("members:person", name.person) for name, _missed in rows}
    return {"attendance": attendance_grid(year, rows, marks, urls), "members": len(names)}


def _next(user: User, found: Club, year: Year, today: date) -> dict[str, Any]:
    """The card of the next meeting, with what is still to be written down."""
    following = next_meeting_day(found, today)
    may_record = may(user, Verb.RECORD_MEETING, found.place, today) and found.is_launched
    draft = found.begun if may_record else None
    lacking = lacking_day(found, [row.held_on for row in year.meetings], today) if found.state == State.ACTIVE else None
    keeps_money = may(user, Verb.KEEP_MONEY, found.place, today)
    where = [lunar_words(following)] if following and found.meets_by_lunar else []
    where += [hour(found.meeting_time)] if found.meeting_time else []
    where += [found.meeting_place] if found.meeting_place else []
    return {
        "next_on": following, "where": ", ".join(where), "may_record": may_record,
        "habit": monthly_words(found.meeting_day, found.meets_by_lunar), "lacking": lacking,
        "draft_on": date.fromisoformat(draft["held_on"]) if draft else None,
        "record_url": reverse("agenda:start", args=[found.pk]),
        "money_url": address("funds:home", found.pk) if keeps_money else "",
        "lacking_money_url": address("funds:sitting", found.pk, lacking.isoformat()) if keeps_money and lacking else "",
    }  # fmt: skip


def _closed(found: Club) -> dict[str, str]:
    """Since when the club is no more and where its members went: such a club has no next meeting and seeks nobody."""
    since = written(
        StateRow.objects.filter(club=found, state=found.state)
        .order_by("from_on")
        .values_list("from_on", flat=True)
        .last()
    )
    merger = ClubMerger.objects.filter(club=found).select_related("into").first()
    if merger is None:
        return {"words": _("Đã giải thể từ ngày %(day)s") % {"day": since}}
    words = _("Từ ngày %(day)s đã sáp nhập vào") % {"day": since}
    return {"words": words, "name": merger.into.name, "url": address("web:club", merger.into_id)}


def _last(year: Year) -> list[dict[str, Any]]:
    return [
        {
            "held_on": row.held_on, "url": reverse("meetings:show", args=[row.pk]), "present": row.present,
            "expected": row.expected, "share": share(row.present, row.expected),
            "contents": [bool(row.contents >> bit & 1) for bit in range(8)],
        }
        for row in reversed(year.meetings[-SHOWN_MEETINGS:])
    ]  # fmt: skip


def _links(user: User, found: Club, sees_persons: bool, today: date) -> list[tuple[str, str]]:
    """The other pages of the club, as far as the reader may open them."""
    place, pk = found.place, found.pk
    pages = [
        (sees_persons, "members:list", _("Thành viên")),
        (sees_persons, "members:board", _("Ban Chủ nhiệm")),
        (sees_persons, "members:groups", _("Tổ, đội")),
        (True, "clubs:life", _("Từ vận động đến nay")),
        (True, "meetings:list", _("Các buổi sinh hoạt")),
        (True, "areas:all", _("Sổ 8 nội dung")),
        (True, "funds:home", _("Tiền quỹ")),
        (may(user, Verb.KEEP_DEVICES, place, today), "accounts:devices:list", _("Điện thoại của câu lạc bộ")),
        (may(user, Verb.ASSESS, place, today), "standard:assess", _("Đánh giá đạt chuẩn")),
        (may(user, Verb.KEEP_CLUB, place, today), "clubs:edit", _("Sửa thông tin câu lạc bộ")),
        (sees_persons, "inbox:list", _("Việc từ điện thoại")),
        (may(user, Verb.SEE_EVENTS, place, today), "web:log", _("Nhật ký")),
    ]
    return [(url, words) for allowed, name, words in pages if allowed and (url := address(name, pk))]
