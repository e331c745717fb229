"""Meetings that went right, and one mistake made in each: what `tremang box-hunt` lets `funds.likely` look for.

This file must not share code or numbers with `likely` or `slips`: it makes mistakes as people make them, and knows
nothing of how they are found. Each case is a meeting whose truth is made up first (who brought what, which notes lay in
the box in the end), then exactly one mistake is made in the book, or in the count.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tremang.funds.box import Box, Kind, Line, Why

NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
BOUGHT = ("Chè, nước", "Photo tài liệu", "Thăm ốm", "Quà mừng thọ", "Loa đài", "Phúng viếng", "Thuê phông bạt")
SOLD = ("Bán rau sạch", "Bán phế liệu", "Lãi tiền gửi", "Quỹ thôn hỗ trợ")


@dataclass(frozen=True)
class Case:
    """A box as the treasurer sees it, and the truth: which mistake was made at which line (see `funds.box`)."""

    box: Box
    why: Why
    key: str


@dataclass
class Meeting:
    """What really happened, and what was waited for in vain, in one box."""

    opening: int
    lines: list[Line]
    waiting: list[Line]
    usual: dict[Kind, list[int]]
    other: list[Line]

    @property
    def cash(self) -> int:
        """What really lies in the box in the end."""
        return self.opening + sum(line.effect for line in self.lines)


def cases(count: int, seed: int) -> Iterator[Case]:
    """`count` meetings with one mistake each, the kinds of mistakes as often as `MAKERS` says."""
    dice = random.Random(seed)
    kinds = [why for why, (share, _make) in MAKERS.items() for _each in range(share)]
    made = 0
    while made < count:
        case = MAKERS[why := dice.choice(kinds)][1](dice, meeting(dice))
        if case is not None and case.box.gap:
            assert case.why == why  # noqa: S101 - a maker that makes another mistake would spoil the score
            made += 1
            yield case


def meeting(dice: random.Random) -> Meeting:
    """A meeting of a club of 40 to 70, as one of its boxes saw it."""
    due = dice.choice((5_000, 10_000, 10_000, 20_000, 20_000, 30_000, 50_000))
    lines: list[Line] = []
    waiting: list[Line] = []
    for number in range(dice.randint(40, 70)):
        away = dice.random() < 0.15
        line = Line(f"d{number}", Kind.DUES, due, f"Thành viên {number}", due, away)
        if dice.random() < (0.25 if away else 0.96):
            months = dice.choices((1, 2, 3), (90, 7, 3))[0]
            lines.append(replace(line, amount=due * months))
        else:
            waiting.append(line)
    for number in dice.sample(range(70), dice.randint(3, 12)):
        principal = dice.choice((250_000, 300_000, 400_000, 500_000, 600_000, 833_000, 1_000_000))
        scheduled = principal + dice.randint(2, 12) * dice.choice((1_000, 2_000, 5_000))
        line = Line(f"r{number}", Kind.REPAYMENT, scheduled, f"Thành viên {number}", scheduled, dice.random() < 0.1)
        if dice.random() < 0.85:
            paid = scheduled if dice.random() < 0.85 else scheduled + dice.choice((100_000, 200_000, 500_000))
            lines.append(replace(line, amount=paid))
        else:
            waiting.append(line)
    lines += [_spent(dice, f"s{number}") for number in range(dice.randint(1, 4))]
    lines += [
        Line(f"i{number}", Kind.INCOME, dice.randint(5, 80) * 10_000, dice.choice(SOLD))
        for number in range(dice.randint(0, 2))
    ]
    lines += [
        Line(f"g{number}", Kind.GIFT, dice.choice((100_000, 200_000, 300_000, 500_000, 1_000_000)), f"Ông bà {number}")
        for number in range(dice.randint(0, 2))
    ]
    for number in range(dice.choice((0, 0, 1, 1, 2))):
        line = Line(f"p{number}", Kind.PAYOUT, dice.randint(6, 20) * 500_000, f"Người vay {number}")
        (lines if dice.random() < 0.8 else waiting).append(line)
    usual = {
        Kind.SPENDING: [_spent(dice, "").amount for _each in range(dice.randint(6, 16))],
        Kind.INCOME: [dice.randint(5, 80) * 10_000 for _each in range(dice.randint(0, 5))],
        Kind.GIFT: [dice.choice((100_000, 200_000, 500_000)) for _each in range(dice.randint(0, 4))],
    }
    other = [_spent(dice, f"o{number}") for number in range(dice.randint(1, 3))]
    paid_out = sum(line.amount for line in lines if line.kind.sign < 0)
    return Meeting(paid_out + dice.randint(100, 6_000) * 1_000, lines, waiting, usual, other)


def _spent(dice: random.Random, key: str) -> Line:
    step = dice.choice((5_000, 10_000, 10_000, 50_000))
    return Line(key, Kind.SPENDING, step * dice.randint(2, 16), dice.choice(BOUGHT))


def broken_down(dice: random.Random, amount: int) -> dict[int, int]:
    """A sum in notes as they lie in a club's box: not the fewest, and many small ones."""
    left, found = amount, {}
    for value in NOTES[:-1]:
        most = left // value
        number = most if value <= 5_000 else int(most * dice.uniform(0.3, 1.0))
        if number:
            found[value] = number
            left -= number * value
    if left >= 1_000:
        found[1_000] = left // 1_000
    return found


