"""Why does the box not match the book? The likely causes, the likeliest first. Pure; see `funds.box` for the values.

A cause's weight is how often such a mistake happens (`OFTEN`) times the share of such mistakes that would leave just
this difference. Every cause is looked for in the same way, so that the weights can be compared. The frequencies are a
judgement until clubs' own corrections are counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from tremang.funds.box import DENOMINATIONS, Box, Cause, Kind, Line, Why
from tremang.funds.slips import slip

OFTEN: dict[tuple[Why, Kind | None], float] = {
    (Why.NOT_DONE, Kind.DUES): 160, (Why.NOT_DONE, Kind.REPAYMENT): 50, (Why.NOT_DONE, Kind.INCOME): 15,
    (Why.NOT_DONE, Kind.GIFT): 15, (Why.NOT_DONE, Kind.SPENDING): 20, (Why.NOT_DONE, Kind.PAYOUT): 30,
    (Why.NOT_WRITTEN, Kind.DUES): 160, (Why.NOT_WRITTEN, Kind.REPAYMENT): 70, (Why.NOT_WRITTEN, Kind.INCOME): 40,
    (Why.NOT_WRITTEN, Kind.GIFT): 40, (Why.NOT_WRITTEN, Kind.SPENDING): 40, (Why.NOT_WRITTEN, Kind.PAYOUT): 50,
    (Why.TWICE, None): 60, (Why.DIGITS, None): 120, (Why.OTHER_SUM, None): 30, (Why.SIGN, None): 40, (Why.FUND, None): 50,
    (Why.UNKNOWN_SPENDING, None): 170, (Why.UNKNOWN_INCOME, None): 60, (Why.PILE, None): 100,
    (Why.NOTE_TAKEN_FOR, None): 60,
}  # fmt: skip
BOTH_BOXES = 2_000.0  # two boxes off by the same sum, one up, one down: hardly anything else does that
ONE_PERSON = 60.0  # a person's whole row passed over, or ticked for somebody who brought nothing
SAME_AGAIN = 10.0  # one person or one text twice with one sum hardly ever stands in a book that is right
OTHER_WORDS = 0.4
ONE_MORE = 0.15  # each further due on top of the first
MOST_DUES = 5
TICKED_ABSENT, WAITED_ABSENT = 8.0, 0.3  # a tick for somebody who was not there is more suspect than another
TICKED = {Kind.DUES: 0.005}  # a sum that is just the expected one was ticked, and a tick makes no slip of the pen
TICKED_ELSE = 0.03
MEANT = 4.0  # a slip that leads back to the expected sum
PERSONAL = (Kind.DUES, Kind.REPAYMENT, Kind.GIFT)
ROUND = ((50_000, 0.03), (10_000, 0.02), (5_000, 0.01), (1_000, 0.003), (1, 0.0002))
USUAL = 0.3
PILE_OFF = {1: 0.25, 2: 0.05, 10: 0.075, 20: 0.015, 100: 0.01}  # notes too many, and as often too few
PILE_OFF_ELSE, PILE_OFF_FAR = 0.005, 0.0005
PILE_FAR = 12
PILE_FORGOTTEN = 20  # more notes than this beyond the counted ones are not overlooked
PILE_HIGH = 50  # notes; above it people count in bundles
LOOK_ALIKE = {frozenset((500_000, 20_000)), frozenset((200_000, 10_000))}  # blue beside blue, brown beside brown

Finder = Callable[[Box], Iterator[Cause]]


def likely(box: Box) -> list[Cause]:
    """Every single cause that would explain `box.gap`, the likeliest first; none where box and book agree.

    The same box gives the same list whatever the day, the machine and the order of equal weights.
    """
    if not box.gap:
        return []
    found = [cause for finder in FINDERS for cause in finder(box)]
    return sorted(found, key=lambda cause: (-round(cause.weight, 9), cause.why, cause.kind or "", cause.keys))


def _in_book(
    box: Box, why: Why, lines: Iterable[Line], weight: float, pick: int = 1, **params: int | str | bool
) -> Cause:
    """A cause that is put right in the book."""
    meant = list(lines)
    kinds = {line.kind for line in meant}
    told: dict[str, int | str | bool] = {"sum": abs(box.gap)}
    if len(meant) == 1:
        told |= {"who": meant[0].who, "amount": meant[0].amount}
    kind = kinds.pop() if len(kinds) == 1 else None
    return Cause(
        why, kind, tuple(line.key for line in meant), weight, box.gap, pick=pick, params=told | params
    )  # fmt: skip


def _in_count(box: Box, why: Why, values: Iterable[int], share: float, **params: int) -> Cause:
    """A cause that is put right by counting again."""
    keys = tuple(map(str, values))
    return Cause(
        why, None, keys, OFTEN[why, None] * share, count_change=-box.gap, params={"sum": abs(box.gap)} | params
    )


def _not_done(box: Box) -> Iterator[Cause]:
    yield from _whole_lines(box, Why.NOT_DONE, box.lines, -box.gap, TICKED_ABSENT)


def _not_written(box: Box) -> Iterator[Cause]:
    yield from _whole_lines(box, Why.NOT_WRITTEN, box.waiting, box.gap, WAITED_ABSENT)


def _whole_lines(box: Box, why: Why, pool: Sequence[Line], wanted: int, absent: float) -> Iterator[Cause]:
    """Lines whose effect together is just `wanted`: one line, some equal or two unequal dues, all of one person."""

    def suspect(lines: Iterable[Line]) -> float:
        return sum(absent if line.absent else 1.0 for line in lines)

    for kind in Kind:
        lines = [line for line in pool if line.kind == kind and line.amount]
        often = OFTEN[why, kind]
        for away in (False, True):
            fit = [line for line in lines if line.effect == wanted and line.absent == away]
            if fit:
                yield _in_book(box, why, fit, often * suspect(fit) / suspect(lines), absent=away)
        if kind == Kind.DUES and wanted > 0:
            for fit, pick in _several(lines, wanted):
                share = suspect(fit) / suspect(lines)
                yield _in_book(box, why, fit, often * share * ONE_MORE ** (pick - 1), pick)
    rows: dict[str, list[Line]] = defaultdict(list)
    for line in pool:
        if line.who and line.kind in (Kind.DUES, Kind.REPAYMENT) and line.amount:
            rows[line.who].append(line)
    whole = [row for row in rows.values() if len({line.kind for line in row}) > 1]
    for row in whole:
        if sum(line.effect for line in row) == wanted:
            yield _in_book(
                box, why, row, ONE_PERSON * suspect(row) / sum(map(suspect, whole)), len(row), who=row[0].who
            )


def _several(dues: Sequence[Line], wanted: int) -> Iterator[tuple[list[Line], int]]:
    """Groups of dues of which `pick` together make up `wanted`."""
    by_sum: dict[int, list[Line]] = defaultdict(list)
    for line in dues:
        by_sum[line.amount].append(line)
    for amount, lines in sorted(by_sum.items()):
        pick, rest = divmod(wanted, amount)
        if not rest and 2 <= pick <= min(MOST_DUES, len(lines)):
            yield lines, pick
    for one, other in combinations(sorted(by_sum), 2):
        if one + other == wanted:
            yield by_sum[one] + by_sum[other], 2


def _twice(box: Box) -> Iterator[Cause]:
    """The same line twice: the same person where lines are personal, the same sum and preferably words elsewhere."""
    pairs: dict[tuple[Kind, int, str], list[Line]] = defaultdict(list)
    for line in box.lines:
        pairs[line.kind, line.amount, line.who if line.kind in PERSONAL else ""].append(line)
    twins = [lines for lines in pairs.values() if len(lines) > 1]
    for lines in twins:
        if lines[0].effect == -box.gap:
            same_words = len({line.who for line in lines}) < len(lines)
            weight = OFTEN[Why.TWICE, None] * (SAME_AGAIN if same_words else OTHER_WORDS) / len(twins)
            yield _in_book(box, Why.TWICE, lines, weight, who=lines[0].who, amount=lines[0].amount)


def _wrong_sum(box: Box) -> Iterator[Cause]:
    """A line whose sum was written wrong: by a slip, or another sum than the one expected or usual."""
    slips: dict[tuple[Kind, int, int, str], list[Line]] = defaultdict(list)
    others: dict[tuple[Kind, int, int], list[Line]] = defaultdict(list)
    share_of: dict[str, float] = {}

    def care(line: Line) -> float:
        return TICKED.get(line.kind, TICKED_ELSE) if line.amount == line.expected else 1.0

    for line in box.lines:
        true = line.amount + line.kind.sign * box.gap
        if true <= 0:
            continue
        if made := slip(line.amount, true):
            slips[line.kind, line.amount, true, made.kind].append(line)
            share_of[line.key] = made.share * (MEANT if true == line.expected else 1.0)
        elif true == line.expected or true in box.usual.get(line.kind, ()):
            others[line.kind, line.amount, true].append(line)
    total = sum(map(care, box.lines))
    for (_, amount, true, made_kind), lines in slips.items():
        weight = OFTEN[Why.DIGITS, None] * sum(care(line) * share_of[line.key] for line in lines) / total
        yield _in_book(box, Why.DIGITS, lines, weight, amount=amount, true=true, slip=made_kind)
    for (_, amount, true), lines in others.items():
        meant = sum(MEANT if true == line.expected else 1.0 for line in lines)
        weight = OFTEN[Why.OTHER_SUM, None] * sum(map(care, lines)) * meant / len(lines) / total
        yield _in_book(box, Why.OTHER_SUM, lines, weight, amount=amount, true=true)


def _sign(box: Box) -> Iterator[Cause]:
    """Written as money in where it went out, or the other way; what is ticked has no side to mistake."""
    free = [line for line in box.lines if line.kind != Kind.DUES]
    for line in free:
        if 2 * line.effect == -box.gap:
            yield _in_book(box, Why.SIGN, [line], OFTEN[Why.SIGN, None] / len(free))


def _fund(box: Box) -> Iterator[Cause]:
    """A line, or its money, in the wrong one of the club's two boxes."""
    if box.other_gap not in (None, -box.gap):
        return
    here = [line for line in box.lines if line.effect == -box.gap]
    there = [line for line in box.other_lines if line.effect == box.gap]
    fit = len(here) + len(there)
    if box.other_gap is None:
        weight = OFTEN[Why.FUND, None] * fit / max(1, len(box.lines) + len(box.other_lines))
    else:
        weight = BOTH_BOXES
    for lines, in_book in ((here, True), (there, False)):
        for kind in Kind:
            if alike := [line for line in lines if line.kind == kind]:
                yield _in_book(box, Why.FUND, alike, weight * len(alike) / fit, here=in_book)
    if box.other_gap is not None and not fit:
        yield _in_book(box, Why.FUND, [], weight)


