"""Sample values for the page of parts. People and sums are invented."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from tremang.ui.charts import Band, bar_chart, line_chart
from tremang.ui.maps import Tile, tile_map
from tremang.ui.tables import Column, Table

COLOURS = [
    ("Mực", "ink", "chữ; 15,7 : 1 trên giấy"),
    ("Mực nhạt", "ink-2", "chữ phụ; 8,8 : 1 trên giấy"),
    ("Tre", "bamboo-700", "nút, liên kết; 8,2 : 1 trên giấy"),
    ("Tre nhạt", "bamboo-300", "nền biểu đồ; mực 9,0 : 1"),
    ("Lá", "bamboo-100", "đang chọn; mực 13,2 : 1"),
    ("Giấy trầm", "sunk", "đã khóa, nghỉ; mực 14,4 : 1"),
    ("Nghệ", "ochre", "cần chú ý; 9,0 : 1 trên giấy"),
    ("Gạch", "brick", "lỗi, việc khó quay lại; 9,5 : 1 trên giấy"),
    ("Chàm", "indigo", "khác bản gửi; 10,2 : 1 trên giấy"),
    ("Tím", "plum", "tập thử; 10,3 : 1 trên giấy"),
]
PEOPLE = [
    ("Bà Nguyễn Thị Ngọc Ánh", "present"),
    ("Bà Phùng Thị Tư", "absent"),
    ("Bà Bùi Thị Nhàn", "present"),
    ("Ông Kiều Văn Lực", "present"),
]


class SampleForm(forms.Form):
    """A field of each sort."""

    held_on = forms.CharField(label="Ngày sinh hoạt", widget=forms.TextInput(attrs={"data-example": "Ví dụ 25/9/2026"}))
    amount = forms.CharField(
        label="Số tiền", widget=forms.TextInput(attrs={"data-example": "Ví dụ 500.000 hoặc 500k", "data-kind": "money"})
    )
    note = forms.CharField(label="Ghi thêm", required=False, widget=forms.Textarea)
    fund = forms.ChoiceField(
        label="Quỹ", widget=forms.RadioSelect, choices=[("income", "Quỹ tăng thu nhập"), ("activity", "Quỹ hoạt động")]
    )
    shown = forms.BooleanField(label="Cho đăng ảnh", required=False, help_text="Hỏi từng người trước khi đánh dấu.")

    def clean_held_on(self) -> str:
        """The sample's one mistake."""
        raise forms.ValidationError("Tháng 2 năm 2026 chỉ có 28 ngày. Mời chị ghi lại ngày.")


def _table(request: HttpRequest) -> Table:
    columns = [
        Column("name", "Câu lạc bộ", "link", url="url", small="place"),
        Column("met_on", "Sinh hoạt gần nhất", "day"),
        Column("contents", "8 nội dung, 12 tháng qua", "stem", sortable=False),
        Column("fund", "Quỹ (đồng)", "money", url="url"),
        Column("state", "Tình trạng", "verdict", words="state_words"),
    ]
    rows = [
        _row("Thôn Đồng Vàng", "Xã Phúc Thọ", date(2026, 8, 25), 8, 64350000, "on_pace", "Đều đặn"),
        _row("Thôn Trại Giữa", "Xã Phúc Thọ", date(2026, 8, 17), 6, 48800000, "on_pace", "Đều đặn"),
        _row(
            "Tổ dân phố 10", "Phường Văn Miếu - Quốc Tử Giám", date(2026, 2, 5), 8, 37900000, "behind", "Hộp tiền lệch"
        ),
        _row("Tổ dân phố 2", "Phường Định Công", None, 5, 21500000, "undeclared", "Im lặng 74 ngày"),
    ]
    return Table(request, columns, rows, search=("name", "place"), sort="name")


def _row(
    name: str, place: str, met_on: date | None, contents: int, fund: int, state: str, words: str
) -> dict[str, Any]:
    covered = [i < contents for i in range(8)]
    values = {"name": name, "place": place, "met_on": met_on, "contents": covered, "fund": fund, "state": state}
    return values | {"state_words": words, "url": "#"}


