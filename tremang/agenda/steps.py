"""The steps of writing down a meeting, in their order, with the parts of the record that each asks for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One screen: its address, its name, what is asked, and the words of the button that leads on."""

    slug: str
    name: Any
    question: Any
    onward: Any


STEPS = (
    Step("ngay", _("Ngày và nơi họp"), _("Buổi sinh hoạt ngày nào?"), _("Xong, sang điểm danh")),
    Step("diem-danh", _("Điểm danh"), _("Ai có mặt?"), _("Xong, sang tám nội dung")),
    Step("noi-dung", _("Tám nội dung"), _("Đã làm những nội dung nào?"), _("Xong, sang chủ đề")),
    Step("chu-de", _("Chủ đề"), _("Có chủ đề nào sau đây?"), _("Xong, sang quyết định")),
    Step("quyet-dinh", _("Quyết định"), _("Buổi sinh hoạt quyết định gì?"), _("Xong, xem lại")),
    Step("xem-lai", _("Xem lại"), _("Xem lại rồi ghi"), ""),
)
SLUGS = [step.slug for step in STEPS]
FIRST, REVIEW = SLUGS[0], SLUGS[-1]
STEP_OF = {
    "held_on": "ngay", "place": "ngay", "chaired_by": "ngay", "written_by": "ngay", "marks": "diem-danh",
    "guests": "diem-danh", "guest_names": "diem-danh", "themes": "chu-de", "decisions": "quyet-dinh",
    "next_plan": "quyet-dinh", "next_on": "quyet-dinh",
}  # fmt: skip


def place_of(slug: str) -> int:
    """The number of a step, from 1."""
    return SLUGS.index(slug) + 1


def after(slug: str) -> str:
    """The step that follows."""
    return SLUGS[min(SLUGS.index(slug) + 1, len(SLUGS) - 1)]


def before(slug: str) -> str:
    """The step that comes before; "" for the first."""
    number = SLUGS.index(slug)
    return SLUGS[number - 1] if number else ""


def step_of(field: str) -> str:
    """The step that asks for a field of the record; the 8 contents for their lines and counts."""
    return STEP_OF.get(field, "noi-dung")
