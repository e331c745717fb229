"""Money in, money out, to the bank and back, from fund to fund; and taking a slip back."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.loans import settle_after
from tremang.funds.actions.sheet import Line, Sheet, said, written_once
from tremang.funds.models import CAPITAL, EXPENSES, INCOMES, Account, Fund, Kind, Loan, Transfer, Voucher
from tremang.funds.queries.books import splits_anew
from tremang.funds.queries.months import closed_until
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean

HOLDS_MONEY = (Account.CASH, Account.BANK)


def take_in(
    club: Club, fund: Fund, amount: int, source: Account, words: str, *, day: date, by: User, today: date, who: str = "",
    into: Account = Account.CASH, membership_id: int | None = None, meeting_id: int | None = None, once: str = "",
) -> Voucher:  # fmt: skip
    """Income of a kind (an account of `INCOMES`, loans and contributions apart), `amount` đồng into the box or the bank."""
    if source not in INCOMES or source in (Account.DUES, Account.INTEREST) or into not in HOLDS_MONEY:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="source")
    require(by, Verb.KEEP_MONEY, club.place, today)
    lines = [Line(fund, into, source, amount, Kind.GIFT if source == Account.GIFTS else Kind.INCOME, membership_id)]
    about = said(day, words or str(source.label), who)
    with writing(club.pk):
        if first := written_once(club.pk, once, amount, lines, **about):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(**about, lines=lines, meeting_id=meeting_id, once=once)
        sheet.note("take_in", voucher, {"amount": amount, "words": voucher.words, "slip": voucher.label})
    return voucher


def receive_capital(
    club: Club, fund: Fund, amount: int, source: Account, words: str, document: str, *, day: date, by: User,
    today: date, who: str = "", into: Account = Account.CASH, once: str = "",
) -> Voucher:  # fmt: skip
    """Capital with its source and the document that approved it; money of others (aid, the Quỹ chăm sóc) needs one."""
    if source not in CAPITAL or source in (Account.KEPT, Account.RESERVE) or into not in HOLDS_MONEY:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="source")
    if source != Account.MEMBERS and not clean(document):
        raise Problem("no_document", say.NO_DOCUMENT, field="document")
    require(by, Verb.KEEP_MONEY, club.place, today)
    lines = [Line(fund, into, source, amount, Kind.CAPITAL)]
    about = said(day, words or str(source.label), who)
    with writing(club.pk):
        if first := written_once(club.pk, once, amount, lines, document=clean(document)[:120], **about):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(**about, lines=lines, document=document, once=once)
        sheet.note("receive_capital", voucher, {"amount": amount, "words": voucher.words, "slip": voucher.label})
    return voucher


def spend(
    club: Club, fund: Fund, amount: int, on_what: Account, words: str, *, day: date, by: User, today: date, who: str = "",
    out_of: Account = Account.CASH, overdrawn: str = "", meeting_id: int | None = None, once: str = "",
) -> Voucher:  # fmt: skip
    """Spending of a kind; `overdrawn` names who allowed the balance to fall below zero, and why."""
    if on_what not in EXPENSES or on_what == Account.LOSS or out_of not in HOLDS_MONEY:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="on_what")
    require(by, Verb.KEEP_MONEY, club.place, today)
    lines = [Line(fund, on_what, out_of, amount, Kind.SPENDING)]
    about = said(day, words or str(on_what.label), who)
    with writing(club.pk):
        if first := written_once(club.pk, once, amount, lines, **about):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(**about, lines=lines, overdrawn=overdrawn, meeting_id=meeting_id, once=once)
        sheet.note("spend", voucher, {"amount": amount, "words": voucher.words, "slip": voucher.label})
    return voucher


def bank(
    club: Club, fund: Fund, amount: int, *, into_bank: bool, day: date, by: User, today: date, once: str = ""
) -> Voucher:  # fmt: skip
    """Cash brought to the bank, or fetched from it."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    debit, credit = (Account.BANK, Account.CASH) if into_bank else (Account.CASH, Account.BANK)
    lines = [Line(fund, debit, credit, amount, Kind.BANKING)]
    about = said(day, str(say.TO_BANK if into_bank else say.FROM_BANK))
    with writing(club.pk):
        if first := written_once(club.pk, once, amount, lines, **about):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(**about, lines=lines, once=once)
        sheet.note("bank_money", voucher, {"amount": amount, "words": voucher.words, "slip": voucher.label})
    return voucher


