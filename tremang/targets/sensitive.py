"""Which small counts of needs are hidden from those who have no duty towards persons.

Needs are sensitive. For the City, its communes and their clubs it is decided at once, over one tree, what is hidden:
what is hidden on one page is then hidden on every other.
"""

from collections import defaultdict
from collections.abc import Mapping

from tremang.accounts.suppression import Cell, protect
from tremang.facts.measures import Values, key_of
from tremang.facts.models import Fact
from tremang.indicators.registry import indicators
from tremang.kernel.periods import Half
from tremang.places.models import Kind, Place

SENSITIVE = ("needs_supported",)


def hidden_nodes(code: str, phase: str, half: Half) -> set[int]:
    """The nodes (communes, clubs) whose counts of a sensitive indicator are hidden; 0 stands for the City. Two queries."""
    communes, clubs = tree()
    values = dict(Fact.objects.filter(half=half).values_list("node_id", "values"))
    key = key_of(indicators()[code], phase)
    return decide(communes, clubs, values, key)


def tree() -> tuple[dict[str, int], list[tuple[int, str]]]:
    """The communes of now by their codes, and the clubs with the code of the one in which each lies. One query."""
    rows = Place.objects.filter(kind__in=[Kind.COMMUNE, Kind.CLUB], valid_to__isnull=True).values_list(
        "pk", "kind", "code", "path"
    )
    communes: dict[str, int] = {}
    clubs: list[tuple[int, str]] = []
    for pk, kind, node_code, path in rows:
        if kind == Kind.COMMUNE:
            communes[node_code] = pk
        else:
            clubs.append((pk, path.split(".")[2]))
    return communes, clubs


def decide(communes: dict[str, int], clubs: list[tuple[int, str]], values: dict[int, Values], key: str) -> set[int]:
    """The hidden nodes of a tree: of those counted, of those not yet, and of both together."""
    hidden: set[int] = set()
    for measure in (_counted, _not_yet, _all):
        hidden |= decide_one(communes, clubs, {club: measure(values.get(club, {}), key) for club, _code in clubs})
    return hidden


def decide_one(communes: dict[str, int], clubs: list[tuple[int, str]], counts: Mapping[int, int]) -> set[int]:
    """The hidden nodes of a tree by one count of its clubs."""
    by_commune: dict[int, list[tuple[int, Cell]]] = defaultdict(list)
    for club, code in sorted(clubs):
        if code in communes:
            by_commune[communes[code]].append((club, Cell(counts.get(club, 0))))
    cells: list[tuple[int, Cell]] = []
    for commune in sorted(communes.values()):
        parts = by_commune.get(commune, [])
        cells += parts
        cells.append((commune, Cell(sum(cell.count for _node, cell in parts), [cell for _node, cell in parts])))
    own = set(communes.values())
    whole = Cell(sum(cell.count for node, cell in cells if node in own), [cell for node, cell in cells if node in own])
    protect(whole)
    return {node for node, cell in [*cells, (0, whole)] if cell.hidden}


def _counted(values: Values, key: str) -> int:
    return values.get(f"{key}.n", 0)


def _all(values: Values, key: str) -> int:
    return values.get(f"{key}.d", 0)


def _not_yet(values: Values, key: str) -> int:
    return _all(values, key) - _counted(values, key)
