"""What the books forget of a person whose data is destroyed by law: names and words; the sums stay."""

from django.db.models import Q

from tremang.funds.models import Gift, Loan, LoanStep, Voucher
from tremang.kernel.events import key
from tremang.members.models import Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take the name out of slips, gifts and loans of `person`; returns the rows changed, as events name them."""
    changed: set[str] = set()
    for voucher in Voucher.objects.filter(transfers__membership__person=person).distinct():
        who = "" if voucher.who == person.full_name else voucher.who
        words = voucher.words.replace(person.full_name, GONE)
        if (who, words) != (voucher.who, voucher.words):
            Voucher.objects.filter(pk=voucher.pk).update(who=who, words=words)
            changed.add(key(voucher))
    for gift in Gift.objects.filter(membership__person=person):
        Gift.objects.filter(pk=gift.pk).update(donor="", is_anonymous=True, purpose="")
        changed.add(key(gift))
    for loan in Loan.objects.filter(Q(membership__person=person) | Q(debtor__person=person)):
        Loan.objects.filter(pk=loan.pk).update(purpose=GONE, cosigner="")
        LoanStep.objects.filter(loan=loan).update(words="")
        changed |= {key(loan), *(key(step) for step in LoanStep.objects.filter(loan=loan))}
    return changed
