"""Pages of support: an office enters what it gave to many clubs and sees who answered; a club answers."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.areas.common import actions
from tremang.areas.common.actions.offices import Given, alike
from tremang.areas.common.books import book_of
from tremang.areas.common.models import Activity, OfficeSupport, SupportAnswer
from tremang.areas.common.offices.forms import AnswerForm, GiveForm
from tremang.areas.common.offices.queries import clubs_by_commune, clubs_under, given, is_whole_city
from tremang.areas.common.pages import FORM_ID, posted, undo_url
from tremang.areas.common.reading import crumbs_of, reader_of
from tremang.areas.common.twice import ask_of_support
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.ids import new_id
from tremang.kernel.text import whole
from tremang.meetings.areas import Area, areas_of
from tremang.meetings.queries import meeting_on
from tremang.places.models import Kind, Place
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

COMMUNE = "xa"
MOST_LEFT_OUT = 5
YEARS = 4
SAID = "da"  # in an address: the answer that is changed
MOST_ANSWERS = 100


def _place(code: str, user: User, verb: Verb) -> Place:
    """The commune or the City of an address; raises Http404, or Refused where `user` may not do `verb` there."""
    place = Place.objects.filter(code=code, kind__in=[Kind.COMMUNE, Kind.PROVINCE], valid_to__isnull=True).first()
    if place is None:
        raise Http404
    require(user, verb, place, clock.today())
    return place


def _crumbs(place: Place, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page about the support of `place` stands."""
    url = address("web:city") if is_whole_city(place) else address("web:commune", place.code)
    return [*([(place.name, url)] if url else []), *more]


def give(request: HttpRequest, code: str) -> HttpResponse:
    """The form of an office: what it gave, and to which clubs of the commune or communes of the City."""
    place, today = _place(code, request.user, Verb.GIVE_SUPPORT), clock.today()
    found = clubs_under(place)
    communes = clubs_by_commune(found) if is_whole_city(place) else [(place, found)]
    chosen = _chosen(request, place, communes)
    clubs = [club for commune, clubs in communes if chosen in (None, commune) for club in clubs]
    by_commune = communes if is_whole_city(place) and chosen is None else None
    where = chosen or place
    everyone = _("Tất cả %(n)s câu lạc bộ của %(place)s") % {
        "n": number(len(clubs)), "place": where.name[:1].lower() + where.name[1:],
    }  # fmt: skip
    form = GiveForm(
        posted(request), today=today, clubs=clubs, by_commune=by_commune,
        everyone=everyone,
    )  # fmt: skip
    made = whole(request.POST.get(FORM_ID, "")) or new_id()

    def act(data: dict[str, Any]) -> tuple[str, str]:
        if not OfficeSupport.objects.filter(pk=made).exists():
            ask_of_support(Asker(form, request.POST.getlist(FIELD)), place, form.values())
        done = actions.give(
            place, form.values(), form.picked(), people=form.people(), by=request.user, today=today, pk=made
        )
        return _given_words(done), reverse("areas:withdraw", args=[code, done.support.pk]) if done.asked else ""

    then = reverse("areas:given", args=[code])
    return entry_page(
        request, "areas/give.html", form, act, lambda data: _given_url(code, data["day"]),
        lambda: {
            "title": _("Ghi việc đã hỗ trợ câu lạc bộ"), "button": _("Ghi vào sổ các câu lạc bộ"), "back_url": then,
            "crumbs": _crumbs(place, (_("Đã hỗ trợ"), then)), "made": made, "has_clubs": bool(clubs), "chosen": chosen,
            "communes": [commune for commune, _clubs in communes] if is_whole_city(place) else [],
            "summary": _("%(place)s. Mỗi câu lạc bộ được chọn sẽ thấy việc này trong sổ của mình để xác nhận.") % {
                "place": where.name,
            },
        },
    )  # fmt: skip


def _given_url(code: str, day: date) -> str:
    """The page of what a place gave, in the year of `day`."""
    return f"{reverse('areas:given', args=[code])}?nam={day.year}"


def _chosen(request: HttpRequest, place: Place, communes: list[tuple[Place, list[Club]]]) -> Place | None:
    """The commune of which the City chooses single clubs, by `?xa=`; None for the whole City, and on a commune's page."""
    asked = request.GET.get(COMMUNE, "")
    return next((commune for commune, _clubs in communes if is_whole_city(place) and commune.code == asked), None)


