"""How likely two cards are one person: a sum of points for name, birth, sex, telephone and citizen number.

Vietnamese cards of one person differ in known ways: tone marks dropped or set elsewhere (hoà, hòa), y for i, the order of
the name turned round, the middle name left out, a nickname in its place, a title before it, a year for a date, day and
month changed about, a telephone shared by a household. Each costs a little; what tells persons apart costs much.
The numbers are worked out and measured in docs/matching.md.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations

from tremang.kernel.text import clean, fold

LIKELY = 4.2  # points from which two cards are shown as one person, perhaps
CERTAIN = 8.7  # name and birth both agree: shown also to whoever may not see the other card
SAME_NUMBER = 20.0
TITLES = {"ong", "ba", "cu", "bac", "co", "chu", "anh", "chi", "em"}
# Initials that people of the north say, and so write, for one another.
HEARD_ALIKE = (
    ("tr", "ch"),
    ("gi", "d"),
    ("gi", "r"),
    ("d", "r"),
    ("s", "x"),
    ("l", "n"),
    ("ngh", "ng"),
    ("gh", "g"),
    ("k", "c"),
)
_SHORT = 2


@dataclass(frozen=True)
class Card:
    """What is compared of a person. `born_on` None: only the year is known."""

    name: str
    sex: str = ""
    born_year: int = 0
    born_on: date | None = None
    phone: str = ""
    nickname: str = ""
    citizen_index: str = ""


@lru_cache(8192)
def _spelt(word: str) -> str:
    """One spelling of a syllable, marks kept: lower case, the tone at the end, i for a y that sounds so."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = "".join(c for c in parts if c in "\u0300\u0309\u0303\u0301\u0323")
    return re.sub(r"(?<![aeou])y|(?<=qu)y", "i", "".join(c for c in parts if c not in tones)) + tones


@lru_cache(8192)
def _bare(word: str) -> str:
    """The syllable without any mark."""
    return re.sub(r"(?<![aeou])y|(?<=qu)y", "i", fold(word))


@lru_cache(65536)
def _distance(a: str, b: str) -> int:
    """Letters put in, left out, changed or swapped with their neighbour."""
    before, row = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


@lru_cache(65536)
def same_syllable(a: str, b: str) -> float:
    """How well two syllables agree, 0 to 1."""
    if _spelt(a) == _spelt(b):
        return 1.0
    plain, other = _bare(a), _bare(b)
    if plain == other:
        # One side was typed without its marks; or both have marks, which differ: Hùng, Hưng.
        return 0.95 if plain in (_spelt(a), _spelt(b)) or _fewer_marks(a, b) else 0.75
    if min(len(plain), len(other)) <= _SHORT and (plain.startswith(other) or other.startswith(plain)):
        return 0.7
    if any(_heard(plain, other, x, y) or _heard(other, plain, x, y) for x, y in HEARD_ALIKE):
        return 0.8
    longest = max(len(plain), len(other))
    return (
        0.6
        if longest > _SHORT and _distance(plain, other) == 1
        else 0.45
        if longest > 4 and _distance(plain, other) == 2
        else 0.0
    )


def _heard(a: str, b: str, x: str, y: str) -> bool:
    return a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :]


def _fewer_marks(a: str, b: str) -> bool:
    """Whether the marks of one are among those of the other: Nguyên, Nguyễn."""
    one, two = (sorted(c for c in unicodedata.normalize("NFD", w.lower()) if unicodedata.combining(c)) for w in (a, b))
    return all(mark in two for mark in one) or all(mark in one for mark in two)


@lru_cache(16384)
def words_of(name: str) -> tuple[str, ...]:
    """The syllables of a name; what stands in brackets is left out."""
    text = re.sub(r"[.,;_/\-]+", " ", re.sub(r"\(.*?\)", " ", clean(name)))
    apart = (f" {c}" if i and c.isupper() and text[i - 1].islower() else c for i, c in enumerate(text))
    return tuple("".join(apart).split())


