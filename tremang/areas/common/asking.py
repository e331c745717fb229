"""Which consent is still to be asked before or after something is written of a member, and where it is written down."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.areas.common import problems as say
from tremang.areas.common.books import Reader, Register
from tremang.areas.common.forms import RecordForm
from tremang.areas.common.queries import called_on
from tremang.areas.common.seeing import agreed, is_of_club, taken_back
from tremang.clubs.models import Club
from tremang.kernel.periods import add_months
from tremang.members.models import Consent, LeaveReason, Membership, Purpose
from tremang.ui.links import address

SENTENCES = {
    Purpose.ONWARD: say.NOT_ONWARD,
    Purpose.VULNERABLE: say.NOT_VULNERABLE,
    Purpose.CARE: say.NOT_CARE,
    Purpose.HEALTH: say.NOT_HEALTH,
}
ASKED_BACK = 12  # months: whoever was helped longer ago is not asked any more
MOST_ASKED = 12  # people named one by one


def clean_asked(form: RecordForm, verb: Verb, purpose: Purpose) -> int | None:
    """The member chosen in `membership_id`, once he agreed to be written down; else the form says what to ask him for.

    An office is told first of the consent to be shown to it: without that it may not learn what else he agreed to.
    """
    chosen: int | None = form.cleaned_data["membership_id"]
    asked = missing(form.club, chosen, purpose, form.user, verb, form.today) if chosen else None
    if asked is not None:
        row, what = asked
        _refuse(form, row, SENTENCES[what])
    return chosen


def clean_helped(form: RecordForm, verb: Verb = Verb.SEE_SENSITIVE) -> int | None:
    """The member chosen in `membership_id`: he is helped first and asked afterwards, unless he took his consent back.

    Only the club is told that he did; an office is refused by the act in words that tell nothing.
    """
    chosen: int | None = form.cleaned_data["membership_id"]
    if chosen is None or not is_of_club(form.user, verb, form.club, form.today):
        return chosen
    rows = Membership.objects.filter(taken_back(Purpose.VULNERABLE, "person"), pk=chosen, club=form.club)
    row = rows.select_related("person").first()
    if row is not None:
        _refuse(form, row, say.TAKEN_BACK)
    return chosen


def _refuse(form: RecordForm, row: Membership, sentence: str) -> None:
    """Raise the sentence about a member; whoever keeps members there gets the way to his consents beside it."""
    if may(form.user, Verb.KEEP_MEMBERS, form.club.place, form.today) and form.asked_at:
        back = f"{form.asked_at}?{urlencode({'ai': row.pk})}"
        form.ways["membership_id"] = (_("Mở lời đồng ý của người này"), consent_url(row.person_id, back))
    who = called_on(row, form.today)
    raise forms.ValidationError(_(sentence) % {"who": who[:1].upper() + who[1:]})


def consent_url(person: int, back: str) -> str:
    """The page of a person's consents, from which one comes back to the page `back`; "" while the site has none."""
    url = address("members:consent", person)
    return f"{url}?{urlencode({'ve': back})}" if url else ""


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


def still_to_ask(reader: Reader, register: Register, back: str) -> dict[str, Any]:
    """Members of whom a register told of late that were never asked whether it may: the first by name, and how many more.

    For whoever keeps the members by a duty within the club; nothing for others. One query.
    """
    asks = register.asks
    if asks is None or not is_of_club(reader.user, Verb.KEEP_MEMBERS, reader.club, reader.today):
        return {}
    rows = register.model.objects.filter(club=reader.club, on__gt=add_months(reader.today, -ASKED_BACK))
    asked = Consent.objects.filter(purpose=Purpose.VULNERABLE).values("person")
    found = Membership.objects.filter(Membership.running(reader.today), pk__in=asks(rows).values("membership"))
    found = found.exclude(leave_reason=LeaveReason.MISTAKE).exclude(person__in=asked)
    people = list(found.filter(person__died_on__isnull=True).select_related("person").order_by("person__sort_key"))
    named = [(called_on(one, reader.today), consent_url(one.person_id, back)) for one in people[:MOST_ASKED]]
    return {"named": named, "more": len(people) - len(named)} if named else {}
