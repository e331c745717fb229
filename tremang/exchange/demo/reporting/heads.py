"""The ends of chains as they were at a moment: of what a report's fingerprint is made."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from tremang.kernel.models import Event

Head = tuple[int, str]
Kept = list[dict[int, Head]]


class Heads:
    """Chains in memory while the reports of one commune are written; of all others what the City's moments need."""

    def __init__(self, moments: Sequence[datetime]) -> None:
        self.moments = moments
        self.at_moment: dict[datetime, dict[int, Head]] = {moment: {} for moment in moments}
        self.chains: dict[int, tuple[list[datetime], list[Head]]] | None = {}

    def read(self, chains: Iterable[int]) -> None:
        """Take the chains of one commune in the place of those before."""
        rows = Event.objects.filter(chain_id__in=list(chains)).order_by("chain_id", "sequence")
        told = rows.values_list("chain_id", "at", "sequence", "hash")
        self.chains = found = {}
        for chain, events in groupby(told, key=lambda row: row[0]):
            ats, heads = [], []
            for _chain, moment, sequence, mark in events:
                ats.append(max(moment, ats[-1]) if ats else moment)
                heads.append((sequence, mark))
            found[chain] = ats, heads

    def kept(self, chains: Iterable[int]) -> Kept:
        """What was remembered of these chains: of each moment of the City's the ends, by chain."""
        wanted = set(chains)
        return [{chain: ends[chain] for chain in wanted & ends.keys()} for ends in self.at_moment.values()]

    def add(self, kept: Kept) -> None:
        """Remember what another process kept."""
        for ends, more in zip(self.at_moment.values(), kept, strict=True):
            ends |= more

    def take_city(self) -> None:
        """Go on with the City: no chains but what was kept of all."""
        self.chains = None

    def keep(self) -> None:
        """Remember how the chains in memory ended at the City's moments."""
        for moment in self.moments:
            for chain in self.chains or ():
                head = self._at(chain, moment)
                if head is not None:
                    self.at_moment[moment][chain] = head

    def _at(self, chain: int, moment: datetime) -> Head | None:
        ats, heads = (self.chains or {})[chain]
        count = bisect_right(ats, moment)
        return heads[count - 1] if count else None

    def fingerprint(self, moment: datetime, own: int, newest: Head | None) -> str:
        """As `freezing.fingerprint` would have said at `moment`; `newest` is the end of the reporter's `own` chain."""
        if self.chains is not None:
            ends = {chain: head for chain in self.chains if (head := self._at(chain, moment)) is not None}
        else:
            ends = dict(self.at_moment[moment])
        ends.pop(own, None)
        if newest is not None:
            ends[own] = newest
        found = hashlib.sha256()
        for chain in sorted(ends):
            found.update(f"{chain}|{ends[chain][0]}|{ends[chain][1]}\n".encode())
        return found.hexdigest()
