"""What an indicator is, and how a rule says what it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext

from tremang.indicators.records import ClubRecord, CommuneRecord, Phase
from tremang.kernel.format import number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Standing(NamedTuple):
    """What a rule says of one unit (club, person, hamlet, commune, official).

    `counted`: in the numerator. `base`: in the denominator. Both False: shown only as a near miss.
    `left_out`: out of both sides because a place has declared nothing. `why` names a sentence in the
    indicator's `reasons`, `detail` fills it; `gap` orders the near misses, smallest first.
    """

    unit: int
    counted: bool
    base: bool = True
    why: str = ""
    detail: dict[str, Any] | None = None
    gap: float = 0.0
    left_out: bool = False


def each_once(standing: Standing) -> tuple[int, int]:
    """Numerator and denominator of a standing where a unit stands for itself."""
    return int(standing.counted), int(standing.base)


class Level(StrEnum):
    """Whose record the rule reads."""

    CLUB = "club"
    COMMUNE = "commune"


class Unit(StrEnum):
    """What is counted; persons are listed only to those whose duty it is."""

    CLUB = "club"
    PERSON = "person"
    HAMLET = "hamlet"
    COMMUNE = "commune"
    OFFICIAL = "official"
    PEOPLE = "people"


@dataclass(frozen=True)
class Indicator:
    """One indicator of the plan: its words, its clause, and its rule.

    `phased`: the number depends on the phase (what was founded, joined, completed in it), so each phase keeps its own.
    `percent`: shown as a share of the denominator; otherwise the count itself.
    `weights`: gives (numerator, denominator) of a standing where a unit stands for more than one person.
    `moments`: the only days on which the rule's answer for a record can change, where there are few; between two of
    them the facts reuse the answer. None: it may change on any day.
    `looks_back`: how many complete months of meetings the rule judges; before so many are on record a trend would show
    when the records began, not how the clubs did.
    """

    code: str
    number: int
    title: "StrOrPromise"
    short: "StrOrPromise"
    plan_ref: str
    quote: "StrOrPromise"
    counted_as: "StrOrPromise"
    denominator_is: "StrOrPromise"
    not_counted: "StrOrPromise"
    convention: "StrOrPromise"
    unit: Unit
    level: Level
    rule: Callable[[Any, date, Phase], Iterable[Standing]]
    reasons: dict[str, str]
    percent: bool = True
    phased: bool = False
    weights: Callable[[Standing], tuple[int, int]] = each_once
    moments: Callable[[Any], Iterable[date]] | None = None
    looks_back: int = 0

    def tally(self, record: ClubRecord | CommuneRecord, day: date, phase: Phase) -> tuple[int, int, int]:
        """Numerator, denominator and the number of places left out, of one record on `day`."""
        numerator = denominator = left_out = 0
        if self.weights is each_once:  # nearly all: no call for each of some hundred thousand persons
            for _unit, counted, base, _why, _detail, _gap, is_left_out in self.rule(record, day, phase):
                numerator += counted
                denominator += base
                left_out += is_left_out
            return numerator, denominator, left_out
        for standing in self.rule(record, day, phase):
            top, bottom = self.weights(standing)
            numerator += top
            denominator += bottom
            left_out += standing.left_out
        return numerator, denominator, left_out

    def sentence(self, standing: Standing) -> str:
        """Why a unit counts or not, in the reader's words."""
        if not standing.why:
            return ""
        text = gettext(self.reasons[standing.why])
        detail = standing.detail or {}
        words = {name: number(value) if isinstance(value, int) else value for name, value in detail.items()}
        return text % words if words else text
