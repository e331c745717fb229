"""Which consent is still to be asked before something may be written of a member, told at the field that names him."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common import problems as say
from tremang.areas.common.forms import RecordForm
from tremang.areas.common.queries import called_on
from tremang.areas.common.seeing import agreed, is_of_club
from tremang.clubs.models import Club
from tremang.members.models import Membership, Purpose

SENTENCES = {
    Purpose.ONWARD: say.NOT_ONWARD,
    Purpose.VULNERABLE: say.NOT_VULNERABLE,
    Purpose.CARE: say.NOT_CARE,
}


def clean_asked(form: RecordForm, verb: Verb, purpose: Purpose) -> int | None:
    """The member chosen in `membership_id`, once he agreed to be written down; else the form says what to ask him for.

    An office is told first of the consent to be shown to it: without that it may not learn what else he agreed to.
    """
    chosen: int | None = form.cleaned_data["membership_id"]
    asked = missing(form.club, chosen, purpose, form.user, verb, form.today) if chosen else None
    if asked is not None:
        row, what = asked
        who = called_on(row, form.today)
        raise forms.ValidationError(_(SENTENCES[what]) % {"who": who[:1].upper() + who[1:]})
    return chosen


def missing(
    club: Club, membership: int, purpose: Purpose, user: User, verb: Verb, today: date
) -> tuple[Membership, Purpose] | None:
    """A member of the club and the first consent that `user` misses by his duty `verb`; None where none is. One query."""
    rows = Membership.objects.filter(pk=membership, club=club).select_related("person")
    row = rows.annotate(own=agreed(purpose, "person"), onward=agreed(Purpose.ONWARD, "person")).first()
    if row is None:
        return None  # what is wrong with it the act says
    if not is_of_club(user, verb, club, today) and not row.onward:
        return row, Purpose.ONWARD
    return None if row.own else (row, purpose)
