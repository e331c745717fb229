"""The kinds of reports with which the product begins; the City changes them from there on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "kinds.json"


def load_kinds(kind_model: Any) -> None:
    """Insert the first kinds, with small fixed ids so that every database names them alike."""
    kind_model.objects.bulk_create(
        kind_model(id=number, **{**entry, "effective_from": date.fromisoformat(entry["effective_from"])})
        for number, entry in enumerate(json.loads(FILE.read_text("utf-8")), 1)
    )
