"""Pages of training: the officials of the plan, and the boards of clubs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.places.models import Dated, Kind, Place
from tremang.programme.pages import commune_of, crumbs_of, undo_url, way_back
from tremang.programme.training import actions
from tremang.programme.training.forms import CourseForm, EndForm, OfficialForm
from tremang.programme.training.models import CourseKind, CourseRecord, Official
from tremang.programme.training.queries import board_of
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

OFFICIAL_VERBS = ("list_official", "end_official", "complete_course")


def officials(request: HttpRequest, code: str) -> HttpResponseBase:
    """The list of officials of a commune or of the City, with their last courses; and a form to add one."""
    today = clock.today()
    place = commune_of(code, request.user, Verb.KEEP_COMMUNE, today, city_too=True)
    form = OfficialForm(request.POST or None, today=today)
    rows = _officials(place)
    columns = [
        Column("name", _("Họ và tên"), "link", url="url", small="position"),
        Column("from_on", _("Từ ngày"), "day"),
        Column("to_on", _("Đến hết ngày"), "day"),
        Column("course_on", _("Học gần nhất"), "day"),
    ]
    table = Table(request, columns, rows, search=("name", "position"), sort="name",
                  empty=_("Chưa có ai trong danh sách."))  # fmt: skip
    if table.download_asked:
        return table.download("can-bo", _("Cán bộ tham gia Kế hoạch, %(place)s") % {"place": place.name})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        name, position, day = data["full_name"], data["position"], data["from_on"]
        event = actions.list_official(place, name, position, day, by=request.user, today=today)
        return _("Đã ghi %(name)s vào danh sách.") % {"name": name}, undo_url(event)

    running = [row for row in rows if row["to_on"] is None]
    trained = sum(1 for row in running if row["course_on"])
    summary = _("Đang có %(n)s người trong danh sách, %(m)s người đã học ít nhất một lớp.") % {
        "n": number(len(running)), "m": number(trained),
    }  # fmt: skip
    links = []
    if running and may(request.user, Verb.KEEP_TRAINING, place, today):
        links = [(_("Ghi một lớp tập huấn"), reverse("training:course", args=[code]))]
    return entry_page(
        request, "ui/entry.html", form, act, reverse("training:officials", args=[code]),
        lambda: {
            "title": _("Cán bộ tham gia Kế hoạch"), "crumbs": crumbs_of(place), "button": _("Thêm vào danh sách"),
            "back_url": _home(place), "table": table, "table_title": _("Danh sách"), "links": links,
            "summary": summary if rows else _("Chưa khai báo danh sách cán bộ nên chưa tính được tỷ lệ."),
            **way_back(place, OFFICIAL_VERBS, request.user, today),
        },
    )  # fmt: skip


def _officials(place: Place) -> list[dict[str, Any]]:
    courses = CourseRecord.objects.filter(official__place=place).order_by("completed_on")
    last = dict(courses.values_list("official", "completed_on"))
    return [
        {
            "name": row.full_name, "position": row.position, "from_on": row.from_on, "to_on": row.to_on,
            "course_on": last.get(row.pk), "url": reverse("training:official", args=[row.pk]),
        }
        for row in Official.objects.filter(place=place)
    ]  # fmt: skip


def official(request: HttpRequest, pk: int) -> HttpResponse:
    """One official: the courses, and the last day."""
    today = clock.today()
    found = get_object_or_404(Official.objects.select_related("place"), pk=pk)
    require(request.user, Verb.KEEP_COMMUNE, found.place, today)
    form = EndForm(request.POST or None, today=today)
    rows = [
        {"completed_on": row.completed_on, "kind": row.get_kind_display(), "organiser": row.organiser}
        for row in found.courses.all()
    ]
    columns = [
        Column("completed_on", _("Học xong"), "day"), Column("kind", _("Lớp")), Column("organiser", _("Nơi tổ chức")),
    ]  # fmt: skip
    table = Table(request, columns, rows, sort="-completed_on", empty=_("Chưa học lớp nào."), downloadable=False)
    back = reverse("training:officials", args=[found.place.code])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.end_official(found, data["last"], by=request.user, today=today)
        words = {"name": found.full_name, "day": written(data["last"])}
        return _("Đã ghi %(name)s tham gia đến hết ngày %(day)s.") % words, undo_url(event)

    def context() -> dict[str, Any]:
        crumbs = [*crumbs_of(found.place), (_("Cán bộ tham gia Kế hoạch"), back)]
        return {
            "title": found.full_name, "crumbs": crumbs, "button": _("Ghi ngày thôi tham gia"), "back_url": back,
            "summary": found.position, "table": table, "table_title": _("Các lớp đã học"),
        }  # fmt: skip

    if found.to_on is not None and request.method != "POST":
        return render(request, "ui/entry.html", context())
    return entry_page(request, "ui/entry.html", form, act, back, context)


def course(request: HttpRequest, code: str) -> HttpResponse:
    """Officials who completed a course together."""
    today = clock.today()
    place = commune_of(code, request.user, Verb.KEEP_TRAINING, today, city_too=True)
    running = list(Official.objects.filter(Dated.on(today), place=place).order_by("full_name"))
    people = [(row.pk, f"{row.full_name}, {row.position}" if row.position else row.full_name) for row in running]
    form = CourseForm(request.POST or None, people=people, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        chosen = [row for row in running if row.pk in data["who"]]
        kind, day = CourseKind(data["kind"]), data["completed_on"]
        event = actions.complete_course(chosen, kind, day, data["organiser"], by=request.user, today=today)
        words = {"n": number(len(chosen)), "day": written(day)}
        return _("Đã ghi %(n)s người học xong ngày %(day)s.") % words, undo_url(event)

    back = reverse("training:officials", args=[code])
    return entry_page(
        request, "ui/entry.html", form, act, back,
        lambda: {
            "title": _("Lớp tập huấn cho cán bộ"), "button": _("Ghi lớp tập huấn"), "back_url": back,
            "crumbs": [*crumbs_of(place), (_("Cán bộ tham gia Kế hoạch"), back)],
        },
    )  # fmt: skip


def boards(request: HttpRequest, code: str) -> HttpResponseBase:
    """Members of the boards of a commune's clubs: tick those who completed a course on a day."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_TRAINING, today)
    sees_names = may(request.user, Verb.SEE_PERSONS, commune, today)
    serving = board_of(commune, today)
    labels = [(row.person_id, row.words(sees_names)) for row in serving]
    form = CourseForm(request.POST or None, people=labels, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        kind, day = CourseKind(data["kind"]), data["completed_on"]
        event = actions.train_board(commune, data["who"], kind, day, data["organiser"], by=request.user, today=today)
        words = {"n": number(event.content.body["count"]), "day": written(day)}
        return _("Đã ghi %(n)s người học xong ngày %(day)s.") % words, undo_url(event)

    clubs = len({row.club_id for row in serving})
    words = {"n": number(len(serving)), "clubs": number(clubs)}
    return entry_page(
        request, "training/boards.html", form, act, reverse("training:boards", args=[code]),
        lambda: {
            "title": _("Tập huấn Ban Chủ nhiệm"), "crumbs": crumbs_of(commune), "button": _("Ghi lớp tập huấn"),
            "back_url": _home(commune), "serving": serving,
            "summary": _("%(n)s người đang trong Ban Chủ nhiệm của %(clubs)s câu lạc bộ.") % words,
            **way_back(commune, ["train_board"], request.user, today),
        },
    )  # fmt: skip


def _home(place: Place) -> str:
    return address("web:commune", place.code) if place.kind == Kind.COMMUNE else address("web:city")