def seen(
    dice: random.Random, went: Meeting, written: list[Line], *, waiting: list[Line] | None = None, **more: object
) -> Box:  # fmt: skip
    """The box of a meeting that went as `went` while `written` stands in its book."""
    return Box(
        lines=written, counted=went.cash, book=went.opening + sum(line.effect for line in written),
        waiting=went.waiting if waiting is None else waiting, notes=broken_down(dice, went.cash), usual=went.usual,
        **({"other_lines": went.other} | more),  # type: ignore[arg-type]
    )  # fmt: skip


def _one(dice: random.Random, lines: list[Line], *kinds: Kind) -> Line | None:
    """A line of these kinds by chance; a kind is chosen first, so that the many dues do not drown the rest."""
    there = sorted({line.kind for line in lines if not kinds or line.kind in kinds})
    if not there:
        return None
    kind = dice.choice(there)
    return dice.choice([line for line in lines if line.kind == kind])


def _instead(lines: list[Line], line: Line, *others: Line) -> list[Line]:
    return [other for each in lines for other in (others if each is line else (each,))]


def not_done(dice: random.Random, went: Meeting) -> Case | None:
    """Somebody who brought nothing was ticked all the same; a pay-out was written and not made."""
    line = _one(dice, went.waiting)
    if line is None:
        return None
    waiting = [each for each in went.waiting if each is not line]
    return Case(seen(dice, went, [*went.lines, line], waiting=waiting), Why.NOT_DONE, line.key)


def not_written(dice: random.Random, went: Meeting) -> Case | None:
    """Somebody brought what was due and was not ticked; a loan was handed over and not written."""
    line = _one(dice, went.lines, Kind.DUES, Kind.REPAYMENT, Kind.PAYOUT)
    if line is None or (line.expected is not None and line.amount != line.expected):
        return None
    return Case(seen(dice, went, _instead(went.lines, line), waiting=[*went.waiting, line]), Why.NOT_WRITTEN, line.key)


def twice(dice: random.Random, went: Meeting) -> Case | None:
    """One thing was written twice."""
    line = _one(dice, went.lines, Kind.REPAYMENT, Kind.SPENDING, Kind.INCOME, Kind.GIFT)
    if line is None:
        return None
    return Case(seen(dice, went, [*went.lines, replace(line, key=f"{line.key}x")]), Why.TWICE, line.key)


def digits(dice: random.Random, went: Meeting) -> Case | None:
    """A sum was written with a zero too many or too few, two digits exchanged, one doubled, lost or misread."""
    line = _one(dice, went.lines, Kind.REPAYMENT, Kind.SPENDING, Kind.INCOME, Kind.GIFT, Kind.PAYOUT)
    if line is None:
        return None
    text = str(line.amount)
    head = len(text.rstrip("0"))
    place = dice.randrange(head)
    how = dice.choices(("zero more", "zero less", "exchange", "double", "lose", "misread"), (3, 3, 3, 1, 1, 2))[0]
    if how == "zero more":
        wrong = text + "0"
    elif how == "zero less":
        wrong = text.removesuffix("0")
    elif how == "exchange" and place + 1 < len(text):
        wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    elif how == "double":
        wrong = text[: place + 1] + text[place] + text[place + 1 :]
    elif how == "lose" and head > 1:
        wrong = text[:place] + text[place + 1 :]
    else:
        wrong = text[:place] + dice.choice("123456789") + text[place + 1 :]
    if wrong.startswith("0") or wrong == text:
        return None
    return Case(
        seen(dice, went, _instead(went.lines, line, replace(line, amount=int(wrong)))), Why.DIGITS, line.key
    )  # fmt: skip


