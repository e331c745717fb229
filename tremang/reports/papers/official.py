"""A report as an official paper in the layout of NĐ 30/2020/NĐ-CP: what it says, before it is Word or PDF."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tremang.documents.model import Appendix, Block, Column, Document, Heading, Paragraph, Signature, Table
from tremang.documents.text import parted_number
from tremang.kernel.format import NBSP
from tremang.kernel.format import day as written
from tremang.kernel.format import number as counted
from tremang.reports.boxes.phrases import called
from tremang.reports.papers.lacking import asks_below, is_done, kept_back
from tremang.reports.quoting import untold
from tremang.reports.shown import change, shown

Body = Mapping[str, Any]
_PERIODS = re.compile(r"\b([Qq]uý|[Tt]háng|[Nn]ăm) ([IVX\d]+(?:/\d{4})?)\b")
ASIDE = (
    "letters-",
    "pictures-",
    "far-",
)  # asked only of the writer; of a figure far from the records its reason says more
WIDE = 9  # columns of figures that a landscape page holds beside the name
# Of the figures by place a page holds only some; all of them stand in the Excel annex.
BY_PLACE = (
    "clubs",
    "members",
    "older",
    "women",
    "meetings",
    "present",
    "fund_income",
    "outstanding",
    "lent",
    "value_selfhelp",
)


def document(
    body: Body,
    made_at: datetime,
    *,
    number: str = "",
    issued_on: date | None = None,
    signer: str = "",
    draft: str = "",
    replaced: tuple[str, date] | None = None,
) -> Document:
    """The paper of a body. `number`, `issued_on` and `signer` are the clerk's; `draft` says of what day an unsent one is.

    `replaced` is the number and day of a paper made of an earlier version, whose place it takes (NĐ 30/2020, art. 18).
    """
    kind, words = body["kind"], _words(body)
    own, symbol = parted_number(number)
    head = {key: unbroken(str(text).format(**words)) for key, text in kind["letterhead"].items()}
    return Document(
        parent_body=head["parent"], issuing_body=head["issuer"], symbol=symbol or head["symbol"], place=_place_name(body),
        type_name=_("Báo cáo"), subject=unbroken(kind["subject"].format(**words)),
        blocks=tuple(_blocks(body, head["issuer"], replaced)),
        signature=Signature(head["authority"], head["position"], signer), year=made_at.year, made_at=made_at,
        to=tuple(_addressees(kind["to"], words)),
        recipients=tuple(text.format(**words).removeprefix("Lưu: ") for text in kind["recipients"]),
        appendices=tuple(_appendices(body)), number=own, issued_on=issued_on, draft_note=draft,
    )  # fmt: skip


def _words(body: Body) -> dict[str, str]:
    place, above = body["place"], body["place"]["above"]
    return {
        "place": _whole(_lower(place["name"])),
        "above": _whole(_lower(above[0])) if above else "",
        "period": body["period"]["words"],
    }


def _whole(name: str) -> str:
    """The name of a unit of the State on one line: a club's is too long for that."""
    return name.replace(" ", NBSP) if name.startswith(("xã ", "phường ", "thành ")) else name


def unbroken(text: str) -> str:
    """A text in which a period's number stays with its word: quý III/2026, tháng 8/2026, năm 2026."""
    return _PERIODS.sub(rf"\1{NBSP}\2", text)


def _lower(name: str) -> str:
    """The generic noun of a unit small, as Phụ lục II of the decree has it within a sentence: xã Phúc Thọ."""
    first, _space, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("Xã", "Phường", "Thành", "Câu") else name


def _addressees(to: list[str], words: dict[str, str]) -> Iterator[str]:
    for text in to:
        name = text.format(**words)
        yield name[:1].upper() + name[1:]


def _place_name(body: Body) -> str:
    """The place before the date: of a commune its own name, of a club that of its commune."""
    place = body["place"]
    name = place["above"][0] if body["kind"]["level"] == "club" and place["above"] else place["name"]
    for start in ("Xã ", "Phường ", "Thành phố "):
        name = name.removeprefix(start)
    return name


def _blocks(body: Body, issuer: str, replaced: tuple[str, date] | None) -> Iterator[Block]:
    period = body["period"]
    if replaced:
        words = {"number": replaced[0], "day": written(replaced[1])}
        yield Paragraph(_("Báo cáo này thay thế Báo cáo số %(number)s ngày %(day)s.") % words)
    begins = _("%(who)s báo cáo kết quả %(period)s (số liệu tính từ ngày %(first)s đến ngày %(last)s) như sau:")
    if not any(box["sentences"] for box in body["boxes"]):
        begins = _(
            "%(who)s báo cáo kết quả %(period)s (số liệu tính từ ngày %(first)s đến ngày %(last)s) ở các phụ lục kèm theo."
        )
    yield Paragraph(
        begins % {
            "who": issuer[:1].upper() + issuer[1:], "period": unbroken(period["words"]), "first": _day(period["from"]),
            "last": _day(period["to"]),
        }
    )  # fmt: skip
    for box in body["boxes"]:
        if box["sentences"]:
            yield Heading(1, box["title"])
            for sentence in box["sentences"]:
                yield Paragraph(unbroken(sentence["text"]))


