"""Contributions collected between meetings."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.funds import problems as funds_say
from tremang.funds.actions.dues import collect
from tremang.funds.actions.sitting import MoneyData, take_back_all
from tremang.funds.models import Voucher
from tremang.inbox import money
from tremang.inbox import reading as read
from tremang.inbox.models import Choice, State
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.meetings.models import Meeting


def apply(work: Work) -> Done:
    """One receipt for what is not in the books of that day yet; another sum for the same member is a choice."""
    day, sums = sums_of(work)
    lines = money.split(work, "", day, MoneyData(dues=sums))
    slips = []
    if lines.left.dues:
        slips = [
            collect(
                work.club,
                lines.left.dues,
                day=day,
                meeting_id=meeting_on(work, day),
                once=work.envelope.uid,
                **work.told,
            )
        ]
    return done(slips, lines)


def sums_of(work: Work) -> tuple[date, dict[int, int]]:
    """The day and the sums by id, for a sender who keeps the money; raises Refused, Problem."""
    body = read.parts(work.body, "", {"day", "sums"}, newer=work.envelope.newer)
    require(work.by, Verb.KEEP_MONEY, work.club.place, work.today)
    day, sums = read.the_day(body, "day"), read.lines(body, "sums", read.integer)
    if not sums:
        raise Problem("nothing_to_write", funds_say.NOTHING_TO_WRITE)
    return day, dict(sums)


def meeting_on(work: Work, day: object) -> int | None:
    """The meeting of a day, as the pages of money name it on their slips."""
    return Meeting.objects.filter(club=work.club, held_on=day).values_list("pk", flat=True).first()


def done(slips: list[Voucher], lines: money.Split) -> Done:
    """What lines of money came to."""
    result = {
        "slips": [str(row.pk) for row in slips], "labels": [row.label for row in slips], "same": lines.same,
        "choices": [str(row.pk) for row in lines.choices],
    }  # fmt: skip
    state = State.PART if lines.choices else State.APPLIED if slips else State.NOTHING
    return Done(result, key(slips[0]) if slips else "", state, lines.choices)


def undo(work: Work, result: Told) -> None:
    """The slips go back; one that was taken back before is passed over."""
    pks = [int(pk) for pk in result.get("slips", [])]
    rows = Voucher.objects.filter(club=work.club, pk__in=pks, reversed_by__isnull=True, reverses__isnull=True)
    if found := list(rows.select_related("club__place").order_by("pk")):
        take_back_all(found, "", **work.told)


def settle(work: Work, choice: Choice) -> Told:
    """The other sum in the stead of the one that stands."""
    return money.settle(work, choice, Verb.KEEP_MONEY)


def told_words(sentence: str, body: Told) -> str:
    """Day, sum and number of lines in a sentence."""
    sums = body.get("sums", {})
    return sentence % {
        "day": written(read.the_day(body, "day")), "sum": vnd(sum(sums.values())), "count": len(sums),
    }  # fmt: skip


def words(body: Told) -> str:
    """The sum and the day."""
    return told_words(_("Thu đóng góp ngày %(day)s: %(sum)s của %(count)s người"), body)


KIND = Kind(
    code="dues",
    name=gettext_lazy("Thu đóng góp"),
    verb=Verb.KEEP_MONEY,
    apply=apply,
    words=words,
    undo=undo,
    settle=settle,
)