def other_sum(dice: random.Random, went: Meeting) -> Case | None:
    """A borrower paid as the schedule says, and something else was written; or more was brought than was ticked."""
    line = _one(dice, went.lines, Kind.DUES, Kind.REPAYMENT)
    if line is None or line.expected is None:
        return None
    if line.amount == line.expected:
        wrong = line.amount + dice.choice((line.amount, 50_000, 100_000, 200_000))
    else:
        return None
    return Case(seen(dice, went, _instead(went.lines, line, replace(line, amount=wrong))), Why.OTHER_SUM, line.key)


def sign(dice: random.Random, went: Meeting) -> Case | None:
    """A spending was written as an income, or the other way."""
    line = _one(dice, went.lines, Kind.SPENDING, Kind.INCOME)
    if line is None:
        return None
    turned = replace(line, kind=Kind.INCOME if line.kind == Kind.SPENDING else Kind.SPENDING)
    return Case(seen(dice, went, _instead(went.lines, line, turned)), Why.SIGN, line.key)


def fund(dice: random.Random, went: Meeting) -> Case | None:
    """Something of one box was written in the book of the other; the other box was counted too, two times in three."""
    there = dice.random() < 0.5
    line = dice.choice(went.other) if there else _one(dice, went.lines, Kind.SPENDING, Kind.INCOME, Kind.GIFT)
    if line is None:
        return None
    if there:  # of the other box, and written here
        written, other, gap = [*went.lines, line], [each for each in went.other if each is not line], line.effect
    else:  # of this box, and written there
        written, other, gap = _instead(went.lines, line), [*went.other, line], -line.effect
    counted = gap if dice.random() < 2 / 3 else None
    return Case(seen(dice, went, written, other_lines=other, other_gap=counted), Why.FUND, line.key)


def unknown_spending(dice: random.Random, went: Meeting) -> Case | None:
    """Something was bought and nobody wrote it down."""
    line = _one(dice, went.lines, Kind.SPENDING)
    return Case(seen(dice, went, _instead(went.lines, line)), Why.UNKNOWN_SPENDING, "") if line else None


def unknown_income(dice: random.Random, went: Meeting) -> Case | None:
    """Money came in and nobody wrote it down."""
    line = _one(dice, went.lines, Kind.INCOME, Kind.GIFT)
    return Case(seen(dice, went, _instead(went.lines, line)), Why.UNKNOWN_INCOME, "") if line else None


def pile(dice: random.Random, went: Meeting) -> Case | None:
    """One pile was miscounted by a note or two, or by a bundle of ten."""
    notes = broken_down(dice, went.cash)
    value = dice.choice(list(notes))
    off = dice.choice((1, 1, 1, 1, 2, 10)) * dice.choice((-1, 1))
    if notes[value] + off < 0:
        return None
    return _counted(went, notes | {value: notes[value] + off}, Why.PILE, value)


def note_taken_for(dice: random.Random, went: Meeting) -> Case | None:
    """A note went into the pile of another value: of its neighbour, or of one that looks like it."""
    notes = broken_down(dice, went.cash)
    true = dice.choice(list(notes))
    near = [v for v in NOTES if v in notes and v != true and (10 * min(v, true) == max(v, true) or
            {v, true} in ({500_000, 20_000}, {200_000, 10_000}) or abs(NOTES.index(v) - NOTES.index(true)) == 1)]  # fmt: skip
    if not near:
        return None
    value, many = dice.choice(near), dice.choice((1, 1, 1, 2))
    if notes[true] < many:
        return None
    return _counted(
        went, notes | {true: notes[true] - many, value: notes[value] + many}, Why.NOTE_TAKEN_FOR, value
    )  # fmt: skip


def _counted(went: Meeting, notes: dict[int, int], why: Why, value: int) -> Case:
    """The book is right and the count is not."""
    return Case(
        Box(
            lines=went.lines, counted=sum(each * number for each, number in notes.items()), book=went.cash,
            waiting=went.waiting, notes={each: number for each, number in notes.items() if number}, usual=went.usual,
            other_lines=went.other,
        ),
        why, str(value),
    )  # fmt: skip


Maker = Callable[[random.Random, Meeting], Case | None]
MAKERS: dict[Why, tuple[int, Maker]] = {
    Why.NOT_DONE: (16, not_done), Why.NOT_WRITTEN: (16, not_written), Why.TWICE: (6, twice), Why.DIGITS: (16, digits),
    Why.OTHER_SUM: (4, other_sum), Why.SIGN: (5, sign), Why.FUND: (6, fund), Why.UNKNOWN_SPENDING: (10, unknown_spending),
    Why.UNKNOWN_INCOME: (5, unknown_income), Why.PILE: (10, pile), Why.NOTE_TAKEN_FOR: (6, note_taken_for),
}  # fmt: skip
