"""Who could visit somebody: volunteers ranked by room for more, the sex asked for, nearness and load, with reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

FULL = 5  # planned visits a week from which a volunteer is asked last; advice, no rule of any paper


@dataclass(frozen=True)
class Volunteer:
    """A volunteer as the ranking knows him. `hamlet` and `address` are those of the household; `load` in visits a week."""

    id: int
    name: str
    sex: str = ""
    group: int | None = None
    hamlet: int | None = None
    address: str = ""
    load: int = 0


@dataclass(frozen=True)
class Wish:
    """Whom a visitor is sought for: where he lives, and the sex of the visitor he asked for."""

    group: int | None = None
    hamlet: int | None = None
    address: str = ""
    prefers_sex: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A volunteer with the reasons for his place in the list."""

    volunteer: Volunteer
    reasons: tuple[str, ...]
    is_full: bool


def nearness(wish: Wish, one: Volunteer) -> int:
    """2 in the same group, or at the same written address; 1 in the same hamlet; else 0."""
    if wish.group is not None and wish.group == one.group or wish.address and wish.address == one.address:
        return 2
    return 1 if wish.hamlet is not None and wish.hamlet == one.hamlet else 0


def ranked(wish: Wish, volunteers: Iterable[Volunteer], full: int = FULL) -> list[Suggestion]:
    """The volunteers, the best first; equal ones stay in the order given.

    Who visits `full` times a week or more comes after everybody who does not; then goes the sex asked for, then nearness,
    then who visits less.
    """

    def place(one: Volunteer) -> tuple[bool, bool, int, int]:
        return one.load >= full, _other_sex(wish, one), -nearness(wish, one), one.load

    return [Suggestion(one, _reasons(wish, one, full), one.load >= full) for one in sorted(volunteers, key=place)]


def _other_sex(wish: Wish, one: Volunteer) -> bool:
    return bool(wish.prefers_sex) and wish.prefers_sex != one.sex


def _reasons(wish: Wish, one: Volunteer, full: int) -> tuple[str, ...]:
    reasons = []
    if wish.group is not None and wish.group == one.group:
        reasons.append(_("cùng tổ"))
    elif wish.address and wish.address == one.address:
        reasons.append(_("cùng địa chỉ"))
    elif nearness(wish, one):
        reasons.append(_("cùng thôn, tổ dân phố"))
    elif wish.group is not None or wish.hamlet is not None or wish.address:
        reasons.append(_("không ở gần"))
    else:
        reasons.append(_("chưa rõ có ở gần không"))
    if wish.prefers_sex:
        if _other_sex(wish, one):
            reasons.append(_("khác với mong muốn người thăm là nam hay nữ"))
        else:
            reasons.append(_("là nữ như mong muốn") if one.sex == "F" else _("là nam như mong muốn"))
    if one.load >= full:
        reasons.append(_("đã thăm %(n)s lần mỗi tuần, nên để người khác đỡ") % {"n": one.load})
    elif one.load:
        reasons.append(_("đang thăm %(n)s lần mỗi tuần") % {"n": one.load})
    else:
        reasons.append(_("chưa thăm ai"))
    return tuple(reasons)
