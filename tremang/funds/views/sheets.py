"""The papers of the funds as Excel: what is printed, line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from tremang.funds.models import Series
from tremang.funds.queries.books import About, Line
from tremang.kernel.words import in_words
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
            "who": line["slip"].who,
            "in": line["in"],
            "out": line["out"],
        }
        for line in paper["paid"]
    ]
    columns = [
        Column("day", _("Ngày"), "day"), Column("slip", _("Phiếu")), Column("what", _("Khoản")),
        Column("who", _("Người nộp, nhận")), Column("in", _("Đã nộp (đồng)"), "money"), Column("out", _("Đã nhận (đồng)"), "money"),
    ]  # fmt: skip
    title = _("Sổ riêng của %(who)s, %(club)s") % {"who": paper["called"], "club": paper["club"].name}
    return Table(request, columns, rows).download("so-thanh-vien", title, ("in", "out"))


def slips_sheet(
    request: HttpRequest, name: str, title: str, lines: Sequence[Line], more: Mapping[int, About]
) -> FileResponse:
    """The receipts and payments of a fund's box: each with whom, for what, on which paper, and the sum in words."""
    rows = []
    for line in lines:
        about = more[line.voucher_id]
        rows.append({
            "slip": line.label, "kind": _("Phiếu chuyển quỹ") if line.is_move else str(Series(line.series).label),
            "day": line.day, "who": line.who, "words": line.words, "about": about.kinds, "document": about.document,
            "came": line.came or None, "went": line.went or None, "in_words": in_words(line.came or line.went),
            "note": note_of(line),
        })  # fmt: skip
    columns = [
        Column("slip", _("Số phiếu")), Column("kind", _("Loại phiếu")), Column("day", _("Ngày"), "day"),
        Column("who", _("Người nộp, nhận")), Column("words", _("Nội dung")), Column("about", _("Khoản")),
        Column("document", _("Chứng từ kèm theo")), Column("came", _("Thu (đồng)"), "money"),
        Column("went", _("Chi (đồng)"), "money"), Column("in_words", _("Bằng chữ")), Column("note", _("Ghi chú")),
    ]  # fmt: skip
    return Table(request, columns, rows).download(name, title, ("came", "went"))


def note_of(line: Line) -> str:
    """What must be seen beside a line: that it was taken back, or let the balance fall below zero.

    What takes another back says so in its own words.
    """
    notes = []
    if line.taken_back_by:
        notes.append(_("đã hoàn lại bằng phiếu %(slip)s") % {"slip": line.taken_back_by})
    if line.overdrawn:
        notes.append(_("chi quá số có: %(words)s") % {"words": line.overdrawn})
    return "; ".join(notes)
