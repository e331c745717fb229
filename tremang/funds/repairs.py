"""From a likely cause to what puts it right in the books: which rows go, which are written. No requests, no writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tremang.funds import box as values
from tremang.funds.actions.box import Entry, once_more
from tremang.funds.actions.sheet import Line
from tremang.funds.box import Cause, Why
from tremang.funds.models import Account, Fund, Kind
from tremang.funds.problems import DUES_BY
from tremang.funds.queries.box import Look, Source

OTHER_SIDE = {
    values.Kind.SPENDING: (Account.CASH, Account.OTHER_IN, Kind.INCOME),
    values.Kind.INCOME: (Account.OTHER_OUT, Account.CASH, Kind.SPENDING),
    values.Kind.GIFT: (Account.OTHER_OUT, Account.CASH, Kind.SPENDING),
}
FREE = (Kind.DUES, Kind.GIFT, Kind.INCOME, Kind.SPENDING)  # kinds that may be written anew as they are
OF_LOANS = (Kind.PRINCIPAL, Kind.INTEREST)


@dataclass(frozen=True)
class Repair:
    """Transfers to take back and entries to write in their stead."""

    wrong: tuple[int, ...] = ()
    right: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Said:
    """What the treasurer tells about a sum that stands nowhere yet: under which account, in which words."""

    account: Account
    words: str


def repair(look: Look, cause: Cause, keys: Sequence[str], said: Said | None = None) -> Repair | None:
    """What puts `cause` right for the lines `keys`; None where it is put right elsewhere (a pay-out, a pile of notes)."""
    sources = [look.sources[key] for key in keys]
    if cause.why in (Why.NOT_DONE, Why.TWICE):
        return _gone(sources) if all(map(_free_to_go, sources)) else None
    if cause.why == Why.NOT_WRITTEN:
        return _added(sources)
    if cause.why in (Why.DIGITS, Why.OTHER_SUM) and len(sources) == 1:
        return _other_sum(sources[0], int(cause.params["true"]))
    if cause.why == Why.SIGN and len(sources) == 1:
        return _other_side(sources[0])
    if cause.why == Why.FUND and len(sources) == 1:
        return _other_fund(sources[0])
    if cause.why in (Why.UNKNOWN_SPENDING, Why.UNKNOWN_INCOME) and said is not None:
        return _new(look, cause, said)
    return None


def can_repair(look: Look, cause: Cause) -> bool:
    """Whether `repair` would find a way for some choice of the cause's keys."""
    if cause.why in (Why.UNKNOWN_SPENDING, Why.UNKNOWN_INCOME):
        return True
    return bool(cause.keys) and repair(look, cause, cause.keys[: how_many(cause)]) is not None


def how_many(cause: Cause) -> int:
    """How many of the cause's keys are meant: both lines of a pair count as one."""
    return 1 if cause.why == Why.TWICE else cause.pick


def _free_to_go(source: Source) -> bool:
    """Whether the rows of a line may be taken back alone. What moves money between two boxes goes as a whole slip."""
    return bool(source.transfers) and all(row.kind in (*FREE, *OF_LOANS, Kind.CAPITAL) for row in source.transfers)


def _rows(sources: Sequence[Source]) -> tuple[int, ...]:
    return tuple(row.pk for source in sources for row in source.transfers)


def _gone(sources: Sequence[Source]) -> Repair:
    return Repair(wrong=_rows(sources))


def _added(sources: Sequence[Source]) -> Repair | None:
    entries = []
    for source in sources:
        line = source.line
        if line.kind == values.Kind.DUES:
            row = Line(source.fund, Account.CASH, Account.DUES, line.amount, Kind.DUES, source.membership_id)
            words = str(DUES_BY % {"name": line.who})
        elif line.kind == values.Kind.REPAYMENT:
            row, words = _repaid(source, line.amount), ""
        else:
            return None
        entries.append(Entry(source.day, row, words, line.who))
    return Repair(right=tuple(entries))


def _repaid(source: Source, amount: int) -> Line:
    return Line(
        Fund.INCOME, Account.CASH, Account.LOANS, amount, Kind.PRINCIPAL, source.membership_id, source.loan_id
    )  # fmt: skip


def _other_sum(source: Source, true: int) -> Repair | None:
    if not _free_to_go(source):
        return None
    first = source.transfers[0]
    if first.kind in OF_LOANS:
        entry = Entry(source.day, _repaid(source, true), "", source.line.who, first.voucher.meeting_id)
    else:
        entry = once_more(first, amount=true)
    return Repair(_rows([source]), (entry,))


def _other_side(source: Source) -> Repair | None:
    first = source.transfers[0] if source.transfers else None
    if first is None or first.kind not in FREE or source.line.kind not in OTHER_SIDE:
        return None
    debit, credit, kind = OTHER_SIDE[source.line.kind]
    entry = once_more(first, debit=debit, credit=credit, kind=kind)
    return Repair(_rows([source]), (Entry(entry.day, entry.line, entry.words, entry.who, entry.meeting_id),))


def _other_fund(source: Source) -> Repair | None:
    if not source.transfers or source.transfers[0].kind not in FREE:
        return None
    to = Fund.ACTIVITY if source.fund == Fund.INCOME else Fund.INCOME
    return Repair(_rows([source]), (once_more(source.transfers[0], fund=to),))


def _new(look: Look, cause: Cause, said: Said) -> Repair:
    fund, amount = Fund(look.count.fund), abs(look.gap)
    if cause.why == Why.UNKNOWN_SPENDING:
        line = Line(fund, said.account, Account.CASH, amount, Kind.SPENDING)
    else:
        kind = Kind.GIFT if said.account == Account.GIFTS else Kind.INCOME
        line = Line(fund, Account.CASH, said.account, amount, kind)
    return Repair(right=(Entry(look.count.on, line, said.words or str(said.account.label), "", look.count.meeting_id),))
