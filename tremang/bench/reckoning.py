"""What the kill drill left in the books, held against what the phones were told."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.db.models import Exists, OuterRef

from tremang.funds.models import Kind, Transfer, Voucher
from tremang.inbox.models import DONE, Outcome, Submission, SubmissionText
from tremang.kernel.verify import Finding, verify
from tremang.meetings.models import Meeting

if TYPE_CHECKING:
    from tremang.bench.killing import Sent

SHOWN = 5


def reckoned(sent: Sequence["Sent"], before: Collection[Finding] = ()) -> Iterator[str]:
    """The sentences of a good end. Raises CommandError where anything is lost, doubled or half written.

    `before` is what verification found before anything was sent.
    """
    faults: dict[str, list[str]] = {"lost": [], "doubled": [], "half": []}
    for one in sent:
        for what in faults_of(one):
            faults[what].append(one.uid)
    clubs = sorted({one.club for one in sent})
    faults["half"] += strays(clubs)
    yield f"Mất {len(faults['lost'])}, ghi đôi {len(faults['doubled'])}, ghi dở {len(faults['half'])}."
    if any(faults.values()):
        named = [f"{what}: {', '.join(uids[:SHOWN])}" for what, uids in faults.items() if uids]
        raise CommandError("Có việc không đúng như đã báo nhận:\n" + "\n".join(named))
    if wrong := [found for found in findings(clubs) if found not in before]:
        raise CommandError(f"Nhật ký không khớp ở {len(wrong)} chỗ: {wrong[:SHOWN]}")
    yield f"Nhật ký của {len(clubs)} câu lạc bộ nguyên vẹn."


def findings(clubs: Iterable[int]) -> set[Finding]:
    """What verification finds in these clubs."""
    return {found for club in clubs for found in verify(club).findings}


def faults_of(sent: "Sent") -> set[str]:
    """What is wrong with a meeting that was sent: nothing, where all is there once and as its phone was told."""
    rows = list(Submission.objects.filter(uid=sent.uid))
    outcomes = list(Outcome.objects.filter(submission__uid=sent.uid).order_by("pk"))
    texts = list(SubmissionText.objects.filter(submission__uid=sent.uid).values_list("text", flat=True))
    meetings = list(Meeting.objects.filter(club=sent.club, held_on=sent.day).values_list("pk", flat=True))
    found = set()
    if not sent.told or not rows or not outcomes or not meetings:
        found.add("lost")
    if any(_said(told) != _said(row.body()) for told in sent.told for row in outcomes[-1:]):
        found.add("lost")
    if any(row.state not in DONE for row in outcomes):
        found.add("lost")
    if max(map(len, (rows, outcomes, texts, meetings))) > 1:
        found.add("doubled")
    if texts != [sent.text] or [row.sha256 for row in rows] != [sha256(sent.text.encode()).hexdigest()]:
        found.add("half")
    for kinds, sums, key in (
        ((Kind.DUES,), sent.dues, "membership_id"),
        ((Kind.INTEREST, Kind.PRINCIPAL), sent.repayments, "loan_id"),
    ):
        found |= _money(_paid(sent, kinds, key), sums)
    return found


def strays(clubs: Sequence[int]) -> list[str]:
    """Slips that came with a request of which no submission is kept."""
    slips = Voucher.objects.filter(club__in=clubs).exclude(request_key="")
    kept = Submission.objects.filter(uid=OuterRef("request_key"))
    return list(slips.filter(~Exists(kept)).values_list("request_key", flat=True))


def _said(told: dict[str, Any]) -> tuple[Any, ...]:
    return told["state"], told["code"], told["result"]


def _paid(sent: "Sent", kinds: Sequence[Kind], key: str) -> Counter[int]:
    """What the slips of this meeting say, by member or loan."""
    rows = Transfer.objects.filter(club=sent.club, day=sent.day, kind__in=kinds, reverses__isnull=True)
    found: Counter[int] = Counter()
    for pk, amount in rows.values_list(key, "amount"):
        found[pk] += amount
    return found


def _money(paid: Counter[int], sums: dict[int, int]) -> set[str]:
    found = set()
    if any(paid[pk] > amount for pk, amount in sums.items()):
        found.add("doubled")
    if any(paid[pk] < amount for pk, amount in sums.items()):
        found.add("half" if paid else "lost")
    return found
