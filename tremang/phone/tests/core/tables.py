"""What Python reckons, printed for the phone's tests: sums in words, days as typed, the lunar calendar, names, boxes."""

import random
from datetime import date, timedelta
from typing import Any

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from tremang.agenda.likely import following_day
from tremang.areas.culture.ages import Birth
from tremang.clubs.days import is_tet, lunar_words, next_day
from tremang.clubs.models import Club
from tremang.funds.box import Box, Line
from tremang.funds.likely import likely
from tremang.funds.mistakes import cases
from tremang.kernel.days import read_day
from tremang.kernel.format import day, longday, vnd
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, fold, sort_key
from tremang.kernel.words import in_words

TODAY = date(2026, 9, 23)
TYPED_DAYS = """
5/9|05/09|25-9-2026|25.9.26|2026-09-25|2026-9-5|5 9|31/4|30/2/2026|29/2/2024|29/2/2025|29/2|1/13|0/5|32/1|5/9/52
5/9/1952|1/1/1879|1/1/2201|hôm qua||23/9|24/9|22/9|5/9/2026/1|5//9|5 / 9 / 2026|2026-13-01|00/00|1.1|31/12|1/1|12-12
""".replace("\n", "|").split("|")  # fmt: skip
NAMES = """
Trần Thị Lụa|Nguyễn Văn An|Nguyễn Văn Ân|Nguyễn Văn Ẩn|Nguyễn Văn Ấn|Lê Thị Ánh|Đặng Đình Đức|Dương Dung|Đỗ Thị Dung
Phạm Thị Ướt|Phạm Thị Ước|Hồ  Thị   Hợi|Ô Hô|Bùi Thị Ỷ|Bùi Thị Y|Vũ Thị Yến|Vương Thị Oanh|Võ Thị Ớt|Đoàn Văn Đoàn
Lò Văn Páo|Giàng A Sùng|Nguyễn Thị Hoà|Nguyễn Thị Hòa|Trần Hùynh|Trần Huỳnh|ÂU THỊ ẢNH|a|Ă|Â|B|C|D|Đ|E|Ê|Mai Thị Jean
Lê Wally Fox|Y Moan Ênuôl|H'Hen Niê|Trần\tThị\nLụa|Phùng Thị Tư 2|O'Neil Hà
""".replace("\n", "|").split("|")  # fmt: skip


def everything() -> dict[str, Any]:
    """All tables by name; plain JSON."""
    return {
        "today": TODAY.isoformat(), "words": _words(),
        "days": [_typed_day(text, ahead) for text in TYPED_DAYS for ahead in (False, True)], "written": _written(), "lunar": _lunar(),
        "solar": _solar(), "meeting_days": _meeting_days(), "birthdays": _birthdays(), "names": _names(), "boxes": _boxes(),
    }  # fmt: skip


def _words() -> list[list[Any]]:
    dice = random.Random(6)
    sums = [
        *range(130),
        1_000,
        1_001,
        1_005,
        10_015,
        21_000,
        105_000,
        1_000_005,
        1_050_000,
        2_505_000,
        10**9,
        10**9 + 1,
        10**12,
        2 * 10**12 + 5,
    ]
    sums += [dice.randrange(10 ** dice.randint(3, 13)) for _each in range(300)] + [
        dice.randrange(10_000) * 1_000 for _each in range(100)
    ]
    return [[amount, in_words(amount), vnd(amount)] for amount in sums]


def _typed_day(text: str, ahead: bool) -> dict[str, Any]:
    try:
        return {"text": text, "ahead": ahead, "day": read_day(text, TODAY, ahead=ahead).isoformat()}
    except Problem as problem:
        return {"text": text, "ahead": ahead, "code": problem.code, "sentence": str(problem)}


def _written() -> list[list[str]]:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in range(0, 400, 3)]
    return [[each.isoformat(), day(each), longday(each)] for each in days]


def _all_days(first: int, last: int) -> list[date]:
    begin = date(first, 1, 1)
    return [begin + timedelta(days=each) for each in range((date(last, 12, 31) - begin).days + 1)]


def _lunar() -> list[list[Any]]:
    found = []
    for each in _all_days(2020, 2040):
        lunar = solar_to_lunar(each)
        found.append(
            [each.isoformat(), lunar.day, lunar.month, lunar.year, lunar.leap, lunar_words(each), is_tet(each)]
        )
    return found


def _solar() -> list[list[Any]]:
    return [
        [year, month, number, lunar_to_solar(LunarDate(number, month, year)).isoformat()]
        for year in range(1930, 2060, 3) for month in range(1, 13) for number in (1, 15, 29)
    ]  # fmt: skip


def _meeting_days() -> list[list[Any]]:
    """[day of the club, by the moon, a day, the first meeting from it on, the next one after a meeting held on it]."""
    return [
        [
            number, by_lunar, since.isoformat(), next_day(number, by_lunar, since).isoformat(),
            following_day(Club(meeting_day=number, meets_by_lunar=by_lunar), since).isoformat(),
        ]
        for number in (1, 5, 15, 25, 30, 31) for by_lunar in (False, True) for since in _all_days(2025, 2027)[:: 9]
        if number <= 30 or not by_lunar
    ]  # fmt: skip


def _birthdays() -> list[list[Any]]:
    since, until = date(2026, 1, 1), date(2027, 12, 31)
    born = [date(1930, 1, 1) + timedelta(days=97 * each) for each in range(150)]
    return [
        [each.isoformat(), [on.isoformat() for on in Birth(each.year, each).lunar_days(since, until)]] for each in born
    ]


def _names() -> list[list[str]]:
    return [[name, clean(name), fold(name), sort_key(name)] for name in NAMES]


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key, "kind": line.kind.value, "amount": line.amount, "who": line.who, "expected": line.expected,
        "absent": line.absent,
    }  # fmt: skip


def _box(box: Box) -> dict[str, Any]:
    return {
        "lines": [_line(line) for line in box.lines], "counted": box.counted, "book": box.book,
        "waiting": [_line(line) for line in box.waiting], "notes": {str(value): n for value, n in box.notes.items()},
        "usual": {kind.value: list(sums) for kind, sums in box.usual.items()}, "otherGap": box.other_gap,
        "otherLines": [_line(line) for line in box.other_lines],
    }  # fmt: skip


def _boxes() -> list[dict[str, Any]]:
    found = []
    for case in cases(400, seed=6):
        causes = [
            {"why": cause.why.value, "kind": cause.kind.value if cause.kind else None, "keys": list(cause.keys), "weight": cause.weight}
            for cause in likely(case.box)[:8]
        ]  # fmt: skip
        found.append({"box": _box(case.box), "why": case.why.value, "key": case.key, "causes": causes})
    return found