def _given_words(done: Given) -> str:
    """What giving did, in words: how many clubs are asked, and which were left out."""
    if not done.asked:
        return _("Việc này đã ghi vào sổ các câu lạc bộ rồi, không ghi thêm lần nữa.")
    words = _("Đã ghi “%(what)s” vào sổ của %(n)s câu lạc bộ, chờ câu lạc bộ xác nhận.") % {
        "what": done.support.what, "n": number(len(done.asked)),
    }  # fmt: skip
    if not done.left_out:
        return words
    names = ", ".join(club.name for club in done.left_out[:MOST_LEFT_OUT])
    rest = len(done.left_out) - MOST_LEFT_OUT
    if rest > 0:
        names = _("%(names)s và %(n)s câu lạc bộ nữa") % {"names": names, "n": number(rest)}
    return f"{words} " + _("Chưa ghi cho %(names)s vì ngày ấy chưa ra mắt hoặc đã thôi hoạt động.") % {"names": names}


def told(request: HttpRequest, code: str) -> HttpResponse:
    """What an office gave in a year, how many clubs answered, and which have not."""
    place, today = _place(code, request.user, Verb.SEE_FIGURES), clock.today()
    asked = whole(request.GET.get("nam", ""))
    year = asked if today.year - YEARS < asked <= today.year else today.year
    rows = given(place, year)
    gives = may(request.user, Verb.GIVE_SUPPORT, place, today)
    context = {
        "place": place, "crumbs": _crumbs(place), "rows": rows, "gives": gives, "year": year,
        "years": range(today.year - YEARS + 1, today.year + 1),
        "give_url": reverse("areas:give", args=[code]) if gives else "",
        "count": len(rows), "asked": sum(row.asked for row in rows), "answered": sum(row.answered for row in rows),
    }  # fmt: skip
    return render(request, "areas/given.html", context)


@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take support back that was written by mistake, while no club has answered."""
    place = _place(code, request.user, Verb.GIVE_SUPPORT)
    support = OfficeSupport.objects.filter(pk=pk, place=place).select_related("place").first()
    if support is None:
        raise Http404
    event = actions.withdraw(support, by=request.user, today=clock.today())
    back = reverse("areas:undo_withdraw", args=[code, event.pk])
    said(request, _("Đã rút việc “%(what)s” khỏi sổ các câu lạc bộ.") % {"what": support.what}, back)
    return redirect(_given_url(code, support.day))


@require_POST
def undo_withdraw(request: HttpRequest, code: str, event: int) -> HttpResponse:
    """Bring back support that was withdrawn."""
    place = _place(code, request.user, Verb.GIVE_SUPPORT)
    support = actions.undo_withdraw(place, event, by=request.user, today=clock.today())
    said(request, _("Đã hoàn tác."))
    return redirect(_given_url(code, support.day))


def answer(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The page on which a club says what became of the support that an office wrote into its book, and says it anew.

    `?da=` is the answer that is changed: who answers what waits is told where somebody else was quicker.
    """
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    row, support, said_ = _support_of(reader.club, pk)
    if said_ is not None and request.GET.get(SAID) != said_.answer and request.method != "POST":
        return redirect(f"{request.path}?{SAID}={said_.answer}")
    known = said_ if request.GET.get(SAID) in SupportAnswer.Answer.values else None
    stands = known is not None and known.answer in (SupportAnswer.Answer.YES, SupportAnswer.Answer.CORRECTED)
    shown = row if row is not None and (stands or said_ is None) else actions.waiting_row(support, reader.club)
    own = row.pk if row is not None and known is not None and not stands else None
    form = AnswerForm(
        posted(request), club=reader.club, today=reader.today, row=shown, said=known, chosen=own,
        same=list(alike(shown).exclude(pk=shown.pk)), at_meeting=_told_at_meeting(reader.club, shown),
    )  # fmt: skip
    if stands and row is not None:
        form.fields["at_meeting"].initial = row.at_meeting

    def act(data: dict[str, Any]) -> tuple[str, str]:
        chosen, same = data["answer"], data.get("own")
        values = form.values() if chosen == SupportAnswer.Answer.YES else None
        how: dict[str, Any] = {"by": request.user, "today": reader.today}
        if known is None:
            return _answered(chosen), undo_url(actions.answer(shown, chosen, values, same, **how))
        event = actions.answer_anew(known, request.GET[SAID], chosen, values, same, **how)
        return (_answered(chosen), undo_url(event)) if event else (_("Không có gì thay đổi."), "")

    then = _book_url(support.area, club)
    words = {"giver": support.giver, "what": support.what, "day": written(support.day)}
    if known is None:
        summary = _("%(giver)s ghi đã làm “%(what)s” cho câu lạc bộ ngày %(day)s. Trả lời rồi việc này mới được tính.")
    else:
        words["said"] = said_words(known)
        summary = _(
            "%(giver)s ghi đã làm “%(what)s” cho câu lạc bộ ngày %(day)s. Câu lạc bộ đã trả lời: %(said)s. Sửa ở đây nếu "
            "trả lời nhầm."
        )
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": (_("Sửa câu trả lời: %(what)s") if known else _("Trả lời: %(what)s")) % words,
            "button": _("Ghi lại") if known else _("Trả lời"), "crumbs": crumbs_of(reader.club, book_of(support.area)),
            "back_url": then, "summary": summary % words,
        },
    )  # fmt: skip