def _readings(name: str) -> list[tuple[str, ...]]:
    """The name as it stands, and without a title before it: ông, anh, Chu and Cử are names too."""
    words = words_of(name)
    return [words, words[1:]] if len(words) > 2 and fold(words[0]) in TITLES else [words] if words else []


@lru_cache(65536)
def same_name(a: str, b: str) -> float:
    """How well two full names agree, 0 to 1: given name most, then middle names, then family name."""
    return max((_agree(one, two) for one in _readings(a) for two in _readings(b)), default=0.0)


def _agree(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    best = _in_order(one, two)
    if best < 0.9:
        if "".join(map(_bare, one)) == "".join(map(_bare, two)):
            best = max(best, 0.95)
        turns = permutations(two) if len(two) <= 3 else (two[k:] + two[:k] for k in range(1, len(two)))
        best = max(best, *(0.97 * _in_order(one, turned) for turned in turns))
    return best


def _in_order(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    given = same_syllable(a[-1], b[-1])
    if not given:
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return 0.72 * given
    family = same_syllable(a[0], b[0])
    return 0.45 * given + 0.25 * family + 0.30 * _middles(a[1:-1], b[1:-1])


def _middles(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if not a and not b:
        return 1.0
    if not a or not b:
        return 0.7
    few, many = sorted((a, b), key=len)
    total = sum(max(same_syllable(x, y) for y in many) for x in few)
    return total / len(few) - 0.1 * (len(many) - len(few))


def _names(card: Card) -> list[str]:
    """The name, and the name as it would be with the nickname in the place of the given name."""
    words = words_of(card.name)
    bracketed = re.findall(r"\((.*?)\)", card.name)
    names = [card.name]
    for nickname in filter(None, [clean(card.nickname), *bracketed]):
        names.append(" ".join((*words[:-1], words_of(nickname)[-1])) if words and words_of(nickname) else nickname)
    return names


def _name_points(a: Card, b: Card) -> float:
    best = same_name(a.name, b.name)
    for one in _names(a):
        for two in _names(b):
            best = max(best, same_name(one, two) - 0.04 if (one, two) != (a.name, b.name) else 0.0)
    return 12 * (best - 0.6) if best >= 0.6 else -20.0


def _birth_points(a: Card, b: Card) -> float:
    apart = abs(a.born_year - b.born_year)
    one, two = _day(a), _day(b)
    if one and two:
        if apart == 0:
            if one == two:
                return 4.5
            if one == two[::-1]:
                return 3.5
            return 2.0 if one[0] == two[0] or one[1] == two[1] else 0.0
        if one in (two, two[::-1]):
            return 2.5 if _one_slip(a.born_year, b.born_year) else -1.0
        if apart > 1:
            return -6.0
    elif apart == 0:
        return 2.0
    if apart == 1:
        return 0.0
    if _one_slip(a.born_year, b.born_year):
        return -0.5
    return -1.0 if apart == 2 else -6.0


def _day(card: Card) -> tuple[int, int] | None:
    """Day and month; none where only the year is known, or where a register put 1 January for it."""
    day = card.born_on
    return (day.day, day.month) if day and (day.day, day.month) != (1, 1) else None


def _one_slip(a: int, b: int) -> bool:
    """Whether two years differ by one digit, or by two neighbours changed about."""
    return abs(a - b) == 1 or _distance(str(a), str(b)) == 1


def _phone_points(a: Card, b: Card) -> float:
    if not a.phone or not b.phone:
        return 0.0
    return 2.0 if a.phone == b.phone else -0.3


def points(a: Card, b: Card) -> float:
    """The sum for two cards; from LIKELY on they may be one person."""
    if a.citizen_index and b.citizen_index:
        if a.citizen_index == b.citizen_index:
            return SAME_NUMBER
        apart = -3.0
    else:
        apart = 0.0
    name = _name_points(a, b)
    if name < 0:
        return name
    sex = -2.0 if a.sex and b.sex and a.sex != b.sex else 0.0
    return name + _birth_points(a, b) + _phone_points(a, b) + sex + apart


def likely(a: Card, b: Card) -> bool:
    """Whether two cards may be one person."""
    return points(a, b) >= LIKELY
