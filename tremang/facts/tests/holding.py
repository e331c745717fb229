"""Whether what is kept of the people of clubs is what the tables say."""

from collections import defaultdict
from datetime import date
from typing import Any

from tremang.facts.keeping import kept
from tremang.facts.loading import load_clubs, pairs_of
from tremang.facts.models import KeptEve
from tremang.facts.people import PARTS, People
from tremang.facts.topics import EVERYTHING, touches
from tremang.kernel.models import Stale
from tremang.kernel.periods import half_of


def wrongly_kept() -> dict[str, list[int]]:
    """Part → the clubs of which something else is kept than their tables say, although no mark asks to read it again.

    Of a part nothing may be kept: then a look reads it.
    """
    waiting: dict[int, int] = defaultdict(int)
    for node, models in Stale.objects.values_list("node_id", "touched"):
        waiting[node] |= touches(models)
    for _person, club, other in pairs_of(list(waiting)):
        if waiting[club] == EVERYTHING:
            waiting[other] = EVERYTHING
    shared = {person for person, _club, _other in pairs_of(None)}  # of these circumstances are read each time
    wrong: dict[str, list[int]] = defaultdict(list)
    clubs = list(KeptEve.objects.exclude(people=None).values_list("club", flat=True))
    for club, known in kept(clubs, half_of(date(2026, 1, 1)), {})[1].items():
        fresh: dict[int, People] = {}
        load_clubs([club], known.since, people=fresh)
        for part, bit in PARTS.items():
            if (
                not waiting[club] & bit
                and getattr(known, part) is not None
                and plain(known, part, shared) != plain(fresh[club], part, shared)
            ):
                wrong[part].append(club)
    return dict(wrong)


def plain(people: People, part: str, shared: set[int]) -> list[Any]:
    """A part without the order of its rows, which no rule asks for beyond the day; circumstances without those of `shared`."""
    found = getattr(people, part)
    if part == "members":
        return sorted(found, key=repr)
    if part == "life":
        return [sorted(found[at]) if isinstance(found[at], list) else found[at] for at in range(len(found))]
    if part == "board":
        return [sorted(found[0]), _by_person(found[1])]
    if part == "circumstances":
        found = {person: rows for person, rows in found.items() if person not in shared}
    return _by_person(found)


def _by_person(found: dict[int, list[Any]]) -> list[Any]:
    return sorted((person, sorted(rows)) for person, rows in found.items())
