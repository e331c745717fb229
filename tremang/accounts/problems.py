"""Refusals of powers and sign-in."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from tremang.kernel.problems import Refused

if TYPE_CHECKING:
    from tremang.places.models import Place

NO_POWER = gettext_noop(
    "Việc này dành cho người được giao phụ trách %(place)s. Nếu cần làm, mời liên hệ Hội Người cao tuổi ở đó."
)
NO_NAME = gettext_noop("Họ và tên chưa đủ. Mời ghi cả họ, đệm và tên.")


def refused(verb: str, place: "Place") -> Refused:
    """The refusal of `verb` at `place`."""
    return Refused("no_power", NO_POWER, place=place.name, verb=verb)
