"""Cards that may be the same person, for whoever is typing: by name within his reach, the bare fact beyond it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, reach
from tremang.clubs.models import Club
from tremang.kernel.text import fold
from tremang.members.matching import CERTAIN, LIKELY, Card, points
from tremang.members.models import LeaveReason, Membership, Person
from tremang.places.models import Place
from tremang.places.queries import under

MOST = 5
ELSEWHERE = 50  # cards outside the commune that are looked at, found by index
COMMUNE_DEPTH = 3


@dataclass
class Alike:
    """A card that may be the same person. `seen` False: it lies beyond the reader's reach, tell nothing of it."""

    person: Person
    points: float
    memberships: list[Membership] = field(default_factory=list)
    seen: bool = False
    here: Membership | None = None  # runs in the club that is asked for

    @property
    def clubs(self) -> list[str]:
        """Names of the clubs it belongs to, the running ones first."""
        rows = sorted(self.memberships, key=lambda row: row.left_on is not None)
        return list(dict.fromkeys(row.club.name for row in rows))


def card_of(person: Person) -> Card:
    """What the matcher compares."""
    return Card(
        person.full_name, person.sex, person.born_year, person.born_on, person.phone, person.nickname,
        person.citizen_index,
    )  # fmt: skip


def alike(person: Person, club: Club, user: User, today: date) -> list[Alike]:
    """The cards most like `person` (saved or not), best first: all of the club's commune, others by exact traits."""
    card = card_of(person)
    ids = _in_commune(club) | _elsewhere(person)
    ids.discard(person.pk)
    fields = ("full_name", "sex", "born_year", "born_on", "phone", "nickname", "citizen_index", "died_on")
    close = []
    for other in Person.objects.filter(pk__in=ids).only(*fields):
        if (score := points(card, card_of(other))) >= LIKELY:
            close.append(Alike(other, score))
    close.sort(key=lambda found: (-found.points, found.person.pk))
    close = close[: MOST * 4]
    by_person = defaultdict(list)
    rows = Membership.objects.filter(person__in=[found.person for found in close]).exclude(
        leave_reason=LeaveReason.MISTAKE
    )
    for row in rows.select_related("club__place").order_by("joined_on"):
        by_person[row.person_id].append(row)
    for found in close:
        every = by_person[found.person.pk]
        found.memberships = [row for row in every if may(user, Verb.SEE_PERSONS, row.club.place, today)]
        found.seen = bool(found.memberships)
        found.here = next((row for row in every if row.club_id == club.pk and row.left_on is None), None)
    return [found for found in close if found.seen or found.points >= CERTAIN][:MOST]


def named(words: str, person: Person, user: User, today: date) -> list[Alike]:
    """Other cards whose names hold all `words`, without marks, in clubs whose members `user` keeps."""
    rows = Membership.objects.filter(reach(user, Verb.KEEP_MEMBERS, today, "club__place__path"))
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE).exclude(person=person.pk)
    for word in fold(words).split():
        rows = rows.filter(person__name_fold__contains=word)
    found: dict[int, Alike] = {}
    for row in rows.select_related("person", "club").order_by("person__sort_key", "joined_on")[: MOST * 4]:
        found.setdefault(row.person_id, Alike(row.person, 0, seen=True)).memberships.append(row)
    return list(found.values())


def _in_commune(club: Club) -> set[int]:
    path = ".".join(club.place.path.split(".")[:COMMUNE_DEPTH])
    clubs = Place.objects.filter(under(path), club__isnull=False).values("pk")
    return set(Membership.objects.filter(club__in=clubs).values_list("person_id", flat=True))


def _elsewhere(person: Person) -> set[int]:
    same = Q(name_fold=fold(person.full_name), born_year=person.born_year)
    if person.phone:
        same |= Q(phone=person.phone)
    if person.citizen_index:
        same |= Q(citizen_index=person.citizen_index)
    return set(Person.objects.filter(same).values_list("pk", flat=True)[:ELSEWHERE])
