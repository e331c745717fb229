"""The simplified outlines of the communes. They have no legal value."""

import json
from functools import cache
from typing import Any

from tremang.places.loading import DATA

Ring = list[tuple[float, float]]


@cache
def outlines() -> dict[str, list[Ring]]:
    """Commune code → its rings of (longitude, latitude)."""
    with (DATA / "hanoi_communes_simplified.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {feature["properties"]["code"]: _rings(feature["geometry"]) for feature in features}


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]
