"""Seeded pairs of cards: true ones, written twice as two secretaries would, and false ones who only look alike.

`KNOWN` are the differences that the matcher was written for. `UNKNOWN` were left out of its tuning: the held-out file
mixes them in under another seed.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tremang.exchange.demo.names import (
    FAMILY,
    GIVEN_F_OLD,
    GIVEN_F_YOUNG,
    GIVEN_M_OLD,
    GIVEN_M_YOUNG,
    MIDDLE_F,
    MIDDLE_M,
)
from tremang.kernel.text import fold
from tremang.members.matching import Card

TUNING_SEED, HELD_OUT_SEED = 20260101, 77310923
Change = Callable[[Card, Random], Card]


def stranger(draw: Random) -> Card:
    """Somebody drawn by the frequency of names, a quarter without day of birth."""
    sex = "F" if draw.random() < 0.65 else "M"
    born = date(1935, 1, 1) + timedelta(days=draw.randrange(60 * 365))
    old = born.year < 1966
    given = (GIVEN_F_OLD if old else GIVEN_F_YOUNG) if sex == "F" else (GIVEN_M_OLD if old else GIVEN_M_YOUNG)
    middle = MIDDLE_F if sex == "F" else MIDDLE_M
    words = [_pick(FAMILY, draw), *([_pick(middle, draw)] if draw.random() < 0.97 else []), draw.choice(given)]
    phone = f"09{draw.randrange(10**8):08d}" if draw.random() < 0.7 else ""
    return Card(" ".join(words), sex, born.year, None if draw.random() < 0.25 else born, phone)


def _pick(weights: dict[str, int], draw: Random) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]


def no_marks(card: Card, draw: Random) -> Card:
    """Nguyen Thi Hoa"""
    plain = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", card.name) if not unicodedata.combining(c))
    )
    return replace(card, name=plain.replace("đ", "d").replace("Đ", "D"))


def some_marks(card: Card, draw: Random) -> Card:
    """One word without its marks"""
    words = card.name.split()
    at = draw.randrange(len(words))
    words[at] = no_marks(Card(words[at]), draw).name
    return replace(card, name=" ".join(words))


def other_tone_place(card: Card, draw: Random) -> Card:
    """Hoà for Hòa, Thuý for Thúy"""
    pairs = {"òa": "oà", "óa": "oá", "ỏa": "oả", "úy": "uý", "ủy": "uỷ", "ùy": "uỳ", "òe": "oè", "ụy": "uỵ"}
    name = unicodedata.normalize("NFC", card.name)
    for new, old in pairs.items():
        name = name.replace(new, old)
    return replace(card, name=name)


def y_for_i(card: Card, draw: Random) -> Card:
    """Lí for Lý, Mĩ for Mỹ"""
    name = unicodedata.normalize("NFC", card.name)
    for y, i in zip("ýỳỷỹỵ", "íìỉĩị", strict=True):
        name = " ".join(
            w[:-1] + i if w.endswith(y) and w[-2:-1].lower() not in tuple("aou") else w for w in name.split()
        )
    return replace(card, name=name)


def turned(card: Card, draw: Random) -> Card:
    """Given name first"""
    words = card.name.split()
    return replace(card, name=" ".join([words[-1], *words[:-1]]))


def no_middle(card: Card, draw: Random) -> Card:
    """Nguyễn Hòa for Nguyễn Thị Hòa"""
    words = card.name.split()
    return replace(card, name=f"{words[0]} {words[-1]}")


def by_nickname(card: Card, draw: Random) -> Card:
    """The name used at home, which one card names beside the given name"""
    return replace(card, name=f"{card.name} ({draw.choice(['Tẹo', 'Bống', 'Còi', 'Cả'])})")


def year_only(card: Card, draw: Random) -> Card:
    """1952 for 05/9/1952"""
    return replace(card, born_on=None)


def day_month(card: Card, draw: Random) -> Card:
    """09/5 for 05/9"""
    day = card.born_on
    return replace(card, born_on=date(day.year, day.day, day.month)) if day and day.day <= 12 else card


def shared_phone(card: Card, draw: Random) -> Card:
    """A number of the household, or none"""
    return replace(card, phone=draw.choice(["", f"03{draw.randrange(10**8):08d}"]))


def titled(card: Card, draw: Random) -> Card:
    """bà Nguyễn Thị Hòa"""
    return replace(card, name=f"{'bà' if card.sex == 'F' else 'ông'} {card.name}")


def capitals(card: Card, draw: Random) -> Card:
    """NGUYỄN THỊ HÒA"""
    return replace(card, name=card.name.upper())


KNOWN: list[Change] = [
    no_marks, some_marks, other_tone_place, y_for_i, no_middle, turned, by_nickname, year_only, day_month, shared_phone,
    titled, capitals,
]  # fmt: skip


def slip(card: Card, draw: Random) -> Card:
    """A letter left out or doubled"""
    at = draw.randrange(1, len(card.name))
    double = draw.random() < 0.5
    return replace(card, name=card.name[:at] + (card.name[at - 1] if double else "") + card.name[at + (not double) :])


def as_heard(card: Card, draw: Random) -> Card:
    """Nan for Lan"""
    return replace(card, name=card.name.replace("L", "N") if "L" in card.name else card.name.replace("Tr", "Ch"))


def year_slip(card: Card, draw: Random) -> Card:
    """The year counted by the lunar new year, or by age"""
    year = card.born_year + draw.choice([-1, 1])
    return replace(card, born_year=year, born_on=None)


def stuck(card: Card, draw: Random) -> Card:
    """NguyễnThị Hòa"""
    return replace(card, name=card.name.replace(" ", "", 1))


def initials(card: Card, draw: Random) -> Card:
    """Ng. Thị Hòa"""
    family, *rest = card.name.split()
    return replace(card, name=" ".join([f"{family[:2]}.", *rest])) if len(family) > 3 else card


def new_year(card: Card, draw: Random) -> Card:
    """01/01 where the day was not known"""
    return replace(card, born_on=date(card.born_year, 1, 1))


UNKNOWN: list[Change] = [slip, as_heard, year_slip, stuck, initials, new_year]


def twice(draw: Random, unknown: float) -> tuple[Card, Card, list[Change]]:
    """One person written twice; each change comes from UNKNOWN with the chance given."""
    card = stranger(draw)
    changes = [
        draw.choice(UNKNOWN if draw.random() < unknown else KNOWN)
        for _ in range(draw.choices([1, 2, 3], [50, 38, 12])[0])
    ]
    other = card
    for change in sorted(dict.fromkeys(changes), key=(KNOWN + UNKNOWN).index):
        other = change(other, draw)
    return (card, other, changes) if draw.random() < 0.5 else (other, card, changes)


def true_pairs(seed: int, count: int, unknown: float = 0.0) -> list[tuple[Card, Card, list[Change]]]:
    """`count` persons, each written twice."""
    draw = Random(seed)
    return [twice(draw, unknown) for _ in range(count)]


def lookalikes(seed: int, count: int) -> list[tuple[Card, Card]]:
    """Two people who share much: husband and wife, sisters, namesakes of another age, neighbours with one telephone."""
    draw = Random(seed)
    pairs = []
    for number in range(count):
        a, b = stranger(draw), stranger(draw)
        kind = number % 4
        if kind == 0:
            b = replace(b, phone=a.phone, born_year=a.born_year)
        elif kind == 1:
            words = a.name.split()
            b = replace(b, name=" ".join([*words[:-1], b.name.split()[-1]]), sex=a.sex, phone=a.phone)
        elif kind == 2:
            year = a.born_year + draw.choice([-1, 1]) * draw.randrange(4, 25)
            b = replace(b, name=a.name, sex=a.sex, born_year=year, born_on=date(year, 6, draw.randrange(1, 29)))
        else:
            b = replace(b, born_year=a.born_year, sex=a.sex, name=" ".join([a.name.split()[0], *b.name.split()[1:]]))
        if fold(a.name) != fold(b.name) or kind == 2:
            pairs.append((a, b))
    return pairs


def commune(seed: int, people: int) -> list[Card]:
    """The members of a commune, none of them twice."""
    draw = Random(seed)
    return [stranger(draw) for _ in range(people)]
