"""The 8-digit code that vouches for a club's chain of events up to a meeting, and what it says when typed in later.

The code is made from the hash of the latest event by a hash that is slow on purpose. Whoever wants to rewrite the past
so that a code written on paper still fits must try about a hundred million pasts, at `COST` each; see decision 0017.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tremang.clubs.models import Club
from tremang.funds.models import BookSeal
from tremang.kernel.models import Event
from tremang.kernel.verify import Finding, verify

DIGITS = 8
COST = {"n": 2**16, "r": 8, "p": 1, "maxmem": 2**27}  # 64 MB and about a quarter of a second a code


def code_of(event: Event) -> str:
    """The code of a chain up to and including `event`."""
    made = hashlib.scrypt(event.hash.encode(), salt=f"tremang.seal.{event.chain_id}".encode(), dklen=16, **COST)
    return f"{int.from_bytes(made) % 10**DIGITS:0{DIGITS}d}"


class Answer(StrEnum):
    """What a code that was typed in says."""

    WHOLE = "whole"  # the ledger up to that meeting is as it was when the code was written down
    OTHER_CODE = "other_code"  # the code is not the one of that day: misread, or the past was changed
    CHANGED = "changed"  # the code fits, but rows or events before it were changed since
    NO_SEAL = "no_seal"  # the books of that day were never sealed


@dataclass(frozen=True)
class Proof:
    """The answer, the seal it is about, and what was found changed."""

    answer: Answer
    seal: BookSeal | None = None
    findings: tuple[Finding, ...] = ()


def prove(club: Club, on: date, code: str) -> Proof:
    """Whether the ledger up to the seal of `on` is unchanged, held against a code from the paper minute book.

    The code kept beside the ledger is not asked: who changes one can change the other. The chain is walked from its
    first event, and each row is held against it.
    """
    seals = list(BookSeal.objects.filter(club=club, on=on).order_by("-sequence"))
    if not seals:
        return Proof(Answer.NO_SEAL)
    for seal in seals:
        event = Event.objects.filter(chain_id=club.pk, sequence=seal.sequence).first()
        if event is not None and code_of(event) == code:
            found = tuple(row for row in verify(club.pk).findings if row.sequence <= seal.sequence and told(row))
            return Proof(Answer.CHANGED if found else Answer.WHOLE, seal, found)
    return Proof(Answer.OTHER_CODE, seals[0])


def told(finding: Finding) -> bool:
    """Whether a finding is about the chain or the money; a membership written by nobody is another matter."""
    return not finding.row or finding.row.startswith(("funds.", "meetings."))
