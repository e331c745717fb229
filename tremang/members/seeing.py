"""What of a card a user may see, by which duty, and in which club he may write.

A card opens to whoever sees the persons of a club it belongs or belonged to. Its telephone and household open only while
a membership there runs; its consents stay open to whoever keeps the members there, so that they can be withdrawn.
Hardship and needs ask for a power of their own; an office above the club also needs the person's consent to be shown
onward.
"""

from dataclasses import dataclass
from datetime import date

from tremang.accounts.models import Role, User
from tremang.accounts.powers import Verb, granting, may
from tremang.accounts.problems import refused_anywhere
from tremang.clubs.models import Club
from tremang.members.models import Consent, LeaveReason, Membership, Person, Purpose
from tremang.places.models import Kind


@dataclass(frozen=True)
class Sight:
    """How a user stands towards a card: `memberships` are those he may see, `others` how many he may not."""

    person: Person
    memberships: list[Membership]
    others: int
    role: Role
    user: User
    today: date

    @property
    def running(self) -> list[Membership]:
        """Memberships of today among those he may see."""
        return [row for row in self.memberships if row.left_on is None or row.left_on >= self.today]

    @property
    def is_open(self) -> bool:
        """Whether more than the name and the days of membership is shown."""
        return bool(self.running)

    def clubs(self, verb: Verb) -> list[Club]:
        """The clubs of the card in which he may do `verb`; where a membership runs first."""
        rows = sorted(self.memberships, key=lambda row: row not in self.running)
        clubs = {row.club_id: row.club for row in rows if may(self.user, verb, row.club.place, self.today)}
        return list(clubs.values())

    def club(self, verb: Verb) -> Club:
        """The first of them; raises Refused where there is none."""
        found = self.clubs(verb)
        if not found:
            raise refused_anywhere(verb)
        return found[0]

    def open_club(self, verb: Verb) -> Club:
        """The first of them while the card is open; raises Refused once no membership runs that he may see."""
        if not self.is_open:
            raise refused_anywhere(verb)
        return self.club(verb)

    def sensitive(self) -> Role:
        """The duty by which he may see hardship and needs; raises Refused without one, or once the card is closed."""
        club = self.open_club(Verb.SEE_SENSITIVE)
        role = granting(self.user, Verb.SEE_SENSITIVE, club.place, self.today)
        assert role is not None  # noqa: S101 - the club was chosen by this very power
        return role


def sight(user: User, person: Person, today: date) -> Sight:
    """How `user` stands towards the card; raises Refused where he may not see it at all."""
    rows = list(Membership.objects.filter(person=person).select_related("club__place", "group").order_by("-joined_on"))
    seen = [row for row in rows if may(user, Verb.SEE_PERSONS, row.club.place, today)]
    true = [row for row in seen if row.leave_reason != LeaveReason.MISTAKE]
    if not seen:
        raise refused_anywhere(Verb.SEE_PERSONS)
    role = granting(user, Verb.SEE_PERSONS, seen[0].club.place, today)
    clubs = {row.club_id for row in rows if row.leave_reason != LeaveReason.MISTAKE} - {row.club_id for row in seen}
    return Sight(person, true or seen, len(clubs), role, user, today)  # type: ignore[arg-type]


def standing(person: Person) -> dict[str, Consent]:
    """The consents that hold, by purpose."""
    rows = Consent.objects.filter(person=person, withdrawn_on__isnull=True).order_by("given_on")
    return {row.purpose: row for row in rows}


def shown_onward(role: Role, consents: dict[str, Consent]) -> bool:
    """Whether the holder of `role` may be shown the hardship and needs that go with the name."""
    return role.place.kind == Kind.CLUB or Purpose.ONWARD in consents


def is_in(person: Person, club: Club) -> bool:
    """Whether the card belongs to the club today or did once."""
    return Membership.objects.filter(person=person, club=club).exclude(leave_reason=LeaveReason.MISTAKE).exists()


def mates_of(seen: Sight) -> list[Person]:
    """Others of the household who belong to a club of the card that the reader may see."""
    if seen.person.household_id is None:
        return []
    clubs = [row.club_id for row in seen.running]
    mates = Person.objects.filter(household=seen.person.household_id, memberships__club__in=clubs)
    return list(mates.exclude(pk=seen.person.pk).distinct().order_by("sort_key"))
