"""Records made by hand, as small as the clause under test allows."""

from datetime import date
from typing import Any

from tremang.indicators.base import Standing
from tremang.indicators.records import FAR, ClubRecord, CommuneRecord, Done, Member, OfficialRecord, Phase
from tremang.indicators.registry import indicators
from tremang.kernel.periods import month_of

ALL = Phase("ALL", date(2026, 1, 1), date(2035, 12, 31))
P1 = Phase("P1", date(2026, 1, 1), date(2030, 12, 31))
P2 = Phase("P2", date(2031, 1, 1), date(2035, 12, 31))
DAY = date(2026, 9, 23)
FULL = 0xFF


def club(
    launched: date | None = date(2024, 3, 29), state: str = "active", since: date | None = None, **parts: Any
) -> ClubRecord:  # fmt: skip
    """A club that has been in `state` since `since` (default: its launch); `parts` fill the record."""
    record = ClubRecord(1, launched_on=launched)
    first = since or launched
    if launched and first != launched:
        record.states.append((launched, date.fromordinal(first.toordinal() - 1), "active"))
    if first:
        record.states.append((first, FAR, state))
    for name, value in parts.items():
        setattr(record, name, value)
    return record


def met(record: ClubRecord, *meetings: tuple[date, int] | tuple[date, int, int, int]) -> ClubRecord:
    """Add meetings: day, contents, and themes and own themes where the clause asks."""
    for held_on, contents, *themes in sorted(meetings):
        record.held.append(held_on)
        record.contents.append(contents)
        record.themes.append(themes[0] if themes else 0)
        record.own_themes.append(themes[1] if themes else 0)
        record.turnout.append((1, 1))
    return record


def wrote(record: ClubRecord, *acts: tuple[date, int] | tuple[date, int, int, int]) -> ClubRecord:
    """Add activities of the books: day, content, and themes and own themes where the clause asks."""
    for number, (day, area, *themes) in enumerate(sorted(acts)):
        record.done.append(Done(number, day, area, 1, 0, 0, True))
        record.covered[month_of(day)] = record.covered.get(month_of(day), 0) | 1 << (area - 1)
        if themes:
            record.themed_on.append(day)
            record.book_themes.append(themes[0])
            record.book_own_themes.append(themes[1])
    return record


def member(person: int, joined: date, born: date | int = 1950, sex: str = "F", left: date = FAR) -> Member:
    """A membership of somebody whose birth is a day or only a year."""
    is_year = isinstance(born, int)
    return Member(person, joined, left, sex, born if is_year else born.year, None if is_year else born)


def commune(**parts: Any) -> CommuneRecord:
    """A commune whose catalogue of hamlets is counted."""
    record = CommuneRecord(9, "09715", is_counted=True)
    for name, value in parts.items():
        setattr(record, name, value)
    return record


def official(number: int, *courses: date, first: date = date(2026, 1, 1), last: date = FAR) -> OfficialRecord:
    """An official on the list with the days of his courses."""
    return OfficialRecord(number, first, last, list(courses))


def ask(code: str, record: Any, day: date = DAY, phase: Any = P1) -> list[Standing]:
    """What the rule of `code` says."""
    return list(indicators()[code].rule(record, day, phase))


def one(code: str, record: Any, day: date = DAY, phase: Any = P1) -> Standing:
    """The only thing the rule says."""
    (standing,) = ask(code, record, day, phase)
    return standing


def tally(code: str, record: Any, day: date = DAY, phase: Any = P1) -> tuple[int, int]:
    """Numerator and denominator."""
    return indicators()[code].tally(record, day, phase)[:2]
