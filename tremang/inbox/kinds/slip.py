"""Other money that came in or went out between meetings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb
from tremang.funds.actions.slips import bank, move_between, spend, take_in
from tremang.funds.models import EXPENSES, INCOMES, Account, Fund, Voucher
from tremang.inbox import reading as read
from tremang.inbox.kinds.dues import meeting_on, undo
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Work
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd

PARTS = {"day", "fund", "kind", "amount", "who", "words", "membership"}
TO_BANK, FROM_BANK, MOVED = "to_bank", "from_bank", "moved"  # besides the accounts of what comes in and goes out
WHO, WORDS = 120, 200


def apply(work: Work) -> Done:
    """Write the slip as the pages of money do; `kind` is an account of income or spending, or a way of moving cash."""
    body = read.parts(work.body, "", PARTS, newer=work.envelope.newer)
    slip = _written(work, body)
    return Done({"slips": [str(slip.pk)], "labels": [slip.label]}, key(slip))


def _written(work: Work, body: Told) -> Voucher:
    day, amount, kind = read.the_day(body, "day"), read.amount(body, "amount"), read.required(body, "kind", str)
    fund = read.text(body, "fund") or Fund.ACTIVITY.value
    if fund not in Fund.values:
        raise read.wrong("fund")
    once = {"day": day, "once": work.envelope.uid, **work.told}
    if kind in (TO_BANK, FROM_BANK):
        return bank(work.club, Fund(fund), amount, into_bank=kind == TO_BANK, **once)
    words, who = read.text(body, "words", WORDS), read.text(body, "who", WHO)
    if kind == MOVED:
        return move_between(work.club, Fund(fund), amount, words, **once)
    more = {"who": who, "meeting_id": meeting_on(work, day), **once}
    if kind in INCOMES:
        member = work.membership(read.the_id(body, "membership")).pk if body.get("membership") else None
        return take_in(work.club, Fund(fund), amount, Account(kind), words, membership_id=member, **more)
    if kind in EXPENSES:
        return spend(work.club, Fund(fund), amount, Account(kind), words, **more)
    raise read.wrong("kind")


def words(body: Told) -> str:
    """In or out, the sum, for what."""
    sentence = _("Thu ngày %(day)s: %(sum)s") if body.get("kind") in INCOMES else _("Chi ngày %(day)s: %(sum)s")
    line = sentence % {"day": written(read.the_day(body, "day")), "sum": vnd(body.get("amount", 0))}
    return f"{line}, {body['words']}" if body.get("words") else line


KIND = Kind(code="slip", name=gettext_lazy("Thu chi khác"), verb=Verb.KEEP_MONEY, apply=apply, words=words, undo=undo)