def _day(iso: str) -> str:
    return written(date.fromisoformat(iso))


def _appendices(body: Body) -> Iterator[Appendix]:
    # Sums of many digits leave an upright page no room for what they count; a club's are small.
    yield Appendix(_("Bảng số liệu"), tuple(_figures(body)), landscape=body["kind"]["level"] != "club")
    if body["parts"] and (chosen := _of_places(body)):
        title = _("Số liệu từng xã, phường") if body["kind"]["level"] == "province" else _("Số liệu từng câu lạc bộ")
        yield Appendix(title, (_by_place(body, chosen),), landscape=True)
    if remarks := tuple(_remarks(body)):
        yield Appendix(_("Giải trình số liệu"), remarks)


def _figures(body: Body) -> Iterator[Block]:
    columns = (
        Column("TT", "count", 0.5), Column(_("Nội dung"), "text", 4), Column(_("Đơn vị"), "text", 1.7),
        Column(_("Kỳ trước"), "count", 1.7), Column(_("Kỳ này"), "count", 1.7), Column(_("Tăng, giảm"), "count", 1.5),
        Column(_("Chỉ tiêu"), "count", 1),
    )  # fmt: skip
    sections: dict[str, list[tuple[Any, ...]]] = {}
    for number, line in enumerate(body["lines"], 1):
        entry = body["figures"][line["code"]]
        mark = " (*)" if entry["reason"] else ""
        sections.setdefault(line["section"], []).append((
            str(number), line["title"], line["unit"], shown(line, entry["previous"]), shown(line, entry["reported"]) + mark,
            change(line, entry["reported"], entry["previous"]), _aim(entry["aim"], line),
        ))  # fmt: skip
    for title, rows in sections.items():
        yield Heading(1, title)
        yield Table(columns, tuple(rows))
    yield from (Paragraph(text) for text in _reading(body))
    if any(entry["reason"] for entry in body["figures"].values()):
        yield Paragraph(_("(*) Số do nơi báo cáo ghi khác với sổ sách, lý do ở phụ lục sau."))


def _reading(body: Body) -> Iterator[str]:
    """How the figures are to be read: how clubs add up, who is counted once, and that the others add up over the places."""
    codes = {line["code"] for line in body["lines"]}
    if left_out := kept_back(body):
        yield left_out
    if {"launched", "dissolved", "merged", "clubs"} <= codes:
        yield _("Câu lạc bộ hiện có cuối kỳ bằng số đầu kỳ, cộng số ra mắt, trừ số giải thể và số sáp nhập trong kỳ.")
    if any(line["once"] for line in body["lines"]):
        text = _(
            "Đơn vị “người”: mỗi người tính một lần, ở câu lạc bộ vào trước; đơn vị “lượt người”: dự mấy lần tính mấy lượt."
        )
        yield text + " " + _("Hộ nghèo, hộ cận nghèo theo thành viên tự khai.") if "poor" in codes else text
    if any(line["is_share"] for line in body["lines"]):
        yield _("Tỷ lệ, bình quân tính trên tổng số của toàn địa bàn; các dòng khác cộng từ các nơi dưới.")
    if {"fund_income", "fund_mean"} <= codes:
        yield _(
            "Quỹ bình quân chỉ tính tiền của câu lạc bộ hiện có; tổng quỹ gồm cả tiền của câu lạc bộ đã đóng, chưa bàn giao."
        )
    if any(line["code"].startswith("capital_") for line in body["lines"]):
        yield _("Vốn theo nguồn cộng lại chưa gồm kết quả hoạt động chưa phân bổ của quỹ.")
    if any(figure["previous"][0] is None for figure in body["figures"].values()):
        yield _(
            "Dấu – ở kỳ trước: chưa có số, số đếm lại từ đầu năm nên không so với năm trước, hoặc số người ít hơn 5 nên không nêu."
        )


def _aim(aim: Mapping[str, Any] | None, line: Mapping[str, Any]) -> str:
    if not aim or aim["min"] is None:
        return ""
    sign = "%" if line["is_share"] else ""
    if aim["max"] is not None and aim["max"] != aim["min"]:
        return f"{aim['min']}–{aim['max']}{sign}"
    return f"{counted(aim['min'])}{sign}"


def _of_places(body: Body) -> list[Mapping[str, Any]]:
    """The lines of which the paper tells each place; where a kind asks none of the usual ones, its first that add up."""
    lines = {line["code"]: line for line in body["lines"]}
    chosen = [lines[code] for code in BY_PLACE if code in lines]
    if body["kind"]["level"] == "commune":
        chosen = [line for line in chosen if line["code"] != "clubs"]
    told = body["parts"][0]["figures"]
    return (chosen or [line for code, line in lines.items() if code in told and not line["is_share"]])[:WIDE]


