"""What the bench says: one line a measurement."""

import json
from dataclasses import dataclass

from tremang.bench.load import Sample


@dataclass(frozen=True)
class Result:
    """A measurement under its fixed name. `marks` is how many stale marks waited, where that was varied."""

    name: str
    size: str
    sample: Sample
    floor_ms: float
    marks: int | None = None
    extra: tuple[tuple[str, float | str], ...] = ()

    def line(self) -> str:
        """The result as one JSON object; times in milliseconds, rate a second."""
        told = {
            "name": self.name, "size": self.size, "p50_ms": round(self.sample.percentile(50), 1),
            "p95_ms": round(self.sample.percentile(95), 1), "p99_ms": round(self.sample.percentile(99), 1),
            "floor_ms": round(self.floor_ms, 2), "rate": round(self.sample.rate, 2),
        }  # fmt: skip
        if self.marks is not None:
            told["marks"] = self.marks
        return json.dumps(
            told | {name: value if isinstance(value, str) else round(value, 1) for name, value in self.extra}
        )
