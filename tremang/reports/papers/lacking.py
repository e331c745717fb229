"""What a paper says of what it lacks, alike in the text, in both annexes and in Excel: places without an approved report, lines."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Body = Mapping[str, Any]


def asks_below(body: Body) -> bool:
    """Whether places below send reports of their own, which make up the sum: communes do, clubs need not."""
    return body["kind"]["level"] == "province" and any(part["is_sent"] or not is_done(part) for part in body["parts"])


def kept_back(body: Body) -> str:
    """That this copy leaves lines out, and why; "" where it has them all. Not part of what was sent: it depends on the reader."""
    if not body.get("kept_back"):
        return ""
    text = _(
        "Bản này không in %(count)s dòng đếm người theo hoàn cảnh, nhu cầu: số của từng nơi chỉ nơi phụ trách được xem, "
        "số dưới 5 người của Thành phố không nêu."
    )
    return text % {"count": body["kept_back"]}


def is_done(part: Mapping[str, Any]) -> bool:
    """Whether the report of a place below is approved. Versions of before this was kept know only whether it was sent."""
    return bool(part.get("is_done", part["is_sent"]))