def _tiles() -> list[Tile]:
    tiles = []
    for row in range(6):
        for col in range(11):
            count = (row * 5 + col * 3) % 8
            level: int | str = (
                "undeclared" if (row, col) == (2, 7) else 0 if not count else 1 if count < 4 else 2 if count < 7 else 3
            )
            label = "" if level == "undeclared" else str(count)
            tiles.append(
                Tile(
                    f"{row}-{col}",
                    f"Xã {row}-{col}",
                    col,
                    row,
                    label,
                    f"Xã số {row}-{col}: {count} đạt chuẩn.",
                    level,
                    "#",
                )
            )
    return tiles


def _grid() -> dict[str, Any]:
    months = [{"year": 2025, "month": m} for m in (9, 10, 11, 12)] + [{"year": 2026, "month": m} for m in range(1, 9)]
    months[5]["pause"] = 1
    p, r, e, a, none = "present", "represented", "excused", "absent", "none"
    rows = [
        {"label": "Bà Phùng Thị Tư", "url": "#", "note": "Vắng 5 buổi liền", "late": True, "total": "4/11"},
        {"label": "Bà Lê Thị Hợi", "url": "#", "note": "66 tuổi, tổ 3", "total": "11/11"},
        {"label": "Chị Nguyễn Thu Hường", "url": "#", "note": "41 tuổi, tổ 1", "total": "6/7"},
    ]
    cells = [
        [p, p, r, p, p, "", r, a, e, e, a, a],
        [p, p, p, p, p, "", p, p, p, p, p, p],
        [none, none, none, none, p, "", p, a, p, p, p, p],
    ]
    for row, line in zip(rows, cells, strict=True):
        row["cells"] = line
    return {
        "title": "Có mặt 12 tháng",
        "hint": "Người nên hỏi thăm ở trên",
        "months": months,
        "total_label": "Đến",
        "rows": rows,
        "foot": {
            "label": "Cả câu lạc bộ có mặt",
            "cells": [54, 55, 55, 57, 56, None, 58, 56, 59, 57, 57, 58],
            "total": "92%",
        },
        "pause_label": "nghỉ Tết",
    }


def sample(request: HttpRequest) -> dict[str, Any]:
    """Context of ui/gallery.html."""
    return {
        "colours": COLOURS,
        "people": PEOPLE,
        "sample_form": SampleForm({"held_on": "30/02/2026", "amount": "2 triệu rưỡi", "fund": "income"}),
        "table": _table(request),
        "grid": _grid(),
        "trend": [3, 4, 4, 5, 6, 5, 7, 8, 8, 9, 11, 10, 12, 12, 13, 15, 14, 16, 17, 19, 18, 20, 22, 23],
        "jobs": [
            {
                "what": "Báo cáo quý III được trả lại để bổ sung",
                "cause": "Thành phố hỏi vì sao số người vay giảm. Hạn gửi lại: thứ Sáu 25/9.",
                "url": "#",
                "action": "Bổ sung báo cáo",
            },
            {
                "what": "Câu lạc bộ thôn Bãi Dâu chưa có buổi sinh hoạt tháng 8",
                "cause": "Máy của câu lạc bộ chưa gửi gì từ ngày 11/8.",
                "url": "#",
                "action": "Gọi bà Cấn Thị Thìn, thư ký",
            },
        ],
        "coverage": [True, False, True, True, True, False, True, True],
        "chart": line_chart(
            "Quỹ từ 50 triệu đồng: 27,3%, đúng nhịp đến 50–70% vào năm 2030",
            [(2024.7 + i / 12, 18.6 + i * 0.36 + (i % 3) * 0.1) for i in range(24)],
            [(float(year), str(year)) for year in range(2025, 2031)],
            Band(50, 70, 2026, 2031, "50–70%\nphải đạt"),
            ((2024.7, 18.6), (2031, 50)),
            ("đường đều", "đến mức 50"),
            "27,3% nay",
        ),
        "bars": bar_chart(
            "Thôn Mỹ Giang đông nhất", [("Thôn Mỹ Giang", 412), ("Thôn Phú An", 388), ("Thôn Nội Hai", 351)]
        ),
        "tiles": tile_map("Số câu lạc bộ đạt chuẩn của từng xã, phường", _tiles(), chosen="4-0"),
        "legend": [(0, "0: 29 nơi"), (1, "1–3"), (2, "4–6"), (3, "7 trở lên"), ("undeclared", "chưa khai báo")],
        "steps": [
            ("done", "Máy soạn nháp", "14/9"),
            ("done", "Xã đã gửi", "16/9"),
            ("now", "Xã gửi lại", "hạn 25/9"),
            ("next", "Thành phố duyệt", "chưa"),
        ],
    }
