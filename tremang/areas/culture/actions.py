"""The book's own acts: a club's word on an exchange of which the other told, and longevity wishes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.models import Participant
from tremang.areas.common.problems import GONE
from tremang.areas.common.rules import are_members_on, may_be_done_on
from tremang.areas.culture import problems as say
from tremang.areas.culture.models import TEXT_LIMIT, Exchange, ExchangeDenial, LongevityWish
from tremang.areas.culture.queries import age_in, same_exchanges, waiting_exchanges
from tremang.areas.culture.rules import check_exchange, counted_exchange, counted_wish
from tremang.clubs.models import Club
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.models import Membership


def confirm_exchange(club: Club, told: Exchange, values: Mapping[str, Any], *, by: User, today: date) -> Event:
    """The club says of an exchange of which another told that it took place, with its own `people`.

    `values` may also give its own word on `on`, `what`, `place`. Raises Conflict where it has answered before or the
    other club has taken its word back, Problem where what is said cannot be.
    """
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _still_waiting(club, told)
        as_told = {"on": current.on, "what": current.what, "place": current.place}
        row = Exchange(club=club, by_id=by.pk, other=current.club, pair=current.pair, **(as_told | dict(values)))
        check_exchange(club, row, (), today)
        act = Act(club, by=by, today=today)
        row.activity = act.count(None, counted_exchange(row))
        act.create(row)
        return act.note("confirm_exchange", row, exchange_words(row))


def join_exchange(club: Club, told: Exchange, own: int, *, by: User, today: date) -> Event:
    """The club says that an exchange of which another told is the one it wrote itself as `own`."""
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _still_waiting(club, told)
        same = same_exchanges(club.pk, current).filter(pk=own).select_related("other").first()
        if same is None:
            raise Problem("not_the_same", say.NOT_THE_SAME, field="own")
        act = Act(club, by=by, today=today)
        act.update(same, pair=current.pair)
        return act.note("join_exchange", same, exchange_words(same))


def deny_exchange(club: Club, told: Exchange, *, by: User, today: date) -> Event:
    """The club says that an exchange of which another told did not take place."""
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = _still_waiting(club, told)
        act = Act(club, by=by, today=today)
        row = ExchangeDenial(club=club, pair=current.pair, other=current.club, by_id=by.pk)
        act.create(row)
        return act.note("deny_exchange", row, {"day": current.on, "club": current.club.name})


def _still_waiting(club: Club, told: Exchange) -> Exchange:
    current = waiting_exchanges(club.pk).filter(pk=told.pk).first()
    if current is None:
        raise Conflict("exchange_answered", say.EXCHANGE_ANSWERED)
    return current


def exchange_words(row: Exchange) -> dict[str, Any]:
    """An exchange as its event tells it."""
    return {"day": row.on, "club": row.with_whom, "what": row.what}


def wish(club: Club, members: Iterable[int], on: date, gift: str, *, by: User, today: date) -> Event:
    """Members were wished a long life together on a day; whoever was wished in that year before is left as he is."""
    require(by, Verb.KEEP_BOOKS, club.place, today)
    chosen = set(members)
    if not chosen:
        raise Problem("nobody_wished", say.NOBODY_WISHED, field="members")
    with writing(club.pk):
        may_be_done_on(club, on, today, "on")
        are_members_on(club, chosen, on)
        done = LongevityWish.objects.filter(club=club, year=on.year, membership__in=chosen)
        chosen -= set(done.values_list("membership", flat=True))
        if not chosen:
            raise Problem("wished_already", say.WISHED_ALREADY, field="members", year=on.year)
        rows = list(Membership.objects.filter(pk__in=chosen).select_related("person").order_by("pk"))
        act = Act(club, by=by, today=today)
        activity = act.count(None, counted_wish(on, chosen))
        act.create_all([
            LongevityWish(
                club=club, activity=activity, membership=row, on=on, year=on.year, age=age_in(row, on.year),
                gift=clean(gift)[:TEXT_LIMIT], by_id=by.pk,
            )
            for row in rows
        ])  # fmt: skip
        return act.note("wish_longevity", activity, {"day": on, "count": len(rows)})


def drop_wish(given: LongevityWish, *, by: User, today: date) -> Event:
    """Somebody was not wished a long life after all; what the others were wished stays."""
    club = given.club
    require(by, Verb.KEEP_BOOKS, club.place, today)
    with writing(club.pk):
        current = LongevityWish.objects.filter(pk=given.pk, club=club).select_related("activity").first()
        if current is None:
            raise Conflict("gone", GONE)
        act = Act(club, by=by, today=today)
        activity = current.activity
        act.drop(current)
        left = set(Participant.objects.filter(activity=activity).values_list("membership", flat=True))
        left &= set(LongevityWish.objects.filter(activity=activity).values_list("membership", flat=True))
        act.count(activity, counted_wish(current.on, left) if left else None)
        return act.note("drop_longevity_wish", current, {"day": current.on})
