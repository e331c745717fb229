"""Reads over the phones of a club, and the phone behind a call."""

import re
from datetime import date, datetime
from hmac import compare_digest

from django.utils import timezone
from django.utils.translation import gettext as _

from tremang.accounts.devices.models import Device, DeviceCard
from tremang.accounts.devices.sealing import digest
from tremang.accounts.models import Role, RoleKind, User
from tremang.accounts.powers import limited, roles
from tremang.kernel.format import clock as hour
from tremang.kernel.format import longday
from tremang.kernel.rows import read_joined
from tremang.places.models import Dated, Place

_CALLER = """
    accounts_device JOIN accounts_user ON accounts_user.id = accounts_device.user_id
    JOIN places_place ON places_place.id = accounts_device.place_id
    JOIN clubs_club ON clubs_club.place_id = places_place.id WHERE accounts_device.uid = %s
"""
_HEADER = re.compile(r"Device ([0-9a-f-]{36})\.([A-Za-z0-9_-]{20,200})")


def posts_of(user: User, place: Place, today: date) -> list[str]:
    """The kinds of duty that `user` holds at `place` itself."""
    return [role.kind for role in roles(user, today) if role.place_id == place.pk]


def post_words(posts: list[str]) -> str:
    """Duties in words: "Thư ký câu lạc bộ"."""
    return ", ".join(str(RoleKind(kind).label) for kind in posts if kind in RoleKind)


def of_header(value: str | None) -> Device | None:
    """The phone that "Device <uid>.<secret>" names, if the secret is its own; revoked ones too.

    `device.acting` is its user with the roles he holds at the club's node, and no others, on any day.
    """
    found = _HEADER.fullmatch(value or "")
    if found is None:
        return None
    club = Place._meta.get_field("club").related_model  # a row of a room above this one
    rows = read_joined((Device, User, Place, club), _CALLER, [found[1]])
    if not rows or not compare_digest(rows[0][0].key, digest(found[2])):
        return None
    device, device.user, device.place, device.place.club = rows[0]
    device.acting = limited(device.user, device.place)
    return device


def devices_of(place: Place) -> list[Device]:
    """The phones of a club: those in use first, each by when it was bound."""
    rows = Device.objects.filter(place=place).select_related("user", "place", "revoked_by")
    return sorted(rows, key=lambda row: (row.revoked, -row.bound_at.timestamp()))


def cards_waiting(place: Place, now: datetime) -> list[DeviceCard]:
    """Cards printed and not yet scanned."""
    return list(DeviceCard.waiting(place, now).select_related("user", "made_by").order_by("made_at"))


def holders(place: Place, today: date) -> dict[User, list[str]]:
    """Whoever holds a post at the club today, with the posts."""
    found: dict[User, list[str]] = {}
    held = Role.objects.filter(Dated.on(today), place=place, user__is_active=True).select_related("user")
    for role in held.order_by("kind", "from_on"):
        found.setdefault(role.user, []).append(role.kind)
    return found


def seen_words(moment: datetime | None, now: datetime) -> str:
    """When a phone last called: "hôm nay, 8 giờ 30", "thứ Sáu 25/9", with the year where it is another."""
    if moment is None:
        return _("chưa nối lần nào")
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return _("hôm nay, %(time)s") % {"time": hour(moment)}
    return longday(moment.date(), moment.year != now.year)


def lines(place: Place, held: dict[User, list[str]], now: datetime) -> list[dict]:
    """The phones of a club as its page shows them; `held`: who holds which posts there today."""
    return [
        {
            "device": row,
            "posts": post_words(held.get(row.user, [])) or _("Nay không giữ việc ở đây, máy không ghi được gì"),
            "seen": seen_words(row.seen_at, now),
        }
        for row in devices_of(place)
    ]
