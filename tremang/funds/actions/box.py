"""Counting the box, putting a wrong line right, leaving a difference with its reason, and the seal on the books."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.loans import settle_after, write_repayment
from tremang.funds.actions.sheet import Line, Sheet, made_once
from tremang.funds.box import DENOMINATIONS
from tremang.funds.models import Account, BookSeal, CashCount, Fund, Gift, Kind, Loan, Transfer, Voucher
from tremang.funds.seals import code_of
from tremang.kernel import clock
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.meetings.models import Meeting

MOST_NOTES = 9_999
OWN_WAY = (Kind.PAYOUT, Kind.OPENING, Kind.WRITE_OFF, Kind.GAP)
REPAID = (Kind.PRINCIPAL, Kind.INTEREST)
SPLIT = (Account.LOANS, Account.INTEREST)  # between these no money moves: a repayment is only split anew


@dataclass(frozen=True)
class Entry:
    """Something to be written: a transfer with its day and words. A repayment names its loan; interest is split there.

    `replaces` is the slip in whose stead it is written: what hangs on that slip (a gift) goes on with this one.
    """

    day: date
    line: Line
    words: str
    who: str = ""
    meeting_id: int | None = None
    document: str = ""
    replaces: Voucher | None = None


def count_box(
    club: Club, fund: Fund, notes: Mapping[int, int], *, on: date, by: User, today: date, meeting_id: int | None = None,
    once: str = "",
) -> CashCount:  # fmt: skip
    """What was counted in a fund's box on a day, value of a note → how many, beside what the book says then.

    `once` is the key of the form: the same notes beside the same book sent twice with it are one count. Raises Conflict
    where either has changed since.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    if on > today:
        raise Problem("future", say.FUTURE, field="on", day=written(on))
    if meeting_id is not None and not Meeting.objects.filter(pk=meeting_id, club=club, held_on=on).exists():
        raise Problem("meeting_of_other_day", say.MEETING_OF_OTHER_DAY)
    with writing(club.pk):
        first, pk = made_once(CashCount, club.pk, once)
        sheet = Sheet(club, by=by, today=today)
        if first is not None:
            now = (fund.value, on, _kept(notes), sheet.held(fund, Account.CASH, on))
            if (first.fund, first.on, first.notes, first.book) != now:
                raise Conflict("written_already", say.COUNTED_ALREADY)
            return first
        count = write_count(sheet, fund, notes, on, meeting_id, pk)
        sheet.note("count_box", count, _told(count), since=on)
    return count


def _kept(notes: Mapping[int, int]) -> dict[str, int]:
    """Notes as a count keeps them."""
    return {str(value): number for value, number in notes.items() if number}


def write_count(
    sheet: Sheet, fund: Fund, notes: Mapping[int, int], on: date, meeting_id: int | None, pk: int | None = None
) -> CashCount:
    """The count of `count_box` on a sheet that may hold more; the book is that of this moment."""
    if any(value not in DENOMINATIONS or not 0 <= number <= MOST_NOTES for value, number in notes.items()):
        raise Problem("wrong_notes", say.WRONG_NOTES)
    count = CashCount(
        pk=pk or new_id(), club=sheet.club, meeting_id=meeting_id, fund=fund.value, on=on, notes=_kept(notes),
        counted=sum(value * number for value, number in notes.items()),
        book=sheet.held(fund, Account.CASH, on), by_id=sheet.by.pk, recorded_at=clock.now(),
    )  # fmt: skip
    sheet.journal.create(count)
    return count


def _told(count: CashCount) -> dict[str, object]:
    fund = str(Fund(count.fund).label)
    return {"fund": fund, "on": count.on, "counted": count.counted, "book": count.book}


def leave_gap(count: CashCount, reason: str, *, by: User, today: date) -> Voucher:
    """Leave the difference as it is and write it into the book with its reason, so that box and book agree again."""
    club = count.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    if not clean(reason):
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        sheet = Sheet(club, by=by, today=today)
        voucher = write_gap(sheet, count, reason)
        if voucher is None:
            raise Conflict("no_gap", say.NO_GAP)
        amount = sum(row.amount for row in sheet.slips[-1][1])
        sheet.note("leave_gap", voucher, _told(count) | {"gap": amount, "reason": count.words, "slip": voucher.label})
    return voucher


