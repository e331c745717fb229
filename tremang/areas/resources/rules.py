"""What the records of the book may say: checked inside the lock, before anything is written."""

from datetime import date

from tremang.areas.common.rules import are_members_on, in_order, may_be_done_on, members_on, more_than_roll
from tremang.areas.resources import problems as say
from tremang.areas.resources.models import Earning, Equipment, PlanLine, Sponsor
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem

Chosen = tuple[int, ...]


def check_plan(club: Club, row: PlanLine, members: Chosen, today: date) -> None:
    """A line for a year from the launch to the next, each source once."""
    may_be_done_on(club, today, today, "year")
    first = club.launched_on.year if club.launched_on else today.year
    if not first <= row.year <= today.year + 1:
        raise Problem("year_outside", say.YEAR_OUTSIDE, field="year", first=first, last=today.year + 1)
    same = PlanLine.objects.filter(club=club, year=row.year, source=row.source).exclude(pk=row.pk)
    if same.exists():
        source = str(row.get_source_display()).lower()
        raise Problem("planned", say.PLANNED, field="source", year=row.year, source=source)


def check_earning(club: Club, row: Earning, members: Chosen, today: date) -> None:
    """Something done on a past day; once its money is in the fund, its day and its sum stay as the slip has them."""
    may_be_done_on(club, row.on, today, "on")
    more_than_roll(row.people, row.outsiders, members_on(club, row.on), row.on)
    current = Earning.objects.filter(pk=row.pk, club=club, voucher__isnull=False).select_related("voucher").first()
    if current is None or current.voucher is None:
        return
    if (current.on, current.income, current.voucher_id) != (row.on, row.income, row.voucher_id):
        raise Problem("has_slip", say.HAS_SLIP, field="income", slip=current.voucher.label)


def may_drop_earning(row: Earning) -> None:
    """Goes by itself while no money of it is in the fund."""
    if row.voucher is not None:
        raise Problem("has_slip", say.HAS_SLIP_STILL, slip=row.voucher.label)


def check_sponsor(club: Club, row: Sponsor, members: Chosen, today: date) -> None:
    """A sponsor by name, once."""
    may_be_done_on(club, row.from_on, today, "from_on")
    if Sponsor.objects.filter(club=club, name=row.name).exclude(pk=row.pk).exists():
        raise Problem("same_sponsor", say.SAME_SPONSOR, field="name", name=row.name)


def may_drop_sponsor(row: Sponsor) -> None:
    """Goes while nothing given stands under the name."""
    if row.given.exists():
        raise Problem("has_given", say.HAS_GIVEN)


def check_equipment(club: Club, row: Equipment, members: Chosen, today: date) -> None:
    """A thing since a past day; whoever keeps it is a member, on the last day where it has one."""
    may_be_done_on(club, row.from_on, today, "from_on")
    in_order(row.from_on, row.to_on)
    if row.to_on is not None:
        may_be_done_on(club, row.to_on, today, "to_on")
    if row.keeper_id is not None:
        are_members_on(club, [row.keeper_id], row.to_on or today, "keeper_id")
