"""Somebody left the club, moved away or died."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.inbox import reading as read
from tremang.inbox.models import State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.members.actions import back_again, leave
from tremang.members.models import LeaveReason

PARTS = {"membership", "left_on", "reason"}


def apply(work: Work) -> Done:
    """End the membership; nothing where two phones say the same."""
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    require(work.by, Verb.KEEP_MEMBERS, work.club.place, work.today)
    row, left_on, reason = (
        work.membership(read.the_id(body, "membership")),
        read.the_day(body, "left_on"),
        read.text(body, "reason"),
    )
    result = {"membership": str(row.pk)}
    if (row.left_on, row.leave_reason) == (left_on, reason):
        return Done(result, key(row), State.NOTHING)
    leave(row, left_on=left_on, reason=reason, **work.told)
    return Done(result, key(row))


def undo(work: Work, result: Told) -> None:
    """The membership runs on as if it had never ended."""
    back_again(work.membership(int(result["membership"])), **work.told)


def words(body: Told) -> str:
    """Why, and since when; the name stands on the card."""
    day = written(read.the_day(body, "left_on"))
    if body.get("reason") == LeaveReason.DIED:
        return _("Có người qua đời ngày %(day)s") % {"day": day}
    reason = LeaveReason(body["reason"]).label if body.get("reason") in LeaveReason.values else ""
    return _("Có người thôi tham gia từ ngày %(day)s: %(reason)s") % {"day": day, "reason": str(reason).lower()}


KIND = Kind(
    code="left", name=gettext_lazy("Người thôi tham gia"), verb=Verb.KEEP_MEMBERS, apply=apply, words=words, undo=undo
)