def write_gap(sheet: Sheet, count: CashCount, reason: str) -> Voucher | None:
    """The slip of `leave_gap` on a sheet that may hold more; None where box and book agree."""
    fund = Fund(count.fund)
    gap = count.counted - sheet.held(fund, Account.CASH, count.on)
    if not gap or not clean(reason):
        return None
    debit, credit = (Account.CASH, Account.GAP) if gap > 0 else (Account.GAP, Account.CASH)
    words = str(say.GAP_LEFT % {"day": written(count.on), "reason": clean(reason)})
    line = Line(fund, debit, credit, abs(gap), Kind.GAP)
    voucher = sheet.slip(count.on, words, [line], meeting_id=count.meeting_id)
    sheet.journal.update(count, words=clean(reason)[:200])
    return voucher


def mend(
    count: CashCount, wrong: Sequence[int], right: Sequence[Entry], *, by: User, today: date
) -> CashCount:  # fmt: skip
    """Take the transfers `wrong` back, write `right` in their stead, and hold the same notes against the book anew.

    One act, one event. A transfer of a slip with others is taken back alone; the rest of the slip stands.
    """
    club = count.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        sheet = Sheet(club, by=by, today=today)
        _write_instead(sheet, wrong, right)
        if not sheet.slips:
            raise Problem("nothing_to_write", say.NOTHING_TO_WRITE)
        notes = {int(value): number for value, number in count.notes.items()}
        after = write_count(sheet, Fund(count.fund), notes, count.on, count.meeting_id)
        labels = ", ".join(voucher.label for voucher, _rows in sheet.slips)
        sheet.note("mend_box", after, _told(after) | {"slips": labels}, since=count.on)
    return after


def put_right(
    club: Club, wrong: Sequence[int], right: Sequence[Entry], *, by: User, today: date, verb: Verb = Verb.KEEP_MONEY
) -> list[Voucher]:  # fmt: skip
    """Take the transfers `wrong` back and write `right` in their stead: one act, one event, no box counted anew.

    For lines that two people wrote differently. `verb` is the power under which they were written.
    """
    require(by, verb, club.place, today)
    with writing(club.pk):
        sheet = Sheet(club, by=by, today=today)
        _write_instead(sheet, wrong, right)
        vouchers = [voucher for voucher, _rows in sheet.slips]
        if not vouchers:
            raise Problem("nothing_to_write", say.NOTHING_TO_WRITE)
        sheet.note("put_right", vouchers[0], {"slips": ", ".join(voucher.label for voucher in vouchers)})
    return vouchers


def unmend(count: CashCount, *, by: User, today: date) -> CashCount:
    """Undo the mending that ended in `count`: what it wrote goes, what it took away is written again, the notes stand.

    Taken away is taken away: the ledger keeps all three. Raises Conflict once the box was counted or mended again.
    """
    club = count.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    event = Event.objects.filter(chain_id=club.pk, verb="mend_box", subject=key(count)).first()
    newer = CashCount.objects.filter(club=club, fund=count.fund, pk__gt=count.pk)
    if event is None or newer.exists():
        raise Conflict("mended_since", say.MENDED_SINCE)
    slips = [int(name.partition(":")[2]) for name in event.digests if name.startswith("funds.voucher:")]
    rows = Transfer.objects.filter(club=club, voucher__in=slips).exclude(
        kind=Kind.INTEREST, debit__in=SPLIT, credit__in=SPLIT
    )
    rows = rows.select_related("reverses__voucher", "reverses__membership__person").order_by("sequence")
    wrong = [row.pk for row in rows if row.reverses is None]
    again: dict[int, Entry] = {}
    for gone in (row.reverses for row in rows if row.reverses is not None):
        if gone.kind not in REPAID:
            again[gone.pk] = once_more(gone)
        elif gone.voucher_id in again:  # interest and principal of one repayment are one sum again
            entry = again[gone.voucher_id]
            again[gone.voucher_id] = replace(entry, line=entry.line._replace(amount=entry.line.amount + gone.amount))
        else:
            again[gone.voucher_id] = once_more(gone)
    return mend(count, wrong, list(again.values()), by=by, today=today)


def _write_instead(sheet: Sheet, wrong: Sequence[int], right: Sequence[Entry]) -> None:
    """The transfers `wrong` go, `right` comes; loans that were touched and are not written again settle anew."""
    again = {entry.line.loan_id for entry in right if entry.line.kind in REPAID}
    touched = _take_back(sheet, wrong)
    for loan in Loan.objects.filter(club=sheet.club, pk__in=touched - again):
        settle_after(sheet, loan, sheet.today)
    for entry in right:
        _write(sheet, entry)


