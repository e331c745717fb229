"""Whose phone it is, and what several parts read of the club: each thing once per call."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.clubs.models import Club
from tremang.funds.models import DuesRule
from tremang.funds.queries.dues import DuesOf, dues, rules_of
from tremang.inbox.queries import for_phone
from tremang.kernel.periods import add_months
from tremang.meetings.models import Meeting
from tremang.members.models import Membership, MembershipPause

Body = dict[str, Any]
MEETING = (
    "pk", "held_on", "version", "present", "expected", "contents", "themes", "own_themes", "place", "chaired_by",
    "written_by", "guests", "guest_names", "decisions", "next_plan", "next_on",
)  # fmt: skip
KEEP_LEFT = 24  # months for which those who left stay on the phone
YEAR = 12


@dataclass(frozen=True)
class Holder:
    """A phone of a club on a day, answered at `now`; its user holds his roles at this club alone."""

    device: Device
    club: Club
    today: date
    now: datetime

    @property
    def user(self) -> User:
        """Who acts with this phone."""
        return self.device.acting

    @cached_property
    def powers(self) -> frozenset[Verb]:
        """What he may do in the club."""
        return frozenset(verb for verb in Verb if may(self.user, verb, self.club.place, self.today))

    @cached_property
    def inbox(self) -> Body:
        """What waits for a choice, and what this phone sent that is not settled."""
        return for_phone(self.device, self.today)

    @cached_property
    def year(self) -> date:
        """The day from which books of the last twelve months are kept."""
        return add_months(self.today, -YEAR)

    @cached_property
    def members(self) -> list[Membership]:
        """Who is a member, or was one in the last two years, in Vietnamese order of names. One query."""
        since = add_months(self.today, -KEEP_LEFT)
        rows = Membership.objects.filter(club=self.club).exclude(left_on__lt=since)
        rows = rows.select_related("person__household__hamlet")
        return list(rows.order_by("person__sort_key", "pk"))

    @cached_property
    def membership_of(self) -> dict[int, int]:
        """Person → the membership of his that runs, or ran last."""
        found: dict[int, int] = {}
        for row in sorted(self.members, key=lambda row: (row.left_on or date.max, row.pk)):
            found[row.person_id] = row.pk
        return found

    @cached_property
    def pauses(self) -> dict[int, list[MembershipPause]]:
        """Membership → the times for which it is expected at no meeting, from a year ago on. One query."""
        found: dict[int, list[MembershipPause]] = defaultdict(list)
        for row in MembershipPause.objects.filter(club=self.club).exclude(to_on__lt=self.year).order_by("from_on"):
            found[row.membership_id].append(row)
        return found

    @cached_property
    def meetings(self) -> list[dict[str, Any]]:
        """All meetings of the club by column, the oldest first. One query."""
        return list(Meeting.objects.filter(club=self.club).order_by("held_on").values(*MEETING))

    @cached_property
    def dues_rules(self) -> list[DuesRule]:
        """The club's rules on contributions, the oldest first. One query."""
        return rules_of(self.club.pk)

    @cached_property
    def dues(self) -> list[DuesOf]:
        """The contributions of all members up to this month. Two queries."""
        return dues(self.club.pk, self.today, self.dues_rules)
