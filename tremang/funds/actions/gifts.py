"""The Sổ Tấm lòng vàng, and what the fund holds in kind beside its ledger."""

from dataclasses import dataclass
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.sheet import MOST, Line, Sheet, made_once, say_the_same, written_once
from tremang.funds.actions.slips import HOLDS_MONEY
from tremang.funds.models import CAPITAL, Account, Fund, Gift, Kind, KindCapital
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.models import Membership


@dataclass(frozen=True)
class Giving:
    """A gift as it is told. `amount` in đồng: the money, or the estimate of what was given in kind (`what`)."""

    amount: int
    donor: str = ""
    is_anonymous: bool = False
    membership: Membership | None = None
    fund: Fund = Fund.ACTIVITY
    what: str = ""
    purpose: str = ""
    into: Account = Account.CASH

    @property
    def named(self) -> str:
        """Who gave, as the book says it; "" where nobody is to be named."""
        if self.is_anonymous:
            return ""
        return clean(self.donor) or (self.membership.person.full_name if self.membership else "")


def give(
    club: Club, giving: Giving, *, on: date, by: User, today: date, meeting_id: int | None = None, once: str = ""
) -> Gift:
    """A gift in money comes in by its slip, one in kind stands in the gift book alone.

    `once` is the key of the form: sent twice it writes once. Raises Conflict where it wrote something else before.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    _check(club, giving, on, today)
    donor = giving.named
    with writing(club.pk):
        gift = Gift(
            club=club, on=on, donor=donor[:120], is_anonymous=giving.is_anonymous, fund=giving.fund,
            membership=None if giving.is_anonymous else giving.membership, amount=giving.amount,
            what=clean(giving.what)[:120], purpose=clean(giving.purpose)[:200], by_id=by.pk,
        )  # fmt: skip
        first, gift.pk = _given_before(gift, giving.into, once)
        if first is not None:
            return first
        sheet = Sheet(club, by=by, today=today)
        if not giving.what:
            words = str(say.GIFT_FROM % {"donor": donor} if donor else say.GIFT_UNNAMED)
            if purpose := clean(giving.purpose):
                words = f"{words}: {purpose}"
            line = Line(giving.fund, giving.into, Account.GIFTS, giving.amount, Kind.GIFT, gift.membership_id)
            gift.voucher = sheet.slip(on, words, [line], who=donor, meeting_id=meeting_id, once=once)
        sheet.journal.create(gift)
        told = {"donor": donor or str(say.GIFT_UNNAMED), "amount": giving.amount, "what": gift.what, "on": on}
        sheet.note("give_in_kind" if gift.what else "give_money", gift, told, since=on)
    return gift


def _given_before(gift: Gift, into: Account, once: str) -> tuple[Gift | None, int]:
    """The gift that the form with this key wrote before, if it did, and the id for `gift`, which is to be written.

    Raises Conflict where the one before says anything else than `gift`, or came `into` another place.
    """
    if gift.what:
        first, pk = made_once(Gift, gift.club_id, once)
        if first is not None and not say_the_same(first, gift):
            raise Conflict("written_already", say.GIVEN_ALREADY, what=first.what or vnd(first.amount))
        return first, pk
    slip = written_once(gift.club_id, once, gift.amount)
    if slip is None:
        return None, new_id()
    first = Gift.objects.select_related("voucher").filter(voucher=slip, voucher__transfers__debit=into).first()
    if first is None or not say_the_same(first, gift, "voucher_id"):
        raise Conflict("written_already", say.WRITTEN_ALREADY, slip=slip.label)
    return first, first.pk


def _check(club: Club, giving: Giving, on: date, today: date) -> None:
    if on > today:
        raise Problem("future", say.FUTURE, field="on", day=written(on))
    if club.launched_on is None:
        raise Problem("not_launched", say.NOT_LAUNCHED, field="on")
    if on < club.launched_on:
        raise Problem("before_launch", say.BEFORE_LAUNCH, field="on", day=written(club.launched_on))
    if not giving.is_anonymous and not giving.named:
        raise Problem("no_donor", say.NO_DONOR, field="donor")
    if giving.membership and giving.membership.club_id != club.pk:
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="membership")
    if giving.into not in HOLDS_MONEY:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="into")
    if giving.amount > MOST:
        raise Problem("sum_too_large", say.TOO_LARGE, field="amount")
    if giving.amount < 0 or (giving.amount == 0 and not giving.what):
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="amount")


def drop_gift(gift: Gift, *, by: User, today: date) -> Event:
    """Remove a gift in kind that was written by mistake; the event keeps it. Money goes back by its slip."""
    require(by, Verb.KEEP_MONEY, gift.club.place, today)
    if gift.voucher_id is not None:
        raise Problem("not_in_kind", say.NOT_IN_KIND)
    with writing(gift.club_id):
        sheet = Sheet(gift.club, by=by, today=today)
        sheet.drop(gift)
        told = {"what": gift.what, "donor": gift.donor, "on": gift.on}
        return sheet.note("drop_gift", gift, told, since=gift.on)


@dataclass(frozen=True)
class InKind:
    """Capital or a loan in kind: what, how many, its estimate in đồng, whose it was, who keeps it."""

    what: str
    value: int
    source: Account
    quantity: str = ""
    document: str = ""
    holder: Membership | None = None


def keep_in_kind(club: Club, thing: InKind, *, from_on: date, by: User, today: date, once: str = "") -> KindCapital:
    """Register something that the fund holds in kind, from a day on. `once` as in `give`."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    if from_on > today:
        raise Problem("future", say.FUTURE, field="from_on", day=written(from_on))
    if not clean(thing.what):
        raise Problem("no_kind", say.NO_KIND, field="what")
    if thing.source not in CAPITAL:
        raise Problem("wrong_account", say.WRONG_ACCOUNT, field="source")
    if not 0 <= thing.value <= MOST:
        raise Problem("sum_too_large", say.TOO_LARGE, field="value")
    if thing.holder and thing.holder.club_id != club.pk:
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="holder")
    with writing(club.pk):
        first, pk = made_once(KindCapital, club.pk, once)
        row = KindCapital(
            pk=pk, club=club, from_on=from_on, what=clean(thing.what)[:120], quantity=clean(thing.quantity)[:60],
            value=thing.value, source=thing.source, document=clean(thing.document)[:120], holder=thing.holder,
            by_id=by.pk,
        )  # fmt: skip
        if first is not None:
            if not say_the_same(first, row, "to_on"):  # that it ended since changes nothing of what was written
                raise Conflict("written_already", say.GIVEN_ALREADY, what=first.what)
            return first
        sheet = Sheet(club, by=by, today=today)
        sheet.journal.create(row)
        told = {"what": row.what, "quantity": row.quantity, "value": row.value, "from_on": from_on}
        sheet.note("keep_in_kind", row, told, since=from_on)
    return row


def end_in_kind(row: KindCapital, on: date, *, by: User, today: date) -> Event:
    """The last day on which the fund holds the thing: it was sold, given back, lost."""
    require(by, Verb.KEEP_MONEY, row.club.place, today)
    if on > today:
        raise Problem("future", say.FUTURE, field="to_on", day=written(on))
    if on < row.from_on:
        raise Problem("ends_first", say.ENDS_FIRST, field="to_on", day=written(row.from_on))
    with writing(row.club_id):
        sheet = Sheet(row.club, by=by, today=today)
        sheet.journal.update(row, to_on=on)
        return sheet.note("end_in_kind", row, {"what": row.what, "to_on": on}, since=on)


def drop_in_kind(row: KindCapital, *, by: User, today: date) -> Event:
    """Remove an entry of the register that was written by mistake; the event keeps it."""
    require(by, Verb.KEEP_MONEY, row.club.place, today)
    with writing(row.club_id):
        sheet = Sheet(row.club, by=by, today=today)
        sheet.drop(row)
        return sheet.note("drop_in_kind", row, {"what": row.what, "from_on": row.from_on}, since=row.from_on)
