"""Papers that the tests of every room may use: a typical report, and letters short and odd."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from tremang.documents.model import Appendix, Column, Document, Heading, Paragraph, Signature, Table

MADE_AT = datetime(2026, 12, 16, 2, 30, tzinfo=UTC)
COLUMNS = (
    Column("STT", "count", 0.6),
    Column("Xã, phường", "text", 2.6),
    Column("Số câu lạc bộ", "count"),
    Column("Số thành viên", "count"),
    Column("Trong đó nữ", "count"),
    Column("Người cao tuổi", "count"),
    Column("Buổi sinh hoạt", "count"),
    Column("Tỷ lệ dự", "percent"),
    Column("Quỹ tăng thu nhập (đồng)", "money", 1.8),
    Column("Đang vay", "count", 0.9),
    Column("Được chăm sóc tại nhà", "count"),
    Column("Tỷ lệ khu dân cư có câu lạc bộ", "percent", 1.1),
)


def row(index: int, name: str) -> tuple:
    """One commune's line of the annex."""
    clubs = 3 + index % 7
    share = Decimal(700 + index) / 10
    return (
        index, name, clubs, clubs * 63, clubs * 45, clubs * 44, clubs * 12, share, clubs * 41_250_000, clubs * 9,
        clubs * 4 if index % 5 else "dưới 5", None if index % 9 == 0 else share / 2,
    )  # fmt: skip


def names(count: int = 126) -> list[str]:
    """Made-up communes, one with the longest name of the City."""
    return ["Phường Văn Miếu - Quốc Tử Giám", *(f"Xã Tre Xanh {number}" for number in range(2, count + 1))]


def table(count: int = 126) -> Table:
    """A wide table of `count` communes with its sum."""
    rows = tuple(row(index, name) for index, name in enumerate(names(count), 1))
    total = (None, "Tổng cộng", *(sum(line[index] for line in rows) for index in range(2, 7)), Decimal("76.3"))
    return Table(COLUMNS, rows, (*total, sum(line[8] for line in rows), sum(line[9] for line in rows), None, None))


SENTENCE = (
    "Đến hết kỳ báo cáo, toàn Thành phố có 516 câu lạc bộ liên thế hệ tự giúp nhau với 32.307 thành viên, trong đó "
    "71,4% là nữ và 69,8% là người cao tuổi; các câu lạc bộ sinh hoạt đều hằng tháng, đủ tám nội dung, quỹ tăng thu "
    "nhập bảo toàn và có lãi nhập quỹ để chăm sóc người cao tuổi có hoàn cảnh khó khăn tại cộng đồng."
)


def report(rows: int = 126, paragraphs: int = 5) -> Document:
    """Three pages of text, a small table, and a landscape appendix of 126 rows and 12 columns."""
    text = tuple(Paragraph(SENTENCE) for _ in range(paragraphs))
    small = Table(
        (
            Column("Chỉ tiêu", "text", 3),
            Column("Kế hoạch", "count"),
            Column("Thực hiện", "count"),
            Column("Đạt", "percent"),
        ),
        (
            ("Câu lạc bộ thành lập mới", 60, 57, Decimal("95.0")),
            ("Thành viên mới", 3_000, 3_412, Decimal("113.7")),
            ("Thôn, tổ dân phố có câu lạc bộ", None, 489, None),
        ),
        caption="Bảng 1. Kết quả so với kế hoạch năm 2026",
        note="Ghi chú: “–” là chưa khai báo.",
    )
    return Document(
        parent_body="Hội Người cao tuổi Việt Nam",
        issuing_body="Hội Người cao tuổi thành phố Hà Nội",
        symbol="BC-HNCT",
        place="Hà Nội",
        type_name="Báo cáo",
        subject="Kết quả hoạt động của câu lạc bộ liên thế hệ tự giúp nhau quý IV năm 2026",
        to=("Ủy ban nhân dân Thành phố", "Trung ương Hội Người cao tuổi Việt Nam"),
        grounds=("Căn cứ Kế hoạch của Ủy ban nhân dân Thành phố về nhân rộng mô hình câu lạc bộ",),
        blocks=(
            Heading(1, "Công tác chỉ đạo"),
            Heading(2, "Văn bản đã ban hành"),
            *text,
            Heading(2, "Kiểm tra, giám sát"),
            *(Heading(3, f"Nội dung kiểm tra thứ {number}") for number in range(1, 9)),
            Heading(1, "Kết quả"),
            Heading(2, "Số câu lạc bộ và thành viên"),
            small,
            *text,
            Heading(1, "Kiến nghị"),
            *text,
        ),
        signature=Signature("TM. Ban Thường vụ", "Chủ tịch"),
        recipients=("Như trên", "Sở Y tế", "Hội Người cao tuổi các xã, phường", "VT, BTV"),
        appendices=(
            Appendix("Số liệu theo xã, phường", (table(rows),), landscape=True),
            Appendix("Cách tính", (Heading(1, "Nguồn số liệu"), Paragraph(SENTENCE))),
        ),
        year=2026,
        made_at=MADE_AT,
        draft_note="Bản dự thảo",
    )


def issued() -> Document:
    """The report after the registry gave it a number and a day."""
    return replace(report(5, 1), number="5", issued_on=date(2026, 2, 5), draft_note="")


def letter() -> Document:
    """An official letter (công văn): no type name, "V/v" under the number, one addressee, no appendix."""
    return replace(
        report(5, 1),
        type_name="", symbol="HNCT-VP", subject="mời dự lễ ra mắt câu lạc bộ", to=("Ủy ban nhân dân xã Phúc Thọ",),
        grounds=(), blocks=(Paragraph(SENTENCE),), appendices=(), draft_note="",
        signature=Signature("", "Chủ tịch", "Nguyễn Văn Mẫu"), recipients=("VP",),
    )  # fmt: skip