def move_between(
    club: Club, out_of: Fund, amount: int, words: str, *, day: date, by: User, today: date, once: str = ""
) -> Voucher:  # fmt: skip
    """Cash from one fund's box to the other's: one slip, a row in each fund through the clearing account."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    to = Fund.ACTIVITY if out_of == Fund.INCOME else Fund.INCOME
    lines = [
        Line(out_of, Account.CLEARING, Account.CASH, amount, Kind.MOVED),
        Line(to, Account.CASH, Account.CLEARING, amount, Kind.MOVED),
    ]
    about = said(day, words or str(Kind.MOVED.label))
    with writing(club.pk):
        if first := written_once(club.pk, once, amount, lines, **about):
            return first
        sheet = Sheet(club, by=by, today=today)
        voucher = sheet.slip(**about, lines=lines, once=once)
        sheet.note("move_between", voucher, {"amount": amount, "words": voucher.words, "slip": voucher.label})
    return voucher


def take_back(voucher: Voucher, reason: str, *, by: User, today: date, verb: Verb = Verb.KEEP_MONEY) -> Voucher:
    """Take a slip back by one the other way round, on the same day, or today where that month is closed.

    A slip is taken back once; what takes back cannot be taken back itself, the thing is written anew; nor can what only
    splits repayments anew, which follows from them. Loans that it touched are worked out again. `verb` is the power
    under which it was written.
    """
    club = voucher.club
    require(by, verb, club.place, today)
    with writing(club.pk):
        if voucher.reverses_id is not None:
            raise Problem("is_a_reversal", say.IS_A_REVERSAL)
        if Voucher.objects.filter(reverses=voucher).exists():
            raise Conflict("taken_back_already", say.TAKEN_BACK, slip=voucher.label)
        rows = list(Transfer.objects.filter(voucher=voucher, reversed_by__isnull=True).order_by("sequence"))
        if any(row.reverses_id for row in rows):  # a line of another slip was taken back here
            raise Problem("is_a_reversal", say.IS_A_REVERSAL)
        if not rows:
            raise Conflict("taken_back_already", say.TAKEN_BACK, slip=voucher.label)
        if splits_anew(rows):
            raise Problem("splits_only", say.SPLITS_ONLY, slip=voucher.label)
        if any(row.kind in (Kind.PAYOUT, Kind.OPENING, Kind.WRITE_OFF) for row in rows):
            raise Problem("has_its_own_way", say.HAS_ITS_OWN_WAY, slip=voucher.label)
        sheet = Sheet(club, by=by, today=today)
        why = clean(reason) or str(say.WRITTEN_WRONGLY)
        back = write_back(sheet, voucher, why)
        for loan in Loan.objects.filter(pk__in={row.loan_id for row in rows if row.loan_id}):
            settle_after(sheet, loan, today)
        told = {"slip": voucher.label, "words": voucher.words, "reason": why, "day": written(voucher.day)}
        sheet.note("take_back_slip", back, told)
    return back


def write_back(sheet: Sheet, voucher: Voucher, why: str) -> Voucher:
    """The slip the other way round of `take_back` on a sheet that may hold more."""
    closed = closed_until(sheet.club.pk)
    day = sheet.today if closed is not None and voucher.day <= closed else voucher.day
    lines = [
        Line(
            Fund(row.fund), Account(row.credit), Account(row.debit), row.amount, Kind(row.kind), row.membership_id,
            row.loan_id, row.pk,
        )
        for row in Transfer.objects.filter(voucher=voucher, reversed_by__isnull=True).order_by("sequence")
    ]  # fmt: skip
    words = str(say.TAKES_BACK % {"slip": voucher.label, "reason": why})
    return sheet.slip(day, words, lines, who=voucher.who, reverses=voucher, meeting_id=voucher.meeting_id)
