"""What makes a record of the book of culture sound, and what it counts as."""

from datetime import date

from django.utils.translation import gettext as _

from tremang.areas.common.models import Counted
from tremang.areas.common.rules import are_members_on, is_somebody, may_be_done_on, members_on, more_than_roll
from tremang.areas.culture import problems as say
from tremang.areas.culture.models import Exchange, Occasion, Performance, SocialVisit, YouthEvent
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, fold
from tremang.meetings.areas import Area
from tremang.meetings.queries import commune_of
from tremang.members.models import LeaveReason, Membership


def check_performance(club: Club, row: Performance, members: tuple[int, ...], today: date) -> None:
    """A performance of a past day by no more members than the club has."""
    may_be_done_on(club, row.on, today, "on")
    more_than_roll(row.people, 0, members_on(club, row.on), row.on)


def counted_performance(row: Performance, members: tuple[int, ...]) -> Counted:
    """A performance counts with those who watched, as outsiders."""
    return Counted(
        "performance", Area.CULTURE, row.on, row.what, people=row.people + row.audience, outsiders=row.audience,
        at_meeting=row.at_meeting,
    )  # fmt: skip


def check_exchange(club: Club, row: Exchange, members: tuple[int, ...], today: date) -> None:
    """An exchange of a past day with one other club."""
    may_be_done_on(club, row.on, today, "on")
    if row.other_id == club.pk:
        raise Problem("oneself", say.ONESELF, field="other_id")
    if clean(row.other_name) and _is_own_name(club, row.other_name):
        raise Problem("oneself", say.ONESELF, field="other_name")
    if row.other_id is None and not clean(row.other_name):
        raise Problem("no_other", say.NO_OTHER, field="other_id")
    if row.other_id is not None and clean(row.other_name):
        raise Problem("two_others", say.TWO_OTHERS, field="other_name")
    more_than_roll(row.people, 0, members_on(club, row.on), row.on)


# What people leave out of a club's name, or put before it.
_LOOSE = frozenset(
    fold("câu lạc bộ clb liên thế hệ tự giúp nhau lthtgn của thôn tổ dân phố tdp khu cư xóm cụm").split()
)


def _is_own_name(club: Club, name: str) -> bool:
    """Whether somebody who writes `name` means the club itself: "clb Đồng Vàng", "thôn Đồng Vàng, xã Phúc Thọ"."""
    home = commune_of(club)
    commune = fold(home.name).split() if home else []
    words, own = fold(name.replace(",", " ")).split(), fold(club.name).split()
    for end in (commune, commune[1:]):
        if end and words[-len(end) :] == end and len(words) > len(end):
            words = words[: -len(end)]
            break
    bare = [word for word in words if word not in _LOOSE]
    return bool(bare) and bare == [word for word in own if word not in _LOOSE]


def counted_exchange(row: Exchange, members: tuple[int, ...] = ()) -> Counted:
    """An exchange counts with the club's own people; the other side counts its own."""
    what = _("Giao lưu với %(club)s: %(what)s") % {"club": row.with_whom, "what": row.what}
    return Counted("exchange", Area.CULTURE, row.on, what, people=row.people)


def check_youth_event(club: Club, row: YouthEvent, members: tuple[int, ...], today: date) -> None:
    """An event of a past day with no more members than the club has."""
    may_be_done_on(club, row.on, today, "on")
    more_than_roll(row.people, 0, members_on(club, row.on), row.on)


def counted_youth_event(row: YouthEvent, members: tuple[int, ...]) -> Counted:
    """An event with the young counts with them, as outsiders."""
    return Counted(
        "youth_event", Area.CULTURE, row.on, row.what, people=row.people + row.young, outsiders=row.young,
        themes=row.themes, own_themes=row.own_themes,
    )  # fmt: skip


def check_social_visit(club: Club, row: SocialVisit, members: tuple[int, ...], today: date) -> None:
    """A visit of a past day to one person. A member who has died is still visited: his family is."""
    may_be_done_on(club, row.on, today, "on")
    is_somebody(row)
    if row.membership_id is not None and row.occasion == Occasion.GRIEF:
        known = Membership.objects.filter(pk=row.membership_id, club=club, joined_on__lte=row.on)
        if not known.exclude(leave_reason=LeaveReason.MISTAKE).exists():
            raise Problem("not_of_club", say.NOT_OF_CLUB, field="membership_id")
    elif row.membership_id is not None:
        are_members_on(club, [row.membership_id], row.on, "membership_id")
    more_than_roll(row.people, 0, members_on(club, row.on), row.on)


def counted_social_visit(row: SocialVisit, members: tuple[int, ...]) -> Counted:
    """A visit counts with those who went and the one visited; nobody is counted by name in grief."""
    named = [row.membership_id] if row.membership_id is not None and row.occasion != Occasion.GRIEF else []
    outside = 1 if row.membership_id is None else 0
    return Counted(
        "social_visit", Area.CULTURE, row.on, str(row.get_occasion_display()), named,
        people=row.people + len(named) + outside, outsiders=outside,
    )  # fmt: skip


def counted_wish(on: date, members: set[int]) -> Counted:
    """All who were wished a long life on a day count together, by name."""
    return Counted("wish", Area.CULTURE, on, _("Mừng thọ %(n)s người") % {"n": len(members)}, members)
