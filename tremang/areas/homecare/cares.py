"""What people need at home, and the days of the week, with the bits by which rows remember them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.kernel.format import WEEKDAYS


class Care(models.IntegerChoices):
    """What somebody needs at home and what a visit does (Cổ Điển, domain handbook 1.2). The value is a bit. Coarse on purpose."""

    HOUSE = 1, gettext_lazy("Việc nhà")
    FOOD = 2, gettext_lazy("Ăn uống")
    WALKING = 4, gettext_lazy("Đi lại")
    HYGIENE = 8, gettext_lazy("Vệ sinh cá nhân")
    MEDICINE = 16, gettext_lazy("Uống thuốc")
    TALK = 32, gettext_lazy("Trò chuyện")
    ERRANDS = 64, gettext_lazy("Mua đồ, lấy thuốc")
    EXERCISE = 128, gettext_lazy("Tập vận động nhẹ")


ALL_CARES = sum(Care.values)
WEEKDAY_CHOICES = [(1 << number, words[:1].upper() + words[1:]) for number, words in enumerate(WEEKDAYS)]
ALL_WEEKDAYS = 127


def bits_of(values: Iterable[int]) -> int:
    """Several bits as one number."""
    return sum({*values})


def values_of(bits: int) -> list[int]:
    """The bits in a number, the lowest first."""
    return [1 << index for index in range(bits.bit_length()) if bits >> index & 1]


def cares_words(bits: int) -> str:
    """ "Việc nhà, ăn uống"."""
    labels = [str(Care(value).label) for value in values_of(bits & ALL_CARES)]
    return ", ".join([*labels[:1], *(label[:1].lower() + label[1:] for label in labels[1:])])


def weekdays_words(bits: int) -> str:
    """ "thứ Ba, thứ Năm", or "hằng ngày"."""
    if bits == ALL_WEEKDAYS:
        return _("hằng ngày")
    return ", ".join(words for number, words in enumerate(WEEKDAYS) if bits >> number & 1)


def is_on(bits: int, day: date) -> bool:
    """Whether the weekday of `day` is among `bits`."""
    return bool(bits >> day.weekday() & 1)


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
