"""What the books forget of a person whose data is destroyed by law: names and words; the sums stay."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tremang.funds.models import Gift, Loan, LoanStep, Voucher
from tremang.kernel.events import key
from tremang.kernel.text import clean
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take the name out of slips, gifts and loans of `person`; returns the rows changed, as events name them."""
    changed: set[str] = set()
    mine = Q(transfers__membership__person=person) | Q(transfers__loan__in=taken_over(person).values("pk"))
    for voucher in Voucher.objects.filter(mine).distinct():
        who = "" if voucher.who == person.full_name else voucher.who
        words = voucher.words.replace(person.full_name, GONE)
        if (who, words) != (voucher.who, voucher.words):
            Voucher.objects.filter(pk=voucher.pk).update(who=who, words=words)
            changed.add(key(voucher))
    for gift in Gift.objects.filter(membership__person=person):
        Gift.objects.filter(pk=gift.pk).update(donor="", is_anonymous=True, purpose="")
        changed.add(key(gift))
    for loan in Loan.objects.filter(Q(membership__person=person) | Q(pk__in=taken_over(person).values("pk"))):
        Loan.objects.filter(pk=loan.pk).update(purpose=GONE, cosigner="")
        LoanStep.objects.filter(loan=loan).update(words="")
        changed |= {key(loan), *(key(step) for step in LoanStep.objects.filter(loan=loan))}
    for loan in cosigned(person):
        Loan.objects.filter(pk=loan.pk).update(cosigner="", cosigned_by=None)
        changed.add(key(loan))
    return changed


def taken_over(person: Person) -> "QuerySet[Loan]":
    """The loans of others that `person` pays or once paid, as a member or not."""
    steps = LoanStep.objects.filter(Q(debtor__person=person) | Q(heir=person))
    return Loan.objects.filter(Q(debtor__person=person) | Q(heir=person) | Q(pk__in=steps.values("loan")))


def chains(person: Person) -> set[int]:
    """The clubs whose books tell of him though he is no member there."""
    return set(taken_over(person).values_list("club", flat=True))


def cosigned(person: Person) -> Iterator[Loan]:
    """The loans of others that `person` signed with the borrower.

    Those linked to one of his memberships; and in his clubs those that carry just his full name as text, capitals aside.
    A name with more or less in it ("ông Bình", "con trai Bình") is not found, nor one outside his clubs; whoever else of
    that club has the very same name is taken for him.
    """
    clubs = Membership.objects.filter(person=person).values("club")
    name = clean(person.full_name).casefold()
    for loan in Loan.objects.filter(
        Q(cosigned_by__person=person) | Q(club__in=clubs, cosigned_by=None) & ~Q(cosigner="")
    ):
        if loan.cosigned_by_id is not None or clean(loan.cosigner).casefold() == name:
            yield loan
