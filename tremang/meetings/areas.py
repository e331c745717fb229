"""The 8 contents and the four themes, with the bits by which a meeting remembers them."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from django.utils.translation import gettext_lazy as _


class Area(IntEnum):
    """The 8 contents in their canonical order (domain handbook 1.1)."""

    LIVELIHOOD = 1
    HEALTH = 2
    HOMECARE = 3
    SELFHELP = 4
    RIGHTS = 5
    LEARNING = 6
    CULTURE = 7
    RESOURCES = 8


AREA_LABELS = {
    Area.LIVELIHOOD: _("Tăng thu nhập"),
    Area.HEALTH: _("Chăm sóc sức khỏe"),
    Area.HOMECARE: _("Chăm sóc tại nhà dựa vào tình nguyện viên"),
    Area.SELFHELP: _("Tự giúp nhau và hỗ trợ cộng đồng"),
    Area.RIGHTS: _("Quyền và lợi ích"),
    Area.LEARNING: _("Nâng cao nhận thức, kiến thức"),
    Area.CULTURE: _("Văn hóa, văn nghệ, thăm hỏi, giao lưu"),
    Area.RESOURCES: _("Vận động nguồn lực"),
}


class Theme(StrEnum):
    """The tasks of the scheme on digital change, green change, start-up and jobs (QĐ 379/QĐ-TTg)."""

    DIGITAL = "digital"
    GREEN = "green"
    STARTUP = "startup"
    JOBS = "jobs"


THEME_LABELS = {
    Theme.DIGITAL: _("Chuyển đổi số"),
    Theme.GREEN: _("Chuyển đổi xanh"),
    Theme.STARTUP: _("Khởi nghiệp"),
    Theme.JOBS: _("Tạo việc làm"),
}
THEME_BITS = {theme: 1 << index for index, theme in enumerate(Theme)}
ALL_AREAS = 0xFF


def area_bits(areas: Iterable[int]) -> int:
    """A set of areas as a number of 8 bits."""
    return sum(1 << (area - 1) for area in set(areas))


def areas_of(bits: int) -> list[Area]:
    """The areas in a number of 8 bits, in their order."""
    return [area for area in Area if bits >> (area - 1) & 1]


def theme_bits(themes: Iterable[str]) -> int:
    """A set of themes as a number of 4 bits."""
    return sum(THEME_BITS[Theme(theme)] for theme in set(themes))


def themes_of(bits: int) -> list[Theme]:
    """The themes in a number of 4 bits, in their order."""
    return [theme for theme in Theme if bits & THEME_BITS[theme]]
