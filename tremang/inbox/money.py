"""Money of a meeting as told, beside what stands: never written twice, never changed by itself.

A line (a member's contribution, a loan's repayment) that stands for the day already: the same sum is one line, another
sum a choice. What is counted in a box is one count more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.funds import problems as funds_say
from tremang.funds.actions.at_table import Lend
from tremang.funds.actions.box import Entry, once_more, put_right
from tremang.funds.actions.dues import collect
from tremang.funds.actions.sheet import MOST, Line
from tremang.funds.actions.sitting import MoneyData, PayOut
from tremang.funds.models import Account, Fund, Kind, Loan, Transfer, Voucher
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.hot import any_handed_over
from tremang.inbox.merging import told_of
from tremang.inbox.models import Choice
from tremang.inbox.reading import Told
from tremang.inbox.work import Held, Work, body_of, when, who
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.meetings.models import Meeting
from tremang.members.data import called
from tremang.members.models import Membership

PARTS = {"dues", "repayments", "payouts", "lending", "counts", "gaps"}
LINES = ("dues.", "repayments.")
PURPOSE, NAME, REASON = 200, 120, 200
_ANY = """
    SELECT 1 FROM funds_transfer t WHERE t.club_id = %s AND t.fund IN ('income', 'activity') AND t.day = %s
    AND t.kind IN ('dues', 'interest', 'principal') LIMIT 1
