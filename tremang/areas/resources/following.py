"""What the book does when the funds write or take back what was given: the same act, the same event.

The gift book of the funds is written at the meeting, on its own page and here; slips are taken back on four pages. All go
through `funds.actions.sheet.Sheet`, which calls `follow` before it tells its event.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from tremang.areas.common.models import Activity, Counted, Participant
from tremang.areas.resources.models import Earning, GivenLine
from tremang.funds.actions.sheet import Sheet
from tremang.funds.models import Account, Gift, Kind, Transfer, Voucher
from tremang.kernel.events import key
from tremang.meetings.areas import Area

GIVEN = "given"
COUNTED = (Kind.GIFT, Kind.CAPITAL)


def follow(sheet: Sheet) -> date | None:
    """Make the book follow an act on the funds; returns the earliest day that it changed, None where it changed nothing."""
    days = [_add(sheet, told, voucher=voucher) for voucher, rows in sheet.slips if (told := money_given(voucher, rows))]
    for row in list(sheet.journal.touched.values()):
        if isinstance(row, Gift) and row.voucher_id is None and sheet.journal.before[key(row)] is None:
            days.append(_add(sheet, thing_given(row), gift=row))
    days += _taken_back(sheet)
    return min(days, default=None)


def money_given(voucher: Voucher, rows: Iterable[Transfer]) -> Counted | None:
    """What a slip counts as, where it brought a gift or capital; the donor's name stays in the gift book."""
    given = [row for row in rows if row.kind in COUNTED and row.reverses_id is None]
    if not given or voucher.reverses_id is not None:
        return None
    first = given[0]
    is_gift = first.kind == Kind.GIFT
    words = _("Nhận ủng hộ bằng tiền") if is_gift else _("Nhận vốn: %(source)s") % {"source": _label(first.credit)}
    return counted_given(voucher.day, words, sum(row.amount for row in given), first.membership_id)


def _label(account: str) -> str:
    words = str(Account(account).label)
    return words[:1].lower() + words[1:]


def thing_given(gift: Gift) -> Counted:
    """What a gift in kind counts as, with its estimate."""
    return counted_given(gift.on, _("Nhận ủng hộ: %(what)s") % {"what": gift.what}, gift.amount, gift.membership_id)


def counted_given(day: date, words: str, value: int, member: int | None) -> Counted:
    """What something given counts as: with the meeting of its day where that names this content, never beside it."""
    named = [] if member is None else [member]
    return Counted(GIVEN, Area.RESOURCES, day, words, named, outsiders=1 - len(named), value=value, at_meeting=True)


def _add(sheet: Sheet, told: Counted, *, voucher: Voucher | None = None, gift: Gift | None = None) -> date:
    club = sheet.club
    activity = Activity(club=club, by_id=sheet.by.pk, **told.columns())
    sheet.journal.create(activity)
    for member in told.members:
        sheet.journal.create(Participant(club=club, activity=activity, membership_id=member))
    sheet.journal.create(GivenLine(club=club, voucher=voucher, gift=gift, activity=activity))
    return told.day


def _taken_back(sheet: Sheet) -> list[date]:
    """What was given and is taken back counts no more; what was earned together waits for its money again."""
    slips = {voucher.reverses_id for voucher, _rows in sheet.slips} - {None}
    lines = {row.reverses_id for _voucher, rows in sheet.slips for row in rows if row.kind in COUNTED} - {None}
    gifts = [int(name.partition(":")[2]) for name in sheet.dropped if name.startswith(f"{Gift._meta.label_lower}:")]
    days: list[date] = []
    if slips:
        for earning in Earning.objects.filter(voucher__in=slips):
            sheet.journal.update(earning, voucher=None)
            days.append(earning.on)
    if lines:
        slips |= set(Transfer.objects.filter(pk__in=lines).values_list("voucher", flat=True))
    gone = [*GivenLine.objects.filter(voucher__in=slips).select_related("activity")] if slips else []
    gone += [*GivenLine.objects.filter(gift__in=gifts).select_related("activity")] if gifts else []
    for line in gone:
        sheet.drop(line)
        for row in Participant.objects.filter(activity=line.activity_id):
            sheet.drop(row)
        sheet.drop(line.activity)
        days.append(line.activity.day)
    return days
