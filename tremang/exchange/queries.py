"""Long lists that leave as files: read row by row, so that memory stays flat however many members there are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tremang.accounts import powers
from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.kernel.format import day as written
from tremang.members.models import LeaveReason, Membership, Sex
from tremang.places.models import Kind, Place
from tremang.places.queries import under

CHUNK = 5_000
PATH = "club__place__path"


def members_within_reach(user: User, today: date, place: Place | None = None) -> QuerySet[Membership]:
    """The running memberships of clubs whose persons `user` may see, at and below `place` where one is named."""
    rows = Membership.objects.filter(powers.reach(user, Verb.SEE_PERSONS, today, PATH), Membership.running(today))
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE)
    return rows if place is None else rows.filter(under(place.path, PATH))


def member_lines(rows: QuerySet[Membership]) -> Iterator[dict[str, Any]]:
    """A line for each membership, by commune, club and name."""
    communes = dict(Place.objects.filter(kind=Kind.COMMUNE).values_list("code", "name"))
    sexes = {sex.value: str(sex.label) for sex in Sex}
    columns = (
        PATH, "club__name", "person__full_name", "person__sex", "person__born_year", "person__born_on", "joined_on",
        "group__name", "person__is_association_member",
    )  # fmt: skip
    ordered = rows.order_by(PATH, "person__sort_key", "pk").values_list(*columns)
    for number, row in enumerate(ordered.iterator(CHUNK), 1):
        path, club, name, sex, year, born_on, joined_on, group, belongs = row
        yield {
            "number": number, "commune": communes.get(path.split(".")[2], ""), "club": club, "name": name,
            "sex": sexes[sex], "born": written(born_on) if born_on else str(year), "joined_on": joined_on,
            "group": group, "association": belongs,
        }  # fmt: skip
