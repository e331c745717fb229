"""Reads over boards: who serves now, since when, until when, and what is worth a word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tremang.clubs.models import BoardPost, BoardRenewal, Club
from tremang.kernel.format import day as written
from tremang.kernel.periods import add_months
from tremang.members.models import BoardMember, LeaveReason, Membership
from tremang.places.models import Dated

RANK = {post: rank for rank, post in enumerate(BoardPost.values)}
USUAL_SIZES = (5, 7, 9)
SOON_MONTHS = 3
NEEDED = (BoardPost.CHAIR, BoardPost.SECRETARY, BoardPost.TREASURER)


@dataclass(frozen=True)
class Term:
    """The term in hand: when the board was renewed, and the day on which the term is over."""

    renewal: BoardRenewal
    ends_on: date

    def words(self, today: date) -> str:
        """What to say of the end of the term; "" while it is far."""
        if self.ends_on < today:
            return _("Nhiệm kỳ đã hết ngày %(day)s. Mời câu lạc bộ bầu lại và ghi kiện toàn.") % {
                "day": written(self.ends_on)
            }
        if self.ends_on <= add_months(today, SOON_MONTHS):
            return _("Nhiệm kỳ sắp hết, ngày %(day)s. Nên chuẩn bị bầu lại.") % {"day": written(self.ends_on)}
        return ""


def board_on(club: Club, day: date) -> list[BoardMember]:
    """The board of a day, the chair first. One query."""
    rows = BoardMember.objects.filter(Dated.on(day), club=club).select_related("person")
    return sorted(rows, key=lambda row: (RANK[row.post], row.person.sort_key))


def former(club: Club, day: date) -> list[BoardMember]:
    """Who served before `day`, the latest first."""
    rows = BoardMember.objects.filter(club=club, to_on__lt=day).select_related("person")
    return sorted(rows, key=lambda row: (-row.to_on.toordinal(), RANK[row.post], row.person.sort_key))


def term_of(club: Club, day: date) -> Term | None:
    """The term in hand on `day`; None where no renewal is on record."""
    renewal = BoardRenewal.objects.filter(club=club, renewed_on__lte=day).order_by("-renewed_on").first()
    return Term(renewal, add_months(renewal.renewed_on, 12 * renewal.term_years)) if renewal else None


def members_on(club: Club, day: date) -> list[Membership]:
    """The members of a day with their persons, in order of given names. One query."""
    rows = Membership.objects.filter(Membership.running(day), club=club).exclude(leave_reason=LeaveReason.MISTAKE)
    return list(rows.select_related("person", "group").order_by("person__sort_key", "pk"))


def years_of_namesakes(members: Iterable[Membership]) -> dict[int, int]:
    """Person → year of birth, for those whose full name somebody else among `members` has too."""
    persons = [row.person for row in members]
    count = Counter(person.full_name for person in persons)
    return {person.pk: person.born_year for person in persons if count[person.full_name] > 1}


def advice_on(posts: Iterable[tuple[int, str]]) -> list[str]:
    """What differs from the usual board; `posts` are (person, post). It never blocks: boards of 5, 7 and 9 are seen."""
    held = list(posts)
    people: dict[int, set[str]] = {}
    for person, post in held:
        people.setdefault(person, set()).add(post)
    count = {post: sum(one == post for _person, one in held) for post in BoardPost.values}
    found = []
    if held and len(people) not in USUAL_SIZES:
        found.append(_("Ban Chủ nhiệm có %(count)s người, thường thấy là 5, 7 hoặc 9 người.") % {"count": len(people)})
    for post in NEEDED:
        if not count[post]:
            found.append(_("Chưa có người làm %(post)s.") % {"post": BoardPost(post).label.lower()})
    for post in (BoardPost.CHAIR, BoardPost.TREASURER):
        if count[post] > 1:
            words = {"count": count[post], "post": BoardPost(post).label.lower()}
            found.append(_("Có %(count)s người cùng làm %(post)s. Nên giao cho một người.") % words)
    purse = {BoardPost.TREASURER.value}
    orders = {BoardPost.CHAIR.value, BoardPost.BOOKKEEPER.value}
    if any(posts & purse and posts & orders for posts in people.values()):
        found.append(_("Người giữ tiền nên khác người duyệt chi và người ghi sổ tiền."))
    return found
