"""Instalments brought between meetings."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.funds.actions.sitting import MoneyData, repay_once
from tremang.funds.models import Transfer
from tremang.inbox import money
from tremang.inbox.kinds.dues import done, meeting_on, settle, sums_of, told_words, undo
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.lock import writing


def apply(work: Work) -> Done:
    """A receipt for each loan that has none on that day yet; another sum for the same loan is a choice."""
    day, sums = sums_of(work)
    lines = money.split(work, "", day, MoneyData(repayments=sums))
    slips = []
    if lines.left.repayments:
        with writing(work.club.pk):
            seen = Transfer.objects.filter(club=work.club).aggregate(last=Max("sequence"))["last"] or 0
            meeting = meeting_on(work, day)
            slips = repay_once(work.club, lines.left.repayments, day=day, seen=seen, meeting_id=meeting, **work.told)
    return done(slips, lines)


def words(body: Told) -> str:
    """The sum and the day."""
    return told_words(_("Thu nợ ngày %(day)s: %(sum)s của %(count)s khoản vay"), body)


KIND = Kind(
    code="repayments", name=gettext_lazy("Thu nợ"), verb=Verb.KEEP_MONEY, apply=apply, words=words, undo=undo,
    settle=settle,
)  # fmt: skip
