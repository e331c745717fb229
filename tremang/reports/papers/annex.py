"""The Excel annex of a report and its data set for the health ministry's systems."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tremang.documents.model import Column, DataValue, DataValueSet, Group, Sheet
from tremang.kernel.format import day as written
from tremang.reports.papers.lacking import asks_below, is_done, kept_back
from tremang.reports.shown import change, shown, value

Body = Mapping[str, Any]


def sheets(body: Body) -> tuple[Sheet, ...]:
    """One sheet of all figures, and one with a row for each place below."""
    return (_figures(body), *_places(body))


def _subtitle(body: Body) -> str:
    period = body["period"]
    first, last = (written(date.fromisoformat(period[end])) for end in ("from", "to"))
    return _("%(place)s, %(period)s, từ %(first)s đến %(last)s") % {
        "place": body["place"]["name"], "period": period["words"], "first": first, "last": last,
    }  # fmt: skip


def _figures(body: Body) -> Sheet:
    columns = (
        Column(_("Phần"), "text", 2), Column(_("Nội dung"), "text", 4), Column(_("Mã"), "text", 1.6),
        Column(_("Đơn vị"), "text", 1), Column(_("Kỳ trước"), "count", 1.4), Column(_("Theo sổ sách"), "count", 1.4),
        Column(_("Số báo cáo"), "count", 1.4), Column(_("Tăng, giảm"), "count", 1.2), Column(_("Lý do ghi khác"), "text", 3),
    )  # fmt: skip
    rows = []
    for line in body["lines"]:
        entry = body["figures"][line["code"]]
        rows.append((
            line["section"], line["title"], line["code"], line["unit"], _cell(line, entry["previous"]),
            _cell(line, entry["summed"]), _cell(line, entry["reported"]),
            change(line, entry["reported"], entry["previous"]), entry["reason"],
        ))  # fmt: skip
    subtitle = ". ".join(filter(None, (_subtitle(body), kept_back(body))))
    return Sheet(_("Số liệu"), body["kind"]["title"], columns, tuple(rows), subtitle, total=False)


def _cell(line: Mapping[str, Any], pair: Any) -> Any:
    return shown(line, pair) if line["is_share"] else value(line, pair)


def _places(body: Body) -> Iterator[Sheet]:
    if not body["parts"]:
        return
    is_city = body["kind"]["level"] == "province"
    kept = body["parts"][0]["figures"]  # of places below, what only their own duty sees is left out
    plain = [line for line in body["lines"] if not line["is_share"] and line["code"] in kept]
    columns = (
        Column(_("Mã"), "text", 1), Column(_("Nơi"), "text", 3), Column(_("Báo cáo"), "text", 1.4),
        *(Column(line["title"], "money" if line["unit"] == "đồng" else "count", 1.4) for line in plain),
    )  # fmt: skip
    rows = [
        (part["code"], part["name"], _told(body, part),
         *(part["figures"][line["code"]][0] for line in plain))
        for part in body["parts"]
    ]  # fmt: skip
    own = [
        body["figures"][line["code"]]["summed"][0] - sum(part["figures"][line["code"]][0] for part in body["parts"])
        for line in plain
    ]
    if any(own):
        rows.append((body["place"]["code"], _("Số riêng của cấp lập báo cáo"), "", *own))
    name = _("Xã, phường") if is_city else _("Câu lạc bộ")
    title = _("Số liệu từng xã, phường") if is_city else _("Số liệu từng câu lạc bộ")
    subtitle = _subtitle(body)
    if any(line["code"] not in kept for line in body["lines"]):
        subtitle += _(". Số người theo hoàn cảnh, nhu cầu của từng nơi chỉ nơi phụ trách được xem")
    yield Sheet(name, title, columns, tuple(rows), subtitle)


def _told(body: Body, part: Mapping[str, Any]) -> str:
    """Where the report of a place below stands; "" where none of the same period is asked of it."""
    if not asks_below(body):
        return ""
    if is_done(part):
        return _("đã duyệt")
    return _("đã gửi, chờ duyệt") if part["is_sent"] else _("chưa gửi")


def data_set(body: Body, made_at: datetime) -> DataValueSet:
    """The figures of the place and of the places below it; shares go as numerator and denominator."""
    first, last = (date.fromisoformat(body["period"][end]) for end in ("from", "to"))
    level = body["kind"]["level"]
    own = Group(
        body["place"]["code"] if level == "commune" else f"CLB.{body['place']['node']}" if level == "club" else "01",
        tuple(_values(body, {code: entry["reported"] for code, entry in body["figures"].items()})),
        own=level != "commune",
    )  # fmt: skip
    below = tuple(
        Group(part["code"] if level == "province" else f"CLB.{part['code']}", tuple(_values(body, part["figures"])),
              own=level != "province")
        for part in body["parts"]
    )  # fmt: skip
    return DataValueSet(body["kind"]["code"].upper(), first, last, (own, *below), made_at)


def _values(body: Body, figures: Mapping[str, Any]) -> Iterator[DataValue]:
    for line in body["lines"]:
        if line["code"] not in figures:
            continue  # kept back of places below
        n, d = figures[line["code"]]
        code = line["code"].upper()
        if line["is_share"]:
            yield DataValue(f"{code}.N", n)
            yield DataValue(f"{code}.D", d or 0)
        else:
            yield DataValue(code, n)
