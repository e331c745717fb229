"""Where each duty leads: the words of the top bar, the door behind the first page, who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tremang.accounts import powers
from tremang.accounts.models import Role
from tremang.accounts.powers import Verb
from tremang.kernel.clock import today
from tremang.places.models import Kind
from tremang.ui.links import address


@dataclass(frozen=True)
class Door:
    """A place where somebody has a duty: its page, its name, and the duty in words."""

    url: str
    name: str
    duty: str


def door(role: Role) -> Door:
    """The page where the work of `role` waits."""
    kind = role.place.kind
    if kind == Kind.CLUB:
        url = address("web:club", role.place_id)
    elif kind == Kind.COMMUNE:
        url = address("web:commune", role.place.code)
    else:
        url = address("web:city")
    return Door(url, role.place.name, role.get_kind_display())


def doors(roles: Iterable[Role]) -> list[Door]:
    """The pages of all duties, one per page; those of wider reach first."""
    found: dict[str, Door] = {}
    for role in sorted(roles, key=lambda role: (role.place.path.count("."), role.place.sort)):
        way = door(role)
        known = found.get(way.url)
        found[way.url] = Door(way.url, known.name, f"{known.duty}, {way.duty}") if known else way
    return list(found.values())


def _of_club(club_id: int, keeps_money: bool) -> list[tuple[str, str]]:
    money = [(_("Tiền quỹ"), address("funds:home", club_id))] if keeps_money else []
    return [
        (_("Câu lạc bộ"), address("web:club", club_id)),
        (_("Thành viên"), address("members:list", club_id)),
        (_("Sinh hoạt"), address("meetings:list", club_id)),
        (_("8 nội dung"), address("areas:all", club_id)),
        *money,
        (_("Báo cáo"), address("reports:home")),
        (_("Nhật ký"), address("web:log", club_id)),
    ]


def _of_commune(code: str, node: int) -> list[tuple[str, str]]:
    return [
        (_("Xã, phường"), address("web:commune", code)),
        (_("Câu lạc bộ"), address("web:clubs")),
        (_("8 nội dung"), address("web:commune_books", code)),
        (_("Tiền quỹ"), address("web:commune_money", code)),
        (_("Nên hỏi thăm"), address("advice:silent")),
        (_("Báo cáo"), address("reports:home")),
        (_("Nhật ký"), address("web:log", node)),
    ]


def _of_city() -> list[tuple[str, str]]:
    return [
        (_("Bảng chỉ tiêu"), address("web:city")),
        (_("Xã, phường"), address("web:communes")),
        (_("Câu lạc bộ"), address("web:clubs")),
        (_("8 nội dung"), address("web:city_books")),
        (_("Tiền quỹ"), address("web:city_money")),
        (_("Báo cáo"), address("reports:home")),
    ]


def items(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The words of the top bar for whoever is signed in: (label, address, is it this page?)."""
    day = today()
    held = powers.roles(request.user, day)
    kinds = {role.place.kind for role in held}
    if kinds & {Kind.NATION, Kind.PROVINCE}:
        links = _of_city()
    elif Kind.COMMUNE in kinds:
        commune = next(role.place for role in held if role.place.kind == Kind.COMMUNE)
        links = _of_commune(commune.code, commune.pk)
    elif held:
        links = _of_club(held[0].place_id, powers.holds_any(request.user, Verb.KEEP_MONEY, day))
    else:
        links = []
    if powers.holds_any(request.user, Verb.KEEP_USERS, day):
        links.append((_("Người dùng"), address("accounts:users")))
    here = request.path
    best = max((url for _label, url in links if url and here.startswith(url)), key=len, default="")
    return [(label, url, url == best) for label, url in links if url]


def who(request: HttpRequest) -> tuple[str, str]:
    """The name of whoever is signed in, and his duty in a few words: of a commune its name, of several their number."""
    held = powers.roles(request.user, today())
    if len(held) > 1:
        return str(request.user), _("%(count)s việc được giao") % {"count": len(held)}
    if not held:
        return str(request.user), _("Chưa được giao việc")
    role = held[0]
    return str(request.user), role.place.name if role.place.kind == Kind.COMMUNE else str(role.get_kind_display())
