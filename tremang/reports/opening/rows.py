"""The rows of one club behind a measure. Their amounts add up to it (the numbers of persons of a year aside)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from tremang.clubs.models import LAUNCHED_STATES, FoundingDecision, StateRow
from tremang.facts.contents import CODES, VALUES
from tremang.facts.loading import load_clubs
from tremang.facts.measures import RICH, counted_here, turns
from tremang.funds.models import ASSETS, Account, Fund, Transfer
from tremang.funds.models import Kind as MoneyKind
from tremang.indicators.clubs import standard_on
from tremang.kernel.format import number
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.meetings.models import Meeting
from tremang.members.models import LeaveReason, Membership
from tremang.places.models import Dated, Place
from tremang.reports.opening import circumstances
from tremang.reports.opening.base import Row
from tremang.ui.links import address


def rows_of(measure: str, club: Place, first: date, last: date, *, persons: bool) -> list[Row]:
    """The rows of `club` behind `measure` from `first` to `last`; `persons`: names are shown."""
    if measure in _STOCKS:
        fund, accounts, sign = _STOCKS[measure]
        return _balance(club, fund, accounts, sign, first, last)
    for start, found in _FAMILIES.items():
        if measure.startswith(start):
            return found(measure, club, first, last)
    if measure in circumstances.ROWS:
        return circumstances.ROWS[measure](measure, club, first, last)
    if measure in _MEMBERS:
        return _members(measure, club, last, persons)
    return _ROWS[measure](measure, club, first, last)


def _life(measure: str, club: Place, _first: date, last: date) -> list[Row]:
    states = {"clubs": ("active", "paused"), "clubs_active": ("active",), "clubs_paused": ("paused",)}
    rows = StateRow.objects.filter(Dated.on(last), club=club.pk, state__in=states[measure])
    url = address("clubs:life", club.pk)
    return [Row(row.from_on, str(row.get_state_display()), 1, url) for row in rows[:1]]


def _standard(_measure: str, club: Place, _first: date, last: date) -> list[Row]:
    record = load_clubs([club.pk], last, ("states", "assessments"))[0]
    if not (record.is_active(last) and standard_on(record, last)):
        return []
    return [Row(None, _("Đạt chuẩn theo lần đánh giá gần nhất"), 1, address("web:club", club.pk))]


def _founded(_measure: str, club: Place, first: date, last: date) -> list[Row]:
    rows = FoundingDecision.objects.filter(club=club.pk, decided_on__gte=first, decided_on__lte=last)
    return [
        Row(row.decided_on, _("Quyết định số %(number)s") % {"number": row.number}, 1, address("clubs:life", club.pk))
        for row in rows
    ]


def _meetings(measure: str, club: Place, first: date, last: date) -> list[Row]:
    rows = Meeting.objects.filter(club=club.pk, held_on__gte=first, held_on__lte=last).order_by("held_on")
    said = _("Buổi sinh hoạt, %(present)s trong %(expected)s thành viên dự")
    return [
        Row(
            row.held_on, said % {"present": number(row.present), "expected": number(row.expected)},
            1 if measure == "meetings" else getattr(row, measure), address("meetings:show", row.pk),
        )
        for row in rows
    ]  # fmt: skip


def _contents(measure: str, club: Place, first: date, last: date) -> list[Row]:
    """Meetings that name the content, and activities of its book counted apart from them."""
    what, _sep, code = measure.partition("_")
    index = CODES.index(code)
    record = load_clubs([club.pk], first, ("books",))[0]
    pages = dict(
        Meeting.objects.filter(club=club.pk, held_on__gte=first, held_on__lte=last).values_list("held_on", "pk")
    )
    found = []
    for place in range(bisect_left(record.held, first), bisect_right(record.held, last)):
        if record.contents[place] >> index & 1:
            day, present = record.held[place], record.turnout[place][0]
            words = _("Nội dung của buổi sinh hoạt, %(count)s người dự") % {"count": number(present)}
            found.append(Row(day, words, 1 if what == "done" else present, address("meetings:show", pages[day])))
    book = address(f"{code}:home", club.pk)
    for row in record.done:
        if row.area == index + 1 and first <= row.day <= last and row.is_apart:
            words = _("Hoạt động trong sổ “%(book)s”, %(count)s người") % {
                "book": AREA_LABELS[Area(row.area)], "count": number(row.people),
            }  # fmt: skip
            found.append(Row(row.day, words, 1 if what == "done" else row.people, book))
    return sorted(found, key=lambda row: row.day or date.min)


_AREAS = {key: area for area, key in VALUES.items()}


def _value(measure: str, club: Place, first: date, last: date) -> list[Row]:
    record = load_clubs([club.pk], first, ("books",))[0]
    area = _AREAS[measure]
    url = address(f"{area.name.lower()}:home", club.pk)
    return [
        Row(row.day, _("%(area)s: giá trị đã ghi trong sổ") % {"area": AREA_LABELS[area]}, row.value, url)
        for row in record.done
        if row.area == area and row.value and first <= row.day <= last
    ]


_MEMBERS = ("members", "members_once", "older", "near_older", "women")


def _members(measure: str, club: Place, last: date, persons: bool) -> list[Row]:
    record = load_clubs([club.pk], last, ("members",))[0]
    rows = Membership.objects.filter(club=club.pk, joined_on__lte=last).exclude(leave_reason=LeaveReason.MISTAKE)
    rows = rows.filter(Q(left_on__isnull=True) | Q(left_on__gte=last)).select_related("person")
    names = {row.person_id: row.person.full_name for row in rows}
    found = []
    for member in record.members:
        if not member.joined_on <= last <= member.left_on:
            continue
        others = record.elsewhere.get(member.person_id, ())
        counts = (
            measure == "members"
            or counted_here(record, member, others, last)
            and (measure != "women" or member.sex == "F")
            and (measure != "older" or turns(member, 60) <= last)
            and (measure != "near_older" or turns(member, 55) <= last)
        )
        if counts:
            name = names.get(member.person_id, "") if persons else ""
            url = address("members:person", member.person_id) if persons else ""
            found.append(Row(member.joined_on, name or _("Một thành viên"), 1, url))
    return sorted(found, key=lambda row: (row.day or date.min, row.words))


_FUND = tuple(account.value for account in ASSETS)
_STOCKS: dict[str, tuple[Fund, tuple[str, ...], int]] = {
    "fund_income": (Fund.INCOME, _FUND, 1),
    "fund_activity": (Fund.ACTIVITY, _FUND, 1),
    "outstanding": (Fund.INCOME, (Account.LOANS.value,), 1),
    **{
        f"capital_{account}": (Fund.INCOME, (account,), -1)
        for account in ("state", "sponsor", "project", "care", "members", "kept", "reserve")
    },
}


def _balance(club: Place, fund: Fund, accounts: tuple[str, ...], sign: int, first: date, last: date) -> list[Row]:
    """What stood before the period, then each slip within it."""
    rows = Transfer.objects.filter(club=club.pk, fund=fund.value)
    before = sign * _net(rows.filter(day__lt=first), accounts)
    url = address("funds:home", club.pk)
    found = [Row(first, _("Mang sang từ kỳ trước"), before, url)] if before else []
    return found + _slips(rows.filter(day__gte=first, day__lte=last), accounts, sign, url)


def _existing(_measure: str, club: Place, first: date, last: date) -> list[Row]:
    """The income fund of a club that was not closed on the last day."""
    if load_clubs([club.pk], last, ("states",))[0].state_on(last) not in LAUNCHED_STATES:
        return []
    return _balance(club, Fund.INCOME, _FUND, 1, first, last)


def _net(rows, accounts: tuple[str, ...]) -> int:
    into = rows.filter(debit__in=accounts).aggregate(sum=Sum("amount"))["sum"] or 0
    out = rows.filter(credit__in=accounts).aggregate(sum=Sum("amount"))["sum"] or 0
    return int(into) - int(out)


def _slips(rows, accounts: tuple[str, ...], sign: int, url: str) -> list[Row]:
    """One row for each slip that moved the accounts: by its number and the kind of movement, no names."""
    found: dict[int, list] = {}
    listed = rows.filter(Q(debit__in=accounts) | Q(credit__in=accounts)).order_by("day", "sequence")
    columns = (
        "voucher",
        "voucher__series",
        "voucher__number",
        "voucher__year",
        "day",
        "kind",
        "debit",
        "credit",
        "amount",
    )
    for voucher, series, number_, year, day, kind, debit, credit, amount in listed.values_list(*columns):
        change = sign * amount * ((debit in accounts) - (credit in accounts))
        entry = found.setdefault(voucher, [day, f"{series}-{number_}/{year}", MoneyKind(kind).label, 0])
        entry[3] += change
    return [
        Row(day, _("Phiếu %(number)s: %(kind)s") % {"number": label, "kind": kind}, change, url)
        for day, label, kind, change in found.values()
        if change
    ]


def _lent(measure: str, club: Place, first: date, last: date) -> list[Row]:
    """Loans paid out; one taken back stands below zero."""
    rows = Transfer.objects.filter(
        Q(debit=Account.LOANS) | Q(credit=Account.LOANS), club=club.pk, fund=Fund.INCOME, kind=MoneyKind.PAYOUT,
        day__gte=first, day__lte=last,
    ).select_related("voucher").order_by("day", "sequence")  # fmt: skip
    url = address("funds:home", club.pk)
    found = []
    for row in rows:
        sign = 1 if row.debit == Account.LOANS else -1
        words = _("Phiếu %(number)s: %(kind)s") % {"number": row.voucher.label, "kind": MoneyKind.PAYOUT.label}
        found.append(Row(row.day, words, sign * (1 if measure == "borrowers" else row.amount), url))
    return found


def _taken(measure: str, club: Place, first: date, last: date) -> list[Row]:
    """Contributions and gifts in money, of both funds."""
    rows = Transfer.objects.filter(club=club.pk, fund__in=[Fund.INCOME, Fund.ACTIVITY], day__gte=first, day__lte=last)
    return _slips(rows, (Account(measure).value,), -1, address("funds:home", club.pk))


def _rich(_measure: str, club: Place, _first: date, last: date) -> list[Row]:
    held = _net(Transfer.objects.filter(club=club.pk, fund=Fund.INCOME, day__lte=last), _FUND)
    record = load_clubs([club.pk], last, ("states",))[0]
    if held < RICH or not record.is_active(last):
        return []
    return [Row(last, _("Quỹ tăng thu nhập từ 100.000.000 đ"), 1, address("funds:home", club.pk))]


_FAMILIES: dict[str, Callable[..., list[Row]]] = {
    "done_": _contents, "took_": _contents, "persons_": _contents,
}  # fmt: skip
_ROWS: dict[str, Callable[..., list[Row]]] = {
    "clubs": _life, "clubs_active": _life, "clubs_paused": _life, "clubs_standard": _standard, "founded": _founded,
    "meetings": _meetings, "present": _meetings, "expected": _meetings, "value_selfhelp": _value,
    "value_resources": _value, "lent": _lent, "borrowers": _lent, "dues": _taken, "gifts": _taken, "clubs_fund_100m": _rich,
    "fund_existing": _existing,
}  # fmt: skip
