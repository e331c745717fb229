"""Members with a need who were lent to or took part in an income activity (I.2.3.a, last line)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.clubs import counted_here, lapses, turns
from tremang.indicators.records import ClubRecord, Elsewhere, Need, Phase
from tremang.kernel.periods import add_months, year_window

NEED_COUNTS_FOR = 24  # months


def _active_elsewhere(others: list[Elsewhere], day: date) -> list[Elsewhere]:
    return [
        other
        for other in others
        if other.joined_on <= day <= other.left_on and any(first <= day <= last for first, last in other.active)
    ]


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Persons with a running membership of an active club and a need of the 24 months up to the day, not withdrawn.

    `supports` holds what was entered by hand, every loan paid out by the club's books, and each activity of content 1 in
    which the person took part by name.
    """
    if not club.needs or not club.is_active(day):
        return
    since, supported_since = add_months(day, -NEED_COUNTS_FOR), year_window(day)
    seen: set[int] = set()
    told = club.needs
    for member in [one for one in club.members if one.person_id in told]:  # most have told no need
        person = member.person_id
        if person in seen or not member.joined_on <= day <= member.left_on or not _has_told(told[person], since, day):
            continue
        seen.add(person)
        others = club.elsewhere.get(person)
        if others and not counted_here(club.id, member.joined_on, _active_elsewhere(others, day)):
            continue
        latest = _latest(club.supports.get(person, ()), day)
        if latest is None:
            yield Standing(person, False, True, "never", gap=2)
        elif latest >= supported_since:
            yield Standing(person, True)
        else:
            yield Standing(person, False, True, "long_ago", gap=1)


def _has_told(needs: Iterable[Need], since: date, day: date) -> bool:
    for need in needs:  # noqa: SIM110 - a generator for each person takes twice as long
        if since < need.declared_on <= day < need.withdrawn_on:
            return True
    return False


def _latest(days: Iterable[date], day: date) -> date | None:
    latest = None
    for one in days:
        if one <= day and (latest is None or one > latest):
            latest = one
    return latest


def moments(club: ClubRecord) -> Iterator[date]:
    """Where a stage of the club's life, or of one with a need his membership, his need or a support of his, begins or ends."""
    for from_on, to_on, _state in club.states:
        yield from turns(from_on, to_on)
    told = club.needs
    for member in club.members:
        if member.person_id in told:
            yield from turns(member.joined_on, member.left_on)
    for person, needs in told.items():
        for need in needs:
            yield need.declared_on
            yield need.withdrawn_on
            yield from lapses(need.declared_on, NEED_COUNTS_FOR)
        for given_on in club.supports.get(person, ()):
            yield given_on
            yield from lapses(given_on, 12)
        for other in club.elsewhere.get(person, ()):
            yield from turns(other.joined_on, other.left_on)
            for first, last in other.active:
                yield from turns(first, last)


INDICATOR = Indicator(
    code="needs_supported",
    number=14,
    title=_("Thành viên có nhu cầu được vay vốn hoặc tham gia hoạt động tăng thu nhập"),
    short=_("Thành viên có nhu cầu được hỗ trợ"),
    plan_ref="I.2.3.a",
    quote=_(
        "50% thành viên của câu lạc bộ liên thế hệ tự giúp nhau có nhu cầu được hỗ trợ vay vốn hoặc tham gia hoạt động "
        "tăng thu nhập, cải thiện đời sống."
    ),
    counted_as=_(
        "Trong 12 tháng qua được vay vốn (theo sổ quỹ) hoặc tham gia hoạt động tăng thu nhập (có tên trong sổ nội dung 1)."
    ),
    denominator_is=_("Thành viên của câu lạc bộ đang hoạt động, có nhu cầu khai trong 24 tháng qua và chưa rút."),
    not_counted=_("Thành viên không khai nhu cầu, hoặc đã rút."),
    convention=_("Người ở hai câu lạc bộ tính một lần, ở nơi vào trước."),
    unit=Unit.PERSON,
    level=Level.CLUB,
    rule=rule,
    moments=moments,
    reasons={
        "long_ago": gettext_noop("Được hỗ trợ đã quá 12 tháng."),
        "never": gettext_noop("Chưa được hỗ trợ lần nào."),
    },
)
