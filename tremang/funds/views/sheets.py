"""The papers of the funds as Excel: what is printed, line by line."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from tremang.ui.tables import Column, Table


def public_sheet(request: HttpRequest, paper: Mapping[str, Any]) -> FileResponse:
    """The sheet that is read aloud: each fund's lines, and where the money came from."""
    rows: list[dict[str, Any]] = []

    def line(part: Any, what: Any, amount: int) -> None:
        rows.append({"part": str(part), "what": str(what), "sum": amount})

    for fund in paper["funds"]:
        line(fund["label"], _("Đầu kỳ có"), fund["before"])
        for words, sums in ((_("Thu: %(what)s"), fund["came"]), (_("Chi: %(what)s"), fund["went"])):
            for label, amount in sums:
                line(fund["label"], words % {"what": label}, amount)
        line(fund["label"], _("Cuối kỳ có"), fund["total"])
        for label, amount in fund["held"]:
            line(fund["label"], _("Cuối kỳ có, trong đó: %(what)s") % {"what": label}, amount)
    for label, amount in paper["sources"]:
        line(_("Nguồn vốn của hai quỹ"), label, amount)
    columns = [Column("part", _("Phần")), Column("what", _("Khoản")), Column("sum", _("Số tiền (đồng)"), "money")]
    title = _("Bảng công khai tài chính, %(club)s, %(span)s") % {
        "club": paper["club"].name,
        "span": paper["span"].words,
    }
    return Table(request, columns, rows).download("bang-cong-khai", title)


def statement_sheet(request: HttpRequest, paper: Mapping[str, Any]) -> FileResponse:
    """A member's account: each slip with what he paid in or was given."""
    rows = [
        {
            "day": line["slip"].day,
            "slip": line["slip"].label,
            "what": line["what"],
            "in": line["in"],
            "out": line["out"],
        }
        for line in paper["paid"]
    ]
    columns = [
        Column("day", _("Ngày"), "day"), Column("slip", _("Phiếu")), Column("what", _("Khoản")),
        Column("in", _("Đã nộp (đồng)"), "money"), Column("out", _("Đã nhận (đồng)"), "money"),
    ]  # fmt: skip
    title = _("Sổ riêng của %(who)s, %(club)s") % {"who": paper["called"], "club": paper["club"].name}
    return Table(request, columns, rows).download("so-thanh-vien", title)
