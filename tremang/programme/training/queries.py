"""Reads of training."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tremang.clubs.models import LAUNCHED_STATES, BoardPost
from tremang.kernel.format import day as written
from tremang.kernel.periods import year_window
from tremang.members.models import BoardMember
from tremang.places.models import Dated, Place
from tremang.places.queries import under
from tremang.programme.training.models import CourseKind, CourseRecord


@dataclass(frozen=True)
class Serving:
    """Somebody who serves on a board, with what he has learnt."""

    person_id: int
    name: str
    post: str
    club_id: int
    club: str
    has_initial: bool
    last: date | None
    is_due: bool

    def words(self, with_name: bool) -> str:
        """One line for the tick: who, where, and when he last learnt."""
        who = f"{self.name}, {self.post.lower()}" if with_name else self.post
        learnt = _("học gần nhất %(day)s") % {"day": written(self.last)} if self.last else _("chưa học lớp nào")
        return f"{who}, {self.club} · {learnt}"


def board_of(commune: Place, today: date) -> list[Serving]:
    """Everybody serving on a board of a launched club of `commune`, once; clubs in their order, posts in theirs.

    Who serves in two clubs stands with the first. Two queries.
    """
    rows = (
        BoardMember.objects.filter(Dated.on(today), under(commune.path, "club__place__path"))
        .filter(club__state__in=LAUNCHED_STATES)
        .select_related("person", "club", "club__place")
        .order_by("club__place__sort", "pk")
    )
    order = {post: number for number, post in enumerate(BoardPost.values)}
    found = sorted(rows, key=lambda row: (row.club.place.sort, order[row.post]))
    people = {row.person_id for row in found}
    courses: dict[int, list[tuple[date, str]]] = {}
    for person, day, kind in CourseRecord.objects.filter(person__in=people).values_list(
        "person", "completed_on", "kind"
    ):
        courses.setdefault(person, []).append((day, kind))
    since, seen, serving = year_window(today), set(), []
    for row in found:
        if row.person_id in seen:
            continue
        seen.add(row.person_id)
        learnt = courses.get(row.person_id, [])
        last = max((day for day, _kind in learnt), default=None)
        has_initial = any(kind == CourseKind.INITIAL for _day, kind in learnt)
        serving.append(
            Serving(
                row.person_id, row.person.full_name, str(row.get_post_display()), row.club_id, row.club.name, has_initial,
                last, not has_initial or last is None or last < since,
            )
        )  # fmt: skip
    return serving