def _unknown(box: Box) -> Iterator[Cause]:
    """Money that went out or came in and that nobody wrote down: a sum as clubs know it, or a round one."""
    why, kinds = (
        (Why.UNKNOWN_SPENDING, (Kind.SPENDING,)) if box.gap < 0 else (Why.UNKNOWN_INCOME, (Kind.INCOME, Kind.GIFT))
    )
    known = [amount for kind in kinds for amount in box.usual.get(kind, ())]
    size = abs(box.gap)
    share = next(share for step, share in ROUND if size % step == 0)
    if known:
        share *= 0.2 if size > 5 * max(known) else 1.0
        share += USUAL * known.count(size) / len(known)
    yield _in_book(box, why, [], OFTEN[why, None] * share)


def _pile(box: Box) -> Iterator[Cause]:
    """Some notes of one value too many or too few; a big pile is miscounted sooner than a small one.

    Two causes at most: piles that are off by a number of notes that often goes wrong, and those off by another.
    """
    room = sum(min(count, PILE_HIGH) + 5 for count in box.notes.values())
    often: dict[int, float] = {}
    seldom: dict[int, float] = {}
    for value in DENOMINATIONS:
        count, (off, rest) = box.notes.get(value, 0), divmod(abs(box.gap), value)
        most = count if box.gap > 0 else count + PILE_FORGOTTEN
        if box.notes and not rest and off <= most:
            share = (min(count, PILE_HIGH) + 5) / room if count else 1 / room
            odd = PILE_OFF_ELSE if off <= PILE_FAR else PILE_OFF_FAR
            (often if off in PILE_OFF else seldom)[value] = share * PILE_OFF.get(off, odd)
    for shares in (often, seldom):
        values = sorted(shares, key=lambda value: -shares[value])
        if values:
            yield _in_count(
                box, Why.PILE, values, sum(shares.values()), value=values[0], count=abs(box.gap) // values[0]
            )


