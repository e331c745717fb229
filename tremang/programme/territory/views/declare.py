"""What a commune declares of itself."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.places.models import Dated, Place, Population, Profile
from tremang.programme.pages import commune_of, crumbs_of, undo_url, way_back
from tremang.programme.territory.actions.declare import declare_population, describe_commune
from tremang.programme.territory.forms import PopulationForm, ProfileForm
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

SIGNS = (
    ("is_difficult", gettext_lazy("khó khăn")),
    ("is_mountainous", gettext_lazy("miền núi")),
    ("is_ethnic", gettext_lazy("vùng dân tộc thiểu số")),
    ("trained_before_2026", gettext_lazy("tập huấn trước 2026")),
)


def population(request: HttpRequest, code: str) -> HttpResponseBase:
    """People of a commune per year."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    form = PopulationForm(request.POST or None, today=today)
    rows = Population.objects.filter(Population.by(), commune=commune).order_by("-year")
    columns = [
        Column("year", _("Năm"), "text"), Column("people", _("Từ 15 tuổi"), "number"),
        Column("older", _("Từ 60 tuổi"), "number"), Column("source", _("Nguồn")),
    ]  # fmt: skip
    table = Table(request, columns, list(rows.values("year", "people", "older", "source")), sort="-year",
                  empty=_("Chưa khai báo năm nào."))  # fmt: skip
    if table.download_asked:
        return table.download("so-dan", _("Số dân của %(place)s") % {"place": commune.name})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = declare_population(
            commune, data["year"], data["people"], data["older"], data["source"], by=request.user, today=today
        )
        words = {"year": data["year"], "n": number(data["people"])}
        return _("Đã ghi số dân năm %(year)s: %(n)s người từ 15 tuổi.") % words, undo_url(event)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("places:declare", args=[code]),
        lambda: {
            **_around(commune, _("Số dân, người cao tuổi")),
            **way_back(commune, ["declare_population"], request.user, today), "button": _("Ghi số dân"), "table": table,
            "table_title": _("Đã khai báo"), "links": [(_("Đặc điểm của xã"), reverse("places:profile", args=[code]))],
            "summary": _("Mỗi năm một lần. Ghi lại cùng năm thì số mới thay số cũ; số cũ vẫn còn trong nhật ký."),
        },
    )  # fmt: skip


def profile(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a commune is like, from a day on."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    now = Profile.objects.filter(Dated.on(today), commune=commune).order_by("-from_on").first()
    initial = {name: getattr(now, name) for name, _words in SIGNS} if now else {}
    form = ProfileForm(request.POST or None, commune=commune, today=today, initial=initial)
    table = Table(request, [Column("from_on", _("Từ ngày"), "day"), Column("to_on", _("Đến hết ngày"), "day"),
                            Column("signs", _("Đặc điểm"))], _profiles(commune), sort="-from_on",
                  empty=_("Chưa ghi lần nào."), downloadable=False)  # fmt: skip

    def act(data: dict[str, Any]) -> tuple[str, str]:
        since: date = data.pop("since")
        event = describe_commune(commune, since, by=request.user, today=today, **data)
        return _("Đã ghi đặc điểm của %(place)s.") % {"place": commune.name}, undo_url(event)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("places:profile", args=[code]),
        lambda: {
            **_around(commune, _("Đặc điểm của xã, phường")),
            **way_back(commune, ["describe_commune"], request.user, today), "button": _("Ghi đặc điểm"), "table": table,
            "table_title": _("Đã ghi"), "links": [(_("Số dân"), reverse("places:declare", args=[code]))],
            "summary": _("Kế hoạch ưu tiên nơi khó khăn, miền núi, vùng dân tộc thiểu số và nơi chưa được tập huấn."),
        },
    )  # fmt: skip


def _profiles(commune: Place) -> list[dict[str, Any]]:
    return [
        {
            "from_on": row.from_on, "to_on": row.to_on,
            "signs": ", ".join(str(words) for name, words in SIGNS if getattr(row, name)) or _("không có dấu hiệu nào"),
        }
        for row in Profile.objects.filter(commune=commune).order_by("-from_on")
    ]  # fmt: skip


def _around(commune: Place, title: str) -> dict[str, Any]:
    return {"title": title, "crumbs": crumbs_of(commune), "back_url": address("web:commune", commune.code)}
