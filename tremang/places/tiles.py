"""Where each commune stands on the tile grid."""

from functools import cache

from tremang.places.loading import read


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Commune code → column and row of its tile, north up."""
    return {row["code"]: (int(row["col"]), int(row["row"])) for row in read("hanoi_tilegrid.csv")}
