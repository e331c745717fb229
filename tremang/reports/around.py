"""What stands behind the sentences and cautions of a draft besides its own figures. Each is read once, when first asked for."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tremang.advice.queries import Paused, Silent, paused_told, quiet, resting, silent_told
from tremang.clubs.models import Club
from tremang.facts.measures import PHASES, key_of
from tremang.funds.models import CashCount, Fund
from tremang.indicators.base import Level
from tremang.indicators.registry import indicators
from tremang.places.models import Kind
from tremang.places.queries import under
from tremang.reports.below import Awaited, awaiting
from tremang.reports.figures import Figures, last_half
from tremang.reports.gathered import Rounds, in_rounds
from tremang.reports.history import History, histories
from tremang.reports.lines.base import Line, Span
from tremang.reports.obstacles import Carried, travelling
from tremang.reports.periods import Period, previous
from tremang.reports.targets import Aimed, aiming

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

    @property
    def key(self) -> str:
        """By which its caution, and what the writer says to it, is named."""
        return f"box-{self.club_id}-{self.fund.value}"


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


class Stood(NamedTuple):
    """What stood in the way at the end of a period: see `Around.silent`, `paused` and `gaps`."""

    silent: list[Silent]
    paused: list[Paused]
    gaps: list[Gap]


class Read(NamedTuple):
    """What is read together, by one statement."""

    awaited: list[Awaited]
    obstacles: list[Carried]
    aims: dict[str, Aimed]
    stood: Stood


class Around:
    """What surrounds a draft."""

    def __init__(self, draft: "Draft") -> None:
        self._draft = draft

    @cached_property
    def read(self) -> Read:
        """Everything that is asked of the tables. One query."""
        draft = self._draft
        found = in_rounds(
            awaiting(draft.kind, draft.place, draft.period), travelling(draft.place, draft.report, draft.period),
            aiming(draft.place, draft.lines, draft.period), self.standing(),
        )  # fmt: skip
        return Read(*found)

    def standing(self) -> Rounds:
        """What stood in the way, by itself. One round."""
        clubs = Club.objects.filter(under(self._draft.place.path, "place__path"))
        counts, paused, silent = yield [self._counts(), resting(clubs, self.day), quiet(clubs, self.day)]
        gaps = [
            Gap(pk, club, name, path.split(".")[2], Fund(fund), on, counted, book)
            for pk, club, name, path, fund, on, counted, book in counts
        ]
        gaps.sort(key=lambda gap: (-abs(gap.counted - gap.book), gap.count_id))
        resting_ones = paused_told(paused)
        paused_ids = {club.club_id for club in resting_ones}
        still = [club for club in silent_told(silent, self.day) if club.club_id not in paused_ids]
        return Stood(still, resting_ones, gaps)

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
        """What stood at the places below at the end of the period before, by the records; lines of what happened are not there."""
        standing = [line for line in self._draft.lines if line.span == Span.END]
        return self._draft.facts.figures(self.names, standing, self.previous, self._draft.today)

    def histories(self, nodes: Collection[int], lines: Collection[Line], periods: list[Period]) -> History:
        """How lines of places stood in earlier periods. One query."""
        return histories(nodes, lines, periods)

    @cached_property
    def aims(self) -> dict[str, Aimed]:
        """Line → what the plan promised of it."""
        return self.read.aims

    @cached_property
    def silent(self) -> list[Silent]:
        """The clubs of the place, of those active now, that were silent at the end of the period and not paused then.

        The longest silent first.
        """
        return self.read.stood.silent

    @cached_property
    def paused(self) -> list[Paused]:
        """The clubs of the place that were paused at the end of the period."""
        return self.read.stood.paused

    @cached_property
    def gaps(self) -> list[Gap]:
        """The boxes that differed when last counted within the period, the widest first."""
        return self.read.stood.gaps

    def _counts(self) -> QuerySet[CashCount, tuple[Any, ...]]:
        after = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), recorded_at__gt=OuterRef("recorded_at"))
        later = CashCount.objects.filter(after, club=OuterRef("club"), fund=OuterRef("fund"), on__lte=self.day)
        rows = CashCount.objects.filter(
            ~Exists(later), under(self._draft.place.path, "club__place__path"), words="",
            on__gte=self._draft.period.from_on, on__lte=self.day,
        ).exclude(counted=F("book"))  # fmt: skip
        return rows.values_list("pk", "club", "club__name", "club__place__path", "fund", "on", "counted", "book")

    @cached_property
    def measures(self) -> dict[int, Mapping[str, int]]:
        """All measures at the period's end of the place, and of those below it by communes."""
        place = self._draft.place
        nodes = [place.pk, *(self.names if place.kind == Kind.PROVINCE else ())]
        half = last_half(self._draft.period, self._draft.today)
        return {node: self._draft.facts.standing(node, half) for node in nodes}

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
        """What places below said to cautions in their reports of the same period."""
        return [
            Explained(one.code, one.name, entry["key"], entry["text"], entry["explanation"])
            for one in self._draft.beside.below
            for entry in one.cautions
            if entry["explanation"]
        ]
