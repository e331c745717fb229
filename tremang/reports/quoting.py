"""Where a sent report says what its writer said to each caution: once, in the sentence that tells the matter, or apart.

Sentences take up what was said to a matter that they tell (a silent club, a declaration, a box). What was said of figures
is no matter of the text, and where the writer wrote the sentence otherwise it may quote him no longer: that stands apart.
"""

from collections.abc import Mapping
from typing import Any

ELSEWHERE = {"no-meeting": "meeting", "silent-rest": "silent_rest"}


def untold(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cautions of a body with what was said to them, those that a sentence of it tells already left out."""
    texts = {sentence["key"]: sentence["text"] for box in body["boxes"] for sentence in box["sentences"]}
    return [entry for entry in body["cautions"] if entry["explanation"] and not _is_told(entry, texts)]


def _is_told(entry: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    key, said = entry["key"], entry["explanation"].strip().rstrip(".")
    named = {key, f"explained-{key}", ELSEWHERE.get(key, "")}
    if key.startswith("silent-"):
        named.add("silent")
    if key.startswith("box-"):
        named.add(f"boxes-{key.rpartition('-')[2]}")
    return any(said in texts.get(name, "") for name in named)