def _note_taken_for(box: Box) -> Iterator[Cause]:
    """Notes of one value counted among those of another."""
    piles = [value for value in DENOMINATIONS if box.notes.get(value, 0)]
    pairs = [(value, true, _confused(value, true)) for value in piles for true in DENOMINATIONS if true != value]
    total = sum(share for *_, share in pairs)
    for value, true, share in pairs:
        count, rest = divmod(box.gap, value - true)
        if rest or not 1 <= count <= box.notes[value]:
            continue
        moved = (0.5 if count == 1 else 0.1 if count == 2 else 0.02) + (0.3 if count == box.notes[value] else 0)
        yield _in_count(box, Why.NOTE_TAKEN_FOR, [value], share / total * moved, value=value, true=true, count=count)


def _confused(value: int, true: int) -> float:
    """How readily notes of `true` go among those of `value`, against any other pair."""
    if frozenset((value, true)) in LOOK_ALIKE or max(value, true) == 10 * min(value, true):
        return 10.0
    return 4.0 if abs(DENOMINATIONS.index(value) - DENOMINATIONS.index(true)) == 1 else 1.0


FINDERS: tuple[Finder, ...] = (
    _not_done, _not_written, _twice, _wrong_sum, _sign, _fund, _unknown, _pile, _note_taken_for,
)  # fmt: skip
