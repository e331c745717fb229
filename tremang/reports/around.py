"""What stands behind the sentences and cautions of a draft besides its own figures. Each is read once, when first asked for."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from tremang.advice.queries import Paused, Silent, paused_clubs, silent_clubs
from tremang.clubs.models import Club
from tremang.facts.measures import PHASES, key_of
from tremang.facts.models import Fact
from tremang.funds.models import CashCount, Fund
from tremang.indicators.base import Level
from tremang.indicators.registry import indicators
from tremang.places.models import Kind
from tremang.places.queries import under
from tremang.reports.figures import Figures, figures_of, last_half
from tremang.reports.history import History, histories
from tremang.reports.kinds import feeding
from tremang.reports.lines.base import Line
from tremang.reports.models.written import SENT, Frozen
from tremang.reports.periods import Period, previous
from tremang.reports.targets import Aimed, aims

if TYPE_CHECKING:
    from tremang.reports.draft import Draft


class Gap(NamedTuple):
    """A fund's box that differed from its book when last counted, with no reason written, in đồng."""

    count_id: int
    club_id: int
    club: str
    commune_code: str
    fund: Fund
    on: date
    counted: int
    book: int


class Explained(NamedTuple):
    """What a place below said to a caution in the report that it sent."""

    code: str
    place: str
    key: str
    caution: str
    text: str


class Undeclared(NamedTuple):
    """An indicator of the plan for which places have declared nothing; they are named as the report's parts, or itself."""

    indicator: str
    places: list[str]


class Around:
    """What surrounds a draft."""

    def __init__(self, draft: "Draft") -> None:
        self._draft = draft

    @cached_property
    def day(self) -> date:
        """The day on which standing figures are taken: the period's last, or today."""
        return min(self._draft.period.to_on, self._draft.today)

    @cached_property
    def months(self) -> int:
        """How many months the period has."""
        period = self._draft.period
        return round((period.to_on - period.from_on).days / 30.4)

    @cached_property
    def previous(self) -> Period:
        """The period before."""
        return previous(self._draft.kind, self._draft.period)

    @cached_property
    def names(self) -> dict[int, str]:
        """The places just below, by node."""
        return {part.unit.node: part.unit.name for part in self._draft.sheet.parts}

    @cached_property
    def before(self) -> dict[int, Figures]:
        """The figures of the places below in the period before, by the records. One query."""
        return figures_of(list(self.names), self._draft.lines, self.previous, self._draft.today)

    def histories(self, nodes: Collection[int], lines: Collection[Line], periods: list[Period]) -> History:
        """How lines of places stood in earlier periods. One query."""
        return histories(nodes, lines, periods)

    @cached_property
    def aims(self) -> dict[str, Aimed]:
        """Line → what the plan promised of it."""
        return aims(self._draft.place, self._draft.lines, self._draft.period)

    @cached_property
    def silent(self) -> list[Silent]:
        """The clubs of the place, of those active now, that were silent at the end of the period and not paused then.

        The longest silent first. Two queries, one of them that of `paused`.
        """
        paused = {club.club_id for club in self.paused}
        return [club for club in silent_clubs(self._draft.place, self.day) if club.club_id not in paused]

    @cached_property
    def paused(self) -> list[Paused]:
        """The clubs of the place that were paused at the end of the period. One query."""
        clubs = Club.objects.filter(under(self._draft.place.path, "place__path"))
        return paused_clubs(clubs, self.day)

    @cached_property
    def gaps(self) -> list[Gap]:
        """The boxes that differed when last counted within the period, the widest first. One query."""
        after = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), recorded_at__gt=OuterRef("recorded_at"))
        later = CashCount.objects.filter(after, club=OuterRef("club"), fund=OuterRef("fund"), on__lte=self.day)
        rows = CashCount.objects.filter(
            ~Exists(later), under(self._draft.place.path, "club__place__path"), words="",
            on__gte=self._draft.period.from_on, on__lte=self.day,
        ).exclude(counted=F("book"))  # fmt: skip
        columns = ("pk", "club", "club__name", "club__place__path", "fund", "on", "counted", "book")
        found = [
            Gap(pk, club, name, path.split(".")[2], Fund(fund), on, counted, book)
            for pk, club, name, path, fund, on, counted, book in rows.values_list(*columns)
        ]
        return sorted(found, key=lambda gap: (-abs(gap.counted - gap.book), gap.count_id))

    @cached_property
    def measures(self) -> dict[int, Mapping[str, int]]:
        """All measures at the period's end of the place, and of those below it by communes. One query."""
        place = self._draft.place
        nodes = [place.pk, *(self.names if place.kind == Kind.PROVINCE else ())]
        rows = Fact.objects.filter(node_id__in=nodes, half=last_half(self._draft.period, self._draft.today))
        return dict(rows.values_list("node_id", "values"))

    @cached_property
    def undeclared(self) -> list[Undeclared]:
        """What communes have not declared for the phase of the plan that runs, in its order; none of a club."""
        place, found = self._draft.place, []
        phase = next((one for one in PHASES[1:] if one.from_on <= self.day <= one.to_on), None)
        if place.kind == Kind.CLUB or phase is None:
            return []
        names = {place.pk: place.name} if place.kind == Kind.COMMUNE else self.names
        for indicator in indicators().values():
            if indicator.level == Level.COMMUNE:
                key = f"{key_of(indicator, phase.code)}.l"
                lacking = [name for node, name in names.items() if self.measures.get(node, {}).get(key)]
                if lacking:
                    found.append(Undeclared(indicator.code, lacking))
        return found

    @cached_property
    def untrained(self) -> int:
        """Active clubs whose board is not wholly trained."""
        values = self.measures.get(self._draft.place.pk, {})
        return values.get("boards_trained.d", 0) - values.get("boards_trained.n", 0)

    @cached_property
    def explained(self) -> list[Explained]:
        """What places below said to cautions in their reports of the same period. Two queries."""
        draft = self._draft
        same = [
            one.code
            for one in feeding(draft.kind.code, draft.period.to_on)
            if (one.rhythm, one.cut) == (draft.kind.rhythm, draft.kind.cut)
        ]
        if not same:
            return []
        rows = Frozen.objects.filter(
            under(draft.place.path, "report__place__path"), report__kind__in=same, report__period=draft.period.label,
            report__state__in=SENT,
        ).order_by("number", "pk")  # fmt: skip
        newest = {
            report: (code, name, cautions or [])
            for report, code, name, cautions in rows.values_list(
                "report", "report__place__code", "report__place__name", "body__cautions"
            )
        }
        return [
            Explained(code, name, entry["key"], entry["text"], entry["explanation"])
            for code, name, cautions in newest.values()
            for entry in cautions
            if entry["explanation"]
        ]
