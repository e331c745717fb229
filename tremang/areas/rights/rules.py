"""What must hold of the records of the book. Each check raises Problem; it is called inside the lock."""

from datetime import date

from tremang.areas.common.rules import are_members_on, is_somebody, may_be_done_on
from tremang.areas.rights import problems as say
from tremang.areas.rights.models import Complaint, ComplaintState, LegalReferral, Matter, RightsHelp
from tremang.areas.rights.terms import COMPLAINT, MATTER, due_on
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean

OPEN = (ComplaintState.NEW, ComplaintState.HANDLING)


def check_somebody(club: Club, row: RightsHelp | LegalReferral, members: tuple[int, ...], today: date) -> None:
    """A day on which it could be, and one person: a member of that day, or an outsider in words."""
    may_be_done_on(club, row.on, today, "on")
    is_somebody(row)
    if row.membership_id is not None:
        are_members_on(club, [row.membership_id], row.on, "membership_id")


def check_referral(club: Club, row: LegalReferral, members: tuple[int, ...], today: date) -> None:
    """The same, and no stage before it was sent."""
    check_somebody(club, row, members, today)
    first = row.stages.order_by("on").first()
    if first is not None and row.on > first.on:
        raise Problem("stage_before", say.STAGE_BEFORE, field="on", day=written(first.on))


def may_drop_referral(row: LegalReferral) -> None:
    """No stage follows."""
    if row.stages.exists():
        raise Problem("has_stages", say.HAS_STAGES)


def check_complaint(club: Club, row: Complaint, members: tuple[int, ...], today: date) -> None:
    """Words of a day that could be, from a member of that day or nobody by name, and still open. Sets the last day of a new one."""
    may_be_done_on(club, row.on, today, "on")
    if not clean(row.text):
        raise Problem("no_text", say.NO_TEXT, field="text")
    if row.membership_id is not None:
        are_members_on(club, [row.membership_id], row.on, "membership_id")
    if row.state not in OPEN:
        raise Problem("moved", say.MOVED)
    if row.due_on is None:
        row.due_on = due_on(COMPLAINT, row.on)


def may_drop_complaint(row: Complaint) -> None:
    """Nobody has taken it up."""
    if row.state != ComplaintState.NEW:
        raise Problem("stands_open", say.STANDS_OPEN)


def check_matter(club: Club, row: Matter, members: tuple[int, ...], today: date) -> None:
    """Words of a day that could be, of the club's own, not yet answered. Sets the last day of a new one."""
    may_be_done_on(club, row.on, today, "on")
    if not clean(row.text):
        raise Problem("no_text", say.NO_TEXT, field="text")
    may_drop_matter(row)
    if row.due_on is None:
        row.due_on = due_on(MATTER, row.on)


def may_drop_matter(row: Matter) -> None:
    """Nobody has answered, and it is not what a complaint became."""
    if row.answered_on is not None:
        raise Problem("matter_answered", say.MATTER_ANSWERED)
    if row.complaint_id is not None:
        raise Problem("of_complaint", say.OF_COMPLAINT)
