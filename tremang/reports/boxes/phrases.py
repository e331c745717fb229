"""How sentences of a report are put: sums, what rose and fell, shares, lists of places.

Nothing here, and nothing in the boxes, gives a reason of its own. A reason is quoted as somebody recorded it (`quoted`), or
is what the records themselves say of a silent club (`advice`). No sentence names a person.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from tremang.advice.queries import Cause, Silent
from tremang.clubs.names import PREFIX
from tremang.kernel.format import NBSP, day, number, vnd
from tremang.places.models import Kind, Place
from tremang.reports.lines.base import Figure, Unit

MILLION, BILLION = 10**6, 10**9
LARGE = 100 * MILLION  # đồng: from here on sums are told in million or billion
FEW = 10  # below it a change in per cent says less than the number itself
MOST_NAMES = 5


def money(value: int) -> str:
    """2500000 -> "2.500.000 đ"; 125430000 -> "125,4 triệu đồng"; 1250000000 -> "1,25 tỷ đồng"."""
    if abs(value) < LARGE:
        return vnd(value)
    if abs(value) < BILLION:
        return _("%(sum)s triệu đồng").replace(" ", NBSP) % {"sum": _short(value, MILLION, "0.1")}
    return _("%(sum)s tỷ đồng").replace(" ", NBSP) % {"sum": _short(value, BILLION, "0.01")}


def _short(value: int, by: int, step: str) -> str:
    return number((Decimal(value) / by).quantize(Decimal(step), rounding=ROUND_HALF_UP))


def amount(value: int, unit: Unit) -> str:
    """A number with what it counts: 12 lượt, 2.500.000 đ."""
    return money(value) if unit == Unit.DONG else f"{number(value)} {unit.value}"


def share(figure: Figure) -> str:
    """Per cent with one decimal: 64,0%; "–" of nothing."""
    return f"{number(Decimal(100 * figure.n) / figure.d, 1)}%" if figure.d else number(None)


def moved(by: int, unit: Unit) -> str:
    """tăng 12 lượt; giảm 3 người."""
    return (_("tăng %(amount)s") if by > 0 else _("giảm %(amount)s")) % {"amount": amount(abs(by), unit)}


def change(now: int, before: int, unit: Unit, since: str = "") -> str:
    """How a number stands to that of the period `since`: tăng 12 lượt, tương đương 8,5% so với quý II/2026.

    From the double on it says how many times as many; below `FEW` a share would say less than the number itself.
    Without `since` the sentence has named that period already.
    """
    words = {"moved": moved(now - before, unit), "to": _(" so với %(since)s") % {"since": since} if since else ""}
    if now == before:
        return _("không thay đổi%(to)s") % words
    if not before:
        return _("%(since)s chưa có") % {"since": since or _("kỳ trước")}
    if before < FEW:
        return _("%(moved)s%(to)s") % words
    if now >= 2 * before:
        words["times"] = number((Decimal(now) / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
        return _("%(moved)s, gấp %(times)s lần%(to)s") % words
    words["share"] = share(Figure(abs(now - before), before))
    return _("%(moved)s, tương đương %(share)s%(to)s") % words


def called(name: str) -> str:
    """A place's name within a sentence: xã Phúc Thọ, thôn Đồng Vàng; a club's without the word before it."""
    bare = name.removeprefix(PREFIX)
    kind, space, rest = bare.partition(" ")
    return f"{kind.lower()}{space}{rest}" if kind in ("Xã", "Phường", "Thôn", "Tổ", "Khu") else bare


def clubs(name: str) -> str:
    """A club's name within a sentence: câu lạc bộ thôn Đồng Vàng."""
    return _("câu lạc bộ %(name)s") % {"name": called(name)} if name.startswith(PREFIX) else name


def unit_called(name: str) -> str:
    """A club or a commune within a sentence."""
    return clubs(name) if name.startswith(PREFIX) else called(name)


def whole(place: Place) -> str:
    """The place of the report within a sentence."""
    if place.kind == Kind.PROVINCE:
        return _("toàn Thành phố")
    return _("câu lạc bộ") if place.kind == Kind.CLUB else called(place.name)


def members_of(place: Place) -> str:
    """Who acts in sentences on what clubs do."""
    return _("câu lạc bộ") if place.kind == Kind.CLUB else _("các câu lạc bộ")


def begin(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Without a capital, but for the names of bodies and funds."""
    return text if text.startswith(("Quỹ tăng", "Quỹ hoạt", "Ban ")) else text[:1].lower() + text[1:]


def listed(items: Sequence[str], most: int = MOST_NAMES, rest: str = "") -> str:
    """a, b và c; beyond `most` the others are counted: a, b và 7 xã, phường khác."""
    if len(items) > most + 1:
        words = {"count": number(len(items) - most), "rest": rest or _("nơi")}
        items = [*items[:most], _("%(count)s %(rest)s khác") % words]
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s và %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def parted(items: Sequence[str]) -> str:
    """Longer items, parted by semicolons."""
    return "; ".join(items)


def quoted(text: str) -> str:
    """What somebody wrote, as it was written."""
    return f"“{text.strip().rstrip('.')}”"


def told_why(text: str, said: str) -> str:
    """A matter with what its writer said to it, once and in one place; the bare matter where he said nothing."""
    return f"{text} {_('Giải trình: %(said)s.') % {'said': quoted(said)}}" if said else text


def silence(club: Silent) -> str:
    """That a club is silent, and what the records say of it."""
    words = {"club": begin(clubs(club.name)), "day": day(club.last_on), "reason": club.reason}
    if club.last_on:
        return _("%(club)s chưa ghi buổi sinh hoạt nào sau ngày %(day)s. %(reason)s") % words
    if club.cause == Cause.NEVER_MET:
        return _("%(club)s: %(reason)s") % {**words, "reason": small(club.reason)}
    return _("%(club)s chưa ghi buổi sinh hoạt nào. %(reason)s") % words
