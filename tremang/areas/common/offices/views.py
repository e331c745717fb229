"""Pages of support: an office enters what it gave to many clubs and sees who answered; a club answers."""

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

COMMUNE = "xa"
MOST_LEFT_OUT = 5
YEARS = 4


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
        request, "areas/give.html", form, act, then,
        lambda: {
            "title": _("Ghi việc đã hỗ trợ câu lạc bộ"), "button": _("Ghi vào sổ các câu lạc bộ"), "back_url": then,
            "crumbs": _crumbs(place, (_("Đã hỗ trợ"), then)), "made": made, "has_clubs": bool(clubs), "chosen": chosen,
            "communes": [commune for commune, _clubs in communes] if is_whole_city(place) else [],
            "summary": _("%(place)s. Mỗi câu lạc bộ được chọn sẽ thấy việc này trong sổ của mình để xác nhận.") % {
                "place": where.name,
            },
        },
    )  # fmt: skip


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
    actions.withdraw(support, by=request.user, today=clock.today())
    said(request, _("Đã rút việc “%(what)s” khỏi sổ các câu lạc bộ.") % {"what": support.what})
    return redirect(reverse("areas:given", args=[code]))


def answer(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The page on which a club says what became of the support that an office wrote into its book."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    rows = Activity.objects.filter(pk=pk, club=club, office__isnull=False).select_related("office", "club__place")
    row = rows.first()
    if row is None or row.office is None:
        raise Http404
    if row.is_confirmed and request.method != "POST":
        return redirect(_book_url(row.area, club))
    form = AnswerForm(
        posted(request), club=reader.club, today=reader.today, row=row,
        same=list(alike(row)), at_meeting=_told_at_meeting(reader.club, row),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> tuple[str, str]:
        chosen, own = data["answer"], data.get("own")
        values = form.values() if chosen == SupportAnswer.Answer.YES else None
        event = actions.answer(row, chosen, values, own, by=request.user, today=reader.today)
        return _answered(chosen), undo_url(event)

    then = _book_url(row.area, club)
    book = book_of(row.area)
    words = {"giver": row.office.giver, "what": row.what, "day": written(row.day)}
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Trả lời: %(what)s") % words, "button": _("Trả lời"), "crumbs": crumbs_of(reader.club, book),
            "back_url": then, "summary": _("%(giver)s ghi đã làm “%(what)s” cho câu lạc bộ ngày %(day)s. "
            "Trả lời rồi việc này mới được tính.") % words,
        },
    )  # fmt: skip


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