"""


def heard(body: Told) -> MoneyData:
    """The money of a body; raises Problem for what is none."""
    counts = read.parts(body.get("counts", {}), "counts", {*Fund.values})
    gaps = read.parts(body.get("gaps", {}), "gaps", {*Fund.values})
    return MoneyData(
        dues=read.lines(body, "dues", read.integer), repayments=read.lines(body, "repayments", read.integer),
        payouts=[_payout(one) for one in read.objects(body, "payouts")],
        lending=[_lend(one) for one in read.objects(body, "lending")],
        counts={Fund(fund): read.lines(counts, fund, read.integer) for fund in counts},
        gaps={Fund(fund): read.text(gaps, fund, REASON) for fund in gaps},
    )  # fmt: skip


def _payout(told: Told) -> PayOut:
    read.parts(told, "payouts", {"loan", "paid_by", "witness", "first_due"})
    loan, paid_by, witness = (read.the_id(told, name) for name in ("loan", "paid_by", "witness"))
    return PayOut(loan, paid_by, witness, _due(told))


def _lend(told: Told) -> Lend:
    known = {"membership", "principal", "purpose", "months", "cosigner", "paid_by", "witness", "first_due"}
    read.parts(told, "lending", known)
    cosigner = read.text(told, "cosigner", NAME)
    member = whole(cosigner, 0)  # a member by id, or a name
    months = told.get("months")
    return Lend(
        read.the_id(told, "membership"), read.required(told, "principal", int), read.text(told, "purpose", PURPOSE),
        read.the_id(told, "paid_by"), read.the_id(told, "witness"), None if months is None else read.of(months, "months", int),
        "" if member else cosigner, member or None, _due(told),
    )  # fmt: skip


def _due(told: Told) -> date | None:
    due = told.get("first_due")
    return None if due is None or due == "" else read.day(due, "first_due")


def without_twice(work: Work, day: date, told: MoneyData) -> MoneyData:
    """The money without loans that were handed over on this day already.

    Raises Held for a loan handed over on another day, or lent here with another sum; where a person has looked
    (`work.forced`), these are left out too.
    """
    payouts, lending = list(told.payouts), list(told.lending)
    ids = [one.loan for one in payouts]
    if not lending and not any_handed_over(work.club.pk, ids):
        return told
    rows = Loan.objects.filter(club=work.club, pk__in=ids, paid_out_on__isnull=False)
    paid = {loan.pk: loan for loan in rows.select_related("membership__person")}
    for loan in paid.values():
        if loan.paid_out_on != day and not work.forced:
            raise Held("paid_out_already", say.PAID_OUT_ALREADY, name=called(loan.membership.person, day))
    here = Loan.objects.filter(club=work.club, membership__in=[one.membership for one in lending], asked_on=day)
    lent = {loan.membership_id: loan for loan in here.filter(paid_out_on=day).select_related("membership__person")}
    for one in lending:
        loan = lent.get(one.membership)
        if loan is not None and loan.principal != one.principal and not work.forced:
            raise Held("lent_already", say.LENT_ALREADY, name=called(loan.membership.person, day))
    return replace(
        told, payouts=[one for one in payouts if one.loan not in paid],
        lending=[one for one in lending if one.membership not in lent],
    )  # fmt: skip


@dataclass(frozen=True)
class Split:
    """Money told, divided: what is `left` to write, the lines that stand already, and what somebody must choose."""

    left: MoneyData
    same: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def split(work: Work, about: str, day: date, told: MoneyData) -> Split:
    """Hold the lines of a submission against those that stand for its day."""
    standing = lines_on(work.club.pk, day, told.dues, told.repayments)
    same: list[str] = []
    choices: list[Choice] = []
    left: dict[str, dict[int, int]] = {"dues": {}, "repayments": {}}
    for name, sums in (("dues", told.dues), ("repayments", told.repayments)):
        for pk, amount in sums.items():
            path, rows = f"{name}.{pk}", standing.get(f"{name}.{pk}")
            if rows is None:
                left[name][pk] = amount
            elif sum(row.amount for row in rows) == amount:
                same.append(path)
            else:
                if amount <= 0:
                    raise Problem("sum_not_positive", funds_say.NOT_POSITIVE, field=path)
                if amount > MOST:
                    raise Problem("sum_too_large", funds_say.TOO_LARGE, field=path)
                choices.append(_choice(work, about, path, rows, amount))
    return Split(replace(told, dues=left["dues"], repayments=left["repayments"]), same, choices)


def lines_on(club_id: int, day: date, dues: Iterable[int], repayments: Iterable[int]) -> dict[str, list[Transfer]]:
    """The lines that stand in the books of a day, by path: contributions of members, repayments of loans."""
    if not _any_on(club_id, day):
        return {}
    found: dict[str, list[Transfer]] = defaultdict(list)
    rows = Transfer.objects.filter(club=club_id, day=day, debit__in=(Account.CASH, Account.BANK))
    rows = rows.filter(reverses__isnull=True, reversed_by__isnull=True).order_by("sequence")
    rows = rows.select_related("voucher", "membership__person")
    if dues := list(dues):
        for row in rows.filter(kind=Kind.DUES, membership__in=dues):
            found[f"dues.{row.membership_id}"].append(row)
    if loans := list(repayments):
        for row in rows.filter(kind__in=(Kind.INTEREST, Kind.PRINCIPAL), loan__in=loans):
            found[f"repayments.{row.loan_id}"].append(row)
    return dict(found)


def _any_on(club_id: int, day: date) -> bool:
    """Whether there are such lines at all: asked for every meeting, and nearly always there are none (see `funds.hot`)."""
    with connection.cursor() as cursor:
        cursor.execute(_ANY, [club_id, day.isoformat()])
        return cursor.fetchone() is not None


def _choice(work: Work, about: str, path: str, rows: list[Transfer], amount: int) -> Choice:
    slip = rows[0].voucher
    standing = sum(row.amount for row in rows)
    name, at = _said(work, path, slip)
    first = {"value": standing, "words": vnd(standing), "who": name, "at": at, "day": slip.day.isoformat()}
    member = rows[0].membership
    words = _("Đóng góp của %(name)s, ngày %(day)s") if path.startswith("dues.") else _("%(name)s trả nợ, ngày %(day)s")
    what = words % {"name": called(member.person, slip.day) if member else "", "day": written(slip.day)}
    return work.choice(path, about, what[:1].upper() + what[1:], first, amount, vnd(amount))


def _said(work: Work, path: str, slip: Voucher) -> tuple[str, str]:
    """Who told of a slip and when: of one that came with a submission, when that was made; both sides of a choice say it so."""
    part, _dot, tail = path.partition(".")
    meeting = Meeting.objects.filter(club=work.club, held_on=slip.day).first()
    for submission, _paths in reversed(told_of(meeting) if meeting else []):
        if submission.user_id == slip.by_id and tail in (body_of(submission).get(part) or {}):
            return who(submission), when(submission)
    name = User.objects.filter(pk=slip.by_id).values_list("full_name", flat=True).first() or ""
    return name, slip.recorded_at.isoformat()


def settle(work: Work, choice: Choice, verb: Verb) -> Told:
    """Take the line that stands back and write the other sum in its stead: one act, both slips in the books."""
    name, _dot, tail = choice.key.partition(".")
    day, amount, pk = date.fromisoformat(choice.first["day"]), int(choice.second["value"]), int(tail)
    rows = lines_on(work.club.pk, day, [pk] if name == "dues" else [], [pk] if name != "dues" else []).get(
        choice.key, []
    )
    if sum(row.amount for row in rows) == amount:
        return {}
    meeting = Meeting.objects.filter(club=work.club, held_on=day).values_list("pk", flat=True).first()
    if name == "repayments":
        line = Line(Fund.INCOME, Account.CASH, Account.LOANS, amount, Kind.PRINCIPAL, None, pk)
        entry = Entry(day, line, "", meeting_id=meeting)
    elif rows:
        entry = once_more(rows[0], amount=amount)
    else:
        row = Membership.objects.filter(pk=pk, club=work.club).first()
        if row is None:
            raise Problem("no_member", say.NO_MEMBER)
        return {"slips": [str(collect(work.club, {pk: amount}, day=day, meeting_id=meeting, **work.told).pk)]}
    written_now = put_right(work.club, [row.pk for row in rows], [entry], verb=verb, **work.told)
    return {"slips": [str(slip.pk) for slip in written_now]}