def _support_of(club: Club, pk: int) -> tuple[Activity | None, OfficeSupport, SupportAnswer | None]:
    """The line by which support stands in the book of a club, the support, what the club said of it; raises Http404."""
    lines = Activity.objects.filter(club=club, office__isnull=False).select_related("office", "club__place")
    row = lines.filter(office=pk).first()
    support = row.office if row is not None else OfficeSupport.objects.filter(pk=pk).first()
    if support is None:
        raise Http404
    answered = SupportAnswer.objects.filter(club=club, office=support).select_related("office", "club__place").first()
    if row is None and answered is None:
        raise Http404
    return row, support, answered


def answers(request: HttpRequest, club: int) -> HttpResponse:
    """What a club has said of support, newest first: each opens again, to be said otherwise."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    rows = SupportAnswer.objects.filter(club=club).select_related("office").order_by("-office__day", "-pk")
    lines = [
        {
            "what": row.office.what, "giver": row.office.giver, "day": row.office.day, "said": said_words(row),
            "url": reverse("areas:answer", args=[club, row.office_id]),
        }
        for row in rows[:MOST_ANSWERS]
    ]  # fmt: skip
    columns = [
        Column("what", _("Việc"), "link", url="url", small="giver"), Column("day", _("Ngày"), "day"),
        Column("said", _("Câu lạc bộ trả lời")),
    ]  # fmt: skip
    table = Table(request, columns, lines, empty=_("Chưa trả lời việc nào đơn vị hỗ trợ ghi."), downloadable=False)
    return render(request, "areas/answers.html", {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "here": _("Đã trả lời đơn vị hỗ trợ"), "table": table,
    })  # fmt: skip


def said_words(row: SupportAnswer) -> str:
    """What a club answered, as its form says it."""
    kind = SupportAnswer.Answer
    return {
        kind.YES: _("có việc này"), kind.CORRECTED: _("có việc này, có sửa"), kind.NO: _("không có việc này"),
        kind.ALREADY: _("đã ghi rồi, tính một lần"),
    }[kind(row.answer)]  # fmt: skip


def _told_at_meeting(club: Club, row: Activity) -> bool:
    """Whether the meeting of that day named the same content."""
    meeting = meeting_on(club.pk, row.day)
    return meeting is not None and Area(row.area) in areas_of(meeting.contents)


def _answered(chosen: str) -> str:
    kind = SupportAnswer.Answer
    if chosen == kind.NO:
        return _("Đã ghi là không có việc này.")
    if chosen == kind.ALREADY:
        return _("Đã nhập chung với việc câu lạc bộ đã ghi, chỉ tính một lần.")
    return _("Đã xác nhận.")


def _book_url(area: int, club: int) -> str:
    book = book_of(area)
    return reverse(f"{book.code}:home", args=[club]) if book else reverse("areas:all", args=[club])
