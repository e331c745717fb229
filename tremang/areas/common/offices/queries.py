"""Reads over support by offices: what waits for a club's word, and what an office gave with what became of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.areas.common.books import Reader
from tremang.areas.common.models import Activity, OfficeSupport, SupportAnswer
from tremang.clubs.models import LAUNCHED_STATES, Club
from tremang.clubs.names import abbreviated
from tremang.kernel.format import day as written
from tremang.kernel.prepared import Question
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.places.models import Kind, Place
from tremang.places.queries import communes, under

MOST_NAMED = 12
Answer = SupportAnswer.Answer


def waiting_for(reader: Reader, areas: Iterable[int] = tuple(Area)) -> list[dict[str, Any]]:
    """What offices wrote into the club's books that waits for its word, as ui's {% waiting %} takes it. One query."""
    wanted = [int(area) for area in areas]
    rows: list[Activity] = _unanswered(reader.club.pk, areas=wanted)
    return [
        {
            "what": _("%(giver)s ghi: %(what)s, %(day)s") % {
                "giver": row.office.giver, "what": row.what, "day": written(row.day),
            },
            "cause": _("%(area)s. Chờ câu lạc bộ xác nhận.") % {"area": AREA_LABELS[Area(row.area)]},
            "url": reverse("areas:answer", args=[reader.club.pk, row.office_id]) if reader.keeps else "",
            "action": _("Trả lời"),
        }
        for row in rows
    ]  # fmt: skip


@Question
def _unanswered(club_id: int, *, areas: list[int]) -> "QuerySet[Any, Any]":
    rows = Activity.objects.filter(club=club_id, area__in=areas, office__isnull=False, is_confirmed=False)
    return rows.select_related("office").order_by("day", "pk")


def clubs_under(place: Place) -> list[Club]:
    """The clubs at or below a place that are launched and not closed, in the order of the tree. One query."""
    rows = Club.objects.filter(under(place.path, "place__path"), state__in=LAUNCHED_STATES).select_related("place")
    return sorted(rows, key=lambda club: (club.place.path.split(".")[2], club.place.sort))


def clubs_by_commune(clubs: Iterable[Club]) -> list[tuple[Place, list[Club]]]:
    """The communes that have clubs, in Vietnamese order, each with its own. One query."""
    found: dict[str, list[Club]] = defaultdict(list)
    for club in clubs:
        found[club.place.commune_code].append(club)
    return [(commune, found[commune.code]) for commune in communes() if commune.code in found]


@dataclass
class Told:
    """A support and what the clubs said of it."""

    support: OfficeSupport
    answers: dict[str, int] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """How many clubs answered."""
        return sum(self.answers.values())

    @property
    def asked(self) -> int:
        """How many clubs were asked."""
        return self.answered + len(self.silent)

    @property
    def took_place(self) -> int:
        """In how many clubs it took place, by their own word."""
        return self.answered - self.answers.get(Answer.NO, 0)

    @property
    def named(self) -> list[str]:
        """The first of those that have not answered."""
        return self.silent[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many more have not answered than are named."""
        return max(0, len(self.silent) - MOST_NAMED)

    @property
    def area_words(self) -> str:
        """The content."""
        return str(AREA_LABELS[Area(self.support.area)])


def given(place: Place, year: int) -> list[Told]:
    """What an office at `place` gave in a year, newest first, and what the clubs said. Three queries, for the City one more.

    Those that have not answered are named; by the City with their communes, for many clubs are called like others elsewhere.
    """
    rows = OfficeSupport.objects.filter(place=place, day__year=year).order_by("-day", "-pk")
    found = {row.pk: Told(row) for row in rows}
    answers = SupportAnswer.objects.filter(office__in=list(found)).values("office", "answer").annotate(n=Count("pk"))
    for line in answers.order_by():
        found[line["office"]].answers[line["answer"]] = line["n"]
    silent = Activity.objects.filter(office__in=list(found), is_confirmed=False).order_by("club__place__sort")
    where = dict(communes().values_list("code", "name")) if place.kind == Kind.PROVINCE else {}
    for office, name, path in silent.values_list("office", "club__name", "club__place__path"):
        commune = where.get(path.split(".")[2])
        called = abbreviated(name)
        found[office].silent.append(f"{called} ({commune})" if commune else called)
    return list(found.values())


def is_whole_city(place: Place) -> bool:
    """Whether communes are chosen at `place`, not clubs."""
    return place.kind != Kind.COMMUNE
