"""The targets of the plan: each indicator in the phases for which it keeps a number."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tremang.facts.measures import PHASES, key_of, phases_of
from tremang.indicators.base import Indicator
from tremang.indicators.base import Unit as Counted
from tremang.indicators.registry import indicators
from tremang.reports.lines.base import Line, Section, Unit
from tremang.targets.sensitive import SENSITIVE

_UNITS = {
    Counted.CLUB: Unit.CLUB, Counted.PERSON: Unit.PERSON, Counted.HAMLET: Unit.HAMLET, Counted.COMMUNE: Unit.COMMUNE,
    Counted.OFFICIAL: Unit.PERSON, Counted.PEOPLE: Unit.PERSON,
}  # fmt: skip


def _of(indicator: Indicator) -> Iterator[Line]:
    for phase in phases_of(indicator) if indicator.phased else PHASES[1:2]:
        if phase.code == "ALL":
            continue
        key = key_of(indicator, phase.code)
        yield Line(
            f"target_{key.replace('.', '_')}", indicator.title, Unit.PERCENT if indicator.percent else _UNITS[indicator.unit],
            f"{key}.n", bottom=f"{key}.d" if indicator.percent else "", indicator=indicator.code, phase=phase.code,
            sensitive=indicator.code in SENSITIVE,
        )  # fmt: skip


SECTION = Section(
    "targets", 8, _("Các chỉ tiêu của Kế hoạch"), tuple(line for one in indicators().values() for line in _of(one))
)
