"""Who belongs to the club, or left in the last two years: what a roll-call, a sum and a card need."""

from collections.abc import Iterator
from typing import Any

from tremang.accounts.powers import Verb
from tremang.kernel.periods import age_on, month_of
from tremang.members.models import LeaveReason, Membership
from tremang.members.titles import title_of
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Membership → who it is; `away` are times in which he is expected at no meeting, `exempt`: he contributes nothing."""
    month = month_of(holder.today)
    free = {line.membership.pk for line in holder.dues if line.asked.get(month) == 0}
    rows = [row for row in holder.members if row.leave_reason != LeaveReason.MISTAKE]
    yield "members", {"rows": {str(row.pk): _row(holder, row) | {"exempt": row.pk in free} for row in rows}}


def _row(holder: Holder, row: Membership) -> dict[str, Any]:
    """A membership as the phone shows it. Telephone and home stay on the server once it has ended, as on the card's page."""
    person = row.person
    title = title_of(person.sex, age_on(person.born_year, person.born_on, holder.today), person.title)
    given = person.full_name.rpartition(" ")[2]
    found = {
        "name": person.full_name, "given": given, "called": f"{title} {given}", "title": title, "born": person.born,
        "born_exact": person.born_on is not None, "sex": person.sex, "group": _id(row.group_id),
        "joined_on": row.joined_on, "left_on": row.left_on, "version": person.version, "person": str(person.pk),
    }  # fmt: skip
    more: dict[str, Any] = {"nickname": person.nickname, "died_on": person.died_on, "own_title": person.title}
    if row.left_on is None or row.left_on >= holder.today:
        home = person.household
        more |= {
            "phone": person.phone, "address": home.address if home else "", "away": _away(holder, row),
            "hamlet": home.hamlet.name if home and home.hamlet else "", "association": person.is_association_member,
        }  # fmt: skip
    return found | {name: value for name, value in more.items() if value}


def _away(holder: Holder, row: Membership) -> list[list[Any]]:
    return [[pause.from_on, pause.to_on] for pause in holder.pauses.get(row.pk, ())]


def _id(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


PART = Part(_bodies, needs=(Verb.SEE_PERSONS,))