def _by_place(body: Body, chosen: list[Mapping[str, Any]]) -> Block:
    columns = (
        Column("TT", "count", 0.5), Column(_("Nơi"), "text", 3),
        *(Column(line["title"], "money" if line["unit"] == "đồng" else "count", 1.6) for line in chosen),
    )  # fmt: skip
    rows = tuple(
        (number, part["name"] if is_done(part) or not asks_below(body) else f"{part['name']} (**)",
         *(part["figures"][line["code"]][0] for line in chosen))
        for number, part in enumerate(body["parts"], 1)
    )  # fmt: skip
    total = (None, _("Cộng"), *(body["figures"][line["code"]]["summed"][0] for line in chosen))
    note = _("Đủ các dòng số liệu có trong tệp Excel kèm theo.")
    if asks_below(body) and not all(is_done(part) for part in body["parts"]):
        note = _("(**) Nơi chưa có báo cáo được duyệt: số lấy từ bản đã gửi, chưa gửi thì lấy từ sổ sách. ") + note
    own = [
        body["figures"][line["code"]]["summed"][0] - sum(part["figures"][line["code"]][0] for part in body["parts"])
        for line in chosen
    ]
    if any(own):
        rows += ((None, _("Số riêng của cấp lập báo cáo"), *own),)
    return Table(columns, rows, total, note=note)


def _remarks(body: Body) -> Iterator[Block]:
    """What belongs to the figures and stands in no sentence of the text."""
    lines = {line["code"]: line for line in body["lines"]}
    said = {entry["key"]: entry for entry in untold(body)}
    told = [entry for key, entry in said.items() if not key.startswith(ASIDE)]
    if told:
        yield Heading(1, _("Số liệu khác thường"))
        columns = (Column(_("Nội dung"), "text", 3), Column(_("Giải trình của nơi lập báo cáo"), "text", 3))
        yield Table(columns, tuple((entry["text"], entry["explanation"]) for entry in told))
    changed = [(code, entry) for code, entry in body["figures"].items() if entry["reason"]]
    if changed:
        yield Heading(1, _("Số ghi khác với sổ sách"))
        columns = (
            Column(_("Nội dung"), "text", 3), Column(_("Theo sổ sách"), "count", 1.3), Column(_("Số báo cáo"), "count", 1.3),
            Column(_("Lý do"), "text", 3),
        )  # fmt: skip
        yield Table(columns, tuple(
            (lines[code]["title"], shown(lines[code], entry["summed"]), shown(lines[code], entry["reported"]),
             " ".join([entry["reason"], *([said[f"far-{code}"]["explanation"]] if f"far-{code}" in said else [])]))
            for code, entry in changed
        ))  # fmt: skip
    if body["adjustments"]:
        yield Heading(1, _("Số điều chỉnh cho các kỳ đã báo cáo"))
        columns = (
            Column(_("Kỳ"), "text", 1.5),
            Column(_("Nội dung"), "text", 3),
            Column(_("Điều chỉnh"), "count", 1.3),
        )
        yield Table(columns, tuple(
            (entry["words"], lines[entry["line"]]["title"], change(lines[entry["line"]], (entry["amount"], None), (0, None)))
            for entry in body["adjustments"] if entry["line"] in lines
        ))  # fmt: skip
    yield from _obstacles(body)
    yield from _missing(body)


def _obstacles(body: Body) -> Iterator[Block]:
    """What places brought up and the text does not name."""
    told = {sentence["key"] for box in body["boxes"] for sentence in box["sentences"]}
    left = [one for one in body.get("obstacles", ()) if f"obstacle-{one['id']}" not in told]
    if left:
        yield Heading(1, _("Vướng mắc các nơi đưa lên"))
        columns = (Column(_("Nơi nêu"), "text", 2), Column(_("Nội dung"), "text", 3), Column(_("Trả lời"), "text", 3))
        yield Table(columns, tuple(
            (one["origin"], one["text"],
             one["answer"] or _("Chờ %(who)s, hạn %(day)s") % {"who": called(one["holder"]), "day": _day(one["due_on"])})
            for one in left
        ))  # fmt: skip


def _missing(body: Body) -> Iterator[Block]:
    """Why it was sent over missing reports; their names where the text does not give them all."""
    texts = {sentence["key"]: sentence["text"] for box in body["boxes"] for sentence in box["sentences"]}
    lacking = [
        entry for entry in body["missing"] if not _names(texts.get(f"awaited-{entry['kind']}", ""), entry["name"])
    ]
    if lacking or body.get("missing_reason"):
        is_city = body["kind"]["level"] == "province"
        yield Heading(1, _("Nơi chưa có báo cáo được duyệt") if is_city else _("Nơi chưa đủ số liệu hằng tháng"))
    if lacking:
        yield Paragraph("; ".join(entry["words"] for entry in lacking) + ".")
    if body.get("missing_reason"):
        yield Paragraph(_("Lý do gửi khi còn thiếu: %(why)s") % {"why": body["missing_reason"]})


def _names(text: str, place: str) -> bool:
    """Whether a place stands in a list of places: xã An is not named where xã An Khánh is."""
    return re.search(re.escape(called(place)) + r"(?=[,.;]| \(| và )", text) is not None
