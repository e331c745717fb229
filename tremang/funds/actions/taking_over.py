"""Somebody else answers for a loan: another member, or an heir who is none, by his own word."""

from dataclasses import dataclass
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.funds import problems as say
from tremang.funds.actions.lending import debtor_of, during
from tremang.funds.actions.loans import told, write_step
from tremang.funds.actions.sheet import Sheet
from tremang.funds.models import Loan, LoanState, LoanStep
from tremang.funds.models.loans import OPEN
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.data import PersonData, apply, called
from tremang.members.models import Channel, Membership, Person

OF_AGE = 18  # years (Bộ luật Dân sự 2015, art. 20)


@dataclass(frozen=True)
class Heir:
    """Somebody who is no member, and how he said that he takes the loan over and may be written down (`Channel`)."""

    who: PersonData
    agreed: str


def take_over(loan: Loan, debtor: Membership | Heir, words: str, *, on: date, by: User, today: date) -> Event:
    """`debtor` answers for the loan: the borrower died or left. The borrower of record stays.

    Of somebody who is no member no more is kept than name, sex and birth, and only once he agreed.
    """
    club = loan.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    if isinstance(debtor, Membership) and (
        debtor.club_id != club.pk or (debtor.left_on is not None and debtor.left_on < on)
    ):
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="debtor")
    with writing(club.pk):
        loan.refresh_from_db()
        if loan.state not in OPEN:
            raise Problem("loan_not_running", say.NOT_RUNNING)
        during(loan, on, today)
        sheet = Sheet(club, by=by, today=today)
        member = debtor if isinstance(debtor, Membership) else None
        heir = _card(sheet, loan, debtor, on) if isinstance(debtor, Heir) else None
        person = heir or debtor.person  # type: ignore[union-attr]
        if person.pk == loan.payer.pk:
            raise Problem("same_debtor", say.SAME_DEBTOR, field="debtor", name=debtor_of(loan, on))
        sheet.journal.update(
            loan, debtor=None if member is None or member.pk == loan.membership_id else member, heir=heir
        )
        write_step(
            sheet, loan, LoanState(loan.state), on, by, words=words, debtor=member, heir=heir,
            agreed=debtor.agreed if isinstance(debtor, Heir) else "",
        )  # fmt: skip
        return sheet.note(
            "take_over_loan", loan, told(loan) | {"debtor": person.full_name, "words": clean(words)}, since=on
        )


def _card(sheet: Sheet, loan: Loan, heir: Heir, on: date) -> Person:
    """His card: that of another loan here, or a new one. Raises Problem for one not asked, a child, a member of the club."""
    if heir.agreed not in Channel.values:
        raise Problem("heir_not_asked", say.HEIR_NOT_ASKED, field="agreed")
    card = Person(sex="F", born_year=on.year)
    apply(heir.who, card, sheet.today)
    if card.age_on(on) < OF_AGE:
        raise Problem("heir_minor", say.HEIR_MINOR, field="born")
    same = {"name_fold": card.name_fold, "sex": card.sex, "born_year": card.born_year}
    members = Membership.objects.filter(Membership.running(on), club=loan.club_id)
    if members.filter(**{f"person__{name}": value for name, value in same.items()}).exists():
        raise Problem("heir_is_member", say.HEIR_IS_MEMBER, field="full_name", name=called(card, on))
    known = Person.objects.filter(loans_inherited__club=loan.club_id, **same).first()
    if known is None:
        sheet.journal.create(card)
    return known or card


def forget_card(sheet: Sheet, person: Person) -> None:
    """Remove the card of an heir on whom nothing stands any more, once the step that made it is gone."""
    used = (
        Membership.objects.filter(person=person), Loan.objects.filter(heir=person), LoanStep.objects.filter(heir=person)
    )  # fmt: skip
    if not any(rows.exists() for rows in used):
        sheet.drop(person)
