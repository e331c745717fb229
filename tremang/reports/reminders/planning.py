"""Whom to remind of what: one message for each person and day, with all that he has not been told yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage, ReminderRule, Sending
from tremang.reports.reminders.matters import Matter, matters
from tremang.reports.reminders.rules import WorkingDays, allowed_from, rule_on
from tremang.reports.reminders.senders.base import Sender
from tremang.reports.reminders.senders.registry import channel_for

REMEMBERED = timedelta(days=400)  # longer than any report stays open


@dataclass(frozen=True)
class Planned:
    """A message to be: to whom, about what, through which channel, and when it may go out."""

    user: User
    found: list[Matter]
    sender: Sender
    address: str
    day: date
    due_at: datetime
    is_held: bool


def plan(now: datetime) -> list[Planned]:
    """The messages that `now` asks for. Reads only.

    In quiet hours they are for the next working morning, and written as of that day. Nobody gets two on a day, and
    nobody is told twice of the same matter at the same stage.
    """
    rule = rule_on(timezone.localtime(now).date())
    moment = allowed_from(rule, now, WorkingDays())
    day = timezone.localtime(moment).date()
    told, served = _told(day)
    new: dict[int, list[Matter]] = defaultdict(list)
    for one in matters(day, rule):
        if one.user_id not in served and (one.user_id, *one.key, one.stage) not in told:
            new[one.user_id].append(one)
    return [_planned(user, new[user.pk], rule, day, now, moment) for user in _users(list(new))]


def _planned(
    user: User, found: list[Matter], rule: ReminderRule, day: date, now: datetime, moment: datetime
) -> Planned:  # fmt: skip
    sender, address = channel_for(user, rule.channels)
    return Planned(user, found, sender, address, day, moment, moment > now)


def _users(ids: list[int]) -> list[User]:
    return [user for start in range(0, len(ids), 500) for user in User.objects.filter(pk__in=ids[start : start + 500])]


def _told(day: date) -> tuple[set[tuple[int, str, str, str, str, int]], set[int]]:
    """What people were told, and who has his message of the day already."""
    told, served = set(), set()
    rows = OutboxMessage.objects.filter(day__gte=day - REMEMBERED)
    for user, on, state, about in rows.values_list("to", "day", "state", "about"):
        if on == day:
            served.add(user)
        if state != Sending.DROPPED:
            told |= {(user, one["why"], one["kind"], one["place"], one["period"], one["stage"]) for one in about}
    return told, served