def _take_back(sheet: Sheet, wrong: Sequence[int]) -> set[int]:
    """Slips the other way round for the transfers `wrong`; returns the loans they touched."""
    rows = Transfer.objects.filter(club=sheet.club, pk__in=list(wrong)).select_related("voucher", "membership__person")
    found = list(rows.order_by("sequence"))
    if len(found) < len(set(wrong)) or Transfer.objects.filter(reverses__in=found).exists():
        raise Conflict("cause_gone", say.CAUSE_GONE)
    if any(row.kind in OWN_WAY or row.reverses_id for row in found):
        raise Problem("not_by_itself", say.NOT_BY_ITSELF)
    slips: dict[int, list[Transfer]] = defaultdict(list)
    for row in found:
        slips[row.voucher_id].append(row)
    for parts in slips.values():
        voucher = parts[0].voucher
        whole = Transfer.objects.filter(voucher=voucher).count() == len(parts)
        if whole:
            words = str(say.TAKES_BACK % {"slip": voucher.label, "reason": say.WRITTEN_WRONGLY})
        else:
            who = ", ".join(dict.fromkeys(row.membership.person.full_name for row in parts if row.membership))
            told = {
                "slip": voucher.label,
                "amount": vnd(sum(row.amount for row in parts)),
                "name": who or voucher.words,
            }
            words = str(say.LINE_TAKEN_BACK % told)
        lines = [
            Line(Fund(row.fund), Account(row.credit), Account(row.debit), row.amount, Kind(row.kind), row.membership_id,
                 row.loan_id, row.pk)
            for row in parts
        ]  # fmt: skip
        sheet.slip(
            voucher.day, words, lines, who=voucher.who, meeting_id=voucher.meeting_id,
            reverses=voucher if whole else None,
        )  # fmt: skip
    return {row.loan_id for row in found if row.loan_id}


def _write(sheet: Sheet, entry: Entry) -> None:
    line = entry.line
    if line.kind in REPAID:
        loan = Loan.objects.filter(club=sheet.club, pk=line.loan_id or 0).select_related("membership__person").first()
        if loan is None:
            raise Conflict("cause_gone", say.CAUSE_GONE)
        write_repayment(sheet, loan, line.amount, entry.day, entry.meeting_id)
        return
    voucher = sheet.slip(
        entry.day, entry.words, [line], who=entry.who, document=entry.document, meeting_id=entry.meeting_id
    )
    gift = Gift.objects.filter(voucher=entry.replaces).first() if entry.replaces else None
    if gift is not None and line.kind == Kind.GIFT:
        gift.pk, gift.voucher, gift.amount, gift.by_id = new_id(), voucher, line.amount, sheet.by.pk
        gift.fund = line.fund
        sheet.journal.create(gift)


def once_more(row: Transfer, **changes: object) -> Entry:
    """The line of `row` to be written again with other values of `sheet.Line`."""
    line = Line(Fund(row.fund), Account(row.debit), Account(row.credit), row.amount, Kind(row.kind), row.membership_id,
                row.loan_id)  # fmt: skip
    slip = row.voucher
    entry = Entry(row.day, line._replace(**changes), slip.words, slip.who, slip.meeting_id, slip.document, slip)  # type: ignore[arg-type]
    if row.kind == Kind.DUES and row.membership is not None:
        name = row.membership.person.full_name
        entry = replace(entry, words=str(say.DUES_BY % {"name": name}), who=name)
    return entry


def seal(club: Club, on: date, *, by: User, today: date, meeting_id: int | None = None) -> BookSeal:
    """Seal the books as they are now: an 8-digit code of the club's chain for the minute book of the meeting of `on`.

    Where nothing happened since the last seal of that day, it is that one again.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    if on > today:
        raise Problem("future", say.FUTURE, field="on", day=written(on))
    if meeting_id is not None and not Meeting.objects.filter(pk=meeting_id, club=club, held_on=on).exists():
        raise Problem("meeting_of_other_day", say.MEETING_OF_OTHER_DAY)
    seen = _newest(club)
    code = code_of(seen)  # slow on purpose, so outside the lock
    with writing(club.pk):
        newest = _newest(club)
        if newest.pk != seen.pk:
            code = code_of(newest)
        last = BookSeal.objects.filter(club=club).order_by("-sequence").first()
        if last is not None and last.on == on and newest.verb == "seal_books" and newest.sequence == last.sequence + 1:
            return last
        sheet = Sheet(club, by=by, today=today)
        row = BookSeal(club=club, meeting_id=meeting_id, on=on, sequence=newest.sequence, code=code, by_id=by.pk)
        sheet.journal.create(row)
        sheet.note("seal_books", row, {"on": on, "code": row.code}, since=today)
    return row


def _newest(club: Club) -> Event:
    event = Event.objects.filter(chain_id=club.pk).order_by("-sequence").first()
    if event is None:
        raise Problem("nothing_to_seal", say.NOTHING_TO_SEAL)
    return event
